/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the words of a video come from: the track in it, the file beside it, one
 * that was chosen, or nowhere, and what is said of that.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "made-subtitles.h"
#include "media/made-video.h"
#include "model/transcript-report.h"
#include "pipeline/stage.h"
#include "temporary-folder.h"

#define SRT "1\n00:00:01,000 --> 00:00:02,000\nbeside\n\n2\n00:01:00,000 --> 00:01:01,000\nlate\n"

static char *plain; /* a video without subtitles */

typedef struct
{
  char *path; /* with video and subtitles */
  char *video;
  LecTask *task;
  LecStageSink sink;
} Fixture;

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *folder = NULL;

  fixture->path = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  fixture->video = g_build_filename (fixture->path, "talk.mp4", NULL);
  folder = g_build_filename (fixture->path, "kept", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (link (plain, fixture->video), ==, 0);
  fixture->task = lec_task_new ("1", LEC_STAGE_TRANSCRIBE, folder);
  fixture->task->video = g_strdup (fixture->video);
  fixture->sink.progress = progress_cb;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_task_free (fixture->task);
  remove_all (fixture->path);
  g_free (fixture->path);
  g_free (fixture->video);
}

static void
set_option (Fixture *fixture,
            const char *name,
            const char *value)
{
  g_assert_true (lec_job_options_set (fixture->task->options, name, value, NULL));
}

static void
put_tracks (Fixture *fixture,
            const MadeTrack *tracks,
            guint n_tracks)
{
  g_unlink (fixture->video);
  made_subtitles_mux (plain, "mp4mux", tracks, n_tracks, fixture->video);
}

/* @cues: "START TEXT|…", or %NULL for no transcript; @notes: one a line. */
static void
assert_transcribed (Fixture *fixture,
                    const char *source,
                    const char *cues,
                    const char *notes)
{
  g_autofree char *path = g_build_filename (fixture->task->folder, LEC_FILE_TRANSCRIPT, NULL);
  g_autofree char *report_path = g_build_filename (fixture->task->folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (LecTranscriptReport) report = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_stage_find (LEC_STAGE_TRANSCRIBE)->run (fixture->task, &fixture->sink, NULL, &error));
  g_assert_no_error (error);
  report = lec_transcript_report_load (report_path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (said, "%s%s", i > 0 ? "\n" : "", (char *) g_ptr_array_index (report->notes, i));
  g_assert_cmpstr (said->str, ==, notes);
  g_assert_cmpint (report->found, ==, cues != NULL);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, cues != NULL);
  if (cues == NULL)
    return;

  transcript = lec_transcript_load (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);

      g_string_append_printf (text, "%s%.4g %s", i > 0 ? "|" : "", cue->start_s, cue->text);
    }
  g_assert_cmpstr (text->str, ==, cues);
  g_assert_cmpstr (lec_transcript_source_get_name (transcript->source), ==, source);
  g_assert_cmpint (report->source, ==, transcript->source);
  g_assert_cmpstr (report->origin, ==, transcript->origin);
  g_assert_cmpstr (report->language, ==, transcript->language);
  g_assert_cmpuint (report->n_cues, ==, transcript->cues->len);
}

static const MadeCue german[] = { { 1, 2, "drin: a < b" }, { 3, 4, "mehr" }, { 0, 0, NULL } };
static const MadeCue english[] = { { 1, 2, "within" }, { 0, 0, NULL } };

/* What is in the video counts before what lies beside it. */
static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  const MadeTrack tracks[] = { { MADE_TEXT, "language-code=de", german } };

  put_text_file (fixture->path, "talk.srt", SRT);
  assert_transcribed (fixture, "sidecar", "1 beside|60 late", "");
  put_tracks (fixture, tracks, 1);
  assert_transcribed (fixture, "embedded", "1 drin: a < b|3 mehr", "");
  set_option (fixture, "transcript", "sidecar");
  assert_transcribed (fixture, "sidecar", "1 beside|60 late", "");
  set_option (fixture, "transcript", "none");
  assert_transcribed (fixture, NULL, NULL, "");
}

static void
test_nothing (Fixture *fixture,
              gconstpointer data)
{
  assert_transcribed (fixture, NULL, NULL,
                      "there are no subtitles in the video, and no .vtt or .srt file beside it");
  set_option (fixture, "transcript", "embedded");
  assert_transcribed (fixture, NULL, NULL, "there are no subtitles in the video");
  set_option (fixture, "transcript", "sidecar");
  assert_transcribed (fixture, NULL, NULL, "there is no .vtt or .srt file beside the video");
}

static void
test_chosen_file (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->path, "words.SRT", NULL);
  g_autofree char *note = g_strdup_printf ("%s: there are no subtitles in it that can be read: line 1: the text is "
                                           "outside of any cue",
                                           path);

  put_text_file (fixture->path, "talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nother\n");
  put_text_file (fixture->path, "words.SRT", "a --> b\n\n1\n00:00:05,000 --> 00:00:06,000\nchosen\n");
  set_option (fixture, "transcript", path);
  assert_transcribed (fixture, "sidecar", "5 chosen", "words.SRT: line 1: the text is outside of any cue");
  put_text_file (fixture->path, "words.SRT", "nothing\n");
  assert_transcribed (fixture, NULL, NULL, note);
  /* Nobody else is asked, and what was there before goes. */
  g_unlink (path);
  g_clear_pointer (&note, g_free);
  note = g_strdup_printf ("cannot open %s: No such file or directory", path);
  assert_transcribed (fixture, NULL, NULL, note);
}

