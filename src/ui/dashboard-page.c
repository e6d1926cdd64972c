/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures are taken on the jobs' thread, or the cluster's, and only while somebody
 * looks. Queues and workers are lists: who feeds them does not matter.
 */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/time-format.h"
#include "engine/work-options.h"
#include "ui/dashboard-page-private.h"
#include "ui/job-requests.h"
#include "ui/toasts.h"

#define LOOK_S 2

enum
{
  PROP_0,
  PROP_PER_HOUR,
  PROP_SOURCE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecDashboardPage, lec_dashboard_page, ADW_TYPE_BIN)

/* --- Showing --- */

static void
show_number (GtkLabel *label,
             guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  gtk_label_set_label (label, text);
}

/* Takes a dash for what is not known yet. */
static void
show_time (GtkLabel *label,
           double time_s)
{
  g_autofree char *text = time_s > 0 ? lec_time_format (time_s) : g_strdup ("–");

  gtk_label_set_label (label, text);
}

static void
show_tiles (LecDashboardPage *self,
            const LecFigures *figures)
{
  guint n_done = figures->n_jobs[LEC_JOB_COMPLETED];
  guint n_over = n_done + figures->n_jobs[LEC_JOB_FAILED];
  /* Translators: a share in percent */
  g_autofree char *share = n_over > 0 ? g_strdup_printf (_ ("%u %%"), n_done * 100 / n_over) : g_strdup ("–");

  show_number (self->done, n_done);
  show_number (self->failed, figures->n_jobs[LEC_JOB_FAILED]);
  gtk_label_set_label (self->share, share);
  show_number (self->queued, figures->n_jobs[LEC_JOB_QUEUED]);
  show_time (self->median, figures->median_s);
  show_time (self->p95, figures->p95_s);
}

static guint
sum (const guint *values,
     guint n_values)
{
  guint n = 0;

  for (guint i = 0; i < n_values; i++)
    n += values[i];

  return n;
}

static void
show_chart (LecDashboardPage *self,
            const LecFigures *figures)
{
  const guint *values = self->per_hour ? figures->per_hour : figures->per_minute;
  guint n_values = self->per_hour ? LEC_FIGURES_N_HOURS : LEC_FIGURES_N_MINUTES;
  guint n_done = sum (values, n_values);
  g_autofree char *text =
    self->per_hour ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u video done in the last 24 hours",
                                                   "%u videos done in the last 24 hours", n_done),
                                      n_done)
                   : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u video done in the last 60 minutes",
                                                   "%u videos done in the last 60 minutes", n_done),
                                      n_done);

  gtk_label_set_label (self->chart_words, text);
  lec_bar_chart_set_values (self->chart, values, n_values, text);
}

static void
show_queues (LecDashboardPage *self,
             const LecFigures *figures)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < figures->queues->len; i++)
    g_ptr_array_add (items, lec_queue_item_new (g_ptr_array_index (figures->queues, i), figures->now_us));
  lec_dashboard_rows_set_queues (self, items);
}

/* How many tasks this program works on at a time. */
static guint
count_slots (LecDashboardPage *self)
{
  LecWorkOptions options = { 0 };

  if (self->settings != NULL)
    options.concurrency = (guint) g_settings_get_int (self->settings, "jobs-at-once");
  lec_work_options_resolve_here (&options);
  return options.concurrency;
}

static void
show_workers (LecDashboardPage *self,
              const LecFigures *figures)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *own = g_strdup_printf ("%s:%d", g_get_host_name (), (int) getpid ());

  for (guint i = 0; i < figures->workers->len; i++)
    {
      const LecWorkerFigures *worker = g_ptr_array_index (figures->workers, i);
      guint n_slots = g_strcmp0 (worker->name, own) == 0 ? count_slots (self) : 0;

      g_ptr_array_add (items, lec_worker_item_new (worker, n_slots, figures->now_us));
    }
  lec_dashboard_rows_set_workers (self, items, _ ("Nobody has worked in the last day."));
}

void
lec_dashboard_page_show_figures (LecDashboardPage *self,
                                 const LecFigures *figures)
{
  show_tiles (self, figures);
  show_chart (self, figures);
}

void
lec_dashboard_page_show (LecDashboardPage *self,
                         const LecFigures *figures)
{
  g_return_if_fail (LEC_IS_DASHBOARD_PAGE (self) && figures != NULL);

  lec_dashboard_page_show_figures (self, figures);
  show_queues (self, figures);
  show_workers (self, figures);
}

/* --- Asking --- */

static void
taken_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (LecDashboardPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecFigures) figures = lec_job_requests_take_figures_finish (LEC_JOBS_THREAD (source), result, &error);

  /* Something else was asked since, or nothing is. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->was_asked = FALSE;
  /* Why they cannot be taken is told above the library. */
  if (figures != NULL && lec_dashboard_cluster_get_thread (self) == NULL)
    lec_dashboard_page_show (self, figures);
}

/* One question at a time: a server may take long to answer, or for ever. */
void
lec_dashboard_page_ask (LecDashboardPage *self)
{
  LecJobsThread *cluster = lec_dashboard_cluster_get_thread (self);

  if (self->jobs == NULL || self->asking == NULL || self->was_asked)
    return;

  self->was_asked = TRUE;
  if (cluster != NULL)
    lec_cluster_requests_look_async (cluster, self->asking, lec_dashboard_cluster_looked_cb, g_object_ref (self));
  else
    lec_job_requests_take_figures_async (self->jobs, self->asking, taken_cb, g_object_ref (self));
}

