/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times of slides are those of the lecture that was studied.
 */
#include "ui/study-lists.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/time-format.h"

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/* @slides: numbers of what was studied; @told: one of them whose time is told already, or 0 */
static void
add_slide_times (LecStudyEntry *entry,
                 const LecStudyNotes *notes,
                 const GArray *slides,
                 guint told)
{
  for (guint i = 0; i < slides->len; i++)
    {
      guint slide = g_array_index (slides, guint, i);
      double start_s = 0;

      if (slide != told && lec_study_notes_find_start (notes, slide, &start_s))
        lec_study_entry_add_time (entry, start_s);
    }
}

/* What comes from a time that is told apart from the slide it is on. */
static void
add_source (LecStudyEntry *entry,
            const LecStudyNotes *notes,
            const LecStudySource *source)
{
  lec_study_entry_add_time (entry, source->time_s);
  if (source->is_generated)
    lec_study_entry_set_generated (entry, notes->study->model);
}

static void
add_section (GPtrArray *list,
             const char *title)
{
  g_ptr_array_add (list, lec_study_entry_new (LEC_STUDY_ENTRY_SECTION, title, NULL));
}

/* --- Summary and key concepts --- */

static void
add_points (GPtrArray *list,
            const LecStudyNotes *notes)
{
  const GPtrArray *points = notes->study->summary;

  if (points->len > 0)
    add_section (list, _ ("Summary"));
  for (guint i = 0; i < points->len; i++)
    {
      const LecSummaryPoint *point = g_ptr_array_index (points, i);
      LecStudyEntry *entry = lec_study_entry_new (LEC_STUDY_ENTRY_PLAIN, point->heading, point->text);

      add_source (entry, notes, &point->source);
      g_ptr_array_add (list, entry);
    }
}

/* Returns: (nullable): what is known of a term, whatever the size of its letters is */
static const LecGlossaryEntry *
find_term (const LecStudy *study,
           const char *term)
{
  g_autofree char *wanted = g_utf8_casefold (term, -1);

  for (guint i = 0; i < study->glossary->len; i++)
    {
      const LecGlossaryEntry *entry = g_ptr_array_index (study->glossary, i);
      g_autofree char *folded = g_utf8_casefold (entry->term, -1);

      if (g_str_equal (folded, wanted))
        return entry;
    }

  return NULL;
}

static void
add_concepts (GPtrArray *list,
              const LecStudyNotes *notes)
{
  const GPtrArray *keywords = notes->study->keywords;
  gboolean has_section = FALSE;

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);
      const LecGlossaryEntry *known = NULL;
      LecStudyEntry *entry = NULL;

      if (!keyword->is_concept)
        continue;
      if (!has_section)
        add_section (list, _ ("Key Concepts"));
      has_section = TRUE;
      known = find_term (notes->study, keyword->text);
      entry = lec_study_entry_new (LEC_STUDY_ENTRY_PLAIN, keyword->text, known != NULL ? known->definition : NULL);
      add_slide_times (entry, notes, keyword->slides, 0);
      if (known != NULL && known->source.is_generated)
        lec_study_entry_set_generated (entry, notes->study->model);
      g_ptr_array_add (list, entry);
    }
}

GPtrArray *
lec_study_lists_make_summary (const LecStudyNotes *notes)
{
  GPtrArray *list = new_list ();

  g_return_val_if_fail (notes != NULL, list);

  if (notes->study != NULL)
    {
      add_points (list, notes);
      add_concepts (list, notes);
    }

  return list;
}

/* --- Glossary, topics --- */

GPtrArray *
lec_study_lists_make_glossary (const LecStudyNotes *notes)
{
  GPtrArray *list = new_list ();

  g_return_val_if_fail (notes != NULL, list);

  for (guint i = 0; notes->study != NULL && i < notes->study->glossary->len; i++)
    {
      const LecGlossaryEntry *term = g_ptr_array_index (notes->study->glossary, i);
      LecStudyEntry *entry = lec_study_entry_new (LEC_STUDY_ENTRY_PLAIN, term->term, term->definition);

      add_source (entry, notes, &term->source);
      add_slide_times (entry, notes, term->slides, term->source.slide);
      g_ptr_array_add (list, entry);
    }

  return list;
}

GPtrArray *
lec_study_lists_make_topics (const LecStudyNotes *notes)
{
  GPtrArray *list = new_list ();

  g_return_val_if_fail (notes != NULL, list);

  for (guint i = 0; notes->study != NULL && i < notes->study->topics->len; i++)
    {
      const LecTopic *topic = g_ptr_array_index (notes->study->topics, i);
      LecStudyEntryKind kind = topic->slides->len > 0 ? LEC_STUDY_ENTRY_COVERED : LEC_STUDY_ENTRY_MISSED;
      LecStudyEntry *entry = lec_study_entry_new (kind, topic->title, NULL);

      add_slide_times (entry, notes, topic->slides, 0);
      g_ptr_array_add (list, entry);
    }

  return list;
}

/* --- What was said --- */

/* Who speaks is told where another one begins. */
GPtrArray *
lec_study_lists_make_transcript (const LecStudyNotes *notes)
{
  GPtrArray *list = new_list ();
  const char *speaker = NULL;

  g_return_val_if_fail (notes != NULL, list);

  for (guint i = 0; notes->transcript != NULL && i < notes->transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (notes->transcript->cues, i);
      gboolean is_other = g_strcmp0 (cue->speaker, speaker) != 0;
      LecStudyEntry *entry = lec_study_entry_new (LEC_STUDY_ENTRY_PLAIN, is_other ? cue->speaker : NULL, cue->text);

      speaker = cue->speaker;
      lec_study_entry_add_time (entry, cue->start_s);
      lec_study_entry_set_correctable (entry);
      g_ptr_array_add (list, entry);
    }

  return list;
}

static void
append_cue (GString *markup,
            const LecCue *cue,
            gboolean is_first)
{
  g_autofree char *start = lec_time_format (cue->start_s);
  g_autofree char *line = g_strdelimit (g_strdup (cue->text), "\n", ' ');
  g_autofree char *escaped = g_markup_escape_text (line, -1);
  char address[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (address, sizeof address, cue->start_s);
  g_string_append_printf (markup, "%s<a href=\"%s\"><small>%s</small></a>\u00a0%s", is_first ? "" : " ", address, start,
                          escaped);
}

char *
lec_study_lists_dup_speech_markup (const GPtrArray *said,
                                   guint slide)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  g_return_val_if_fail (said != NULL, NULL);

  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);

      if (place->slide != slide || place->cues->len == 0)
        continue;
      if (markup->len > 0)
        g_string_append (markup, "\n\n");
      for (guint j = 0; j < place->cues->len; j++)
        append_cue (markup, g_ptr_array_index (place->cues, j), j == 0);
    }

  return markup->len > 0 ? g_string_free (g_steal_pointer (&markup), FALSE) : NULL;
}
