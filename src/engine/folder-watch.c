/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folders are gone through when the system tells of a change, when a file
 * may have settled, and every few seconds in any case: changes that another
 * computer makes on a shared folder are not told of, nor those in subfolders.
 * The thread owns everything but the queue of news, with a handle of its own on
 * the database.
 */
#include "engine/folder-watch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/arrivals.h"
#include "engine/extractor.h"
#include "engine/folder-defaults.h"

#define POLL_US    (10 * (gint64) G_USEC_PER_SEC)
#define MIN_GAP_US (200 * 1000)
#define MAX_DEPTH  3 /* recording programs make a folder for each meeting, or day */
#define MAX_FILES  20000

struct _LecFolderWatch
{
  char **folders;
  const LecJobRequest *request; /* unowned */
  const char *const *given;     /* unowned (nullable) */
  int priority;
  gboolean takes_existing;
  char *data_folder;
  char *executable;
  GAsyncQueue *news; /* (element-type LecWatchNews) owned */
  GCancellable *cancellable;
  GThread *thread;

  /* The thread's. */
  GMainContext *context;
  LecArrivals *arrivals;
  LecJobs *jobs;
  LecExtractor *extractor;
  guint n_seen;          /* in this round */
  gboolean has_too_much; /* and it was told */
  gboolean is_first_round;
  gboolean is_woken;
};

void
lec_watch_news_free (LecWatchNews *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_clear_error (&self->reason);
  g_free (self);
}

static LecWatchNews *
news_new (const char *path,
          gint64 job,
          gboolean is_new,
          GError *reason)
{
  LecWatchNews *news = g_new0 (LecWatchNews, 1);

  news->path = g_strdup (path);
  news->job = job;
  news->is_new = is_new;
  news->reason = reason;
  return news;
}

/* @path: (nullable). Takes @reason (nullable). */
static void
tell (LecFolderWatch *self,
      const char *path,
      gint64 job,
      gboolean is_new,
      GError *reason)
{
  g_async_queue_push (self->news, news_new (path, job, is_new, reason));
}

/* --- A file --- */

/* A lease for reading is refused while anybody has the file open for writing. Whoever wants to
 * write while it is held is made to wait, and the holder gets a signal: one that does nothing. */
static gboolean
refuses_lease (int fd)
{
  if (fcntl (fd, F_SETSIG, SIGURG) != 0)
    return FALSE;
  if (fcntl (fd, F_SETLEASE, F_RDLCK) != 0)
    return errno == EAGAIN;

  fcntl (fd, F_SETLEASE, F_UNLCK);
  return FALSE;
}

/* FALSE also where it cannot be told: on shared folders, of files of other users. */
static gboolean
is_open_for_writing (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean is_open = fd >= 0 && refuses_lease (fd);

  if (fd >= 0)
    g_close (fd, NULL);
  return is_open;
}

/* FALSE when it is no file. */
static gboolean
look_at (const char *path,
         LecArrivalFacts *facts)
{
  GStatBuf found = { 0 };

  if (g_stat (path, &found) != 0 || !S_ISREG (found.st_mode))
    return FALSE;

  facts->size_bytes = found.st_size;
  facts->modified_us = found.st_mtim.tv_sec * (gint64) G_USEC_PER_SEC + found.st_mtim.tv_nsec / 1000;
  return TRUE;
}

static gint64
add (LecFolderWatch *self,
     const char *path,
     LecJobsAdded *added,
     GError **error)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();

  g_ptr_array_add (request->videos, g_strdup (path));
  lec_job_options_free (request->options);
  request->options = lec_job_options_copy (self->request->options);
  request->output = g_strdup (self->request->output);
  request->force = self->request->force;
  if (!lec_folder_defaults_apply_to_request (request, self->given, error))
    return 0;

  return lec_jobs_add_once (self->jobs, request, self->priority, added, self->cancellable, error);
}

static void
take (LecFolderWatch *self,
      const char *path)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecVideoInfo) info = lec_extractor_probe (self->extractor, path, self->cancellable, &reason);
  LecJobsAdded added = LEC_JOBS_NEW;
  gint64 job = info != NULL ? add (self, path, &added, &reason) : 0;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (job != 0)
    {
      lec_arrivals_note_taken (self->arrivals, path);
      tell (self, path, job, added == LEC_JOBS_NEW, NULL);
    }
  else if (lec_arrivals_note_refused (self->arrivals, path, g_get_monotonic_time ()))
    tell (self, path, 0, FALSE, g_steal_pointer (&reason));
}

static void
consider (LecFolderWatch *self,
          const char *path)
{
  gint64 now_us = g_get_monotonic_time ();
  LecArrivalFacts facts = { 0 };

  if (!look_at (path, &facts))
    return;

  if (self->is_first_round && !self->takes_existing)
    {
      lec_arrivals_ignore (self->arrivals, path, &facts, now_us);
      return;
    }
  if (lec_arrivals_see (self->arrivals, path, &facts, now_us) != LEC_ARRIVAL_LOOK)
    return;

  /* Only now: it is more than a look. */
  facts.is_open = is_open_for_writing (path);
  if (lec_arrivals_see (self->arrivals, path, &facts, now_us) == LEC_ARRIVAL_LOOK)
    take (self, path);
}

/* --- Folders --- */

