/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a desk did while its cluster was away comes to the cluster later, with real servers and the
 * real program: finished lectures with their results, jobs that wait; and what is fetched is in the
 * desk's list.
 */
#include "cli/cluster-hall.h"

#define IMPORT "cluster import-local"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  hall_set_up (desk, data);
  g_unsetenv ("LECTERN_SHARED_FOLDER");
  desk_lectern (desk, "cluster init", 0);
}

/* A second video, like the first but longer. */
static void
make_second (Desk *desk)
{
  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 15 -o second.mp4");
}

static void
assert_counts (Desk *desk,
               const char *options,
               const char *counts)
{
  g_autofree char *arguments = g_strconcat (IMPORT, options, NULL);

  desk_lectern (desk, arguments, 0);
  desk_assert_says (desk->out, counts);
}

/* All that a library can have: what is finished comes with its result, what waits is moved, what
 * was cancelled stays; a second time changes nothing. */
static void
test_works (Desk *desk,
            gconstpointer data)
{
  GSubprocess *worker = NULL;

  make_second (desk);
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run --progress none", 0);
  desk_lectern (desk, "add second.mp4 -o second.pdf", 0);
  desk_lectern (desk, "add second.mp4 -o never.pdf", 0);
  desk_lectern (desk, "cancel 3", 0);
  desk_lectern (desk, "add second.mp4 -o later.pdf", 0);
  desk_lectern (desk, "pause 4", 0);

  assert_counts (desk, " --dry-run", "jobs here: 4; brought: 1, moved: 2, there already: 0, left here: 1,");
  desk_lectern (desk, "jobs --cluster", 0);
  g_assert_null (strstr (desk->out, "mp4"));
  desk_lectern (desk, "jobs", 0);
  desk_assert_says (desk->out, "second.mp4");

  assert_counts (desk, " --json", "\"brought\": 1, \"moved\": 2, \"there\": 0, \"left\": 1, \"failed\": 0");
  desk_assert_says (desk->err, "second.mp4: is sent: ");
  assert_counts (desk, "", "jobs here: 2; brought: 0, moved: 0, there already: 1, left here: 1, not brought: 0");
  desk_lectern (desk, "jobs", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_assert_says (desk->out, "cancelled");
  desk_lectern (desk, "jobs --cluster --status completed", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "jobs --cluster --status paused", 0);
  desk_assert_says (desk->out, "second.mp4");
  desk_lectern (desk, "search --cluster ribosome", 0);
  desk_assert_says (desk->out, "talk");

  /* The cluster does what waited, and others fetch what was done here, without the video. */
  worker = start_worker_at (desk, "1.err", "machine", NULL);
  await (desk, "\"$LECTERN\" jobs --cluster --status completed", "second.mp4");
  stop_worker (worker);
  desk_shell (desk, "mv talk.mp4 gone.mp4 && mkdir there && "
                    "XDG_DATA_HOME=\"$PWD/there/home\" \"$LECTERN\" fetch --progress none 1 -o there");
  desk_shell (desk, "pdftotext talk.pdf 1.txt && pdftotext there/talk.pdf 2.txt && cmp 1.txt 2.txt && test -s 1.txt");
  desk_shell (desk, "XDG_DATA_HOME=\"$PWD/there/home\" \"$LECTERN\" jobs | grep talk.mp4 | grep completed");
}

/* Likewise where the machines share a folder: what lies there is found there. */
static void
test_shared (Desk *desk,
             gconstpointer data)
{
  g_setenv ("LECTERN_SHARED_FOLDER", desk->folder, TRUE);
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run --progress none", 0);
  assert_counts (desk, "", "jobs here: 1; brought: 1");
  desk_lectern (desk, "show --cluster 1", 0);
  desk_assert_says (desk->out, "talk.pdf");
  desk_shell (desk, "! test -e blobs || test -z \"$(find blobs -type f -size +1k)\"");

  /* The same, added to the cluster, is the same job. */
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_assert_says (desk->out, "job 1: ");
}

/* A talk of several videos, done here, fetched where none of them is. */
static void
test_joined (Desk *desk,
             gconstpointer data)
{
  make_second (desk);
  desk_lectern (desk, "add --join talk.mp4 second.mp4", 0);
  desk_lectern (desk, "run --progress none", 0);
  assert_counts (desk, "", "jobs here: 1; brought: 1, moved: 0");
  desk_shell (desk, "mkdir away there && mv talk.mp4 second.mp4 away && "
                    "XDG_DATA_HOME=\"$PWD/there/home\" \"$LECTERN\" fetch --progress none 1 -o there");
  desk_shell (desk, "pdftotext talk.pdf 1.txt && pdftotext there/talk.pdf 2.txt && cmp 1.txt 2.txt && test -s 1.txt");
}

/* Killed again and again, anywhere in it: each job is in the cluster once, and none is lost. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  make_second (desk);
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run --progress none", 0);
  desk_shell (desk, "for i in 1 2 3 4 5 6; do \"$LECTERN\" add second.mp4 -o $i.pdf; done");
  for (guint i = 1; i <= 12; i++)
    {
      g_autofree char *command =
        g_strdup_printf ("timeout -s KILL 0.%02u \"$LECTERN\" " IMPORT " >/dev/null 2>&1 || true", i * 4);

      desk_run (desk, command);
      /* Here, or there, or (between two steps) in both. */
      desk_shell (desk, "(\"$LECTERN\" jobs --json && \"$LECTERN\" jobs --cluster --json) | grep -o '[0-9]\\.pdf' | "
                        "sort -u | wc -l");
      g_assert_cmpint (atoi (desk->out), ==, 6);
    }

  desk_lectern (desk, IMPORT, 0);
  desk_lectern (desk, "jobs --json", 0);
  g_assert_null (strstr (desk->out, "second.mp4"));
  desk_shell (desk, "\"$LECTERN\" jobs --cluster --json | grep -c job_id");
  g_assert_cmpint (atoi (desk->out), ==, 7);
  desk_shell (desk, "\"$LECTERN\" jobs --cluster --json | grep -o '[0-9]\\.pdf' | sort | uniq -d > twice; "
                    "! test -s twice");
}

