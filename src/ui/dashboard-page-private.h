/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the dashboard share: `dashboard-page` asks for figures and
 * shows them, `dashboard-rows` makes rows of what is in its lists,
 * `dashboard-cluster` shows a cluster and tells its workers what to do.
 */
#pragma once

#include "ui/bar-chart.h"
#include "ui/cluster-requests.h"
#include "ui/dashboard-page.h"
#include "ui/queue-item.h"
#include "ui/worker-item.h"

G_BEGIN_DECLS

struct _LecDashboardPage
{
  AdwBin parent_instance;

  LecJobsThread *jobs;     /* (nullable) */
  GSettings *settings;     /* (nullable) */
  LecClusterDesk *cluster; /* (nullable) */
  GCancellable *asking;    /* (nullable): while it is seen */
  guint alarm;
  gboolean per_hour;
  gboolean shows_here; /* whether this machine was chosen, beside a cluster */
  gboolean was_asked;  /* whether an answer is still waited for */
  GListStore *queues;
  GListStore *workers;
  GListStore *dead; /* (element-type LecDeadItem) */
  AdwToastOverlay *toasts;
  GtkWidget *source_box;
  GtkLabel *address;
  GtkFlowBox *tiles;
  GtkWidget *failed_tile;
  GtkLabel *failed;
  GtkWidget *busy_tile;
  GtkLabel *busy;
  GtkWidget *dead_box;
  GtkListBox *dead_list;
  GtkLabel *done;
  GtkLabel *share;
  GtkLabel *queued;
  GtkLabel *median;
  GtkLabel *p95;
  GtkLabel *chart_words;
  LecBarChart *chart;
  GtkListBox *queue_list;
  GtkListBox *worker_list;
  GtkLabel *no_workers;
};

/* Asks for figures now. */
void lec_dashboard_page_ask (LecDashboardPage *self);
/* Likewise, whatever is still waited for: for when that is no longer what is wanted. */
void lec_dashboard_page_ask_anew (LecDashboardPage *self);
void lec_dashboard_page_show_figures (LecDashboardPage *self, const LecFigures *figures);
/* Rows for the lists. */
void lec_dashboard_rows_bind (LecDashboardPage *self);
/* @items: (element-type LecQueueItem): rows of those that were there before stay. */
void lec_dashboard_rows_set_queues (LecDashboardPage *self, GPtrArray *items);
/* Likewise. @items: (element-type LecWorkerItem) */
void lec_dashboard_rows_set_workers (LecDashboardPage *self, GPtrArray *items, const char *none);

/* Returns: (transfer none) (nullable): that can be asked for the cluster, when that is to be
 * shown */
LecJobsThread *lec_dashboard_cluster_get_thread (LecDashboardPage *self);
/* The answer to lec_cluster_requests_look_async(). @user_data: (transfer full): the page */
void lec_dashboard_cluster_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/* Shows what there is of a cluster, and what not, for what is to be shown. */
void lec_dashboard_cluster_adapt (LecDashboardPage *self);
void lec_dashboard_cluster_install (GtkWidgetClass *widget_class);

G_END_DECLS
