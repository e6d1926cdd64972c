/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program as a user meets it when the video, the disk or the name is bad: one line with a
 * reason, the documented exit code, what was found so far where there is something, and nothing
 * left behind.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/desk.h"

#define INCOMPLETE   17
#define INTERRUPTED  130
#define TS_PACKET    188
#define LONG_NAME    251 /* with ".mp4" the longest there is */
#define LECTURES     "data/lectern/lectures"
#define NO_OVERRIDES "setpriv --bounding-set=-dac_override,-dac_read_search "

/* The videos that the bad ones are made of. */
static const struct
{
  const char *name;
  const char *arguments;
} videos[] = {
  { "talk.mp4", "builds --seed 106 --seconds 30 --size 320x180" },
  { "talk.mkv", "builds --seed 106 --seconds 30 --size 320x180 --container mkv" },
  { "talk.ts", "builds --seed 106 --seconds 14 --size 320x180 --container ts --gop 50" },
  { "talk.fmp4", "builds --seed 106 --seconds 30 --size 320x180 --container fmp4" },
  { "long.mkv", "cuts --seed 5 --seconds 120 --size 320x180 --container mkv" },
};

/* A folder with a data folder of its own; @data is where the good videos are. */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *lectures = NULL;

  desk->folder = g_dir_make_tmp ("lectern-bad-XXXXXX", NULL);
  lectures = g_build_filename (desk->folder, "data", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", lectures, TRUE));
  g_assert_true (g_setenv ("VIDEOS", data, TRUE));
}

/* What lies in a folder, all levels, sorted. */
static char *
list (Desk *desk,
      const char *folder)
{
  g_autofree char *command = g_strdup_printf ("find %s -mindepth 1 2>/dev/null | sort; true", folder);
  g_autofree char *out = g_steal_pointer (&desk->out);
  g_autofree char *err = g_steal_pointer (&desk->err);
  int exit_code = desk->exit_code;
  char *names = NULL;

  desk_run (desk, command);
  names = g_steal_pointer (&desk->out);
  g_free (desk->err);
  desk->out = g_steal_pointer (&out);
  desk->err = g_steal_pointer (&err);
  desk->exit_code = exit_code;
  return names;
}

/* One line, the last one; before it there is only progress. */
static void
assert_reason (Desk *desk,
               const char *part)
{
  g_autofree char *text = g_strdup (desk->err);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  guint n_lines = g_strv_length (lines);

  g_assert_cmpuint (n_lines, >, 0);
  for (guint i = 0; i + 1 < n_lines; i++)
    g_assert_nonnull (strstr (lines[i], " %, "));
  g_assert_true (g_str_has_prefix (lines[n_lines - 1], "lectern: "));
  if (strstr (lines[n_lines - 1], part) == NULL)
    g_error ("“%s” does not say “%s”", lines[n_lines - 1], part);
}

/* Runs a command that fails, and leaves everything as it was. */
static void
assert_fails (Desk *desk,
              const char *command,
              LecError code,
              const char *reason)
{
  g_autofree char *before = list (desk, ". -not -path './data*'");
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (code));
  assert_reason (desk, reason);
  after = list (desk, ". -not -path './data*'");
  g_assert_cmpstr (before, ==, after);
  kept = list (desk, LECTURES);
  g_assert_cmpstr (kept, ==, "");
}

/* Only a part: said, written, and told from a whole one by the exit code. */
static void
assert_incomplete (Desk *desk,
                   const char *command,
                   const char *pdf)
{
  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, INCOMPLETE);
  g_assert_nonnull (strstr (desk->err, "read "));
  g_assert_nonnull (strstr (desk->err, "the slides up to there are kept"));
  g_assert_true (g_str_has_suffix (g_strchomp (desk->out), pdf));
  g_assert_true (desk_has (desk, pdf));
}

/* --- Making bad videos of good ones. --- */

