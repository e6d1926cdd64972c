/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that is full at each write: the reason is told, nothing half-written is left, and when
 * there is room it goes on. The disk is a small file system in memory, in a name space of its own;
 * where that may not be made the tests are skipped.
 */
#include "base/error.h"
#include "cli/desk.h"

#define NO_SPACE "No space left on device"

/* What a script in the name space prints about itself. */
static int
get_number (Desk *desk,
            const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s=", name);
  const char *found = strstr (desk->out, key);

  g_assert_nonnull (found);
  return atoi (found + strlen (key));
}

/* @script: finds a disk of @size below "disk"; "grow" makes room on it. Returns: FALSE when the
 * test was skipped */
static gboolean
run_on_disk (Desk *desk,
             const char *size,
             const char *script)
{
  g_autofree char *command = NULL;

  desk_run (desk, "unshare -rm mount -t tmpfs none /mnt");
  if (desk->exit_code != 0)
    {
      g_test_skip ("no file system of its own may be made here");
      return FALSE;
    }

  command = g_strdup_printf ("rm -rf disk out home; mkdir disk out; unshare -rm sh -c '"
                             "mount -t tmpfs -o size=%s none disk; grow () { mount -o remount,size=16m disk; }; %s'",
                             size, script);
  desk_shell (desk, command);
  return TRUE;
}

typedef struct
{
  const char *size;
  const char *what; /* cannot be written */
} Row;

#define EXTRACT "\"$LECTERN\" extract talk.mp4 -o $OUT --images --json --progress none"
/* Counts what the next attempt has made, and what the first has left. */
#define REPORT                                                                                    \
  "echo first=$first second=$? left=$left; echo lines=$(pdftotext $OUT/talk.pdf - | grep -c .); " \
  "echo images=$(ls $OUT/talk-slides | wc -l) half=$(find disk out -name \"*.tmp\" | wc -l)"

static void
assert_rows (Desk *desk,
             const Row *rows,
             gsize n_rows,
             const char *script)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      if (!run_on_disk (desk, rows[i].size, script))
        return;

      g_assert_cmpint (get_number (desk, "first"), ==, lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
      desk_assert_says (desk->err, rows[i].what);
      desk_assert_says (desk->err, NO_SPACE);
      g_assert_cmpint (get_number (desk, "left"), ==, 0);
      g_assert_cmpint (get_number (desk, "second"), ==, 0);
      g_assert_cmpint (get_number (desk, "lines"), >, 3);
      g_assert_cmpint (get_number (desk, "images"), >=, 3);
      g_assert_cmpint (get_number (desk, "half"), ==, 0);
    }
}

/* What is kept of the video. */
static void
test_kept (Desk *desk,
           gconstpointer data)
{
  static const Row rows[] = {
    { "16k", "pictures/" },
    { "200k", "lectures/" },
    { "512k", "lectures/" },
    { "1m", "lectures/" }
  };

  assert_rows (desk, rows, G_N_ELEMENTS (rows),
               "export XDG_DATA_HOME=\"$PWD/disk\" OUT=out; " EXTRACT
               "; first=$?; left=$(ls -A out | wc -l); grow; " EXTRACT "; " REPORT);
}

/* What is placed for the user. */
static void
test_outputs (Desk *desk,
              gconstpointer data)
{
  static const Row rows[] = {
    { "4k", "slide-001.jpg" },
    { "128k", "slide-00" },
    { "384k", "talk.pdf" }
  };

  assert_rows (desk, rows, G_N_ELEMENTS (rows),
               "export XDG_DATA_HOME=\"$PWD/home\" OUT=disk; " EXTRACT
               "; first=$?; left=$(ls -A disk | wc -l); grow; " EXTRACT "; " REPORT);
}

/* The database: no job is lost that was said to be added. */
static void
test_database (Desk *desk,
               gconstpointer data)
{
  static const Row rows[] = { { "16k", "lectern.db" }, { "100k", "lectern.db" }, { "300k", "lectern.db" } };

  assert_rows (desk, rows, G_N_ELEMENTS (rows),
               "export XDG_DATA_HOME=\"$PWD/disk\" OUT=out; \"$LECTERN\" add talk.mp4 -o out --images; added=$?; "
               "\"$LECTERN\" run; first=$?; left=$(ls -A out | wc -l); grow; "
               "[ $added = 0 ] || \"$LECTERN\" add talk.mp4 -o out --images; \"$LECTERN\" run; " REPORT);
}

/* While a job is worked on: it waits, and goes on by itself. */
static void
test_meanwhile (Desk *desk,
                gconstpointer data)
{
  static const char script[] =
    "export XDG_DATA_HOME=\"$PWD/disk\" OUT=out; \"$LECTERN\" add talk.mp4 -o out --images; "
    "\"$LECTERN\" run --progress lines 2> told & "
    "until grep -q \"tried again later\" told; do kill -0 $! || break; sleep 0.05; done; "
    "left=$(ls -A out | wc -l); first=0; grow; wait $!; " REPORT "; cat told";

  if (!run_on_disk (desk, "1m", script))
    return;

  desk_assert_says (desk->out, NO_SPACE "; tried again later");
  g_assert_cmpint (get_number (desk, "left"), ==, 0);
  g_assert_cmpint (get_number (desk, "second"), ==, 0);
  g_assert_cmpint (get_number (desk, "lines"), >, 3);
  g_assert_cmpint (get_number (desk, "half"), ==, 0);
}

/* Of a disk without any room what is on it can be looked at, and be freed. */
static void
test_way_out (Desk *desk,
              gconstpointer data)
{
  static const char script[] =
    "export XDG_DATA_HOME=\"$PWD/disk\" TMPDIR=\"$PWD/disk\"; \"$LECTERN\" add talk.mp4 -o out; "
    "\"$LECTERN\" run --progress none; cat /dev/zero > disk/fill; "
    "\"$LECTERN\" jobs && \"$LECTERN\" show 1 && \"$LECTERN\" log 1 && \"$LECTERN\" edit 1 && \"$LECTERN\" free; "
    "echo looked=$?; \"$LECTERN\" free --work; echo freed=$?; \"$LECTERN\" free; "
    "\"$LECTERN\" retry 1; echo changed=$?; ls -A disk /dev/shm";

  if (!run_on_disk (desk, "8m", script))
    return;

  g_assert_cmpint (get_number (desk, "looked"), ==, 0);
  desk_assert_says (desk->out, "completed");
  desk_assert_says (desk->out, "talk\n");
  g_assert_cmpint (get_number (desk, "freed"), ==, 0);
  /* Nothing is left of copies. */
  g_assert_null (strstr (desk->out, "lectern-database"));
  desk_assert_says (desk->err, "freed");
  g_assert_null (strstr (desk->err, "\n0 bytes freed"));
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  desk_shop_open (&shop);
  g_test_add ("/full-disk/kept", Desk, &shop, desk_set_up, test_kept, desk_tear_down);
  g_test_add ("/full-disk/outputs", Desk, &shop, desk_set_up, test_outputs, desk_tear_down);
  g_test_add ("/full-disk/database", Desk, &shop, desk_set_up, test_database, desk_tear_down);
  g_test_add ("/full-disk/meanwhile", Desk, &shop, desk_set_up, test_meanwhile, desk_tear_down);
  g_test_add ("/full-disk/way-out", Desk, &shop, desk_set_up, test_way_out, desk_tear_down);
  status = g_test_run ();
  desk_shop_close (&shop);

  return status;
}
