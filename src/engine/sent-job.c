/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of what goes with the videos are made from the library's own rules and
 * checked against them on the other side: no path of a request leads anywhere
 * else.
 */
#include "engine/sent-job.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/kept-edits.h"
#include "engine/kept-transcript.h"
#include "engine/never-list.h"
#include "engine/shared-video.h"
#include "worker/result-file.h"

#define EDITS_SUFFIX ".jsonl"
/* Decimal digits of a page's number. */
#define MAX_NUMBER_DIGITS 7

gboolean
lec_sent_job_is_one (const LecJobRequest *job)
{
  g_return_val_if_fail (job != NULL, FALSE);

  return job->videos->len > 0 && lec_video_address_is_meant (lec_job_request_get_video (job, 0));
}

/* --- What goes with the videos --- */

/* The note, the track and the picture of a page. */
static gboolean
is_of_never_page (const char *name)
{
  static const char *const suffixes[] = { ".json", ".bin", ".jpg", ".png", NULL };
  gsize n_digits = strspn (name, "0123456789");

  return n_digits > 0 && n_digits <= MAX_NUMBER_DIGITS && g_strv_contains (suffixes, name + n_digits);
}

/* What is kept by the content of a video. */
static const struct
{
  const char *folder; /* with the slash */
  const char *suffix;
} by_content[] = {
  { LEC_FOLDER_EDITS "/", EDITS_SUFFIX },
  { LEC_FOLDER_TRANSCRIPTS "/", LEC_TRANSCRIPT_SUFFIX },
};

static gboolean
is_named_by_content (const char *name,
                     const char *suffix)
{
  g_autofree char *id =
    g_str_has_suffix (name, suffix) ? g_strndup (name, strlen (name) - strlen (suffix)) : NULL;

  return id != NULL && lec_content_id_is_valid (id);
}

static gboolean
is_input (const char *path)
{
  if (g_str_has_prefix (path, LEC_FOLDER_NEVER_LIST "/"))
    return is_of_never_page (path + strlen (LEC_FOLDER_NEVER_LIST "/"));

  for (guint i = 0; i < G_N_ELEMENTS (by_content); i++)
    if (g_str_has_prefix (path, by_content[i].folder))
      return is_named_by_content (path + strlen (by_content[i].folder), by_content[i].suffix);

  return FALSE;
}

/* --- Sending --- */

static void
add_input (LecJobRequest *job,
           const char *path,
           const LecBlob *blob)
{
  LecJobInput *input = g_new0 (LecJobInput, 1);

  input->path = g_strdup (path);
  input->sha256 = g_strdup (blob->hash);
  input->size_bytes = blob->size_bytes;
  g_ptr_array_add (job->inputs, input);
}

