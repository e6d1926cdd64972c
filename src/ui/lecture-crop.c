/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A crop is drawn over the video, at the moment that the slide's picture is of. It is
 * for the slide that was chosen when it was asked for. What a slide was cropped to can be
 * the crop of all videos that are added from the same folder later; so can a region be
 * that is drawn likewise, to be ignored in them.
 */
#include <glib/gi18n-lib.h>

#include "ui/folder-requests.h"
#include "ui/lecture-page-private.h"
#include "ui/slide-edits.h"
#include "ui/toasts.h"

static LecPlayer *
get_player (LecLecturePage *self)
{
  return lec_slide_preview_get_player (self->preview);
}

gboolean
lec_lecture_crop_is_possible (LecLecturePage *self)
{
  double time_s = 0;

  if (self->width <= 0 || self->height <= 0)
    return FALSE;

  return self->cropped != NULL || lec_slide_preview_get_moment (self->preview, &time_s);
}

/* At the chosen slide, which the box goes with. */
static void
start (LecLecturePage *self,
       LecLectureBox box,
       const LecRect *rect,
       LecCropOffers offers,
       const char *accept)
{
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);

  lec_lecture_sides_show_player (self);
  if (self->cropped == NULL || self->box != box)
    {
      self->box = box;
      lec_slide_preview_go_to (self->preview, lec_slide_item_get_picture_s (slide));
      g_set_object (&self->cropped, slide);
      lec_player_start_crop (get_player (self), NULL, self->width, self->height, rect, offers, accept);
    }
  gtk_widget_grab_focus (GTK_WIDGET (lec_player_get_crop_editor (get_player (self))));
}

static void
crop_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  lec_slide_bar_close (self->bar);
  if (lec_lecture_crop_is_possible (self))
    {
      start (self, LEC_LECTURE_BOX_CROP, lec_slide_item_get_region (lec_slide_grid_get_selected (self->grid)),
             LEC_CROP_OFFERS_WHOLE, NULL);
      return;
    }

  lec_lecture_sides_show_slides (self);
  lec_slide_bar_ask_crop (self->bar);
}

void
lec_lecture_crop_follow (LecLecturePage *self)
{
  LecSlideItem *chosen = lec_slide_grid_get_selected (self->grid);

  if (self->cropped == NULL)
    return;
  if (self->state == LEC_REVIEW_OPEN && self->box == LEC_LECTURE_BOX_ADJUST)
    return;
  if (self->state == LEC_REVIEW_OPEN && chosen != NULL &&
      lec_slide_item_get_key (chosen) == lec_slide_item_get_key (self->cropped))
    return;

  g_clear_object (&self->cropped);
  lec_adjust_popover_take_region (self->adjust, NULL);
  lec_player_end_crop (get_player (self));
}

/* --- For the folder --- */

/* @result: of a change that went well */
static void
tell_set (LecLecturePage *self,
          GAsyncResult *result)
{
  g_autoptr (GVariant) before = lec_folder_requests_dup_before (result);
  g_autofree char *text = NULL;
  g_autofree char *base = NULL;
  g_autofree char *shown = NULL;
  const char *folder = NULL;
  const char *name = NULL;
  AdwToast *toast = NULL;

  g_variant_get (before, "(^&ay&sm&s)", &folder, &name, NULL);
  base = g_path_get_basename (folder);
  shown = g_filename_display_name (base);
  /* Translators: the name of a folder */
  text = g_strdup_printf (g_str_equal (name, "crop") ? _ ("New videos in “%s” are cropped like this")
                                                     /* Translators: the name of a folder */
                                                     : _ ("That region is ignored in new videos in “%s”"),
                          shown);
  toast = lec_toast_new_undo (text);
  adw_toast_set_action_target_value (toast, before);
  adw_toast_set_action_name (toast, "lecture.restore-folder");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
folder_set_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (LecLecturePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (lec_folder_requests_change_finish (result, &error))
    tell_set (self, result);
  else
    lec_toast_show (self->toasts, error->message);
}

static void
set_for_folder (LecLecturePage *self,
                LecFolderChange change,
                const char *name,
                const char *value)
{
  const LecJob *job = lec_job_item_get_job (self->item);
  g_autofree char *folder = NULL;

  if (job->request == NULL)
    return;

  folder = g_path_get_dirname (lec_job_request_get_video (job->request, 0));
  lec_folder_requests_change_async (folder, change, name, value, folder_set_cb, g_object_ref (self));
}

/* The whole picture is a crop, too. */
static char *
describe_crop (LecLecturePage *self,
               const LecRect *region)
{
  gboolean is_whole = lec_rect_is_empty (region) || (region->width == self->width && region->height == self->height);

  return is_whole ? g_strdup ("none") : lec_rect_to_string (region);
}

static void
crop_folder_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);
  g_autofree char *crop = slide != NULL ? describe_crop (self, lec_slide_item_get_region (slide)) : NULL;

  if (crop != NULL)
    set_for_folder (self, LEC_FOLDER_REPLACE, "crop", crop);
}

