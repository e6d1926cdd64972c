/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the window share: `window` shows its pages, tells of the queue
 * and closes; `window-adding` adds videos, `window-job` does what is asked of one
 * job, `window-jobs` what is asked of many, `window-cluster` what has to do with
 * the cluster, `window-consent` asks what may be sent to services, `window-guide`
 * opens the user's guide.
 */
#pragma once

#include "ui/dashboard-page.h"
#include "ui/lecture-page.h"
#include "ui/library-page.h"
#include "ui/removals.h"
#include "ui/window.h"

G_BEGIN_DECLS

struct _LecWindow
{
  AdwApplicationWindow parent_instance;

  LecJobModel *model;
  LecJobsThread *jobs;
  LecQueueThread *queue;
  GSettings *settings;
  LecClusterDesk *cluster;   /* (nullable) */
  GCancellable *cancellable; /* ends with the window */
  LecRemovals *removals;     /* (nullable): until it is disposed of */
  gboolean may_close;        /* whether somebody has said so */
  gboolean is_paused;
  char *read_only;           /* (nullable): why nothing can be changed */
  GHashTable *consents_seen; /* (element-type gint64): jobs for which it was asked whether something may be sent */
  gboolean is_asking_consent;
  gboolean has_declined; /* to send anything: asks by itself no more */

  GtkWidget *add_button;
  GtkWidget *menu_button;
  GMenu *recent_menu;
  GtkRevealer *note_revealer;
  GtkLabel *note;
  GtkButton *note_button;
  GtkRevealer *cluster_revealer;
  GtkLabel *cluster_note;
  GtkProgressBar *cluster_bar;
  GtkWidget *cluster_button;
  GtkToggleButton *search_button;
  AdwToastOverlay *toasts;
  AdwLeaflet *pages;
  AdwViewStack *views;
  LecLibraryPage *library;
  AdwBin *dashboard;       /* holds the page once it has been seen */
  LecLecturePage *lecture; /* (nullable): until one is opened; owned */
};

/* Whether the lecture of that job is what is shown. */
gboolean lec_window_is_following (LecWindow *self, gint64 job);
void lec_window_show_toast (LecWindow *self, const char *text);

/* The actions of each file. */
void lec_window_adding_install (GtkWidgetClass *widget_class);
void lec_window_job_install (GtkWidgetClass *widget_class);
void lec_window_jobs_install (GtkWidgetClass *widget_class);
void lec_window_cluster_install (GtkWidgetClass *widget_class);
void lec_window_guide_install (GtkWidgetClass *widget_class);

/* Shows what is to be told of the cluster, from now on. */
void lec_window_cluster_follow (LecWindow *self);
/* Of a job that the cluster has done: has it brought to this machine, and then does @action again.
 * Returns: whether that has to be waited for */
gboolean lec_window_cluster_fetch (LecWindow *self, LecJobItem *item, const char *action, GVariant *parameter);
/* Returns: (nullable): path of the document, on this machine */
const char *lec_window_cluster_get_pdf (LecWindow *self, LecJobItem *item);

/* Asks whether something may be sent to services for the sake of jobs, from now on. */
void lec_window_consent_follow (LecWindow *self);
/* Returns: whether @item lacks something for that reason: then it is asked again, and worked on
 * again unless they do not agree */
gboolean lec_window_consent_ask (LecWindow *self, LecJobItem *item);

/* Lets go on what is queued, or not. Whether it has become so is told by the next news. */
void lec_window_jobs_ask_to_pause (LecWindow *self, gboolean paused);
/* The end of what was asked of jobs: tells why it was not done.
 * @user_data: (transfer full): the window */
void lec_window_jobs_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
