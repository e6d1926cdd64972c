/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said, as a user asks for it: by extract, by add and run, and alone.
 */
#include <gst/gst.h>

#include "desk.h"
#include "made-subtitles.h"
#include "model/lecture.h"
#include "model/said.h"

#define TALK_VTT                                                                                    \
  "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>Good day & hello\n\n00:06.000 --> 00:07.000\nsecond\n" \
  "\nhere --> there\nlost\n\n00:04.000 --> 00:06.500\nbegins<00:04.300> over<00:04.600> one<00:05.200> and two\n"

static void
put (Desk *desk,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_has (const char *text,
            const char *part)
{
  g_assert_nonnull (strstr (text, part));
}

/* A word of what is kept of the one lecture. */
static void
assert_kept (Desk *desk,
             const char *cues)
{
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (LecLecture) lecture = NULL;
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folder = NULL;
  g_autofree char *transcript_path = NULL;
  g_autofree char *lecture_path = NULL;
  g_autoptr (GError) error = NULL;

  desk_shell (desk, "ls -d home/lectern/lectures/????????*");
  folder = g_build_filename (desk->folder, g_strchomp (desk->out), NULL);
  transcript_path = g_build_filename (folder, "transcript.json", NULL);
  lecture_path = g_build_filename (folder, "lecture.json", NULL);
  transcript = lec_transcript_load (transcript_path, &error);
  if (cues == NULL)
    {
      g_assert_null (transcript);
      return;
    }
  g_assert_no_error (error);
  lecture = lec_lecture_load (lecture_path, &error);
  g_assert_no_error (error);
  said = lec_said_place (transcript, lecture->slides);
  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);

      for (guint j = 0; j < place->cues->len; j++)
        g_string_append_printf (text, "%u: %s\n", place->slide, ((LecCue *) g_ptr_array_index (place->cues, j))->text);
    }
  g_assert_cmpstr (text->str, ==, cues);
}

/* Under the slides that they were said over; again when the file changes. What was found stays when
 * the file has gone, until somebody wants another transcript, or none. */
static void
test_extract (Desk *desk,
              gconstpointer data)
{
  put (desk, "talk.vtt", TALK_VTT);
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  assert_has (desk->err, "transcript: 3 lines from talk.vtt");
  assert_has (desk->err, "talk.vtt: line 9: the time is no time");
  assert_kept (desk, "1: Good day & hello\n1: begins over one\n2: and two\n2: second\n");

  put (desk, "talk.vtt", "WEBVTT\n\n00:11.000 --> 00:12.000\nother words\n");
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  assert_has (desk->err, "transcript: 1 line from talk.vtt");
  assert_kept (desk, "3: other words\n");

  desk_shell (desk, "rm talk.vtt");
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  assert_has (desk->err, "transcript: 1 line from talk.vtt");
  assert_kept (desk, "3: other words\n");
  desk_shell (desk, "mkdir elsewhere && cp talk.mp4 elsewhere/again.mp4");
  desk_lectern (desk, "extract elsewhere/again.mp4 --progress none", 0);
  assert_kept (desk, "3: other words\n");
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript sidecar --force", 0);
  assert_has (desk->err, "no transcript: there is no .vtt or .srt file beside");
  assert_kept (desk, NULL);
}

static void
test_choices (Desk *desk,
              gconstpointer data)
{
  put (desk, "talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nbeside\n");
  put (desk, "words.srt", "1\n00:00:01,000 --> 00:00:02,000\nchosen\n");
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript none", 0);
  g_assert_null (strstr (desk->err, "transcript"));
  assert_kept (desk, NULL);
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript sidecar", 0);
  assert_kept (desk, "1: beside\n");
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript words.srt", 0);
  assert_kept (desk, "1: chosen\n");
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript embedded", 0);
  assert_has (desk->err, "no transcript: there are no subtitles in the video");
  assert_kept (desk, NULL);
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript auto", 0);
  assert_kept (desk, "1: beside\n");

  desk_lectern (desk, "extract talk.mp4 --transcript missing.srt", 3);
  desk_lectern (desk, "extract talk.mp4 --transcript sometimes", 2);
  desk_lectern (desk, "extract talk.mp4 --transcript-language _", 2);
}

static void
test_language (Desk *desk,
               gconstpointer data)
{
  put (desk, "talk.en.srt", "1\n00:00:01,000 --> 00:00:02,000\nEnglish\n");
  put (desk, "talk.de.srt", "1\n00:00:01,000 --> 00:00:02,000\ndeutsch\n");
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  assert_kept (desk, "1: English\n");
  desk_lectern (desk, "extract talk.mp4 --progress none --transcript-language de", 0);
  assert_kept (desk, "1: deutsch\n");
}

/* The sandbox of the task process lets it be read. */
static void
test_embedded (Desk *desk,
               gconstpointer data)
{
  static const MadeCue cues[] = { { 1, 2, "within" }, { 6, 7, "a < b" }, { 0, 0, NULL } };
  const MadeTrack track = { MADE_TEXT, "language-code=en", cues };
  g_autofree char *plain = g_build_filename (desk->folder, "talk.mp4", NULL);
  g_autofree char *path = g_build_filename (desk->folder, "subtitled.mkv", NULL);

  made_subtitles_mux (plain, "matroskamux", &track, 1, path);
  put (desk, "subtitled.srt", "1\n00:00:01,000 --> 00:00:02,000\nbeside\n");
  desk_lectern (desk, "extract subtitled.mkv --progress none", 0);
  assert_has (desk->err, "transcript: 2 lines from the subtitles in the video\n");
  assert_kept (desk, "1: within\n2: a < b\n");
  desk_lectern (desk, "probe subtitled.mkv", 0);
  assert_has (desk->out, "subtitles:   1 track");
}

