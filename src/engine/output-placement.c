/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All files are listed first and compared with what is there, so that nothing
 * is written when something stands in the way. Each is written aside and
 * renamed. Where one of them fails, what was there before is put back, and what
 * was not goes again: the files, the folder of pictures, and the folders above
 * it. What was placed is noted in the lecture's folder.
 */
#include "engine/output-placement.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/placed-outputs.h"
#include "pipeline/stage.h"

/* Each is an open file: pictures beyond that are not put back. */
#define MAX_KEPT 200

typedef struct
{
  char *target;
  GBytes *content;
  guint was_there : 1;
  guint is_done : 1;   /* the same is there */
  guint is_ours : 1;   /* what is there was placed of this lecture */
  guint is_makers : 1; /* likewise, for whom the plan is */
} File;

typedef struct
{
  const char *maker;        /* (nullable) unowned: of the plan */
  LecPlacedOutputs *placed; /* owned: what was placed before */
  GPtrArray *files;         /* (element-type File) owned */
  GPtrArray *created;       /* (element-type filename) owned: what was not there before, in order */
  GPtrArray *kept;          /* (element-type LecPendingFile) owned: what was there, where it was replaced */
} Placement;

static void
file_free (File *self)
{
  g_free (self->target);
  g_bytes_unref (self->content);
  g_free (self);
}

static void
placement_clear (Placement *self)
{
  lec_placed_outputs_free (self->placed);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->created);
  g_ptr_array_unref (self->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Placement, placement_clear)

static GBytes *
map_file (const char *path,
          GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &reason);
  g_autofree char *name = NULL;

  if (file != NULL)
    return g_mapped_file_get_bytes (file);

  name = g_filename_display_name (path);
  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("%s is gone: %s"), name, reason->message);
  return NULL;
}

static gboolean
is_there (const char *path)
{
  GStatBuf facts = { 0 };

  return g_lstat (path, &facts) == 0;
}

static gboolean
holds (const char *path,
       GBytes *content)
{
  g_autoptr (GBytes) present = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? map_file (path, NULL) : NULL;

  return present != NULL && g_bytes_equal (present, content);
}

static void
add_file (Placement *self,
          char *target,
          GBytes *content)
{
  File *file = g_new0 (File, 1);

  file->target = target;
  file->content = content;
  file->was_there = is_there (target);
  file->is_done = file->was_there && holds (target, content);
  file->is_ours = file->was_there && !file->is_done && lec_placed_outputs_owns (self->placed, target, NULL);
  file->is_makers =
    file->is_ours && self->maker != NULL && lec_placed_outputs_owns (self->placed, target, self->maker);
  g_ptr_array_add (self->files, file);
}

static char *
dup_picture_name (const LecSlide *slide)
{
  const char *dot = strrchr (slide->picture, '.');

  return g_strdup_printf ("slide-%03u%s", slide->number, dot != NULL ? dot : "");
}

static gboolean
add_pictures (Placement *self,
              const LecLecture *lecture,
              const char *source_folder,
              const char *target_folder,
              GError **error)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      g_autofree char *name = NULL;
      g_autofree char *source = NULL;
      GBytes *content = NULL;

      if (slide->picture == NULL)
        continue;
      name = dup_picture_name (slide);
      source = g_build_filename (source_folder, slide->picture, NULL);
      content = map_file (source, error);
      if (content == NULL)
        return FALSE;
      add_file (self, g_build_filename (target_folder, name, NULL), content);
    }

  return TRUE;
}

