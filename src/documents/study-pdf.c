/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contents name pages that come after them, so all is laid out twice: into
 * a file that is thrown away, to learn where things are, and into the one that
 * is saved. Laying out costs little, pictures are read only when a file is
 * saved.
 */
#include "config.h"

#include "documents/study-pdf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/text-flow.h"

#define GUIDE_PICTURE      0.3 /* of the page's height, at most */
#define TRANSCRIPT_PICTURE 0.42
#define SLIDE_NEEDS        120.0 /* points, with a picture below its title */
#define HEADING_NEEDS      60.0

typedef struct _Guide Guide;

typedef gboolean (*AddLecture) (Guide *self, GCancellable *cancellable, GError **error);

struct _Guide
{
  const LecCourse *course;
  LecTextFlow flow;
  const LecMaterial *material;
  guint n_lecture;
  guint level;    /* of the lecture's bookmarks */
  GHashTable *at; /* (element-type gpointer guint): lectures and slides to their pages, as far as known */
};

static const LecTextStyle style_entry = { 10.5, FALSE, 0, 0, 5 };
static const LecTextStyle style_slide = { 11.5, TRUE, 0, 0, 16 };
static const LecTextStyle style_indented = { 10.5, FALSE, 0, 18, 2 };

static void
begin_lecture (Guide *self,
               guint i)
{
  self->n_lecture = i;
  self->material = g_ptr_array_index (self->course->lectures, i);
  self->flow.pages.lecture = self->material->lecture;
  self->flow.pages.folder = self->material->folder;
  self->flow.pages.title = self->material->title;
}

/* Notes that @thing is on the page. */
static void
note_place (Guide *self,
            gconstpointer thing)
{
  g_hash_table_insert (self->at, (gpointer) thing, GUINT_TO_POINTER (lec_pdf_file_get_n_pages (self->flow.pages.file)));
}

/* From 1; 0 as long as it is not known. */
static guint
find_page (const Guide *self,
           gconstpointer thing)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->at, thing));
}

static void
add_clean (Guide *self,
           const LecTextStyle *style,
           const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  lec_text_flow_add (&self->flow, style, line, 0);
}

static void
add_heading (Guide *self,
             const char *text)
{
  lec_text_flow_need (&self->flow, HEADING_NEEDS);
  lec_pdf_file_add_bookmark_at (self->flow.pages.file, self->level, text);
  lec_text_flow_add (&self->flow, &lec_text_style_heading, text, 0);
}

/* What is to be marked is, in words. */
static char *
dup_marked (const char *text,
            const LecStudySource *source)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  if (!source->is_generated)
    return g_steal_pointer (&line);

  return g_strdup_printf ("%s [%s]", line, _ ("generated"));
}

static void
add_summary (Guide *self)
{
  const GPtrArray *summary = self->material->study->summary;

  if (summary->len == 0)
    return;

  add_heading (self, _ ("Summary"));
  for (guint i = 0; i < summary->len; i++)
    {
      const LecSummaryPoint *point = g_ptr_array_index (summary, i);
      g_autofree char *text = dup_marked (point->text, &point->source);

      if (point->heading != NULL)
        {
          lec_text_flow_need (&self->flow, HEADING_NEEDS);
          add_clean (self, &lec_text_style_topic, point->heading);
        }
      lec_text_flow_add_moment (&self->flow, &lec_text_style_body, text, 0, point->source.time_s);
    }
}

static char *
join_numbers (const GArray *slides)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slides->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", g_array_index (slides, guint, i));

  return g_string_free (text, FALSE);
}

/* "entropy (slides 1, 4)" */
static void
add_with_slides (Guide *self,
                 const char *text,
                 const GArray *slides)
{
  g_autofree char *line = lec_clean_text_dup_line (text);
  g_autofree char *numbers = join_numbers (slides);
  /* Translators: %s is a list of slides' numbers */
  g_autofree char *where =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "slide %s", "slides %s", slides->len), numbers);
  g_autofree char *all = slides->len > 0 ? g_strdup_printf ("%s (%s)", line, where) : g_strdup (line);

  lec_text_flow_add (&self->flow, &lec_text_style_body, all, strlen (line));
}