static gboolean
send_input (const LecSending *sending,
            LecJobRequest *job,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *full = g_build_filename (sending->root, path, NULL);
  const LecBlobCall call = { .cancellable = cancellable };
  LecBlob blob = { 0 };

  if (!g_file_test (full, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!lec_blobs_put (sending->blobs, full, &blob, &call, error))
    return FALSE;

  add_input (job, path, &blob);
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (element-type utf8): in the order of their names */
static GPtrArray *
list_never_files (const char *root)
{
  g_autofree char *folder = g_build_filename (root, LEC_FOLDER_NEVER_LIST, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_of_never_page (name) && paths->len + G_N_ELEMENTS (by_content) < LEC_JOB_REQUEST_MAX_INPUTS)
      g_ptr_array_add (paths, g_strconcat (LEC_FOLDER_NEVER_LIST "/", name, NULL));
  g_ptr_array_sort (paths, compare_names);

  return paths;
}

static gboolean
send_inputs (const LecSending *sending,
             LecJobRequest *job,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) pages = list_never_files (sending->root);

  for (guint i = 0; i < G_N_ELEMENTS (by_content); i++)
    {
      g_autofree char *path = g_strconcat (by_content[i].folder, sending->content_id, by_content[i].suffix, NULL);

      if (!send_input (sending, job, path, cancellable, error))
        return FALSE;
    }
  for (guint i = 0; i < pages->len; i++)
    if (!send_input (sending, job, g_ptr_array_index (pages, i), cancellable, error))
      return FALSE;

  return TRUE;
}

/* A video on its way. */
typedef struct
{
  const LecSending *sending;
  const char *video;
} Way;

static void
progress_cb (gint64 done_bytes,
             gint64 total_bytes,
             gpointer user_data)
{
  const Way *way = user_data;

  way->sending->progress (way->video, done_bytes, total_bytes, way->sending->progress_data);
}

/* Returns: (transfer full) (nullable): its address */
static char *
send_video (const LecSending *sending,
            const char *video,
            GCancellable *cancellable,
            GError **error)
{
  Way way = { sending, video };
  const LecBlobCall call = { cancellable, sending->progress != NULL ? progress_cb : NULL, &way };
  g_auto (LecVideoAddress) address = { 0 };

  return lec_shared_video_send (sending->blobs, video, &address, &call, error) ? lec_video_address_to_text (&address)
                                                                               : NULL;
}

/* Takes @addresses, in the place of the videos. */
static void
name_videos (LecJobRequest *job,
             GPtrArray *addresses)
{
  g_ptr_array_unref (job->origins);
  job->origins = job->videos;
  job->videos = addresses;
}

gboolean
lec_sent_job_send (const LecSending *sending,
                   LecJobRequest *job,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (sending != NULL && sending->content_id != NULL && job != NULL, FALSE);

  for (guint i = 0; i < job->videos->len; i++)
    {
      char *address = send_video (sending, lec_job_request_get_video (job, i), cancellable, error);

      if (address == NULL)
        return FALSE;
      g_ptr_array_add (addresses, address);
    }
  if (sending->root != NULL && !send_inputs (sending, job, cancellable, error))
    return FALSE;

  name_videos (job, g_steal_pointer (&addresses));
  return TRUE;
}

/* Of one that is gone, an address that nothing is at. Returns: (transfer full) */
static char *
name_video (const LecSending *sending,
            const char *video,
            guint i)
{
  g_autofree char *folder = g_path_get_dirname (video);
  g_autofree char *name = g_path_get_basename (video);
  g_autofree char *hash = lec_result_file_hash (folder, name, NULL);
  g_autofree char *part = g_strdup_printf ("gone-%u", i);
  g_auto (LecVideoAddress) address = { 0 };
  GStatBuf facts = { 0 };

  if (hash == NULL)
    hash = lec_content_id_combine (&sending->content_id, 1, part);
  lec_video_address_init (&address, video, hash, g_stat (video, &facts) == 0 ? facts.st_size : 0);
  return lec_video_address_to_text (&address);
}

gboolean
lec_sent_job_name (const LecSending *sending,
                   LecJobRequest *job,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (sending != NULL && sending->content_id != NULL && job != NULL, FALSE);

  for (guint i = 0; i < job->videos->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_ptr_array_add (addresses, name_video (sending, lec_job_request_get_video (job, i), i));
    }
  if (sending->root != NULL && !send_inputs (sending, job, cancellable, error))
    return FALSE;

  name_videos (job, g_steal_pointer (&addresses));
  return TRUE;
}

/* --- Bringing --- */

static gboolean
bring_input (LecBlobs *blobs,
             const LecJobInput *input,
             const char *root,
             GCancellable *cancellable,
             GError **error)
{
  const LecBlobCall call = { .cancellable = cancellable };
  LecBlob blob = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  if (!is_input (input->path))
    {
      g_autofree char *shown = g_filename_display_name (input->path);

      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("the request names a file that no library has: %s"), shown);
      return FALSE;
    }
  if (!lec_blob_init (&blob, input->sha256, input->size_bytes, error))
    return FALSE;

  path = g_build_filename (root, input->path, NULL);
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return lec_blobs_get (blobs, &blob, path, &call, error);

  lec_error_set_from_errno (error, errno, "create", folder);
  return FALSE;
}

gboolean
lec_sent_job_bring_inputs (LecBlobs *blobs,
                           const LecJobRequest *job,
                           const char *root,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && job != NULL && root != NULL, FALSE);

  for (guint i = 0; i < job->inputs->len; i++)
    if (!bring_input (blobs, g_ptr_array_index (job->inputs, i), root, cancellable, error))
      return FALSE;

  return TRUE;
}