/* In the user's copy, pictures are named as they lie beside it, or not at all. */
static GBytes *
build_json (const LecOutputPlan *plan,
            const LecLecture *lecture)
{
  g_autoptr (JsonNode) node = lec_lecture_to_json (lecture);
  JsonObject *root = json_node_get_object (node);
  JsonArray *slides = json_object_get_array_member (root, "slides");
  JsonArray *left_out = json_object_get_array_member (root, "left_out");
  g_autofree char *folder = plan->images != NULL ? g_path_get_basename (plan->images) : NULL;
  char *text = NULL;

  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      JsonObject *object = json_array_get_object_element (slides, i);
      g_autofree char *name = slide->picture != NULL ? dup_picture_name (slide) : NULL;
      g_autofree char *path = folder != NULL && name != NULL ? g_build_filename (folder, name, NULL) : NULL;

      if (path != NULL)
        lec_json_set_path (object, "picture", path);
      else if (name != NULL)
        json_object_remove_member (object, "picture");
    }
  for (guint i = 0; i < json_array_get_length (left_out); i++)
    {
      JsonObject *object = json_array_get_object_element (left_out, i);

      if (json_object_has_member (object, "picture"))
        json_object_remove_member (object, "picture");
    }

  text = lec_json_to_pretty_text (node);
  return g_bytes_new_take (text, strlen (text));
}

/* The PDF comes last: once it is there, all is. */
static gboolean
list_files (Placement *self,
            const LecOutputPlan *plan,
            const LecLecture *lecture,
            const char *folder,
            GError **error)
{
  g_autofree char *pdf = g_build_filename (folder, LEC_FILE_PDF, NULL);
  GBytes *content = NULL;

  if (plan->images != NULL && !add_pictures (self, lecture, folder, plan->images, error))
    return FALSE;
  if (plan->json != NULL)
    add_file (self, g_strdup (plan->json), build_json (plan, lecture));

  content = map_file (pdf, error);
  if (content == NULL)
    return FALSE;
  add_file (self, g_strdup (plan->pdf), content);

  return TRUE;
}

static gboolean
may_write (const File *file,
           LecReplace replace)
{
  return !file->was_there || file->is_done || file->is_makers || replace == LEC_REPLACE_ALL ||
         (replace == LEC_REPLACE_OWN && file->is_ours);
}

static gboolean
check_free (Placement *self,
            LecReplace replace,
            GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = g_ptr_array_index (self->files, i);

      if (!may_write (file, replace))
        {
          lec_output_plan_set_exists (error, file->target);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
fail_to_make (const char *path,
              int errnum,
              GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (errnum == EACCES || errnum == EPERM || errnum == EROFS)
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
                 _ ("the folder %s cannot be made there; choose another with -o"), shown);
  else
    lec_error_set_from_errno (error, errnum, "create", path);

  return FALSE;
}

static gboolean
make_folder (Placement *self,
             const char *path,
             GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!g_str_equal (parent, path) && !make_folder (self, parent, error))
    return FALSE;
  if (g_mkdir (path, 0777) == 0)
    {
      g_ptr_array_add (self->created, g_strdup (path));
      return TRUE;
    }

  return fail_to_make (path, errno, error);
}

static gboolean
write_file (Placement *self,
            const File *file,
            gboolean replace,
            GError **error)
{
  gboolean is_kept = file->was_there && self->kept->len < MAX_KEPT;
  g_autoptr (LecPendingFile) before = is_kept ? lec_pending_file_new_kept (file->target) : NULL;
  g_autoptr (GError) reason = NULL;
  gsize length = 0;
  const void *data = g_bytes_get_data (file->content, &length);

  if (lec_pending_file_save (file->target, data, length, replace, &reason))
    {
      if (!file->was_there)
        g_ptr_array_add (self->created, g_strdup (file->target));
      if (before != NULL)
        g_ptr_array_add (self->kept, g_steal_pointer (&before));
      return TRUE;
    }

  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_EXISTS))
    lec_output_plan_set_exists (error, file->target);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
write_files (Placement *self,
             LecReplace replace,
             guint *n_written,
             GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = g_ptr_array_index (self->files, i);
      g_autofree char *folder = g_path_get_dirname (file->target);
      gboolean replaces = FALSE;

      if (file->is_done)
        continue;
      /* What has come there since it was looked at is nobody's to replace. */
      replaces = replace == LEC_REPLACE_ALL || (file->was_there && may_write (file, replace));
      if (!make_folder (self, folder, error) || !write_file (self, file, replaces, error))
        return FALSE;
      ++*n_written;
    }

  return TRUE;
}

