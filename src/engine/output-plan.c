/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and places of the outputs, and putting them there: each file written
 * aside and renamed, a new folder of pictures likewise as a whole. What is
 * there with the same content is left alone and counts as placed.
 */
#include "engine/output-plan.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "pipeline/stage.h"

#define MAX_NAME_BYTES      255
#define MAX_EXTENSION_BYTES 6
#define SUFFIX_PDF          ".pdf"
#define SUFFIX_JSON         ".json"
#define SUFFIX_IMAGES       "-slides"

static gboolean
has_pdf_suffix (const char *path)
{
  gsize length = strlen (path);

  return length > strlen (SUFFIX_PDF) &&
         g_ascii_strcasecmp (path + length - strlen (SUFFIX_PDF), SUFFIX_PDF) == 0;
}

/* The file's name without folder and extension. */
static char *
dup_stem (const char *path)
{
  char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name && strlen (dot) <= MAX_EXTENSION_BYTES)
    *dot = '\0';

  return name;
}

/* Shortens @stem at a character until it fits with the longest suffix. */
static void
fit_stem (char *stem)
{
  gsize limit = MAX_NAME_BYTES - strlen (SUFFIX_IMAGES);

  if (strlen (stem) <= limit)
    return;

  while (limit > 1 && ((guchar) stem[limit] & 0xc0) == 0x80)
    limit--;
  stem[limit] = '\0';
}

static char *
choose_folder (const char *video,
               GError **error)
{
  g_autofree char *beside = g_path_get_dirname (video);

  if (g_access (beside, W_OK | X_OK) == 0)
    return g_steal_pointer (&beside);
  if (g_access (".", W_OK | X_OK) == 0)
    return g_strdup (".");

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
                       _ ("neither the video's folder nor the current one may be written; "
                          "choose another with -o"));
  return NULL;
}

/* A folder that is not there yet is made when the outputs are placed: its parent must allow it. */
static gboolean
check_folder (const char *folder,
              GError **error)
{
  g_autofree char *present = g_strdup (folder);

  while (!g_file_test (present, G_FILE_TEST_EXISTS))
    {
      char *parent = g_path_get_dirname (present);

      g_free (present);
      present = parent;
    }
  if (g_file_test (present, G_FILE_TEST_IS_DIR) && g_access (present, W_OK | X_OK) == 0)
    return TRUE;

  g_free (present);
  present = g_filename_display_name (folder);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("the folder %s may not be written"), present);
  return FALSE;
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf facts_a = { 0 }, facts_b = { 0 };

  return g_stat (a, &facts_a) == 0 && g_stat (b, &facts_b) == 0 &&
         facts_a.st_dev == facts_b.st_dev && facts_a.st_ino == facts_b.st_ino;
}

static char *
build_path (const char *folder,
            const char *stem,
            const char *suffix)
{
  g_autofree char *name = g_strconcat (stem, suffix, NULL);

  /* "./talk.pdf" and "talk.pdf" are the same; the shorter one reads better. */
  return g_str_equal (folder, ".") && stem[0] != '-' ? g_steal_pointer (&name)
                                                     : g_build_filename (folder, name, NULL);
}

/**
 * lec_output_plan_new:
 * @video: path of the (first) video
 * @output: (nullable): a folder, or a file ending in .pdf; %NULL for beside the video when that
 *   folder may be written, else the current one
 * @options: which outputs
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_WRITABLE, or %LEC_ERROR_EXISTS
 *   when an output would take the place of the video itself
 */
LecOutputPlan *
lec_output_plan_new (const char *video,
                     const char *output,
                     const LecJobOptions *options,
                     GError **error)
{
  g_autoptr (LecOutputPlan) self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;
  gboolean is_file = FALSE;

  g_return_val_if_fail (video != NULL && options != NULL, NULL);

  is_file = output != NULL && has_pdf_suffix (output) && !g_file_test (output, G_FILE_TEST_IS_DIR);
  stem = dup_stem (is_file ? output : video);
  fit_stem (stem);
  if (is_file)
    folder = g_path_get_dirname (output);
  else
    folder = output != NULL ? g_strdup (output) : choose_folder (video, error);
  if (folder == NULL || !check_folder (folder, error))
    return NULL;

  self = g_new0 (LecOutputPlan, 1);
  self->pdf = is_file ? g_strdup (output) : build_path (folder, stem, SUFFIX_PDF);
  self->images = options->images ? build_path (folder, stem, SUFFIX_IMAGES) : NULL;
  self->json = options->json ? build_path (folder, stem, SUFFIX_JSON) : NULL;
  if (is_same_file (self->pdf, video) || (self->json != NULL && is_same_file (self->json, video)))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_EXISTS,
                           _ ("the output would replace the video itself; choose another name with -o"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
lec_output_plan_free (LecOutputPlan *self)
{
  if (self == NULL)
    return;

  g_free (self->pdf);
  g_free (self->images);
  g_free (self->json);
  g_free (self);
}

static gboolean
fail_exists (const char *path,
             GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS,
               _ ("%s is there already; --force replaces it, -o chooses another place"), name);
  return FALSE;
}

/**
 * lec_output_plan_check_free:
 *
 * Returns: %FALSE with %LEC_ERROR_EXISTS when an output is there already
 */
gboolean
lec_output_plan_check_free (const LecOutputPlan *self,
                            GError **error)
{
  const char *paths[] = { self->pdf, self->images, self->json };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (paths[i] != NULL && g_file_test (paths[i], G_FILE_TEST_EXISTS))
      return fail_exists (paths[i], error);

  return TRUE;
}

static gboolean
map_file (const char *path,
          GMappedFile **file,
          GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *name = NULL;

  *file = g_mapped_file_new (path, FALSE, &reason);
  if (*file != NULL)
    return TRUE;

  name = g_filename_display_name (path);
  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("%s is gone: %s"), name, reason->message);
  return FALSE;
}