static char *
read_video (Desk *desk,
            const char *name,
            gsize *length)
{
  g_autofree char *path = g_build_filename (g_getenv ("VIDEOS"), name, NULL);
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

static void
write_video (Desk *desk,
             const char *name,
             const char *bytes,
             gsize length)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
truncate_video (Desk *desk,
                const char *source,
                const char *target,
                guint percent)
{
  gsize length = 0;
  g_autofree char *bytes = read_video (desk, source, &length);

  write_video (desk, target, bytes, length * percent / 100);
}

/* Noise where something was, from 40 to 50 %. */
static void
damage_video (Desk *desk,
              const char *source,
              const char *target)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  gsize length = 0;
  g_autofree char *bytes = read_video (desk, source, &length);

  for (gsize i = length * 4 / 10; i < length / 2; i++)
    bytes[i] = (char) g_rand_int_range (dice, 0, 256);
  write_video (desk, target, bytes, length);
}

/* Overwrites a length in a box of an mp4 file, wherever there is one. */
static void
clear_duration (char *bytes,
                gsize length,
                const char *box,
                gsize offset)
{
  for (gsize i = 0; i + offset + 4 <= length; i++)
    if (memcmp (bytes + i, box, 4) == 0)
      memset (bytes + i + offset, 0, 4);
}

/* By a pipeline of GStreamer, whose words are those of gst-launch-1.0. */
G_GNUC_PRINTF (1, 2)
static void
make_video (const char *format,
            ...)
{
  g_autofree char *description = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;
  va_list args;

  va_start (args, format);
  description = g_strdup_vprintf (format, args);
  va_end (args);
  pipeline = gst_parse_launch (description, &error);
  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  bus = gst_element_get_bus (pipeline);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* --- Files that are no video. --- */

static void
test_no_video (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *command;
    LecError code;
    const char *reason;
  } cases[] = {
    { "\"$LECTERN\" extract missing.mp4", LEC_ERROR_NOT_FOUND, "missing.mp4: no such file" },
    { "\"$LECTERN\" extract empty.mp4", LEC_ERROR_NOT_A_VIDEO, "empty.mp4: the file is empty" },
    { "\"$LECTERN\" extract text.mp4", LEC_ERROR_NOT_A_VIDEO, "text.mp4 is not a video" },
    { "\"$LECTERN\" extract folder.mp4", LEC_ERROR_NOT_A_VIDEO, "folder.mp4: a folder, not a video" },
    { "\"$LECTERN\" extract pipe.mp4", LEC_ERROR_NOT_A_VIDEO, "not a regular file" },
    { "\"$LECTERN\" extract text.mp4/below.mp4", LEC_ERROR_NOT_FOUND, "no such file" },
    { "\"$LECTERN\" extract text.mp4 -o new/folder", LEC_ERROR_NOT_A_VIDEO, "text.mp4 is not a video" },
    { "\"$LECTERN\" extract \"$VIDEOS/talk.mp4\" text.mp4 --join -o new", LEC_ERROR_NOT_A_VIDEO, "text.mp4" },
    { "\"$LECTERN\" extract \"$VIDEOS/talk.mp4\" --from 1:00:00 -o new", LEC_ERROR_USAGE, "after the end" },
    { "\"$LECTERN\" probe text.mp4", LEC_ERROR_NOT_A_VIDEO, "text.mp4 is not a video" },
    { "\"$LECTERN\" resegment text.mp4", LEC_ERROR_NOT_FOUND, "nothing is kept" },
  };

  desk_run (desk, ": > empty.mp4; echo 'just some text' > text.mp4; mkdir folder.mp4; mkfifo pipe.mp4");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (desk, cases[i].command, cases[i].code, cases[i].reason);
}

