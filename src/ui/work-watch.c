/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GLib warns when it cannot hand a notification to anybody: so whether somebody
 * shows notifications is asked for first. In a sandbox that is the portal, which
 * is always there. An inhibition is 0 where there is no session manager.
 */
#include "ui/work-watch.h"

#include <glib/gi18n-lib.h>

#include "ui/desktop-portal.h"
#include "ui/job-place.h"
#include "ui/work-tally.h"

#define NOTIFICATIONS      "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"
#define TIMEOUT_MS         5000

/* Where jobs are. */
enum
{
  HERE,
  CLUSTER,
  N_PLACES,
};

/* One takes the place of the one before. */
static const char *const summaries[N_PLACES] = { "summary", "summary-cluster" };

struct _LecWorkWatch
{
  GObject parent_instance;

  GtkApplication *application; /* unowned */
  LecJobModel *model;
  LecQueueThread *queue;
  GSettings *settings;
  LecWorkTally tallies[N_PLACES];
  guint inhibition;
  gboolean keeps_awake;
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecWorkWatch, lec_work_watch, G_TYPE_OBJECT)

/* --- Keeping awake --- */

static void
keep_awake (LecWorkWatch *self)
{
  gboolean wanted = g_settings_get_boolean (self->settings, "keep-awake") &&
                    lec_queue_thread_get_state (self->queue) == LEC_QUEUE_HERE &&
                    lec_job_model_count_here (self->model, LEC_JOB_PROCESSING) > 0;

  if (wanted == self->keeps_awake)
    return;

  self->keeps_awake = wanted;
  if (self->inhibition != 0)
    gtk_application_uninhibit (self->application, self->inhibition);
  self->inhibition = 0;
  if (wanted)
    self->inhibition =
      gtk_application_inhibit (self->application, gtk_application_get_active_window (self->application),
                               GTK_APPLICATION_INHIBIT_SUSPEND, _ ("Videos are being worked on"));
}

/* --- Telling of the end --- */

static gboolean
is_looked_at (LecWorkWatch *self)
{
  GList *windows = gtk_application_get_windows (self->application);

  for (; windows != NULL; windows = windows->next)
    if (gtk_window_is_active (windows->data))
      return TRUE;

  return FALSE;
}

static GNotification *
make_summary (const LecWorkTally *tally)
{
  g_autofree char *title = lec_work_tally_dup_title (tally);
  g_autofree char *body = lec_work_tally_dup_body (tally);
  GNotification *summary = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (summary, body);
  g_notification_set_default_action (summary, "app.show");
  if (tally->n_done == 1)
    g_notification_add_button_with_target (summary, _ ("Open the PDF"), "app.open-job", "x", tally->last_done);

  return summary;
}

/* What is to be sent once it is known that somebody shows it. */
typedef struct
{
  GApplication *application; /* owned, and held */
  const char *id;
  GNotification *summary;
} Sending;

static void
sending_free (Sending *sending)
{
  g_application_release (sending->application);
  g_object_unref (sending->application);
  g_object_unref (sending->summary);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    g_application_send_notification (sending->application, sending->id, sending->summary);
}

/* @bus: (nullable) */
static void
send_if_shown (GApplication *application,
               GDBusConnection *bus,
               const char *id,
               GNotification *summary)
{
  Sending *sending = NULL;

  if (bus == NULL)
    return;

  sending = g_new0 (Sending, 1);
  *sending = (Sending){ g_object_ref (application), id, g_object_ref (summary) };
  g_application_hold (application);
  g_dbus_connection_call (bus, NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS, "GetServerInformation", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, answered_cb, sending);
}

static void
tell_summary (LecWorkWatch *self,
              guint place)
{
  GApplication *application = G_APPLICATION (self->application);
  g_autoptr (GNotification) summary = make_summary (&self->tallies[place]);

  if (lec_desktop_portal_is_needed ())
    g_application_send_notification (application, summaries[place], summary);
  else
    send_if_shown (application, g_application_get_dbus_connection (application), summaries[place], summary);
}

static void
end (LecWorkWatch *self,
     guint place)
{
  gboolean is_wanted = g_settings_get_boolean (self->settings, "notify") && !is_looked_at (self);

  if (is_wanted && !lec_work_tally_is_empty (&self->tallies[place]))
    tell_summary (self, place);
  lec_work_tally_clear (&self->tallies[place]);
  if (place == HERE)
    g_signal_emit (self, signals[ENDED], 0);
}

static guint
count_open (LecWorkWatch *self,
            guint place)
{
  guint n_here = lec_job_model_count_here (self->model, LEC_JOB_QUEUED) +
                 lec_job_model_count_here (self->model, LEC_JOB_PROCESSING);
  guint n_all =
    lec_job_model_count (self->model, LEC_JOB_QUEUED) + lec_job_model_count (self->model, LEC_JOB_PROCESSING);

  return place == HERE ? n_here : n_all - n_here;
}

static void
states_changed_cb (LecWorkWatch *self)
{
  keep_awake (self);
  for (guint place = 0; place < N_PLACES; place++)
    if (lec_work_tally_count (&self->tallies[place], count_open (self, place)))
      end (self, place);
}

/* Of a cluster that is no longer used nothing has ended. */
static gboolean
is_left (const LecJobsNews *news)
{
  return news->is_cluster && news->is_all && news->jobs->len == 0;
}

void
lec_work_watch_see (LecWorkWatch *self,
                    const LecJobsNews *news)
{
  g_return_if_fail (LEC_IS_WORK_WATCH (self) && news != NULL);

  if (is_left (news))
    lec_work_tally_clear (&self->tallies[CLUSTER]);
  for (guint i = 0; i < news->jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (news->jobs, i);
      LecJobItem *item = lec_job_model_find (self->model, job->id);
      guint place = lec_job_place_is_cluster (job->id) ? CLUSTER : HERE;

      if (item != NULL && !lec_job_model_is_aside (self->model, job->id))
        lec_work_tally_see (&self->tallies[place], lec_job_item_get_job (item)->status, job);
    }
}

gboolean
lec_work_watch_keeps_awake (LecWorkWatch *self)
{
  g_return_val_if_fail (LEC_IS_WORK_WATCH (self), FALSE);

  return self->keeps_awake;
}

static void
lec_work_watch_finalize (GObject *object)
{
  LecWorkWatch *self = LEC_WORK_WATCH (object);

  g_object_unref (self->model);
  g_object_unref (self->queue);
  g_object_unref (self->settings);

  G_OBJECT_CLASS (lec_work_watch_parent_class)->finalize (object);
}

static void
lec_work_watch_class_init (LecWorkWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_work_watch_finalize;

  signals[ENDED] =
    g_signal_new ("ended", LEC_TYPE_WORK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_work_watch_init (LecWorkWatch *self)
{
}

LecWorkWatch *
lec_work_watch_new (GtkApplication *application,
                    LecJobModel *model,
                    LecQueueThread *queue,
                    GSettings *settings)
{
  LecWorkWatch *self = g_object_new (LEC_TYPE_WORK_WATCH, NULL);

  self->application = application;
  self->model = g_object_ref (model);
  self->queue = g_object_ref (queue);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (model, "states-changed", G_CALLBACK (states_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "state-changed", G_CALLBACK (keep_awake), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::keep-awake", G_CALLBACK (keep_awake), self, G_CONNECT_SWAPPED);
  return self;
}
