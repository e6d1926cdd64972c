/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the list knows is bound; what was tried is asked for when the window opens
 * and each time the job's state changes.
 */
#include "ui/job-details.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/folder-words.h"
#include "ui/job-requests.h"
#include "ui/job-words.h"
#include "ui/weak-box.h"

struct _LecJobDetails
{
  AdwWindow parent_instance;

  LecJobItem *item;
  LecJobsThread *jobs;
  GCancellable *cancellable; /* ends with the window */
  GtkWidget *reason;
  AdwActionRow *video_row;
  AdwActionRow *document_row;
  AdwPreferencesGroup *settings;
  GtkWidget *steps;
  GtkListBox *steps_list;
  GtkWidget *log_group;
  GtkLabel *log;
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecJobDetails, lec_job_details, ADW_TYPE_WINDOW)

/* --- What was tried --- */

static GtkWidget *
make_step (const LecAttempt *attempt)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *taken = attempt->wall_s >= 1 ? lec_time_format (attempt->wall_s) : NULL;
  g_autofree char *outcome = NULL;
  GtkWidget *time = gtk_label_new (taken);

  /* Translators: how a step ended, and why */
  outcome = attempt->error != NULL
              ? g_strdup_printf (C_ ("outcome", "%s: %s"), lec_job_words_get_outcome (attempt), attempt->error)
              : g_strdup (lec_job_words_get_outcome (attempt));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lec_job_words_get_stage (attempt));
  adw_action_row_set_subtitle (row, outcome);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dim-label");
  adw_action_row_add_suffix (row, time);

  return GTK_WIDGET (row);
}

static void
append_printed (GString *log,
                const LecAttempt *attempt)
{
  if (attempt->stderr_tail == NULL || *attempt->stderr_tail == '\0')
    return;

  g_string_append_printf (log, "%s%s:\n%s", log->len > 0 ? "\n\n" : "", lec_job_words_get_stage (attempt),
                          attempt->stderr_tail);
}

static void
show_attempts (LecJobDetails *self,
               const GPtrArray *attempts)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->steps_list))) != NULL)
    gtk_list_box_remove (self->steps_list, row);
  for (guint i = 0; i < attempts->len; i++)
    {
      gtk_list_box_append (self->steps_list, make_step (g_ptr_array_index (attempts, i)));
      append_printed (log, g_ptr_array_index (attempts, i));
    }
  gtk_label_set_label (self->log, g_strchomp (log->str));
  gtk_widget_set_visible (self->steps, attempts->len > 0);
  gtk_widget_set_visible (self->log_group, log->len > 0);
}

static void
attempts_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecJobDetails) self = lec_weak_box_open (user_data);
  g_autoptr (GPtrArray) attempts = lec_job_requests_list_attempts_finish (LEC_JOBS_THREAD (source), result, NULL);

  /* A job that is gone, or a window: nothing more is to be shown. */
  if (attempts != NULL && self != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show_attempts (self, attempts);
}

static void
ask_for_attempts (LecJobDetails *self)
{
  lec_job_requests_list_attempts_async (self->jobs, lec_job_item_get_id (self->item), self->cancellable, attempts_cb,
                                        lec_weak_box_new (self));
}

/* --- What is known of the job --- */

static void
show_path (AdwActionRow *row,
           const char *path)
{
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;

  adw_action_row_set_subtitle (row, shown);
  gtk_widget_set_visible (GTK_WIDGET (row), shown != NULL);
}