static void
test_only_sound (Desk *desk,
                 gconstpointer data)
{
  gint64 start_us = 0;

  make_video ("audiotestsrc num-buffers=100 ! wavenc ! filesink location=%s/sound.wav", desk->folder);
  make_video ("audiotestsrc num-buffers=100 ! vorbisenc ! matroskamux ! filesink location=%s/sound.mkv",
              desk->folder);
  start_us = g_get_monotonic_time ();
  assert_fails (desk, "\"$LECTERN\" extract sound.wav", LEC_ERROR_NOT_A_VIDEO, "holds only sound");
  assert_fails (desk, "\"$LECTERN\" extract sound.mkv", LEC_ERROR_NOT_A_VIDEO, "sound.mkv holds");
  /* It is not waited for pictures until the watchdog barks. */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 25 * G_USEC_PER_SEC);
}

/* --- Videos that are not whole. --- */

/* Without its end an mp4 has no index. */
static void
test_no_index (Desk *desk,
               gconstpointer data)
{
  static const guint percents[] = { 10, 50, 90 };

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      truncate_video (desk, "talk.mp4", "cut.mp4", percents[i]);
      assert_fails (desk, "\"$LECTERN\" extract cut.mp4", LEC_ERROR_DAMAGED,
                    "cut.mp4 is damaged or incomplete; if you can, copy or download it again");
    }
}

static void
test_truncated (Desk *desk,
                gconstpointer data)
{
  static const struct
  {
    const char *name;
    guint percent;
  } cases[] = { { "fast.mp4", 50 }, { "fast.mp4", 60 }, { "talk.mkv", 50 }, { "long.mkv", 90 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bad = g_strdup_printf ("cut%u-%s", cases[i].percent, cases[i].name);
      g_autofree char *command = g_strdup_printf ("\"$LECTERN\" extract %s -o out/%s.pdf", bad, bad);
      g_autofree char *pdf = g_strdup_printf ("out/%s.pdf", bad);
      g_autofree char *check = g_strdup_printf ("qpdf --check %s", pdf);

      truncate_video (desk, cases[i].name, bad, cases[i].percent);
      assert_incomplete (desk, command, pdf);
      /* What is kept of it says the same. */
      assert_incomplete (desk, command, pdf);
      g_assert_nonnull (strstr (desk->err, "there already"));
      desk_shell (desk, check);
    }
}

/* So little that there may be a slide in it or not: never silently, and never half. */
static void
test_truncated_early (Desk *desk,
                      gconstpointer data)
{
  static const char *const names[] = { "fast.mp4", "talk.mkv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *kept = NULL;

      truncate_video (desk, names[i], "cut.mp4", 10);
      desk_run (desk, "\"$LECTERN\" extract cut.mp4 --force");
      if (desk->exit_code == INCOMPLETE)
        continue;
      g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_DAMAGED));
      assert_reason (desk, "damaged");
      g_assert_false (desk_has (desk, "cut.pdf"));
      kept = list (desk, LECTURES);
      g_assert_cmpstr (kept, ==, "");
    }
}

/* These have no length that they could fall short of: but they end in the middle of something. */
static void
test_truncated_stream (Desk *desk,
                       gconstpointer data)
{
  static const char *const names[] = { "talk.fmp4", "talk.ts" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      truncate_video (desk, names[i], "cut.mp4", 61);
      desk_run (desk, "\"$LECTERN\" extract cut.mp4 --force");
      g_assert_cmpint (desk->exit_code, ==, INCOMPLETE);
      g_assert_nonnull (strstr (desk->err, "the slides up to there are kept"));
      g_assert_true (desk_has (desk, "cut.pdf"));
    }
}

static void
test_damaged (Desk *desk,
              gconstpointer data)
{
  static const char *const names[] = { "fast.mp4", "talk.mkv", "talk.ts" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *command = g_strdup_printf ("\"$LECTERN\" extract %s -o bad.pdf --force && qpdf --check bad.pdf",
                                                  names[i]);

      damage_video (desk, names[i], names[i]);
      desk_run (desk, command);
      g_assert_true (desk->exit_code == 0 || desk->exit_code == INCOMPLETE);
      if (desk->exit_code == INCOMPLETE)
        g_assert_nonnull (strstr (desk->err, "damaged or incomplete: read 0:"));
    }
}

