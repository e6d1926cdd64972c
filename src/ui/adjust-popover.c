/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tries what is set when nothing was changed for a moment; what is tried and no
 * longer wanted is given up. Nothing is kept before Apply.
 */
#include "ui/adjust-popover.h"

#include <glib/gi18n-lib.h>

#include "base/geometry.h"
#include "base/time-format.h"
#include "ui/adjust-requests.h"
#include "ui/inner-buttons.h"

#define REST_MS   250 /* after the last change */
#define MAX_TIMES 4   /* that are listed */

struct _LecAdjustPopover
{
  GtkPopover parent_instance;

  LecJobItem *item;          /* (nullable) */
  LecReviewDesk *desk;       /* (nullable): while it is open */
  GCancellable *cancellable; /* (nullable): of what is asked for now */
  LecJobOptions *options;    /* (nullable): the lecture's */
  LecJobOptions *tried;      /* (nullable): what is shown instead */
  LecJobOptions *wanted;     /* (nullable): what is to be tried once it is open */
  guint rest_source;
  guint is_filling : 1; /* whether what is set is not a person's doing */

  GtkDropDown *sensitivity;
  GtkSpinButton *shortest;
  GtkSwitch *keep_builds;
  GtkDropDown *crop;
  GtkEntry *region;
  GtkLabel *words;
  GtkSpinner *spinner;
};

enum
{
  TRIED,
  APPLIED,
  DRAWING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecAdjustPopover, lec_adjust_popover, GTK_TYPE_POPOVER)

static void changed_cb (LecAdjustPopover *self);

/* --- What is set --- */

static gboolean
read_region (LecAdjustPopover *self,
             LecRect *region)
{
  return lec_rect_parse (gtk_editable_get_text (GTK_EDITABLE (self->region)), region, NULL);
}

/* @settings: of the lecture */
static void
read_settings (LecAdjustPopover *self,
               LecJobOptions *settings)
{
  settings->sensitivity = (LecSensitivity) gtk_drop_down_get_selected (self->sensitivity);
  settings->shortest_s = gtk_spin_button_get_value (self->shortest);
  settings->keep_builds = gtk_switch_get_active (self->keep_builds);
  settings->crop_mode = (LecCropMode) gtk_drop_down_get_selected (self->crop);
  settings->crop = (LecRect){ 0 };
}

/* Returns: (transfer full) (nullable): %NULL while the region is none */
static LecJobOptions *
dup_settings (LecAdjustPopover *self)
{
  g_autoptr (LecJobOptions) settings = lec_job_options_copy (self->options);

  read_settings (self, settings);
  if (settings->crop_mode == LEC_CROP_REGION && !read_region (self, &settings->crop))
    return NULL;

  return g_steal_pointer (&settings);
}

static void
fill_in (LecAdjustPopover *self,
         const LecJobOptions *options)
{
  g_autofree char *region = lec_rect_to_string (&options->crop);

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->sensitivity, options->sensitivity);
  gtk_spin_button_set_value (self->shortest, options->shortest_s);
  gtk_switch_set_active (self->keep_builds, options->keep_builds);
  gtk_drop_down_set_selected (self->crop, options->crop_mode);
  gtk_editable_set_text (GTK_EDITABLE (self->region), options->crop_mode == LEC_CROP_REGION ? region : "");
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->region), options->crop_mode == LEC_CROP_REGION);
}

static void
enable_actions (LecAdjustPopover *self)
{
  g_autoptr (LecJobOptions) plain = lec_job_options_new ();
  gboolean is_plain = self->options == NULL;

  if (self->options != NULL)
    {
      g_autoptr (LecJobOptions) settings = dup_settings (self);
      g_autoptr (LecJobOptions) reset = lec_job_options_copy (self->options);

      lec_job_options_take (reset, plain, LEC_AFFECTS_SEGMENTS);
      is_plain = settings != NULL && lec_job_options_compare (settings, reset) == 0;
    }
  gtk_widget_set_sensitive (gtk_popover_get_child (GTK_POPOVER (self)), self->options != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "adjust.reset", !is_plain);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "adjust.revert", self->tried != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "adjust.apply", self->tried != NULL);
}

