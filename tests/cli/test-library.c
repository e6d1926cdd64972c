/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library, moved, copied and replaced, as a user does it; killed at any moment. Lectures are
 * small files here: what is in them does not matter to who carries them.
 */
#include <sqlite3.h>
#include <stdlib.h>

#include "base/error.h"
#include "cli/desk.h"

#define USAGE        lec_error_get_exit_code (LEC_ERROR_USAGE)
#define NOT_FOUND    lec_error_get_exit_code (LEC_ERROR_NOT_FOUND)
#define NOT_WRITABLE lec_error_get_exit_code (LEC_ERROR_NOT_WRITABLE)
#define EXISTS       lec_error_get_exit_code (LEC_ERROR_EXISTS)
#define PROTOCOL     lec_error_get_exit_code (LEC_ERROR_PROTOCOL)
#define HOME         "home/lectern"
#define N_LECTURES   20
#define N_KILLS      6

/* Two jobs, and lectures of ten files. Their sums are in the file "sums". */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *make = g_strdup_printf (
    "for i in $(seq 10 %d); do d=" HOME "/lectures/$(printf \"$i%%.0s\" $(seq 32)); mkdir -p $d/pictures; "
    "echo '{}' > $d/state.json; for j in 1 2 3 4 5 6 7 8 9; do echo $i $j > $d/pictures/$j.jpg; done; done",
    10 + N_LECTURES - 1);

  desk_set_up_at_home (desk, data);
  desk_shell (desk, "echo 1 > bad1.mp4; echo 2 > bad2.mp4");
  desk_lectern (desk, "add bad1.mp4 bad2.mp4", 0);
  desk_shell (desk, make);
  /* What a person has corrected lies beside the lectures. */
  desk_shell (desk, "mkdir " HOME "/lectures/edits && echo 1 > " HOME "/lectures/edits/some.jsonl");
  desk_shell (desk, "cd " HOME "/lectures && find . -type f ! -name lock -exec sha256sum {} + | "
                    "sort > ../../../sums");
}

static char *
dup_folder (Desk *desk)
{
  g_autoptr (JsonNode) node = NULL;

  desk_lectern (desk, "library --json", 0);
  node = json_from_string (desk->out, NULL);
  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return g_strdup (json_object_get_string_member (json_node_get_object (node), "folder"));
}

/* All of it is where the program looks for it. @folder: (nullable): relative, where that is */
static void
assert_whole (Desk *desk,
              const char *folder)
{
  g_autofree char *now = dup_folder (desk);
  g_autofree char *check = g_strdup_printf ("(cd '%s/lectures' && find . -type f ! -name lock -exec sha256sum {} + | "
                                            "sort) | cmp - sums",
                                            now);
  g_autofree char *expected = g_build_filename (desk->folder, folder != NULL ? folder : "", NULL);

  g_test_message ("the library is in %s", now);
  if (folder != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (expected, NULL);

      g_assert_cmpstr (now, ==, path);
    }
  desk_shell (desk, check);
  desk_lectern (desk, "jobs", 0);
  desk_assert_says (desk->out, "bad1.mp4");
  desk_assert_says (desk->out, "bad2.mp4");
}

static void
test_show (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "library", 0);
  desk_assert_says (desk->out, "/" HOME "\n");
  desk_assert_says (desk->out, "20\n");
  desk_lectern (desk, "library --json", 0);
  desk_assert_says (desk->out, "\"lectures\": 20, \"total_bytes\": ");
  desk_lectern (desk, "library move", USAGE);
  desk_lectern (desk, "library sell house", USAGE);
  desk_lectern (desk, "library move a b", USAGE);
}

static void
test_move (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "library move 'the disk/lectern'", 0);
  assert_whole (desk, "the disk/lectern");
  g_assert_false (desk_has (desk, HOME "/lectures"));
  g_assert_false (desk_has (desk, HOME "/lectern.db"));
  /* What is added goes there. */
  desk_shell (desk, "echo 3 > bad3.mp4");
  desk_lectern (desk, "add bad3.mp4", 0);
  g_assert_false (desk_has (desk, HOME "/lectern.db"));
  desk_lectern (desk, "library move other", 0);
  assert_whole (desk, "other");
  g_assert_false (desk_has (desk, "the disk/lectern"));
  desk_lectern (desk, "library move " HOME, 0);
  assert_whole (desk, HOME);
  g_assert_false (desk_has (desk, HOME "/moved-to"));
  g_assert_false (desk_has (desk, "other"));
}