/* Whatever is still waited for. */
void
lec_dashboard_page_ask_anew (LecDashboardPage *self)
{
  if (self->asking == NULL)
    return;

  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  self->asking = g_cancellable_new ();
  self->was_asked = FALSE;
  lec_dashboard_page_ask (self);
}

static gboolean
alarm_cb (gpointer user_data)
{
  lec_dashboard_page_ask (user_data);
  return G_SOURCE_CONTINUE;
}

static void
stop_asking (LecDashboardPage *self)
{
  g_cancellable_cancel (self->asking);
  self->was_asked = FALSE;
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->alarm, g_source_remove);
}

static void
lec_dashboard_page_map (GtkWidget *widget)
{
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (widget);

  GTK_WIDGET_CLASS (lec_dashboard_page_parent_class)->map (widget);
  stop_asking (self);
  self->asking = g_cancellable_new ();
  self->alarm = g_timeout_add_seconds (LOOK_S, alarm_cb, self);
  lec_dashboard_page_ask (self);
}

static void
lec_dashboard_page_unmap (GtkWidget *widget)
{
  stop_asking (LEC_DASHBOARD_PAGE (widget));
  GTK_WIDGET_CLASS (lec_dashboard_page_parent_class)->unmap (widget);
}

static void
paused_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecDashboardPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lec_jobs_thread_run_finish_done (LEC_JOBS_THREAD (source), result, &error) && self->asking != NULL)
    lec_toast_show (self->toasts, error->message);
  lec_dashboard_page_ask (self);
}

static void
pause_queue_cb (GtkWidget *widget,
                const char *name,
                GVariant *queue)
{
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (widget);

  LecJobsThread *cluster = lec_dashboard_cluster_get_thread (self);

  if (self->jobs != NULL)
    lec_job_requests_pause_queue_async (cluster != NULL ? cluster : self->jobs, g_variant_get_string (queue, NULL),
                                        g_str_equal (name, "dashboard.pause-queue"), paused_cb, g_object_ref (self));
}

static void
lec_dashboard_page_get_property (GObject *object,
                                 guint property,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (object);

  if (property == PROP_PER_HOUR)
    g_value_set_boolean (value, self->per_hour);
  else
    g_value_set_string (value, self->shows_here ? "here" : "cluster");
}

static void
lec_dashboard_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (object);

  if (property == PROP_PER_HOUR)
    self->per_hour = g_value_get_boolean (value);
  else
    self->shows_here = g_strcmp0 (g_value_get_string (value), "here") == 0;
  lec_dashboard_cluster_adapt (self);
  lec_dashboard_page_ask_anew (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
lec_dashboard_page_dispose (GObject *object)
{
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (object);

  stop_asking (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->settings);
  g_clear_object (&self->cluster);
  g_clear_object (&self->queues);
  g_clear_object (&self->workers);
  g_clear_object (&self->dead);

  G_OBJECT_CLASS (lec_dashboard_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, source_box);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, address);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, failed_tile);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, failed);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, busy_tile);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, busy);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, dead_box);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, dead_list);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, done);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, share);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, queued);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, median);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, p95);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, chart_words);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, chart);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, queue_list);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, worker_list);
  gtk_widget_class_bind_template_child (widget_class, LecDashboardPage, no_workers);
}

static void
lec_dashboard_page_class_init (LecDashboardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lec_dashboard_page_get_property;
  object_class->set_property = lec_dashboard_page_set_property;
  object_class->dispose = lec_dashboard_page_dispose;
  widget_class->map = lec_dashboard_page_map;
  widget_class->unmap = lec_dashboard_page_unmap;
  properties[PROP_PER_HOUR] = g_param_spec_boolean (
    "per-hour", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, "cluster",
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (LEC_TYPE_BAR_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/dashboard-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_property_action (widget_class, "dashboard.per-hour", "per-hour");
  gtk_widget_class_install_property_action (widget_class, "dashboard.source", "source");
  lec_dashboard_cluster_install (widget_class);
  gtk_widget_class_install_action (widget_class, "dashboard.pause-queue", "s", pause_queue_cb);
  gtk_widget_class_install_action (widget_class, "dashboard.resume-queue", "s", pause_queue_cb);
}

static void
lec_dashboard_page_init (LecDashboardPage *self)
{
  self->queues = g_list_store_new (LEC_TYPE_QUEUE_ITEM);
  self->workers = g_list_store_new (LEC_TYPE_WORKER_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  lec_dashboard_rows_bind (self);
  lec_dashboard_cluster_adapt (self);
}

static void
cluster_changed_cb (LecDashboardPage *self)
{
  lec_dashboard_cluster_adapt (self);
  lec_dashboard_page_ask_anew (self);
}

void
lec_dashboard_page_set_jobs (LecDashboardPage *self,
                             LecJobsThread *jobs,
                             GSettings *settings,
                             LecClusterDesk *cluster)
{
  g_return_if_fail (LEC_IS_DASHBOARD_PAGE (self) && LEC_IS_JOBS_THREAD (jobs) && self->jobs == NULL);

  self->jobs = g_object_ref (jobs);
  self->settings = g_object_ref (settings);
  if (g_set_object (&self->cluster, cluster))
    g_signal_connect_object (cluster, "state-changed", G_CALLBACK (cluster_changed_cb), self, G_CONNECT_SWAPPED);
  cluster_changed_cb (self);
}
