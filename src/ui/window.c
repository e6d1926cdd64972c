/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its pages, what it tells of the queue, and its end. What comes of its actions is
 * seen in the list, and told in a toast where the list does not say it.
 */
#include "ui/window.h"

#include <glib/gi18n-lib.h>

#include "ui/closing.h"
#include "ui/icon-guard.h"
#include "ui/inner-buttons.h"
#include "ui/queue-words.h"
#include "ui/recent-menu.h"
#include "ui/toasts.h"
#include "ui/window-private.h"

enum
{
  PROP_0,
  PROP_PAUSED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  LEAVING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecWindow, lec_window, ADW_TYPE_APPLICATION_WINDOW)

void
lec_window_show_toast (LecWindow *self,
                       const char *text)
{
  lec_toast_show (self->toasts, text);
}

/* --- Pages that are made when they are first seen: a start waits for none of them --- */

static void
ensure_lecture (LecWindow *self)
{
  if (self->lecture != NULL)
    return;

  self->lecture = g_object_ref_sink (g_object_new (LEC_TYPE_LECTURE_PAGE, NULL));
  lec_lecture_page_bind_settings (self->lecture, self->settings);
  lec_lecture_page_set_jobs (self->lecture, self->jobs);
  adw_leaflet_append (self->pages, GTK_WIDGET (self->lecture));
}

static gboolean
is_lecture_shown (LecWindow *self)
{
  return self->lecture != NULL && adw_leaflet_get_visible_child (self->pages) == GTK_WIDGET (self->lecture);
}

gboolean
lec_window_is_following (LecWindow *self,
                         gint64 job)
{
  return is_lecture_shown (self) && lec_lecture_page_get_job (self->lecture) == job;
}

/* Toasts leave what chooses the view in reach. */
static gboolean
show_narrow_cb (gpointer user_data)
{
  AdwViewSwitcherTitle *title = user_data;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (title)));
  gboolean is_narrow = adw_view_switcher_title_get_title_visible (title);

  if (window == NULL)
    return G_SOURCE_REMOVE;

  if (is_narrow)
    gtk_widget_add_css_class (window, "narrow");
  else
    gtk_widget_remove_css_class (window, "narrow");
  lec_library_page_set_narrow (LEC_WINDOW (window)->library, is_narrow);
  return G_SOURCE_REMOVE;
}

/* It is told while the window is laid out: what is seen cannot be changed then. */
static void
narrow_changed_cb (AdwViewSwitcherTitle *title)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_narrow_cb, g_object_ref (title), g_object_unref);
}

static void
view_changed_cb (LecWindow *self)
{
  LecDashboardPage *dashboard = NULL;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "dashboard") != 0 ||
      adw_bin_get_child (self->dashboard) != NULL)
    return;

  dashboard = g_object_new (LEC_TYPE_DASHBOARD_PAGE, NULL);
  lec_dashboard_page_set_jobs (dashboard, self->jobs, self->settings, self->cluster);
  adw_bin_set_child (self->dashboard, GTK_WIDGET (dashboard));
}

/* GTK makes it with the window when it has the name that GTK looks for. */
static void
show_shortcuts_cb (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      builder = gtk_builder_new_from_resource ("/org/lectern/Lectern/shortcuts.ui");
      gtk_application_window_set_help_overlay (
        window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

/* --- Going to the lecture, and back --- */

/* @name, @parameter: of the action that has to be done again once it is here */
static void
view_job (LecWindow *self,
          gint64 id,
          const char *name,
          GVariant *parameter)
{
  LecJobItem *item = lec_job_model_find (self->model, id);

  if (item == NULL || lec_window_cluster_fetch (self, item, name, parameter))
    return;

  ensure_lecture (self);
  lec_lecture_page_show (self->lecture, item);
  adw_leaflet_set_visible_child (self->pages, GTK_WIDGET (self->lecture));
}

static void
view_job_cb (GtkWidget *widget,
             const char *name,
             GVariant *id)
{
  view_job (LEC_WINDOW (widget), g_variant_get_int64 (id), name, id);
}

/* As long as nobody has gone on to something else. */
static void
follow_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);

  if (lec_window_is_following (self, g_variant_get_int64 (id)))
    view_job (self, g_variant_get_int64 (id), name, id);
}

