/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes over the pipe of a task process, from either side: tasks and messages.
 */
#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "model/task.h"

static void
check_message (const char *line,
               gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecMessage) message = lec_message_from_line (line, length, &error);
  g_autoptr (LecMessage) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (message == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return;
    }

  text = lec_message_to_line (message);
  g_assert_null (strchr (text, '\n'));
  again = lec_message_from_line (text, -1, &error);
  g_assert_no_error (error);
  text_again = lec_message_to_line (again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
check_task (const char *text,
            gssize length)
{
  g_autoptr (JsonNode) node = lec_json_parse (text, length, LEC_TASK_MAX_LINE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTask) task = node != NULL ? lec_task_from_json (node, &error) : NULL;
  g_autoptr (LecTask) again = NULL;
  g_autoptr (JsonNode) written = NULL;

  if (node == NULL)
    return;
  if (task == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return;
    }

  written = lec_task_to_json (task);
  again = lec_task_from_json (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->folder, ==, task->folder);
  g_assert_cmpstr (again->video, ==, task->video);
  g_assert_cmpint (lec_job_options_compare (again->options, task->options), ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  check_message ((const char *) data, (gssize) size);
  check_task ((const char *) data, (gssize) size);
  return 0;
}