/* A recording that was joined while it ran: the first pictures cannot be decoded. */
static void
test_late_keyframe (Desk *desk,
                    gconstpointer data)
{
  gsize length = 0;
  g_autofree char *bytes = read_video (desk, "talk.ts", &length);
  gsize skipped = length / TS_PACKET / 10 * TS_PACKET;

  write_video (desk, "late.ts", bytes + skipped, length - skipped);
  desk_shell (desk, "\"$LECTERN\" extract late.ts && qpdf --check late.pdf");
}

/* The header says that it lasts no time at all. */
static void
test_zero_duration (Desk *desk,
                    gconstpointer data)
{
  gsize length = 0;
  g_autofree char *bytes = read_video (desk, "talk.mp4", &length);

  clear_duration (bytes, length, "mvhd", 20);
  clear_duration (bytes, length, "mdhd", 20);
  clear_duration (bytes, length, "tkhd", 24);
  write_video (desk, "zero.mp4", bytes, length);
  desk_shell (desk, "\"$LECTERN\" extract zero.mp4 && qpdf --check zero.pdf");
}

/* --- Videos of an odd shape. --- */

static void
test_one_frame (Desk *desk,
                gconstpointer data)
{
  make_video ("videotestsrc num-buffers=1 ! video/x-raw,width=320,height=180 ! x264enc ! matroskamux ! "
              "filesink location=%s/one.mkv",
              desk->folder);
  desk_run (desk, "\"$LECTERN\" extract one.mkv");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NO_SLIDES));
  assert_reason (desk, "one.mkv: no slides found");
  g_assert_false (desk_has (desk, "one.pdf"));
}

static void
test_hour_of_one_picture (Desk *desk,
                          gconstpointer data)
{
  make_video ("filesrc location=%s/page.png ! pngdec ! videoconvert ! imagefreeze num-buffers=3600 ! "
              "video/x-raw,framerate=1/1 ! x264enc speed-preset=ultrafast key-int-max=3600 ! mp4mux ! "
              "filesink location=%s/hour.mp4",
              g_getenv ("VIDEOS"), desk->folder);
  desk_shell (desk, "\"$LECTERN\" extract hour.mp4 --json");
  g_assert_nonnull (strstr (desk->err, "1 slide"));
  desk_shell (desk, "grep -c '\"number\"' hour.json; grep -q '\"end_s\" *: *3[56][0-9][0-9]' hour.json");
  g_assert_cmpstr (desk->out, ==, "1\n");
}

