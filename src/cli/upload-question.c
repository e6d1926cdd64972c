/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asked on a terminal only: what is in a script says --agree HOST.
 */
#include "cli/upload-question.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/terminal-text.h"
#include "engine/upload-consent.h"

#define MAX_ANSWER 64

/**
 * lec_upload_question_read:
 *
 * Takes --agree HOST for an answer that is kept.
 *
 * Returns: %FALSE with the errors of lec_upload_consent_add()
 */
gboolean
lec_upload_question_read (const LecArguments *arguments,
                          GError **error)
{
  const char *host = lec_arguments_get_value (arguments, "agree");

  return host == NULL || lec_upload_consent_add (host, error);
}

static const char *
describe_way (const LecUploadDemand *demand)
{
  if (demand->is_this_machine)
    return _ ("it does not leave this machine");

  return demand->is_encrypted ? _ ("encrypted on the way") : _ ("NOT encrypted: anybody on the way can read it");
}

/* Marks that stand on letters are apart in the normal form, and left out. */
static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_casefold (text, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_new (NULL);

  for (const char *place = apart; *place != '\0'; place = g_utf8_next_char (place))
    if (!g_unichar_ismark (g_utf8_get_char (place)))
      g_string_append_unichar (folded, g_utf8_get_char (place));

  return g_strstrip (g_string_free (folded, FALSE));
}

gboolean
lec_upload_question_is_answer (const char *answer,
                               const char *word)
{
  g_autofree char *folded = NULL;
  g_autofree char *folded_word = NULL;

  g_return_val_if_fail (answer != NULL && word != NULL, FALSE);

  folded = fold (answer);
  folded_word = fold (word);
  return g_str_equal (folded, folded_word);
}

static gboolean
is_yes (const char *answer)
{
  const char *const words[] = {
    "y",
    "yes",
    /* Translators: a small letter that a person types to agree, the one of “[y/N]” */
    C_ ("answer", "y"),
    /* Translators: what a person types to agree, in small letters */
    C_ ("answer", "yes"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (lec_upload_question_is_answer (answer, words[i]))
      return TRUE;

  return FALSE;
}

static gboolean
ask_cb (const LecUploadDemand *demand,
        gpointer user_data)
{
  LecProgressView *view = user_data;
  g_autofree char *size = g_format_size ((guint64) MAX (demand->max_bytes, 0));
  g_autofree char *host = lec_terminal_escape (demand->host);
  char answer[MAX_ANSWER] = "";

  if (view != NULL)
    lec_progress_view_hide (view);
  /* Translators: to which machine, how much, whether it is encrypted, what would be sent, such as
   * “the sound of the lecture” */
  fprintf (stderr, _ ("lectern: this is to be sent to %s (up to %s; %s): %s\n"), host, size, describe_way (demand),
           demand->what);
  /* Translators: y and N stand for yes and no; N, the capital one, is what no answer means */
  fprintf (stderr, "%s", _ ("Do you agree, from now on for this machine? [y/N] "));
  fflush (stderr);

  return fgets (answer, sizeof answer, stdin) != NULL && g_utf8_validate (answer, -1, NULL) && is_yes (answer);
}

/* @listener: its user_data is a progress view. Where nobody could answer it stays as it is. */
void
lec_upload_question_allow (LecExtractListener *listener)
{
  g_return_if_fail (listener != NULL);

  if (isatty (STDIN_FILENO) && isatty (STDERR_FILENO))
    listener->may_send = ask_cb;
}
