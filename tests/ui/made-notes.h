/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to study of a lecture with four slides, which begin at 73, 146, 219 and 292 s.
 */
#pragma once

#include "engine/study-notes.h"

G_BEGIN_DECLS

static inline LecStudySource
made_source (guint slide,
             double time_s,
             gboolean is_generated)
{
  return (LecStudySource){ .slide = slide, .time_s = time_s, .is_said = TRUE, .is_generated = is_generated };
}

static inline void
make_cue (LecTranscript *transcript,
          double start_s,
          const char *text,
          const char *speaker)
{
  LecCue *cue = lec_cue_new (start_s, start_s + 5, text);

  cue->speaker = g_strdup (speaker);
  g_ptr_array_add (transcript->cues, cue);
}

static inline LecTranscript *
make_transcript (void)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);

  transcript->origin = g_strdup ("Linking.vtt");
  transcript->language = g_strdup ("en");
  make_cue (transcript, 2, "Good morning.", "Ada Lovelace");
  make_cue (transcript, 80, "Today we look at <what> a linker\ndoes & why.", "Ada Lovelace");
  make_cue (transcript, 90, "It is the last step before a program runs.", "Ada Lovelace");
  make_cue (transcript, 150, "Which names are in that table?", "A student");
  make_cue (transcript, 156, "Each name that the object file defines, and each that it needs.", "Ada Lovelace");
  make_cue (transcript, 300, "Relocation changes addresses once all objects are laid out.", NULL);
  return transcript;
}

static inline void
make_keyword (LecStudy *study,
              const char *text,
              gboolean is_concept,
              guint first,
              guint last)
{
  LecKeyword *keyword = lec_keyword_new (text, 1);

  keyword->is_concept = is_concept;
  for (guint i = first; i <= last; i++)
    g_array_append_val (keyword->slides, i);
  g_ptr_array_add (study->keywords, keyword);
}

static inline void
make_term (LecStudy *study,
           const char *name,
           const char *definition,
           guint slide,
           gboolean is_generated)
{
  LecGlossaryEntry *term = lec_glossary_entry_new (name, definition, made_source (slide, slide * 73 + 8, is_generated));

  g_array_append_val (term->slides, slide);
  g_ptr_array_add (study->glossary, term);
}

static inline void
make_topic (LecStudy *study,
            const char *title,
            guint slide)
{
  LecTopic *topic = lec_topic_new (title);

  if (slide > 0)
    g_array_append_val (topic->slides, slide);
  g_ptr_array_add (study->topics, topic);
}

static inline void
make_question (LecStudy *study,
               LecQuestionKind kind,
               const char *text,
               const char *answer,
               guint slide)
{
  g_ptr_array_add (study->questions,
                   lec_question_new (kind, text, answer,
                                     made_source (slide, slide * 73 + 8, kind == LEC_QUESTION_EXPLAIN)));
}

static inline LecStudy *
make_study (void)
{
  LecStudy *study = lec_study_new ();
  LecSummaryPoint *point = NULL;

  study->language = g_strdup ("en");
  study->model = g_strdup ("llama-3");
  for (guint i = 1; i <= 4; i++)
    g_ptr_array_add (study->slides, lec_study_slide_new (i, LEC_SLIDE_KIND_TEXT));
  ((LecStudySlide *) g_ptr_array_index (study->slides, 3))->note =
    g_strdup ("A drawing of three objects, one after the other, with arrows between them.");

  point = lec_summary_point_new ("A linker is the last step before a program runs.", made_source (1, 90, FALSE));
  point->heading = g_strdup ("Why link?");
  g_ptr_array_add (study->summary, point);
  g_ptr_array_add (study->summary,
                   lec_summary_point_new ("Each object file has a table of the names that it defines and needs.",
                                          made_source (2, 156, FALSE)));
  g_ptr_array_add (study->summary,
                   lec_summary_point_new ("Addresses are known late, so they are filled in last.",
                                          made_source (4, 300, TRUE)));
  make_keyword (study, "linker", TRUE, 1, 3);
  make_keyword (study, "symbol table", TRUE, 2, 2);
  make_keyword (study, "winter term", FALSE, 1, 1);
  make_term (study, "Linker", "a program that makes one program of many objects", 1, FALSE);
  make_term (study, "Relocation", "the change of addresses once all objects are laid out", 4, TRUE);
  make_term (study, "Symbol <table>", "the names that an object file defines & needs", 2, FALSE);
  make_question (study, LEC_QUESTION_CLOZE, "A ____ makes one program of many objects.", "linker", 1);
  make_question (study, LEC_QUESTION_TERM, "What is a symbol table?", "The names that an object file defines & needs.",
                 2);
  make_question (study, LEC_QUESTION_EXPLAIN, "Why are addresses filled in last?",
                 "They are not known before all objects are laid out.", 4);
  make_topic (study, "Symbols and scopes", 2);
  make_topic (study, "Dynamic linking", 0);
  make_topic (study, "Relocation", 4);
  return study;
}

static inline LecStudyNotes *
make_notes (void)
{
  LecStudyNotes *notes = lec_study_notes_new ();

  notes->transcript = make_transcript ();
  notes->study = make_study ();
  for (guint i = 1; i <= 4; i++)
    {
      double start_s = i * 73;

      g_array_append_val (notes->starts_s, start_s);
    }
  return notes;
}

G_END_DECLS