/* A corner, where many lectures show who speaks. */
static void
ignore_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  const LecRect corner = { self->width - self->width / 4, 0, self->width / 4, self->height / 4 };

  if (lec_lecture_crop_is_possible (self))
    start (self, LEC_LECTURE_BOX_IGNORE, &corner, 0, _ ("_Ignore"));
  else
    lec_toast_show (self->toasts, _ ("The video is not there to draw a region on"));
}

static void
folder_restored_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (LecLecturePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lec_folder_requests_change_finish (result, &error))
    lec_toast_show (self->toasts, error->message);
}

static void
restore_folder_cb (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  lec_folder_requests_restore_async (parameter, folder_restored_cb, g_object_ref (LEC_LECTURE_PAGE (widget)));
}

/* --- For the whole lecture --- */

/* @region: (nullable): where the box begins */
static void
draw_region_cb (LecLecturePage *self,
                const LecRect *region)
{
  if (lec_slide_grid_get_selected (self->grid) != NULL && lec_lecture_crop_is_possible (self))
    {
      start (self, LEC_LECTURE_BOX_ADJUST, region, 0, NULL);
      return;
    }

  lec_adjust_popover_take_region (self->adjust, NULL);
  lec_toast_show (self->toasts, _ ("The video is not there to draw a region on"));
}

/* --- What was drawn --- */

/* The player shows the video again by itself. */
static void
done_cb (LecLecturePage *self)
{
  g_clear_object (&self->cropped);
  if (self->box == LEC_LECTURE_BOX_ADJUST)
    lec_adjust_popover_take_region (self->adjust, NULL);
  lec_lecture_sides_show_slides (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* @rect: (nullable): none for the whole picture */
static void
chosen_cb (LecLecturePage *self,
           LecCropMode mode,
           const LecRect *rect)
{
  const LecRect whole = { 0, 0, self->width, self->height };
  g_autoptr (LecSlideItem) slide = g_steal_pointer (&self->cropped);
  g_autofree char *region = rect != NULL ? lec_rect_to_string (rect) : NULL;

  if (self->box == LEC_LECTURE_BOX_IGNORE && region != NULL)
    set_for_folder (self, LEC_FOLDER_ADD, "ignore", region);
  else if (self->box == LEC_LECTURE_BOX_ADJUST && rect != NULL)
    {
      lec_lecture_sides_show_slides (self);
      lec_adjust_popover_take_region (self->adjust, rect);
      gtk_widget_activate_action (GTK_WIDGET (self), "lecture.adjust", NULL);
      return;
    }
  else if (self->box == LEC_LECTURE_BOX_CROP && slide != NULL && self->thread != NULL)
    lec_lecture_corrections_ask_for (self, lec_slide_edits_crop (slide, rect != NULL ? rect : &whole));
  done_cb (self);
}

void
lec_lecture_crop_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lecture.crop-folder", NULL, crop_folder_cb);
  gtk_widget_class_install_action (widget_class, "lecture.restore-folder", "(aysms)", restore_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, draw_region_cb);
  gtk_widget_class_install_action (widget_class, "lecture.ignore-folder", NULL, ignore_cb);
  gtk_widget_class_install_action (widget_class, "lecture.ask-crop", NULL, crop_cb);
  gtk_widget_class_install_action (widget_class, "lecture.draw-crop", NULL, crop_cb);
}

void
lec_lecture_crop_init (LecLecturePage *self)
{
  LecCropEditor *editor = lec_player_get_crop_editor (get_player (self));

  g_signal_connect_object (editor, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "cancelled", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
}
