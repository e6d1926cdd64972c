/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture with all that documents can carry, and with what breaks them:
 * markup, formulas of spreadsheets, right to left, wide letters, signs outside
 * the BMP, words without end, controls.
 */
#pragma once

#include "documents/material.h"
#include "made-lecture.h"
#include "model/transcript.h"

#define NASTY_TITLE "<script>alert('x')</script> & \"quotes\" ]]>"
#define NASTY_TERM  "=HYPERLINK(\"http://a.example\",\"x\")"
#define LONG_WORD   "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" \
                  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
#define CREATED_S 1767225600 /* 2026-01-01 */

static inline void
made_material_say (LecTranscript *transcript,
                   double start_s,
                   const char *text,
                   const char *speaker)
{
  LecCue *cue = lec_cue_new (start_s, start_s + 2, text);

  cue->speaker = g_strdup (speaker);
  g_ptr_array_add (transcript->cues, cue);
}

static inline LecTranscript *
made_material_transcript (void)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);

  transcript->origin = g_strdup ("talk.vtt");
  transcript->language = g_strdup ("en");
  made_material_say (transcript, 1, "Good morning, before anything is shown.", NULL);
  made_material_say (transcript, 11, "Entropy is the mean surprise & nothing else.", "Dr. <Who>");
  made_material_say (transcript, 14, "It is measured\nin bits.", "Dr. <Who>");
  made_material_say (transcript, 22, "1. This begins like a list, and -- ends --> like a cue", NULL);
  made_material_say (transcript, 32.5, "שלום לכולם, זה טקסט מימין לשמאל.", NULL);
  made_material_say (transcript, 43, "深度学习是机器学习的一部分。", NULL);
  made_material_say (transcript, 45.5, "它使用神经网络。", NULL);
  made_material_say (transcript, 64, "The last word\x01 is here: `code` *star* _under_ [link](x) $x$ {{y}}", NULL);

  return transcript;
}

static inline void
made_material_define (LecStudy *study,
                      const char *term,
                      const char *definition,
                      guint slide)
{
  LecStudySource source = { .slide = slide, .time_s = 10.5 * slide, .is_said = slide == 1, .is_generated = slide == 4 };
  LecGlossaryEntry *entry = lec_glossary_entry_new (term, definition, source);

  g_array_append_val (entry->slides, slide);
  g_ptr_array_add (study->glossary, entry);
}

static inline void
made_material_ask (LecStudy *study,
                   LecQuestionKind kind,
                   const char *question,
                   const char *answer,
                   guint slide,
                   gboolean is_generated)
{
  LecStudySource source = {
    .slide = slide,
    .time_s = 10.5 * slide,
    .is_said = slide == 1,
    .is_generated = is_generated != FALSE
  };

  g_ptr_array_add (study->questions, lec_question_new (kind, question, answer, source));
}

static inline void
made_material_add_keyword (LecStudy *study,
                           const char *text,
                           double weight,
                           guint slide)
{
  LecKeyword *keyword = lec_keyword_new (text, weight);

  keyword->is_concept = TRUE;
  g_array_append_val (keyword->slides, slide);
  g_ptr_array_add (study->keywords, keyword);
}

