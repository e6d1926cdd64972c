/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown as it is follows tables: expressions in the template would do
 * the same, at several times the cost, and GTK 4.8 warns of those of a row that
 * goes while it is not seen. Two hundred rows are made for a screen of ten: parts
 * that few jobs have are made when a job has them. Left for code: colours, the
 * menu, the picture (which is asked for as long as the row shows the item) and
 * the spoken name. A list's
 * rows have neither a name nor a description of their own in GTK 4.8, so the
 * widget around this one is given it; so is this one, which takes the focus.
 */
#include "ui/job-row.h"

#include <glib/gi18n-lib.h>

#include "ui/fixed-picture.h"
#include "ui/inner-buttons.h"

/* In the order in which they stand. */
static const struct
{
  const char *source; /* property of the item */
  const char *action;
  const char *icon;
  const char *label;
} buttons[] = {
  { "can-open", "job.open", "document-open-symbolic", N_ ("Open the PDF") },
  { "can-pause", "job.pause", "media-playback-pause-symbolic", N_ ("Pause") },
  { "can-resume", "job.resume", "media-playback-start-symbolic", N_ ("Resume") },
  { "can-cancel", "job.cancel", "process-stop-symbolic", N_ ("Cancel") },
  { "can-retry", "job.retry", "view-refresh-symbolic", N_ ("Retry") },
  { "can-remove", "job.remove", "user-trash-symbolic", N_ ("Remove from the list") },
};

struct _LecJobRow
{
  GtkBox parent_instance;

