/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store knows what the slide's picture is called, the lecture's folder has it.
 */
#include "engine/job-folder.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/jobs-private.h"
#include "engine/review.h"
#include "engine/served-lecture.h"
#include "pipeline/stage.h"

/* Returns: (nullable): name within the lecture's folder */
static const char *
find_first_picture (const GPtrArray *slides)
{
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);

      if (slide->picture != NULL)
        return slide->picture;
    }

  return NULL;
}

/* Of what was fetched from a cluster, the library has it. Returns: (transfer full) (nullable) */
static char *
find_root (const LecJobs *jobs)
{
  g_autofree char *library = NULL;

  if (jobs->data != NULL)
    return lec_data_folder_build_path (jobs->data, LEC_DATA_FOLDER_LECTURES);

  library = lec_data_folder_find (NULL, NULL);
  return library != NULL ? g_build_filename (library, LEC_DATA_FOLDER_LECTURES, NULL) : NULL;
}

char *
lec_job_folder_find_picture (LecJobs *jobs,
                             gint64 job,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, job);
  g_autoptr (LecJob) found = NULL;
  g_autoptr (GPtrArray) slides = NULL;
  g_autofree char *root = NULL;
  g_autofree char *folder = NULL;
  const char *picture = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  found = lec_jobs_get (jobs, name, cancellable, error);
  slides = found != NULL ? lec_jobs_list_slides (jobs, job, cancellable, error) : NULL;
  if (slides == NULL)
    return NULL;

  root = found->request != NULL && found->request->shelf != NULL ? lec_job_folder_dup_root (jobs) : find_root (jobs);
  folder = root != NULL ? lec_review_find_job_folder (root, found) : NULL;
  picture = find_first_picture (slides);
  if (folder != NULL && picture != NULL)
    return g_build_filename (folder, picture, NULL);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there are no slides of this job yet"));
  return NULL;
}

char *
lec_job_folder_dup_root (LecJobs *jobs)
{
  const char *shared = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  shared = jobs->cluster != NULL ? jobs->cluster->shared_folder : NULL;
  return shared != NULL ? g_build_filename (shared, LEC_DATA_FOLDER_LECTURES, NULL) : find_root (jobs);
}

/* Whatever a worker may have called it: nothing but what is in the folder. */
static gboolean
is_inside (const char *picture)
{
  g_auto (GStrv) parts = g_strsplit (picture, "/", -1);

  for (char **part = parts; *part != NULL; part++)
    if (**part == '\0' || **part == '.')
      return FALSE;

  return TRUE;
}

char *
lec_job_folder_find_slide (LecJobs *jobs,
                           const LecJob *job,
                           guint number,
                           GCancellable *cancellable,
                           GError **error)
{
  g_auto (LecServedLecture) served = { NULL };
  g_autoptr (GPtrArray) slides = NULL;
  g_autofree char *root = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (jobs != NULL && job != NULL, NULL);

  slides = lec_jobs_list_slides (jobs, job->id, cancellable, error);
  if (slides == NULL || !lec_served_lecture_find (&served, jobs, job, cancellable, error))
    return NULL;

  root = served.root != NULL ? g_steal_pointer (&served.root) : find_root (jobs);
  folder = root != NULL ? lec_review_find_job_folder (root, job) : NULL;
  for (guint i = 0; folder != NULL && i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);

      if (slide->number == number && slide->picture != NULL && is_inside (slide->picture))
        return g_build_filename (folder, slide->picture, NULL);
    }

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no picture of slide %u yet"), number);
  return NULL;
}

char *
lec_job_folder_build_picture_path (const char *folder,
                                   const LecSlide *slide)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (slide != NULL, NULL);

  if (folder == NULL || slide->picture == NULL || !g_str_has_prefix (slide->picture, LEC_FOLDER_PICTURES "/"))
    return NULL;

  name = g_path_get_basename (slide->picture);
  return g_build_filename (folder, LEC_FOLDER_PICTURES, name, NULL);
}