static void
view_slide_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);
  gint64 id = 0;
  guint number = 0;

  g_variant_get (parameter, "(xu)", &id, &number);
  view_job (self, id, name, parameter);
  if (lec_window_is_following (self, id))
    lec_lecture_page_choose_slide (self->lecture, number);
}

static void
find_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);

  /* The lecture may have a search of its own. */
  if (is_lecture_shown (self))
    gtk_widget_activate_action (GTK_WIDGET (self->lecture), "lecture.find", NULL);
  else
    {
      adw_view_stack_set_visible_child_name (self->views, "library");
      lec_library_page_find (self->library);
    }
}

static void
view_cb (GtkWidget *widget,
         const char *name,
         GVariant *view)
{
  adw_view_stack_set_visible_child_name (LEC_WINDOW (widget)->views, g_variant_get_string (view, NULL));
}

static void
back_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  adw_leaflet_navigate (LEC_WINDOW (widget)->pages, ADW_NAVIGATION_DIRECTION_BACK);
}

/* By a button, a key or a swipe. */
static void
page_changed_cb (LecWindow *self)
{
  gboolean is_lecture = is_lecture_shown (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", is_lecture);
  if (!is_lecture && self->lecture != NULL)
    lec_lecture_page_clear (self->lecture);
}

/* --- What is told of the queue --- */

static void
queue_changed_cb (LecWindow *self)
{
  LecQueueSight sight = {
    .state = lec_queue_thread_get_state (self->queue),
    .reason = lec_queue_thread_get_reason (self->queue),
    .lacks_space = lec_queue_thread_lacks_space (self->queue),
    .read_only = self->read_only,
    .is_paused = self->is_paused,
    .n_open = lec_job_model_count_here (self->model, LEC_JOB_QUEUED) +
              lec_job_model_count_here (self->model, LEC_JOB_PROCESSING),
    .n_failed = lec_job_model_count (self->model, LEC_JOB_FAILED),
    .n_done = lec_job_model_count (self->model, LEC_JOB_COMPLETED),
  };
  g_auto (LecQueueWords) words = { NULL };
  gboolean has_words = lec_queue_words_choose (&sight, &words);

  gtk_revealer_set_reveal_child (self->note_revealer, has_words);
  if (!has_words)
    return;

  gtk_label_set_label (self->note, words.text);
  /* A status is not named by what it says. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL, words.text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->note_button), words.action != NULL);
  gtk_button_set_label (self->note_button, words.button != NULL ? words.button : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->note_button), words.action);
}

static void
queue_noticed_cb (LecWindow *self,
                  const char *text)
{
  lec_window_show_toast (self, text);
}

void
lec_window_set_loaded (LecWindow *self,
                       const char *failure)
{
  g_return_if_fail (LEC_IS_WINDOW (self));

  lec_library_page_set_loaded (self->library, failure);
  queue_changed_cb (self);
}

void
lec_window_set_state (LecWindow *self,
                      gboolean is_paused,
                      const char *read_only)
{
  g_return_if_fail (LEC_IS_WINDOW (self));

  g_free (self->read_only);
  self->read_only = g_strdup (read_only);
  if (self->is_paused != is_paused)
    {
      self->is_paused = is_paused;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
    }
  queue_changed_cb (self);
}

/* --- Closing --- */

/* The application sees to it that work goes on, or does not. */
static void
leave (GtkWindow *window,
       LecClosing closing)
{
  LecWindow *self = LEC_WINDOW (window);

  self->may_close = TRUE;
  g_signal_emit (self, signals[LEAVING], 0, lec_closing_get_name (closing));
}

static void
closing_chosen_cb (GtkWindow *window,
                   LecClosing closing)
{
  leave (window, closing);
  gtk_window_close (window);
}

static gboolean
lec_window_close_request (GtkWindow *window)
{
  LecWindow *self = LEC_WINDOW (window);
  guint n_running = lec_job_model_count_here (self->model, LEC_JOB_PROCESSING);
  g_autofree char *wanted = g_settings_get_string (self->settings, "on-close");
  LecClosing closing = lec_closing_from_name (wanted);

  gboolean matters = n_running > 0 && lec_queue_thread_get_state (self->queue) == LEC_QUEUE_HERE;

  if (!self->may_close && matters && closing == LEC_CLOSING_ASK)
    {
      lec_closing_ask (window, self->settings, n_running, closing_chosen_cb);
      return TRUE;
    }

  if (!self->may_close && matters)
    leave (window, closing);
  return GTK_WINDOW_CLASS (lec_window_parent_class)->close_request (window);
}

/* Only there is anything to be searched. */
static gboolean
is_library (GBinding *binding,
            const GValue *from,
            GValue *to,
            gpointer user_data)
{
  g_value_set_boolean (to, g_strcmp0 (g_value_get_string (from), "library") == 0);
  return TRUE;
}

static void
lec_window_get_property (GObject *object,
                         guint property,
                         GValue *value,
                         GParamSpec *pspec)
{
  g_value_set_boolean (value, LEC_WINDOW (object)->is_paused);
}

static void
lec_window_set_property (GObject *object,
                         guint property,
                         const GValue *value,
                         GParamSpec *pspec)
{
  lec_window_jobs_ask_to_pause (LEC_WINDOW (object), g_value_get_boolean (value));
}

static void
lec_window_dispose (GObject *object)
{
  LecWindow *self = LEC_WINDOW (object);

  /* However the window ends: what was removed is. */
  if (self->removals != NULL)
    lec_removals_finish (self->removals);
  g_clear_object (&self->removals);
  g_clear_object (&self->lecture);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->model);
  g_clear_object (&self->jobs);
  g_clear_object (&self->queue);
  g_clear_object (&self->cluster);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lec_window_parent_class)->dispose (object);
}

