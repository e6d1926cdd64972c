/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key of whoever asks makes the job's id, with the owner: another's key, or
 * another's job, cannot be met by it.
 */
#include "engine/served-job.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "engine/job-folder.h"
#include "engine/jobs-private.h"
#include "engine/kept-lecture.h"
#include "engine/linked-video.h"

#define FOLDER      "served"
#define HEX_DIGITS  "0123456789abcdef"
#define VARIANT_LOW 8

/* RFC 9562: version 8, of whatever the maker likes. Returns: (transfer full) */
static char *
format_uuid (const char *hex)
{
  const char *digit = strchr (HEX_DIGITS, hex[16]);
  guint variant = VARIANT_LOW + ((guint) (digit - HEX_DIGITS) & 3);

  return g_strdup_printf ("%.8s-%.4s-8%.3s-%c%.3s-%.12s", hex, hex + 8, hex + 13, HEX_DIGITS[variant], hex + 17,
                          hex + 20);
}

char *
lec_served_job_make_id (const char *owner,
                        const char *key)
{
  g_autofree char *whose = NULL;
  g_autofree char *both = NULL;
  g_autofree char *hex = NULL;

  if (key == NULL)
    return g_uuid_string_random ();

  /* Of one length, so that no owner ends where another's key begins. */
  whose = g_compute_checksum_for_string (G_CHECKSUM_SHA256, owner != NULL ? owner : "", -1);
  both = g_strconcat (whose, key, NULL);
  hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  return format_uuid (hex);
}

/* Where all workers reach it, if they are on several machines and see the same files. */
char *
lec_served_job_dup_root (LecJobs *jobs,
                         const char *name)
{
  g_return_val_if_fail (jobs != NULL && name != NULL, NULL);

  if (jobs->cluster != NULL && jobs->cluster->shared_folder != NULL)
    return g_build_filename (jobs->cluster->shared_folder, name, NULL);
  if (jobs->folder != NULL)
    return g_build_filename (jobs->folder, name, NULL);

  return g_build_filename (g_get_user_data_dir (), "lectern", name, NULL);
}

char *
lec_served_job_dup_folder (LecJobs *jobs,
                           const char *job_id)
{
  g_autofree char *root = NULL;

  g_return_val_if_fail (jobs != NULL && g_uuid_string_is_valid (job_id), NULL);

  root = lec_served_job_dup_root (jobs, FOLDER);
  return g_build_filename (root, job_id, NULL);
}

/* Returns: (transfer full) (nullable): the path that the video has, or will have */
static char *
find_video (const char *address,
            const LecLinkOptions *link,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (!lec_link_is_address (address))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("that is no address on the web"));
      return NULL;
    }

  paths = lec_linked_video_add (address, link, NULL, cancellable, error);
  if (paths == NULL)
    return NULL;
  if (paths->len != 1)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there are %u videos at that address; give that of one"),
                   paths->len);
      return NULL;
    }

  return g_strdup (g_ptr_array_index (paths, 0));
}

static gint64
add (LecJobs *jobs,
     const LecServedJob *served,
     const char *video,
     LecJobsAdded *added,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();

  g_ptr_array_add (request->videos, g_strdup (video));
  lec_job_options_free (request->options);
  request->options = lec_job_options_copy (served->options);
  request->output = lec_served_job_dup_folder (jobs, served->job_id);
  return lec_jobs_add_called (jobs, request, served->priority, served->job_id, added, cancellable, error);
}

gint64
lec_served_job_add_link (LecJobs *jobs,
                         const LecServedJob *served,
                         const char *address,
                         const LecLinkOptions *link,
                         LecJobsAdded *added,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *video = NULL;

  g_return_val_if_fail (jobs != NULL && served != NULL && address != NULL && link != NULL && added != NULL, 0);

  video = find_video (address, link, cancellable, error);
  if (video == NULL ||
      (!lec_jobs_can_bring (jobs) && !lec_linked_video_bring (video, NULL, NULL, cancellable, error)))
    return 0;

  return add (jobs, served, video, added, cancellable, error);
}

/* What was sent to the workers of a cluster is not needed here any more. */
static void
drop_sent (LecJobs *jobs,
           const char *video)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();

  g_ptr_array_add (request->videos, g_strdup (video));
  if (jobs->cluster != NULL && !jobs->is_local_cluster && lec_jobs_has_to_be_sent (jobs, request))
    g_unlink (video);
}

gint64
lec_served_job_add_upload (LecJobs *jobs,
                           const LecServedJob *served,
                           LecUpload *upload,
                           LecJobsAdded *added,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *home = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *video = NULL;
  gint64 id = 0;

  g_return_val_if_fail (jobs != NULL && served != NULL && upload != NULL && added != NULL, 0);

  /* One of its own: the job may be there already, with another one. */
  home = lec_served_job_dup_folder (jobs, served->job_id);
  folder = g_build_filename (home, lec_upload_get_id (upload), NULL);
  video = g_build_filename (folder, lec_upload_get_name (upload), NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", folder);
      return 0;
    }

  if (lec_upload_sync (upload, error) && lec_upload_move (upload, video, error))
    {
      id = add (jobs, served, video, added, cancellable, error);
      if (id == 0)
        lec_upload_move_back (upload, video, NULL);
    }
  if (id == 0 || *added != LEC_JOBS_NEW)
    lec_file_tree_remove (folder);
  else
    drop_sent (jobs, video);
  if (id != 0)
    lec_upload_remove (upload);
  /* Only when nothing is in it. */
  g_rmdir (home);
  return id;
}

void
lec_served_job_remove_files (LecJobs *jobs,
                             const LecJob *job)
{
  g_autofree char *root = NULL;
  g_autofree char *folder = NULL;

  g_return_if_fail (jobs != NULL && job != NULL);

  root = job->request != NULL && job->request->shelf != NULL ? lec_job_folder_dup_root (jobs) : NULL;
  if (root != NULL)
    lec_kept_lecture_remove_shelf (root, job->request);
  if (!g_uuid_string_is_valid (job->job_id))
    return;

  folder = lec_served_job_dup_folder (jobs, job->job_id);
  lec_file_tree_remove (folder);
}

char *
lec_served_job_dup_source (const LecJob *job)
{
  const char *video = NULL;
  g_autofree char *address = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  if (job->request != NULL && job->request->videos->len > 0)
    {
      video = lec_job_request_get_origin (job->request, 0);
      address = lec_linked_video_dup_address (video);
    }
  if (address != NULL)
    return g_steal_pointer (&address);

  name = g_path_get_basename (video != NULL ? video : job->source);
  return g_filename_display_name (name);
}

char *
lec_served_job_clean (const LecJob *job,
                      const char *text)
{
  g_autoptr (GString) clean = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  if (text == NULL)
    return NULL;

  clean = g_string_new (text);
  for (guint i = 0; job->request != NULL && i < job->request->videos->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (lec_job_request_get_video (job->request, i));
      g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);

      if (strlen (folder) > 1)
        g_string_replace (clean, prefix, "", 0);
    }
  if (job->request != NULL && job->request->output != NULL)
    g_string_replace (clean, job->request->output, "…", 0);
  return g_string_free (g_steal_pointer (&clean), FALSE);
}
