/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress as it is written, with a made-up clock: the bar on terminals of any width, plain lines,
 * JSON lines, nothing.
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/progress-view.h"
#include "cli/terminal-text.h"

static const LecExtractStatus reading = {
  .stage = "extract",
  .fraction = 0.42,
  .position_s = 754,
  .duration_s = 3300,
  .n_slides = 17,
  .left_s = 230
};

/* What @show makes of a view in @mode. */
static char *
capture (LecProgressMode mode,
         void (*show) (LecProgressView *view))
{
  int fds[2] = { -1, -1 };
  char buffer[16384] = "";
  gssize length = 0;

  g_assert_cmpint (pipe (fds), ==, 0);
  {
    g_autoptr (LecProgressView) view = lec_progress_view_new (mode, fds[1], "talks/Größe\n1.mp4");

    show (view);
  }
  close (fds[1]);
  length = read (fds[0], buffer, sizeof buffer - 1);
  g_assert_cmpint (length, >=, 0);
  close (fds[0]);

  return g_strndup (buffer, (gsize) length);
}

static void
test_modes (void)
{
  int fds[2] = { -1, -1 };

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_cmpint (lec_progress_mode_choose ("auto", fds[1]), ==, LEC_PROGRESS_LINES);
  g_assert_cmpint (lec_progress_mode_choose ("bar", fds[1]), ==, LEC_PROGRESS_BAR);
  g_assert_cmpint (lec_progress_mode_choose ("lines", fds[1]), ==, LEC_PROGRESS_LINES);
  g_assert_cmpint (lec_progress_mode_choose ("json", fds[1]), ==, LEC_PROGRESS_JSON);
  g_assert_cmpint (lec_progress_mode_choose ("none", fds[1]), ==, LEC_PROGRESS_NONE);
  close (fds[0]);
  close (fds[1]);
}

static void
test_bar_fits (void)
{
  static const char *const names[] = { "a.mp4", "a very long name of a lecture, part one of many.mp4", "講義の録画.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int columns = 20; columns <= 200; columns++)
      {
        g_autofree char *bar = lec_progress_view_format_bar (names[i], &reading, columns);

        g_assert_true (g_utf8_validate (bar, -1, NULL));
        g_assert_cmpint (lec_terminal_get_text_width (bar), <, columns);
        g_assert_nonnull (strstr (bar, "42 %"));
        if (columns >= 36)
          g_assert_nonnull (strstr (bar, "4 min left"));
        if (columns >= 60)
          g_assert_nonnull (strstr (bar, "━━"));
      }
}

static void
test_details (void)
{
  LecExtractStatus status = reading;
  g_autofree char *line = lec_progress_view_format_line ("a.mp4", &status);
  g_autofree char *unknown = NULL;

  g_assert_cmpstr (line, ==, "a.mp4: 42 %, reading, 12:34 of 55:00, 17 slides, 4 min left");
  status = (LecExtractStatus){ .stage = "generate", .fraction = 7, .position_s = -1, .n_slides = 1, .left_s = -1 };
  unknown = lec_progress_view_format_line ("a.mp4", &status);
  g_assert_cmpstr (unknown, ==, "a.mp4: 100 %, writing, 1 slide");
  g_free (unknown);
  status.stage = "edit";
  unknown = lec_progress_view_format_line ("a.mp4", &status);
  g_assert_cmpstr (unknown, ==, "a.mp4: 100 %, editing, 1 slide");
  g_free (unknown);
  status.stage = "transcribe";
  unknown = lec_progress_view_format_line ("a.mp4", &status);
  g_assert_cmpstr (unknown, ==, "a.mp4: 100 %, looking for what was said, 1 slide");
}

static void
show_two_stages (LecProgressView *view)
{
  LecExtractStatus status = reading;
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  gint64 now_us = 0;

  lec_slide_add_visit (slide, 3, 4);
  for (int i = 0; i < 20; i++, now_us += G_USEC_PER_SEC)
    lec_progress_view_show (view, &status, now_us);
  lec_progress_view_add_slide (view, slide);
  status.stage = "recognise";
  lec_progress_view_show (view, &status, now_us);
}

/* One when it begins, one each five seconds, one when the next stage begins. */
static void
test_lines (void)
{
  g_autofree char *text = capture (LEC_PROGRESS_LINES, show_two_stages);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 4 + 1 + 1);
  g_assert_cmpstr (lines[0], ==, "Größe\\n1.mp4: 42 %, reading, 12:34 of 55:00, 17 slides, 4 min left");
  g_assert_nonnull (strstr (lines[4], "recognising text"));
}

static void
show_and_finish (LecProgressView *view)
{
  g_auto (LecExtractResult) result = { .cuts = g_ptr_array_new () };

  show_two_stages (view);
  lec_progress_view_finish (view, &result, NULL);
}