/* A link to a folder may lead anywhere, also back to where it lies. */
static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static void
go_through (LecFolderWatch *self,
            const char *folder,
            guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_cancellable_is_cancelled (self->cancellable) || self->n_seen++ >= MAX_FILES)
        return;
      if (lec_arrivals_is_recording (name))
        consider (self, path);
      else if (depth > 0 && name[0] != '.' && is_folder (path))
        go_through (self, path, depth - 1);
    }
}

/* Once. */
static void
tell_too_much (LecFolderWatch *self,
               const char *folder)
{
  LecWatchNews *news = NULL;

  if (self->has_too_much)
    return;

  self->has_too_much = TRUE;
  news = news_new (folder, 0, FALSE, NULL);
  news->is_folder = TRUE;
  news->reason = g_error_new (LEC_ERROR, LEC_ERROR_LIMIT,
                              _ ("more than %d files and folders; the others are not looked at"), MAX_FILES);
  g_async_queue_push (self->news, news);
}

static void
go_through_all (LecFolderWatch *self)
{
  self->n_seen = 0;
  for (char **folder = self->folders; *folder != NULL; folder++)
    {
      go_through (self, *folder, MAX_DEPTH);
      if (self->n_seen > MAX_FILES)
        tell_too_much (self, *folder);
    }
  lec_arrivals_sweep (self->arrivals);
  self->is_first_round = FALSE;
}

/* --- The thread --- */

static void
folder_changed_cb (GFileMonitor *monitor,
                   GFile *file,
                   GFile *other,
                   GFileMonitorEvent event,
                   gpointer user_data)
{
  LecFolderWatch *self = user_data;

  self->is_woken = TRUE;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  LecFolderWatch *self = user_data;

  self->is_woken = TRUE;
  return G_SOURCE_REMOVE;
}

/* Wakes the thread for good, from any other. A source for the cancellable would do so, too; when it
 * goes while it fires, GLib 2.74 loses it. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  LecFolderWatch *self = user_data;

  g_main_context_wakeup (self->context);
}

/* Returns: (transfer full) (element-type GFileMonitor); where there is none, time does */
static GPtrArray *
monitor_folders (LecFolderWatch *self)
{
  GPtrArray *monitors = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **path = self->folders; *path != NULL; path++)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (*path);
      GFileMonitor *monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, self->cancellable, NULL);

      if (monitor == NULL)
        continue;
      g_signal_connect (monitor, "changed", G_CALLBACK (folder_changed_cb), self);
      g_ptr_array_add (monitors, monitor);
    }

  return monitors;
}

/* Until something may be to do, and not more than some times a second: a file that is written tells
 * of each write. */
static void
wait_for_change (LecFolderWatch *self)
{
  gint64 wait_us = lec_arrivals_get_next_us (self->arrivals) - g_get_monotonic_time ();
  g_autoptr (GSource) timeout = NULL;

  timeout = g_timeout_source_new ((guint) (CLAMP (wait_us, MIN_GAP_US, POLL_US) / 1000));
  g_source_set_callback (timeout, time_is_up_cb, self, NULL);
  g_source_attach (timeout, self->context);
  while (!self->is_woken && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (timeout);
  if (!g_cancellable_is_cancelled (self->cancellable))
    g_usleep (MIN_GAP_US);
}

static void
watch (LecFolderWatch *self)
{
  g_autoptr (GPtrArray) monitors = monitor_folders (self);
  gulong handler = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), self, NULL);

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      self->is_woken = FALSE;
      go_through_all (self);
      wait_for_change (self);
    }
  g_cancellable_disconnect (self->cancellable, handler);
}

static gpointer
run_thread (gpointer data)
{
  LecFolderWatch *self = data;
  GError *reason = NULL;

  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->extractor = lec_extractor_new (NULL, self->executable);
  self->jobs = lec_jobs_open (self->data_folder, self->executable, self->cancellable, &reason);
  if (self->jobs != NULL)
    watch (self);
  else
    tell (self, NULL, 0, FALSE, reason);

  g_clear_pointer (&self->jobs, lec_jobs_free);
  g_clear_pointer (&self->extractor, lec_extractor_free);
  g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->context, g_main_context_unref);
  return NULL;
}

LecFolderWatch *
lec_folder_watch_new (const LecFolderWatchOptions *options)
{
  LecFolderWatch *self = NULL;

  g_return_val_if_fail (options != NULL && options->folders != NULL && options->request != NULL, NULL);

  self = g_new0 (LecFolderWatch, 1);
  self->folders = g_strdupv ((char **) options->folders);
  self->request = options->request;
  self->given = options->given;
  self->priority = options->priority;
  self->takes_existing = options->takes_existing;
  self->data_folder = g_strdup (options->data_folder);
  self->executable = g_strdup (options->executable);
  self->arrivals = lec_arrivals_new (options->settle_us);
  self->news = g_async_queue_new_full ((GDestroyNotify) lec_watch_news_free);
  self->cancellable = g_cancellable_new ();
  self->is_first_round = TRUE;
  self->thread = g_thread_new ("folder-watch", run_thread, self);
  return self;
}

void
lec_folder_watch_free (LecFolderWatch *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_async_queue_unref (self->news);
  lec_arrivals_free (self->arrivals);
  g_strfreev (self->folders);
  g_free (self->data_folder);
  g_free (self->executable);
  g_free (self);
}

LecWatchNews *
lec_folder_watch_pop_news (LecFolderWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_async_queue_try_pop (self->news);
}
