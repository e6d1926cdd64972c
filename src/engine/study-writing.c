/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents are made of folders in this process: there is nothing left in them
 * that came from a video and has to be decoded.
 */
#include "engine/study-writing.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/chaptered-video.h"
#include "engine/output-plan.h"
#include "engine/study-formats.h"
#include "pipeline/stage.h"

/* Of a lecture's pictures, by name. @visit: what is done with each; FALSE ends it */
static gboolean
for_each_picture (const LecMaterial *material,
                  const char *folder,
                  gboolean (*visit) (const char *source, const char *target, gpointer data, GError **error),
                  gpointer data,
                  GError **error)
{
  for (guint i = 0; i < material->lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (material->lecture->slides, i);
      g_autofree char *name = lec_material_dup_picture_name (slide);
      g_autofree char *source = lec_material_dup_picture_path (material, slide);
      g_autofree char *target = name != NULL ? g_build_filename (folder, name, NULL) : NULL;

      if (source != NULL && !visit (source, target, data, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
lec_study_holds_same (const char *path,
                      const char *other)
{
  g_autoptr (GMappedFile) a = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GMappedFile) b = g_mapped_file_new (other, FALSE, NULL);

  return a != NULL && b != NULL && g_mapped_file_get_length (a) == g_mapped_file_get_length (b) &&
         memcmp (g_mapped_file_get_contents (a), g_mapped_file_get_contents (b), g_mapped_file_get_length (a)) == 0;
}

static gboolean
check_picture_cb (const char *source,
                  const char *target,
                  gpointer data,
                  GError **error)
{
  if (!g_file_test (target, G_FILE_TEST_EXISTS) || lec_study_holds_same (source, target))
    return TRUE;

  lec_output_plan_set_exists (error, target);
  return FALSE;
}

/* All that is written, so that it can go again. */
typedef struct
{
  const LecStudyWriting *order;
  GPtrArray *written; /* (element-type filename): documents */
  GPtrArray *created; /* (element-type filename): what was not there before, in order */
  GPtrArray *notes;   /* (element-type utf8): what a person should know */
} Writing;

static char *
build_target (const LecStudyWriting *order,
              const LecStudyDocument *document)
{
  return order->file != NULL ? g_strdup (order->file) : g_strconcat (order->stem, document->suffix, NULL);
}

static gboolean
links_pictures (const LecStudyExport *what)
{
  for (const char *const *name = what->formats; *name != NULL; name++)
    if (lec_study_format_find (*name)->links_pictures)
      return TRUE;

  return FALSE;
}

/* Before anything is written. */
static gboolean
check_free (const LecStudyWriting *order,
            GError **error)
{
  for (const char *const *name = order->what->formats; *name != NULL; name++)
    {
      const LecStudyDocument *format = lec_study_format_find (*name);
      g_autofree char *target = build_target (order, format);

      if (format->write == NULL && !lec_chaptered_video_check (order->workshop, target, error))
        return FALSE;
    }
  if (order->what->force)
    return TRUE;

  for (const char *const *name = order->what->formats; *name != NULL; name++)
    {
      g_autofree char *target = build_target (order, lec_study_format_find (*name));

      if (g_file_test (target, G_FILE_TEST_EXISTS))
        {
          lec_output_plan_set_exists (error, target);
          return FALSE;
        }
    }
  for (guint i = 0; links_pictures (order->what) && i < order->course->lectures->len; i++)
    if (!for_each_picture (g_ptr_array_index (order->course->lectures, i), order->pictures[i],
                           check_picture_cb, NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
make_folder (Writing *self,
             const char *path,
             GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!g_str_equal (parent, path) && !make_folder (self, parent, error))
    return FALSE;
  if (g_mkdir (path, 0777) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", path);
      return FALSE;
    }

  g_ptr_array_add (self->created, g_strdup (path));
  return TRUE;
}

static gboolean
write_picture_cb (const char *source,
                  const char *target,
                  gpointer data,
                  GError **error)
{
  Writing *self = data;
  gboolean was_there = g_file_test (target, G_FILE_TEST_EXISTS);
  g_autoptr (GMappedFile) content = NULL;

  if (was_there && lec_study_holds_same (source, target))
    return TRUE;

  content = g_mapped_file_new (source, FALSE, error);
  if (content == NULL || !lec_pending_file_save (target, g_mapped_file_get_contents (content),
                                                 g_mapped_file_get_length (content), self->order->what->force, error))
    return FALSE;

  if (!was_there)
    g_ptr_array_add (self->created, g_strdup (target));
  return TRUE;
}

static gboolean
write_pictures (Writing *self,
                GError **error)
{
  for (guint i = 0; links_pictures (self->order->what) && i < self->order->course->lectures->len; i++)
    if (!make_folder (self, self->order->pictures[i], error) ||
        !for_each_picture (g_ptr_array_index (self->order->course->lectures, i), self->order->pictures[i],
                           write_picture_cb, self, error))
      return FALSE;

  return TRUE;
}

/* Each takes its time: a deck has all pictures in it. */
static void
tell_written (const Writing *self,
              gsize n_done)
{
  gsize n_all = g_strv_length ((char **) self->order->what->formats);
  LecExtractStatus status = { .stage = LEC_STAGE_GENERATE, .position_s = -1, .left_s = -1 };

  status.fraction = (double) n_done / (double) n_all;
  if (self->order->listener != NULL && self->order->listener->status != NULL)
    self->order->listener->status (&status, self->order->listener->user_data);
}

static gboolean
write_one (Writing *self,
           const LecStudyDocument *format,
           const char *target,
           GCancellable *cancellable,
           GError **error)
{
  if (format->write == NULL)
    return lec_chaptered_video_write (self->order->workshop, target, self->order->what->force, self->order->listener,
                                      cancellable, error);

  return lec_study_document_write (format, self->order->course, target, cancellable, error);
}

/* Whether @reason is only that there is nothing to put there, and that may be. */
static gboolean
may_skip (Writing *self,
          const LecStudyDocument *format,
          const GError *reason)
{
  char **note = self->order->what->skip_note;

  if (!self->order->what->skip_empty || !g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SLIDES))
    return FALSE;

  g_ptr_array_add (self->notes, g_strdup_printf (_ ("%s: left out: %s"), format->description, reason->message));
  if (note != NULL)
    {
      g_free (*note);
      *note = g_strdup (g_ptr_array_index (self->notes, self->notes->len - 1));
    }
  return TRUE;
}

static gboolean
write_documents (Writing *self,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GError) skipped = NULL;
  gsize n_done = 0;

  for (const char *const *name = self->order->what->formats; *name != NULL; name++)
    {
      const LecStudyDocument *document = lec_study_format_find (*name);
      g_autofree char *target = build_target (self->order, document);
      gboolean was_there = g_file_test (target, G_FILE_TEST_EXISTS);
      g_autoptr (GError) reason = NULL;

      if (write_one (self, document, target, cancellable, &reason))
        {
          if (!was_there)
            g_ptr_array_add (self->created, g_strdup (target));
          g_ptr_array_add (self->written, g_steal_pointer (&target));
        }
      else if (may_skip (self, document, reason))
        {
          g_clear_error (&skipped);
          skipped = g_steal_pointer (&reason);
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      tell_written (self, ++n_done);
    }
  if (self->written->len > 0)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&skipped));
  return FALSE;
}

static void
undo (Writing *self)
{
  for (guint i = self->created->len; i > 0; i--)
    g_remove (g_ptr_array_index (self->created, i - 1));
}

GPtrArray *
lec_study_write (const LecStudyWriting *self,
                 GPtrArray *notes,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) created = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  Writing writing = { self, written, created, notes };

  g_return_val_if_fail (self != NULL && notes != NULL, NULL);

  folder = g_path_get_dirname (self->stem);
  if (!check_free (self, error))
    return NULL;
  if (make_folder (&writing, folder, error) && write_pictures (&writing, error) &&
      write_documents (&writing, cancellable, error))
    return g_steal_pointer (&written);

  undo (&writing);
  return NULL;
}
