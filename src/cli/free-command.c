/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern free: what kept lectures take, and giving up what is asked for. What
 * stays although it was asked for is said with the reason.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "base/time-format.h"
#include "cli/command.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "engine/kept-lecture.h"
#include "engine/storage.h"

#define SIZE_COLUMNS 11
#define MAX_DAYS     36500

typedef struct
{
  LecJobsSession jobs;
  char *root;
  GPtrArray *lectures; /* (element-type LecStoredLecture): those that were asked for */
  GHashTable *wanted;  /* (element-type filename): videos of jobs that are not over */
  gboolean json;
  gboolean is_trial;
  gint64 freed_bytes;
  gint64 trashed_bytes;
  guint n_trashed;
  int exit_code;
} Session;

static void
session_clear (Session *self)
{
  g_clear_pointer (&self->lectures, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->root, g_free);
  lec_jobs_session_clear (&self->jobs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static void
note_failure (Session *self,
              int exit_code)
{
  if (self->exit_code == 0)
    self->exit_code = exit_code;
}

/* --- Which lectures --- */

/* Their ids; what nothing is kept of is told. Returns: (transfer full) (nullable): %NULL for all */
static GHashTable *
find_named (Session *self,
            const char *const *inputs)
{
  g_autoptr (GHashTable) ids = NULL;

  if (*inputs == NULL)
    return NULL;

  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (; *inputs != NULL; inputs++)
    {
      g_autoptr (GError) error = NULL;
      char *id = lec_kept_lecture_find_id (self->root, *inputs, lec_jobs_session_get_cancellable (&self->jobs), &error);

      if (id != NULL)
        g_hash_table_add (ids, id);
      else
        note_failure (self, lec_report_failure (*inputs, error));
    }

  return g_steal_pointer (&ids);
}

/* @ids: (nullable): all */
static void
choose (Session *self,
        GHashTable *ids,
        guint days)
{
  gint64 before_us = g_get_real_time () - days * G_TIME_SPAN_DAY;

  for (guint i = self->lectures->len; i > 0; i--)
    {
      const LecStoredLecture *lecture = g_ptr_array_index (self->lectures, i - 1);

      if ((ids != NULL && !g_hash_table_contains (ids, lecture->id)) || (days > 0 && lecture->used_us >= before_us))
        g_ptr_array_remove_index (self->lectures, i - 1);
    }
}

/* What was asked for may be in words that this version does not know: then the first video's name
 * is all there is. */
static void
add_wanted (GHashTable *wanted,
            const LecJob *job)
{
  if (job->request == NULL)
    g_hash_table_add (wanted, g_strdup (job->source));
  for (guint i = 0; job->request != NULL && i < job->request->videos->len; i++)
    g_hash_table_add (wanted, g_strdup (lec_job_request_get_video (job->request, i)));
}

/* A job that is not over needs its videos. */
static gboolean
find_wanted (Session *self,
             GError **error)
{
  g_autoptr (GPtrArray) jobs = lec_jobs_list (self->jobs.jobs, -1, NULL, error);

  if (jobs == NULL)
    return FALSE;

  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);

      if (!lec_job_is_over (job))
        add_wanted (self->wanted, job);
    }

  return TRUE;
}

/* What gives room needs none: jobs are only looked at. */
static gboolean
open_jobs (Session *self,
           gboolean changes,
           GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!changes)
    return lec_jobs_session_init_to_read (&self->jobs, NULL, error);
  if (lec_jobs_session_init (&self->jobs, NULL, &reason))
    return TRUE;
  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SPACE))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  lec_jobs_session_clear (&self->jobs);
  return lec_jobs_session_init_to_read (&self->jobs, NULL, error);
}

static gboolean
begin (Session *self,
       const LecArguments *arguments,
       gboolean changes,
       GError **error)
{
  g_autoptr (GHashTable) ids = NULL;
  guint days = 0;

  if (!lec_jobs_session_read_number (arguments, "older-than", 1, MAX_DAYS, 0, &days, error) ||
      !open_jobs (self, changes, error) || !find_wanted (self, error))
    return FALSE;

  self->json = lec_arguments_has (arguments, "json");
  self->is_trial = lec_arguments_has (arguments, "dry-run");
  self->root = g_build_filename (lec_jobs_get_folder (self->jobs.jobs), LEC_DATA_FOLDER_LECTURES, NULL);
  self->lectures = lec_storage_list (self->root, lec_jobs_session_get_cancellable (&self->jobs), error);
  if (self->lectures == NULL)
    return FALSE;

  ids = find_named (self, lec_arguments_get_inputs (arguments, NULL));
  choose (self, ids, days);
  return TRUE;
}

