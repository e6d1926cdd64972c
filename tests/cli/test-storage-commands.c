/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lectures take on the disk, as a user sees and frees it. Each test has a library and a trash
 * of its own.
 */
#include <stdlib.h>

#include "base/error.h"
#include "cli/desk.h"

#define USAGE lec_error_get_exit_code (LEC_ERROR_USAGE)
#define KEPT  "home/lectern/lectures"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk_set_up_at_home (desk, data);
  /* The trash for files on the disk of this folder is in the data folder then. */
  g_assert_true (g_setenv ("HOME", desk->folder, TRUE));
}

/* A number in the last line that "lectern free --json @arguments" prints. */
static gint64
ask (Desk *desk,
     const char *arguments,
     const char *member)
{
  g_autofree char *command = g_strdup_printf ("\"$LECTERN\" free --json %s | tail -n 1", arguments);
  g_autoptr (JsonNode) node = NULL;

  desk_shell (desk, command);
  node = json_from_string (desk->out, NULL);
  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return json_object_get_int_member (json_node_get_object (node), member);
}

static void
test_show (Desk *desk,
           gconstpointer data)
{
  gint64 total = 0, video = 0;

  desk_lectern (desk, "free", 0);
  desk_assert_says (desk->out, "0 lectures");
  desk_lectern (desk, "extract talk.mp4", 0);
  desk_lectern (desk, "free", 0);
  desk_assert_says (desk->out, "  talk\n");
  desk_assert_says (desk->out, "  1 lecture\n");
  desk_run (desk, "\"$LECTERN\" free --json");
  desk_assert_says (desk->out, "\"title\": \"talk\", \"state\": \"finished\", ");
  desk_assert_says (desk->out, "/talk.mp4\"");
  total = ask (desk, "", "total_bytes");
  desk_run (desk, "find " KEPT " -type f -printf '%s\\n' | awk '{ s += $1 } END { print s }'");
  g_assert_cmpint (total, ==, atoll (desk->out));
  desk_run (desk, "stat -c %s talk.mp4");
  video = atoll (desk->out);
  g_assert_cmpint (ask (desk, "", "video_bytes"), ==, video);
  desk_lectern (desk, "free none.mp4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

/* The lecture is as it was; the video is read again only for other settings. */
static void
test_work (Desk *desk,
           gconstpointer data)
{
  gint64 work = 0, total = 0;

  desk_lectern (desk, "extract talk.mp4", 0);
  desk_shell (desk, "cp talk.pdf before.pdf");
  work = ask (desk, "", "work_bytes");
  total = ask (desk, "", "total_bytes");
  g_assert_cmpint (work, >, 0);
  desk_lectern (desk, "free --work --dry-run", 0);
  desk_assert_says (desk->err, "would be freed");
  g_assert_cmpint (ask (desk, "", "total_bytes"), ==, total);
  g_assert_cmpint (ask (desk, "--work --dry-run", "freed_bytes"), ==, work);
  desk_lectern (desk, "free --work talk.mp4", 0);
  desk_assert_says (desk->err, " freed");
  g_assert_cmpint (ask (desk, "", "total_bytes"), ==, total - work);
  g_assert_cmpint (ask (desk, "", "work_bytes"), ==, 0);

  desk_lectern (desk, "extract talk.mp4 --force --progress json", 0);
  g_assert_null (strstr (desk->err, "\"stage\": \"extract\""));
  desk_shell (desk, "cmp talk.pdf before.pdf");
  desk_lectern (desk, "free --work", 0);
  desk_lectern (desk, "resegment talk.mp4 --sensitivity high -o other.pdf", USAGE);
  desk_lectern (desk, "extract talk.mp4 --sensitivity high -o other.pdf --progress json", 0);
  desk_assert_says (desk->err, "\"stage\": \"extract\"");
}

/* A folder that somebody works in, and half of a lecture that somebody has left. */
static void
test_locked (Desk *desk,
             gconstpointer data)
{
  desk_shell (desk, "{ \"$LECTERN\" extract talk.mp4 2> /dev/null & for i in $(seq 500); do "
                    "ls " KEPT "/*/state.json && break; sleep 0.02; done; kill -9 $!; wait; ls " KEPT "; }");
  desk_lectern (desk, "free --json", 0);
  desk_assert_says (desk->out, "\"state\": \"half-read\"");
  desk_shell (desk, "flock -x " KEPT "/*/lock \"$LECTERN\" free --work; ls " KEPT "/*/state.json");
  desk_assert_says (desk->out, "state.json");
  desk_assert_says (desk->err, "is being worked on");
  desk_lectern (desk, "free --work", 0);
  desk_run (desk, "ls " KEPT);
  g_assert_cmpstr (desk->out, ==, "");
}

static void
test_videos (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4", 0);
  desk_lectern (desk, "free --videos --dry-run", 0);
  desk_assert_says (desk->out, "/talk.mp4\n");
  desk_assert_says (desk->err, "would be moved to the trash");
  g_assert_true (desk_has (desk, "talk.mp4"));

  /* It is not what was read. */
  desk_shell (desk, "mv talk.mp4 kept.mp4; cp kept.mp4 talk.mp4; echo >> talk.mp4");
  desk_lectern (desk, "free --videos", 0);
  desk_assert_says (desk->err, "stays: it is no longer what was read");
  g_assert_true (desk_has (desk, "talk.mp4"));
  /* A job needs it. */
  desk_shell (desk, "mv kept.mp4 talk.mp4");
  desk_lectern (desk, "add talk.mp4 --layout notes", 0);
  desk_lectern (desk, "free --videos", 0);
  desk_assert_says (desk->err, "stays: a job in the queue needs it");
  desk_lectern (desk, "cancel 1", 0);

  desk_lectern (desk, "free --videos", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/talk.mp4\n"));
  desk_assert_says (desk->err, "1 video (");
  g_assert_false (desk_has (desk, "talk.mp4"));
  g_assert_true (desk_has (desk, "home/Trash/files/talk.mp4"));
  desk_lectern (desk, "free --videos", 0);
  g_assert_cmpstr (desk->out, ==, "");

  /* The lecture still goes by its name. */
  desk_lectern (desk, "edit talk.mp4 retitle 1 'By another name'", 0);
  desk_lectern (desk, "edit talk.mp4", 0);
  desk_assert_says (desk->out, "By another name");
  g_assert_cmpint (ask (desk, "talk.mp4", "lectures"), ==, 1);
  desk_lectern (desk, "edit other.mp4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_assert_says (desk->err, "no such file");
}

static void
test_older_than (Desk *desk,
                 gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4", 0);
  g_assert_cmpint (ask (desk, "--older-than 1", "lectures"), ==, 0);
  desk_shell (desk, "touch -d '3 days ago' " KEPT "/*/state.json");
  g_assert_cmpint (ask (desk, "--older-than 4", "lectures"), ==, 0);
  g_assert_cmpint (ask (desk, "--older-than 2", "lectures"), ==, 1);
  desk_lectern (desk, "free --work --older-than 4", 0);
  g_assert_cmpint (ask (desk, "", "work_bytes"), >, 0);
  desk_lectern (desk, "free --older-than 0", USAGE);
  desk_lectern (desk, "free --older-than never", USAGE);
}

/* A lecture that was read, of which not all is done; @id is one digit. */
static void
put_old_lecture (Desk *desk,
                 char id,
                 guint days)
{
  g_autofree char *command =
    g_strdup_printf ("mkdir -p " KEPT "/$(printf '%c%%.0s' $(seq 64)) && cd " KEPT "/%c* && "
                     "echo '{\"version\": 1, \"next\": 2, \"content_id\": \"\", \"options\": {}}' > state.json && "
                     "touch -d '%u days ago' state.json",
                     id, id, days);

  desk_shell (desk, command);
}

static guint
count_kept (Desk *desk)
{
  desk_run (desk, "ls " KEPT " | wc -l");
  return (guint) atoi (desk->out);
}

/* Nothing goes by itself because it is old, unless that was asked for. */
static void
test_expire (Desk *desk,
             gconstpointer data)
{
  static const struct
  {
    const char *command;
    guint n_left;
  } cases[] = {
    { "\"$LECTERN\" run", 2 },
    { "\"$LECTERN\" run --expire 99", 1 },
    { "timeout -s INT 2 \"$LECTERN\" watch videos; true", 2 },
    { "timeout -s INT 2 \"$LECTERN\" watch --expire 99 videos; true", 1 },
  };

  desk_shell (desk, "mkdir videos");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_shell (desk, "rm -rf home");
      put_old_lecture (desk, '1', 100);
      put_old_lecture (desk, '2', 98);
      desk_shell (desk, cases[i].command);
      g_assert_cmpuint (count_kept (desk), ==, cases[i].n_left);
    }
  desk_lectern (desk, "run --expire 0", USAGE);
  desk_lectern (desk, "watch --expire soon videos", USAGE);
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/storage-commands/show", test_show },
    { "/storage-commands/work", test_work },
    { "/storage-commands/locked", test_locked },
    { "/storage-commands/videos", test_videos },
    { "/storage-commands/older-than", test_older_than },
    { "/storage-commands/expire", test_expire },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
