/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure: looks at no file. A course belongs to whoever made it; writers only
 * read it, several at a time may.
 */
#include "config.h"

#include "documents/material.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "documents/clean-text.h"
#include "documents/document-language.h"
#include "model/word.h"

/* A paragraph ends at a pause once it is this long, and with a sentence past the second. */
#define PARAGRAPH_LETTERS     300
#define PARAGRAPH_MAX_LETTERS 900
#define PAUSE_S               1.5

/**
 * lec_material_new:
 * @lecture: (transfer full)
 * @transcript: (transfer full) (nullable)
 * @study: (transfer full) (nullable)
 *
 * Returns: (transfer full)
 */
LecMaterial *
lec_material_new (LecLecture *lecture,
                  const char *folder,
                  const char *title,
                  LecTranscript *transcript,
                  LecStudy *study)
{
  LecMaterial *self = NULL;

  g_return_val_if_fail (lecture != NULL && folder != NULL && title != NULL, NULL);

  self = g_new0 (LecMaterial, 1);
  self->lecture = lecture;
  self->folder = g_strdup (folder);
  self->title = g_strdup (title);
  self->transcript = transcript;
  self->study = study;
  self->said = lec_said_place (transcript, lecture->slides);

  return self;
}

void
lec_material_free (LecMaterial *self)
{
  if (self == NULL)
    return;

  lec_lecture_free (self->lecture);
  lec_transcript_free (self->transcript);
  lec_study_free (self->study);
  lec_deck_free (self->deck);
  g_free (self->original);
  g_ptr_array_unref (self->said);
  g_free (self->folder);
  g_free (self->title);
  g_free (self->pictures_link);
  g_free (self);
}

LecCourse *
lec_course_new (const char *title)
{
  LecCourse *self = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (LecCourse, 1);
  self->title = g_strdup (title);
  self->paper = lec_paper_get_usual ();
  self->lectures = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_material_free);

  return self;
}

/* A document about one lecture. @material: (transfer full) */
LecCourse *
lec_course_new_for_one (LecMaterial *material)
{
  LecCourse *self = NULL;

  g_return_val_if_fail (material != NULL, NULL);

  self = lec_course_new (material->title);
  lec_course_take (self, material);

  return self;
}

void
lec_course_free (LecCourse *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->lectures);
  g_free (self->title);
  g_free (self);
}

/* @material: (transfer full) */
void
lec_course_take (LecCourse *self,
                 LecMaterial *material)
{
  g_return_if_fail (self != NULL && material != NULL);

  g_ptr_array_add (self->lectures, material);
}

/**
 * lec_course_get_time_s:
 *
 * The same lectures give the same file: it bears the time of the latest one, or that of
 * reproducible builds (SOURCE_DATE_EPOCH).
 *
 * Returns: seconds since 1970; 0 when no lecture knows when it was made
 */
gint64
lec_course_get_time_s (const LecCourse *self)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 time_s = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT32, &time_s, NULL))
    return time_s;

  for (guint i = 0; i < self->lectures->len; i++)
    time_s = MAX (time_s, ((LecMaterial *) g_ptr_array_index (self->lectures, i))->lecture->created_s);

  return time_s;
}

/* Whether there is anything to write about. %LEC_ERROR_NO_SLIDES */
gboolean
lec_course_has_slides (const LecCourse *self,
                       GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->lectures->len; i++)
    if (((LecMaterial *) g_ptr_array_index (self->lectures, i))->lecture->slides->len > 0)
      return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("there is no slide to put into the document"));
  return FALSE;
}

/* Returns: (transfer full): of the first lecture, a BCP 47 tag */
char *
lec_course_dup_language (const LecCourse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lectures->len > 0 ? lec_material_dup_language (g_ptr_array_index (self->lectures, 0))
                                 : g_strdup ("und");
}

/* What others say of a language is taken where it has the shape of a tag. */
static gboolean
is_tag (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length < 2 || length > 35 || !g_ascii_isalpha (text[0]) || !g_ascii_isalpha (text[1]))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && (*p != '-' || p[1] == '-' || p[1] == '\0'))
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full): of what stands on the slides, a BCP 47 tag; "und" when not known */
char *
lec_material_dup_language (const LecMaterial *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->study != NULL && is_tag (self->study->language))
    return g_strdup (self->study->language);

  return lec_document_language_dup_tag (self->lecture->options->language);
}

/* Likewise, of what was said. */
char *
lec_material_dup_speech_language (const LecMaterial *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->transcript != NULL && is_tag (self->transcript->language))
    return g_strdup (self->transcript->language);

  return lec_material_dup_language (self);
}

/* Returns: (transfer none) (nullable) */
const LecSlide *
lec_material_find_slide (const LecMaterial *self,
                         guint number)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (self->lecture->slides, i);

      if (slide->number == number)
        return slide;
    }

  return NULL;
}

/* Returns: (transfer none) (nullable) */
const LecStudySlide *
lec_material_find_study_slide (const LecMaterial *self,
                               guint number)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->study != NULL && i < self->study->slides->len; i++)
    {
      const LecStudySlide *slide = g_ptr_array_index (self->study->slides, i);

      if (slide->slide == number)
        return slide;
    }

  return NULL;
}

