/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cluster on the dashboard: what its workers say of themselves is put together
 * with what they have done, and what can be asked of them.
 */
#include <glib/gi18n-lib.h>

#include "base/secret-mask.h"
#include "ui/dashboard-page-private.h"
#include "ui/dead-item.h"
#include "ui/job-requests.h"
#include "ui/toasts.h"

/* In a line: all of this machine, then as many that there are no more than two lines. */
#define HERE_TILES    5
#define CLUSTER_TILES 4

static gboolean
has_cluster (LecDashboardPage *self)
{
  return self->cluster != NULL && lec_cluster_desk_get_state (self->cluster) != LEC_CLUSTER_OFF;
}

LecJobsThread *
lec_dashboard_cluster_get_thread (LecDashboardPage *self)
{
  return !self->shows_here && has_cluster (self) ? lec_cluster_desk_get_watcher (self->cluster) : NULL;
}

static void
show_address (LecDashboardPage *self)
{
  const LecClusterSettings *settings = self->cluster != NULL ? lec_cluster_desk_get_settings (self->cluster) : NULL;
  g_autofree char *address =
    settings != NULL && settings->database_url != NULL ? lec_secret_mask_address (settings->database_url) : NULL;

  gtk_label_set_label (self->address, address != NULL ? address : "");
}

/* @is_cluster: whether a cluster is shown */
static void
show_parts (LecDashboardPage *self,
            gboolean is_cluster)
{
  gtk_widget_set_visible (GTK_WIDGET (self->address), is_cluster);
  gtk_widget_set_visible (self->failed_tile, is_cluster);
  gtk_widget_set_visible (self->busy_tile, is_cluster);
  gtk_flow_box_set_max_children_per_line (self->tiles, is_cluster ? CLUSTER_TILES : HERE_TILES);
  if (!is_cluster)
    gtk_widget_set_visible (self->dead_box, FALSE);
}

void
lec_dashboard_cluster_adapt (LecDashboardPage *self)
{
  gtk_widget_set_visible (self->source_box, has_cluster (self));
  show_parts (self, lec_dashboard_cluster_get_thread (self) != NULL);
  show_address (self);
}

/* --- Workers --- */

static const LecWorkerFigures *
find_figures (const LecFigures *figures,
              const char *identity)
{
  for (guint i = 0; i < figures->workers->len; i++)
    {
      const LecWorkerFigures *worker = g_ptr_array_index (figures->workers, i);

      if (g_str_equal (worker->name, identity))
        return worker;
    }

  return NULL;
}

static guint
count_on_host (const GPtrArray *workers,
               const char *host)
{
  guint n = 0;

  for (guint i = 0; i < workers->len; i++)
    n += g_str_equal (((const LecWorkerRecord *) g_ptr_array_index (workers, i))->host, host);

  return n;
}

/* What wants to be looked at comes first, what is gone last. */
static int
rank (const LecWorkerRecord *worker)
{
  if (worker->state == LEC_WORKER_STALLED)
    return 0;

  return worker->state == LEC_WORKER_ONLINE ? 1 : 2;
}

static int
compare_workers (gconstpointer a,
                 gconstpointer b)
{
  const LecWorkerRecord *first = *(const LecWorkerRecord *const *) a;
  const LecWorkerRecord *second = *(const LecWorkerRecord *const *) b;
  int order = rank (first) - rank (second);

  if (order == 0)
    order = g_strcmp0 (first->host, second->host);

  return order != 0 ? order : g_strcmp0 (first->identity, second->identity);
}

static void
show_workers (LecDashboardPage *self,
              const LecClusterSight *sight)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (sight->workers, NULL, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  /* Records are the sight's. */
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_workers);
  for (guint i = 0; i < sorted->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (sorted, i);

      g_ptr_array_add (items, lec_worker_item_new_of_cluster (worker, find_figures (sight->figures, worker->identity),
                                                              count_on_host (sorted, worker->host) > 1,
                                                              sight->figures->now_us));
    }
  lec_dashboard_rows_set_workers (self, items,
                                  _ ("No worker has said that it is there. “lectern --worker” starts one, on any "
                                     "machine that reaches the database."));
}

static void
show_busy (LecDashboardPage *self,
           const LecClusterSight *sight)
{
  guint n_busy = 0, n_slots = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < sight->workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (sight->workers, i);

      const LecWorkerFigures *figures = find_figures (sight->figures, worker->identity);

      if (worker->state != LEC_WORKER_ONLINE)
        continue;
      n_busy += figures != NULL ? figures->n_busy : worker->n_busy;
      n_slots += worker->n_slots;
    }

  /* Translators: how many tasks are being done, of how many could be done at a time */
  text = g_strdup_printf (_ ("%u of %u"), n_busy, n_slots);
  gtk_label_set_label (self->busy, text);
}

