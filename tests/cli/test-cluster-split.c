/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One long video and several workers: each reads parts of it, one joins them, and what comes out is
 * what one worker makes of the whole; whoever is killed meanwhile, and whatever becomes of a part.
 */
#include "cli/cluster-hall.h"

#define COMPLETED   "\"$LECTERN\" jobs --cluster --status completed"
#define PART_LENGTH "8"
#define N_PARTS     "3"

/* The video is made once, as talk.mp4 is. */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  hall_set_up (desk, data);
  g_setenv ("LECTERN_PART_LENGTH", PART_LENGTH, TRUE);
  g_unsetenv ("XDG_CONFIG_HOME");
  desk_shell (desk, "[ -f ../long.mp4 ] || "
                    "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 30 --gop 50 -o ../long.mp4; "
                    "cp ../long.mp4 .");
}

static void
set_up_apart (Desk *desk,
              gconstpointer data)
{
  set_up (desk, data);
  g_unsetenv ("LECTERN_SHARED_FOLDER");
}

/* Says which queue a stage's tasks go to. */
static void
route (Desk *desk,
       const char *line)
{
  g_autofree char *config = g_build_filename (desk->folder, "config", NULL);
  g_autofree char *command = g_strdup_printf ("mkdir -p config/lectern && printf '[routes]\n%s\n' > "
                                              "config/lectern/lectern.conf",
                                              line);

  desk_shell (desk, command);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
}

/* How often a line of the logs has both. */
static void
assert_logged (Desk *desk,
               const char *logs,
               const char *pattern,
               const char *times)
{
  g_autofree char *command = g_strdup_printf ("cat %s | grep -cE '%s' || true", logs, pattern);

  desk_shell (desk, command);
  g_assert_cmpstr (g_strchomp (desk->out), ==, times);
}

/* What one go makes of it, at the same times. */
static void
assert_same_as_whole (Desk *desk,
                      const char *json)
{
  g_autofree char *command =
    g_strdup_printf ("for i in %s whole.json; do sed -n '/\"slides\"/,$p' $i | "
                     "grep -oE '\"(start|end|read)_s\": *[0-9.]+' > $i.times; done; "
                     "test -s whole.json.times && cmp %s.times whole.json.times",
                     json, json);

  desk_shell (desk, "[ -d ../whole ] || XDG_DATA_HOME=\"$PWD/other-home\" \"$LECTERN\" extract --json --progress none "
                    "long.mp4 -o ../whole; cp ../whole/long.json whole.json");
  desk_shell (desk, command);
}

/* Machines that share nothing: parts are sent, whoever joins them has read some of them only. */
static void
test_apart (Desk *desk,
            gconstpointer data)
{
  GSubprocess *first = start_worker_at (desk, "1.err", "machine-1", NULL);
  GSubprocess *second = start_worker_at (desk, "2.err", "machine-2", NULL);

  desk_lectern (desk, "add --cluster --json long.mp4 -o made.pdf", 0);
  await (desk, COMPLETED, "long.mp4");
  stop_worker (first);
  stop_worker (second);
  assert_logged (desk, "1.err 2.err", "done, .*stage=read-part", N_PARTS);
  assert_logged (desk, "1.err 2.err", "done, .*stage=join", "1");
  desk_lectern (desk, "fetch --progress none 1", 0);
  assert_same_as_whole (desk, "made.json");
}

/* Killed in the middle of a part: the others stay as they are. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  GSubprocess *worker = NULL;

  worker = start_worker_at (desk, "1.err", "machine-1", NULL);
  desk_lectern (desk, "add --cluster --json long.mp4 -o made.pdf", 0);
  await (desk, "cat 1.err", "stage=read-part");
  kill_worker (worker);
  worker = start_worker_at (desk, "2.err", "machine-2", NULL);
  await (desk, COMPLETED, "long.mp4");
  stop_worker (worker);
  assert_logged (desk, "1.err 2.err", "done, .*stage=join", "1");
  desk_lectern (desk, "fetch --progress none 1", 0);
  assert_same_as_whole (desk, "made.json");
}

/* In a folder that all share one part is damaged and one gone before they are joined: these two are
 * read again, by whoever joins. */
