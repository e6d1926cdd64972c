/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the analyse stage makes of the files in a lecture's folder: of the
 * lecture alone, of what was said and of a syllabus, of what a person has
 * corrected; and what it says of files that are none.
 */
#include <string.h>

#include "base/error.h"
#include "model/lecture.h"
#include "model/study.h"
#include "model/transcript.h"
#include "pipeline/stage.h"
#include "temporary-folder.h"

typedef struct
{
  LecTask *task;
  LecStageSink sink;
  double fraction;
} Fixture;

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
  ((Fixture *) user_data)->fraction = fraction;
}

static char *
build_path (Fixture *fixture,
            const char *name)
{
  return g_build_filename (fixture->task->folder, name, NULL);
}

/* A lecture of two slides, the second one called @title. */
static void
save_lecture (Fixture *fixture,
              const char *name,
              const char *title)
{
  g_autofree char *path = build_path (fixture, name);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GError) error = NULL;

  lecture->video->path = g_strdup ("talk.mp4");
  for (guint i = 0; i < 2; i++)
    {
      LecSlide *slide = lec_slide_new (i + 1);

      lec_slide_add_visit (slide, i * 60.0, (i + 1) * 60.0);
      slide->title = g_strdup (i == 0 ? "A course" : title);
      slide->text = g_strdup_printf ("%s\n• Ring buffer: an array whose end is joined to its beginning", slide->title);
      g_ptr_array_add (lecture->slides, slide);
    }
  lec_lecture_save (lecture, path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-analyse-XXXXXX", NULL);

  fixture->task = lec_task_new ("task", LEC_STAGE_ANALYSE, folder);
  fixture->sink = (LecStageSink){ .progress = progress_cb, .user_data = fixture };
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->task->folder);
  lec_task_free (fixture->task);
}

static LecStudy *
run (Fixture *fixture)
{
  const LecStage *stage = lec_stage_find (LEC_STAGE_ANALYSE);
  g_autofree char *path = build_path (fixture, stage->makes);
  g_autoptr (GError) error = NULL;
  LecStudy *study = NULL;

  g_assert_true (stage->run (fixture->task, &fixture->sink, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (fixture->fraction, ==, 1);
  study = lec_study_load (path, &error);
  g_assert_no_error (error);
  return study;
}

static void
assert_fails (Fixture *fixture,
              GCancellable *cancellable,
              GQuark domain,
              int code,
              const char *named)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_STUDY);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_stage_analyse (fixture->task, &fixture->sink, cancellable, &error));
  g_assert_error (error, domain, code);
  if (named != NULL)
    g_assert_nonnull (strstr (error->message, named));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
has_term (const LecStudy *study,
          const char *term)
{
  for (guint i = 0; i < study->glossary->len; i++)
    if (g_str_equal (((const LecGlossaryEntry *) g_ptr_array_index (study->glossary, i))->term, term))
      return TRUE;

  return FALSE;
}

static void
test_slides (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecStudy) study = NULL;

  save_lecture (fixture, LEC_FILE_LECTURE, "Queues");
  study = run (fixture);
  g_assert_cmpuint (study->slides->len, ==, 2);
  g_assert_true (has_term (study, "Ring buffer"));
  g_assert_cmpuint (study->topics->len, ==, 0);
}

static void
test_all (Fixture *fixture,
          gconstpointer data)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_TRANSCRIPT);
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autoptr (LecStudy) study = NULL;
  g_autoptr (GError) error = NULL;
  const LecTopic *topic = NULL;

  save_lecture (fixture, LEC_FILE_LECTURE, "Queues");
  g_ptr_array_add (transcript->cues,
                   lec_cue_new (61, 70, "A queue is defined as a line from which the oldest item is taken first."));
  lec_transcript_save (transcript, path, &error);
  g_assert_no_error (error);
  put_text_file (fixture->task->folder, LEC_FILE_SYLLABUS, "# Structures\n- Queues\n- Hash tables\n");
  study = run (fixture);
  g_assert_true (has_term (study, "queue"));
  g_assert_cmpuint (study->topics->len, ==, 2);
  topic = g_ptr_array_index (study->topics, 0);
  g_assert_cmpuint (topic->slides->len, ==, 1);
  g_assert_cmpuint (g_array_index (topic->slides, guint, 0), ==, 2);
  topic = g_ptr_array_index (study->topics, 1);
  g_assert_cmpuint (topic->slides->len, ==, 0);
}

/* What a person has corrected counts, and the lecture as it was found does not. */
static void
test_edited (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecStudy) study = NULL;
  const LecKeyword *keyword = NULL;

  save_lecture (fixture, LEC_FILE_LECTURE, "Quenes");
  save_lecture (fixture, LEC_FILE_EDITED, "Queues");
  study = run (fixture);
  for (guint i = 0; i < study->keywords->len; i++)
    {
      keyword = g_ptr_array_index (study->keywords, i);
      g_assert_cmpstr (keyword->text, !=, "Quenes");
    }
}

static void
save_transcript (Fixture *fixture,
                 const char *name,
                 const char *text)
{
  g_autofree char *path = build_path (fixture, name);
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (transcript->cues, lec_cue_new (61, 70, text));
  lec_transcript_save (transcript, path, &error);
  g_assert_no_error (error);
}

/* What a person gave goes before what was found. */
static void
test_given (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecStudy) study = NULL;

  save_lecture (fixture, LEC_FILE_LECTURE, "Queues");
  save_transcript (fixture, LEC_FILE_TRANSCRIPT, "A stake is defined as a line from which the newest item is taken.");
  save_transcript (fixture, LEC_FILE_GIVEN, "A stack is defined as a line from which the newest item is taken.");
  study = run (fixture);
  g_assert_true (has_term (study, "stack"));
  g_assert_false (has_term (study, "stake"));
}

static void
test_failures (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *much = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *syllabus = build_path (fixture, LEC_FILE_SYLLABUS);
  g_autofree char *transcript = build_path (fixture, LEC_FILE_TRANSCRIPT);

  assert_fails (fixture, NULL, LEC_ERROR, LEC_ERROR_NOT_FOUND, LEC_FILE_LECTURE);
  save_lecture (fixture, LEC_FILE_LECTURE, "Queues");
  put_text_file (fixture->task->folder, LEC_FILE_TRANSCRIPT, "WEBVTT");
  assert_fails (fixture, NULL, LEC_ERROR, LEC_ERROR_PROTOCOL, LEC_FILE_TRANSCRIPT);
  g_unlink (transcript);
  put_text_file (fixture->task->folder, LEC_FILE_SYLLABUS, much);
  assert_fails (fixture, NULL, LEC_ERROR, LEC_ERROR_PROTOCOL, LEC_FILE_SYLLABUS);
  g_unlink (syllabus);
  g_cancellable_cancel (cancellable);
  assert_fails (fixture, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/analyse-stage/slides", Fixture, NULL, set_up, test_slides, tear_down);
  g_test_add ("/analyse-stage/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/analyse-stage/edited", Fixture, NULL, set_up, test_edited, tear_down);
  g_test_add ("/analyse-stage/given", Fixture, NULL, set_up, test_given, tear_down);
  g_test_add ("/analyse-stage/failures", Fixture, NULL, set_up, test_failures, tear_down);
  return g_test_run ();
}
