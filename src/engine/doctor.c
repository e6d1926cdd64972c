/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One function a check, each independent of the others: what is broken must not
 * hide what else is.
 */
#include "engine/doctor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

#include "base/error.h"
#include "base/json.h"
#include "base/time-format.h"
#include "engine/data-folder.h"
#include "pipeline/stage.h"
#include "store/sqlite-schema.h"
#include "store/sqlite-store.h"
#include "text/ocr-languages.h"
#include "text/ocr.h"
#include "worker/task-runner.h"

#define CHECK_TASK_PROCESS    "task-process"
#define CHECK_LANGUAGES       "languages"
#define CHECK_DATA_FOLDER     "data-folder"
#define CHECK_DATABASE        "database"
#define CHECK_UPKEEP          "upkeep"
#define CHECK_DATA_SPACE      "data-space"
#define CHECK_TEMPORARY_SPACE "temporary-space"

#define MIB                 (G_GUINT64_CONSTANT (1) << 20)
#define MAX_FINDINGS_BYTES  (1024 * 1024)
#define STALL_TIMEOUT_MS    (60 * 1000)
#define DATA_NEEDED         (100 * MIB) /* what is kept of a long lecture, and its outputs */
#define DATA_ENOUGH         (1024 * MIB)
#define TEMPORARY_NEEDED    (1 * MIB) /* only facts about videos go there */
#define TEMPORARY_ENOUGH    (16 * MIB)
#define NO_ORIENTATION_DATA "osd"

/* Returns: (transfer full): @reason's code where it is one of ours */
static LecFinding *
make_problem (const char *check,
              const GError *reason,
              const char *advice)
{
  LecError code = LEC_ERROR_INTERNAL;

  if (reason->domain == LEC_ERROR)
    code = (LecError) reason->code;

  return lec_finding_new_problem (check, code, g_strdup (reason->message), g_strdup (advice));
}

/* --- In a task process --- */

/* Why the check was done in this process, and what to do. */
typedef struct
{
  char *reason; /* (nullable) */
  char *advice;
} Unprotected;

static void
unprotected_clear (Unprotected *self)
{
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->advice, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Unprotected, unprotected_clear)

static void
unprotected_cb (const char *reason,
                const char *advice,
                gpointer user_data)
{
  Unprotected *self = user_data;

  self->reason = g_strdup (reason);
  self->advice = g_strdup_printf (_ ("%s; until then read only videos from people you trust"), advice);
}

/* Returns: (nullable) (transfer full) */
static GPtrArray *
run_check_stage (const char *executable,
                 const char *folder,
                 Unprotected *unprotected,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecTaskRunner) runner = lec_task_runner_new ();
  g_autoptr (LecTask) task = lec_task_new (LEC_STAGE_CHECK, LEC_STAGE_CHECK, folder);
  g_autofree char *path = g_build_filename (folder, LEC_FILE_FINDINGS, NULL);
  g_autoptr (JsonNode) node = NULL;
  LecTaskLimits limits;
  gsize n_stages = 0;
  const LecStage *stages = lec_stage_table (&n_stages);

  lec_task_limits_init (&limits);
  limits.stall_timeout_ms = STALL_TIMEOUT_MS;
  lec_task_runner_set_limits (runner, &limits);
  if (executable != NULL)
    lec_task_runner_set_executable (runner, executable);
  else
    lec_task_runner_allow_thread (runner, stages, n_stages, unprotected_cb, unprotected);
  if (lec_task_runner_run (runner, task, NULL, NULL, cancellable, error))
    node = lec_json_parse_file (path, MAX_FINDINGS_BYTES, error);
  g_unlink (path);

  return node != NULL ? lec_findings_from_json (node, error) : NULL;
}

/* Whatever filter this process is under, it is none of ours. */
static void
drop_sandbox (GPtrArray *found)
{
  for (guint i = found->len; i > 0; i--)
    if (g_str_equal (((const LecFinding *) g_ptr_array_index (found, i - 1))->check, LEC_CHECK_SANDBOX))
      g_ptr_array_remove_index (found, i - 1);
}

/* Returns: (transfer full) */
static LecFinding *
judge_protection (GPtrArray *found,
                  const Unprotected *unprotected)
{
  if (unprotected->reason == NULL)
    return lec_finding_new_ok (CHECK_TASK_PROCESS, g_strdup (_ ("a process can be started and answers")));

  drop_sandbox (found);
  return lec_finding_new_warning (CHECK_TASK_PROCESS, g_strdup (unprotected->reason),
                                  g_strdup (unprotected->advice));
}

