/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to study: plain data that belongs to whoever holds it. Its
 * JSON is in study-json.c.
 */
#include "model/study.h"

#include "base/name-list.h"

static const char *const slide_kind_names[] = {
  [LEC_SLIDE_KIND_TITLE] = "title",
  [LEC_SLIDE_KIND_AGENDA] = "agenda",
  [LEC_SLIDE_KIND_SECTION] = "section",
  [LEC_SLIDE_KIND_TEXT] = "text",
  [LEC_SLIDE_KIND_LIST] = "list",
  [LEC_SLIDE_KIND_FIGURE] = "figure",
  [LEC_SLIDE_KIND_CODE] = "code",
  [LEC_SLIDE_KIND_TABLE] = "table",
  [LEC_SLIDE_KIND_FORMULA] = "formula",
  [LEC_SLIDE_KIND_SUMMARY] = "summary",
  [LEC_SLIDE_KIND_QUESTIONS] = "questions",
  [LEC_SLIDE_KIND_REFERENCES] = "references",
};

static const char *const question_kind_names[] = {
  [LEC_QUESTION_CLOZE] = "cloze",
  [LEC_QUESTION_TERM] = "term",
  [LEC_QUESTION_EXPLAIN] = "explain",
};

const char *
lec_slide_kind_get_name (LecSlideKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (slide_kind_names), NULL);

  return slide_kind_names[kind];
}

gboolean
lec_slide_kind_from_name (const char *name,
                          LecSlideKind *kind)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  if (!lec_name_list_find (slide_kind_names, G_N_ELEMENTS (slide_kind_names), name, &index))
    return FALSE;

  *kind = (LecSlideKind) index;
  return TRUE;
}

const char *
lec_question_kind_get_name (LecQuestionKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (question_kind_names), NULL);

  return question_kind_names[kind];
}

gboolean
lec_question_kind_from_name (const char *name,
                             LecQuestionKind *kind)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  if (!lec_name_list_find (question_kind_names, G_N_ELEMENTS (question_kind_names), name, &index))
    return FALSE;

  *kind = (LecQuestionKind) index;
  return TRUE;
}

static GArray *
new_slide_numbers (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
copy_slide_numbers (GArray *to,
                    const GArray *from)
{
  g_array_append_vals (to, from->data, from->len);
}

/* Returns: (transfer full): on no slide yet */
LecKeyword *
lec_keyword_new (const char *text,
                 double weight)
{
  LecKeyword *self = NULL;

  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  self = g_new0 (LecKeyword, 1);
  self->text = g_strdup (text);
  self->weight = weight;
  self->slides = new_slide_numbers ();
  return self;
}

void
lec_keyword_free (LecKeyword *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_array_unref (self->slides);
  g_free (self);
}

static gpointer
copy_keyword (gconstpointer item,
              gpointer unused)
{
  const LecKeyword *from = item;
  LecKeyword *copy = lec_keyword_new (from->text, from->weight);

  copy_slide_numbers (copy->slides, from->slides);
  copy->is_concept = from->is_concept;
  return copy;
}

/* Returns: (transfer full): without a heading */
LecSummaryPoint *
lec_summary_point_new (const char *text,
                       LecStudySource source)
{
  LecSummaryPoint *self = NULL;

  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  self = g_new0 (LecSummaryPoint, 1);
  self->text = g_strdup (text);
  self->source = source;
  return self;
}

void
lec_summary_point_free (LecSummaryPoint *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->heading);
  g_free (self);
}

static gpointer
copy_summary_point (gconstpointer item,
                    gpointer unused)
{
  const LecSummaryPoint *from = item;
  LecSummaryPoint *copy = lec_summary_point_new (from->text, from->source);

  copy->heading = g_strdup (from->heading);
  return copy;
}

/* Returns: (transfer full): on no slide yet */
LecGlossaryEntry *
lec_glossary_entry_new (const char *term,
                        const char *definition,
                        LecStudySource source)
{
  LecGlossaryEntry *self = NULL;

  g_return_val_if_fail (term != NULL && *term != '\0', NULL);
  g_return_val_if_fail (definition != NULL && *definition != '\0', NULL);

  self = g_new0 (LecGlossaryEntry, 1);
  self->term = g_strdup (term);
  self->definition = g_strdup (definition);
  self->slides = new_slide_numbers ();
  self->source = source;
  return self;
}

