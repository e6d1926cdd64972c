/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See the header.
 */
#include "cluster-pictures.h"

#include "made-jobs.h"
#include "ui/cluster-page.h"
#include "ui/dashboard-page.h"
#include "ui/job-place.h"
#include "ui/preferences.h"

#define NOW G_TIME_SPAN_DAY

typedef struct
{
  LecWindow *window;
  const LecWindowDesk *desk;
  int width;
  TakeFunc take;
  gpointer studio;
} Shooting;

/* Many rows take a while to be laid out. */
static void
take (const Shooting *self,
      GtkWidget *widget,
      const char *state)
{
  gint64 end_us = g_get_monotonic_time () + G_TIME_SPAN_SECOND / 2;

  gtk_widget_queue_draw (widget);
  while (g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, FALSE);
  self->take (self->studio, widget, state);
}

/* Returns: (nullable): the first below @widget of that type */
static GtkWidget *
find (GtkWidget *widget,
      GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

static GtkAdjustment *
get_scroll (GtkWidget *page)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find (page, GTK_TYPE_SCROLLED_WINDOW)));
}

static void
wait_for_state (LecClusterDesk *cluster,
                LecClusterState state)
{
  while (lec_cluster_desk_get_state (cluster) != state)
    g_main_context_iteration (NULL, TRUE);
}

/* --- What is made up --- */

static void
add_worker (LecClusterSight *sight,
            const char *host,
            gint64 silence_us,
            guint n_busy,
            gboolean is_draining)
{
  static const char *const queues[] = { "extraction", "analysis", NULL };
  LecWorkerRecord *worker = g_new0 (LecWorkerRecord, 1);
  LecWorkerFigures *figures = g_new0 (LecWorkerFigures, 1);

  worker->identity = g_strdup_printf ("%s-1", host);
  worker->host = g_strdup (host);
  worker->version = g_strdup ("1");
  worker->queues = g_strdupv ((char **) queues);
  worker->n_slots = 4;
  worker->n_busy = n_busy;
  worker->silence_us = silence_us;
  worker->state = lec_worker_rules_get_state (silence_us);
  worker->is_draining = is_draining;
  g_ptr_array_add (sight->workers, worker);
  *figures = (LecWorkerFigures){
    g_strdup (worker->identity),
    n_busy,
    88 + n_busy,
    2,
    74,
    NOW - silence_us,
  };
  g_ptr_array_add (sight->figures->workers, figures);
}

static void
add_queue (LecClusterSight *sight,
           const char *name,
           gboolean is_paused,
           guint n_waiting,
           guint n_workers)
{
  LecClusterQueue *queue = g_new0 (LecClusterQueue, 1);

  *queue = (LecClusterQueue){
    g_strdup (name),
    is_paused,
    n_waiting,
    NOW - 4 * G_TIME_SPAN_MINUTE,
    n_workers,
    4 * n_workers,
  };
  g_ptr_array_add (sight->queues, queue);
}

static void
add_dead (LecClusterSight *sight)
{
  LecDeadTask *task = g_new0 (LecDeadTask, 1);

  task->source = g_strdup ("/home/ada/Lectures/03 Parsing.webm");
  task->stage = g_strdup ("extract");
  task->n_tries = 3;
  task->error = g_strdup ("its task process was killed (out of memory?)");
  task->at_us = NOW - 2 * G_TIME_SPAN_HOUR;
  g_ptr_array_add (sight->dead, task);
}

static LecClusterSight *
make_sight (void)
{
  LecClusterSight *sight = g_new0 (LecClusterSight, 1);
  LecFigures *figures = g_new0 (LecFigures, 1);

  figures->now_us = NOW;
  figures->n_jobs[LEC_JOB_COMPLETED] = 1204;
  figures->n_jobs[LEC_JOB_FAILED] = 9;
  figures->n_jobs[LEC_JOB_QUEUED] = 135;
  figures->median_s = 131;
  figures->p95_s = 605;
  for (guint i = 0; i < LEC_FIGURES_N_MINUTES; i++)
    figures->per_minute[i] = (i * 7 + i / 11) % 5;
  figures->queues = g_ptr_array_new ();
  figures->workers = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_worker_figures_free);
  sight->figures = figures;
  sight->workers = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_worker_record_free);
  sight->queues = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_cluster_queue_free);
  sight->dead = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_dead_task_free);
  return sight;
}

static void
add_queues (LecClusterSight *sight,
            guint n_workers)
{
  add_queue (sight, "analysis", FALSE, 2, n_workers);
  add_queue (sight, "extraction", FALSE, 135, n_workers);
  add_queue (sight, "generation", n_workers > 0, 3, 0);
}

static LecClusterSight *
make_nobody (void)
{
  LecClusterSight *sight = make_sight ();

  add_queues (sight, 0);
  return sight;
}

/* One has stalled, one takes no more tasks. */
static LecClusterSight *
make_three (void)
{
  LecClusterSight *sight = make_sight ();

  add_worker (sight, "lab-07", 3 * G_TIME_SPAN_SECOND, 3, FALSE);
  add_worker (sight, "lab-08", 70 * G_TIME_SPAN_SECOND, 1, FALSE);
  add_worker (sight, "lab-09", 8 * G_TIME_SPAN_SECOND, 2, TRUE);
  add_queues (sight, 1);
  add_dead (sight);
  return sight;
}

