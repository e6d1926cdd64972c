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
  GtkWidget *asker;
  LecAskFilesFunc func;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->chooser);
  g_object_unref (question->asker);
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

      question->func (question->asker, files);
    }
  gtk_native_dialog_destroy (dialog);
  /* Frees the question, and with it the dialog. */
  g_signal_handlers_disconnect_by_func (dialog, response_cb, user_data);
}

static void
add_transcripts (GtkFileFilter *filter)
{
  gtk_file_filter_add_suffix (filter, "vtt");
  gtk_file_filter_add_suffix (filter, "srt");
}

/* Subtitles that are chosen with their video go with it, also where a portal hands over both. */
static void
show_videos_only (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Videos and Their Subtitles"));
  gtk_file_filter_add_mime_type (filter, "video/*");
  add_transcripts (filter);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
show_transcripts_only (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Transcripts (.vtt, .srt)"));
  add_transcripts (filter);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
show_decks_only (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Slides (.pdf)"));
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_chooser_add_filter (chooser, filter);
}

static gboolean
is_of_one (LecAskFiles what)
{
  return what == LEC_ASK_TRANSCRIPT || what == LEC_ASK_DECK;
}

static const char *
get_title (LecAskFiles what)
{
  switch (what)
    {
    case LEC_ASK_FOLDERS:
      return _ ("Add Folders");
    case LEC_ASK_TRANSCRIPT:
      return _ ("Choose a Transcript");
    case LEC_ASK_DECK:
      return _ ("Choose the PDF of the Slides");
    case LEC_ASK_VIDEOS:
    default:
      return _ ("Add Videos");
    }
}

void
lec_ask_files (GtkWidget *asker,
               LecAskFiles what,
               LecAskFilesFunc func)
{
  GtkFileChooserNative *chooser = NULL;
  Question *question = NULL;

  g_return_if_fail (GTK_IS_WIDGET (asker) && func != NULL);

  chooser = gtk_file_chooser_native_new (
    get_title (what), GTK_WINDOW (gtk_widget_get_root (asker)),
    what == LEC_ASK_FOLDERS ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN,
    is_of_one (what) ? _ ("_Choose") : _ ("_Add"), NULL);
  if (what == LEC_ASK_VIDEOS)
    show_videos_only (GTK_FILE_CHOOSER (chooser));
  if (what == LEC_ASK_TRANSCRIPT)
    show_transcripts_only (GTK_FILE_CHOOSER (chooser));
  if (what == LEC_ASK_DECK)
    show_decks_only (GTK_FILE_CHOOSER (chooser));
  question = g_new0 (Question, 1);
  *question = (Question){ chooser, g_object_ref (asker), func };
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), !is_of_one (what));
  g_signal_connect_data (chooser, "response", G_CALLBACK (response_cb), question, question_free, G_CONNECT_DEFAULT);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