static void
check_task_process (GPtrArray *findings,
                    const char *executable,
                    GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *folder = g_dir_make_tmp ("lectern-doctor-XXXXXX", &reason);
  g_autoptr (GPtrArray) found = NULL;
  g_auto (Unprotected) unprotected = { NULL };

  if (folder != NULL)
    {
      found = run_check_stage (executable, folder, &unprotected, cancellable, &reason);
      g_rmdir (folder);
    }
  if (found == NULL)
    {
      g_ptr_array_add (findings, make_problem (CHECK_TASK_PROCESS, reason,
                                               _ ("see that programs may be started here, and that there is "
                                                  "memory and room for temporary files")));
      return;
    }

  g_ptr_array_add (findings, judge_protection (found, &unprotected));
  g_ptr_array_extend_and_steal (findings, g_steal_pointer (&found));
}

/* --- Languages --- */

static char *
join_languages (const char *const *installed)
{
  GString *names = g_string_new (NULL);

  for (; *installed != NULL; installed++)
    if (!g_str_equal (*installed, NO_ORIENTATION_DATA))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", *installed);

  return g_string_free (names, FALSE);
}

static LecFinding *
check_languages (void)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) installed = lec_ocr_list_languages (&error);
  g_autofree char *names = NULL;
  g_autofree char *package = lec_ocr_languages_dup_package (options->language);

  if (installed == NULL)
    return lec_finding_new_problem (CHECK_LANGUAGES, LEC_ERROR_INTERNAL, g_strdup (error->message),
                                    g_strdup (_ ("install Lectern again")));

  names = join_languages ((const char *const *) installed);
  if (g_strv_contains ((const char *const *) installed, options->language))
    return lec_finding_new_ok (CHECK_LANGUAGES,
                               /* Translators: names of languages, then the one used unless asked */
                               g_strdup_printf (_ ("%s (unless asked for another: %s)"), names, options->language));

  return lec_finding_new_problem (CHECK_LANGUAGES, LEC_ERROR_NO_LANGUAGE,
                                  g_strdup_printf (_ ("missing: %s"), options->language),
                                  g_strdup_printf (_ ("on Debian and Ubuntu: apt install %s"), package));
}

/* --- The data folder --- */

/* A file is made and removed: what the permissions say is not all there is to it. */
static LecFinding *
check_folder (const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *probe = g_build_filename (folder, ".doctor-XXXXXX", NULL);
  g_autofree char *advice = NULL;
  int fd = -1, errnum = 0;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_mkstemp (probe);
  errnum = errno;
  if (fd >= 0)
    {
      g_close (fd, NULL);
      g_unlink (probe);
      return lec_finding_new_ok (CHECK_DATA_FOLDER, g_strdup (shown));
    }

  advice = g_strdup_printf (_ ("give yourself the right to write to %s, or set XDG_DATA_HOME to another folder"),
                            shown);
  return lec_finding_new_problem (CHECK_DATA_FOLDER, errnum == ENOSPC ? LEC_ERROR_NO_SPACE : LEC_ERROR_NOT_WRITABLE,
                                  g_strdup_printf (_ ("%s cannot be written: %s"), shown, g_strerror (errnum)),
                                  g_steal_pointer (&advice));
}

static LecFinding *
make_database_problem (const GError *reason,
                       const char *shown)
{
  g_autofree char *advice = NULL;

  if (g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_BUSY))
    return lec_finding_new_warning (CHECK_DATABASE, g_strdup (reason->message), g_strdup (_ ("try again later")));
  if (g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_NEWER))
    advice = g_strdup (_ ("install the newer Lectern again"));
  else
    advice = g_strdup_printf (_ ("put a backup in the place of %s, or move it away: then the jobs are forgotten, "
                                 "and what was read of videos is still there"),
                              shown);

  if (reason->domain != LEC_STORE_ERROR)
    return make_problem (CHECK_DATABASE, reason, NULL);

  return lec_finding_new_problem (CHECK_DATABASE, LEC_ERROR_PROTOCOL, g_strdup (reason->message),
                                  g_steal_pointer (&advice));
}

/* Done by whoever works on the queue; when that was, people may want to know. */
static LecFinding *
check_upkeep (LecStore *store,
              GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) list = lec_store_list_periodic (store, cancellable, &reason);
  g_autoptr (GString) text = g_string_new (NULL);

  if (list == NULL)
    return make_problem (CHECK_UPKEEP, reason, NULL);
  if (list->len == 0)
    return lec_finding_new_ok (CHECK_UPKEEP, g_strdup (_ ("not yet; “lectern run” and “lectern watch” do it")));

  for (guint i = 0; i < list->len; i++)
    {
      const LecPeriodic *periodic = g_ptr_array_index (list, i);
      g_autoptr (GDateTime) last = g_date_time_new_from_unix_local (periodic->last_us / G_USEC_PER_SEC);
      g_autofree char *moment = last != NULL ? g_date_time_format (last, "%Y-%m-%d %H:%M") : g_strdup ("?");

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", periodic->name, moment);
    }
  return lec_finding_new_ok (CHECK_UPKEEP, g_strdup (text->str));
}

