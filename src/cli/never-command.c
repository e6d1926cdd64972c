/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern never: pages that are no slides, in any lecture from now on.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "cli/arguments.h"
#include "cli/report.h"
#include "cli/review-session.h"
#include "cli/terminal-text.h"
#include "engine/never-list.h"

#define MAX_NUMBER 1000000

static gboolean
read_number (const char *word,
             guint *number,
             GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (word, -1);
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (word, 10, 1, MAX_NUMBER, &value, NULL))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is not a number from 1 on"), valid);
      return FALSE;
    }

  *number = (guint) value;
  return TRUE;
}

static void
print_page (const LecNeverPage *page)
{
  g_autofree char *time = lec_time_format (page->start_s);
  g_autofree char *title = lec_terminal_escape (page->title != NULL ? page->title : "");
  g_autofree char *lecture = lec_terminal_escape (page->lecture);
  g_autofree char *line = g_strdup_printf ("%4u  %s %s  %s\n", page->number, lecture, time, title);

  lec_report_text (line);
}

static int
list (const LecArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = lec_never_list_load (NULL, &error);
  gboolean as_json = lec_arguments_has (arguments, "json");

  if (pages == NULL)
    return lec_report_failure (NULL, error);

  for (guint i = 0; i < pages->len; i++)
    if (as_json)
      lec_report_json (lec_never_page_to_json (g_ptr_array_index (pages, i)));
    else
      print_page (g_ptr_array_index (pages, i));
  return 0;
}

static gboolean
add_slide (LecReview *review,
           const char *word,
           GError **error)
{
  guint slide = 0;
  guint number = 0;
  g_autofree char *line = NULL;

  if (!read_number (word, &slide, error))
    return FALSE;
  number = lec_never_list_add (review, slide, error);
  if (number == 0)
    return FALSE;

  line = g_strdup_printf ("%u\n", number);
  lec_report_text (line);
  return TRUE;
}

/* @words: (array length=n_words): a lecture, then slides */
static int
add (const char *const *words,
     gsize n_words)
{
  g_auto (LecReviewSession) session = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean is_done = lec_review_session_init (&session, words[0], &error);

  for (gsize i = 1; is_done && i < n_words; i++)
    is_done = add_slide (session.review, words[i], &error);

  return is_done ? 0 : lec_report_failure (words[0], error);
}

/* @words: (array length=n_words): numbers in the list */
static int
remove_pages (const char *const *words,
              gsize n_words)
{
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n_words; i++)
    {
      guint number = 0;

      if (!read_number (words[i], &number, &error) || !lec_never_list_remove (NULL, number, &error))
        return lec_report_failure (words[i], error);
    }

  return 0;
}

int
lec_command_run_never (const LecArguments *arguments)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  g_autoptr (GError) error = NULL;

  if (n_inputs == 0 || (n_inputs == 1 && g_str_equal (inputs[0], "list")))
    return list (arguments);
  if (n_inputs > 2 && g_str_equal (inputs[0], "add"))
    return add (inputs + 1, n_inputs - 1);
  if (n_inputs > 1 && g_str_equal (inputs[0], "remove"))
    return remove_pages (inputs + 1, n_inputs - 1);

  g_set_error_literal (&error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("this is nothing that can be done; see “lectern never --help”"));
  return lec_report_failure (NULL, error);
}