/* --- Showing --- */

static const char *
describe_state (LecStoredState state)
{
  switch (state)
    {
    case LEC_STORED_UNFINISHED:
      return _ ("unfinished");
    case LEC_STORED_HALF_READ:
      return _ ("half read");
    case LEC_STORED_IN_USE:
      return _ ("in use");
    case LEC_STORED_FINISHED:
    default:
      return NULL;
    }
}

/* Of columns of sizes. */
static const char *const headings[] = {
  /* Translators: a heading over sizes: what is kept of a lecture */
  NC_ ("size", "kept"),
  /* Translators: a heading over sizes: of what is kept, what can be made again */
  NC_ ("size", "of it work"),
  /* Translators: a heading over sizes */
  NC_ ("size", "video"),
};

static const char *
get_heading (guint column)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "size", headings[column]);
}

static void
append_cell (GString *line,
             guint column,
             const char *text)
{
  int width = MAX (SIZE_COLUMNS, lec_terminal_get_text_width (get_heading (column)));

  g_string_append_printf (line, "%*s%s  ", MAX (width - lec_terminal_get_text_width (text), 0), "", text);
}

static void
append_sizes (GString *line,
              const LecStoredLecture *lecture)
{
  const gint64 sizes_bytes[] = { lecture->total_bytes, lecture->work_bytes, lecture->video_bytes };

  for (guint i = 0; i < G_N_ELEMENTS (sizes_bytes); i++)
    {
      g_autofree char *size = lec_size_format ((guint64) sizes_bytes[i]);

      append_cell (line, i, sizes_bytes[i] > 0 ? size : "");
    }
}

static void
print_lecture (const LecStoredLecture *lecture)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *title = lec_terminal_escape (lecture->title != NULL ? lecture->title : lecture->id);
  const char *state = describe_state (lecture->state);

  append_sizes (line, lecture);
  g_string_append (line, title);
  if (state != NULL)
    g_string_append_printf (line, "  (%s)", state);
  g_string_append_c (line, '\n');
  lec_report_text (line->str);
}

static void
print_heading (void)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    append_cell (line, i, get_heading (i));
  g_string_append_printf (line, "%s\n", _ ("lecture"));
  lec_report_text (line->str);
}

static void
print_total (const Session *self,
             const LecStoredLecture *total)
{
  guint n = self->lectures->len;
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u lecture", "%u lectures", n), n);
  g_autoptr (GString) line = g_string_new (NULL);

  append_sizes (line, total);
  g_string_append_printf (line, "%s\n", text);
  lec_report_text (line->str);
}

static void
print_total_json (const Session *self,
                  const LecStoredLecture *total)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "lectures", self->lectures->len);
  json_object_set_int_member (object, "total_bytes", total->total_bytes);
  json_object_set_int_member (object, "work_bytes", total->work_bytes);
  json_object_set_int_member (object, "video_bytes", total->video_bytes);
  lec_report_json (lec_json_wrap (object));
}

static void
show (const Session *self)
{
  LecStoredLecture total = { NULL };

  if (!self->json && self->lectures->len > 0)
    print_heading ();
  for (guint i = 0; i < self->lectures->len; i++)
    {
      const LecStoredLecture *lecture = g_ptr_array_index (self->lectures, i);

      total.total_bytes += lecture->total_bytes;
      total.work_bytes += lecture->work_bytes;
      total.video_bytes += lecture->video_bytes;
      if (self->json)
        lec_report_json (lec_stored_lecture_to_json (lecture));
      else
        print_lecture (lecture);
    }
  if (self->json)
    print_total_json (self, &total);
  else
    print_total (self, &total);
}

/* --- Giving up --- */

static void
free_work (Session *self,
           const LecStoredLecture *lecture)
{
  const char *name = lecture->title != NULL ? lecture->title : lecture->id;
  gint64 freed_bytes = 0;

  if (lecture->state == LEC_STORED_IN_USE)
    {
      lec_report_note (name, _ ("is being worked on; its files stay"));
      return;
    }

  freed_bytes = lec_storage_free_work (self->root, lecture, self->is_trial);
  self->freed_bytes += freed_bytes;
  if (freed_bytes > 0 || lecture->work_bytes == 0)
    return;

  lec_report_note (name, "%s", _ ("its files cannot be removed"));
  note_failure (self, lec_error_get_exit_code (LEC_ERROR_NOT_WRITABLE));
}

