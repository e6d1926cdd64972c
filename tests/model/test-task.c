/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks and messages go over the pipe unchanged; a line that is malformed in
 * any way is refused.
 */
#include <gio/gio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/task.h"

static void
test_task (void)
{
  g_autoptr (LecTask) task = lec_task_new ("t1", "extract", "/data/\xff");
  g_autoptr (LecTask) again = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) read = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  task->video = g_strdup ("/videos/a\nb.mp4");
  task->title = g_strdup ("A talk");
  task->link_folder = g_strdup ("/out\xff");
  task->n_cores = 3;
  task->n_parts = 5;
  task->part = 4;
  g_assert_true (lec_job_options_set (task->options, "layout", "notes", NULL));
  node = lec_task_to_json (task);
  line = lec_json_to_line (node);
  g_assert_null (strchr (line, '\n'));
  read = lec_json_parse (line, -1, LEC_TASK_MAX_LINE, &error);
  again = lec_task_from_json (read, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, ==, "t1");
  g_assert_cmpstr (again->stage, ==, "extract");
  g_assert_cmpstr (again->folder, ==, "/data/\xff");
  g_assert_cmpstr (again->video, ==, "/videos/a\nb.mp4");
  g_assert_cmpstr (again->title, ==, "A talk");
  g_assert_cmpstr (again->link_folder, ==, "/out\xff");
  g_assert_cmpint (again->options->layout, ==, LEC_LAYOUT_NOTES);
  g_assert_cmpuint (again->n_cores, ==, 3);
  g_assert_cmpuint (again->n_parts, ==, 5);
  g_assert_cmpuint (again->part, ==, 4);
  g_assert_null (again->slides);
}

