/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A library that cannot be written: because of its permissions, with and without a log of what is
 * not yet in the database's file, and on a file system that is read-only. It is looked at as if
 * nothing was wrong, changes are refused with what to do, and slides are made all the same. The
 * super-user gives up being one: permissions mean nothing to it.
 */
#include "base/error.h"
#include "cli/desk.h"

#define NOT_WRITABLE lec_error_get_exit_code (LEC_ERROR_NOT_WRITABLE)

/* Defines "as_user", and makes sure that it may not write. */
#define AS_USER                                                                                 \
  "as_user () { if [ $(id -u) = 0 ]; then setpriv --bounding-set=-all --inh-caps=-all \"$@\"; " \
  "else \"$@\"; fi; }; lectern () { as_user \"$LECTERN\" \"$@\"; }; "
#define LOCK   "chmod -R a-w home; as_user test ! -w home/lectern || exit 99; "
#define UNLOCK "chmod -R u+w home; "
/* Names, sizes and contents of all that is kept. */
#define SUM "(cd home; find . -type f -exec sha256sum {} +; find . -printf '%p %s\\n') | sort | sha256sum"

/* All that only looks; the room that is free changes by itself. */
#define LOOK                                                                                        \
  "{ for c in 'jobs' 'jobs --json' 'show 1' 'log 1' 'metrics 1' 'follow 1' 'search --limit 3 the' " \
  "'edit 1' 'edit talk.mp4 log' 'free' 'free --json' 'free --work --dry-run' 'library'; do "        \
  "echo \"- $c\"; lectern $c || echo \"failed: $?\"; done; } 2>&1 | grep -v '^free:' "

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;

  desk_set_up (desk, data);
  home = g_build_filename (desk->folder, "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
  desk_run (desk, "cp -r ../home home 2>/dev/null || { \"$LECTERN\" add talk.mp4 -o out && \"$LECTERN\" run && "
                  "\"$LECTERN\" edit 1 retitle 1 'A new title' && cp -r home ..; }");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* Whether this user can be kept from writing here; else the test is skipped. */
static gboolean
can_be_locked_out (Desk *desk)
{
  desk_run (desk, AS_USER LOCK UNLOCK);
  if (desk->exit_code == 0)
    return TRUE;

  g_test_skip ("whoever runs the tests may write everywhere");
  return FALSE;
}

static void
test_look (Desk *desk,
           gconstpointer data)
{
  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, AS_USER LOOK "> before; " SUM " > sum; " LOCK LOOK "> after; " SUM " > sum2; " UNLOCK
                               "cat after; diff before after && cmp sum sum2");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_null (strstr (desk->out, "failed:"));
  desk_assert_says (desk->out, "A new title");
  desk_assert_says (desk->out, "completed");
}

/* What was written last is only in the log; the memory beside it is there, or is not. */
static void
test_log (Desk *desk,
          gconstpointer data)
{
  static const char *const lost[] = { "", "rm home/lectern/lectern.db-shm; " };

  if (!can_be_locked_out (desk))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *command =
        g_strdup_printf (AS_USER "mkdir -p in tmp; cp -r home was; export TMPDIR=\"$PWD/tmp\"; "
                                 "\"$LECTERN\" watch in 2> /dev/null & watch=$!; sleep 0.5; "
                                 "\"$LECTERN\" pause --queue extraction; "
                                 "cp talk.mp4 second%u.mp4; echo >> second%u.mp4; "
                                 "\"$LECTERN\" add second%u.mp4; kill -9 $watch; wait $watch; "
                                 "ls home/lectern; [ -s home/lectern/lectern.db-wal ] || exit 98; %s" LOCK
                                 "lectern jobs; code=$?; " UNLOCK "ls -A tmp; rm -rf home; mv was home; exit $code",
                         i, i, i, lost[i]);
      g_autofree char *expected = g_strdup_printf ("second%u.mp4", i);

      desk_run (desk, command);
      g_assert_cmpint (desk->exit_code, ==, 0);
      desk_assert_says (desk->out, expected);
      /* Nothing is left of a copy. */
      g_assert_null (strstr (desk->out, "lectern-database"));
    }
}

/* Somebody else works with it meanwhile. */
static void
test_beside_a_writer (Desk *desk,
                      gconstpointer data)
{
  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, AS_USER "mkdir in; \"$LECTERN\" watch in 2> /dev/null & watch=$!; sleep 0.5; " LOCK
                          "for i in 1 2 3; do lectern jobs || exit 97; done; code=$?; kill $watch; wait $watch; " UNLOCK
                          "exit $code");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "talk.mp4");
}

static void
test_change (Desk *desk,
             gconstpointer data)
{
  static const char *const commands[] = {
    "add talk.mp4 -o other",
    "run",
    "cancel 1",
    "retry 1",
    "remove 1",
    "clear --done",
    "pause --queue extraction",
    "edit 1 remove 1",
    "free --work",
    "library move elsewhere",
    "resegment talk.mp4 --keep-builds -o other",
  };

  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, SUM);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *sum = g_strdup (desk->out);
      g_autofree char *command =
        g_strdup_printf (AS_USER LOCK "lectern %s; code=$?; " UNLOCK "exit $code", commands[i]);

      desk_run (desk, command);
      g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
      g_assert_cmpstr (desk->out, ==, "");
      desk_assert_says (desk->err, "lectern");
      desk_assert_says (desk->err, "Permission denied");
      desk_run (desk, SUM);
      g_assert_cmpstr (desk->out, ==, sum);
    }
}

