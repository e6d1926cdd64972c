/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern cluster: sets one up, looks at it, and operates it.
 */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "cli/cluster-text.h"
#include "cli/command.h"
#include "cli/finding-report.h"
#include "cli/import-view.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "engine/cluster-check.h"
#include "engine/cluster-jobs.h"
#include "engine/cluster-tables.h"

#define WATCH_MS 2000
#define MAX_DEAD 100
/* Exit codes of "scale", beside 0. */
#define EXIT_MORE    20
#define EXIT_FEWER   21
#define CLEAR_SCREEN "\033[H\033[2J"

/* What an action gets. */
typedef struct
{
  LecJobsSession jobs;
  const LecArguments *arguments;
  const char *name;   /* (nullable): what follows the action */
  const char *second; /* (nullable): and that */
  gboolean json;
} Session;

static GCancellable *
get_cancellable (Session *session)
{
  return lec_jobs_session_get_cancellable (&session->jobs);
}

/* Takes @text. */
static void
print_text (char *text)
{
  g_autofree char *owned = text;

  lec_report_text (owned);
}

/* --- Setting up --- */

static void
print_address (Session *session,
               double took_ms)
{
  g_autofree char *address = lec_cluster_admin_dup_address (session->jobs.jobs);
  JsonObject *object = NULL;

  if (!session->json)
    {
      print_text (took_ms < 0 ? g_strdup_printf ("%s\n", address)
                              : g_strdup_printf (_ ("%s answers in %.1f ms\n"), address, took_ms));
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "database", address);
  if (took_ms >= 0)
    json_object_set_double_member (object, "took_ms", took_ms);
  lec_report_json (lec_json_wrap (object));
}

/* Returns: (transfer full) (nullable): for what cannot be opened yet */
static LecClusterSettings *
load_settings (GError **error)
{
  LecClusterSettings *settings = lec_cluster_settings_load (NULL, error);

  for (guint i = 0; settings != NULL && i < settings->warnings->len; i++)
    lec_report_warning ("%s", (const char *) g_ptr_array_index (settings->warnings, i));
  return settings;
}

static char *
describe_tables (const LecClusterTables *tables)
{
  if (tables->is_automatic)
    return g_strdup (_ ("the tables are brought up to date whenever the file is opened\n"));
  if (tables->version == 0)
    return g_strdup_printf (_ ("there are no tables yet; this program needs version %u\n"), tables->known_version);

  return g_strdup_printf (_ ("the tables are of version %u; this program needs version %u\n"), tables->version,
                          tables->known_version);
}

static void
print_tables (Session *session,
              const LecClusterTables *tables)
{
  JsonObject *object = NULL;

  if (!session->json)
    {
      print_text (describe_tables (tables));
      return;
    }

  object = json_object_new ();
  json_object_set_boolean_member (object, "automatic", tables->is_automatic);
  if (!tables->is_automatic)
    {
      json_object_set_int_member (object, "version", tables->version);
      json_object_set_int_member (object, "known_version", tables->known_version);
    }
  lec_report_json (lec_json_wrap (object));
}

/* Without an option it does what the others only look at; what it prints is how it was before. */
static int
run_migrate (Session *session,
             GError **error)
{
  gboolean looks = lec_arguments_has (session->arguments, "status") ||
                   lec_arguments_has (session->arguments, "dry-run");
  g_autoptr (LecClusterSettings) settings = load_settings (error);
  LecClusterTables tables = { 0 };
  gboolean done = FALSE;

  if (settings == NULL)
    return 0;

  if (looks)
    done = lec_cluster_tables_look (&tables, settings, NULL, error);
  else
    done = lec_cluster_tables_migrate (&tables, settings, NULL, error) &&
           (!lec_arguments_has (session->arguments, "repair") || lec_cluster_tables_repair (settings, NULL, error));
  if (done)
    print_tables (session, &tables);
  return 0;
}

static int
run_init (Session *session,
          GError **error)
{
  g_autoptr (LecClusterSettings) settings = load_settings (error);
  LecClusterTables tables = { 0 };

  if (settings == NULL || !lec_cluster_tables_migrate (&tables, settings, NULL, error) ||
      !lec_jobs_session_init_cluster (&session->jobs, error))
    return 0;

  print_address (session, -1);
  return 0;
}

static gboolean
print_redis (Session *session,
             GError **error)
{
  double took_ms = lec_cluster_admin_ping_redis_ms (session->jobs.jobs, get_cancellable (session), error);
  JsonObject *object = NULL;

  if (took_ms < 0)
    return FALSE;
  if (took_ms > 0 && !session->json)
    print_text (g_strdup_printf (_ ("Redis answers in %.1f ms\n"), took_ms));
  if (took_ms > 0 && session->json)
    {
      object = json_object_new ();
      json_object_set_double_member (object, "redis_took_ms", took_ms);
      lec_report_json (lec_json_wrap (object));
    }

  return TRUE;
}