  LecJobItem *item;      /* (nullable) */
  GSignalGroup *signals; /* of the item */
  LecJobPictures *pictures;
  GCancellable *loading; /* (nullable): the picture */
  LecFixedPicture *picture;
  GtkWidget *no_picture;
  GtkMenuButton *more;
  GtkWidget *icon;
  const char *colour; /* (nullable): a literal */
  GtkWidget *texts;
  GtkWidget *name;
  GtkWidget *progress; /* (nullable) */
  GtkWidget *reason;   /* (nullable) */
  GtkWidget *button_box;
  GtkWidget *buttons[G_N_ELEMENTS (buttons)]; /* (nullable) each */
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* Children of the template, their properties, and those of the item. */
static const struct
{
  const char *child;
  const char *property;
  const char *source;
} bound[] = {
  { "name", "text", "name" },
  { "icon", "icon-name", "icon-name" },
  { "summary", "label", "summary" },
};

G_DEFINE_FINAL_TYPE (LecJobRow, lec_job_row, GTK_TYPE_BOX)

/* Returns: the CSS class of what has become of it */
static const char *
choose_colour (const LecJob *job)
{
  switch (job->status)
    {
    case LEC_JOB_FAILED:
      return "error";
    case LEC_JOB_COMPLETED:
      return job->error == NULL ? "success" : "warning";
    case LEC_JOB_PROCESSING:
      return "accent";
    case LEC_JOB_QUEUED:
    case LEC_JOB_CANCELLED:
      return "dim-label";
    case LEC_JOB_PAUSED:
    default:
      return NULL;
    }
}

/* Only where it has changed: a class that comes or goes has the style found again. */
static void
show_state (LecJobRow *self)
{
  const char *colour = choose_colour (lec_job_item_get_job (self->item));

  if (g_strcmp0 (self->colour, colour) == 0)
    return;

  if (self->colour != NULL)
    gtk_widget_remove_css_class (self->icon, self->colour);
  if (colour != NULL)
    gtk_widget_add_css_class (self->icon, colour);
  self->colour = colour;
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- The picture --- */

/* @texture: (nullable) */
static void
show_picture (LecJobRow *self,
              GdkTexture *texture)
{
  lec_fixed_picture_set_texture (self->picture, texture);
  gtk_widget_set_opacity (self->no_picture, texture != NULL ? 0 : 1);
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

/* --- The menu --- */

/* Only for a row whose menu is wanted: hundreds of rows are alive. */
static void
make_menu (GtkMenuButton *button,
           gpointer user_data)
{
  LecJobRow *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) place = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  gboolean can_move = FALSE;

  g_object_get (self->item, "can-move", &can_move, NULL);
  if (can_move)
    {
      g_menu_append (place, _ ("Move to the _Front of the Queue"), "job.move-first");
      g_menu_append (place, _ ("Move to the _End of the Queue"), "job.move-last");
    }
  g_menu_append (rest, _ ("Show S_lides"), "job.view");
  g_menu_append (rest, _ ("_Show in Folder"), "job.reveal");
  g_menu_append (rest, _ ("_Details"), "job.show");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
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
      gtk_box_insert_child_after (GTK_BOX (self->texts), self->progress, self->name);
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

static void
make_button (LecJobRow *self,
             guint number)
{
  GtkWidget *button = gtk_button_new_from_icon_name (buttons[number].icon);
  GtkWidget *before = NULL;

  for (guint i = 0; i < number; i++)
    if (self->buttons[i] != NULL)
      before = self->buttons[i];

  gtk_widget_set_tooltip_text (button, _ (buttons[number].label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (buttons[number].label),
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[number].action);
  gtk_box_insert_child_after (GTK_BOX (self->button_box), button, before);
  self->buttons[number] = button;
}

/* @source: (nullable): as below */
static void
show_buttons (LecJobRow *self,
              const char *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      gboolean is_shown = FALSE;

      if (source != NULL && !g_str_equal (buttons[i].source, source))
        continue;
      g_object_get (self->item, buttons[i].source, &is_shown, NULL);
      if (self->buttons[i] == NULL && is_shown)
        make_button (self, i);
      if (self->buttons[i] != NULL)
        gtk_widget_set_visible (self->buttons[i], is_shown);
    }
}

/* --- The item --- */

/* @source: (nullable): a property of the item; all of them when NULL */
static void
show_properties (LecJobRow *self,
                 const char *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
    {
      GObject *child = gtk_widget_get_template_child (GTK_WIDGET (self), LEC_TYPE_JOB_ROW, bound[i].child);
      g_auto (GValue) value = G_VALUE_INIT;

      if (source != NULL && !g_str_equal (bound[i].source, source))
        continue;
      g_object_get_property (G_OBJECT (self->item), bound[i].source, &value);
      g_object_set_property (child, bound[i].property, &value);
    }
  show_buttons (self, source);
}

static void
notify_cb (LecJobRow *self,
           GParamSpec *pspec)
{
  show_properties (self, pspec->name);
  if (g_str_equal (pspec->name, "fraction") || g_str_equal (pspec->name, "shows-progress"))
    show_progress (self);
}

static void
item_changed_cb (LecJobRow *self)
{
  if (self->item == NULL)
    return;

  show_reason (self);
  show_state (self);
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
  if (item != NULL)
    {
      show_properties (self, NULL);
      show_progress (self);
    }
  item_changed_cb (self);
  ask_for_picture (self);
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
  lec_job_row_set_item (LEC_JOB_ROW (object), g_value_get_object (value));
}

/* --- The focus: first the row, then its buttons. A box has it on its children alone. --- */

static gboolean
lec_job_row_grab_focus (GtkWidget *widget)
{
  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

static gboolean
lec_job_row_focus (GtkWidget *widget,
                   GtkDirectionType direction)
{
  gboolean goes_back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_LEFT;
  gboolean is_inside = gtk_widget_get_focus_child (widget) != NULL;

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

  g_type_ensure (LEC_TYPE_FIXED_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, texts);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, name);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, button_box);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, picture);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, no_picture);
  gtk_widget_class_bind_template_child (widget_class, LecJobRow, more);
  gtk_widget_class_bind_template_child_full (widget_class, "summary", FALSE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, job_action_cb);
}

static void
lec_job_row_init (LecJobRow *self)
{
  self->signals = g_signal_group_new (LEC_TYPE_JOB_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::summary", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::reason", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::has-slides", G_CALLBACK (ask_for_picture), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->more, make_menu, self, NULL);
  lec_inner_buttons_name (GTK_WIDGET (self->more), (const char *[]){ _ ("More"), NULL });
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
