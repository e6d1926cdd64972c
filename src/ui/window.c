/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Actions become requests to the jobs' thread; what comes of them is seen in the
 * list, and told in a toast where the list does not say it.
 */
#include "ui/window.h"

#include <glib/gi18n-lib.h>

#include "ui/added-words.h"
#include "ui/ask-files.h"
#include "ui/closing.h"
#include "ui/dashboard-page.h"
#include "ui/export-dialog.h"
#include "ui/export-toast.h"
#include "ui/inner-buttons.h"
#include "ui/job-details.h"
#include "ui/job-requests.h"
#include "ui/lecture-page.h"
#include "ui/library-page.h"
#include "ui/option-settings.h"
#include "ui/queue-words.h"
#include "ui/recent-menu.h"
#include "ui/removals.h"
#include "ui/reveal-file.h"
#include "ui/show-document.h"
#include "ui/toasts.h"

struct _LecWindow
{
  AdwApplicationWindow parent_instance;

  LecJobModel *model;
  LecJobsThread *jobs;
  LecQueueThread *queue;
  GSettings *settings;
  GCancellable *cancellable; /* ends with the window */
  LecRemovals *removals;     /* (nullable): until it is disposed of */
  gboolean may_close;        /* whether somebody has said so */
  gboolean is_paused;
  char *read_only; /* (nullable): why nothing can be changed */

  GtkWidget *add_button;
  GtkWidget *menu_button;
  GMenu *recent_menu;
  GtkRevealer *note_revealer;
  GtkLabel *note;
  GtkButton *note_button;
  GtkToggleButton *search_button;
  AdwToastOverlay *toasts;
  AdwLeaflet *pages;
  AdwViewStack *views;
  LecLibraryPage *library;
  LecDashboardPage *dashboard;
  LecLecturePage *lecture;
};

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

static void
show_toast (LecWindow *self,
            const char *text)
{
  lec_toast_show (self->toasts, text);
}

/* --- Adding --- */

static GVariant *
list_ids (const GArray *ids)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
}

/* Files that are being added. */
typedef struct
{
  LecWindow *window;
  GListModel *files;
} Addition;

static void
addition_free (Addition *addition)
{
  g_object_unref (addition->window);
  g_object_unref (addition->files);
  g_free (addition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Addition, addition_free)

static void
tell_added (LecWindow *self,
            const LecAddedJobs *added)
{
  g_autofree char *words = lec_added_words_dup (added);
  AdwToast *toast = lec_toast_new (words);

  if (added->new_jobs->len > 0)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_target_value (toast, list_ids (added->new_jobs));
      adw_toast_set_action_name (toast, "win.undo-add");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
added_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (Addition) addition = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecAddedJobs) added = lec_job_requests_add_finish (LEC_JOBS_THREAD (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (added == NULL)
    {
      show_toast (addition->window, error->message);
      return;
    }

  if (added->new_jobs->len > 0 || added->n_again > 0)
    lec_recent_menu_remember (addition->files);
  tell_added (addition->window, added);
}

void
lec_window_add_files (LecWindow *self,
                      GListModel *files)
{
  g_autofree char *output = NULL;
  g_autoptr (LecJobOptions) options = NULL;
  Addition *addition = NULL;

  g_return_if_fail (LEC_IS_WINDOW (self) && G_IS_LIST_MODEL (files));

  output = g_settings_get_string (self->settings, "output-folder");
  options = lec_option_settings_read (self->settings);
  addition = g_new0 (Addition, 1);
  *addition = (Addition){ g_object_ref (self), g_object_ref (files) };
  lec_job_requests_add_async (self->jobs, files, *output != '\0' ? output : NULL, options, self->cancellable, added_cb,
                              addition);
}

static void
add_uris_cb (GtkWidget *widget,
             const char *name,
             GVariant *uris)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GVariantIter iter;
  const char *uri = NULL;

  g_variant_iter_init (&iter, uris);
  while (g_variant_iter_next (&iter, "&s", &uri))
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uri);

      g_list_store_append (files, file);
    }
  lec_window_add_files (LEC_WINDOW (widget), G_LIST_MODEL (files));
}

static void
undo_add_cb (GtkWidget *widget,
             const char *name,
             GVariant *ids)
{
  LecWindow *self = LEC_WINDOW (widget);
  gsize n_ids = 0;
  const gint64 *list = g_variant_get_fixed_array (ids, &n_ids, sizeof (gint64));
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (jobs, list, (guint) n_ids);
  lec_job_model_hide (self->model, jobs);
  lec_job_requests_undo_add (self->jobs, jobs);
}

static void
chosen_cb (GtkWindow *window,
           GListModel *files)
{
  lec_window_add_files (LEC_WINDOW (window), files);
}