static int
run_ping (Session *session,
          GError **error)
{
  double took_ms = lec_cluster_admin_ping_ms (session->jobs.jobs, get_cancellable (session), error);

  if (took_ms < 0)
    return 0;

  print_address (session, took_ms);
  print_redis (session, error);
  return 0;
}

static int
run_check (Session *session,
           GError **error)
{
  g_autoptr (LecClusterSettings) settings = load_settings (error);
  g_autoptr (GPtrArray) findings = settings != NULL ? lec_cluster_check_run (NULL, NULL) : NULL;

  return findings != NULL ? lec_finding_report_print (findings, session->json) : 0;
}

/* --- Looking --- */

typedef JsonNode *(*JsonFunc) (gconstpointer item);

static void
print_json (const GPtrArray *items,
            JsonFunc convert)
{
  for (guint i = 0; i < items->len; i++)
    lec_report_json (convert (g_ptr_array_index (items, i)));
}

static int
run_workers (Session *session,
             GError **error)
{
  g_autoptr (GPtrArray) workers =
    lec_cluster_admin_list_workers (session->jobs.jobs, get_cancellable (session), error);

  if (workers == NULL)
    return 0;

  if (session->json)
    print_json (workers, (JsonFunc) lec_cluster_json_of_worker);
  else if (workers->len > 0)
    print_text (lec_cluster_text_format_workers (workers));
  else
    lec_report_warning ("%s", _ ("no worker has said that it is there"));
  return 0;
}

static int
run_queues (Session *session,
            GError **error)
{
  g_autoptr (GPtrArray) queues = lec_cluster_admin_list_queues (session->jobs.jobs, get_cancellable (session), error);

  if (queues == NULL)
    return 0;

  if (session->json)
    print_json (queues, (JsonFunc) lec_cluster_json_of_queue);
  else
    print_text (lec_cluster_text_format_queues (queues, g_get_real_time ()));
  return 0;
}

static int
run_dead (Session *session,
          GError **error)
{
  g_autoptr (GPtrArray) dead =
    lec_cluster_admin_list_dead (session->jobs.jobs, MAX_DEAD, get_cancellable (session), error);

  if (dead == NULL)
    return 0;

  if (session->json)
    print_json (dead, (JsonFunc) lec_cluster_json_of_dead);
  else if (dead->len > 0)
    print_text (lec_cluster_text_format_dead (dead, g_get_real_time ()));
  else
    lec_report_warning ("%s", _ ("no task was given up"));
  return 0;
}

static int
run_schedule (Session *session,
              GError **error)
{
  g_autoptr (GPtrArray) schedule =
    lec_cluster_admin_list_schedule (session->jobs.jobs, get_cancellable (session), error);

  if (schedule == NULL)
    return 0;

  if (session->json)
    print_json (schedule, (JsonFunc) lec_cluster_json_of_periodic);
  else if (schedule->len > 0)
    print_text (lec_cluster_text_format_schedule (schedule, g_get_real_time ()));
  else
    lec_report_warning ("%s", _ ("no worker has done periodic work yet"));
  return 0;
}

static gboolean
print_status (Session *session,
              gboolean clears,
              GError **error)
{
  GCancellable *cancellable = get_cancellable (session);
  LecJobs *jobs = session->jobs.jobs;
  g_autoptr (LecFigures) figures = lec_figures_take (jobs, g_get_real_time (), cancellable, error);
  g_autoptr (GPtrArray) workers = figures != NULL ? lec_cluster_admin_list_workers (jobs, cancellable, error) : NULL;
  g_autoptr (GPtrArray) queues = workers != NULL ? lec_cluster_admin_list_queues (jobs, cancellable, error) : NULL;

  if (queues == NULL)
    return FALSE;

  if (session->json)
    {
      lec_report_json (lec_cluster_json_of_status (figures, workers, queues));
      return TRUE;
    }
  if (clears)
    fputs (CLEAR_SCREEN, stdout);
  print_text (lec_cluster_text_format_status (figures, workers, queues));
  return TRUE;
}

