/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern watch on a folder in which a recording grows. What decides when one is complete is tested
 * without a clock in tests/engine.
 */
#include "base/error.h"
#include "cli/desk.h"

#define USAGE lec_error_get_exit_code (LEC_ERROR_USAGE)

/* Waits for a shell's condition, for half a minute at most; then ends what was started before. */
#define UNTIL(condition) \
  "for i in $(seq 600); do { " condition "; } > /dev/null 2>&1 && break; sleep 0.2; done; "
#define STOP         "kill -INT $!; wait $!"
#define SHOW(status) "\"$LECTERN\" jobs --status " status " | grep talk"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk_set_up_at_home (desk, data);
  desk_run (desk, "mkdir in in/meeting out");
}

/* Starts to watch, does @meanwhile, waits for @condition, presses Ctrl-C. */
static void
watch (Desk *desk,
       const char *arguments,
       const char *meanwhile)
{
  g_autofree char *command =
    g_strdup_printf ("{ \"$LECTERN\" watch in %s > added 2> told & sleep 1; %s " STOP "; }", arguments, meanwhile);

  desk_shell (desk, command);
  desk_run (desk, "cat added; cat told >&2");
}

/* Written in pieces, and held open in the middle longer than a file must stand still. */
static void
test_grows (Desk *desk,
            gconstpointer data)
{
  desk_run (desk, "cp talk.mp4 in/before.mp4");
  watch (desk, "-o out --layout notes",
         "{ head -c 50000; sleep 1; head -c 50000; sleep 7; \"$LECTERN\" jobs > early; cat; } < talk.mp4 > in/talk.mp4;"
         " echo text > in/talk.txt; cp talk.mp4 in/.talk.mp4; cp talk.mp4 in/talk.mp4.part; " UNTIL (
           "[ -f out/talk.pdf ]") UNTIL (SHOW ("completed")));
  desk_assert_says (desk->out, "job 1: ");
  desk_assert_says (desk->out, "in/talk.mp4\n");
  desk_assert_says (desk->out, "out/talk.pdf\n");
  g_assert_true (desk_has (desk, "out/talk.pdf"));
  g_assert_null (strstr (desk->out, "before.mp4"));
  desk_run (desk, "cat early");
  g_assert_cmpstr (desk->out, ==, "");
  desk_run (desk, "\"$LECTERN\" jobs | wc -l");
  g_assert_cmpint (atoi (desk->out), ==, 2);
  desk_lectern (desk, "show --json 1", 0);
  desk_assert_says (desk->out, "\"layout\": \"notes\"");
}

/* With what is below; a second time nothing is done again, and what is no video does no harm. */
static void
test_existing (Desk *desk,
               gconstpointer data)
{
  desk_run (desk, "cp talk.mp4 in/meeting; echo text > in/bad.mp4");
  watch (desk, "--existing --priority high --progress none", UNTIL (SHOW ("completed")));
  desk_assert_says (desk->out, "in/meeting/talk.mp4\n");
  desk_assert_says (desk->err, "bad.mp4: ");
  g_assert_true (desk_has (desk, "in/meeting/talk.pdf"));
  desk_lectern (desk, "show --json 1", 0);
  desk_assert_says (desk->out, "\"priority\": 10");

  watch (desk, "--existing", UNTIL ("grep before added"));
  desk_assert_says (desk->out, "in/meeting/talk.mp4 (added before)\n");
  desk_lectern (desk, "run", 0);
  desk_assert_says (desk->err, "nothing to do");
}

/* Not all of a whole archive is looked at: that is said, and what comes first is taken. */
static void
test_too_much (Desk *desk,
               gconstpointer data)
{
  desk_shell (desk, "mkdir in/many && cd in/many && seq 20001 | xargs touch");
  watch (desk, "", UNTIL ("grep /in: told"));
  desk_assert_says (desk->err, "/in: more than 20000 files");
}

/* Ctrl-C gives back what runs, and another program goes on with it. */
static void
test_stopped (Desk *desk,
              gconstpointer data)
{
  desk_run (desk, "mv talk.mp4 in");
  watch (desk, "--existing --concurrency 1", UNTIL (SHOW ("processing")));
  desk_shell (desk, SHOW ("queued"));
  g_assert_false (desk_has (desk, "in/talk.pdf"));
  desk_lectern (desk, "run", 0);
  g_assert_true (desk_has (desk, "in/talk.pdf"));
}

