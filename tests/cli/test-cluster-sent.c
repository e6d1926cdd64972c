/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos that are sent to workers which share no folder with the desk, nor with each other: what is
 * fetched is what would have been made at the desk, whoever dies meanwhile.
 */
#include "cli/cluster-hall.h"

#define COMPLETED "\"$LECTERN\" jobs --cluster --status completed"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  hall_set_up (desk, data);
  g_unsetenv ("LECTERN_SHARED_FOLDER");
}

/* What the desk makes of the video without any cluster. */
static void
make_here (Desk *desk)
{
  desk_shell (desk, "mkdir here && XDG_DATA_HOME=\"$PWD/other-home\" \"$LECTERN\" extract --images --json "
                    "--progress none talk.mp4 -o here");
}

/* But for when each was made. */
static void
assert_same_pdf (Desk *desk,
                 const char *first,
                 const char *second)
{
  g_autofree char *command = g_strdup_printf ("for i in '%s' '%s'; do LC_ALL=C sed 's/Date (D:[0-9]*/Date (/' \"$i\" > "
                                              "\"$i.undated\"; done && cmp '%s.undated' '%s.undated'",
                                              first, second, first, second);

  desk_shell (desk, command);
}

/* A stage, a machine: each is killed when its own is done, and the next one knows nothing but what
 * was sent. */
static void
test_stages (Desk *desk,
             gconstpointer data)
{
  static const char *const queues[] = { "extraction", "analysis", "generation" };

  make_here (desk);
  desk_shell (desk, "mv here made && mkdir here");
  desk_lectern (desk, "add --cluster --images --json talk.mp4 -o here", 0);
  desk_assert_says (desk->err, "talk.mp4: is sent: ");
  desk_assert_says (desk->err, " to the database server");
  for (gsize i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      g_autofree char *folder = g_strdup_printf ("machine-%" G_GSIZE_FORMAT, i);
      g_autofree char *log = g_strconcat (folder, ".err", NULL);
      g_autofree char *show = g_strconcat ("cat ", log, NULL);
      GSubprocess *worker = start_worker_at (desk, log, folder, queues[i]);

      await (desk, show, "done, ");
      kill_worker (worker);
    }
  await (desk, COMPLETED, "talk.mp4");

  desk_lectern (desk, "fetch --progress none 1", 0);
  desk_assert_says (desk->out, "here/talk.pdf");
  assert_same_pdf (desk, "made/talk.pdf", "here/talk.pdf");
  desk_shell (desk, "diff -r made/talk-slides here/talk-slides");
  desk_shell (desk, "find machine-*/lectern/cluster/jobs/* -name '*.pdf' > left; ! test -s left");

  /* Nothing is replaced unasked, and the library has it, with its list. */
  desk_lectern (desk, "jobs --status completed", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "search ribosome", 0);
  desk_assert_says (desk->out, "talk");
  desk_shell (desk, "echo mine > here/talk.pdf");
  desk_lectern (desk, "fetch 1", 9);
  desk_shell (desk, "grep -q mine here/talk.pdf");
  desk_lectern (desk, "fetch --force --progress none 1", 0);
  assert_same_pdf (desk, "made/talk.pdf", "here/talk.pdf");
  desk_lectern (desk, "export --layout notes --progress none talk.mp4 -o notes.pdf", 0);
  g_assert_true (desk_has (desk, "notes.pdf"));
}

/* Killed while it reads the video: another machine begins that stage anew, from what was sent. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  GSubprocess *worker = NULL;

  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 90 -o long.mp4");
  worker = start_worker_at (desk, "1.err", "machine-1", NULL);
  desk_lectern (desk, "add --cluster long.mp4 -o long.pdf", 0);
  await (desk, "cat 1.err", "begun");
  await (desk, "find machine-1/lectern/cluster/jobs", "/state.json");
  kill_worker (worker);
  worker = start_worker_at (desk, "2.err", "machine-2", NULL);
  await (desk, COMPLETED, "long.mp4");
  stop_worker (worker);
  desk_lectern (desk, "show --cluster 1", 0);
  desk_assert_says (desk->out, "/long.mp4");
  g_assert_null (strstr (desk->out, "blob:"));
  desk_lectern (desk, "fetch --progress none 1", 0);
  desk_shell (desk, "XDG_DATA_HOME=\"$PWD/other-home\" \"$LECTERN\" extract --progress none long.mp4 -o made.pdf");
  desk_shell (desk, "pdftotext long.pdf 1.txt && pdftotext made.pdf 2.txt && cmp 1.txt 2.txt && test -s 1.txt");
}

/* Where the video is not, there is what the cluster has made. */
static void
test_elsewhere (Desk *desk,
                gconstpointer data)
{
  static const char *const modes[] = { "auto", "json", "lines", "bar", "none" };
  GSubprocess *worker = start_worker_at (desk, "1.err", "machine", NULL);

  desk_lectern (desk, "fetch --output there 1", 3);
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_assert_says (desk->out, "job 1: ");
  await (desk, COMPLETED, "talk.mp4");
  stop_worker (worker);

  desk_shell (desk, "rm talk.mp4 && mkdir there");
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *command = g_strdup_printf ("XDG_DATA_HOME=\"$PWD/there/home\" \"$LECTERN\" fetch --force "
                                                  "--progress %s 1 --output there",
                                                  modes[i]);

      desk_shell (desk, command);
      desk_assert_says (desk->out, "there/talk.pdf");
      g_assert_cmpint (strstr (desk->err, "\"event\"") != NULL, ==, g_str_equal (modes[i], "json"));
      g_assert_true (desk_has (desk, "there/talk.pdf"));
    }
}