/* Writes unless the same is there already. */
static gboolean
place_data (const char *target,
            const void *data,
            gsize length,
            gboolean replace,
            guint *n_written,
            GError **error)
{
  g_autoptr (GMappedFile) present = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_file_test (target, G_FILE_TEST_IS_REGULAR) && map_file (target, &present, NULL) &&
      g_mapped_file_get_length (present) == length &&
      (length == 0 || memcmp (g_mapped_file_get_contents (present), data, length) == 0))
    return TRUE;

  if (!lec_pending_file_save (target, data, length, replace, &reason))
    {
      if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_EXISTS))
        return fail_exists (target, error);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  ++*n_written;
  return TRUE;
}

static gboolean
place_copy (const char *target,
            const char *source,
            gboolean replace,
            guint *n_written,
            GError **error)
{
  g_autoptr (GMappedFile) file = NULL;

  return map_file (source, &file, error) &&
         place_data (target, g_mapped_file_get_contents (file), g_mapped_file_get_length (file),
                     replace, n_written, error);
}

static char *
dup_picture_name (const LecSlide *slide)
{
  const char *dot = strrchr (slide->picture, '.');

  return g_strdup_printf ("slide-%03u%s", slide->number, dot != NULL ? dot : "");
}

static gboolean
place_pictures (const LecLecture *lecture,
                const char *source_folder,
                const char *target_folder,
                gboolean replace,
                guint *n_written,
                GError **error)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      g_autofree char *name = NULL;
      g_autofree char *source = NULL;
      g_autofree char *target = NULL;

      if (slide->picture == NULL)
        continue;
      name = dup_picture_name (slide);
      source = g_build_filename (source_folder, slide->picture, NULL);
      target = g_build_filename (target_folder, name, NULL);
      if (!place_copy (target, source, replace, n_written, error))
        return FALSE;
    }

  return TRUE;
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
remove_stale_pictures (const LecLecture *lecture,
                       const char *folder)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
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

      if (is_our_picture_name (name) && !g_hash_table_contains (wanted, name))
        g_unlink (path);
    }
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A folder that was not there appears with all its pictures or not at all. */
static gboolean
place_new_folder (const LecOutputPlan *self,
                  const LecLecture *lecture,
                  const char *source_folder,
                  guint *n_written,
                  GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->images);
  g_autofree char *name = g_strdup_printf (".lectern-%08x.tmp", g_random_int ());
  g_autofree char *aside = g_build_filename (parent, name, NULL);

  if (g_mkdir (aside, 0777) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", self->images);
      return FALSE;
    }
  if (!place_pictures (lecture, source_folder, aside, FALSE, n_written, error))
    {
      remove_folder (aside);
      return FALSE;
    }
  if (g_rename (aside, self->images) != 0)
    {
      int errnum = errno;

      remove_folder (aside);
      if (errnum == ENOTEMPTY || errnum == EEXIST)
        return fail_exists (self->images, error);
      lec_error_set_from_errno (error, errnum, "create", self->images);
      return FALSE;
    }

  return TRUE;
}

static gboolean
place_images (const LecOutputPlan *self,
              const LecLecture *lecture,
              const char *source_folder,
              gboolean replace,
              guint *n_written,
              GError **error)
{
  if (!g_file_test (self->images, G_FILE_TEST_EXISTS))
    return place_new_folder (self, lecture, source_folder, n_written, error);
  if (!place_pictures (lecture, source_folder, self->images, replace, n_written, error))
    return FALSE;
  if (replace)
    remove_stale_pictures (lecture, self->images);

  return TRUE;
}

/* In the user's copy, pictures are named as they lie beside it, or not at all. */
static char *
build_json_text (const LecOutputPlan *self,
                 const LecLecture *lecture)
{
  g_autoptr (JsonNode) node = lec_lecture_to_json (lecture);
  JsonObject *root = json_node_get_object (node);
  JsonArray *slides = json_object_get_array_member (root, "slides");
  JsonArray *left_out = json_object_get_array_member (root, "left_out");
  g_autofree char *folder = self->images != NULL ? g_path_get_basename (self->images) : NULL;

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

  return lec_json_to_pretty_text (node);
}

/**
 * lec_output_plan_place:
 * @lecture: the result
 * @folder: where it lies, with its pictures and its PDF
 * @replace: whether other files of those names may be replaced
 * @n_written: (out): how many files were written; 0 when all were there already
 *
 * The PDF comes last: once it is there, all is.
 *
 * Returns: %FALSE with %LEC_ERROR_EXISTS, _NOT_WRITABLE, _NO_SPACE or _INTERNAL
 */
gboolean
lec_output_plan_place (const LecOutputPlan *self,
                       const LecLecture *lecture,
                       const char *folder,
                       gboolean replace,
                       guint *n_written,
                       GError **error)
{
  g_autofree char *target_folder = NULL;
  g_autofree char *pdf = NULL;

  g_return_val_if_fail (self != NULL && lecture != NULL && n_written != NULL, FALSE);

  *n_written = 0;
  target_folder = g_path_get_dirname (self->pdf);
  if (g_mkdir_with_parents (target_folder, 0777) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", target_folder);
      return FALSE;
    }
  if (self->images != NULL && !place_images (self, lecture, folder, replace, n_written, error))
    return FALSE;
  if (self->json != NULL)
    {
      g_autofree char *text = build_json_text (self, lecture);

      if (!place_data (self->json, text, strlen (text), replace, n_written, error))
        return FALSE;
    }

  pdf = g_build_filename (folder, LEC_FILE_PDF, NULL);
  return place_copy (self->pdf, pdf, replace, n_written, error);
}
