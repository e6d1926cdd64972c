/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that is shown is bound in the template. Left for code: colours and the
 * spoken name. A list's rows have neither a name nor a description of their own
 * in GTK 4.8, so the widget around this one is given it.
 */
#include "ui/job-row.h"

struct _LecJobRow
{
  GtkBox parent_instance;

  LecJobItem *item;      /* (nullable) */
  GSignalGroup *signals; /* of the item */
  GtkWidget *icon;
  GtkWidget *reason;
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecJobRow, lec_job_row, GTK_TYPE_BOX)

static void
set_css_class (GtkWidget *widget,
               const char *name,
               gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_state (LecJobRow *self)
{
  const LecJob *job = lec_job_item_get_job (self->item);
  gboolean has_failed = job->status == LEC_JOB_FAILED;

  set_css_class (self->icon, "error", has_failed);
  set_css_class (self->reason, "error", has_failed);
  set_css_class (self->icon, "success", job->status == LEC_JOB_COMPLETED && job->error == NULL);
  set_css_class (self->icon, "warning", job->status == LEC_JOB_COMPLETED && job->error != NULL);
  set_css_class (self->icon, "accent", job->status == LEC_JOB_PROCESSING);
  set_css_class (self->icon, "dim-label", job->status == LEC_JOB_QUEUED || job->status == LEC_JOB_CANCELLED);
}

static void
say_name (LecJobRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *summary = NULL;
  g_autofree char *name = NULL;

  if (parent == NULL)
    return;

  g_object_get (self->item, "summary", &summary, NULL);
  name = g_strdup_printf ("%s, %s", lec_job_item_get_name (self->item), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
item_changed_cb (LecJobRow *self)
{
  g_autofree char *reason = NULL;

  if (self->item == NULL)
    return;

  g_object_get (self->item, "reason", &reason, NULL);
  gtk_widget_set_visible (self->reason, reason != NULL);
  show_state (self);
  say_name (self);
}

static void
set_item (LecJobRow *self,
          LecJobItem *item)
{
  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->signals, item);
  item_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

/* "job.pause" of this job is "win.pause-job" of its number. */
static void
job_action_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecJobRow *self = LEC_JOB_ROW (widget);
  g_autofree char *action = g_strdup_printf ("win.%s-job", name + strlen ("job."));

  if (self->item != NULL)
    gtk_widget_activate_action (widget, action, "x", lec_job_item_get_id (self->item));
}

static void
lec_job_row_get_property (GObject *object,
                          guint property,
                          GValue *value,
                          GParamSpec *pspec)
{
  g_value_set_object (value, LEC_JOB_ROW (object)->item);
}

static void
lec_job_row_set_property (GObject *object,
                          guint property,
                          const GValue *value,
                          GParamSpec *pspec)
{
  set_item (LEC_JOB_ROW (object), g_value_get_object (value));
}

static void
lec_job_row_dispose (GObject *object)
{
  LecJobRow *self = LEC_JOB_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (lec_job_row_parent_class)->dispose (object);
}

static void
lec_job_row_class_init (LecJobRowClass *klass)
{
  static const char *const actions[] = {
    "job.open",
    "job.pause",
    "job.resume",
    "job.cancel",
    "job.retry",
    "job.remove",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lec_job_row_get_property;
  object_class->set_property = lec_job_row_set_property;
  object_class->dispose = lec_job_row_dispose;
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, LEC_TYPE_JOB_ITEM,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, reason);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, job_action_cb);
}

static void
lec_job_row_init (LecJobRow *self)
{
  self->signals = g_signal_group_new (LEC_TYPE_JOB_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify::summary", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::reason", G_CALLBACK (item_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecJobItem *
lec_job_row_get_item (LecJobRow *self)
{
  g_return_val_if_fail (LEC_IS_JOB_ROW (self), NULL);

  return self->item;
}