static void
test_sizes (Desk *desk,
            gconstpointer data)
{
  static const struct
  {
    int width;
    int height;
    int n_frames;
  } cases[] = { { 16, 16, 40 }, { 7680, 4320, 8 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      make_video ("filesrc location=%s/page.png ! pngdec ! videoconvert ! videoscale ! "
                  "video/x-raw,width=%d,height=%d,pixel-aspect-ratio=1/1 ! imagefreeze num-buffers=%d ! "
                  "video/x-raw,framerate=4/1 ! jpegenc ! matroskamux ! filesink location=%s/size.mkv",
                  g_getenv ("VIDEOS"), cases[i].width, cases[i].height, cases[i].n_frames, desk->folder);
      desk_shell (desk, "\"$LECTERN\" extract size.mkv --force && qpdf --check size.pdf");
      g_assert_nonnull (strstr (desk->err, "1 slide"));
    }
}

/* --- Names. --- */

static void
test_names (Desk *desk,
            gconstpointer data)
{
  g_autofree char *long_stem = g_strnfill (LONG_NAME, 'x');
  g_autofree char *long_pdf = g_strnfill (LONG_NAME - 3, 'x');
  const char *const names[][2] = {
    { "a\nb", "a\nb.pdf" },
    { "\360\237\216\223 lecture", "\360\237\216\223 lecture.pdf" },
    { "t\xe4lk", "t\xe4lk.pdf" },
    { "-dash", "-dash.pdf" },
    { "100% sure? #1 & \"more\"", "100% sure? #1 & \"more\".pdf" },
    { long_stem, long_pdf },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat (names[i][0], ".mp4", NULL);
      g_autofree char *quoted = g_shell_quote (name);
      g_autofree char *command = g_strdup_printf ("cp \"$VIDEOS/talk.mp4\" ./%s && \"$LECTERN\" extract --images -- %s",
                                                  quoted, quoted);

      desk_shell (desk, command);
      /* A name of two lines must not become two lines of output. */
      g_assert_cmpuint (g_strrstr (desk->out, "\n") - desk->out, ==, strlen (desk->out) - 1);
      if (i + 1 < G_N_ELEMENTS (names))
        g_assert_true (desk_has (desk, names[i][1]));
    }
  desk_run (desk, "find . -maxdepth 1 -name 'xxx*.pdf' | wc -l");
  g_assert_cmpstr (g_strstrip (desk->out), ==, "1");
}

/* A name must not steer the terminal, neither in a reason. */
static void
test_hostile_name (Desk *desk,
                   gconstpointer data)
{
  desk_run (desk, "name=$(printf 'a\\033[2J\\nb.mp4'); echo text > \"$name\"; \"$LECTERN\" extract \"$name\"");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  g_assert_null (strchr (desk->err, '\033'));
  assert_reason (desk, "is not a video");
}

/* --- What may not be read or written. --- */

/* Root may do everything unless that is taken away. FALSE where it cannot be. */
static gboolean
can_drop_overrides (Desk *desk)
{
  if (geteuid () != 0)
    return TRUE;

  desk_run (desk, "echo x > secret; chmod 0 secret; " NO_OVERRIDES "true && ! " NO_OVERRIDES "cat secret");
  g_chmod (desk->folder, 0700);
  if (desk->exit_code != 0)
    g_test_skip ("root's rights cannot be dropped here");
  return desk->exit_code == 0;
}

static const char *
get_prefix (void)
{
  return geteuid () == 0 ? NO_OVERRIDES : "";
}

static void
test_unreadable (Desk *desk,
                 gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("%s \"$LECTERN\" extract talk.mp4", get_prefix ());

  if (!can_drop_overrides (desk))
    return;
  desk_run (desk, "cp \"$VIDEOS/talk.mp4\" . && chmod 0 talk.mp4");
  assert_fails (desk, command, LEC_ERROR_UNREADABLE, "talk.mp4: you may not read this file");
}

static void
test_not_writable (Desk *desk,
                   gconstpointer data)
{
  g_autofree char *into = g_strdup_printf ("%s \"$LECTERN\" extract talk.mp4 -o closed", get_prefix ());
  g_autofree char *below = g_strdup_printf ("%s \"$LECTERN\" extract talk.mp4 -o closed/new/er", get_prefix ());
  g_autofree char *inside = g_strdup_printf ("cd closed && %s \"$LECTERN\" extract talk.mp4", get_prefix ());
  g_autofree char *beside = g_strdup_printf ("%s \"$LECTERN\" extract closed/talk.mp4", get_prefix ());
  g_autofree char *kept = g_strdup_printf ("XDG_DATA_HOME=closed/data %s \"$LECTERN\" extract talk.mp4 -o kept.pdf",
                                           get_prefix ());

  if (!can_drop_overrides (desk))
    return;
  desk_run (desk, "mkdir closed; cp \"$VIDEOS/talk.mp4\" .; cp talk.mp4 closed; chmod 555 closed");
  assert_fails (desk, into, LEC_ERROR_NOT_WRITABLE, "the folder closed may not be written; choose another with -o");
  assert_fails (desk, below, LEC_ERROR_NOT_WRITABLE, "may not be written; choose another with -o");
  assert_fails (desk, inside, LEC_ERROR_NOT_WRITABLE, "choose another with -o");
  /* The video's own folder may not be written: then it goes to the current one. */
  desk_shell (desk, beside);
  g_assert_true (desk_has (desk, "talk.pdf"));
  /* The library may not be written: then nothing is kept. */
  desk_shell (desk, kept);
  desk_assert_says (desk->err, "nothing is kept for later");
  g_assert_true (desk_has (desk, "kept.pdf"));
}

static void
test_there_already (Desk *desk,
                    gconstpointer data)
{
  desk_run (desk, "cp \"$VIDEOS/talk.mp4\" .; echo mine > talk.pdf");
  assert_fails (desk, "\"$LECTERN\" extract talk.mp4", LEC_ERROR_EXISTS,
                "talk.pdf is there already; --force replaces it, -o chooses another place");
  desk_run (desk, "cat talk.pdf");
  g_assert_cmpstr (desk->out, ==, "mine\n");
  desk_shell (desk, "rm talk.pdf; mkdir talk.pdf; \"$LECTERN\" extract talk.mp4 -o talk.pdf/talk.mp4");
}

/* Two videos that would become one PDF, and neither is touched. */
static void
test_same_names (Desk *desk,
                 gconstpointer data)
{
  desk_run (desk, "mkdir sub; cp \"$VIDEOS/talk.mp4\" .; cp \"$VIDEOS/talk.mkv\" sub");
  assert_fails (desk, "\"$LECTERN\" extract talk.mp4 sub/talk.mkv -o out --force", LEC_ERROR_USAGE,
                "what is made of talk.mp4 and sub/talk.mkv would be called alike");
}

/* --- The disk is full. --- */

/* A limit for each file does it anywhere: kept files first, then, once those are there, outputs. */
static void
test_full_by_limit (Desk *desk,
                    gconstpointer data)
{
  desk_run (desk, "cp \"$VIDEOS/talk.mp4\" .");
  assert_fails (desk, "(ulimit -f 1; \"$LECTERN\" extract talk.mp4 -o out)", LEC_ERROR_NO_SPACE, "cannot write");
  desk_shell (desk, "\"$LECTERN\" extract talk.mp4 -o first");
  desk_run (desk, "(ulimit -f 8; \"$LECTERN\" extract talk.mp4 -o out/deep --images --json --layout slides)");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
  assert_reason (desk, "File too large");
  g_assert_false (desk_has (desk, "out"));
}

/* On a small disk, where this system lets us make one. */
static void
test_full_disk (Desk *desk,
                gconstpointer data)
{
  desk_run (desk, "cp \"$VIDEOS/talk.mp4\" . && mkdir disk && unshare -m mount -t tmpfs -o size=32k none disk");
  if (desk->exit_code != 0)
    {
      g_test_skip ("no file systems can be mounted here");
      return;
    }

  desk_run (desk, "unshare -m sh -c 'mount -t tmpfs -o size=32k none disk && \"$LECTERN\" extract talk.mp4 --images "
                  "-o disk/out; code=$?; find disk -mindepth 1; exit $code'");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
  assert_reason (desk, "No space left on device");
  g_assert_cmpstr (desk->out, ==, "");

  desk_run (desk, "unshare -m sh -c 'mount -t tmpfs -o size=32k none disk && export XDG_DATA_HOME=disk && "
                  "\"$LECTERN\" extract talk.mp4 -o out; code=$?; find disk/lectern/lectures -mindepth 1; exit $code'");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
  assert_reason (desk, "No space left on device");
  g_assert_cmpstr (desk->out, ==, "");
  g_assert_false (desk_has (desk, "out"));
}

/* --- It ends in the middle. --- */

typedef struct
{
  GPid pid;
  FILE *err;
} Program;

/* Until it has found its first slides. */
static void
start_until_slides (Desk *desk,
                    Program *program)
{
  const char *const argv[] = { g_getenv ("LECTERN"), "extract", "long.mkv", "--progress", "json", NULL };
  g_autofree char *data_home = g_build_filename (desk->folder, "data", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "XDG_DATA_HOME", data_home, TRUE);
  g_autoptr (GError) error = NULL;
  char line[4096];
  int fd = -1;

  desk_run (desk, "cp \"$VIDEOS/long.mkv\" .");
  g_spawn_async_with_pipes (desk->folder, (char **) argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &program->pid, NULL, NULL, &fd, &error);
  g_assert_no_error (error);
  program->err = fdopen (fd, "r");
  while (fgets (line, sizeof line, program->err) != NULL)
    if (strstr (line, "\"slide\"") != NULL)
      return;
  g_assert_not_reached ();
}

/* Returns: the exit code, or minus the signal; what it still says goes to @desk */
static int
wait_for_end (Desk *desk,
              Program *program)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char line[4096];
  int status = 0;

  while (fgets (line, sizeof line, program->err) != NULL)
    g_string_append (text, line);
  fclose (program->err);
  g_assert_cmpint (waitpid (program->pid, &status, 0), ==, program->pid);
  g_free (desk->err);
  desk->err = g_strdup (text->str);
  g_test_message ("%s", desk->err);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status);
}