static void
test_job (Desk *desk,
          gconstpointer data)
{
  put (desk, "words.srt", "1\n00:00:06,000 --> 00:00:07,000\nchosen\n");
  desk_lectern (desk, "add talk.mp4 --transcript words.srt", 0);
  desk_lectern (desk, "run --progress none", 0);
  assert_kept (desk, "2: chosen\n");
  desk_lectern (desk, "add talk.mp4 --transcript missing.srt", 3);
}

static void
test_transcribe (Desk *desk,
                 gconstpointer data)
{
  put (desk, "talk.vtt", TALK_VTT);
  desk_lectern (desk, "transcribe talk.mp4 --format vtt", 0);
  g_assert_cmpstr (desk->out, ==,
                   "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ada>Good day &amp; hello\n\n"
                   "00:00:04.000 --> 00:00:06.500\n"
                   "begins <00:00:04.300>over <00:00:04.600>one <00:00:05.200>and <00:00:05.943>two\n\n"
                   "00:00:06.000 --> 00:00:07.000\nsecond\n");
  assert_has (desk->err, "talk.vtt: line 9: the time is no time");
  desk_lectern (desk, "transcribe talk.mp4 --format srt", 0);
  assert_has (desk->out, "1\n00:00:01,000 --> 00:00:03,000\nAda: Good day & hello\n");
  desk_lectern (desk, "transcribe talk.mp4 --format txt", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 Ada: Good day & hello\n0:04 begins over one and two\n0:06 second\n");
  desk_lectern (desk, "transcribe talk.mp4 --format json", 0);
  assert_has (desk->out, "\"source\": \"sidecar\"");
  /* Nothing is kept. */
  desk_run (desk, "ls home/lectern/lectures");
  g_assert_cmpstr (desk->out, ==, "");
}

static void
test_transcribe_subtitles (Desk *desk,
                           gconstpointer data)
{
  put (desk, "talk.vtt", TALK_VTT);
  put (desk, "words.srt", "1\n00:00:06,000 --> 00:00:07,000\nchosen\n");
  put (desk, "talk.de.srt", "1\n00:00:01,000 --> 00:00:02,000\ndeutsch\n");
  desk_lectern (desk, "transcribe talk.mp4 --subtitles words.srt --format txt", 0);
  g_assert_cmpstr (desk->out, ==, "0:06 chosen\n");
  desk_lectern (desk, "transcribe talk.mp4 --language de --format txt", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 deutsch\n");
}

static void
test_transcribe_output (Desk *desk,
                        gconstpointer data)
{
  put (desk, "talk.vtt", TALK_VTT);
  desk_lectern (desk, "transcribe talk.mp4 -o out.SRT", 0);
  g_assert_cmpstr (desk->out, ==, "out.SRT\n");
  desk_shell (desk, "cat out.SRT");
  assert_has (desk->out, "3\n00:00:06,000 --> 00:00:07,000\nsecond\n");
  desk_lectern (desk, "transcribe talk.mp4 --output out.SRT --format txt", 9);
  desk_lectern (desk, "transcribe talk.mp4 -o out.SRT --format txt -f", 0);
  desk_lectern (desk, "transcribe talk.mp4 --output out.SRT --format txt --force", 0);
  desk_shell (desk, "cat out.SRT");
  assert_has (desk->out, "0:06 second\n");
  desk_lectern (desk, "transcribe talk.mp4 -o out.pdf", 2);
  desk_shell (desk, "ln -s talk.mp4 link.vtt");
  desk_lectern (desk, "transcribe talk.mp4 -o link.vtt --force", 9);
  desk_lectern (desk, "transcribe talk.mp4 -o talk.mp4 --format vtt --force", 9);
  desk_assert_says (desk->err, "talk.mp4 is the video itself");
}

static void
test_transcribe_nothing (Desk *desk,
                         gconstpointer data)
{
  desk_lectern (desk, "transcribe talk.mp4", 3);
  assert_has (desk->err, "there are no subtitles in the video, and no .vtt or .srt file beside it");
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "transcribe talk.mp4 --subtitles missing.vtt", 3);
  desk_lectern (desk, "transcribe missing.mp4", 3);
  desk_lectern (desk, "transcribe talk.mp4 --language no_tag", 2);
  put (desk, "bad.vtt", "no \033[31msubtitles\n");
  desk_lectern (desk, "transcribe talk.mp4 --subtitles bad.vtt", 3);
  assert_has (desk->err, "bad.vtt: there are no subtitles in it that can be read: line 1: ");
  g_assert_null (strchr (desk->err, '\033'));
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/transcribe-command/extract", test_extract },
    { "/transcribe-command/choices", test_choices },
    { "/transcribe-command/language", test_language },
    { "/transcribe-command/embedded", test_embedded },
    { "/transcribe-command/job", test_job },
    { "/transcribe-command/alone", test_transcribe },
    { "/transcribe-command/subtitles", test_transcribe_subtitles },
    { "/transcribe-command/output", test_transcribe_output },
    { "/transcribe-command/nothing", test_transcribe_nothing },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  return desk_shop_run (&shop, desk_set_up_at_home, cases, G_N_ELEMENTS (cases));
}
