/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that cannot be read leaves the others to be shown. What is studied counts
 * slides as they were when it was made, which is what the edit stage has left then.
 */
#include "engine/study-notes.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "engine/improved-study.h"
#include "engine/kept-transcript.h"
#include "engine/study-steps.h"
#include "pipeline/stage.h"

LecStudyNotes *
lec_study_notes_new (void)
{
  LecStudyNotes *self = g_new0 (LecStudyNotes, 1);

  self->starts_s = g_array_new (FALSE, FALSE, sizeof (double));
  self->practice = lec_practice_new ();
  return self;
}

void
lec_study_notes_free (LecStudyNotes *self)
{
  if (self == NULL)
    return;

  lec_transcript_free (self->transcript);
  lec_study_free (self->study);
  g_array_unref (self->starts_s);
  lec_practice_free (self->practice);
  g_free (self->problem);
  g_free (self);
}

/* Returns: (transfer full) (nullable): path; %NULL when it is not there */
static char *
find_file (LecReview *review,
           const char *name)
{
  g_autofree char *path = g_build_filename (lec_review_get_folder (review), name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

/* The first problem is the one that is told. */
static void
note_problem (LecStudyNotes *self,
              const char *what,
              const GError *error)
{
  if (self->problem == NULL)
    self->problem = g_strdup_printf ("%s: %s", what, error->message);
}

static void
load_transcript (LecStudyNotes *self,
                 LecReview *review)
{
  g_autoptr (GError) error = NULL;

  self->transcript = lec_kept_transcript_load (review, &error);
  if (error != NULL)
    note_problem (self, _ ("the transcript cannot be read"), error);
}

static void
add_starts (LecStudyNotes *self,
            const LecLecture *lecture)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      double start_s = lec_slide_get_place_s (g_ptr_array_index (lecture->slides, i));

      g_array_append_val (self->starts_s, start_s);
    }
}

static void
note_older (LecStudyNotes *self,
            const LecStudy *improved)
{
  if (self->problem != NULL)
    return;
  if (improved->model == NULL)
    self->problem = g_strdup (_ ("What the language model wrote is of the lecture as it was before it was corrected, "
                                 "and is not shown. Improve the guide again, or undo the corrections."));
  else
    /* Translators: the name of a language model */
    self->problem = g_strdup_printf (_ ("What the language model (%s) wrote is of the lecture as it was before it was "
                                        "corrected, and is not shown. Improve the guide again, or undo the "
                                        "corrections."),
                                     improved->model);
}

/* What a language model has made of it goes before what was made here, as long as it is of the
 * same. */
static void
load_improved (LecStudyNotes *self,
               LecReview *review)
{
  g_autofree char *made_of = NULL;
  g_autofree char *key_path = find_file (review, LEC_FILE_STUDY_KEY);
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) improved = lec_improved_study_load (lec_review_get_folder (review), &made_of, &error);

  self->has_improved = improved != NULL || error != NULL;
  if (error != NULL)
    note_problem (self, _ ("what the language model wrote cannot be read"), error);
  if (improved == NULL)
    return;

  if (key_path == NULL || !g_file_get_contents (key_path, &key, NULL, NULL) || !g_str_equal (key, made_of))
    {
      note_older (self, improved);
      return;
    }
  lec_study_free (self->study);
  self->study = g_steal_pointer (&improved);
}

static void
load_study (LecStudyNotes *self,
            LecReview *review)
{
  g_autofree char *path = find_file (review, LEC_FILE_STUDY);
  g_autofree char *lecture_path = NULL;
  g_autoptr (LecLecture) lecture = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;

  self->study = lec_study_load (path, &error);
  if (self->study == NULL)
    {
      note_problem (self, _ ("what there is to study cannot be read"), error);
      return;
    }

  load_improved (self, review);
  lecture_path = find_file (review, LEC_FILE_EDITED);
  if (lecture_path == NULL)
    lecture_path = find_file (review, LEC_FILE_LECTURE);
  lecture = lecture_path != NULL ? lec_lecture_load (lecture_path, &error) : NULL;
  if (lecture != NULL)
    add_starts (self, lecture);
  else if (error != NULL)
    note_problem (self, _ ("the slides that were studied cannot be read"), error);
}

static void
load_practice (LecStudyNotes *self,
               LecReview *review)
{
  g_autoptr (GError) error = NULL;
  LecPractice *practice = lec_practice_load (review, &error);

  if (practice == NULL)
    {
      if (self->problem == NULL)
        self->problem = g_strdup (error->message);
      return;
    }

  lec_practice_free (self->practice);
  self->practice = practice;
}

/**
 * lec_study_notes_load:
 *
 * Blocks. What is damaged is left out, and told in @problem.
 *
 * Returns: (transfer full): empty when nothing is kept
 */
LecStudyNotes *
lec_study_notes_load (LecReview *review)
{
  LecStudyNotes *self = NULL;

  g_return_val_if_fail (review != NULL, NULL);

  self = lec_study_notes_new ();
  load_transcript (self, review);
  load_study (self, review);
  load_practice (self, review);
  return self;
}

static void
append_stamp (GString *stamp,
              const char *path)
{
  GStatBuf facts = { 0 };

  if (path != NULL && g_stat (path, &facts) == 0)
    g_string_append_printf (stamp, "%" G_GUINT64_FORMAT ":%" G_GINT64_FORMAT ".%ld", (guint64) facts.st_ino,
                            (gint64) facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
  g_string_append_c (stamp, ' ');
}

char *
lec_study_notes_dup_stamp (LecReview *review)
{
  static const char *const names[] = { LEC_FILE_TRANSCRIPT, LEC_FILE_STUDY, LEC_FILE_STUDY_KEY, LEC_FILE_IMPROVED,
                                       LEC_FILE_EDITED };
  GString *stamp = g_string_new (NULL);
  g_autofree char *given = NULL;

  g_return_val_if_fail (review != NULL, g_string_free (stamp, FALSE));

  given = lec_kept_transcript_build_path (review);
  append_stamp (stamp, given);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = find_file (review, names[i]);

      append_stamp (stamp, path);
    }

  return g_string_free (stamp, FALSE);
}

/**
 * lec_study_notes_find_start:
 * @slide: its number in what there is to study; from 1
 * @start_s: (out): when it is first shown
 *
 * Returns: whether there is such a slide
 */
gboolean
lec_study_notes_find_start (const LecStudyNotes *self,
                            guint slide,
                            double *start_s)
{
  g_return_val_if_fail (self != NULL && start_s != NULL, FALSE);

  if (slide < 1 || slide > self->starts_s->len)
    return FALSE;

  *start_s = g_array_index (self->starts_s, double, slide - 1);
  return TRUE;
}