static void
add_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  lec_ask_files (GTK_WINDOW (widget), LEC_ASK_VIDEOS, chosen_cb);
}

static void
add_folder_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  lec_ask_files (GTK_WINDOW (widget), LEC_ASK_FOLDERS, chosen_cb);
}

/* --- Jobs --- */

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (LecWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lec_job_requests_change_finish (LEC_JOBS_THREAD (source), result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    show_toast (self, error->message);
}

static void
change (LecWindow *self,
        GVariant *id,
        LecJobAction action)
{
  lec_job_requests_change_async (self->jobs, g_variant_get_int64 (id), action, changed_cb, g_object_ref (self));
}

static void
change_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  static const struct
  {
    const char *name;
    LecJobAction action;
  } actions[] = {
    { "win.pause-job", LEC_JOB_ACTION_PAUSE },
    { "win.resume-job", LEC_JOB_ACTION_RESUME },
    { "win.cancel-job", LEC_JOB_ACTION_CANCEL },
    { "win.retry-job", LEC_JOB_ACTION_RETRY },
    { "win.move-first-job", LEC_JOB_ACTION_MOVE_FIRST },
    { "win.move-last-job", LEC_JOB_ACTION_MOVE_LAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (name, actions[i].name))
      change (LEC_WINDOW (widget), id, actions[i].action);
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!lec_show_document_finish (result, &error) && !g_cancellable_is_cancelled (self->cancellable))
    show_toast (self, error->message);
}

static void
open_job_cb (GtkWidget *widget,
             const char *name,
             GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));
  const char *pdf = item != NULL ? lec_job_item_get_job (item)->pdf : NULL;

  if (pdf != NULL)
    lec_show_document_async (GTK_WINDOW (self), pdf, self->cancellable, opened_cb, NULL);
}

static void
show_job_cb (GtkWidget *widget,
             const char *name,
             GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));

  if (item != NULL)
    gtk_window_present (GTK_WINDOW (lec_job_details_new (GTK_WINDOW (self), self->jobs, item)));
}

static void
revealed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!lec_reveal_file_finish (result, &error) && !g_cancellable_is_cancelled (self->cancellable))
    show_toast (self, error->message);
}

/* What came of it, or else the video. */
static void
reveal_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));
  const LecJob *job = item != NULL ? lec_job_item_get_job (item) : NULL;

  if (job != NULL)
    lec_reveal_file_async (GTK_WINDOW (self), job->pdf != NULL ? job->pdf : job->source, self->cancellable,
                           revealed_cb, NULL);
}

/* --- All jobs at once --- */

/* Returns: (transfer full) (element-type gint64): those in the list that are in that state */
static GArray *
list_jobs (LecWindow *self,
           LecJobStatus status)
{
  GListModel *jobs = G_LIST_MODEL (self->model);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (LecJobItem) item = g_list_model_get_item (jobs, i);
      gint64 id = lec_job_item_get_id (item);

      if (lec_job_item_get_job (item)->status == status)
        g_array_append_val (ids, id);
    }

  return ids;
}

static void
retry_failed_cb (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);
  g_autoptr (GArray) ids = list_jobs (self, LEC_JOB_FAILED);

  lec_job_requests_change_all_async (self->jobs, ids, LEC_JOB_ACTION_RETRY, changed_cb, g_object_ref (self));
}

static void
clear_done_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);
  g_autoptr (GArray) ids = list_jobs (self, LEC_JOB_COMPLETED);

  lec_removals_remove (self->removals, ids);
}

/* Whether it has become so is told by the next news. */
static void
ask_to_pause (LecWindow *self,
              gboolean paused)
{
  if (self->jobs != NULL && paused != self->is_paused)
    lec_job_requests_pause_async (self->jobs, paused, changed_cb, g_object_ref (self));
}

/* --- Exporting --- */

static void
exported_cb (LecWindow *self,
             const char *path)
{
  adw_toast_overlay_add_toast (self->toasts, lec_export_toast_new (path));
}

static void
export_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));
  LecExportDialog *dialog = NULL;

  if (item == NULL || lec_job_item_get_job (item)->status != LEC_JOB_COMPLETED)
    return;

  dialog = lec_export_dialog_new (GTK_WINDOW (self), item);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_file_cb (GtkWidget *widget,
              const char *name,
              GVariant *path)
{
  LecWindow *self = LEC_WINDOW (widget);

  lec_show_document_async (GTK_WINDOW (self), g_variant_get_bytestring (path), self->cancellable, opened_cb, NULL);
}

static void
show_file_cb (GtkWidget *widget,
              const char *name,
              GVariant *path)
{
  LecWindow *self = LEC_WINDOW (widget);

  lec_reveal_file_async (GTK_WINDOW (self), g_variant_get_bytestring (path), self->cancellable, revealed_cb, NULL);
}

