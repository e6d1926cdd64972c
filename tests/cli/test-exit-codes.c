/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a run ends: each exit code that a user can bring about, several videos of which some fail,
 * and Ctrl-C while each of the stages runs.
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "base/error.h"
#include "cli/desk.h"

typedef struct
{
  const char *prepare;
  const char *arguments;
  LecError code;
} Failure;

static const Failure failures[] = {
  { ":", "extract talk.mp4 --sensitivity enormous", LEC_ERROR_USAGE },
  { ":", "extract missing.mp4", LEC_ERROR_NOT_FOUND },
  { "echo hello > text.mp4", "extract text.mp4", LEC_ERROR_NOT_A_VIDEO },
  { "mkdir folder.mp4", "extract folder.mp4", LEC_ERROR_NOT_A_VIDEO },
  { ":", "extract talk.mp4 --shortest 60", LEC_ERROR_NO_SLIDES },
  { "echo mine > talk.pdf", "extract talk.mp4", LEC_ERROR_EXISTS },
  { "echo x > file", "extract talk.mp4 -o file/folder", LEC_ERROR_NOT_WRITABLE },
  { ":", "extract talk.mp4 --language xxx", LEC_ERROR_NO_LANGUAGE },
  { "printf '{\"version\": 1' > broken.json", "resegment broken.json", LEC_ERROR_PROTOCOL },
};

static void
test_failures (Desk *desk,
               gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *arguments = g_strconcat (failures[i].arguments, " --progress none", NULL);

      desk_run (desk, failures[i].prepare);
      desk_lectern (desk, arguments, lec_error_get_exit_code (failures[i].code));
      /* One line, without a word of the machinery. */
      g_assert_true (g_str_has_prefix (desk->err, "lectern: "));
      g_assert_cmpstr (strchr (desk->err, '\n'), ==, "\n");
      g_assert_cmpstr (desk->out, ==, "");
      g_assert_null (strstr (desk->err, "Gst"));
      desk_run (desk, "rm -f talk.pdf");
    }
}