static LecClusterSight *
make_thirty (void)
{
  LecClusterSight *sight = make_sight ();

  for (guint i = 1; i <= 30; i++)
    {
      g_autofree char *host = g_strdup_printf ("lab-%02u.informatics.example.org", i);

      add_worker (sight, host, (i % 9) * G_TIME_SPAN_SECOND, i % 5, FALSE);
    }
  add_queues (sight, 30);
  return sight;
}

/* --- Pages --- */

static void
take_dashboard (const Shooting *self,
                LecDashboardPage *page,
                LecClusterSight *made,
                const char *state)
{
  g_autoptr (LecClusterSight) sight = made;

  lec_dashboard_page_show_cluster (page, sight);
  take (self, GTK_WIDGET (self->window), state);
}

static void
take_dashboards (const Shooting *self)
{
  GtkWidget *window = GTK_WIDGET (self->window);
  GtkWidget *page = NULL;

  gtk_widget_activate_action (window, "win.view", "s", "dashboard");
  page = find (window, LEC_TYPE_DASHBOARD_PAGE);
  take_dashboard (self, LEC_DASHBOARD_PAGE (page), make_nobody (), "cluster-0");
  gtk_adjustment_set_value (get_scroll (page), 10000);
  take (self, window, "cluster-0-workers");
  take_dashboard (self, LEC_DASHBOARD_PAGE (page), make_three (), "cluster-3");
  gtk_adjustment_set_value (get_scroll (page), 10000);
  take (self, window, "cluster-3-workers");
  take_dashboard (self, LEC_DASHBOARD_PAGE (page), make_thirty (), "cluster-30");
  gtk_adjustment_set_value (get_scroll (page), 0);
  take (self, window, "cluster-30-top");
}

static void
add_job (LecJobsNews *news,
         gint64 number,
         LecJobStatus status,
         double progress,
         const char *worker)
{
  LecJob *job = make_job (lec_job_place_in_cluster (number), status);

  job->created_us = number;
  job->progress = progress;
  job->n_slides = progress > 0 ? 12 : 0;
  job->worker = g_strdup (worker);
  g_ptr_array_add (news->jobs, job);
}

static void
show_jobs (const Shooting *self)
{
  g_autoptr (LecJobsNews) news = lec_jobs_news_new ();

  news->is_cluster = TRUE;
  add_job (news, 1, LEC_JOB_COMPLETED, 1, NULL);
  add_job (news, 2, LEC_JOB_PROCESSING, 0.4, "lab-07-0123abcd-4711-89abcdef");
  add_job (news, 3, LEC_JOB_QUEUED, 0, NULL);
  lec_job_model_apply (self->desk->model, news, 1);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.view", "s", "library");
  gtk_adjustment_set_value (get_scroll (GTK_WIDGET (self->window)), 0);
}

static void
take_page (const Shooting *self,
           const char *state)
{
  LecPreferences *preferences =
    lec_preferences_new (GTK_WINDOW (self->window), self->desk->settings, self->desk->cluster);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "cluster");
  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (640, self->width), 700);
  gtk_window_present (GTK_WINDOW (preferences));
  take (self, GTK_WIDGET (preferences), state);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

/* With what the test of the connection says. */
static void
take_tested (const Shooting *self)
{
  LecPreferences *preferences =
    lec_preferences_new (GTK_WINDOW (self->window), self->desk->settings, self->desk->cluster);
  GtkWidget *page = NULL;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "cluster");
  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (640, self->width), 1100);
  gtk_window_present (GTK_WINDOW (preferences));
  page = find (GTK_WIDGET (preferences), LEC_TYPE_CLUSTER_PAGE);
  gtk_widget_activate_action (page, "cluster.test", NULL);
  while (gtk_spinner_get_spinning (GTK_SPINNER (find (page, GTK_TYPE_SPINNER))))
    g_main_context_iteration (NULL, TRUE);
  take (self, GTK_WIDGET (preferences), "preferences-cluster-tested");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
set_port (const Shooting *self,
          guint16 port)
{
  g_autofree char *address = g_strdup_printf ("postgresql://ada@127.0.0.1:%u/lectern", port);

  g_settings_set_string (self->desk->settings, "cluster-database", address);
  g_settings_set_boolean (self->desk->settings, "use-cluster", TRUE);
}

void
cluster_pictures_take (LecWindow *window,
                       const LecWindowDesk *desk,
                       int width,
                       TakeFunc take_func,
                       gpointer studio)
{
  Shooting self = { window, desk, width, take_func, studio };
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (silent, NULL, NULL);

  take_page (&self, "preferences-cluster");
  set_port (&self, port);
  wait_for_state (desk->cluster, LEC_CLUSTER_CONNECTING);
  show_jobs (&self);
  take (&self, GTK_WIDGET (window), "cluster-jobs");
  take_dashboards (&self);

  /* Nobody listens there. */
  set_port (&self, 1);
  wait_for_state (desk->cluster, LEC_CLUSTER_OFFLINE);
  take (&self, GTK_WIDGET (window), "cluster-offline");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "library");
  take (&self, GTK_WIDGET (window), "cluster-offline-library");
  take_tested (&self);
  g_settings_reset (desk->settings, "use-cluster");
  g_settings_reset (desk->settings, "cluster-database");
}
