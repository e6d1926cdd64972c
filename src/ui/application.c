/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Owns what outlives a window: the threads that look at jobs and work on them,
 * and the list that they feed. When the last window has gone it ends, unless work
 * is to go on without one: then it stays until that is done. Threads are stopped
 * at the end, so that nothing is left half done.
 */
#include "config.h"

#include "ui/application.h"

#include <glib/gi18n-lib.h>

#include "ui/closing.h"
#include "ui/cluster-desk.h"
#include "ui/desktop-portal.h"
#include "ui/preferences.h"
#include "ui/window.h"
#include "ui/work-watch.h"

#define RESOURCES "/org/lectern/Lectern"

struct _LecApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  LecJobModel *model;
  LecJobsThread *jobs;
  LecQueueThread *queue;
  LecClusterDesk *cluster;
  LecWorkWatch *watch;
  LecPreferences *preferences; /* (nullable) unowned: as long as the window it belongs to */
  gboolean is_held;            /* whether it stays without a window */
  gint64 to_open;              /* job whose document is wanted as soon as jobs are known, 0 for none */
  gboolean is_loaded;          /* whether jobs have been read, or could not be */
  char *failure;               /* (nullable): why they could not */
  char *read_only;             /* (nullable): why they can only be looked at */
  gboolean is_paused;          /* whether the queue is */
};

G_DEFINE_FINAL_TYPE (LecApplication, lec_application, ADW_TYPE_APPLICATION)

/* --- What is told of jobs --- */

static LecWindow *
find_window (LecApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (LEC_IS_WINDOW (windows->data))
      return windows->data;

  return NULL;
}

static void
show_state (LecApplication *self,
            LecWindow *window)
{
  lec_window_set_loaded (window, self->failure);
  lec_window_set_state (window, self->is_paused, self->read_only);
}

static void
open_wanted (LecApplication *self,
             LecWindow *window)
{
  if (self->to_open != 0)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-job", "x", self->to_open);
  self->to_open = 0;
}

static void
news_cb (const LecJobsNews *news,
         gpointer user_data)
{
  LecApplication *self = user_data;
  LecWindow *window = find_window (self);

  g_clear_pointer (&self->failure, g_free);
  if (news->failure != NULL)
    self->failure = g_strdup (news->failure->message);
  else
    {
      lec_work_watch_see (self->watch, news);
      lec_job_model_apply (self->model, news, g_get_monotonic_time ());
    }
  self->is_loaded = TRUE;
  if (news->failure == NULL)
    {
      self->is_paused = news->is_paused;
      g_free (self->read_only);
      self->read_only = g_strdup (news->read_only);
    }
  if (window == NULL)
    return;

  show_state (self, window);
  open_wanted (self, window);
}

static void
cluster_news_cb (const LecJobsNews *news,
                 gpointer user_data)
{
  LecApplication *self = user_data;

  lec_work_watch_see (self->watch, news);
  lec_job_model_apply (self->model, news, g_get_monotonic_time ());
}

/* --- With a window, and without --- */

static void
hold (LecApplication *self,
      gboolean is_held)
{
  if (self->is_held == is_held)
    return;

  self->is_held = is_held;
  if (is_held)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
leaving_cb (LecApplication *self,
            const char *name)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  LecClosing closing = lec_closing_from_name (name);

  hold (self, closing != LEC_CLOSING_STOP);
  if (self->is_held && bus != NULL && lec_desktop_portal_is_needed ())
    lec_desktop_portal_ask_background (bus);
  if (closing == LEC_CLOSING_FINISH)
    lec_queue_thread_finish (self->queue);
}

/* Work that went on without a window has come to its end, or what was begun has. */
static void
work_ended_cb (LecApplication *self)
{
  if (find_window (self) == NULL)
    hold (self, FALSE);
}

static void
finished_cb (LecApplication *self)
{
  if (find_window (self) != NULL)
    lec_queue_thread_go_on (self->queue);
  else
    hold (self, FALSE);
}

static void
concurrency_changed_cb (LecApplication *self)
{
  lec_queue_thread_set_concurrency (self->queue, (guint) g_settings_get_int (self->settings, "jobs-at-once"));
}

/* --- Actions --- */

/* Returns: (transfer none): the window, made when there is none */
static LecWindow *
ensure_window (LecApplication *self)
{
  LecWindowDesk desk = { self->model, self->jobs, self->queue, self->settings, self->cluster };
  LecWindow *window = find_window (self);

  if (window != NULL)
    return window;

  window = lec_window_new (GTK_APPLICATION (self), &desk);
  g_signal_connect_object (window, "leaving", G_CALLBACK (leaving_cb), self, G_CONNECT_SWAPPED);
  /* Somebody is back: work goes on as ever, and the window keeps the program. */
  lec_queue_thread_go_on (self->queue);
  hold (self, FALSE);
  if (self->is_loaded)
    show_state (self, window);
  return window;
}

/* Each window may ask back. */
static void
quit_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  LecWindow *window = find_window (user_data);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (user_data);
}

/* What a notification asks for. */
static void
show_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  g_application_activate (user_data);
}

static void
open_job_cb (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  LecApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  self->to_open = g_variant_get_int64 (parameter);
  if (self->is_loaded)
    open_wanted (self, ensure_window (self));
}