static void
test_damaged (Desk *desk,
              gconstpointer data)
{
  GSubprocess *worker = NULL;

  route (desk, "join=default");
  g_setenv ("LECTERN_SHARED_FOLDER", desk->folder, TRUE);
  worker = start_worker_at (desk, "1.err", NULL, "extraction");
  desk_lectern (desk, "add --cluster --json long.mp4 -o made.pdf", 0);
  await (desk, "grep -c 'done, .*stage=read-part' 1.err", N_PARTS);
  stop_worker (worker);
  desk_shell (desk, "set -- $(find lectures -name part.bin); test $# = " N_PARTS "; printf x | "
                    "dd of=$1 bs=1 seek=500 conv=notrunc 2> dd.err; rm -r \"${2%/*}\"");

  worker = start_worker_at (desk, "2.err", NULL, "default,analysis,generation");
  await (desk, COMPLETED, "long.mp4");
  stop_worker (worker);
  assert_logged (desk, "2.err", "read-part: .*processor time", "2");
  assert_same_as_whole (desk, "made.json");
  /* Nothing is left of the parts. */
  desk_shell (desk, "find lectures -name 'part*' > left; ! test -s left");
}

/* What was sent of the parts is lost before they are joined: whoever joins reads them again. */
static void
test_lost (Desk *desk,
           gconstpointer data)
{
  g_autofree char *shared = g_build_filename (desk->folder, "common", NULL);
  GSubprocess *worker = NULL;

  route (desk, "join=default");
  desk_shell (desk, "mkdir common");
  g_setenv ("LECTERN_SHARED_FOLDER", shared, TRUE);
  worker = start_worker_at (desk, "1.err", "machine-1", "extraction");
  desk_lectern (desk, "add --cluster --json long.mp4 -o made.pdf", 0);
  await (desk, "grep -c 'done, .*stage=read-part' 1.err", N_PARTS);
  stop_worker (worker);
  desk_shell (desk, "video=$(sha256sum long.mp4); find common/blobs -type f ! -name \"${video%% *}\" -delete");

  worker = start_worker_at (desk, "2.err", "machine-2", "default,analysis,generation");
  await (desk, COMPLETED, "long.mp4");
  stop_worker (worker);
  assert_logged (desk, "2.err", "read-part: .*processor time", N_PARTS);
  desk_lectern (desk, "fetch --progress none 1", 0);
  assert_same_as_whole (desk, "made.json");
}

/* Cancelled while parts wait; another try goes on from there. */
static void
test_cancelled (Desk *desk,
                gconstpointer data)
{
  GSubprocess *worker = NULL;

  route (desk, "read-part=maintenance");
  worker = start_worker_at (desk, "1.err", "machine", "extraction");
  desk_lectern (desk, "add --cluster --json long.mp4 -o made.pdf", 0);
  await (desk, "cat 1.err", "done, ");
  stop_worker (worker);
  desk_lectern (desk, "cancel --cluster 1", 0);
  worker = start_worker_at (desk, "2.err", "machine", NULL);
  await (desk, "\"$LECTERN\" jobs --cluster --status cancelled", "long.mp4");
  assert_logged (desk, "2.err", "begun", "0");
  desk_lectern (desk, "retry --cluster 1", 0);
  await (desk, COMPLETED, "long.mp4");
  stop_worker (worker);
  assert_logged (desk, "2.err", "done, .*stage=extract", "0");
  desk_lectern (desk, "fetch --progress none 1", 0);
  assert_same_as_whole (desk, "made.json");
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/cluster-split/apart", test_apart },
    { "/cluster-split/killed", test_killed },
    { "/cluster-split/damaged", test_damaged },
    { "/cluster-split/lost", test_lost },
    { "/cluster-split/cancelled", test_cancelled },
  };

  g_test_init (&argc, &argv, NULL);
  return hall_run (set_up_apart, cases, G_N_ELEMENTS (cases));
}
