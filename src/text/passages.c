/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gathers passages. Whatever comes in, there are at most MAX_PASSAGES of them,
 * MAX_TOKENS words in all and PASSAGE_TOKENS in one: what is beyond is left
 * out, and the rest of the analysis need not look after itself.
 */
#include "text/passages.h"

#include <string.h>

#include "model/said.h"
#include "text/language.h"
#include "text/slide-kind.h"
#include "text/slide-lines.h"
#include "text/spoken-sentences.h"

#define MAX_PASSAGES      60000
#define MAX_TOKENS        400000 /* a lecture of ten hours has 100,000 */
#define PASSAGE_TOKENS    400
#define MAX_PASSAGE_BYTES 4000
#define DOCUMENT_S        120.0
#define SOFT_HYPHEN       0xad
#define SAMPLE_BYTES      (256 * 1024)

static void
passage_free (LecPassage *self)
{
  g_free (self->text);
  g_free (self);
}

static LecPassages *
material_new (const char *language)
{
  LecPassages *self = g_new0 (LecPassages, 1);

  self->language = g_strdup (language);
  self->vocabulary = lec_vocabulary_new (language);
  self->passages = g_ptr_array_new_with_free_func ((GDestroyNotify) passage_free);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  self->documents = g_array_new (FALSE, FALSE, sizeof (LecDocument));
  return self;
}

void
lec_passages_free (LecPassages *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  lec_vocabulary_free (self->vocabulary);
  g_ptr_array_unref (self->passages);
  g_array_unref (self->tokens);
  g_array_unref (self->documents);
  g_free (self);
}

const LecPassage *
lec_passages_get_passage (const LecPassages *self,
                          guint index)
{
  return g_ptr_array_index (self->passages, index);
}

const LecToken *
lec_passages_get_token (const LecPassages *self,
                        guint index)
{
  return &g_array_index (self->tokens, LecToken, index);
}

const LecDocument *
lec_passages_get_document (const LecPassages *self,
                           guint index)
{
  return &g_array_index (self->documents, LecDocument, index);
}

/* Valid, composed, in one line, of bounded length. Returns: (transfer full) (nullable) */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_PASSAGE_BYTES));
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *line = g_string_new (NULL);
  gboolean has_space = FALSE;

  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == SOFT_HYPHEN)
        continue;
      if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter))
        {
          has_space = line->len > 0;
          continue;
        }
      if (has_space)
        g_string_append_c (line, ' ');
      has_space = FALSE;
      g_string_append_unichar (line, letter);
    }
  if (line->len == 0)
    {
      g_string_free (line, TRUE);
      return NULL;
    }

  return g_string_free (line, FALSE);
}

static void
add_passage (LecPassages *self,
             LecPassageKind kind,
             const char *text,
             guint document,
             LecStudySource source)
{
  g_autofree char *cleaned = NULL;
  LecPassage *passage = NULL;
  guint n_free = MAX_TOKENS - MIN (self->tokens->len, MAX_TOKENS);

  if (self->passages->len >= MAX_PASSAGES || n_free == 0)
    return;
  cleaned = clean (text);
  if (cleaned == NULL)
    return;

  passage = g_new0 (LecPassage, 1);
  passage->kind = kind;
  passage->document = document;
  passage->source = source;
  passage->first = self->tokens->len;
  lec_tokens_split (cleaned, strlen (cleaned), self->vocabulary, MIN (n_free, PASSAGE_TOKENS), self->tokens);
  passage->n_tokens = self->tokens->len - passage->first;
  passage->text = g_steal_pointer (&cleaned);
  g_ptr_array_add (self->passages, passage);
}

static guint
add_document (LecPassages *self,
              guint slide,
              gboolean is_slide,
              LecSlideKind kind)
{
  LecDocument document = { slide, is_slide, NULL, kind };

  g_array_append_val (self->documents, document);
  return self->documents->len - 1;
}

/* That of the passage just added, if it is one. */
static void
keep_title (LecPassages *self,
            guint document)
{
  const LecPassage *last = lec_passages_get_passage (self, self->passages->len - 1);

  if (last->kind == LEC_PASSAGE_TITLE && last->document == document)
    g_array_index (self->documents, LecDocument, document).title = last->text;
}

static void
add_slide (LecPassages *self,
           const LecSlide *slide,
           const GPtrArray *lines,
           gboolean is_first)
{
  LecStudySource source = { slide->number, lec_slide_get_start_s (slide), FALSE, FALSE };
  guint document = add_document (self, slide->number, TRUE,
                                 lec_slide_kind_tell (slide, lines, is_first, self->language));

  for (guint i = 0; i < lines->len; i++)
    {
      const LecSlideLine *line = g_ptr_array_index (lines, i);

      if (!line->is_running)
        add_passage (self, line->is_title ? LEC_PASSAGE_TITLE : LEC_PASSAGE_LINE, line->text, document, source);
      if (line->is_title && self->passages->len > 0)
        keep_title (self, document);
    }
  if (slide->visits->len > 0)
    self->duration_s = MAX (self->duration_s, g_array_index (slide->visits, LecVisit, slide->visits->len - 1).end_s);
}