/* Returns: whether nobody has stopped it meanwhile */
static gboolean
wait_a_little (Session *session)
{
  GPollFD fd = { 0 };
  GCancellable *cancellable = get_cancellable (session);

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    return FALSE;

  g_poll (&fd, 1, WATCH_MS);
  g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

static int
run_status (Session *session,
            GError **error)
{
  gboolean watches = lec_arguments_has (session->arguments, "watch");

  while (print_status (session, watches && isatty (STDOUT_FILENO), error) && watches)
    if (!wait_a_little (session))
      return 0;

  return 0;
}

/* For what starts and ends machines: the exit code says which of both, or none. */
static int
run_scale (Session *session,
           GError **error)
{
  GCancellable *cancellable = get_cancellable (session);
  g_autoptr (GPtrArray) workers = lec_cluster_admin_list_workers (session->jobs.jobs, cancellable, error);
  g_autoptr (GPtrArray) queues =
    workers != NULL ? lec_cluster_admin_list_queues (session->jobs.jobs, cancellable, error) : NULL;
  int n_missing = 0;

  if (queues == NULL)
    return 0;

  if (session->json)
    lec_report_json (lec_cluster_json_of_scale (workers, queues));
  else
    print_text (lec_cluster_text_format_scale (workers, queues));
  n_missing = lec_cluster_text_count_missing_slots (workers, queues);
  if (n_missing > 0)
    return EXIT_MORE;

  return n_missing < 0 ? EXIT_FEWER : 0;
}

/* --- Operating --- */

/* "run" is all that may stand between "schedule" and the name. */
static int
run_schedule_now (Session *session,
                  GError **error)
{
  if (g_str_equal (session->name, "run"))
    lec_cluster_admin_run_now (session->jobs.jobs, session->second, get_cancellable (session), error);
  else
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("it is “lectern cluster schedule run WORK”"));

  return 0;
}

static int
run_pause (Session *session,
           GError **error)
{
  lec_jobs_pause_queue (session->jobs.jobs, session->name, TRUE, get_cancellable (session), error);
  return 0;
}

static int
run_resume (Session *session,
            GError **error)
{
  lec_jobs_pause_queue (session->jobs.jobs, session->name, FALSE, get_cancellable (session), error);
  return 0;
}

static int
run_drain (Session *session,
           GError **error)
{
  gboolean drains = !lec_arguments_has (session->arguments, "undo");

  lec_cluster_admin_drain (session->jobs.jobs, session->name, drains, get_cancellable (session), error);
  return 0;
}

static int
run_forget (Session *session,
            GError **error)
{
  lec_cluster_admin_forget (session->jobs.jobs, session->name, get_cancellable (session), error);
  return 0;
}

static int
run_requeue (Session *session,
             GError **error)
{
  GCancellable *cancellable = get_cancellable (session);
  g_autoptr (LecJob) job = NULL;

  lec_cluster_jobs_see_all (session->jobs.jobs);
  job = lec_jobs_get (session->jobs.jobs, session->name, cancellable, error);
  if (job != NULL)
    lec_jobs_change (session->jobs.jobs, job->id, LEC_JOB_ACTION_RETRY, cancellable, error);
  return 0;
}

static int
run_import (Session *session,
            GError **error)
{
  return lec_import_view_run (&session->jobs, lec_arguments_has (session->arguments, "dry-run"), session->json, error);
}

/**
 * Action:
 * @n_names: what has to follow it
 * @opens: whether the cluster has to be there, with its tables
 * @run: returns the exit code when there is no error
 */
static const struct
{
  const char *name;
  guint n_names;
  gboolean opens;
  int (*run) (Session *session, GError **error);
} actions[] = {
  { "init", 0, FALSE, run_init },
  { "migrate", 0, FALSE, run_migrate },
  { "check", 0, FALSE, run_check },
  { "ping", 0, TRUE, run_ping },
  { "status", 0, TRUE, run_status },
  { "workers", 0, TRUE, run_workers },
  { "queues", 0, TRUE, run_queues },
  { "pause", 1, TRUE, run_pause },
  { "resume", 1, TRUE, run_resume },
  { "drain", 1, TRUE, run_drain },
  { "forget", 1, TRUE, run_forget },
  { "dead", 0, TRUE, run_dead },
  { "requeue", 1, TRUE, run_requeue },
  { "schedule", 0, TRUE, run_schedule },
  { "schedule", 2, TRUE, run_schedule_now },
  { "scale", 0, TRUE, run_scale },
  { "import-local", 0, TRUE, run_import },
};

static int
run (Session *session,
     gsize index)
{
  g_autoptr (GError) error = NULL;
  int exit_code = 0;

  if (!actions[index].opens || lec_jobs_session_init_cluster (&session->jobs, &error))
    exit_code = actions[index].run (session, &error);
  lec_jobs_session_clear (&session->jobs);

  return error != NULL ? lec_report_failure (NULL, error) : exit_code;
}

int
lec_command_run_cluster (const LecArguments *arguments)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  Session session = {
    .arguments = arguments,
    .name = n_inputs > 1 ? inputs[1] : NULL,
    .second = n_inputs > 2 ? inputs[2] : NULL,
    .json = lec_arguments_has (arguments, "json"),
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, inputs[0]) && n_inputs == actions[i].n_names + 1)
      return run (&session, i);

  error = g_error_new_literal (LEC_ERROR, LEC_ERROR_USAGE,
                               _ ("there is no such action, or too little or too much after it; see “lectern cluster "
                                  "--help”"));
  return lec_report_failure (NULL, error);
}