static void
test_languages (Fixture *fixture,
                gconstpointer data)
{
  const MadeTrack tracks[] = { { MADE_TEXT, "language-code=de", german }, { MADE_TEXT, "language-code=en", english } };

  put_tracks (fixture, tracks, 2);
  put_text_file (fixture->path, "talk.fr.srt", SRT);
  /* That of the slides, unless another one was asked for. */
  assert_transcribed (fixture, "embedded", "1 within", "");
  set_option (fixture, "language", "deu+eng");
  assert_transcribed (fixture, "embedded", "1 drin: a < b|3 mehr", "");
  set_option (fixture, "transcript-language", "en-GB");
  assert_transcribed (fixture, "embedded", "1 within", "");
}

/* One that repeats itself is passed over, with the reason. */
static void
test_repeats (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GString) vtt = g_string_new ("WEBVTT\n");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (vtt, "\n00:%02u.000 --> 00:%02u.500\nThank you.\n", i, i);
  put_text_file (fixture->path, "talk.vtt", vtt->str);
  assert_transcribed (fixture, NULL, NULL,
                      "talk.vtt: it repeats itself: only 1 of its 40 lines are different, “Thank you.” is there 40 "
                      "times, first at 0:00");
  put_text_file (fixture->path, "talk.srt", SRT);
  assert_transcribed (fixture, "sidecar", "1 beside|60 late",
                      "talk.vtt: it repeats itself: only 1 of its 40 lines are different, “Thank you.” is there 40 "
                      "times, first at 0:00");
}

static void
test_from_to (Fixture *fixture,
              gconstpointer data)
{
  put_text_file (fixture->path, "talk.srt", SRT);
  set_option (fixture, "from", "30");
  assert_transcribed (fixture, "sidecar", "60 late", "");
  set_option (fixture, "to", "50");
  assert_transcribed (fixture, NULL, NULL, "nothing is said in the part of the video that was read");
}

/* Cues of a lecture of several videos are in the lecture's time. */
static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *second = g_build_filename (fixture->path, "second.mp4", NULL);
  g_autofree char *path = g_build_filename (fixture->task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  g_assert_cmpint (link (plain, second), ==, 0);
  put_text_file (fixture->path, "talk.srt", SRT);
  put_text_file (fixture->path, "second.de.vtt",
                 "WEBVTT\n\n00:01.000 --> 00:05.000\none<00:02.000> two\n");
  lecture->video->path = g_strdup (fixture->video);
  lecture->video->container = g_strdup ("mp4");
  lecture->video->codec = g_strdup ("h264");
  g_ptr_array_add (lecture->parts, lec_video_part_new (fixture->video, 0));
  g_ptr_array_add (lecture->parts, lec_video_part_new (second, 40.5));
  g_assert_true (lec_lecture_save (lecture, path, NULL));
  assert_transcribed (fixture, "sidecar", "1 beside|41.5 one two|60 late", "");
}

static void
test_problems (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GString) srt = g_string_new (SRT);

  for (guint i = 0; i < 7; i++)
    g_string_append (srt, "\n3\n00:00:03,000 --> then\nlost\n");
  put_text_file (fixture->path, "talk.srt", srt->str);
  assert_transcribed (fixture, "sidecar", "1 beside|60 late",
                      "talk.srt: line 10: the time is no time\ntalk.srt: line 14: the time is no time\n"
                      "talk.srt: line 18: the time is no time\ntalk.srt: line 22: the time is no time\n"
                      "talk.srt: line 26: the time is no time\ntalk.srt: and 2 more lines");
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  put_text_file (fixture->path, "talk.srt", SRT);
  g_cancellable_cancel (cancellable);
  g_assert_false (lec_stage_find (LEC_STAGE_TRANSCRIBE)->run (fixture->task, &fixture->sink, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_reports (Fixture *fixture,
              gconstpointer data)
{
  static const char *const wrong[] = {
    "{}",
    "{\"version\":1,\"found\":true,\"cues\":0,\"notes\":[]}",
    "{\"version\":1,\"found\":true,\"source\":\"hearsay\",\"cues\":0,\"notes\":[]}",
    "{\"version\":1,\"found\":false,\"cues\":-1,\"notes\":[]}",
    "{\"version\":1,\"found\":false,\"cues\":0,\"notes\":[1]}",
    "{\"version\":2,\"found\":false,\"cues\":0,\"notes\":[]}",
  };
  g_autofree char *path = g_build_filename (fixture->path, "report.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      put_text_file (fixture->path, "report.json", wrong[i]);
      g_assert_null (lec_transcript_report_load (path, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/transcribe/order", test_order },
    { "/transcribe/nothing", test_nothing },
    { "/transcribe/chosen-file", test_chosen_file },
    { "/transcribe/languages", test_languages },
    { "/transcribe/repeats", test_repeats },
    { "/transcribe/from-to", test_from_to },
    { "/transcribe/parts", test_parts },
    { "/transcribe/problems", test_problems },
    { "/transcribe/cancelled", test_cancelled },
    { "/transcribe/reports", test_reports },
  };
  const MadeVideo video = { .tail = "x264enc ! h264parse ! mp4mux", .n_pages = 2, .page_frames = 25 };
  g_autofree char *folder = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  plain = g_build_filename (folder, "plain.mp4", NULL);
  made_video_write (&video, plain);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  status = g_test_run ();
  remove_all (folder);
  g_free (plain);
  return status;
}