static inline LecStudy *
made_material_study (void)
{
  LecStudy *study = lec_study_new ();
  LecStudySource said = { .slide = 1, .time_s = 11, .is_said = TRUE };
  LecStudySource generated = { .slide = 4, .time_s = 42, .is_generated = TRUE };
  LecSummaryPoint *point = lec_summary_point_new ("Entropy is the mean surprise & nothing else.", said);
  LecTopic *topic = lec_topic_new ("Entropy");
  guint first = 1;

  study->language = g_strdup ("en");
  study->model = g_strdup ("some-model");
  for (guint i = 1; i <= 6; i++)
    g_ptr_array_add (study->slides, lec_study_slide_new (i, i == 1 ? LEC_SLIDE_KIND_TITLE : LEC_SLIDE_KIND_TEXT));
  ((LecStudySlide *) g_ptr_array_index (study->slides, 3))->note = g_strdup ("A note on <deep> learning.");
  made_material_add_keyword (study, "entropy", 1, 1);
  made_material_add_keyword (study, "#hash <b>", 0.5, 2);
  point->heading = g_strdup ("Information & entropy");
  g_ptr_array_add (study->summary, point);
  g_ptr_array_add (study->summary, lec_summary_point_new ("- 深度学习 uses <layers>.", generated));
  made_material_define (study, "Entropy", "the mean surprise of a source", 1);
  made_material_define (study, NASTY_TERM, "-1+cmd|' /C calc'!A0", 2);
  made_material_define (study, "אנטרופיה", "מידת אי הסדר", 3);
  made_material_define (study, "🎓 <img src=x onerror=alert(1)>", "深度学习, said \"quoted\", 'so'", 4);
  made_material_define (study, LONG_WORD, "a very long word", 6);
  made_material_ask (study, LEC_QUESTION_TERM, "What is entropy?", "the mean surprise of a source", 1, FALSE);
  made_material_ask (study, LEC_QUESTION_CLOZE, "____ is the mean surprise.", "Entropy", 1, FALSE);
  made_material_ask (study, LEC_QUESTION_EXPLAIN, "+What was said on </details><b>it</b>?", "@Nothing & all", 4, TRUE);
  g_array_append_val (topic->slides, first);
  g_ptr_array_add (study->topics, topic);
  g_ptr_array_add (study->topics, lec_topic_new ("Never | covered"));

  return study;
}

/* Adds six slides to @made, which must have none. */
static inline void
made_material_draw (MadeLecture *made)
{
  LecLecture *lecture = made->lecture;

  made_lecture_add (made, "Information & entropy", "What it is\nHow it is measured\n# no heading", FALSE, FALSE);
  made_lecture_add (made, NASTY_TITLE, "- a line like a list\n=SUM(A1)\n| a | table |", TRUE, FALSE);
  made_lecture_add (made, "שלום לכולם", "שורה ראשונה\nשורה שנייה", FALSE, TRUE);
  made_lecture_add (made, "深度学习 🎓", "机器学习", FALSE, FALSE);
  made_lecture_add (made, NULL, NULL, TRUE, FALSE);
  made_lecture_add (made, LONG_WORD, "the\nend", FALSE, FALSE);
  /* The first one is shown again at the end. */
  lec_slide_add_visit (g_ptr_array_index (lecture->slides, 0), 80, 90);
  g_free (lecture->video->path);
  lecture->video->path = g_strdup ("a talk; #1.mp4");
  lecture->video->size_bytes = 123456;
  lecture->video->duration_s = 95;
  lecture->created_s = CREATED_S;
  g_free (lecture->generator);
  lecture->generator = g_strdup ("Lectern");
}

/* Four pages: the first twice, the third never, and a slide that is none of them. */
static inline LecDeck *
made_material_deck (void)
{
  static const LecDeckShow shows[] = {
    { 1, 1, 10, 20, 0.9 },
    { 2, 2, 20, 30, 0.75 },
    { 0, 3, 30, 40, 0.125 },
    { 4, 4, 40, 80, 1 },
    { 1, 1, 80, 90, 0.9 },
  };
  LecDeck *deck = lec_deck_new (4);

  deck->name = g_strdup ("slides \"2\".pdf");
  g_array_append_vals (deck->shows, shows, G_N_ELEMENTS (shows));
  return deck;
}

/* Returns: (transfer full): what was drawn, with speech, study and deck */
static inline LecMaterial *
made_material_new (MadeLecture *made,
                   const char *title)
{
  LecMaterial *material = lec_material_new (lec_lecture_copy (made->lecture), made->folder, title,
                                            made_material_transcript (), made_material_study ());

  material->pictures_link = g_strdup ("a talk; #1-slides");
  material->deck = made_material_deck ();
  /* It is taken as it is, whatever it is. */
  material->original =
    made_lecture_path (made, ((const LecSlide *) g_ptr_array_index (made->lecture->slides, 0))->picture);

  return material;
}

/* Of one lecture. */
static inline LecCourse *
made_course_new (MadeLecture *made)
{
  return lec_course_new_for_one (made_material_new (made, "A talk: \"50%\" # <done> \\ =1"));
}

/* Two of them, the second without speech and study. */
static inline LecCourse *
made_course_of_two (MadeLecture *made)
{
  LecCourse *course = lec_course_new ("A course & more");

  lec_course_take (course, made_material_new (made, "Week 1"));
  lec_course_take (course, lec_material_new (lec_lecture_copy (made->lecture), made->folder, "Week 2", NULL, NULL));

  return course;
}