/* One that a killed import held here is held no longer once it is there; what a person has paused
 * stays so. */
static void
test_held (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "add talk.mp4 -o 1.pdf", 0);
  desk_lectern (desk, "add talk.mp4 -o 2.pdf", 0);
  desk_lectern (desk, "pause 1 2", 0);
  desk_shell (desk, "\"$LECTERN\" show --json 1 | grep -o '[0-9a-f-]\\{36\\}' | head -1 | tr -d '\\n' > "
                    "home/lectern/importing && test -s home/lectern/importing");
  assert_counts (desk, "", "jobs here: 2; brought: 0, moved: 2");
  desk_shell (desk, "! test -e home/lectern/importing");
  desk_shell (desk, "\"$LECTERN\" jobs --cluster --json --status queued | grep -c 1.pdf");
  desk_shell (desk, "\"$LECTERN\" jobs --cluster --json --status paused | grep -c 2.pdf");
}

/* What cannot be brought is told of, stays, and keeps nobody up; a cluster that is away does. */
static void
test_failures (Desk *desk,
               gconstpointer data)
{
  make_second (desk);
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "add second.mp4", 0);
  desk_shell (desk, "mv talk.mp4 gone.mp4");
  desk_lectern (desk, IMPORT, 3);
  desk_assert_says (desk->err, "talk.mp4");
  desk_assert_says (desk->out, "jobs here: 2; brought: 0, moved: 1, there already: 0, left here: 0, not brought: 1");
  desk_lectern (desk, "jobs --status queued", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_shell (desk, "mv gone.mp4 talk.mp4");
  assert_counts (desk, "", "jobs here: 1; brought: 0, moved: 1");

  desk_lectern (desk, "add second.mp4 -o again.pdf", 0);
  g_setenv ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", TRUE);
  desk_run (desk, "\"$LECTERN\" " IMPORT);
  g_assert_cmpint (desk->exit_code, !=, 0);
  desk_lectern (desk, "jobs --status queued", 0);
  desk_assert_says (desk->out, "second.mp4");
}

/* What the cluster gave up and somebody wants at the desk begins there again. */
static void
test_revived (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_lectern (desk, "cancel --cluster 1", 0);
  desk_lectern (desk, "add talk.mp4", 0);
  assert_counts (desk, "", "jobs here: 1; brought: 0, moved: 0, there already: 1");
  desk_lectern (desk, "jobs --cluster --status queued", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "jobs", 0);
  g_assert_null (strstr (desk->out, "talk.mp4"));
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/cluster-import/works", test_works },
    { "/cluster-import/shared", test_shared },
    { "/cluster-import/joined", test_joined },
    { "/cluster-import/killed", test_killed },
    { "/cluster-import/failures", test_failures },
    { "/cluster-import/held", test_held },
    { "/cluster-import/revived", test_revived },
  };

  g_test_init (&argc, &argv, NULL);
  return hall_run (set_up, cases, G_N_ELEMENTS (cases));
}