/* What was read of a video is found in the new place. */
static void
test_kept (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4", 0);
  desk_lectern (desk, "library move other", 0);
  desk_lectern (desk, "extract talk.mp4 --layout notes -o notes.pdf --progress json", 0);
  g_assert_null (strstr (desk->err, "\"stage\": \"extract\""));
  desk_lectern (desk, "resegment talk.mp4 --sensitivity high -o high.pdf", 0);
  g_assert_false (desk_has (desk, HOME "/lectures"));
}

static void
test_move_refused (Desk *desk,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->folder, HOME, "lectern.db", NULL);
  sqlite3 *database = NULL;

  /* A program that knows nothing of our locks. */
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "SELECT COUNT(*) FROM jobs", NULL, NULL, NULL), ==, SQLITE_OK);
  desk_lectern (desk, "library move other", NOT_WRITABLE);
  sqlite3_close (database);
  desk_shell (desk, "mkdir full && echo 1 > full/file");
  desk_lectern (desk, "library move full", EXISTS);
  desk_lectern (desk, "library move full/file", EXISTS);
  desk_lectern (desk, "library move " HOME "/inside", USAGE);
  desk_lectern (desk, "library move home", USAGE);
  desk_lectern (desk, "library move \"$(printf 'a\\nb')\"", USAGE);
  /* As long as a file system has no room at all. */
  desk_lectern (desk, "library move /proc/lectern", lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
  desk_run (desk, "flock -s " HOME "/library.lock \"$LECTERN\" library move other");
  g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
  desk_assert_says (desk->err, "another program works with the library");
  assert_whole (desk, HOME);
  g_assert_false (desk_has (desk, "other"));
  desk_shell (desk, "ln -s /etc/passwd " HOME "/lectures/link");
  desk_lectern (desk, "library move other", USAGE);
  desk_assert_says (desk->err, "lectures/link is a link");
}

/* Nobody works with a library that is on its way. */
/* Whatever way leads into the library: a copy in there would go with what is left over. */
static void
test_move_by_link (Desk *desk,
                   gconstpointer data)
{
  desk_shell (desk, "ln -s " HOME "/lectures link");
  desk_lectern (desk, "library move link/inside", USAGE);
  desk_lectern (desk, "library move link/not/there/yet", USAGE);
  desk_lectern (desk, "library move link", USAGE);
  desk_lectern (desk, "library back-up link/inside", USAGE);
  assert_whole (desk, HOME);

  /* The same where the library itself is reached by a link. */
  desk_shell (desk, "mv home real && ln -s real home");
  desk_lectern (desk, "library move real/lectern/lectures/inside", USAGE);
  assert_whole (desk, HOME);
  /* A link to another place is as good as that. */
  desk_shell (desk, "mkdir disk && ln -s disk other");
  desk_lectern (desk, "library move other/lectern", 0);
  assert_whole (desk, "other/lectern");
  g_assert_true (desk_has (desk, "disk/lectern/lectern.db"));
}

static void
test_move_alone (Desk *desk,
                 gconstpointer data)
{
  desk_run (desk, "flock -x " HOME "/library.lock \"$LECTERN\" jobs");
  g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
  desk_assert_says (desk->err, "is being moved");
  desk_run (desk, "flock -x " HOME "/library.lock \"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
}

/* kill -9 while it is moved: there is one whole library, and the same command goes on. */
static void
test_move_killed (Desk *desk,
                  gconstpointer data)
{
  static const char *const places[] = { "first", "second" };
  guint n_half = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      const char *place = places[i % 2];
      g_autofree char *command =
        g_strdup_printf ("{ \"$LECTERN\" library move %s > /dev/null & sleep 0.%03d; kill -9 $!; wait; } 2> /dev/null",
                         place, g_test_rand_int_range (20, 500));
      g_autofree char *again = g_strconcat ("library move ", place, NULL);
      g_autofree char *mark = g_build_filename (place, "moving-from", NULL);

      desk_run (desk, command);
      n_half += desk_has (desk, mark) ? 1 : 0;
      assert_whole (desk, NULL);
      desk_lectern (desk, again, 0);
      assert_whole (desk, place);
      g_assert_false (desk_has (desk, mark));
      g_assert_false (desk_has (desk, HOME "/left-over"));
      g_assert_false (desk_has (desk, places[(i + 1) % 2]));
      g_assert_false (desk_has (desk, HOME "/lectures"));
    }
  g_test_message ("%u of %d were killed while files were copied", n_half, N_KILLS);
}

