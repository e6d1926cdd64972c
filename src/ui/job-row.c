/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two hundred rows are alive for a screen of ten: so a row is a few widgets, what few
 * jobs have is made when a job has it, and buttons where they are seen. Nothing is
 * bound by expressions, which cost several times as much, and of which GTK 4.8 warns
 * when a row goes that is not seen. The picture is asked for as long as the row shows
 * the item. A list's rows have neither a name nor a description of their own in GTK
 * 4.8, so the widget around this one is given it; so is this one, which takes the focus.
 */
#include "ui/job-row.h"

#include <glib/gi18n-lib.h>

#include "ui/fixed-picture.h"
#include "ui/job-buttons.h"
#include "ui/job-line.h"

/* As the template has it where there is none. */
#define PICTURE_WIDTH  72
#define PICTURE_HEIGHT 41

struct _LecJobRow
{
  GtkBox parent_instance;

  LecJobItem *item;      /* (nullable) */
  GSignalGroup *signals; /* of the item */
  LecJobPictures *pictures;
  GCancellable *loading;    /* (nullable): the picture */
  LecFixedPicture *picture; /* (nullable) */
  GtkWidget *no_picture;
  GtkWidget *texts;
  GtkInscription *name;
  LecJobLine *line;
  GtkWidget *progress; /* (nullable) */
  GtkWidget *reason;   /* (nullable) */
  LecJobButtons *buttons;
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- The picture --- */

/* In the place of what says that there is none. */
static void
make_picture (LecJobRow *self)
{
  GtkWidget *picture = g_object_new (LEC_TYPE_FIXED_PICTURE, "valign", GTK_ALIGN_CENTER, "width-request",
                                     PICTURE_WIDTH, "height-request", PICTURE_HEIGHT, NULL);

  gtk_widget_add_css_class (picture, "job-picture");
  gtk_box_prepend (GTK_BOX (self), picture);
  self->picture = LEC_FIXED_PICTURE (picture);
}

/* @texture: (nullable) */
static void
show_picture (LecJobRow *self,
              GdkTexture *texture)
{
  if (self->picture == NULL && texture != NULL)
    make_picture (self);
  if (self->picture == NULL)
    return;

  lec_fixed_picture_set_texture (self->picture, texture);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_set_visible (self->no_picture, texture == NULL);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecJobRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = lec_job_pictures_load_finish (LEC_JOB_PICTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  show_picture (self, texture);
}

static void
stop_loading (LecJobRow *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* There is none before the first slide has been found. */
static void
ask_for_picture (LecJobRow *self)
{
  GdkTexture *texture = NULL;

  stop_loading (self);
  if (self->item == NULL)
    return;

  texture = lec_job_pictures_lookup (self->pictures, lec_job_item_get_id (self->item));
  show_picture (self, texture);
  if (texture != NULL || lec_job_item_get_job (self->item)->n_slides == 0)
    return;

  self->loading = g_cancellable_new ();
  lec_job_pictures_load_async (self->pictures, lec_job_item_get_job (self->item),
                               gtk_widget_get_scale_factor (GTK_WIDGET (self)) > 1, self->loading, loaded_cb,
                               g_object_ref (self));
}

/* --- Parts that few jobs have --- */

static void
show_progress (LecJobRow *self)
{
  gboolean is_shown = FALSE;
  double fraction = 0;

  g_object_get (self->item, "shows-progress", &is_shown, "fraction", &fraction, NULL);
  if (self->progress == NULL && is_shown)
    {
      self->progress = gtk_progress_bar_new ();
      gtk_widget_set_margin_top (self->progress, 3);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"),
                                      -1);
      gtk_box_insert_child_after (GTK_BOX (self->texts), self->progress, GTK_WIDGET (self->name));
    }
  if (self->progress == NULL)
    return;

  gtk_widget_set_visible (self->progress, is_shown);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

static void
make_reason (LecJobRow *self)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (label, 3);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (label), "caption");
  self->reason = GTK_WIDGET (label);
  gtk_box_append (GTK_BOX (self->texts), self->reason);
}

static void
show_reason (LecJobRow *self)
{
  g_autofree char *reason = NULL;

  g_object_get (self->item, "reason", &reason, NULL);
  if (self->reason == NULL && reason != NULL)
    make_reason (self);
  if (self->reason == NULL)
    return;

  gtk_widget_set_visible (self->reason, reason != NULL);
  gtk_label_set_label (GTK_LABEL (self->reason), reason != NULL ? reason : "");
  if (lec_job_item_get_job (self->item)->status == LEC_JOB_FAILED)
    gtk_widget_add_css_class (self->reason, "error");
  else
    gtk_widget_remove_css_class (self->reason, "error");
}

/* --- The item --- */

static void
notify_cb (LecJobRow *self,
           GParamSpec *pspec)
{
  lec_job_buttons_update (self->buttons, pspec->name);
  if (g_str_equal (pspec->name, "fraction") || g_str_equal (pspec->name, "shows-progress"))
    show_progress (self);
}

static void
item_changed_cb (LecJobRow *self)
{
  if (self->item == NULL)
    return;

  show_reason (self);
  lec_job_line_show (self->line, self->item);
  say_name (self);
}

void
lec_job_row_set_item (LecJobRow *self,
                      LecJobItem *item)
{
  g_return_if_fail (LEC_IS_JOB_ROW (self));

  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->signals, item);
  lec_job_buttons_set_item (self->buttons, item);
  if (item != NULL)
    {
      gtk_inscription_set_text (self->name, lec_job_item_get_name (item));
      show_progress (self);
    }
  item_changed_cb (self);
  ask_for_picture (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

gboolean
lec_job_row_set_in_sight (LecJobRow *self,
                          gboolean is_in_sight)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_in_use = FALSE;

  g_return_val_if_fail (LEC_IS_JOB_ROW (self), FALSE);

  is_in_use = gtk_widget_is_focus (widget) || gtk_widget_get_focus_child (widget) != NULL;
  return lec_job_buttons_set_made (self->buttons, is_in_sight || is_in_use);
}

void
lec_job_row_set_narrow (LecJobRow *self,
                        gboolean is_narrow)
{
  g_return_if_fail (LEC_IS_JOB_ROW (self));

  lec_job_buttons_set_folded (self->buttons, is_narrow);
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
  lec_job_row_set_item (LEC_JOB_ROW (object), g_value_get_object (value));
}

/* --- The focus: first the row, then its buttons. A box has it on its children alone. --- */

static gboolean
lec_job_row_grab_focus (GtkWidget *widget)
{
  lec_job_row_set_in_sight (LEC_JOB_ROW (widget), TRUE);
  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

static gboolean
lec_job_row_focus (GtkWidget *widget,
                   GtkDirectionType direction)
{
  gboolean goes_back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_LEFT;
  gboolean is_inside = gtk_widget_get_focus_child (widget) != NULL;

  /* It may have come here before it is seen. */
  lec_job_row_set_in_sight (LEC_JOB_ROW (widget), TRUE);
  if (gtk_widget_is_focus (widget) && goes_back)
    return FALSE;
  if (!gtk_widget_is_focus (widget) && !is_inside && !goes_back)
    return gtk_widget_grab_focus (widget);

  return GTK_WIDGET_CLASS (lec_job_row_parent_class)->focus (widget, direction) ||
         (is_inside && goes_back && gtk_widget_grab_focus (widget));
}

static void
lec_job_row_dispose (GObject *object)
{
  LecJobRow *self = LEC_JOB_ROW (object);

  stop_loading (self);
  g_clear_object (&self->pictures);
  g_clear_object (&self->signals);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (lec_job_row_parent_class)->dispose (object);
}

static void
lec_job_row_class_init (LecJobRowClass *klass)
{
  static const char *const actions[] = {
    "job.open",
    "job.view",
    "job.show",
    "job.reveal",
    "job.move-first",
    "job.move-last",
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
  widget_class->grab_focus = lec_job_row_grab_focus;
  widget_class->focus = lec_job_row_focus;
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, LEC_TYPE_JOB_ITEM,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (LEC_TYPE_JOB_BUTTONS);
  g_type_ensure (LEC_TYPE_JOB_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, texts);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, name);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, line);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, no_picture);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, job_action_cb);
}

static void
lec_job_row_init (LecJobRow *self)
{
  self->signals = g_signal_group_new (LEC_TYPE_JOB_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::summary", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::icon-name", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::reason", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::has-slides", G_CALLBACK (ask_for_picture), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecJobItem *
lec_job_row_get_item (LecJobRow *self)
{
  g_return_val_if_fail (LEC_IS_JOB_ROW (self), NULL);

  return self->item;
}

LecJobRow *
lec_job_row_new (LecJobPictures *pictures)
{
  LecJobRow *self = NULL;

  g_return_val_if_fail (LEC_IS_JOB_PICTURES (pictures), NULL);

  self = g_object_new (LEC_TYPE_JOB_ROW, NULL);
  self->pictures = g_object_ref (pictures);
  return self;
}
