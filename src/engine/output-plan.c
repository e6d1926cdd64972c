/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and places of the outputs. Nothing is written here.
 */
#include "engine/output-plan.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/portal-document.h"

#define MAX_NAME_BYTES      255
#define MAX_EXTENSION_BYTES 6
#define SUFFIX_PDF          ".pdf"
#define SUFFIX_JSON         ".json"
#define SUFFIX_IMAGES       "-slides"
#define LONGEST_SUFFIX      ".transcript.vtt" /* of all that is made of a lecture */

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

/* Returns: (transfer full): what documents of a video at @path are titled, for people */
char *
lec_output_plan_dup_title (const char *path)
{
  g_autofree char *name = NULL;
  char *dot = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_path_get_basename (path);
  dot = strrchr (name, '.');
  if (dot != NULL && dot > name)
    *dot = '\0';

  return g_filename_display_name (name);
}

/* Shortens @stem at a character until it fits with the longest suffix. */
static void
fit_stem (char *stem)
{
  gsize limit = MAX_NAME_BYTES - strlen (LONGEST_SUFFIX);

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
  char *instead = lec_portal_document_dup_folder (video);

  if (instead != NULL)
    return instead;
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
  g_autofree char *shown = NULL;
  gboolean is_folder = FALSE;

  while (!g_file_test (present, G_FILE_TEST_EXISTS))
    {
      char *parent = g_path_get_dirname (present);

      g_free (present);
      present = parent;
    }
  is_folder = g_file_test (present, G_FILE_TEST_IS_DIR);
  if (is_folder && g_access (present, W_OK | X_OK) == 0)
    return TRUE;

  shown = g_filename_display_name (is_folder ? folder : present);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
               is_folder ? _ ("the folder %s may not be written; choose another with -o")
                         : _ ("%s is not a folder; choose another with -o"),
               shown);
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

gboolean
lec_output_plan_check_apart (const char *output,
                             const char *video,
                             GError **error)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (output != NULL && video != NULL, FALSE);

  if (!is_same_file (output, video))
    return TRUE;

  shown = g_filename_display_name (output);
  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("%s is the video itself, which is never replaced"), shown);
  return FALSE;
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
 * lec_output_plan_names_file:
 * @output: (nullable)
 *
 * Returns: whether it is the name of one PDF, not of a folder
 */
gboolean
lec_output_plan_names_file (const char *output)
{
  return output != NULL && has_pdf_suffix (output) && !g_file_test (output, G_FILE_TEST_IS_DIR);
}

/**
 * lec_output_plan_new_named:
 * @name: path that outputs are named after, and beside which they go
 * @video: (nullable): path of the (first) video
 * @output: (nullable): a folder, or a file ending in .pdf; %NULL for beside the video when that
 *   folder may be written, else the current one, or lec_portal_document_dup_folder()
 * @options: which outputs
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_WRITABLE, or %LEC_ERROR_EXISTS
 *   when an output would take the place of the video itself
 */
LecOutputPlan *
lec_output_plan_new_named (const char *name,
                           const char *video,
                           const char *output,
                           const LecJobOptions *options,
                           GError **error)
{
  g_autoptr (LecOutputPlan) self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;
  gboolean is_file = FALSE;

  g_return_val_if_fail (name != NULL && options != NULL, NULL);

  is_file = lec_output_plan_names_file (output);
  stem = dup_stem (is_file ? output : name);
  fit_stem (stem);
  if (is_file)
    folder = g_path_get_dirname (output);
  else
    folder = output != NULL ? g_strdup (output) : choose_folder (name, error);
  if (folder == NULL || !check_folder (folder, error))
    return NULL;

  self = g_new0 (LecOutputPlan, 1);
  self->pdf = is_file ? g_strdup (output) : build_path (folder, stem, SUFFIX_PDF);
  self->images = options->images ? build_path (folder, stem, SUFFIX_IMAGES) : NULL;
  self->json = options->json ? build_path (folder, stem, SUFFIX_JSON) : NULL;
  if (video != NULL && (!lec_output_plan_check_apart (self->pdf, video, error) ||
                        (self->json != NULL && !lec_output_plan_check_apart (self->json, video, error))))
    return NULL;

  return g_steal_pointer (&self);
}

/* Likewise, with the video's name. */
LecOutputPlan *
lec_output_plan_new (const char *video,
                     const char *output,
                     const LecJobOptions *options,
                     GError **error)
{
  return lec_output_plan_new_named (video, video, output, options, error);
}

void
lec_output_plan_free (LecOutputPlan *self)
{
  if (self == NULL)
    return;

  g_free (self->pdf);
  g_free (self->images);
  g_free (self->json);
  g_free (self->maker);
  g_free (self);
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
      {
        lec_output_plan_set_exists (error, paths[i]);
        return FALSE;
      }

  return TRUE;
}

void
lec_output_plan_set_exists (GError **error,
                            const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS,
               _ ("%s is there already; --force replaces it, -o chooses another place"), name);
}

/* Returns: (transfer full) (nullable): the PDF of @video; %NULL when none can be made of it */
static char *
dup_pdf_path (const char *video,
              const char *output,
              const LecJobOptions *options)
{
  g_autoptr (LecOutputPlan) plan = lec_output_plan_new (video, output, options, NULL);

  return plan != NULL ? g_canonicalize_filename (plan->pdf, NULL) : NULL;
}

/**
 * lec_output_plan_check_distinct:
 * @videos: (array length=n_videos): each becomes a PDF of its own
 *
 * What cannot be placed at all is not complained about here.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when two different videos would become the same file
 */
gboolean
lec_output_plan_check_distinct (const char *const *videos,
                                gsize n_videos,
                                const char *output,
                                const LecJobOptions *options,
                                GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < n_videos; i++)
    {
      char *pdf = dup_pdf_path (videos[i], output, options);
      const char *other = pdf != NULL ? g_hash_table_lookup (seen, pdf) : NULL;

      if (other != NULL && !is_same_file (other, videos[i]))
        {
          g_autofree char *shown = g_filename_display_name (videos[i]);
          g_autofree char *shown_other = g_filename_display_name (other);

          g_free (pdf);
          g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("what is made of %s and %s would be called alike; run them one by one, each with its own -o"),
                       shown_other, shown);
          return FALSE;
        }
      if (pdf != NULL)
        g_hash_table_insert (seen, pdf, (gpointer) videos[i]);
    }

  return TRUE;
}