/* What is not there has nothing to be told of. */
static void
tell_why (Session *self,
          const char *video,
          const GError *reason)
{
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    return;

  lec_report_note (video, _ ("stays: %s"), reason->message);
  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_USAGE))
    note_failure (self, lec_error_get_exit_code_for (reason));
}

static gboolean
trash_video (Session *self,
             const LecStoredLecture *lecture,
             const char *video,
             GError **error)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (&self->jobs);
  gint64 size_bytes = lec_file_tree_measure (video);

  if (g_hash_table_contains (self->wanted, video))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("a job in the queue needs it"));
      return FALSE;
    }
  if (!lec_storage_trash_video (self->root, lecture, video, self->is_trial, cancellable, error))
    return FALSE;

  self->n_trashed++;
  self->trashed_bytes += size_bytes;
  if (!self->json)
    lec_report_path (video);
  return TRUE;
}

/* By whichever of its lectures gives it up; the first reason tells why none does. */
static void
try_video (Session *self,
           const LecStoredLecture *lecture,
           const char *video,
           GHashTable *reasons)
{
  g_autoptr (GError) reason = NULL;
  gboolean is_known = g_hash_table_contains (reasons, video);

  if (is_known && g_hash_table_lookup (reasons, video) == NULL)
    return;
  if (trash_video (self, lecture, video, &reason))
    g_hash_table_replace (reasons, (gpointer) video, NULL);
  else if (!is_known)
    g_hash_table_replace (reasons, (gpointer) video, g_steal_pointer (&reason));
}

static void
reason_free (gpointer data)
{
  if (data != NULL)
    g_error_free (data);
}

static void
free_videos (Session *self)
{
  /* By video: why it stays, NULL when it does not. */
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, reason_free);
  GHashTableIter iter;
  gpointer video = NULL, reason = NULL;

  for (guint i = 0; i < self->lectures->len; i++)
    {
      const LecStoredLecture *lecture = g_ptr_array_index (self->lectures, i);

      for (guint j = 0; !lecture->is_part && j < lecture->videos->len; j++)
        try_video (self, lecture, g_ptr_array_index (lecture->videos, j), reasons);
    }

  g_hash_table_iter_init (&iter, reasons);
  while (g_hash_table_iter_next (&iter, &video, &reason))
    if (reason != NULL)
      tell_why (self, video, reason);
}

static void
report_freed (const Session *self,
              gboolean work,
              gboolean videos)
{
  g_autofree char *freed = lec_size_format ((guint64) self->freed_bytes);
  g_autofree char *trashed = lec_size_format ((guint64) self->trashed_bytes);

  if (work && self->is_trial)
    lec_report_warning (_ ("%s would be freed"), freed);
  else if (work)
    lec_report_warning (_ ("%s freed"), freed);
  if (videos && self->is_trial)
    lec_report_warning (g_dngettext (GETTEXT_PACKAGE, "%u video (%s) would be moved to the trash",
                                     "%u videos (%s) would be moved to the trash", self->n_trashed),
                        self->n_trashed, trashed);
  else if (videos)
    lec_report_warning (g_dngettext (GETTEXT_PACKAGE,
                                     "%u video (%s) moved to the trash; emptying it makes the room free",
                                     "%u videos (%s) moved to the trash; emptying it makes the room free",
                                     self->n_trashed),
                        self->n_trashed, trashed);
}

static void
print_freed_json (const Session *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "dry_run", self->is_trial);
  json_object_set_int_member (object, "freed_bytes", self->freed_bytes);
  json_object_set_int_member (object, "trashed_videos", self->n_trashed);
  json_object_set_int_member (object, "trashed_bytes", self->trashed_bytes);
  lec_report_json (lec_json_wrap (object));
}

int
lec_command_run_free (const LecArguments *arguments)
{
  gboolean work = lec_arguments_has (arguments, "work");
  gboolean videos = lec_arguments_has (arguments, "videos");
  g_auto (Session) session = { .exit_code = 0 };
  g_autoptr (GError) error = NULL;

  if (!begin (&session, arguments, (work || videos) && !lec_arguments_has (arguments, "dry-run"), &error))
    return lec_report_failure (NULL, error);
  if (!work && !videos)
    {
      show (&session);
      return session.exit_code;
    }

  /* Videos first: what a lecture was made of is told by its parts, too. */
  if (videos)
    free_videos (&session);
  for (guint i = 0; work && i < session.lectures->len; i++)
    free_work (&session, g_ptr_array_index (session.lectures, i));
  if (session.json)
    print_freed_json (&session);
  else
    report_freed (&session, work, videos);
  return session.exit_code;
}