static void
add_concepts (Guide *self)
{
  const GPtrArray *keywords = self->material->study->keywords;
  gboolean is_begun = FALSE;

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);

      if (!keyword->is_concept)
        continue;
      if (!is_begun)
        add_heading (self, _ ("Key concepts"));
      is_begun = TRUE;
      add_with_slides (self, keyword->text, keyword->slides);
    }
}

static void
add_topics (Guide *self)
{
  const GPtrArray *topics = self->material->study->topics;

  if (topics->len == 0)
    return;

  add_heading (self, _ ("Topics"));
  for (guint i = 0; i < topics->len; i++)
    {
      const LecTopic *topic = g_ptr_array_index (topics, i);
      g_autofree char *missing = g_strdup_printf ("%s (%s)", topic->title, _ ("not covered"));

      if (topic->slides->len > 0)
        add_with_slides (self, topic->title, topic->slides);
      else
        add_clean (self, &lec_text_style_body, missing);
    }
}

static void
add_contents (Guide *self)
{
  const GPtrArray *slides = self->material->lecture->slides;

  add_heading (self, _ ("Contents"));
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *title = lec_material_dup_slide_title (slide);
      g_autofree char *text = g_strdup_printf ("%u. %s", slide->number, title);
      g_autofree char *time = lec_time_format (lec_slide_get_place_s (slide));
      guint page = find_page (self, slide);
      g_autofree char *label = g_strdup_printf ("%s    %u", time, page);

      lec_text_flow_add_entry (&self->flow, &style_entry, text, label, page > 0 ? page - 1 : 0);
    }
}

static void
add_speech (Guide *self,
            guint slide)
{
  g_autoptr (GPtrArray) speech = lec_material_dup_speech (self->material, slide);

  for (guint i = 0; i < speech->len; i++)
    {
      const LecParagraph *paragraph = g_ptr_array_index (speech, i);
      g_autofree char *text = paragraph->speaker != NULL
                                ? g_strdup_printf ("%s: %s", paragraph->speaker, paragraph->text)
                                : g_strdup (paragraph->text);

      lec_text_flow_add_moment (&self->flow, &lec_text_style_body, text,
                                paragraph->speaker != NULL ? strlen (paragraph->speaker) + 1 : 0,
                                paragraph->start_s);
    }
}

static void
add_note (Guide *self,
          const LecSlide *slide)
{
  const LecStudySlide *study = lec_material_find_study_slide (self->material, slide->number);
  g_autofree char *note = NULL;
  g_autofree char *text = NULL;

  if (study == NULL || study->note == NULL)
    return;

  note = lec_clean_text_dup_line (study->note);
  text = g_strdup_printf (_ ("Generated: %s"), note);
  lec_text_flow_add (&self->flow, &lec_text_style_small, text, 0);
}

static void
add_slide (Guide *self,
           const LecSlide *slide)
{
  g_autofree char *title = lec_material_dup_slide_title (slide);
  g_autofree char *text = g_strdup_printf ("%u. %s", slide->number, title);

  lec_text_flow_need (&self->flow, SLIDE_NEEDS + self->flow.pages.paper->height * GUIDE_PICTURE / 2);
  note_place (self, slide);
  lec_pdf_file_add_bookmark_at (self->flow.pages.file, self->level + 1, text);
  lec_text_flow_add (&self->flow, &style_slide, text, 0);
  lec_text_flow_add_picture (&self->flow, slide, GUIDE_PICTURE);
  add_speech (self, slide->number);
  add_note (self, slide);
}

