/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One address that cannot be had does not stop the others.
 */
#include "cli/link-inputs.h"

#include "cli/report.h"
#include "engine/linked-video.h"

static void
course_free (LecLinkCourse *self)
{
  g_free (self->title);
  g_free (self);
}

/* Takes @title. */
static void
add_course (LecLinkInputs *self,
            char *title,
            guint first,
            guint n_videos)
{
  LecLinkCourse *course = g_new0 (LecLinkCourse, 1);

  *course = (LecLinkCourse){ title, first, n_videos };
  g_ptr_array_add (self->courses, course);
}

static void
read_address (LecLinkInputs *self,
              GPtrArray *videos,
              const char *address,
              const LecLinkOptions *options,
              GCancellable *cancellable)
{
  g_autofree char *shown = lec_link_dup_shown (address);
  g_autoptr (GError) error = NULL;
  char *course = NULL;
  g_autoptr (GPtrArray) paths = lec_linked_video_add (address, options, &course, cancellable, &error);

  if (paths == NULL)
    {
      int exit_code = lec_report_failure (shown, error);

      self->exit_code = self->exit_code == 0 ? exit_code : self->exit_code;
      g_ptr_array_add (self->failed, g_steal_pointer (&shown));
      return;
    }
  if (course != NULL)
    add_course (self, course, videos->len, paths->len);
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (videos, g_strdup (g_ptr_array_index (paths, i)));
}

void
lec_link_inputs_read (LecLinkInputs *self,
                      const LecArguments *arguments,
                      GCancellable *cancellable)
{
  const LecLinkOptions options = { .own_network = lec_arguments_has (arguments, "own-network") };
  const char *const *inputs = lec_arguments_get_inputs (arguments, NULL);
  GPtrArray *videos = g_ptr_array_new ();

  self->courses = g_ptr_array_new_with_free_func ((GDestroyNotify) course_free);
  self->failed = g_ptr_array_new_with_free_func (g_free);
  for (; *inputs != NULL && !g_cancellable_is_cancelled (cancellable); inputs++)
    if (lec_link_is_address (*inputs))
      read_address (self, videos, *inputs, &options, cancellable);
    else
      g_ptr_array_add (videos, g_strdup (*inputs));
  /* Those that it did not come to are not done, and not missing without a word. */
  if (*inputs != NULL && self->exit_code == 0)
    self->exit_code = 130;
  g_ptr_array_add (videos, NULL);
  self->videos = (GStrv) g_ptr_array_free (videos, FALSE);
}

void
lec_link_inputs_clear (LecLinkInputs *self)
{
  g_clear_pointer (&self->videos, g_strfreev);
  g_clear_pointer (&self->courses, g_ptr_array_unref);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
}

const LecLinkCourse *
lec_link_inputs_find_course (const LecLinkInputs *self,
                             gsize index)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->courses->len; i++)
    {
      const LecLinkCourse *course = g_ptr_array_index (self->courses, i);

      if (course->first == index)
        return course;
    }

  return NULL;
}

char *
lec_link_inputs_dup_name (const char *video)
{
  char *address = lec_linked_video_dup_address (video);

  return address != NULL ? address : g_strdup (video);
}

const char *
lec_link_inputs_choose_output (const char *video,
                               const char *output)
{
  return output == NULL && lec_linked_video_is (video) ? "." : output;
}