/* What a killed one has left is no library, and what it had not removed yet is none any more. */
static void
test_move_half (Desk *desk,
                gconstpointer data)
{
  desk_shell (desk, "mkdir half && printf '%s\\nsome boot\\n' \"$PWD/" HOME "\" > half/moving-from && "
                    "cp " HOME "/lectern.db half/");
  desk_lectern (desk, "library use half", USAGE);
  desk_assert_says (desk->err, "only a part");
  /* What has gone from the library meanwhile does not come with it. */
  desk_shell (desk, "mkdir -p half/lectures/gone && echo 1 > half/lectures/gone/file");
  desk_lectern (desk, "library move half", 0);
  assert_whole (desk, "half");

  desk_shell (desk, "mkdir " HOME "/lectures && echo 1 > " HOME "/lectures/file && "
                    "printf '%s\\n%s\\n' \"$PWD/" HOME "\" \"$PWD/half\" > " HOME "/left-over");
  desk_lectern (desk, "library use " HOME, USAGE);
  desk_assert_says (desk->err, "only what is left");
  desk_lectern (desk, "library", 0);
  desk_assert_says (desk->err, "not all has been removed yet from");
  desk_lectern (desk, "library move half", 0);
  g_assert_false (desk_has (desk, HOME "/lectures"));
  assert_whole (desk, "half");

  /* Killed when all was done, but for taking the mark away. */
  desk_shell (desk, "printf '%s\\nsome boot\\n' \"$PWD/" HOME "\" > half/moving-from");
  desk_lectern (desk, "library move half", 0);
  assert_whole (desk, "half");
  g_assert_false (desk_has (desk, "half/moving-from"));
}

/* A drive that is not there: said, and no other library begun. */
static void
test_not_there (Desk *desk,
                gconstpointer data)
{
  static const char *const commands[] = { "library", "jobs", "run", "extract talk.mp4", "free", "library move third" };

  desk_lectern (desk, "library move drive", 0);
  desk_shell (desk, "mv drive unplugged && mkdir drive");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      desk_lectern (desk, commands[i], NOT_FOUND);
      desk_assert_says (desk->err, "which is not there");
    }
  desk_lectern (desk, "doctor", NOT_FOUND);
  desk_assert_says (desk->out, "which is not there");
  desk_shell (desk, "rmdir drive");
  g_assert_false (desk_has (desk, HOME "/lectern.db"));
  desk_lectern (desk, "library use unplugged", 0);
  assert_whole (desk, "unplugged");
}

static void
test_back_up (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "library back-up copy", 0);
  desk_assert_says (desk->err, "20 lectures in the back-up, 20 new or changed");
  assert_whole (desk, HOME);
  desk_lectern (desk, "library back-up copy", 0);
  desk_assert_says (desk->err, "20 lectures in the back-up, 0 new or changed");
  /* One has changed, one is new, somebody works on a third. */
  desk_shell (desk, "cd " HOME "/lectures && echo x | tee 1010*/pictures/1.jpg && cp -r 1111* "
                    "$(printf 'a%.0s' $(seq 64)) && echo y | tee 1212*/state.json");
  desk_shell (desk, "flock -x " HOME "/lectures/1212*/lock \"$LECTERN\" library back-up copy");
  desk_assert_says (desk->err, "21 lectures in the back-up, 2 new or changed");
  desk_assert_says (desk->err, "1 lecture is being worked on");
  desk_shell (desk, "cmp " HOME "/lectures/1010*/pictures/1.jpg copy/lectures/1010*/pictures/1.jpg");
  desk_shell (desk, "[ \"$(cat copy/lectures/1212*/state.json)\" = '{}' ]");
  desk_lectern (desk, "library back-up copy", 0);
  desk_assert_says (desk->err, "21 lectures in the back-up, 1 new or changed");
  /* What is gone stays in the copy. */
  desk_shell (desk, "rm -r " HOME "/lectures/1010*");
  desk_lectern (desk, "library back-up copy", 0);
  desk_assert_says (desk->err, "21 lectures in the back-up, 0 new or changed");
  /* What is kept of a job alone is copied, too. */
  desk_shell (desk, "shelf=" HOME "/lectures/jobs/$(printf 'b%.0s' $(seq 64)); mkdir -p $shelf && "
                    "cp -r " HOME "/lectures/1111* $shelf");
  desk_lectern (desk, "library back-up copy", 0);
  desk_assert_says (desk->err, "22 lectures in the back-up, 1 new or changed");
  desk_lectern (desk, "library back-up copy", 0);
  desk_assert_says (desk->err, "22 lectures in the back-up, 0 new or changed");

  desk_shell (desk, "mkdir full && echo 1 > full/file");
  desk_lectern (desk, "library back-up full", EXISTS);
  desk_lectern (desk, "library back-up " HOME, USAGE);
  desk_lectern (desk, "library back-up " HOME "/inside", USAGE);
}

