/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of the labelled lectures; one slide is called like an element of a
 * page.
 */
#include "drawn-hour.h"

#include <string.h>

#include "documents/made-lecture.h"
#include "study-texts.h"
#include "text/study-analysis.h"

#define MARKUP_SLIDE 7 /* from 0 */

struct _DrawnHour
{
  MadeLecture *made;
  LecCourse *course;
};

/* Pictures as slides have them, some of them dark. */
static void
draw (MadeLecture *made,
      const StudyText *hour)
{
  for (guint i = 0; i < hour->lecture->slides->len; i++)
    {
      const LecSlide *text = g_ptr_array_index (hour->lecture->slides, i);
      const char *title = i == MARKUP_SLIDE ? DRAWN_HOUR_MARKUP : text->title;
      LecSlide *slide = made_lecture_add (made, title, text->text, i % 5 == 0, FALSE);

      g_array_set_size (slide->visits, 0);
      lec_slide_add_visit (slide, i * 60.0, (i + 1) * 60.0);
    }
  made->lecture->video->size_bytes = 123456789;
  made->lecture->video->duration_s = 60.0 * hour->lecture->slides->len;
}

DrawnHour *
drawn_hour_new (const char *texts,
                GError **error)
{
  g_autoptr (GPtrArray) labelled = study_texts_load (texts, error);
  g_autoptr (DrawnHour) self = g_new0 (DrawnHour, 1);
  g_autoptr (StudyText) hour = NULL;
  g_autoptr (LecStudy) study = NULL;
  LecAnalysisOptions options = { "- Natural selection\n- Faction\n", NULL };
  LecStudySource source = { .slide = MARKUP_SLIDE + 1, .time_s = 60.0 * MARKUP_SLIDE };

  if (labelled == NULL)
    return NULL;

  hour = study_texts_make_long (labelled, DRAWN_HOUR_SLIDES, DRAWN_HOUR_WORDS / DRAWN_HOUR_SLIDES);
  self->made = made_lecture_new (LEC_LAYOUT_SLIDES);
  draw (self->made, hour);
  study = lec_study_analyse (self->made->lecture, hour->transcript, &options, NULL, error);
  if (study == NULL)
    return NULL;

  g_ptr_array_add (study->glossary, lec_glossary_entry_new (DRAWN_HOUR_MARKUP, "what is written like markup", source));
  self->course = lec_course_new_for_one (lec_material_new (lec_lecture_copy (self->made->lecture), self->made->folder,
                                                           "An hour", g_steal_pointer (&hour->transcript),
                                                           g_steal_pointer (&study)));
  return g_steal_pointer (&self);
}

void
drawn_hour_free (DrawnHour *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->course, lec_course_free);
  g_clear_pointer (&self->made, made_lecture_free);
  g_free (self);
}

const LecCourse *
drawn_hour_get_course (const DrawnHour *self)
{
  return self->course;
}

const char *
drawn_hour_get_folder (const DrawnHour *self)
{
  return self->made->folder;
}