static void
check_database (GPtrArray *findings,
                const char *folder,
                GCancellable *cancellable)
{
  g_autofree char *path = g_build_filename (folder, LEC_DATA_FOLDER_DATABASE, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *size = NULL;
  g_autoptr (LecStore) store = NULL;
  g_autoptr (GError) reason = NULL;
  GStatBuf facts = { 0 };

  if (g_stat (path, &facts) != 0 && errno == ENOENT)
    {
      g_ptr_array_add (findings, lec_finding_new_ok (CHECK_DATABASE,
                                                     g_strdup (_ ("none yet; made when the first job is added"))));
      return;
    }

  store = lec_sqlite_store_open (path, g_get_real_time (), cancellable, &reason);
  if (store == NULL || !lec_sqlite_store_check (store, cancellable, &reason))
    {
      g_ptr_array_add (findings, make_database_problem (reason, shown));
      return;
    }

  size = lec_size_format ((guint64) facts.st_size);
  g_ptr_array_add (findings,
                   lec_finding_new_ok (CHECK_DATABASE, g_strdup_printf (_ ("%s: whole, version %u, %s"), shown,
                                                                        lec_sqlite_schema_get_version (), size)));
  g_ptr_array_add (findings, check_upkeep (store, cancellable));
}

/* --- Disk --- */

LecFinding *
lec_doctor_judge_space (const char *check,
                        const char *folder,
                        guint64 free_bytes,
                        guint64 needed_bytes,
                        guint64 enough_bytes)
{
  g_autofree char *shown = NULL;
  g_autofree char *size = NULL;
  g_autofree char *wanted = NULL;
  char *message = NULL;
  char *advice = NULL;

  g_return_val_if_fail (check != NULL && folder != NULL && needed_bytes <= enough_bytes, NULL);

  shown = g_filename_display_name (folder);
  size = lec_size_format (free_bytes);
  /* Translators: a size in bytes, and a folder */
  message = g_strdup_printf (_ ("%s free in %s"), size, shown);
  if (free_bytes >= enough_bytes)
    return lec_finding_new_ok (check, message);

  wanted = lec_size_format (enough_bytes);
  advice = g_strdup_printf (_ ("make room: %s or more should be free"), wanted);
  return free_bytes < needed_bytes ? lec_finding_new_problem (check, LEC_ERROR_NO_SPACE, message, advice)
                                   : lec_finding_new_warning (check, message, advice);
}

static LecFinding *
check_space (const char *check,
             const char *folder,
             guint64 needed_bytes,
             guint64 enough_bytes)
{
  g_autofree char *shown = g_filename_display_name (folder);
  struct statvfs facts = { 0 };

  if (statvfs (folder, &facts) == 0)
    return lec_doctor_judge_space (check, folder, (guint64) facts.f_bavail * facts.f_frsize, needed_bytes,
                                   enough_bytes);

  return lec_finding_new_problem (check, LEC_ERROR_NOT_WRITABLE,
                                  g_strdup_printf (_ ("cannot look at %s: %s"), shown, g_strerror (errno)), NULL);
}

static void
check_data (GPtrArray *findings,
            const char *folder,
            GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *data = folder != NULL ? g_strdup (folder) : lec_data_folder_find (NULL, &reason);

  if (reason != NULL)
    {
      const char *advice = g_error_matches (reason, LEC_ERROR, LEC_ERROR_UNREADABLE)
                             ? _ ("make the folder yours, or set XDG_DATA_HOME to another one")
                             : _ ("connect the drive, or see “lectern library --help”");

      g_ptr_array_add (findings, make_problem (CHECK_DATA_FOLDER, reason, advice));
      return;
    }

  g_ptr_array_add (findings, check_folder (data));
  check_database (findings, data, cancellable);
  g_ptr_array_add (findings, check_space (CHECK_DATA_SPACE, data, DATA_NEEDED, DATA_ENOUGH));
}

GPtrArray *
lec_doctor_examine (const char *folder,
                    const char *executable,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);

  check_task_process (findings, executable, cancellable);
  g_ptr_array_add (findings, check_languages ());
  check_data (findings, folder, cancellable);
  g_ptr_array_add (findings, check_space (CHECK_TEMPORARY_SPACE, g_get_tmp_dir (), TEMPORARY_NEEDED, TEMPORARY_ENOUGH));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&findings);
}