/* Only the database's file is somebody else's: a command that would need it says so. */
static void
test_file (Desk *desk,
           gconstpointer data)
{
  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, AS_USER "chmod a-w home/lectern/lectern.db; lectern add talk.mp4 -o other; code=$?; lectern jobs; "
                          "lectern search new title; " UNLOCK "exit $code");
  g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
  desk_assert_says (desk->out, "completed");
  desk_assert_says (desk->out, "A new title");
  desk_assert_says (desk->err, "lectern.db: Permission denied");
}

/* Only what is kept of a lecture is: nothing is freed, and that is said. */
static void
test_lecture (Desk *desk,
              gconstpointer data)
{
  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, AS_USER "chmod -R a-w home/lectern/lectures; lectern free --work; code=$?; "
                          "lectern free --work --dry-run; " UNLOCK "exit $code");
  g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
  desk_assert_says (desk->err, "talk: its files cannot be removed");
  desk_assert_says (desk->err, "MB would be freed");
}

/* With what was corrected, and with the other outputs; nothing is kept, and that is said. */
static void
test_extract (Desk *desk,
              gconstpointer data)
{
  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, AS_USER "mkdir tmp other; " LOCK "TMPDIR=\"$PWD/tmp\" lectern extract talk.mp4 -o other --json; "
                          "code=$?; " UNLOCK "ls -A tmp; exit $code");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_cmpstr (desk->out, ==, "other/talk.json\nother/talk.pdf\n");
  desk_assert_says (desk->err, "nothing is kept");
  desk_assert_says (desk->err, "Permission denied");
  desk_run (desk, "grep 'A new title' other/talk.json");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* As when another user has made the library here: nobody even sees whether it was moved. */
static void
test_extract_unseen (Desk *desk,
                     gconstpointer data)
{
  if (!can_be_locked_out (desk))
    return;

  desk_run (desk, AS_USER "mkdir tmp other; chmod 000 home/lectern; "
                          "TMPDIR=\"$PWD/tmp\" lectern extract talk.mp4 -o other; code=$?; lectern jobs; "
                          "echo jobs=$?; lectern doctor > found; chmod 700 home/lectern; ls -A tmp; exit $code");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_cmpstr (desk->out, ==, "other/talk.pdf\njobs=4\n");
  desk_assert_says (desk->err, "nothing is kept");
  desk_run (desk, "grep 'to do: make the folder yours' found");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* Of several videos that is said once; and no library at all is needed. */
static void
test_extract_nowhere (Desk *desk,
                      gconstpointer data)
{
  char *second = NULL;

  desk_run (desk, "mkdir tmp other; cp talk.mp4 b.mp4; echo >> b.mp4; TMPDIR=\"$PWD/tmp\" XDG_DATA_HOME=/sys/nowhere "
                  "\"$LECTERN\" extract talk.mp4 b.mp4 -o other; code=$?; ls -A tmp; exit $code");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_cmpstr (desk->out, ==, "other/talk.pdf\nother/b.pdf\n");
  second = strstr (desk->err, "nothing is kept");
  g_assert_nonnull (second);
  g_assert_null (strstr (second + 1, "nothing is kept"));
}

/* Not even the super-user writes there, and the file system says so otherwise. */
static void
test_read_only_mount (Desk *desk,
                      gconstpointer data)
{
  desk_run (desk, "unshare -rm mount -t tmpfs none /mnt");
  if (desk->exit_code != 0)
    {
      g_test_skip ("no file system of its own may be made here");
      return;
    }

  desk_run (desk, "mkdir disk other; lectern () { \"$LECTERN\" \"$@\"; }; " LOOK "> before; "
                  "unshare -rm sh -c 'mount -t tmpfs none disk; cp -r home/lectern disk; mount -o remount,ro disk; "
                  "export XDG_DATA_HOME=\"$PWD/disk\"; \"$LECTERN\" extract talk.mp4 -o other || exit 96; "
                  "\"$LECTERN\" add talk.mp4 -o third; echo added=$?; lectern () { \"$LECTERN\" \"$@\"; }; "
                  "for c in jobs \"show 1\" \"edit 1\" free; do lectern $c || exit 95; done'");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "other/talk.pdf\n");
  desk_assert_says (desk->out, "completed");
  desk_assert_says (desk->out, "A new title");
  desk_assert_says (desk->err, "Read-only file system");
  g_assert_cmpint (atoi (strstr (desk->out, "added=") + strlen ("added=")), ==, NOT_WRITABLE);
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/read-only/look", test_look },
    { "/read-only/log", test_log },
    { "/read-only/beside-a-writer", test_beside_a_writer },
    { "/read-only/change", test_change },
    { "/read-only/file", test_file },
    { "/read-only/lecture", test_lecture },
    { "/read-only/extract", test_extract },
    { "/read-only/extract-unseen", test_extract_unseen },
    { "/read-only/extract-nowhere", test_extract_nowhere },
    { "/read-only/mount", test_read_only_mount },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
