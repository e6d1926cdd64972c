/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <job's folder>/brought/: "lock"; "lectures", as in a library; "documents", the
 * PDF; "brought.json", written last, which says of which run of the job they are.
 */
#include "engine/served-lecture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/cluster-fetch.h"
#include "engine/file-tree.h"
#include "engine/jobs-private.h"
#include "engine/sent-job.h"
#include "engine/served-job.h"

#define FOLDER       "brought"
#define LOCK_FILE    "lock"
#define NOTE_FILE    "brought.json"
#define LECTURES     "lectures"
#define DOCUMENTS    "documents"
#define MAX_NOTE     4096
#define LOCK_POLL_US 50000

void
lec_served_lecture_clear (LecServedLecture *self)
{
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->pdf, g_free);
}

/* Where the workers keep lectures that all machines see. Returns: (transfer full) (nullable) */
static char *
dup_shared_root (const LecJobs *jobs)
{
  const char *folder = jobs->cluster != NULL ? jobs->cluster->shared_folder : NULL;

  return folder != NULL ? g_build_filename (folder, LEC_DATA_FOLDER_LECTURES, NULL) : NULL;
}

/* Whether it is with the workers, and not where this machine sees it. */
static gboolean
is_elsewhere (const LecJobs *jobs,
              const LecJob *job)
{
  return jobs->cluster != NULL && job->request != NULL && lec_sent_job_is_one (job->request) &&
         g_uuid_string_is_valid (job->job_id);
}

/* --- What was brought --- */

static gboolean
read_note (const char *folder,
           const LecJob *job,
           char **pdf)
{
  g_autofree char *path = g_build_filename (folder, NOTE_FILE, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_NOTE, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, NOTE_FILE, NULL) : NULL;
  g_autofree char *name = NULL;
  gint64 completed_us = 0;

  if (object == NULL ||
      !lec_json_read_int (object, "completed_us", LEC_JSON_REQUIRED, 0, G_MAXINT64, &completed_us, NULL) ||
      !lec_json_read_path (object, "pdf", LEC_JSON_OPTIONAL, &name, NULL) ||
      completed_us != job->completed_us)
    return FALSE;

  *pdf = name != NULL ? g_build_filename (folder, DOCUMENTS, name, NULL) : NULL;
  return TRUE;
}

/* @pdf: (nullable) */
static gboolean
save_note (const char *folder,
           const LecJob *job,
           const char *pdf,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, NOTE_FILE, NULL);
  g_autofree char *name = pdf != NULL ? g_path_get_basename (pdf) : NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "completed_us", job->completed_us);
  if (name != NULL)
    lec_json_set_path (object, "pdf", name);
  node = lec_json_wrap (object);
  text = lec_json_to_line (node);
  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/* --- Bringing it --- */

/* Returns: a file descriptor, or -1 */
static int
take_lock (const char *folder,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "write", path);
      return -1;
    }
  /* Where files cannot be locked nobody is kept waiting. */
  while (flock (fd, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          close (fd);
          return -1;
        }
      g_usleep (LOCK_POLL_US);
    }

  return fd;
}

/* By who has the lock. */
static gboolean
bring (LecJobs *jobs,
       const LecJob *job,
       const char *folder,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *root = g_build_filename (folder, LECTURES, NULL);
  g_autofree char *documents = g_build_filename (folder, DOCUMENTS, NULL);
  LecFetchRequest request = { .output = documents, .force = TRUE };
  LecExtractor *extractor = NULL;
  g_auto (LecExtractResult) result = { 0 };
  gboolean done = FALSE;

  /* What an earlier run of the job has given is not this one's. */
  lec_file_tree_remove (root);
  lec_file_tree_remove (documents);
  if (g_mkdir_with_parents (root, 0700) != 0 || g_mkdir_with_parents (documents, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", documents);
      return FALSE;
    }

  extractor = lec_extractor_new (root, jobs->executable);
  done = lec_cluster_fetch (jobs, job, extractor, &request, NULL, &result, cancellable, error);
  lec_extractor_free (extractor);
  return done && save_note (folder, job, result.pdf, error);
}

gboolean
lec_served_lecture_find (LecServedLecture *self,
                         LecJobs *jobs,
                         const LecJob *job,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *home = NULL;
  g_autofree char *folder = NULL;
  gboolean is_here = FALSE;
  int lock = -1;

  g_return_val_if_fail (self != NULL && jobs != NULL && job != NULL, FALSE);

  if (!is_elsewhere (jobs, job))
    {
      self->root = dup_shared_root (jobs);
      self->pdf = g_strdup (job->pdf);
      return TRUE;
    }
  if (job->status != LEC_JOB_COMPLETED)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("this job is not completed"));
      return FALSE;
    }

  home = lec_served_job_dup_folder (jobs, job->job_id);
  folder = g_build_filename (home, FOLDER, NULL);
  self->root = g_build_filename (folder, LECTURES, NULL);
  if (read_note (folder, job, &self->pdf))
    return TRUE;

  lock = take_lock (folder, cancellable, error);
  if (lock < 0)
    return FALSE;
  is_here = read_note (folder, job, &self->pdf) ||
            (bring (jobs, job, folder, cancellable, error) && read_note (folder, job, &self->pdf));
  close (lock);
  return is_here;
}
