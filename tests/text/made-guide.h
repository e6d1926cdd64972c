/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A short lecture, and the guide that was made of it without a model.
 */
#pragma once

#include "model/said.h"
#include "model/slide.h"
#include "model/study.h"

/* Returns: (transfer full): @n_slides slides, ten seconds each, numbered from 1 */
static inline GPtrArray *
make_slides (guint n_slides)
{
  GPtrArray *slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);

  for (guint i = 0; i < n_slides; i++)
    {
      LecSlide *slide = lec_slide_new (i + 1);

      lec_slide_add_visit (slide, i * 10.0, i * 10.0 + 10);
      slide->title = g_strdup_printf ("Title %u", i + 1);
      slide->text = g_strdup_printf ("Title %u\nText of slide %u", i + 1, i + 1);
      g_ptr_array_add (slides, slide);
    }

  return slides;
}

static inline LecStudy *
make_guide (guint n_slides)
{
  LecStudy *study = lec_study_new ();
  const LecStudySource source = { .slide = 1, .time_s = 1, .is_said = TRUE };
  const guint first = 1;

  study->language = g_strdup ("en");
  for (guint i = 0; i < n_slides; i++)
    g_ptr_array_add (study->slides, lec_study_slide_new (i + 1, LEC_SLIDE_KIND_TEXT));
  g_ptr_array_add (study->summary, lec_summary_point_new ("A local sentence.", source));
  g_ptr_array_add (study->glossary, lec_glossary_entry_new ("Émeute", "a riot", source));
  g_array_append_val (((LecGlossaryEntry *) g_ptr_array_index (study->glossary, 0))->slides, first);
  g_ptr_array_add (study->questions, lec_question_new (LEC_QUESTION_TERM, "What is a riot?", "an émeute", source));

  return study;
}