/* Each bar takes the place of the last; none is left when it is over. */
static void
test_bar (void)
{
  g_autofree char *text = capture (LEC_PROGRESS_BAR, show_and_finish);

  g_assert_true (g_str_has_prefix (text, "\r\033[K"));
  g_assert_true (g_str_has_suffix (text, "\r\033[K"));
  g_assert_null (strchr (text, '\n'));
}

static void
test_none (void)
{
  g_autofree char *text = capture (LEC_PROGRESS_NONE, show_and_finish);

  g_assert_cmpstr (text, ==, "");
}

/* A slide for the second time. */
static void
show_words (LecProgressView *view)
{
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  LecWord *word = g_new0 (LecWord, 1);

  word->text = g_strdup ("Heaps");
  g_ptr_array_add (slide->words, word);
  slide->title = g_strdup ("Heaps");
  lec_slide_add_visit (slide, 3, 5);
  lec_progress_view_add_slide (view, slide);
}

static void
show_all_events (LecProgressView *view)
{
  g_auto (LecExtractResult) result = { .pdf = g_strdup ("a.pdf"),
                                       .n_slides = 3,
                                       .n_written = 1,
                                       .read_s = 5,
                                       .cuts = g_ptr_array_new () };
  g_autoptr (GError) error = g_error_new_literal (LEC_ERROR, LEC_ERROR_NO_SPACE, "the disk is full");

  show_two_stages (view);
  show_words (view);
  lec_progress_view_finish (view, &result, NULL);
  lec_progress_view_finish (view, &result, error);
}

static JsonObject *
parse_event (const char *line,
             const char *event,
             JsonNode **node)
{
  JsonObject *object = NULL;

  *node = json_from_string (line, NULL);
  g_assert_nonnull (*node);
  object = json_node_get_object (*node);
  g_assert_cmpstr (json_object_get_string_member (object, "event"), ==, event);
  g_assert_cmpstr (json_object_get_string_member (object, "video"), ==, "talks/Größe\n1.mp4");

  return object;
}

static void
test_json (void)
{
  g_autofree char *text = capture (LEC_PROGRESS_JSON, show_all_events);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  guint n = g_strv_length (lines);
  g_autoptr (JsonNode) progress = NULL;
  g_autoptr (JsonNode) slide = NULL;
  g_autoptr (JsonNode) words = NULL;
  g_autoptr (JsonNode) done = NULL;
  g_autoptr (JsonNode) failed = NULL;
  JsonObject *object = NULL;

  g_assert_cmpuint (n, ==, 20 + 1 + 1 + 1 + 2);
  object = parse_event (lines[0], "progress", &progress);
  g_assert_cmpstr (json_object_get_string_member (object, "stage"), ==, "extract");
  g_assert_cmpfloat (json_object_get_double_member (object, "fraction"), ==, 0.42);
  g_assert_cmpfloat (json_object_get_double_member (object, "position_s"), ==, 754);
  g_assert_cmpfloat (json_object_get_double_member (object, "duration_s"), ==, 3300);
  g_assert_cmpfloat (json_object_get_double_member (object, "left_s"), ==, 230);
  g_assert_cmpint (json_object_get_int_member (object, "n_slides"), ==, 17);
  object = parse_event (lines[20], "slide", &slide);
  g_assert_cmpint (json_object_get_int_member (object, "number"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (object, "start_s"), ==, 3);
  object = parse_event (lines[n - 3], "words", &words);
  g_assert_cmpint (json_object_get_int_member (object, "number"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, "Heaps");
  object = parse_event (lines[n - 2], "done", &done);
  g_assert_cmpstr (json_object_get_string_member (object, "pdf"), ==, "a.pdf");
  g_assert_cmpint (json_object_get_int_member (object, "n_slides"), ==, 3);
  object = parse_event (lines[n - 1], "failed", &failed);
  g_assert_cmpint (json_object_get_int_member (object, "exit_code"), ==, 11);
  g_assert_cmpstr (json_object_get_string_member (object, "message"), ==, "the disk is full");
}

/* A locale without UTF-8 gets a bar of plain characters. */
static void
test_plain_locale (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *bar = NULL;

      setlocale (LC_ALL, "C");
      bar = lec_progress_view_format_bar ("a.mp4", &reading, 100);
      g_assert_true (g_str_is_ascii (bar));
      g_assert_nonnull (strstr (bar, "=="));
      return;
    }

  g_setenv ("LC_ALL", "C", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress-view/modes", test_modes);
  g_test_add_func ("/progress-view/bar-fits", test_bar_fits);
  g_test_add_func ("/progress-view/details", test_details);
  g_test_add_func ("/progress-view/lines", test_lines);
  g_test_add_func ("/progress-view/bar", test_bar);
  g_test_add_func ("/progress-view/none", test_none);
  g_test_add_func ("/progress-view/json", test_json);
  g_test_add_func ("/progress-view/plain-locale", test_plain_locale);
  return g_test_run ();
}