/* Also tells what runs through all of them. */
static void
add_slides (LecPassages *self,
            const GPtrArray *slides)
{
  g_autoptr (GPtrArray) all_lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < slides->len; i++)
    g_ptr_array_add (all_lines, lec_slide_lines_read (g_ptr_array_index (slides, i)));
  lec_slide_lines_mark_running (all_lines);
  for (guint i = 0; i < slides->len; i++)
    add_slide (self, g_ptr_array_index (slides, i), g_ptr_array_index (all_lines, i), i == 0);
}

typedef struct
{
  LecPassages *material;
  GHashTable *documents; /* by the slide's number */
  gboolean by_time;      /* no slides tell documents apart */
  guint document;
  double document_end_s;
} SpeechSink;

/* What was said before the first slide is a document of its own. */
static guint
find_document (SpeechSink *sink,
               guint slide,
               double time_s)
{
  gpointer found = NULL;

  if (sink->by_time)
    {
      if (time_s >= sink->document_end_s)
        {
          sink->document = add_document (sink->material, slide, FALSE, LEC_SLIDE_KIND_TEXT);
          sink->document_end_s = time_s + DOCUMENT_S;
        }
      return sink->document;
    }

  if (!g_hash_table_lookup_extended (sink->documents, GUINT_TO_POINTER (slide), NULL, &found))
    {
      found = GUINT_TO_POINTER (add_document (sink->material, slide, FALSE, LEC_SLIDE_KIND_TEXT));
      g_hash_table_insert (sink->documents, GUINT_TO_POINTER (slide), found);
    }

  return GPOINTER_TO_UINT (found);
}

static void
sentence_said_cb (const char *text,
                  guint slide,
                  double time_s,
                  gpointer user_data)
{
  SpeechSink *sink = user_data;
  LecStudySource source = { slide, time_s, TRUE, FALSE };

  sink->material->duration_s = MAX (sink->material->duration_s, time_s);
  add_passage (sink->material, LEC_PASSAGE_SAID, text, find_document (sink, slide, time_s), source);
}

static void
add_speech (LecPassages *self,
            const GPtrArray *said,
            guint n_slides)
{
  SpeechSink sink = { .material = self, .by_time = n_slides < 2, .document_end_s = -1 };

  sink.documents = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->documents->len; i++)
    g_hash_table_insert (sink.documents, GUINT_TO_POINTER (lec_passages_get_document (self, i)->slide),
                         GUINT_TO_POINTER (i));
  lec_spoken_sentences_find (said, sentence_said_cb, &sink);
  g_hash_table_unref (sink.documents);
}

static void
append_bounded (GString *sample,
                const char *text)
{
  if (text != NULL && sample->len < SAMPLE_BYTES)
    {
      g_string_append_len (sample, text, (gssize) strnlen (text, SAMPLE_BYTES));
      g_string_append_c (sample, '\n');
    }
}

static const char *
recognise_language (const LecLecture *lecture,
                    const LecTranscript *transcript)
{
  g_autoptr (GString) sample = g_string_new (NULL);
  g_autofree char *valid = NULL;

  for (guint i = 0; transcript != NULL && i < transcript->cues->len && sample->len < SAMPLE_BYTES / 2; i++)
    append_bounded (sample, ((const LecCue *) g_ptr_array_index (transcript->cues, i))->text);
  for (guint i = 0; i < lecture->slides->len; i++)
    append_bounded (sample, ((const LecSlide *) g_ptr_array_index (lecture->slides, i))->text);
  valid = g_utf8_make_valid (sample->str, (gssize) sample->len);

  return lec_language_recognise (valid, strlen (valid));
}

/**
 * lec_passages_gather:
 * @transcript: (nullable):
 * @language: (nullable): ISO 639-1; %NULL to recognise it; where that fails, it is what the
 *   transcript says
 *
 * Returns: (transfer full)
 */
LecPassages *
lec_passages_gather (const LecLecture *lecture,
                     const LecTranscript *transcript,
                     const char *language)
{
  LecPassages *self = NULL;
  g_autoptr (GPtrArray) said = NULL;
  g_autofree char *told = NULL;

  g_return_val_if_fail (lecture != NULL, NULL);

  if (language == NULL)
    language = recognise_language (lecture, transcript);
  if (language == NULL && transcript != NULL)
    language = told = lec_language_from_tag (transcript->language);
  self = material_new (language);
  add_slides (self, lecture->slides);
  said = lec_said_place (transcript, lecture->slides);
  add_speech (self, said, lecture->slides->len);

  return self;
}