void
lec_glossary_entry_free (LecGlossaryEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->term);
  g_free (self->definition);
  g_array_unref (self->slides);
  g_free (self);
}

static gpointer
copy_glossary_entry (gconstpointer item,
                     gpointer unused)
{
  const LecGlossaryEntry *from = item;
  LecGlossaryEntry *copy = lec_glossary_entry_new (from->term, from->definition, from->source);

  copy_slide_numbers (copy->slides, from->slides);
  return copy;
}

/* Returns: (transfer full) */
LecQuestion *
lec_question_new (LecQuestionKind kind,
                  const char *question,
                  const char *answer,
                  LecStudySource source)
{
  LecQuestion *self = NULL;

  g_return_val_if_fail (question != NULL && *question != '\0', NULL);
  g_return_val_if_fail (answer != NULL && *answer != '\0', NULL);

  self = g_new0 (LecQuestion, 1);
  self->kind = kind;
  self->question = g_strdup (question);
  self->answer = g_strdup (answer);
  self->source = source;
  return self;
}

void
lec_question_free (LecQuestion *self)
{
  if (self == NULL)
    return;

  g_free (self->question);
  g_free (self->answer);
  g_free (self);
}

static gpointer
copy_question (gconstpointer item,
               gpointer unused)
{
  const LecQuestion *from = item;

  return lec_question_new (from->kind, from->question, from->answer, from->source);
}

/* Returns: (transfer full): not covered yet */
LecTopic *
lec_topic_new (const char *title)
{
  LecTopic *self = NULL;

  g_return_val_if_fail (title != NULL && *title != '\0', NULL);

  self = g_new0 (LecTopic, 1);
  self->title = g_strdup (title);
  self->slides = new_slide_numbers ();
  return self;
}

void
lec_topic_free (LecTopic *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_array_unref (self->slides);
  g_free (self);
}

static gpointer
copy_topic (gconstpointer item,
            gpointer unused)
{
  const LecTopic *from = item;
  LecTopic *copy = lec_topic_new (from->title);

  copy_slide_numbers (copy->slides, from->slides);
  return copy;
}

/* Returns: (transfer full): without a note */
LecStudySlide *
lec_study_slide_new (guint slide,
                     LecSlideKind kind)
{
  LecStudySlide *self = g_new0 (LecStudySlide, 1);

  self->slide = slide;
  self->kind = kind;
  return self;
}

void
lec_study_slide_free (LecStudySlide *self)
{
  if (self == NULL)
    return;

  g_free (self->note);
  g_free (self);
}

static gpointer
copy_study_slide (gconstpointer item,
                  gpointer unused)
{
  const LecStudySlide *from = item;
  LecStudySlide *copy = lec_study_slide_new (from->slide, from->kind);

  copy->note = g_strdup (from->note);
  return copy;
}

/* Returns: (transfer full): with nothing in it */
LecStudy *
lec_study_new (void)
{
  LecStudy *self = g_new0 (LecStudy, 1);

  self->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_study_slide_free);
  self->keywords = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_keyword_free);
  self->summary = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_summary_point_free);
  self->glossary = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_glossary_entry_free);
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_question_free);
  self->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_topic_free);
  return self;
}

/* Returns: (transfer full) */
LecStudy *
lec_study_copy (const LecStudy *self)
{
  LecStudy *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_study_new ();
  copy->language = g_strdup (self->language);
  copy->model = g_strdup (self->model);
  g_ptr_array_extend (copy->slides, self->slides, copy_study_slide, NULL);
  g_ptr_array_extend (copy->keywords, self->keywords, copy_keyword, NULL);
  g_ptr_array_extend (copy->summary, self->summary, copy_summary_point, NULL);
  g_ptr_array_extend (copy->glossary, self->glossary, copy_glossary_entry, NULL);
  g_ptr_array_extend (copy->questions, self->questions, copy_question, NULL);
  g_ptr_array_extend (copy->topics, self->topics, copy_topic, NULL);
  return copy;
}

void
lec_study_free (LecStudy *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_free (self->model);
  g_ptr_array_unref (self->slides);
  g_ptr_array_unref (self->keywords);
  g_ptr_array_unref (self->summary);
  g_ptr_array_unref (self->glossary);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->topics);
  g_free (self);
}