static void
add_glossary (Guide *self)
{
  const GPtrArray *glossary = self->material->study->glossary;

  if (glossary->len == 0)
    return;

  add_heading (self, _ ("Glossary"));
  for (guint i = 0; i < glossary->len; i++)
    {
      const LecGlossaryEntry *entry = g_ptr_array_index (glossary, i);
      g_autofree char *term = lec_clean_text_dup_line (entry->term);
      g_autofree char *definition = dup_marked (entry->definition, &entry->source);

      lec_text_flow_need (&self->flow, HEADING_NEEDS);
      lec_text_flow_add (&self->flow, &lec_text_style_body, term, strlen (term));
      lec_text_flow_add_moment (&self->flow, &style_indented, definition, 0, entry->source.time_s);
    }
}

static void
add_questions (Guide *self)
{
  const GPtrArray *questions = self->material->study->questions;

  if (questions->len == 0)
    return;

  add_heading (self, _ ("Questions"));
  for (guint i = 0; i < questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *line = dup_marked (question->question, &question->source);
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, line);

      lec_text_flow_add (&self->flow, &lec_text_style_body, text, 0);
    }

  /* Not where the eye falls while one thinks. */
  lec_text_flow_begin_page (&self->flow);
  add_heading (self, _ ("Answers"));
  for (guint i = 0; i < questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *line = lec_clean_text_dup_line (question->answer);
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, line);

      lec_text_flow_add_moment (&self->flow, &lec_text_style_body, text, 0, question->source.time_s);
    }
}

static void
add_facts (Guide *self)
{
  const LecLecture *lecture = self->material->lecture;
  guint n_slides = lecture->slides->len;
  g_autofree char *slides = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n_slides),
                                             n_slides);
  g_autofree char *duration = lec_time_format (lecture->video != NULL ? lecture->video->duration_s : 0);
  g_autofree char *text = g_strdup_printf ("%s · %s", slides, duration);

  lec_text_flow_add (&self->flow, &lec_text_style_small, text, 0);
  if (self->material->study != NULL && self->material->study->model != NULL)
    {
      g_autofree char *model = g_strdup_printf (_ ("What is marked as generated was written by the language model %s."),
                                                self->material->study->model);

      add_clean (self, &lec_text_style_small, model);
    }
}

static void
add_lecture_title (Guide *self)
{
  g_autofree char *title = lec_clean_text_dup_line (self->material->title);

  lec_text_flow_begin_page (&self->flow);
  note_place (self, self->material);
  if (self->course->lectures->len > 1)
    lec_pdf_file_add_bookmark_at (self->flow.pages.file, 0, title);
  lec_text_flow_add (&self->flow, &lec_text_style_title, title, 0);
}

static gboolean
add_guide (Guide *self,
           GCancellable *cancellable,
           GError **error)
{
  const GPtrArray *slides = self->material->lecture->slides;

  add_lecture_title (self);
  add_facts (self);
  if (self->material->study != NULL)
    {
      add_summary (self);
      add_concepts (self);
      add_topics (self);
    }
  add_contents (self);
  lec_text_flow_begin_page (&self->flow);
  add_heading (self, _ ("Slides"));
  add_speech (self, 0);
  for (guint i = 0; i < slides->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_slide (self, g_ptr_array_index (slides, i));
    }
  if (self->material->study != NULL)
    {
      add_glossary (self);
      add_questions (self);
    }

  return TRUE;
}

/* A slide's pages bear its number, those after the first one "3-2". */
static void
add_transcript_page (Guide *self,
                     const LecSlide *slide)
{
  g_autofree char *title = lec_material_dup_slide_title (slide);
  g_autofree char *text = g_strdup_printf ("%u. %s", slide->number, title);
  gboolean is_first = g_ptr_array_index (self->material->lecture->slides, 0) == slide;

  g_clear_pointer (&self->flow.label_prefix, g_free);
  self->flow.label_number = slide->number;
  lec_text_flow_begin_page (&self->flow);
  self->flow.label_prefix = g_strdup_printf ("%u-", slide->number);
  self->flow.label_number = 2;
  note_place (self, slide);
  if (self->course->lectures->len > 1 && is_first)
    {
      g_autofree char *lecture = lec_clean_text_dup_line (self->material->title);

      note_place (self, self->material);
      lec_pdf_file_add_bookmark_at (self->flow.pages.file, 0, lecture);
    }
  lec_pdf_file_add_bookmark_at (self->flow.pages.file, self->level, text);
  lec_slide_pages_draw_time (&self->flow.pages, slide, self->flow.pages.paper->width - LEC_PAGE_MARGIN,
                             LEC_PAGE_MARGIN * 0.6);
  lec_text_flow_add_picture (&self->flow, slide, TRANSCRIPT_PICTURE);
  if (is_first)
    add_speech (self, 0);
  add_speech (self, slide->number);
}

