/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shell scripts in place of what a person has installed: programs that work, fail, die, hang, talk
 * without end and leave others behind.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "base/error.h"
#include "base/program-run.h"
#include "temporary-folder.h"

#define QUICK_US (G_USEC_PER_SEC / 5)

typedef struct
{
  const char *arguments[4];
  GString *lines;
  LecProgramPlan plan;
  LecProgramEnd end;
} Script;

/* Lines that begin with "#" are for the program that reads them. */
static gboolean
take_line_cb (const char *line,
              gpointer user_data)
{
  Script *script = user_data;

  g_string_append_printf (script->lines, "[%s]", line);
  return line[0] == '#';
}

static void
script_init (Script *self,
             const char *text)
{
  *self = (Script){ { "/bin/sh", "-c", text, NULL } };
  self->lines = g_string_new (NULL);
  self->plan = (LecProgramPlan){ .name = "the script",
                                 .arguments = self->arguments,
                                 .max_file_bytes = 65536,
                                 .is_output_lines = TRUE,
                                 .take_line = take_line_cb,
                                 .user_data = self };
}

static void
script_clear (Script *self)
{
  g_string_free (g_steal_pointer (&self->lines), TRUE);
  lec_program_end_clear (&self->end);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Script, script_clear)

static void
run (Script *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_program_run (&self->plan, &self->end, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_ended (Script *self,
              LecError code,
              const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_program_run (&self->plan, &self->end, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* Both of its outputs are told by lines, and the last that is for people is kept. */
static void
test_lines (void)
{
  g_auto (Script) script;

  script_init (&script, "echo one; printf '# 7\\r# 8\\n' >&2; printf 'half' >&2");
  run (&script);
  g_assert_true (lec_program_end_is_success (&script.end));
  g_assert_nonnull (strstr (script.lines->str, "[one]"));
  g_assert_nonnull (strstr (script.lines->str, "[# 7][# 8][half]"));
  g_assert_cmpstr (script.end.last_line, ==, "half");
  g_assert_null (script.end.output);
}

/* What it reads and writes as a whole, with bytes that no line may have. */
static void
test_output (void)
{
  g_auto (Script) script;

  script_init (&script, "cat; printf 'a\\000b'; echo '# read' >&2");
  script.plan.is_output_lines = FALSE;
  script.plan.max_output_bytes = 64;
  script.plan.input = "said to it\n";
  run (&script);
  g_assert_cmpmem (script.end.output->str, script.end.output->len, "said to it\na\0b", 14);
  g_assert_cmpstr (script.lines->str, ==, "[# read]");
  g_assert_null (script.end.last_line);
}

static void
test_too_much (void)
{
  g_auto (Script) script;

  script_init (&script, "while :; do echo again and again; done");
  script.plan.is_output_lines = FALSE;
  script.plan.max_output_bytes = 4096;
  assert_ended (&script, LEC_ERROR_PROTOCOL, "the script says more than it may");
  g_assert_cmpuint (script.end.output->len, <=, 4096);
}

/* How it ended is told with its last words, of which nothing is taken that no message may have. */
static void
test_failure (void)
{
  static const struct
  {
    const char *text;
    const char *how;
  } cases[] = {
    { "exit 3", "the script failed (3): it says nothing" },
    { "printf 'no\\033[1m such\\ttape\\n' >&2; exit 1", "the script failed (1): no [1m such tape" },
    { "printf '\\377 http://me:s3cret@host/x\\n' >&2; exit 1", NULL },
    { "echo gone; kill -TERM $$", "the script died (Terminated): gone" },
    { "head -c 100000 /dev/zero >zeros; exit 4", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Script) script;
      g_autofree char *how = NULL;

      script_init (&script, cases[i].text);
      run (&script);
      g_assert_false (lec_program_end_is_success (&script.end));
      how = lec_program_end_describe (&script.end, &script.plan);
      g_assert_true (g_utf8_validate (how, -1, NULL));
      g_assert_null (strstr (how, "s3cret"));
      if (cases[i].how != NULL)
        g_assert_cmpstr (how, ==, cases[i].how);
    }
}

/* Also where this program has chosen to be told in another way, as Lectern does. */
static void
test_too_large (void)
{
  g_auto (Script) script;

  script_init (&script, "exec head -c 100000 /dev/zero >zeros");
  signal (SIGXFSZ, SIG_IGN);
  run (&script);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_true (WIFSIGNALED (script.end.status));
  g_assert_cmpint (WTERMSIG (script.end.status), ==, SIGXFSZ);
}

static void
test_missing (void)
{
  g_auto (Script) script;
  g_autoptr (GError) error = NULL;

  script_init (&script, "");
  script.arguments[0] = "/nonexistent/program";
  g_assert_false (lec_program_run (&script.plan, &script.end, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED);
  g_assert_true (g_str_has_prefix (error->message, "the script does not start: "));
}

/* What it has started goes with it, and what holds its pipes open keeps nobody. */
static void
test_family (void)
{
  g_auto (Script) script;
  GPid child = 0;

  script_init (&script, "sleep 600 & echo \"#$!\"");
  run (&script);
  g_assert_true (lec_program_end_is_success (&script.end));
  child = (GPid) g_ascii_strtoll (script.lines->str + 2, NULL, 10);
  g_assert_cmpint (child, >, 1);
  while (kill (child, 0) == 0)
    g_usleep (1000);
  g_assert_cmpint (errno, ==, ESRCH);
}

static void
test_stalled (void)
{
  g_auto (Script) script;

  script_init (&script, "sleep 600");
  script.plan.stall_us = QUICK_US;
  assert_ended (&script, LEC_ERROR_STALLED, "the script does not get on");
  g_assert_true (WIFSIGNALED (script.end.status));
}

/* What works without a word is as good as what talks; and what does both may take too long. */
static void
test_work (void)
{
  g_auto (Script) script;

  script_init (&script, "i=0; while [ $i -lt 3000000 ]; do i=$((i + 1)); done");
  script.plan.stall_us = QUICK_US;
  script.plan.counts_work = TRUE;
  script.plan.time_us = 3 * G_USEC_PER_SEC;
  assert_ended (&script, LEC_ERROR_STALLED, "the script does not get on");
}

static gboolean
look_cb (gpointer user_data,
         GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, "the disk is full");
  return FALSE;
}

static void
test_look (void)
{
  g_auto (Script) script;

  script_init (&script, "sleep 600");
  script.plan.look = look_cb;
  assert_ended (&script, LEC_ERROR_NO_SPACE, "the disk is full");
}

static gpointer
cancel_cb (gpointer data)
{
  g_usleep (QUICK_US);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (void)
{
  g_auto (Script) script;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = NULL;

  script_init (&script, "sleep 600");
  thread = g_thread_new ("cancel", cancel_cb, cancellable);
  g_assert_false (lec_program_run (&script.plan, &script.end, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (WIFSIGNALED (script.end.status));
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *folder = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("lectern-program-XXXXXX", NULL);
  g_assert_cmpint (g_chdir (folder), ==, 0);
  g_test_add_func ("/program-run/lines", test_lines);
  g_test_add_func ("/program-run/output", test_output);
  g_test_add_func ("/program-run/too-much", test_too_much);
  g_test_add_func ("/program-run/failure", test_failure);
  g_test_add_func ("/program-run/too-large", test_too_large);
  g_test_add_func ("/program-run/missing", test_missing);
  g_test_add_func ("/program-run/family", test_family);
  g_test_add_func ("/program-run/stalled", test_stalled);
  g_test_add_func ("/program-run/work", test_work);
  g_test_add_func ("/program-run/look", test_look);
  g_test_add_func ("/program-run/cancelled", test_cancelled);
  status = g_test_run ();
  remove_all (folder);

  return status;
}