static void
undo (Placement *self)
{
  for (guint i = self->created->len; i > 0; i--)
    g_remove (g_ptr_array_index (self->created, i - 1));
  for (guint i = 0; i < self->kept->len; i++)
    {
      g_autoptr (GError) reason = NULL;

      if (!lec_pending_file_commit (g_ptr_array_index (self->kept, i), &reason))
        g_debug ("%s", reason->message);
    }
}

static gboolean
is_our_picture_name (const char *name)
{
  guint number = 0;
  int end = 0;

  return sscanf (name, "slide-%6u%n", &number, &end) == 1 &&
         (g_str_equal (name + end, ".jpg") || g_str_equal (name + end, ".png"));
}

/* Pictures of an earlier result that had more slides, or others, would pass for this one's. */
static void
remove_stale_pictures (Placement *self,
                       const LecLecture *lecture,
                       const char *folder,
                       LecReplace replace)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *maker = replace == LEC_REPLACE_NOTHING ? self->maker : NULL;
  const char *name = NULL;

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      if (slide->picture != NULL)
        g_hash_table_add (wanted, dup_picture_name (slide));
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_our_picture_name (name) && !g_hash_table_contains (wanted, name) &&
          (replace == LEC_REPLACE_ALL || lec_placed_outputs_owns (self->placed, path, maker)))
        g_unlink (path);
    }
}

/* What a program left that was killed while it placed outputs here. */
static void
sweep_folders (const LecOutputPlan *plan)
{
  g_autofree char *folder = g_path_get_dirname (plan->pdf);

  lec_pending_file_sweep (folder);
  if (plan->images != NULL)
    lec_pending_file_sweep (plan->images);
}

/* Outputs are there without it; it says only what may be replaced later. */
static void
save_placed (Placement *self,
             const char *folder)
{
  g_autoptr (GError) reason = NULL;

  if (!lec_placed_outputs_save (self->placed, folder, &reason))
    g_debug ("%s", reason->message);
}

static void
note_placement (Placement *self,
                const LecOutputPlan *plan,
                const char *folder)
{
  lec_placed_outputs_begin (self->placed, plan);
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = g_ptr_array_index (self->files, i);

      lec_placed_outputs_note (self->placed, file->target, file->content);
    }
  save_placed (self, folder);
}

/**
 * lec_output_placement_run:
 * @lecture: the result
 * @folder: where it lies, with its pictures and its PDF
 * @replace: which other files of those names may be replaced
 * @n_written: (out): how many files were written; 0 when all were there already
 *
 * What is there with the same content is left alone and counts as placed. What was placed for the
 * plan's maker and is still as it was may be replaced in any case: he had begun, and was cut off.
 *
 * Returns: %FALSE with %LEC_ERROR_EXISTS, _NOT_WRITABLE, _NO_SPACE or _INTERNAL
 */
gboolean
lec_output_placement_run (const LecOutputPlan *plan,
                          const LecLecture *lecture,
                          const char *folder,
                          LecReplace replace,
                          guint *n_written,
                          GError **error)
{
  g_auto (Placement) placement = {
    NULL,
    lec_placed_outputs_load (folder),
    g_ptr_array_new_with_free_func ((GDestroyNotify) file_free),
    g_ptr_array_new_with_free_func (g_free),
    g_ptr_array_new_with_free_func ((GDestroyNotify) lec_pending_file_free),
  };

  g_return_val_if_fail (plan != NULL && lecture != NULL && folder != NULL && n_written != NULL, FALSE);

  *n_written = 0;
  placement.maker = plan->maker;
  sweep_folders (plan);
  if (!list_files (&placement, plan, lecture, folder, error) ||
      !check_free (&placement, replace, error))
    return FALSE;
  note_placement (&placement, plan, folder);
  if (!write_files (&placement, replace, n_written, error))
    {
      undo (&placement);
      lec_placed_outputs_end (placement.placed, FALSE);
      save_placed (&placement, folder);
      *n_written = 0;
      return FALSE;
    }
  if ((replace != LEC_REPLACE_NOTHING || plan->maker != NULL) && plan->images != NULL)
    remove_stale_pictures (&placement, lecture, plan->images, replace);
  lec_placed_outputs_end (placement.placed, TRUE);
  save_placed (&placement, folder);

  return TRUE;
}