/* One that lies elsewhere is sent by way of the shared folder, and the database stays small. */
static void
test_shared_folder (Desk *desk,
                    gconstpointer data)
{
  g_autofree char *shared = g_build_filename (desk->folder, "shared", NULL);
  GSubprocess *worker = NULL;

  desk_shell (desk, "mkdir shared");
  g_setenv ("LECTERN_SHARED_FOLDER", shared, TRUE);
  worker = start_worker_at (desk, "1.err", "machine", NULL);
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_assert_says (desk->err, "/shared");
  await (desk, COMPLETED, "talk.mp4");
  stop_worker (worker);
  desk_shell (desk, "test -n \"$(find shared/blobs -type f -size +200k)\" && ! test -e talk.pdf");
  desk_lectern (desk, "fetch --progress none 1", 0);
  g_assert_true (desk_has (desk, "talk.pdf"));
}

/* A desk that does not see the folder of the workers, and then one that does, gets what the workers
 * have made all the same. */
static void
test_unseen_folder (Desk *desk,
                    gconstpointer data)
{
  g_autofree char *shared = g_build_filename (desk->folder, "shared", NULL);
  GSubprocess *worker = NULL;

  desk_shell (desk, "mkdir shared");
  g_setenv ("LECTERN_SHARED_FOLDER", shared, TRUE);
  worker = start_worker_at (desk, "1.err", "machine", NULL);
  g_unsetenv ("LECTERN_SHARED_FOLDER");
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_assert_says (desk->err, " to the database server");
  await (desk, COMPLETED, "talk.mp4");
  stop_worker (worker);
  desk_lectern (desk, "fetch --progress none 1", 0);
  g_assert_true (desk_has (desk, "talk.pdf"));

  g_setenv ("LECTERN_SHARED_FOLDER", shared, TRUE);
  desk_shell (desk, "mkdir there && XDG_DATA_HOME=\"$PWD/there/home\" \"$LECTERN\" fetch --progress none 1 -o there");
  g_assert_true (desk_has (desk, "there/talk.pdf"));
}

/* What the library knows of the video is known where it is read: a page that is never a slide, and
 * what was corrected. */
static void
test_inputs (Desk *desk,
             gconstpointer data)
{
  GSubprocess *worker = NULL;

  desk_lectern (desk, "extract --progress none talk.mp4 -o first.pdf", 0);
  desk_lectern (desk, "never add talk.mp4 2", 0);
  desk_lectern (desk, "edit --progress none talk.mp4 retitle 1 Corrected", 0);
  desk_shell (desk, "mkdir kept && cp -r home/lectern/lectures/never home/lectern/lectures/edits kept && "
                    "rm -r home && mkdir -p home/lectern/lectures && mv kept/* home/lectern/lectures");
  worker = start_worker_at (desk, "1.err", "machine", NULL);
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  await (desk, COMPLETED, "talk.mp4");
  stop_worker (worker);
  desk_lectern (desk, "show --cluster 1", 0);
  desk_assert_says (desk->out, "Corrected");
  g_assert_null (strstr (desk->out, "Measuring the ribosome"));
}

/* A talk of several videos: each stage on another machine, and what comes of it is what the desk
 * would have made; fetched with the videos, and without. */
static void
test_joined (Desk *desk,
             gconstpointer data)
{
  static const char *const queues[] = { "extraction", "analysis", "generation" };

  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 12 -o second.mp4 && "
                    "mkdir made here there");
  desk_shell (desk, "XDG_DATA_HOME=\"$PWD/other-home\" \"$LECTERN\" extract --join --progress none talk.mp4 second.mp4 "
                    "-o made/talk.pdf");
  desk_lectern (desk, "add --cluster --join talk.mp4 second.mp4 -o here/talk.pdf", 0);
  desk_assert_says (desk->err, "second.mp4: is sent: ");
  for (gsize i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      g_autofree char *folder = g_strdup_printf ("machine-%" G_GSIZE_FORMAT, i);
      g_autofree char *log = g_strconcat (folder, ".err", NULL);
      g_autofree char *show = g_strconcat ("cat ", log, NULL);
      GSubprocess *worker = start_worker_at (desk, log, folder, queues[i]);

      await (desk, show, "done, ");
      kill_worker (worker);
    }
  await (desk, COMPLETED, "talk.mp4");

  desk_lectern (desk, "fetch --progress none 1", 0);
  assert_same_pdf (desk, "made/talk.pdf", "here/talk.pdf");
  desk_lectern (desk, "jobs --status completed", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "show 1", 0);
  desk_assert_says (desk->out, "here/talk.pdf");
  desk_shell (desk, "mkdir away && mv talk.mp4 second.mp4 away && XDG_DATA_HOME=\"$PWD/there/home\" \"$LECTERN\" fetch "
                    "--progress none 1 -o there/talk.pdf");
  desk_shell (desk, "pdftotext made/talk.pdf 1.txt && pdftotext there/talk.pdf 2.txt && "
                    "cmp 1.txt 2.txt && test -s 1.txt");
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/cluster-sent/stages", test_stages },
    { "/cluster-sent/killed", test_killed },
    { "/cluster-sent/elsewhere", test_elsewhere },
    { "/cluster-sent/shared-folder", test_shared_folder },
    { "/cluster-sent/unseen-folder", test_unseen_folder },
    { "/cluster-sent/inputs", test_inputs },
    { "/cluster-sent/joined", test_joined },
  };

  g_test_init (&argc, &argv, NULL);
  return hall_run (set_up, cases, G_N_ELEMENTS (cases));
}
