/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown stays until the next page is there; a page that is no longer
 * asked for is not waited for. A slide with much text makes several pages: they
 * are turned before the next slide comes.
 */
#include "ui/export-preview.h"

#include <glib/gi18n-lib.h>

#include "ui/export-requests.h"

#define LONG_SIDE 960 /* pixels */

struct _LecExportPreview
{
  AdwBin parent_instance;

  LecReviewDesk *desk;       /* (nullable) */
  LecJobOptions *options;    /* (nullable) */
  GCancellable *cancellable; /* (nullable): of the page that is waited for */
  guint n_slides;
  guint sheet;
  GPtrArray *pages; /* (element-type GdkTexture) (nullable): of the sheet that is shown */
  guint page;
  guint turns_back : 1; /* whether the last page of the next sheet is to be shown */

  GtkStack *stack;
  GtkPicture *picture;
  GtkLabel *place;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (LecExportPreview, lec_export_preview, ADW_TYPE_BIN)

static guint
get_slides_per_sheet (LecExportPreview *self)
{
  return self->options->layout == LEC_LAYOUT_HANDOUT ? (guint) MAX (self->options->per_page, 1) : 1;
}

static guint
count_sheets (LecExportPreview *self)
{
  guint per_sheet = get_slides_per_sheet (self);

  return (self->n_slides + per_sheet - 1) / per_sheet;
}

/* Returns: (transfer full) */
static char *
dup_place (LecExportPreview *self)
{
  guint per_sheet = get_slides_per_sheet (self);
  guint first = self->sheet * per_sheet + 1;
  guint last = MIN (first + per_sheet - 1, self->n_slides);

  if (first < last)
    /* Translators: the slides on a page, and how many there are in all */
    return g_strdup_printf (_ ("Slides %u–%u of %u"), first, last, self->n_slides);

  /* Translators: the slide on a page, and how many there are in all */
  return g_strdup_printf (_ ("Slide %u of %u"), first, self->n_slides);
}

static void
update_actions (LecExportPreview *self)
{
  gboolean has_page = self->pages != NULL && self->options != NULL;
  gboolean is_first = !has_page || (self->sheet == 0 && self->page == 0);
  gboolean is_last = !has_page || (self->sheet + 1 >= count_sheets (self) && self->page + 1 >= self->pages->len);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.back", !is_first);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.forward", !is_last);
}

static void
show_page (LecExportPreview *self)
{
  g_autofree char *place = dup_place (self);

  gtk_picture_set_paintable (self->picture, g_ptr_array_index (self->pages, self->page));
  gtk_picture_set_alternative_text (self->picture, place);
  gtk_label_set_label (self->place, place);
  gtk_stack_set_visible_child_name (self->stack, "page");
  update_actions (self);
}

static void
rendered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecExportPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = lec_export_requests_preview_finish (LEC_REVIEW_DESK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  if (pages == NULL)
    {
      gtk_label_set_label (self->reason, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      update_actions (self);
      return;
    }

  self->pages = g_steal_pointer (&pages);
  if (self->pages->len == 0)
    return;
  self->page = self->turns_back ? self->pages->len - 1 : 0;
  show_page (self);
}

static void
stop_waiting (LecExportPreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
ask_for_sheet (LecExportPreview *self,
               gboolean back)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  stop_waiting (self);
  if (self->desk == NULL || self->options == NULL || self->n_slides == 0)
    return;

  self->turns_back = back;
  self->cancellable = g_cancellable_new ();
  lec_export_requests_preview_async (self->desk, self->options, self->sheet, LONG_SIDE * scale, self->cancellable,
                                     rendered_cb, g_object_ref (self));
}

void
lec_export_preview_set_lecture (LecExportPreview *self,
                                LecReviewDesk *desk,
                                guint n_slides)
{
  g_return_if_fail (LEC_IS_EXPORT_PREVIEW (self) && LEC_IS_REVIEW_DESK (desk));

  g_set_object (&self->desk, desk);
  self->n_slides = n_slides;
  self->sheet = 0;
  ask_for_sheet (self, FALSE);
}

void
lec_export_preview_set_options (LecExportPreview *self,
                                const LecJobOptions *options)
{
  guint first = 0;

  g_return_if_fail (LEC_IS_EXPORT_PREVIEW (self) && options != NULL);

  if (self->options != NULL)
    first = self->sheet * get_slides_per_sheet (self);
  g_clear_pointer (&self->options, lec_job_options_free);
  self->options = lec_job_options_copy (options);
  self->sheet = first / get_slides_per_sheet (self);
  ask_for_sheet (self, FALSE);
}

void
lec_export_preview_turn (LecExportPreview *self,
                         gboolean back)
{
  g_return_if_fail (LEC_IS_EXPORT_PREVIEW (self));

  if (self->pages == NULL || self->options == NULL)
    return;

  if (back ? self->page > 0 : self->page + 1 < self->pages->len)
    {
      self->page = back ? self->page - 1 : self->page + 1;
      show_page (self);
    }
  else if (back ? self->sheet > 0 : self->sheet + 1 < count_sheets (self))
    {
      self->sheet = back ? self->sheet - 1 : self->sheet + 1;
      ask_for_sheet (self, back);
    }
}

const char *
lec_export_preview_get_shown (LecExportPreview *self)
{
  g_return_val_if_fail (LEC_IS_EXPORT_PREVIEW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

static void
turn_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  lec_export_preview_turn (LEC_EXPORT_PREVIEW (widget), g_str_equal (name, "preview.back"));
}

static void
lec_export_preview_dispose (GObject *object)
{
  LecExportPreview *self = LEC_EXPORT_PREVIEW (object);

  stop_waiting (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->options, lec_job_options_free);

  G_OBJECT_CLASS (lec_export_preview_parent_class)->dispose (object);
}

static void
lec_export_preview_class_init (LecExportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_export_preview_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/export-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, LecExportPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, LecExportPreview, picture);
  gtk_widget_class_bind_template_child (widget_class, LecExportPreview, place);
  gtk_widget_class_bind_template_child (widget_class, LecExportPreview, reason);
  gtk_widget_class_install_action (widget_class, "preview.back", NULL, turn_cb);
  gtk_widget_class_install_action (widget_class, "preview.forward", NULL, turn_cb);
}

static void
lec_export_preview_init (LecExportPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
