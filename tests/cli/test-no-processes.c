/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The real program where no process can be started, from a video to its slides: in threads, and
 * that is said. Where one can be started, whatever happens to it is no reason.
 */
#include <errno.h>

#include "base/error.h"
#include "cli/desk.h"

#define NOTICE "no process can be started"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;

  desk_set_up (desk, data);
  home = g_build_filename (desk->folder, "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *found = strstr (text, part); found != NULL; found = strstr (found + 1, part))
    n++;

  return n;
}

/* Runs "lectern @arguments" where it gets @errnum instead of a process. FALSE when the test was
 * skipped. */
static gboolean
run_alone (Desk *desk,
           int errnum,
           const char *arguments)
{
  g_autofree char *command = g_strdup_printf ("\"$NO_PROCESSES\" %d \"$LECTERN\" %s", errnum, arguments);

  desk_run (desk, command);
  if (desk->exit_code != 125)
    return TRUE;

  g_test_skip ("this system has no filter for system calls");
  return FALSE;
}

/* The same as with processes, but for the notice. */
static void
test_extract (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 -o with --json --progress none", 0);
  g_assert_null (strstr (desk->err, NOTICE));
  g_assert_true (g_setenv ("XDG_DATA_HOME", "second", TRUE));
  if (!run_alone (desk, EPERM, "extract talk.mp4 -o without --json --progress none"))
    return;

  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_cmpuint (count (desk->err, NOTICE), ==, 1);
  desk_assert_says (desk->err, "Operation not permitted");
  desk_assert_says (desk->err, "a damaged video could end it");
  desk_assert_says (desk->err, "to do: let the container");
  desk_run (desk, "for i in with without; do pdftotext $i/talk.pdf $i.txt; "
                  "sed -E '/\"(created|id)/d' $i/talk.json > $i.json; done; cmp with.txt without.txt && "
                  "diff with.json without.json");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* From add to PDF, and it can be read afterwards why nothing was protected. */
static void
test_queue (Desk *desk,
            gconstpointer data)
{
  if (!run_alone (desk, EPERM, "add talk.mp4"))
    return;
  g_assert_cmpint (desk->exit_code, ==, 0);
  run_alone (desk, EPERM, "run");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_cmpuint (count (desk->err, NOTICE), ==, 1);
  g_assert_true (desk_has (desk, "talk.pdf"));
  desk_lectern (desk, "log 1", 0);
  g_assert_cmpuint (count (desk->out, NOTICE), ==, 3);
  desk_lectern (desk, "search slide", 0);
}

/* A shortage is waited out for a second; then it is as if it was for good. */
static void
test_shortage (Desk *desk,
               gconstpointer data)
{
  if (!run_alone (desk, EAGAIN, "probe talk.mp4"))
    return;

  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "640 × 360");
  desk_assert_says (desk->err, NOTICE " (Resource temporarily unavailable)");
  desk_assert_says (desk->err, "ulimit -u");
}

/* A task process that was broken into may use up all threads: that must not bring the next video
 * into this program. */
static void
test_shortage_by_a_child (Desk *desk,
                          gconstpointer data)
{
  g_autofree char *shortage =
    g_strdup_printf ("\"$NO_PROCESSES\" --beside %d \"$LECTERN\" probe talk.mp4", EAGAIN);
  g_autofree char *refusal =
    g_strdup_printf ("\"$NO_PROCESSES\" --beside %d \"$LECTERN\" probe talk.mp4", EPERM);

  if (!run_alone (desk, EPERM, "probe talk.mp4"))
    return;

  desk_run (desk, shortage);
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_INTERNAL));
  desk_assert_says (desk->err, "Resource temporarily unavailable");
  g_assert_null (strstr (desk->err, NOTICE));
  /* No process can bring that about. */
  desk_run (desk, refusal);
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* Not even this program's own file can be found. */
static void
test_no_proc (Desk *desk,
              gconstpointer data)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the address sanitizer finds its options, and the leaks, in /proc");
  return;
#endif

  desk_run (desk, "unshare -rm mount -t tmpfs none /mnt");
  if (desk->exit_code != 0)
    {
      g_test_skip ("no file system of its own may be made here");
      return;
    }

  desk_run (desk, "unshare -rm sh -c 'mount -t tmpfs none /proc && \"$LECTERN\" probe talk.mp4'");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "640 × 360");
  desk_assert_says (desk->err, "to do: mount /proc");
}

/* What is wrong with a video is said as ever, and the next one is looked at. */
static void
test_bad_videos (Desk *desk,
                 gconstpointer data)
{
  desk_run (desk, "echo text > text.mp4; head -c 150000 talk.mp4 > cut.mp4");
  if (!run_alone (desk, EPERM, "extract text.mp4 cut.mp4 talk.mp4 -o out --progress none"))
    return;

  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  g_assert_true (desk_has (desk, "out/talk.pdf"));
}

/* Ctrl-C ends it at once. */
static void
test_interrupt (Desk *desk,
                gconstpointer data)
{
  desk_run (desk, "\"$LECTURE_VIDEO\" builds --seed 1 --size 960x540 --seconds 60 -o long.mp4");
  if (!run_alone (desk, EPERM, "probe talk.mp4"))
    return;
  desk_run (desk, "{ \"$NO_PROCESSES\" 1 \"$LECTERN\" extract long.mp4 --progress lines 2> told & pid=$!; "
                  "for i in $(seq 400); do grep -q reading told && break; sleep 0.05; done; sleep 0.3; "
                  "kill -INT $pid; { sleep 5; kill -9 $pid; } > /dev/null 2>&1 & wait $pid; echo \"code=$?\"; "
                  "kill $!; cat told; }");
  desk_assert_says (desk->out, "code=130");
  g_assert_false (desk_has (desk, "long.pdf"));
}

/* A task that crashes has had its process. The address sanitizer is not to make something else of
 * it. */
static void
test_crash (Desk *desk,
            gconstpointer data)
{
  desk_run (desk, "export ASAN_OPTIONS=\"$ASAN_OPTIONS:handle_segv=0\"; "
                  "{ \"$LECTERN\" extract talk.mp4 --progress none 2> told & "
                  "for i in $(seq 400); do task=$(pgrep -P $! -f -- --task | head -n 1); "
                  "[ -n \"$task\" ] && break; sleep 0.01; done; kill -SEGV $task; wait $!; "
                  "echo \"code=$?\"; cat told; }");
  desk_assert_says (desk->out, "SIGSEGV");
  g_assert_null (strstr (desk->out, NOTICE));
}

static void
test_doctor (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "doctor --json", 0);
  g_assert_null (strstr (desk->out, NOTICE));
  if (!run_alone (desk, EPERM, "doctor"))
    return;

  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "warning  task process     " NOTICE);
  desk_assert_says (desk->out, "people you trust");
  desk_assert_says (desk->out, "codecs");
  /* There is a filter, but it is not ours. */
  g_assert_null (strstr (desk->out, "can do no harm"));
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/no-processes/extract", test_extract },
    { "/no-processes/queue", test_queue },
    { "/no-processes/shortage", test_shortage },
    { "/no-processes/shortage-by-a-child", test_shortage_by_a_child },
    { "/no-processes/no-proc", test_no_proc },
    { "/no-processes/bad-videos", test_bad_videos },
    { "/no-processes/interrupt", test_interrupt },
    { "/no-processes/crash", test_crash },
    { "/no-processes/doctor", test_doctor },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
