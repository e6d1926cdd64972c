/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing in it is shared with the notes: they belong to another thread.
 */
#include "ui/study-news.h"

#include "ui/study-lists.h"

static GPtrArray *
copy_questions (const LecStudy *study)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_question_free);

  for (guint i = 0; study != NULL && i < study->questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (study->questions, i);

      g_ptr_array_add (questions, lec_question_new (question->kind, question->question, question->answer,
                                                    question->source));
    }

  return questions;
}

static GArray *
list_grades (const GPtrArray *questions,
             const LecPractice *practice)
{
  GArray *grades = g_array_new (FALSE, FALSE, sizeof (LecPracticeGrade));

  for (guint i = 0; i < questions->len; i++)
    {
      g_autofree char *key = lec_practice_dup_key (g_ptr_array_index (questions, i));
      LecPracticeGrade grade = lec_practice_get_grade (practice, key);

      g_array_append_val (grades, grade);
    }

  return grades;
}

LecStudyNews *
lec_study_news_new (const LecStudyNotes *notes)
{
  LecStudyNews *self = NULL;

  g_return_val_if_fail (notes != NULL, NULL);

  self = g_new0 (LecStudyNews, 1);
  self->summary = lec_study_lists_make_summary (notes);
  self->glossary = lec_study_lists_make_glossary (notes);
  self->topics = lec_study_lists_make_topics (notes);
  self->transcript = lec_study_lists_make_transcript (notes);
  self->questions = copy_questions (notes->study);
  self->grades = list_grades (self->questions, notes->practice);
  self->model = notes->study != NULL ? g_strdup (notes->study->model) : NULL;
  self->has_improved = notes->has_improved;
  self->problem = g_strdup (notes->problem);
  return self;
}

void
lec_study_news_free (LecStudyNews *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->summary);
  g_ptr_array_unref (self->glossary);
  g_ptr_array_unref (self->topics);
  g_ptr_array_unref (self->transcript);
  g_ptr_array_unref (self->questions);
  g_array_unref (self->grades);
  g_free (self->model);
  g_free (self->problem);
  g_free (self);
}