static void
lec_window_finalize (GObject *object)
{
  LecWindow *self = LEC_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->read_only);
  g_clear_pointer (&self->consents_seen, g_hash_table_unref);

  G_OBJECT_CLASS (lec_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.back", NULL, back_cb },
    { "win.view-job", "x", view_job_cb },
    { "win.follow-job", "x", follow_job_cb },
    { "win.view-slide", "(xu)", view_slide_cb },
    { "win.find", NULL, find_cb },
    { "win.view", "s", view_cb },
    { "win.show-help-overlay", NULL, show_shortcuts_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

static void
lec_window_class_init (LecWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  lec_icon_guard_install ();

  object_class->get_property = lec_window_get_property;
  object_class->set_property = lec_window_set_property;
  object_class->dispose = lec_window_dispose;
  object_class->finalize = lec_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lec_window_close_request;
  properties[PROP_PAUSED] = g_param_spec_boolean (
    "paused", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[LEAVING] = g_signal_new ("leaving", LEC_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);

  g_type_ensure (LEC_TYPE_LIBRARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/window.ui");
  gtk_widget_class_bind_template_child (widget_class, LecWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, note_revealer);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, note);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, note_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, cluster_revealer);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, cluster_note);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, cluster_bar);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, cluster_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, views);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, library);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, dashboard);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  install_actions (widget_class);
  lec_window_adding_install (widget_class);
  lec_window_job_install (widget_class);
  lec_window_jobs_install (widget_class);
  lec_window_cluster_install (widget_class);
  lec_window_guide_install (widget_class);
  gtk_widget_class_install_property_action (widget_class, "win.paused", "paused");
}

static void
lec_window_init (LecWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  page_changed_cb (self);
  lec_recent_menu_follow (self->recent_menu);
  lec_inner_buttons_name (self->add_button, (const char *[]){ _ ("Add videos"), _ ("More ways to add"), NULL });
  lec_inner_buttons_name (self->menu_button, (const char *[]){ _ ("Main menu"), NULL });
}

LecWindow *
lec_window_new (GtkApplication *application,
                const LecWindowDesk *desk)
{
  LecWindow *self = NULL;

  g_return_val_if_fail (desk != NULL, NULL);

  self = g_object_new (LEC_TYPE_WINDOW, "application", application, NULL);
  self->model = g_object_ref (desk->model);
  self->jobs = g_object_ref (desk->jobs);
  self->queue = g_object_ref (desk->queue);
  self->settings = g_object_ref (desk->settings);
  g_set_object (&self->cluster, desk->cluster);
  lec_window_cluster_follow (self);
  lec_window_consent_follow (self);
  self->removals = lec_removals_new (self->model, self->jobs, self->toasts);
  lec_library_page_set_model (self->library, self->model, self->jobs);
  lec_library_page_bind_search (self->library, self->search_button);
  g_object_bind_property_full (self->views, "visible-child-name", self->search_button, "sensitive",
                               G_BINDING_SYNC_CREATE, is_library, NULL, NULL, NULL);
  g_signal_connect_object (self->model, "states-changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "state-changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "noticed", G_CALLBACK (queue_noticed_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  return self;
}