/* A task for some slides, and one for more than a task may be about. */
static void
test_slides (void)
{
  g_autoptr (LecTask) task = lec_task_new ("t1", "read-ahead", "/data");

  task->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  for (guint i = 1; i <= LEC_TASK_MAX_SLIDES + 1; i++)
    {
      LecSlide *slide = lec_slide_new (i);
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (LecTask) again = NULL;
      g_autoptr (GError) error = NULL;

      lec_slide_add_visit (slide, i, i + 1);
      slide->picture = g_strdup_printf ("pictures/%u.jpg", i);
      g_ptr_array_add (task->slides, slide);
      node = lec_task_to_json (task);
      again = lec_task_from_json (node, &error);
      if (i > LEC_TASK_MAX_SLIDES)
        {
          g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
          return;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (again->slides->len, ==, i);
      slide = g_ptr_array_index (again->slides, i - 1);
      g_assert_cmpuint (slide->number, ==, i);
      g_assert_true (g_str_has_prefix (slide->picture, "pictures/"));
    }
}

static void
test_task_refused (void)
{
  static const char *const cases[] = {
    "[]",
    "{}",
    "{\"id\": \"a\", \"stage\": \"b\", \"options\": {}}",
    "{\"id\": \"a\", \"stage\": \"b\", \"folder\": \"\", \"options\": {}}",
    "{\"id\": \"a\", \"stage\": \"b\", \"folder\": \"/c\"}",
    "{\"id\": \"a\", \"stage\": \"b\", \"folder\": \"/c\", \"options\": {\"layout\": 5}}",
    "{\"id\": \"a\", \"stage\": \"b\", \"folder\": \"/c\", \"options\": {}, \"slides\": 5}",
    "{\"id\": \"a\", \"stage\": \"b\", \"folder\": \"/c\", \"options\": {}, \"slides\": [{}]}",
    "{\"id\": 5, \"stage\": \"b\", \"folder\": \"/c\", \"options\": {}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = lec_json_parse (cases[i], -1, 1000, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_task_from_json (node, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static LecMessage *
send_over (const LecMessage *message)
{
  g_autofree char *line = lec_message_to_line (message);
  g_autoptr (GError) error = NULL;
  LecMessage *read = NULL;

  g_assert_cmpuint (strlen (line), <=, LEC_TASK_MAX_LINE);
  g_assert_null (strchr (line, '\n'));
  read = lec_message_from_line (line, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->type, ==, message->type);
  g_assert_cmpstr (read->task, ==, message->task);
  return read;
}

static void
test_messages (void)
{
  g_autoptr (LecMessage) progress = lec_message_new (LEC_MESSAGE_PROGRESS, "t1");
  g_autoptr (LecMessage) slide = lec_message_new (LEC_MESSAGE_SLIDE, "t1");
  g_autoptr (LecMessage) done = lec_message_new (LEC_MESSAGE_DONE, "t1");
  g_autoptr (LecMessage) a = NULL;
  g_autoptr (LecMessage) b = NULL;
  g_autoptr (LecMessage) c = NULL;

  progress->fraction = 0.25;
  progress->n_frames = 7;
  progress->position_s = 12.5;
  a = send_over (progress);
  g_assert_cmpfloat (a->fraction, ==, 0.25);
  g_assert_cmpint (a->n_frames, ==, 7);
  g_assert_cmpfloat (a->position_s, ==, 12.5);

  slide->slide = lec_slide_new (4);
  lec_slide_add_visit (slide->slide, 1, 2);
  b = send_over (slide);
  g_assert_cmpuint (b->slide->number, ==, 4);

  done->result = g_strdup ("lecture.json");
  done->result_sha256 = g_strnfill (64, '0');
  c = send_over (done);
  g_assert_cmpstr (c->result, ==, "lecture.json");
}

static void
test_failures (void)
{
  GError *const errors[] = {
    g_error_new_literal (LEC_ERROR, LEC_ERROR_DAMAGED, "it is broken"),
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped"),
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "bytes \xff"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (LecMessage) failed = lec_message_new (LEC_MESSAGE_FAILED, "t");
      g_autoptr (LecMessage) read = NULL;

      failed->error = errors[i];
      read = send_over (failed);
      if (i < 2)
        g_assert_error (read->error, errors[i]->domain, errors[i]->code);
      else
        g_assert_error (read->error, LEC_ERROR, LEC_ERROR_INTERNAL);
      g_assert_true (g_utf8_validate (read->error->message, -1, NULL));
    }
}

/* Provisional: better without its words than not at all. */
static void
test_large_slide (void)
{
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_SLIDE, "t");
  g_autoptr (LecMessage) read = NULL;

  message->slide = lec_slide_new (1);
  for (guint i = 0; i < 13000; i++)
    {
      lec_slide_add_visit (message->slide, i, i);
      g_ptr_array_add (message->slide->words, lec_word_new ("word", &(LecRect){ 1, 1, 1, 1 }, 50, 0, 0));
    }
  message->slide->text = g_strnfill (LEC_TASK_MAX_LINE, 'x');
  read = send_over (message);
  g_assert_cmpuint (read->slide->words->len, ==, 0);
  g_assert_cmpuint (read->slide->visits->len, ==, 1);
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "[]",
    "{\"type\": \"hello\", \"task\": \"t\"}",
    "{\"type\": \"done\"}",
    "{\"type\": \"progress\", \"task\": \"t\"}",
    "{\"type\": \"progress\", \"task\": \"t\", \"fraction\": 1.5}",
    "{\"type\": \"progress\", \"task\": \"t\", \"fraction\": 0.5, \"frames\": -1}",
    "{\"type\": \"progress\", \"task\": \"t\", \"fraction\": 0.5, \"position_s\": 1e99}",
    "{\"type\": \"slide\", \"task\": \"t\"}",
    "{\"type\": \"slide\", \"task\": \"t\", \"slide\": {\"number\": 1}}",
    "{\"type\": \"done\", \"task\": \"t\", \"result\": \"../x\"}",
    "{\"type\": \"done\", \"task\": \"t\", \"result\": \"..\"}",
    "{\"type\": \"done\", \"task\": \"t\", \"result\": \"\"}",
    "{\"type\": \"failed\", \"task\": \"t\", \"error\": \"damaged\"}",
    "{\"type\": \"failed\", \"task\": \"t\", \"error\": \"strange\", \"message\": \"m\"}",
  };
  g_autofree char *long_line = g_strnfill (LEC_TASK_MAX_LINE + 1, ' ');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (lec_message_from_line (cases[i], -1, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_clear_error (&error);
    }
  g_assert_null (lec_message_from_line (long_line, -1, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task/task", test_task);
  g_test_add_func ("/task/task-refused", test_task_refused);
  g_test_add_func ("/task/slides", test_slides);
  g_test_add_func ("/task/messages", test_messages);
  g_test_add_func ("/task/failures", test_failures);
  g_test_add_func ("/task/large-slide", test_large_slide);
  g_test_add_func ("/task/refused", test_refused);
  return g_test_run ();
}