static void
show_queues (LecDashboardPage *self,
             const LecClusterSight *sight)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sight->queues->len; i++)
    g_ptr_array_add (items,
                     lec_queue_item_new_of_cluster (g_ptr_array_index (sight->queues, i), sight->figures->now_us));
  lec_dashboard_rows_set_queues (self, items);
}

/* --- What was given up --- */

static GtkWidget *
make_dead_row (gpointer data,
               gpointer user_data)
{
  LecDeadItem *item = data;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lec_dead_item_get_name (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lec_dead_item_get_detail (item));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", lec_dead_item_get_job (item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "dashboard.requeue");
  gtk_widget_set_tooltip_text (button, _ ("Try Again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Try Again"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static gboolean
are_same (GListModel *list,
          const GPtrArray *items)
{
  for (guint i = 0; i < items->len && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (LecDeadItem) item = g_list_model_get_item (list, i);

      if (!lec_dead_item_is_same (item, g_ptr_array_index (items, i)))
        return FALSE;
    }

  return g_list_model_get_n_items (list) == items->len;
}

static void
show_dead (LecDashboardPage *self,
           const LecClusterSight *sight)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->dead == NULL)
    {
      self->dead = g_list_store_new (LEC_TYPE_DEAD_ITEM);
      gtk_list_box_bind_model (self->dead_list, G_LIST_MODEL (self->dead), make_dead_row, NULL, NULL);
    }
  for (guint i = 0; i < sight->dead->len; i++)
    g_ptr_array_add (items, lec_dead_item_new (g_ptr_array_index (sight->dead, i), sight->figures->now_us));
  if (!are_same (G_LIST_MODEL (self->dead), items))
    g_list_store_splice (self->dead, 0, g_list_model_get_n_items (G_LIST_MODEL (self->dead)), items->pdata,
                         items->len);
  gtk_widget_set_visible (self->dead_box, items->len > 0);
}

/* --- Showing --- */

void
lec_dashboard_page_show_cluster (LecDashboardPage *self,
                                 const LecClusterSight *sight)
{
  g_return_if_fail (LEC_IS_DASHBOARD_PAGE (self) && sight != NULL);

  show_parts (self, TRUE);
  lec_dashboard_page_show_figures (self, sight->figures);
  show_busy (self, sight);
  show_queues (self, sight);
  show_workers (self, sight);
  show_dead (self, sight);
}

void
lec_dashboard_cluster_looked_cb (GObject *source,
                                 GAsyncResult *result,
                                 gpointer user_data)
{
  g_autoptr (LecDashboardPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSight) sight = lec_cluster_requests_look_finish (LEC_JOBS_THREAD (source), result, &error);

  /* Something else was asked since, or nothing is. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->was_asked = FALSE;
  /* That it does not answer is told above the page. */
  if (sight != NULL)
    lec_dashboard_page_show_cluster (self, sight);
}

/* --- Operating --- */

static void
ordered_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (LecDashboardPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lec_cluster_requests_order_finish (LEC_JOBS_THREAD (source), result, &error) && self->asking != NULL)
    lec_toast_show (self->toasts, error->message);
  lec_dashboard_page_ask_anew (self);
}

static void
order_cb (GtkWidget *widget,
          const char *name,
          GVariant *worker)
{
  static const char *const names[] = {
    [LEC_CLUSTER_DRAIN] = "dashboard.drain",
    [LEC_CLUSTER_UNDRAIN] = "dashboard.undrain",
    [LEC_CLUSTER_FORGET] = "dashboard.forget",
  };
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (widget);
  LecJobsThread *thread = lec_dashboard_cluster_get_thread (self);

  for (guint i = 0; thread != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      lec_cluster_requests_order_async (thread, g_variant_get_string (worker, NULL), (LecClusterOrder) i, ordered_cb,
                                        g_object_ref (self));
}

static void
requeue (LecDashboardPage *self,
         const GArray *jobs)
{
  LecJobsThread *thread = lec_dashboard_cluster_get_thread (self);

  if (thread != NULL)
    lec_cluster_requests_requeue_async (thread, jobs, ordered_cb, g_object_ref (self));
}

static void
requeue_cb (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  gint64 job = g_variant_get_int64 (parameter);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (jobs, job);
  requeue (LEC_DASHBOARD_PAGE (widget), jobs);
}

static void
requeue_all_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  LecDashboardPage *self = LEC_DASHBOARD_PAGE (widget);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->dead != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->dead)); i++)
    {
      g_autoptr (LecDeadItem) item = g_list_model_get_item (G_LIST_MODEL (self->dead), i);
      gint64 job = lec_dead_item_get_job (item);

      g_array_append_val (jobs, job);
    }
  requeue (self, jobs);
}

void
lec_dashboard_cluster_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "dashboard.drain", "s", order_cb },
    { "dashboard.undrain", "s", order_cb },
    { "dashboard.forget", "s", order_cb },
    { "dashboard.requeue", "x", requeue_cb },
    { "dashboard.requeue-all", NULL, requeue_all_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}