/* Returns: (transfer full): clean, on one line; its number where it has no title */
char *
lec_material_dup_slide_title (const LecSlide *slide)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (slide != NULL, NULL);

  title = lec_clean_text_dup_line (slide->title);
  if (*title == '\0')
    /* Translators: stands for the title of a slide that has none; %u is its number */
    return g_strdup_printf (_ ("Slide %u"), slide->number);

  return g_steal_pointer (&title);
}

/* Returns: (transfer full): what stands on it below its title; clean lines, may be empty */
char *
lec_material_dup_slide_text (const LecSlide *slide)
{
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (slide != NULL, NULL);

  text = lec_clean_text_dup_lines (slide->text);
  title = lec_clean_text_dup_line (slide->title);
  if (*title != '\0' && g_str_has_prefix (text, title) &&
      (text[strlen (title)] == '\n' || text[strlen (title)] == '\0'))
    return lec_clean_text_dup_lines (text + strlen (title));

  return g_steal_pointer (&text);
}

/* Returns: (transfer full) (nullable): under which its picture is given to people */
char *
lec_material_dup_picture_name (const LecSlide *slide)
{
  const char *dot = NULL;

  g_return_val_if_fail (slide != NULL, NULL);

  if (slide->picture == NULL)
    return NULL;
  dot = strrchr (slide->picture, '.');

  return g_strdup_printf ("slide-%03u%s", slide->number, dot != NULL ? dot : "");
}

/* Returns: (transfer full) (nullable) */
char *
lec_material_dup_picture_path (const LecMaterial *self,
                               const LecSlide *slide)
{
  g_return_val_if_fail (self != NULL && slide != NULL, NULL);

  return slide->picture != NULL ? g_build_filename (self->folder, slide->picture, NULL) : NULL;
}

void
lec_paragraph_free (LecParagraph *self)
{
  if (self == NULL)
    return;

  g_free (self->speaker);
  g_free (self->text);
  g_free (self);
}

/* A paragraph that is being put together. */
typedef struct
{
  GPtrArray *paragraphs;
  GString *text;
  double start_s;
  double end_s;
  char *speaker; /* of @text, (nullable) */
  char *last_speaker;
} Speech;

static void
end_paragraph (Speech *speech)
{
  LecParagraph *paragraph = NULL;

  if (speech->text->len == 0)
    return;

  paragraph = g_new0 (LecParagraph, 1);
  paragraph->start_s = speech->start_s;
  paragraph->text = g_strdup (speech->text->str);
  if (g_strcmp0 (speech->speaker, speech->last_speaker) != 0)
    paragraph->speaker = g_strdup (speech->speaker);
  g_ptr_array_add (speech->paragraphs, paragraph);

  g_free (speech->last_speaker);
  speech->last_speaker = g_steal_pointer (&speech->speaker);
  g_string_truncate (speech->text, 0);
}

static gboolean
ends_sentence (const char *text)
{
  static const char *const ends[] = { ".", "!", "?", "…", "。", "！", "？", "؟", "।" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;

  return FALSE;
}

static gboolean
begins_paragraph (const Speech *speech,
                  const LecCue *cue,
                  const char *speaker)
{
  glong n_letters = g_utf8_strlen (speech->text->str, -1);

  if (n_letters == 0 || g_strcmp0 (speaker, speech->speaker) != 0)
    return TRUE;
  if (n_letters >= PARAGRAPH_LETTERS && cue->start_s - speech->end_s >= PAUSE_S)
    return TRUE;

  return n_letters >= PARAGRAPH_MAX_LETTERS && ends_sentence (speech->text->str);
}

static void
add_cue (Speech *speech,
         const LecCue *cue)
{
  g_autofree char *text = lec_clean_text_dup_line (cue->text);
  g_autofree char *name = lec_clean_text_dup_line (cue->speaker);
  g_autofree char *speaker = *name != '\0' ? g_steal_pointer (&name) : NULL;

  if (*text == '\0')
    return;
  if (begins_paragraph (speech, cue, speaker))
    {
      end_paragraph (speech);
      speech->start_s = cue->start_s;
      g_free (speech->speaker);
      speech->speaker = g_steal_pointer (&speaker);
    }
  else if (!lec_word_text_joins (speech->text->str, text))
    {
      g_string_append_c (speech->text, ' ');
    }
  g_string_append (speech->text, text);
  speech->end_s = cue->end_s;
}

/**
 * lec_material_dup_speech:
 * @slide: a slide's number; 0 for what was said before the first one
 *
 * All that was said over it, in order of time; each visit begins a paragraph.
 *
 * Returns: (transfer full) (element-type LecParagraph)
 */
GPtrArray *
lec_material_dup_speech (const LecMaterial *self,
                         guint slide)
{
  Speech speech = { .paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_paragraph_free) };

  g_return_val_if_fail (self != NULL, speech.paragraphs);

  speech.text = g_string_new (NULL);
  for (guint i = 0; i < self->said->len; i++)
    {
      const LecSaid *said = g_ptr_array_index (self->said, i);

      if (said->slide != slide)
        continue;
      for (guint k = 0; k < said->cues->len; k++)
        add_cue (&speech, g_ptr_array_index (said->cues, k));
      end_paragraph (&speech);
    }
  g_string_free (speech.text, TRUE);
  g_free (speech.speaker);
  g_free (speech.last_speaker);

  return speech.paragraphs;
}