/* The first one is no library before it is whole; the next one goes on. */
static void
test_back_up_killed (Desk *desk,
                     gconstpointer data)
{
  for (guint i = 0; i < N_KILLS / 2; i++)
    {
      g_autofree char *command =
        g_strdup_printf ("{ \"$LECTERN\" library back-up copy > /dev/null & "
                         "sleep 0.%03d; kill -9 $!; wait; } 2> /dev/null",
                         g_test_rand_int_range (20, 400));

      desk_run (desk, command);
      if (!desk_has (desk, "copy/lectern.db"))
        desk_lectern (desk, "library use copy", NOT_FOUND);
      assert_whole (desk, HOME);
    }
  /* As one that was killed while it copied the database. */
  desk_shell (desk, "touch copy/.lectern-01234567.tmp copy/.lectern-01234567.tmp-beside");
  desk_lectern (desk, "library back-up copy", 0);
  desk_shell (desk, "[ -z \"$(find copy -name '.lectern-*' -o -name '*.pending')\" ]");
  desk_shell (desk, "rm -r home");
  desk_lectern (desk, "library use copy", 0);
  assert_whole (desk, "copy");
}

static void
test_use (Desk *desk,
          gconstpointer data)
{
  desk_lectern (desk, "library back-up copy", 0);
  desk_lectern (desk, "library use copy", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/copy\n"));
  assert_whole (desk, "copy");
  g_assert_true (desk_has (desk, HOME "/lectern.db"));
  desk_lectern (desk, "library use " HOME, 0);
  assert_whole (desk, HOME);

  desk_shell (desk, "mkdir empty broken newer && seq 10000 > broken/lectern.db && cp copy/lectern.db newer");
  desk_lectern (desk, "library use empty", NOT_FOUND);
  desk_lectern (desk, "library use none", NOT_FOUND);
  desk_lectern (desk, "library use broken", PROTOCOL);
  {
    g_autofree char *path = g_build_filename (desk->folder, "newer", "lectern.db", NULL);
    sqlite3 *database = NULL;

    g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_exec (database, "INSERT INTO schema_migrations VALUES (999, 0)", NULL, NULL, NULL), ==,
                     SQLITE_OK);
    sqlite3_close (database);
  }
  desk_lectern (desk, "library use newer", PROTOCOL);
  desk_assert_says (desk->err, "newer version");
  desk_run (desk, "flock -s " HOME "/library.lock \"$LECTERN\" library use copy");
  g_assert_cmpint (desk->exit_code, ==, NOT_WRITABLE);
  assert_whole (desk, HOME);
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/library/show", test_show },
    { "/library/move", test_move },
    { "/library/kept", test_kept },
    { "/library/move-refused", test_move_refused },
    { "/library/move-by-link", test_move_by_link },
    { "/library/move-alone", test_move_alone },
    { "/library/move-killed", test_move_killed },
    { "/library/move-half", test_move_half },
    { "/library/not-there", test_not_there },
    { "/library/back-up", test_back_up },
    { "/library/back-up-killed", test_back_up_killed },
    { "/library/use", test_use },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
