/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of the log: what is in them, in which form, and what never is.
 */
#include <string.h>

#include "base/json.h"
#include "base/log.h"

/* 2026-02-28 12:34:56.789 UTC */
#define NOW_US G_GINT64_CONSTANT (1772282096789000)

static void
test_names (void)
{
  LecLogLevel level = LEC_LOG_ERROR;
  LecLogFormat format = LEC_LOG_TEXT;

  for (guint i = 0; i < LEC_N_LOG_LEVELS; i++)
    {
      g_assert_true (lec_log_level_from_name (lec_log_level_get_name ((LecLogLevel) i), &level));
      g_assert_cmpuint (level, ==, i);
    }
  for (guint i = 0; i < LEC_N_LOG_FORMATS; i++)
    {
      g_assert_true (lec_log_format_from_name (lec_log_format_get_name ((LecLogFormat) i), &format));
      g_assert_cmpuint (format, ==, i);
    }
  g_assert_false (lec_log_level_from_name ("loud", &level));
  g_assert_false (lec_log_format_from_name ("xml", &format));
}

static char *
build (LecLogFormat format,
       const char *message,
       const char *domain)
{
  const GLogField fields[] = {
    { "MESSAGE", message, -1 },
    { "PRIORITY", "4", -1 },
    { "GLIB_DOMAIN", domain, -1 },
    { "LECTERN_WORKER", "lab-07", -1 },
    { "LECTERN_JOB", "12", -1 },
    { "LECTERN_TASK", "34", -1 },
    { "LECTERN_STAGE", "extract", -1 },
    { "LECTERN_QUEUE", "extraction", -1 },
  };

  return lec_log_build_line (format, LEC_LOG_WARNING, fields, G_N_ELEMENTS (fields), NOW_US);
}

static void
test_text (void)
{
  g_autofree char *line = build (LEC_LOG_TEXT, "it takes long", "lectern");

  g_assert_cmpstr (line, ==,
                   "2026-02-28T12:34:56.789Z warning it takes long"
                   "  [worker=lab-07 job=12 task=34 stage=extract queue=extraction]\n");
}

static void
test_json (void)
{
  g_autofree char *line = build (LEC_LOG_JSON, "it \"takes\"\nlong", "lectern");

  g_assert_cmpstr (line, ==,
                   "{\"time\": \"2026-02-28T12:34:56.789Z\", \"level\": \"warning\", "
                   "\"message\": \"it \\\"takes\\\"\\nlong\", \"worker\": \"lab-07\", \"job\": 12, \"task\": 34, "
                   "\"stage\": \"extract\", \"queue\": \"extraction\"}\n");
}

static void
test_nothing_else (void)
{
  const GLogField fields[] = { { "MESSAGE", "hello", -1 }, { "CODE_FILE", "a.c", -1 } };
  g_autofree char *text = lec_log_build_line (LEC_LOG_TEXT, LEC_LOG_INFO, fields, 2, 0);
  g_autofree char *json = lec_log_build_line (LEC_LOG_JSON, LEC_LOG_INFO, fields, 2, 0);

  g_assert_cmpstr (text, ==, "1970-01-01T00:00:00.000Z info    hello\n");
  g_assert_cmpstr (json, ==, "{\"time\": \"1970-01-01T00:00:00.000Z\", \"level\": \"info\", \"message\": \"hello\"}\n");
}

static void
test_other_domain (void)
{
  g_autofree char *line = build (LEC_LOG_TEXT, "no such key", "GLib-GIO");

  g_assert_nonnull (strstr (line, " GLib-GIO: no such key "));
}

/* Whatever is in a message, it stays one line of text that harms no terminal. */
static void
test_hostile (void)
{
  g_autofree char *text = build (LEC_LOG_TEXT, "a\nb\x1b[2J\xff\x7f", "lectern");
  g_autofree char *json = build (LEC_LOG_JSON, "a\nb\x1b[2J\xff\x7f", "lectern");
  g_autoptr (JsonNode) node = lec_json_parse (json, -1, 4096, NULL);

  g_assert_nonnull (strstr (text, " a\\nb\\x1b[2J\357\277\275\\x7f "));
  g_assert_cmpuint (strcspn (text, "\n"), ==, strlen (text) - 1);
  g_assert_cmpuint (strcspn (json, "\n"), ==, strlen (json) - 1);
  g_assert_nonnull (node);
}

static void
test_secrets (void)
{
  static const LecLogFormat formats[] = { LEC_LOG_TEXT, LEC_LOG_JSON };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *line = build (formats[i], "cannot reach postgresql://ann:secret@db.lab/x", "lectern");

      g_assert_nonnull (strstr (line, "postgresql://ann:***@db.lab/x"));
      g_assert_null (strstr (line, "secret"));
    }
}

/* The writer is the process's: each test of it is a process. */
static void
assert_printed (const char *path,
                const char *expected)
{
  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr (expected);
}

static void
log_as_json (void)
{
  LecLogContext context = { .stage = "extract", .job = 7 };

  lec_log_start (LEC_LOG_INFO, LEC_LOG_JSON);
  lec_log (LEC_LOG_DEBUG, &context, "not this");
  g_log ("GLib-GIO", G_LOG_LEVEL_INFO, "nor a library's");
  lec_log (LEC_LOG_INFO, &context, "begun with %d", 3);
}

static void
log_warnings (void)
{
  lec_log_start (LEC_LOG_WARNING, LEC_LOG_TEXT);
  g_debug ("not this");
  g_message ("nor this");
  lec_log (LEC_LOG_WARNING, NULL, "mind redis://:%s@h", "secret");
}

static void
test_writer (void)
{
  assert_printed ("/log/subprocess/json", "{\"time\": \"20*Z\", \"level\": \"info\", \"message\": \"begun with 3\", "
                                          "\"job\": 7, \"stage\": \"extract\"}\n");
  assert_printed ("/log/subprocess/warnings", "20*Z warning mind redis://:\?\?\?@h\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/names", test_names);
  g_test_add_func ("/log/text", test_text);
  g_test_add_func ("/log/json", test_json);
  g_test_add_func ("/log/nothing-else", test_nothing_else);
  g_test_add_func ("/log/other-domain", test_other_domain);
  g_test_add_func ("/log/hostile", test_hostile);
  g_test_add_func ("/log/secrets", test_secrets);
  g_test_add_func ("/log/writer", test_writer);
  g_test_add_func ("/log/subprocess/json", log_as_json);
  g_test_add_func ("/log/subprocess/warnings", log_warnings);
  return g_test_run ();
}
