/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unlike other windows, native dialogs belong to whoever made them: each is let
 * go when it has answered.
 */
#include "ui/ask-files.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkFileChooserNative *chooser;
  LecAskFilesFunc func;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->chooser);
  g_free (question);
}

static void
response_cb (GtkNativeDialog *dialog,
             int response,
             gpointer user_data)
{
  g_autoptr (GtkNativeDialog) chooser = g_object_ref (dialog);
  Question *question = user_data;
  GtkWindow *parent = gtk_native_dialog_get_transient_for (dialog);

  if (response == GTK_RESPONSE_ACCEPT && parent != NULL)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      question->func (parent, files);
    }
  gtk_native_dialog_destroy (dialog);
  /* Frees the question, and with it the dialog. */
  g_signal_handlers_disconnect_by_func (dialog, response_cb, user_data);
}

static void
show_videos_only (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Videos"));
  gtk_file_filter_add_mime_type (filter, "video/*");
  gtk_file_chooser_add_filter (chooser, filter);
}

void
lec_ask_files (GtkWindow *parent,
               LecAskFiles what,
               LecAskFilesFunc func)
{
  GtkFileChooserNative *chooser = NULL;
  Question *question = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && func != NULL);

  chooser = gtk_file_chooser_native_new (
    what == LEC_ASK_VIDEOS ? _ ("Add Videos") : _ ("Add Folders"), parent,
    what == LEC_ASK_VIDEOS ? GTK_FILE_CHOOSER_ACTION_OPEN : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Add"), NULL);
  if (what == LEC_ASK_VIDEOS)
    show_videos_only (GTK_FILE_CHOOSER (chooser));
  question = g_new0 (Question, 1);
  *question = (Question){ chooser, func };
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (response_cb), question, question_free, G_CONNECT_DEFAULT);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