/* --- Going to the lecture, and back --- */

static void
view_job_cb (GtkWidget *widget,
             const char *name,
             GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));

  if (item == NULL)
    return;
  lec_lecture_page_show (self->lecture, item);
  adw_leaflet_set_visible_child (self->pages, GTK_WIDGET (self->lecture));
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
  gtk_widget_activate_action (widget, "win.view-job", "x", id);
  if (adw_leaflet_get_visible_child (self->pages) == GTK_WIDGET (self->lecture))
    lec_lecture_page_choose_slide (self->lecture, number);
}

static void
find_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);

  /* The lecture may have a search of its own. */
  if (adw_leaflet_get_visible_child (self->pages) == GTK_WIDGET (self->lecture))
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
  gboolean is_lecture = adw_leaflet_get_visible_child (self->pages) == GTK_WIDGET (self->lecture);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", is_lecture);
  if (!is_lecture)
    lec_lecture_page_clear (self->lecture);
}

/* --- Removing --- */

static void
remove_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  gint64 id = g_variant_get_int64 (parameter);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  lec_removals_remove (LEC_WINDOW (widget)->removals, ids);
}

static void
keep_jobs_cb (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  gsize n_ids = 0;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));

  lec_removals_keep (LEC_WINDOW (widget)->removals, ids, n_ids);
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
    .n_open = lec_job_group_count (LEC_JOB_GROUP_RUNNING, self->model),
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
  show_toast (self, text);
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
  guint n_running = lec_job_model_count (self->model, LEC_JOB_PROCESSING);
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
  ask_to_pause (LEC_WINDOW (object), g_value_get_boolean (value));
}

static void
lec_window_dispose (GObject *object)
{
  LecWindow *self = LEC_WINDOW (object);

  /* However the window ends: what was removed is. */
  if (self->removals != NULL)
    lec_removals_finish (self->removals);
  g_clear_object (&self->removals);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->model);
  g_clear_object (&self->jobs);
  g_clear_object (&self->queue);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lec_window_parent_class)->dispose (object);
}

static void
lec_window_finalize (GObject *object)
{
  LecWindow *self = LEC_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->read_only);

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
    { "win.add", NULL, add_cb },
    { "win.add-folder", NULL, add_folder_cb },
    { "win.add-uris", "as", add_uris_cb },
    { "win.undo-add", "ax", undo_add_cb },
    { "win.back", NULL, back_cb },
    { "win.view-job", "x", view_job_cb },
    { "win.view-slide", "(xu)", view_slide_cb },
    { "win.find", NULL, find_cb },
    { "win.view", "s", view_cb },
    { "win.retry-failed", NULL, retry_failed_cb },
    { "win.clear-done", NULL, clear_done_cb },
    { "win.move-first-job", "x", change_job_cb },
    { "win.move-last-job", "x", change_job_cb },
    { "win.reveal-job", "x", reveal_job_cb },
    { "win.open-job", "x", open_job_cb },
    { "win.pause-job", "x", change_job_cb },
    { "win.resume-job", "x", change_job_cb },
    { "win.cancel-job", "x", change_job_cb },
    { "win.retry-job", "x", change_job_cb },
    { "win.remove-job", "x", remove_job_cb },
    { "win.keep-jobs", "ax", keep_jobs_cb },
    { "win.show-job", "x", show_job_cb },
    { "win.export-job", "x", export_job_cb },
    { "win.open-file", "ay", open_file_cb },
    { "win.show-file", "ay", show_file_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

static void
lec_window_class_init (LecWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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

  g_type_ensure (LEC_TYPE_LECTURE_PAGE);
  g_type_ensure (LEC_TYPE_DASHBOARD_PAGE);
  g_type_ensure (LEC_TYPE_LIBRARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/window.ui");
  gtk_widget_class_bind_template_child (widget_class, LecWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, note_revealer);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, note);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, note_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, views);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, library);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, dashboard);
  gtk_widget_class_bind_template_child (widget_class, LecWindow, lecture);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  install_actions (widget_class);
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
  self->removals = lec_removals_new (self->model, self->jobs, self->toasts);
  lec_library_page_set_model (self->library, self->model, self->jobs);
  lec_library_page_bind_search (self->library, self->search_button);
  lec_dashboard_page_set_jobs (self->dashboard, self->jobs, self->settings);
  g_object_bind_property_full (self->views, "visible-child-name", self->search_button, "sensitive",
                               G_BINDING_SYNC_CREATE, is_library, NULL, NULL, NULL);
  g_signal_connect_object (self->model, "states-changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  lec_lecture_page_bind_settings (self->lecture, self->settings);
  g_signal_connect_object (self->queue, "state-changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "noticed", G_CALLBACK (queue_noticed_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  return self;
}