/* --- What comes of it --- */

static void
append_times (GString *text,
              const GArray *times_s)
{
  for (guint i = 0; i < MIN (times_s->len, MAX_TIMES); i++)
    {
      g_autofree char *time = lec_time_format (g_array_index (times_s, double, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : " ", time);
    }
  if (times_s->len > MAX_TIMES)
    g_string_append (text, "…");
}

static void
say_what_came (LecAdjustPopover *self,
               const LecAdjusted *adjusted)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_slides = adjusted->slides->len, n_new = adjusted->new_s->len, n_gone = adjusted->gone_s->len;

  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n_slides), n_slides);
  if (n_new > 0)
    {
      g_string_append_c (text, '\n');
      /* Translators: slides that were not found before; times follow */
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u new:", "%u new:", n_new), n_new);
      append_times (text, adjusted->new_s);
    }
  if (n_gone > 0)
    {
      g_string_append_c (text, '\n');
      /* Translators: slides that are not found any more; times follow */
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u gone:", "%u gone:", n_gone), n_gone);
      append_times (text, adjusted->gone_s);
    }
  gtk_label_set_label (self->words, text->str);
}

static void
stop_waiting (LecAdjustPopover *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_spinner_set_spinning (self->spinner, FALSE);
}

/* What was set before a region was drawn. */
static void
try_wanted (LecAdjustPopover *self)
{
  g_autoptr (LecJobOptions) wanted = g_steal_pointer (&self->wanted);

  if (wanted == NULL)
    return;

  fill_in (self, wanted);
  changed_cb (self);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecAdjustPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecAdjusted) adjusted = lec_adjust_requests_try_finish (LEC_REVIEW_DESK (source), result, &error);
  gboolean is_first = self->options == NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop_waiting (self);
  g_clear_pointer (&self->tried, lec_job_options_free);
  if (adjusted == NULL)
    gtk_label_set_label (self->words, error->message);
  else
    {
      say_what_came (self, adjusted);
      if (is_first)
        {
          self->options = lec_job_options_copy (adjusted->options);
          fill_in (self, self->options);
          try_wanted (self);
        }
      g_signal_emit (self, signals[TRIED], 0, adjusted->slides);
      if (lec_job_options_compare (self->options, adjusted->options) != 0)
        self->tried = lec_job_options_copy (adjusted->options);
    }
  enable_actions (self);
}

/* @settings: (nullable) */
static void
ask (LecAdjustPopover *self,
     const LecJobOptions *settings)
{
  stop_waiting (self);
  self->cancellable = g_cancellable_new ();
  gtk_spinner_set_spinning (self->spinner, TRUE);
  lec_adjust_requests_try_async (self->desk, settings, self->cancellable, answered_cb, g_object_ref (self));
}

static gboolean
rest_cb (gpointer user_data)
{
  LecAdjustPopover *self = user_data;
  g_autoptr (LecJobOptions) settings = dup_settings (self);

  self->rest_source = 0;
  if (settings == NULL)
    gtk_label_set_label (self->words, _ ("A region is X,Y,W,H in pixels of the video"));
  else
    ask (self, lec_job_options_compare (settings, self->options) != 0 ? settings : NULL);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LecAdjustPopover *self)
{
  if (self->is_filling || self->options == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->region), gtk_drop_down_get_selected (self->crop) == LEC_CROP_REGION);
  stop_waiting (self);
  self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
}

/* --- Deciding --- */

static void
apply_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecAdjustPopover *self = LEC_ADJUST_POPOVER (widget);
  g_autoptr (LecJobOptions) settings = g_steal_pointer (&self->tried);

  if (settings != NULL)
    g_signal_emit (self, signals[APPLIED], 0, settings);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
revert_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecAdjustPopover *self = LEC_ADJUST_POPOVER (widget);

  fill_in (self, self->options);
  ask (self, NULL);
}