/* @folder: (nullable): that it was set for */
static void
add_setting (LecJobDetails *self,
             const char *words,
             const char *folder)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;
  /* Translators: the path of a folder */
  g_autofree char *place = shown != NULL ? g_strdup_printf (_ ("Set for the folder %s"), shown)
                                         : g_strdup (_ ("Set for this video"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_preferences_group_add (self->settings, row);
  gtk_widget_set_visible (GTK_WIDGET (self->settings), TRUE);
}

/* What can be set for a folder, where it was set at all. A request stays as it is. */
static void
show_settings (LecJobDetails *self,
               const LecJobRequest *request)
{
  g_autoptr (LecJobOptions) plain = lec_job_options_new ();
  const char *const *name = lec_folder_options_get_names ();

  for (; *name != NULL; name++)
    {
      g_autofree char *value = lec_job_options_dup_value (request->options, *name);
      g_autofree char *usual = lec_job_options_dup_value (plain, *name);
      const char *folder = lec_job_request_find_folder (request, *name);
      g_auto (GStrv) parts = lec_folder_words_split (*name, value);

      for (char **part = parts; *part != NULL; part++)
        {
          g_autofree char *words = lec_folder_words_dup_setting (*name, *part);

          if (folder != NULL || !g_str_equal (value, usual))
            add_setting (self, words, folder);
        }
    }
}

static void
state_changed_cb (LecJobDetails *self)
{
  const LecJob *job = lec_job_item_get_job (self->item);
  g_autofree char *reason = lec_job_words_dup_reason (job);

  gtk_widget_set_visible (self->reason, reason != NULL);
  show_path (self->video_row, job->source);
  show_path (self->document_row, job->pdf);
  ask_for_attempts (self);
}

static void
retry_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecJobDetails *self = LEC_JOB_DETAILS (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  /* It may have to ask first. */
  if (parent != NULL &&
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.retry-job", "x", lec_job_item_get_id (self->item)))
    return;

  lec_job_requests_change_async (self->jobs, lec_job_item_get_id (self->item), LEC_JOB_ACTION_RETRY, NULL, NULL);
}

static void
copy_log_cb (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (LEC_JOB_DETAILS (widget)->log));
}

static void
lec_job_details_get_property (GObject *object,
                              guint property,
                              GValue *value,
                              GParamSpec *pspec)
{
  g_value_set_object (value, LEC_JOB_DETAILS (object)->item);
}

static void
lec_job_details_set_property (GObject *object,
                              guint property,
                              const GValue *value,
                              GParamSpec *pspec)
{
  LEC_JOB_DETAILS (object)->item = g_value_dup_object (value);
}

static void
lec_job_details_dispose (GObject *object)
{
  LecJobDetails *self = LEC_JOB_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->item);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (lec_job_details_parent_class)->dispose (object);
}

static void
lec_job_details_finalize (GObject *object)
{
  g_object_unref (LEC_JOB_DETAILS (object)->cancellable);

  G_OBJECT_CLASS (lec_job_details_parent_class)->finalize (object);
}

static void
lec_job_details_class_init (LecJobDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lec_job_details_get_property;
  object_class->set_property = lec_job_details_set_property;
  object_class->dispose = lec_job_details_dispose;
  object_class->finalize = lec_job_details_finalize;
  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, LEC_TYPE_JOB_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/job-details.ui");
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, reason);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, video_row);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, document_row);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, settings);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, steps);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, steps_list);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, log_group);
  gtk_widget_class_bind_template_child (widget_class, LecJobDetails, log);
  gtk_widget_class_install_action (widget_class, "job.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "job.copy-log", NULL, copy_log_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lec_job_details_init (LecJobDetails *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecJobDetails *
lec_job_details_new (GtkWindow *parent,
                     LecJobsThread *jobs,
                     LecJobItem *item)
{
  LecJobDetails *self = NULL;

  g_return_val_if_fail (LEC_IS_JOBS_THREAD (jobs) && LEC_IS_JOB_ITEM (item), NULL);

  self = g_object_new (LEC_TYPE_JOB_DETAILS, "transient-for", parent, "destroy-with-parent", TRUE, "item", item, NULL);
  self->jobs = g_object_ref (jobs);
  g_signal_connect_object (item, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  if (lec_job_item_get_job (item)->request != NULL)
    show_settings (self, lec_job_item_get_job (item)->request);
  state_changed_cb (self);
  return self;
}