/* The one child of the program. */
static GPid
find_child (GPid parent)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "status", NULL);
      g_autofree char *text = NULL;
      const char *line = NULL;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &text, NULL, NULL))
        continue;
      line = strstr (text, "\nPPid:");
      if (line != NULL && g_ascii_strtoll (line + strlen ("\nPPid:"), NULL, 10) == parent)
        return (GPid) g_ascii_strtoll (name, NULL, 10);
    }

  return 0;
}

static void
test_decoder_is_killed (Desk *desk,
                        gconstpointer data)
{
  Program program = { 0 };
  GPid child = 0;

  start_until_slides (desk, &program);
  child = find_child (program.pid);
  g_assert_cmpint (child, >, 1);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (wait_for_end (desk, &program), ==, INCOMPLETE);
  g_assert_nonnull (strstr (desk->err, "died of SIGKILL"));
  g_assert_nonnull (strstr (desk->err, "the slides up to there are kept"));
  desk_shell (desk, "qpdf --check long.pdf");
}

static void
test_interrupted (Desk *desk,
                  gconstpointer data)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      Program program = { 0 };
      g_autofree char *kept = NULL;
      g_autofree char *here = NULL;

      start_until_slides (desk, &program);
      g_assert_cmpint (kill (program.pid, signals[i]), ==, 0);
      g_assert_cmpint (wait_for_end (desk, &program), ==, INTERRUPTED);
      g_assert_nonnull (strstr (desk->err, "lectern: long.mkv: stopped\n"));
      kept = list (desk, LECTURES);
      g_assert_cmpstr (kept, ==, "");
      here = list (desk, ". -not -path './data*'");
      g_assert_cmpstr (here, ==, "./long.mkv\n");
    }
}