static gboolean
add_transcript (Guide *self,
                GCancellable *cancellable,
                GError **error)
{
  const GPtrArray *slides = self->material->lecture->slides;

  for (guint i = 0; i < slides->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_transcript_page (self, g_ptr_array_index (slides, i));
    }

  return TRUE;
}

/* The lectures of a course, before all. */
static void
add_course_contents (Guide *self)
{
  g_autofree char *title = lec_clean_text_dup_line (self->course->title);

  self->flow.pages.title = title;
  lec_text_flow_begin_page (&self->flow);
  self->flow.pages.title = "";
  lec_pdf_file_add_bookmark_at (self->flow.pages.file, 0, title);
  lec_text_flow_add (&self->flow, &lec_text_style_title, title, 0);
  for (guint i = 0; i < self->course->lectures->len; i++)
    {
      const LecMaterial *material = g_ptr_array_index (self->course->lectures, i);
      g_autofree char *line = lec_clean_text_dup_line (material->title);
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, line);
      guint page = find_page (self, material);
      g_autofree char *label = g_strdup_printf ("%u", page);

      lec_text_flow_add_entry (&self->flow, &style_entry, text, label, page > 0 ? page - 1 : 0);
    }
}

static gboolean
lay_out (Guide *self,
         LecPdfFile *file,
         const char *language,
         AddLecture add_lecture,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (LecPdfDrawnText) text = lec_pdf_drawn_text_new (file, language);
  gboolean done = TRUE;

  self->flow.pages.file = file;
  self->flow.pages.paper = self->course->paper;
  self->flow.pages.text = text;
  self->flow.label_number = 1;
  g_clear_pointer (&self->flow.label_prefix, g_free);
  if (self->course->lectures->len > 1)
    add_course_contents (self);
  for (guint i = 0; done && i < self->course->lectures->len; i++)
    {
      begin_lecture (self, i);
      done = add_lecture (self, cancellable, error);
    }
  g_clear_pointer (&self->flow.label_prefix, g_free);

  return done;
}

static gboolean
write_pdf (const LecCourse *course,
           const char *path,
           AddLecture add_lecture,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (LecPdfFile) scratch = NULL;
  g_autoptr (LecPdfFile) file = NULL;
  g_autoptr (GHashTable) at = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autofree char *language = lec_course_dup_language (course);
  g_autofree char *title = lec_clean_text_dup_line (course->title);
  Guide guide = { .course = course, .at = at, .level = course->lectures->len > 1 ? 1 : 0 };

  if (!lec_course_has_slides (course, error))
    return FALSE;

  scratch = lec_pdf_file_new ();
  if (!lay_out (&guide, scratch, language, add_lecture, cancellable, error))
    return FALSE;

  file = lec_pdf_file_new ();
  lec_pdf_file_set_information (file, title, language, lec_course_get_time_s (course));

  return lay_out (&guide, file, language, add_lecture, cancellable, error) &&
         lec_pdf_file_save (file, path, NULL, NULL, cancellable, error);
}

gboolean
lec_study_pdf_write (const LecCourse *course,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  return write_pdf (course, path, add_guide, cancellable, error);
}

gboolean
lec_study_pdf_write_transcript (const LecCourse *course,
                                const char *path,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  return write_pdf (course, path, add_transcript, cancellable, error);
}
