/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One toast for all that was dropped: what is new, what was there before, and
 * the first reason why something is not there.
 */
#include "ui/added-words.h"

#include <glib/gi18n-lib.h>

/* Nothing when there are none of that kind. */
G_GNUC_PRINTF (3, 4)
static void
append_part (GString *out,
             guint n,
             const char *format,
             ...)
{
  va_list args;

  if (n == 0)
    return;

  if (out->len > 0)
    g_string_append (out, " · ");
  va_start (args, format);
  g_string_append_vprintf (out, format, args);
  va_end (args);
}

char *
lec_added_words_dup (const LecAddedJobs *added)
{
  GString *out = g_string_new (NULL);
  guint n_new = 0;
  guint n_again = 0;
  guint n_before = 0;
  guint n_more = 0;

  g_return_val_if_fail (added != NULL, g_string_free (out, FALSE));

  n_new = added->new_jobs->len;
  n_again = added->n_again;
  n_before = added->n_before;
  n_more = MAX (added->n_failures, 1) - 1;
  append_part (out, n_new, g_dngettext (GETTEXT_PACKAGE, "%u video added", "%u videos added", n_new), n_new);
  append_part (out, n_again, g_dngettext (GETTEXT_PACKAGE, "%u begins again", "%u begin again", n_again), n_again);
  append_part (out, n_before,
               g_dngettext (GETTEXT_PACKAGE, "%u was there already", "%u were there already", n_before), n_before);
  append_part (out, added->n_failures, "%s", added->failure);
  append_part (out, n_more, g_dngettext (GETTEXT_PACKAGE, "and %u more failed", "and %u more failed", n_more), n_more);

  return g_string_free (out, FALSE);
}
