/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fixture of most tests here: the made lecture, drawn, as a course of one
 * lecture or of two, and what is written of it.
 */
#pragma once

#include "made-material.h"

typedef struct
{
  MadeLecture *made;
  LecCourse *course;
} DrawnCourse;

typedef gboolean (*DrawnWriter) (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);

/* @data: how many lectures the course has */
static inline void
drawn_course_set_up (DrawnCourse *self,
                     gconstpointer data)
{
  self->made = made_lecture_new (LEC_LAYOUT_SLIDES);
  made_material_draw (self->made);
  self->course = GPOINTER_TO_UINT (data) == 2 ? made_course_of_two (self->made) : made_course_new (self->made);
}

static inline void
drawn_course_tear_down (DrawnCourse *self,
                        gconstpointer data)
{
  lec_course_free (self->course);
  made_lecture_free (self->made);
}

static inline void
drawn_course_add_test (const char *path,
                       guint n_lectures,
                       void (*test) (DrawnCourse *drawn, gconstpointer data))
{
  g_test_add (path, DrawnCourse, GUINT_TO_POINTER (n_lectures), drawn_course_set_up, test, drawn_course_tear_down);
}

/* @name: of the file, in the folder of @made. Returns: (transfer full): its path */
static inline char *
write_made_course (MadeLecture *made,
                   const LecCourse *course,
                   DrawnWriter write,
                   const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = made_lecture_path (made, name);

  g_assert_true (write (course, path, NULL, &error));
  g_assert_no_error (error);

  return path;
}