/* All that can be said is in the job. Nothing is worked on: the queue is paused. */
static void
test_options (Desk *desk,
              gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *request[20]; /* parts of its JSON */
  } rows[] = {
    { "--output out --force --priority low --from 1 --to 5 --sensitivity low --shortest 2 --keep-builds "
      "--crop auto --ignore 0,0,20,20 --language eng --transcript none --transcript-language auto "
      "--layout slides --paper a4 --picture-quality low --lossless --images --json "
      "--concurrency 1 --queues extraction,analysis --max-tasks-per-child 3 --max-memory-per-child 2G --progress auto",
      { "/out\"", "\"force\": true", "\"priority\": -10", "\"from\": 1.0", "\"to\": 5.0", "\"sensitivity\": \"low\"",
        "\"shortest\": 2.0", "\"keep_builds\": true", "\"crop\": \"auto\"", "\"ignore\": [\"0,0,20,20\"]",
        "\"language\": \"eng\"", "\"transcript\": \"none\"", "\"transcript_language\": \"auto\"",
        "\"layout\": \"slides\"", "\"picture_quality\": \"low\"", "\"lossless\": true",
        "\"images\": true", "\"json\": true" } },
    { "-o out -f --priority normal --sensitivity normal --crop none --transcript auto --layout handout --per-page 2 "
      "--paper letter --picture-quality medium --progress bar",
      { "/out\"", "\"force\": true", "\"priority\": 0", "\"sensitivity\": \"normal\"", "\"crop\": \"none\"",
        "\"transcript\": \"auto\"",
        "\"layout\": \"handout\"", "\"per_page\": 2", "\"paper\": \"letter\"",
        "\"picture_quality\": \"medium\"" } },
    { "--priority high --sensitivity high --crop 0,0,320,180 --transcript embedded --transcript-language de "
      "--layout notes --per-page 3 --progress lines",
      { "/in\"", "\"priority\": 10", "\"sensitivity\": \"high\"", "\"crop\": \"0,0,320,180\"", "\"layout\": \"notes\"",
        "\"per_page\": 3", "\"transcript\": \"embedded\"", "\"transcript_language\": \"de\"" } },
    { "--per-page 4 --picture-quality high --transcript sidecar --progress json",
      { "\"per_page\": 4", "\"paper\": \"a4\"", "\"picture_quality\": \"high\"", "\"transcript\": \"sidecar\"" } },
    { "--per-page 6 --transcript ./truth.json --progress none", { "\"per_page\": 6", "/truth.json\"" } },
  };
  g_autoptr (GString) command = g_string_new ("{ ");

  desk_run (desk, "cp talk.mp4 in");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (command,
                            "export XDG_DATA_HOME=\"$PWD/home%u\"; \"$LECTERN\" pause --queue extraction; "
                            "\"$LECTERN\" watch in --existing %s > /dev/null 2>&1 & pids=\"$pids $!\"; ",
                            i, rows[i].arguments);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (command, "export XDG_DATA_HOME=\"$PWD/home%u\"; " UNTIL ("\"$LECTERN\" show 1"), i);
  g_string_append (command, "kill -INT $pids; wait; }");
  desk_run (desk, command->str);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *show = g_strdup_printf ("XDG_DATA_HOME=\"$PWD/home%u\" \"$LECTERN\" show --json 1", i);

      desk_shell (desk, show);
      for (guint j = 0; rows[i].request[j] != NULL; j++)
        desk_assert_says (desk->out, rows[i].request[j]);
    }
}

/* Recordings are made slides of all the same, and nobody believes that jobs are kept. */
static void
test_unwritable_library (Desk *desk,
                         gconstpointer data)
{
  desk_shell (desk, "mkdir tmp; mv talk.mp4 in; export XDG_DATA_HOME=/sys/nowhere TMPDIR=\"$PWD/tmp\"; "
                    "\"$LECTERN\" watch in --existing --progress none 2> told & "
                    "until [ -f in/talk.pdf ]; do kill -0 $! || break; sleep 0.1; done; "
                    "sleep 1; kill -INT $!; wait $!; code=$?; cat told >&2; ls tmp; exit $code");
  g_assert_true (desk_has (desk, "in/talk.pdf"));
  desk_assert_says (desk->err, "/sys/nowhere/lectern");
  desk_assert_says (desk->err, "jobs are kept until this command ends and no longer");
  /* And that is so. */
  g_assert_null (strstr (desk->out, "lectern-library"));

  desk_run (desk, "XDG_DATA_HOME=/sys/nowhere \"$LECTERN\" add in/talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NOT_WRITABLE));
}

static void
test_usage (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "watch", USAGE);
  desk_lectern (desk, "watch none", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_lectern (desk, "watch talk.mp4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_lectern (desk, "watch in -o one.pdf", USAGE);
  desk_lectern (desk, "watch in --join", USAGE);
  desk_lectern (desk, "watch in --concurrency 0", USAGE);
  desk_lectern (desk, "watch in --queues other", USAGE);
  desk_lectern (desk, "watch in --max-tasks-per-child 0", USAGE);
  desk_lectern (desk, "watch in --max-memory-per-child 1M", USAGE);
  desk_lectern (desk, "watch in --language klingon", lec_error_get_exit_code (LEC_ERROR_NO_LANGUAGE));
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/watch/grows", test_grows },
    { "/watch/existing", test_existing },
    { "/watch/unwritable-library", test_unwritable_library },
    { "/watch/too-much", test_too_much },
    { "/watch/stopped", test_stopped },
    { "/watch/options", test_options },
    { "/watch/usage", test_usage },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