static void
show_preferences (LecApplication *self)
{
  /* Somebody may have asked for them by the bus, without a window. */
  g_application_activate (G_APPLICATION (self));
  if (self->preferences == NULL)
    g_set_weak_pointer (&self->preferences,
                        lec_preferences_new (GTK_WINDOW (ensure_window (self)), self->settings, self->cluster));
  gtk_window_present (GTK_WINDOW (self->preferences));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  show_preferences (user_data);
}

/* Where a language model, and what hears, is set. */
static void
services_cb (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  LecApplication *self = user_data;

  show_preferences (self);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self->preferences), "services");
}

static void
about_cb (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  g_application_activate (user_data);
  adw_show_about_window (GTK_WINDOW (ensure_window (user_data)), "application-name", "Lectern", "application-icon",
                         LEC_APPLICATION_ID, "version", LECTERN_VERSION, "developer-name",
                         _ ("The Lectern developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Turns lecture and screen recordings into clean slides and a searchable PDF."), NULL);
}

static void
add_actions (LecApplication *self)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
    { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
    { "services", services_cb, NULL, NULL, NULL, { 0 } },
    { "show", show_cb, NULL, NULL, NULL, { 0 } },
    { "open-job", open_job_cb, "x", NULL, NULL, { 0 } },
    { "about", about_cb, NULL, NULL, NULL, { 0 } },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "win.add", { "<Control>o" } },
    { "win.add-folder", { "<Control><Shift>o" } },
    { "win.find", { "<Control>f" } },
    { "win.view::library", { "<Alt>1" } },
    { "win.view::dashboard", { "<Alt>2" } },
    { "win.paused", { "<Control><Shift>p" } },
    { "win.reconnect", { "<Control><Shift>r" } },
    { "win.back", { "<Alt>Left", "Back" } },
    { "win.show-guide", { "F1" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);
}

/* --- The life of the program --- */

static void
lec_application_startup (GApplication *application)
{
  LecApplication *self = LEC_APPLICATION (application);

  G_APPLICATION_CLASS (lec_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (LEC_APPLICATION_ID);
  add_actions (self);
  self->settings = g_settings_new (LEC_APPLICATION_ID);
  self->model = lec_job_model_new ();
  self->jobs = lec_jobs_thread_new (NULL, news_cb, self);
  self->queue = lec_queue_thread_new (NULL);
  self->cluster = lec_cluster_desk_new (self->jobs, self->settings, cluster_news_cb, self);
  self->watch = lec_work_watch_new (GTK_APPLICATION (self), self->model, self->queue, self->settings);
  g_signal_connect_object (self->watch, "ended", G_CALLBACK (work_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::jobs-at-once", G_CALLBACK (concurrency_changed_cb), self,
                           G_CONNECT_SWAPPED);
  concurrency_changed_cb (self);
}

static void
lec_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (LEC_APPLICATION (application))));
}

static void
lec_application_open (GApplication *application,
                      GFile **files,
                      int n_files,
                      const char *hint)
{
  LecWindow *window = ensure_window (LEC_APPLICATION (application));
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  g_list_store_splice (list, 0, 0, (gpointer *) files, (guint) n_files);
  gtk_window_present (GTK_WINDOW (window));
  lec_window_add_files (window, G_LIST_MODEL (list));
}

/* What was asked for is still done: a removal that waited for its toast. */
static void
lec_application_shutdown (GApplication *application)
{
  LecApplication *self = LEC_APPLICATION (application);
  GList *windows = NULL;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  if (self->queue != NULL)
    lec_queue_thread_stop (self->queue);
  if (self->cluster != NULL)
    lec_cluster_desk_stop (self->cluster);
  if (self->jobs != NULL)
    lec_jobs_thread_stop (self->jobs);

  G_APPLICATION_CLASS (lec_application_parent_class)->shutdown (application);
}

static void
lec_application_dispose (GObject *object)
{
  LecApplication *self = LEC_APPLICATION (object);

  g_clear_weak_pointer (&self->preferences);
  g_clear_object (&self->watch);
  g_clear_object (&self->cluster);
  g_clear_object (&self->queue);
  g_clear_object (&self->jobs);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->read_only, g_free);

  G_OBJECT_CLASS (lec_application_parent_class)->dispose (object);
}

static void
lec_application_class_init (LecApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_application_dispose;
  application_class->startup = lec_application_startup;
  application_class->activate = lec_application_activate;
  application_class->open = lec_application_open;
  application_class->shutdown = lec_application_shutdown;
}

static void
lec_application_init (LecApplication *self)
{
}

LecApplication *
lec_application_new (GApplicationFlags flags)
{
  return g_object_new (LEC_TYPE_APPLICATION, "application-id", LEC_APPLICATION_ID, "flags",
                       flags | G_APPLICATION_HANDLES_OPEN, "resource-base-path", RESOURCES, NULL);
}

LecJobModel *
lec_application_get_model (LecApplication *self)
{
  g_return_val_if_fail (LEC_IS_APPLICATION (self), NULL);

  return self->model;
}

gboolean
lec_application_keeps_awake (LecApplication *self)
{
  g_return_val_if_fail (LEC_IS_APPLICATION (self), FALSE);

  return self->watch != NULL && lec_work_watch_keeps_awake (self->watch);
}