static gboolean
is_alive (GPid pid)
{
  return kill (pid, 0) == 0 || errno != ESRCH;
}

/* Not even asked: the child goes with it, and the next run is none the worse. */
static void
test_program_is_killed (Desk *desk,
                        gconstpointer data)
{
  Program program = { 0 };
  GPid child = 0;

  start_until_slides (desk, &program);
  child = find_child (program.pid);
  g_assert_cmpint (kill (program.pid, SIGKILL), ==, 0);
  g_assert_cmpint (wait_for_end (desk, &program), ==, -SIGKILL);
  for (guint i = 0; i < 100 && is_alive (child); i++)
    g_usleep (50 * 1000);
  g_assert_false (is_alive (child));
  g_assert_false (desk_has (desk, "long.pdf"));
  desk_shell (desk, "\"$LECTERN\" extract long.mkv --to 0:20 && qpdf --check long.pdf; find . -name '.lectern-*'");
}

/* --- */

static void
test_exit_codes_are_documented (Desk *desk,
                                gconstpointer data)
{
  desk_run (desk, "\"$LECTERN\" help exit-codes");
  for (guint i = 0; i < LEC_N_ERRORS; i++)
    {
      g_autofree char *line = g_strdup_printf ("%3d  %s ", lec_error_get_exit_code (i), lec_error_get_name (i));

      g_assert_nonnull (strstr (desk->out, line));
    }
  g_assert_nonnull (strstr (desk->out, " 17  incomplete "));
  desk_run (desk, "\"$LECTERN\" extract --help");
  g_assert_nonnull (strstr (desk->out, "exit-codes"));
}