static void
draw_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecAdjustPopover *self = LEC_ADJUST_POPOVER (widget);
  LecRect region = { 0 };
  gboolean has_region = read_region (self, &region);

  g_clear_pointer (&self->wanted, lec_job_options_free);
  self->wanted = lec_job_options_copy (self->options);
  read_settings (self, self->wanted);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[DRAWING], 0, has_region ? &region : NULL);
}

/* To what a new lecture would be found with. */
static void
reset_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecAdjustPopover *self = LEC_ADJUST_POPOVER (widget);
  g_autoptr (LecJobOptions) plain = lec_job_options_new ();

  fill_in (self, plain);
  changed_cb (self);
}

/* --- Opening and closing --- */

static void
lec_adjust_popover_map (GtkWidget *widget)
{
  LecAdjustPopover *self = LEC_ADJUST_POPOVER (widget);

  GTK_WIDGET_CLASS (lec_adjust_popover_parent_class)->map (widget);
  if (self->item == NULL)
    return;

  g_clear_object (&self->desk);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_clear_pointer (&self->tried, lec_job_options_free);
  self->desk = lec_review_desk_new (self->item);
  gtk_label_set_label (self->words, "");
  enable_actions (self);
  ask (self, NULL);
}

/* Without Apply all is to be seen as it is. */
static void
closed_cb (LecAdjustPopover *self)
{
  gboolean is_tried = self->tried != NULL || self->cancellable != NULL;

  stop_waiting (self);
  if (self->desk == NULL || self->options == NULL)
    return;

  fill_in (self, self->options);
  if (is_tried)
    ask (self, NULL);
}

void
lec_adjust_popover_take_region (LecAdjustPopover *self,
                                const LecRect *region)
{
  g_return_if_fail (LEC_IS_ADJUST_POPOVER (self));

  if (region != NULL && self->wanted != NULL)
    self->wanted->crop = *region;
  else
    g_clear_pointer (&self->wanted, lec_job_options_free);
}

void
lec_adjust_popover_set_item (LecAdjustPopover *self,
                             LecJobItem *item)
{
  g_return_if_fail (LEC_IS_ADJUST_POPOVER (self) && (item == NULL || LEC_IS_JOB_ITEM (item)));

  if (!g_set_object (&self->item, item))
    return;

  stop_waiting (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_clear_pointer (&self->tried, lec_job_options_free);
  g_clear_pointer (&self->wanted, lec_job_options_free);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
lec_adjust_popover_dispose (GObject *object)
{
  LecAdjustPopover *self = LEC_ADJUST_POPOVER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->item);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_clear_pointer (&self->tried, lec_job_options_free);
  g_clear_pointer (&self->wanted, lec_job_options_free);

  G_OBJECT_CLASS (lec_adjust_popover_parent_class)->dispose (object);
}

static void
lec_adjust_popover_class_init (LecAdjustPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_adjust_popover_dispose;
  widget_class->map = lec_adjust_popover_map;
  signals[TRIED] = g_signal_new ("tried", LEC_TYPE_ADJUST_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[APPLIED] = g_signal_new ("applied", LEC_TYPE_ADJUST_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[DRAWING] = g_signal_new ("drawing", LEC_TYPE_ADJUST_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/adjust-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, sensitivity);
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, shortest);
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, keep_builds);
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, crop);
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, region);
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, words);
  gtk_widget_class_bind_template_child (widget_class, LecAdjustPopover, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_install_action (widget_class, "adjust.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "adjust.revert", NULL, revert_cb);
  gtk_widget_class_install_action (widget_class, "adjust.reset", NULL, reset_cb);
  gtk_widget_class_install_action (widget_class, "adjust.draw", NULL, draw_cb);
}

static void
lec_adjust_popover_init (LecAdjustPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lec_inner_buttons_name (GTK_WIDGET (self->shortest), (const char *[]){ _ ("Shorter"), _ ("Longer"), NULL });
}