/* The numbers are promised: scripts are written against them. */
static void
test_numbers (void)
{
  static const struct
  {
    LecError code;
    int exit_code;
  } cases[] = {
    { LEC_ERROR_INTERNAL, 1 },
    { LEC_ERROR_USAGE, 2 },
    { LEC_ERROR_NOT_FOUND, 3 },
    { LEC_ERROR_UNREADABLE, 4 },
    { LEC_ERROR_NOT_A_VIDEO, 5 },
    { LEC_ERROR_UNSUPPORTED, 6 },
    { LEC_ERROR_DAMAGED, 7 },
    { LEC_ERROR_NO_SLIDES, 8 },
    { LEC_ERROR_EXISTS, 9 },
    { LEC_ERROR_NOT_WRITABLE, 10 },
    { LEC_ERROR_NO_SPACE, 11 },
    { LEC_ERROR_NO_LANGUAGE, 12 },
    { LEC_ERROR_STALLED, 13 },
    { LEC_ERROR_CRASHED, 14 },
    { LEC_ERROR_LIMIT, 15 },
    { LEC_ERROR_PROTOCOL, 16 },
    { LEC_ERROR_INCOMPLETE, 17 },
    { LEC_ERROR_WEB, 18 },
    { LEC_ERROR_NOT_AGREED, 19 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (lec_error_get_exit_code (cases[i].code), ==, cases[i].exit_code);
}

static void
test_unsupported (Desk *desk,
                  gconstpointer data)
{
  desk_run (desk, "XDG_DATA_HOME=\"$PWD/own\" GST_PLUGIN_FEATURE_RANK=avdec_h264:NONE,openh264dec:NONE "
                  "\"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_UNSUPPORTED));
}

/* The index is whole, every picture is noise. */
static void
test_damaged (Desk *desk,
              gconstpointer data)
{
  desk_run (desk, "size=$(stat -c %s talk.mp4) && head -c $((size - 20000)) /dev/urandom |"
                  " dd of=talk.mp4 bs=1000 seek=1 conv=notrunc 2> /dev/null");
  desk_run (desk, "\"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, !=, 0);
  g_assert_false (desk_has (desk, "talk.pdf"));
}

/* The bound on the size of files stands in for a disk that fills up. */
static void
test_no_space (Desk *desk,
               gconstpointer data)
{
  desk_run (desk, "trap '' XFSZ; ulimit -f 40; XDG_DATA_HOME=\"$PWD/data\" \"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
  g_assert_false (desk_has (desk, "talk.pdf"));
}

/* The others go on; the first failure is the exit code; the end names who failed. */
static void
test_several (Desk *desk,
              gconstpointer data)
{
  desk_run (desk, "echo hello > text.mp4; cp talk.mp4 ./-dash.mp4");
  desk_lectern (desk, "extract talk.mp4 missing.mp4 text.mp4 -- -dash.mp4",
                lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  g_assert_cmpstr (desk->out, ==, "talk.pdf\n./-dash.pdf\n");
  g_assert_true (g_str_has_suffix (desk->err, "lectern: 2 of 4 videos failed: missing.mp4, text.mp4\n"));
}

static void
test_several_probed (Desk *desk,
                     gconstpointer data)
{
  desk_lectern (desk, "probe missing.mp4 talk.mp4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  g_assert_true (g_str_has_prefix (desk->out, "talk.mp4\n"));
  desk_assert_says (desk->out, "640 × 360");
  desk_assert_says (desk->err, "missing.mp4");
}

/* --- Ctrl-C --- */

static GPid
start (Desk *desk,
       GIOChannel **progress)
{
  g_autofree char *line = g_strdup_printf ("cd '%s' && XDG_DATA_HOME='%s/own' exec \"$LECTERN\" extract talk.mp4 "
                                           "--images --json --progress json",
                                           desk->folder, desk->folder);
  const char *argv[] = { "/bin/sh", "-c", line, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;
  int fd = -1;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                            NULL, NULL, &pid, NULL, NULL, &fd, &error);
  g_assert_no_error (error);
  *progress = g_io_channel_unix_new (fd);
  g_io_channel_set_close_on_unref (*progress, TRUE);

  return pid;
}

/* Sends @signum when @stage shows in the progress. Returns: the exit code */
static int
stop_at (Desk *desk,
         const char *stage,
         int signum)
{
  g_autoptr (GIOChannel) progress = NULL;
  GPid pid = start (desk, &progress);
  gboolean sent = FALSE;
  int status = 0;

  for (;;)
    {
      g_autofree char *line = NULL;

      if (g_io_channel_read_line (progress, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
        break;
      if (!sent && strstr (line, stage) != NULL)
        {
          sent = TRUE;
          g_assert_cmpint (kill (pid, signum), ==, 0);
        }
    }
  g_assert_true (sent);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));

  return WEXITSTATUS (status);
}

static void
test_cancelled (Desk *desk,
                gconstpointer data)
{
  static const struct
  {
    const char *stage;
    int signum;
  } cases[] = {
    { "\"probe\"", SIGINT },
    { "\"extract\"", SIGINT },
    { "\"extract\"", SIGTERM },
    { "\"extract\"", SIGHUP },
    { "\"recognise\"", SIGINT },
  };
  int exit_code = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (stop_at (desk, cases[i].stage, cases[i].signum), ==, 130);
      desk_run (desk, "ls -A");
      g_assert_cmpstr (desk->out, ==, "own\ntalk.mp4\ntruth.json\n");
      desk_run (desk, "find own -name '*.tmp' -o -name '.lectern*'");
      g_assert_cmpstr (desk->out, ==, "");
    }

  /* Now it may be too late to stop: all or nothing. */
  exit_code = stop_at (desk, "\"generate\"", SIGINT);
  g_assert_true (exit_code == 0 || exit_code == 130);
  g_assert_cmpint (desk_has (desk, "talk.pdf"), ==, exit_code == 0);
  g_assert_cmpint (desk_has (desk, "talk-slides/slide-001.jpg"), ==, exit_code == 0);
  g_assert_cmpint (desk_has (desk, "talk.json"), ==, exit_code == 0);
}

/* The process that decodes is killed: the program lives to tell. */
static void
test_crashed (Desk *desk,
              gconstpointer data)
{
  g_autoptr (GIOChannel) progress = NULL;
  GPid pid = start (desk, &progress);
  g_autofree char *kill_child = g_strdup_printf ("kill -KILL $(cat /proc/%d/task/*/children)", (int) pid);
  gboolean killed = FALSE;
  int status = 0;

  for (;;)
    {
      g_autofree char *line = NULL;

      if (g_io_channel_read_line (progress, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
        break;
      if (!killed && strstr (line, "\"extract\"") != NULL)
        {
          killed = TRUE;
          desk_shell (desk, kill_child);
        }
      if (strstr (line, "\"failed\"") != NULL)
        g_assert_nonnull (strstr (line, "\"exit_code\": 14"));
    }
  g_assert_true (killed);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, lec_error_get_exit_code (LEC_ERROR_CRASHED));
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = {
    .make = "\"$LECTURE_VIDEO\" cuts --seed 106 --size 640x360 --seconds 20 -o talk.mp4",
  };
  static const DeskCase tests[] = {
    { "/exit-codes/failures", test_failures },
    { "/exit-codes/unsupported", test_unsupported },
    { "/exit-codes/damaged", test_damaged },
    { "/exit-codes/no-space", test_no_space },
    { "/exit-codes/several", test_several },
    { "/exit-codes/several-probed", test_several_probed },
    { "/exit-codes/cancelled", test_cancelled },
    { "/exit-codes/crashed", test_crashed },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exit-codes/numbers", test_numbers);
  return desk_shop_run (&shop, desk_set_up, tests, G_N_ELEMENTS (tests));
}