static char *
make_videos (void)
{
  char *folder = g_dir_make_tmp ("lectern-videos-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (videos); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s %s --pictures %s/%s.d -o %s/%s", g_getenv ("LECTURE_VIDEO"),
                                               videos[i].arguments, folder, videos[i].name, folder, videos[i].name);
      int status = 0;

      g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, NULL));
      g_assert_cmpint (status, ==, 0);
    }
  make_video ("filesrc location=%s/talk.mp4 ! qtdemux ! h264parse ! mp4mux faststart=true ! "
              "filesink location=%s/fast.mp4",
              folder, folder);
  return folder;
}

/* One of the true pictures of the pages, as page.png. */
static void
choose_page (const char *folder)
{
  g_autofree char *pictures = g_build_filename (folder, "talk.mp4.d", NULL);
  g_autofree char *page = g_build_filename (folder, "page.png", NULL);
  g_autoptr (GDir) dir = g_dir_open (pictures, 0, NULL);
  g_autofree char *first = g_build_filename (pictures, g_dir_read_name (dir), NULL);

  g_assert_cmpint (g_rename (first, page), ==, 0);
}

typedef struct
{
  const char *path;
  void (*run) (Desk *desk, gconstpointer data);
} Case;

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "/bad-input/no-video", test_no_video },
    { "/bad-input/only-sound", test_only_sound },
    { "/bad-input/no-index", test_no_index },
    { "/bad-input/truncated", test_truncated },
    { "/bad-input/truncated-early", test_truncated_early },
    { "/bad-input/truncated-stream", test_truncated_stream },
    { "/bad-input/damaged", test_damaged },
    { "/bad-input/late-keyframe", test_late_keyframe },
    { "/bad-input/zero-duration", test_zero_duration },
    { "/bad-input/one-frame", test_one_frame },
    { "/bad-input/hour-of-one-picture", test_hour_of_one_picture },
    { "/bad-input/sizes", test_sizes },
    { "/bad-input/names", test_names },
    { "/bad-input/hostile-name", test_hostile_name },
    { "/bad-input/unreadable", test_unreadable },
    { "/bad-input/not-writable", test_not_writable },
    { "/bad-input/there-already", test_there_already },
    { "/bad-input/same-names", test_same_names },
    { "/bad-input/full-by-limit", test_full_by_limit },
    { "/bad-input/full-disk", test_full_disk },
    { "/bad-input/decoder-is-killed", test_decoder_is_killed },
    { "/bad-input/interrupted", test_interrupted },
    { "/bad-input/program-is-killed", test_program_is_killed },
    { "/bad-input/exit-codes-are-documented", test_exit_codes_are_documented },
  };
  g_autofree char *folder = NULL;
  g_autofree char *remove = NULL;
  int outcome = 0;

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  folder = make_videos ();
  choose_page (folder);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Desk, folder, set_up, cases[i].run, desk_tear_down);
  outcome = g_test_run ();
  remove = g_strdup_printf ("rm -rf %s", folder);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  return outcome;
}
