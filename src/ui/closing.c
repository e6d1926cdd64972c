/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The responses of the dialog are the names in the settings. With its parent the
 * dialog goes, too: so nothing is done before it has finished answering.
 */
#include "ui/closing.h"

#include <glib/gi18n-lib.h>

#define KEY "on-close"

static const struct
{
  const char *name;
  const char *words;
} closings[] = {
  [LEC_CLOSING_ASK] = { "ask", N_ ("Ask") },
  [LEC_CLOSING_BACKGROUND] = { "background", N_ ("Keep working in the background") },
  [LEC_CLOSING_FINISH] = { "finish", N_ ("Stop after this one") },
  [LEC_CLOSING_STOP] = { "stop", N_ ("Stop at once") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (closings) == LEC_N_CLOSINGS);

const char *
lec_closing_get_name (LecClosing closing)
{
  g_return_val_if_fail (closing < LEC_N_CLOSINGS, NULL);

  return closings[closing].name;
}

LecClosing
lec_closing_from_name (const char *name)
{
  for (guint i = 0; i < LEC_N_CLOSINGS; i++)
    if (g_strcmp0 (name, closings[i].name) == 0)
      return (LecClosing) i;

  return LEC_CLOSING_ASK;
}

const char *
lec_closing_get_words (LecClosing closing)
{
  g_return_val_if_fail (closing < LEC_N_CLOSINGS, NULL);

  return _ (closings[closing].words);
}

/* What is to be known when the answer comes. */
typedef struct
{
  GSettings *settings;
  GtkCheckButton *remember; /* unowned: of the dialog */
  LecClosingFunc func;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->settings);
  g_free (question);
}

/* An answer on its way. */
typedef struct
{
  GtkWindow *parent;
  LecClosing closing;
  LecClosingFunc func;
} Answer;

static Answer *
answer_new (GtkWindow *parent,
            LecClosing closing,
            LecClosingFunc func)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer){ g_object_ref (parent), closing, func };
  return answer;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_object_unref (answer->parent);
  g_free (answer);
}

static gboolean
answer_cb (gpointer user_data)
{
  const Answer *answer = user_data;

  answer->func (answer->parent, answer->closing);
  return G_SOURCE_REMOVE;
}

static void
response_cb (GtkWindow *dialog,
             const char *response,
             gpointer user_data)
{
  const Question *question = user_data;
  LecClosing closing = lec_closing_from_name (response);
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  /* Any other answer is to stay. */
  if (closing == LEC_CLOSING_ASK || parent == NULL)
    return;

  if (gtk_check_button_get_active (question->remember))
    g_settings_set_string (question->settings, KEY, response);
  g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, answer_new (parent, closing, question->func), answer_free);
}

static GtkWidget *
make_dialog (GtkWindow *parent,
             guint n_running)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Videos Are Being Worked On"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_format_body (
    message,
    g_dngettext (GETTEXT_PACKAGE, "%u video is not done yet. Whatever you choose, it goes on at the next start.",
                 "%u videos are not done yet. Whatever you choose, they go on at the next start.", n_running),
    n_running);
  /* Where there is no room beside each other the last one is on top. */
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "stop", _ ("_Stop at Once"), "finish",
                                    _ ("Stop _After This One"), "background", _ ("Keep Working in the _Background"),
                                    NULL);
  adw_message_dialog_set_response_appearance (message, "background", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_appearance (message, "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "background");
  adw_message_dialog_set_close_response (message, "cancel");
  return dialog;
}

void
lec_closing_ask (GtkWindow *parent,
                 GSettings *settings,
                 guint n_running,
                 LecClosingFunc func)
{
  GtkWidget *dialog = NULL;
  GtkWidget *remember = NULL;
  Question *question = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && func != NULL);

  dialog = make_dialog (parent, n_running);
  remember = gtk_check_button_new_with_mnemonic (_ ("_Remember my choice"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), remember);
  question = g_new0 (Question, 1);
  *question = (Question){ g_object_ref (settings), GTK_CHECK_BUTTON (remember), func };
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}
