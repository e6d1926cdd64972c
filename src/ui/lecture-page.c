/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done here becomes a request to the review's thread; what comes of it is
 * seen in its news, and told in a toast when it failed. A thread that still makes
 * outputs when the page has gone on to another job is kept until it is done.
 */
#include "ui/lecture-page.h"

#include <glib/gi18n-lib.h>

#include "ui/inner-buttons.h"
#include "ui/job-place.h"
#include "ui/lecture-page-private.h"
#include "ui/slide-content.h"
#include "ui/slide-edits.h"
#include "ui/toasts.h"

#define REST_MS            2000 /* before outputs are made again */
#define MAX_GUIDE_PICTURES 30

G_DEFINE_FINAL_TYPE (LecLecturePage, lec_lecture_page, ADW_TYPE_BIN)

guint
lec_lecture_page_count_slides (LecLecturePage *self)
{
  return g_list_model_get_n_items (lec_slide_grid_get_slides (self->grid));
}

/* --- What can be done now --- */

static void
enable (LecLecturePage *self,
        const char *action,
        gboolean is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

static void
enable_actions (LecLecturePage *self)
{
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  gboolean is_open = self->thread != NULL && self->state == LEC_REVIEW_OPEN;

  enable (self, "lecture.remove", is_open && chosen->len > 0);
  enable (self, "lecture.never", is_open && chosen->len == 1);
  enable (self, "lecture.merge", is_open && lec_slide_edits_can_merge (chosen));
  enable (self, "lecture.add", is_open);
  enable (self, "lecture.retitle", is_open && chosen->len > 0);
  enable (self, "lecture.crop", is_open && chosen->len > 0);
  enable (self, "lecture.move", is_open && chosen->len > 0);
  enable (self, "lecture.ask-title", is_open && chosen->len > 0);
  enable (self, "lecture.ask-place", is_open && chosen->len > 0);
  enable (self, "lecture.ask-crop", is_open && chosen->len > 0);
  enable (self, "lecture.crop-folder", is_open && chosen->len == 1);
  enable (self, "lecture.ignore-folder", is_open && chosen->len == 1);
  enable (self, "lecture.draw-crop", is_open && chosen->len > 0 && lec_lecture_crop_is_possible (self));
  enable (self, "lecture.show-text", chosen->len > 0);
  enable (self, "lecture.copy", chosen->len > 0);
  enable (self, "lecture.render", is_open);
  enable (self, "lecture.undo", is_open && self->can_undo);
  enable (self, "lecture.redo", is_open && self->can_redo);
  enable (self, "lecture.adjust", is_open);
  enable (self, "lecture.choose-transcript", is_open);
  enable (self, "lecture.choose-deck", lec_lecture_deck_can_take (self));
  enable (self, "lecture.improve-guide", lec_lecture_guide_can_improve (self));
  enable (self, "lecture.restore-guide", lec_lecture_guide_can_improve (self) && self->has_improved);
  gtk_widget_set_sensitive (GTK_WIDGET (self->adjust_button), is_open);
  enable (self, "lecture.find", lec_lecture_page_count_slides (self) > 0);
}

/* --- What is chosen --- */

static void
hint_shown_cb (LecLecturePage *self,
               LecHintItem *hint)
{
  lec_slide_preview_go_to (self->preview, lec_hint_item_get_time_s (hint));
}

static void
selection_changed_cb (LecLecturePage *self)
{
  lec_slide_bar_set_slide (self->bar, lec_slide_grid_get_selected (self->grid));
  lec_slide_preview_follow (self->preview, lec_slide_grid_get_selected (self->grid));
  lec_lecture_crop_follow (self);
  enable_actions (self);
}

/* --- News --- */

void
lec_lecture_page_turn_to (LecLecturePage *self,
                          const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
  lec_lecture_sides_show_switcher (self);
  if (g_str_equal (name, "slides"))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Slides are numbered in the order in which they are shown. */
static void
choose_wanted (LecLecturePage *self)
{
  if (self->wanted == 0 || self->wanted > lec_lecture_page_count_slides (self))
    return;

  lec_slide_grid_select (self->grid, self->wanted - 1, TRUE);
  self->wanted = 0;
}

void
lec_lecture_page_choose_slide (LecLecturePage *self,
                               guint number)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self));

  self->wanted = number;
  choose_wanted (self);
}

static void
show_slides (LecLecturePage *self,
             const LecReviewNews *news)
{
  lec_slide_grid_set_slides (self->grid, news->slides);
  if (news->hints != NULL)
    lec_hint_strip_set_hints (self->strip, news->hints);
  if (news->study != NULL || news->state == LEC_REVIEW_GROWS)
    {
      lec_study_page_set_study (self->study, news->study);
      self->has_improved = news->study != NULL && news->study->has_improved;
    }
  self->width = news->width;
  self->height = news->height;
  lec_slide_bar_set_frame (self->bar, news->width, news->height);
  lec_slide_bar_set_editable (self->bar, news->state == LEC_REVIEW_OPEN);
  self->can_undo = news->can_undo;
  self->can_redo = news->can_redo;
  if (news->parts != NULL)
    lec_slide_preview_set_video (self->preview, news->parts, news->content_id);
  lec_slide_preview_set_marks (self->preview, lec_slide_grid_get_slides (self->grid));
  if (news->focus > 0 && news->focus <= news->slides->len)
    lec_slide_grid_select (self->grid, news->focus - 1, FALSE);
  choose_wanted (self);
  lec_lecture_page_turn_to (self, news->slides->len > 0 ? "slides" : "waiting");
}

/* What failed, or goes on, may have left a document that is older than the slides. */
static void
show_outputs (LecLecturePage *self)
{
  gboolean is_done = lec_job_item_get_job (self->item)->status == LEC_JOB_COMPLETED;
  gboolean is_told = self->state == LEC_REVIEW_OPEN && (is_done || self->outputs != LEC_OUTPUTS_UP_TO_DATE);

  lec_slide_bar_set_outputs (self->bar, is_told ? self->outputs : LEC_OUTPUTS_NONE, self->outputs_reason);
}

static void
take_outputs (LecLecturePage *self,
              const LecReviewNews *news)
{
  if (news->outputs == LEC_OUTPUTS_FAILED && self->outputs != LEC_OUTPUTS_FAILED)
    lec_toast_show (self->toasts, news->outputs_reason);
  self->outputs = news->outputs;
  g_free (self->outputs_reason);
  self->outputs_reason = g_strdup (news->outputs_reason);
}

void
lec_lecture_page_take_news (LecLecturePage *self,
                            const LecReviewNews *news)
{
  self->state = news->state;
  if (news->state == LEC_REVIEW_NONE)
    {
      lec_lecture_head_show_failure (self, news->failure);
      lec_lecture_page_turn_to (self, "failed");
    }
  else if (news->failure != NULL)
    lec_toast_show (self->toasts, news->failure->message);
  if (news->notice != NULL)
    lec_lecture_transcript_tell (self, news->notice);
  if (news->slides != NULL)
    show_slides (self, news);
  if (news->state == LEC_REVIEW_OPEN)
    take_outputs (self, news);
  show_outputs (self);
  lec_lecture_head_show_title (self);
  lec_lecture_head_show_reason (self);
  selection_changed_cb (self);
}

static void
news_cb (const LecReviewNews *news,
         gpointer user_data)
{
  lec_lecture_page_take_news (user_data, news);
}

/* The job is further, or over. */
static void
item_changed_cb (LecLecturePage *self)
{
  if (self->item == NULL)
    return;

  lec_lecture_head_show_title (self);
  lec_lecture_head_show_reason (self);
  lec_lecture_head_show_progress (self);
  show_outputs (self);
  if (lec_lecture_far_is_shown (self))
    lec_lecture_far_look (self);
  else if (self->thread != NULL)
    lec_review_thread_look (self->thread);
}

static void
fraction_changed_cb (LecLecturePage *self)
{
  if (self->item != NULL)
    lec_lecture_head_show_progress (self);
}

/* --- Looking, copying --- */

static void
popover_cb (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  lec_lecture_sides_show_slides (self);
  if (g_str_equal (name, "lecture.ask-title"))
    lec_slide_bar_ask_title (self->bar);
  else if (g_str_equal (name, "lecture.ask-place"))
    lec_slide_bar_ask_place (self->bar);
  else
    lec_slide_bar_show_text (self->bar);
}

static void
find_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  if (lec_lecture_sides_is_study_guide (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self->study), "study.find", NULL);
      return;
    }

  lec_lecture_sides_show_slides (self);
  lec_find_bar_open (self->find);
}

static void
found_cb (LecLecturePage *self,
          guint position)
{
  lec_slide_grid_select (self->grid, position, FALSE);
}

static void
find_closed_cb (LecLecturePage *self)
{
  if (self->thread != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
copy_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  g_autoptr (GdkContentProvider) content = lec_slide_content_new (chosen, lec_job_item_get_name (self->item));

  if (content == NULL)
    {
      lec_toast_show (self->toasts, _ ("There is no picture of this slide yet"));
      return;
    }

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  lec_toast_show (self->toasts, chosen->len == 1 ? _ ("Picture copied") : _ ("Pictures copied"));
}

/* "job.open" of this job is "win.open-job" of its number. */
static void
job_action_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autofree char *action = g_strdup_printf ("win.%s-job", name + strlen ("job."));

  if (self->item != NULL)
    gtk_widget_activate_action (widget, action, "x", lec_job_item_get_id (self->item));
}

/* --- Coming and going --- */

static void
ended_cb (LecLecturePage *self,
          LecReviewThread *thread)
{
  g_ptr_array_remove (self->ending, thread);
}

/* Outputs that are still to be made keep it busy. */
static void
let_go (LecLecturePage *self)
{
  if (self->thread == NULL)
    return;

  lec_review_thread_finish (self->thread);
  g_signal_connect_object (self->thread, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->ending, g_steal_pointer (&self->thread));
}

void
lec_lecture_page_clear (LecLecturePage *self)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self));

  lec_study_page_keep_typed (self->study);
  let_go (self);
  lec_lecture_far_end (self);
  lec_slide_preview_clear (self->preview);
  lec_lecture_sides_show_slides (self);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->item);
  g_clear_object (&self->cropped);
  self->state = LEC_REVIEW_GROWS;
  self->outputs = LEC_OUTPUTS_NONE;
  self->wanted = 0;
  self->has_improved = FALSE;
  lec_adjust_popover_set_item (self->adjust, NULL);
  lec_find_bar_close (self->find);
  lec_deck_bar_clear (self->deck);
  lec_guide_bar_set_item (self->guide, NULL);
  lec_slide_grid_clear (self->grid);
  lec_hint_strip_clear (self->strip);
  lec_study_page_set_study (self->study, NULL);
  lec_slide_bar_close (self->bar);
  lec_slide_bar_set_editable (self->bar, FALSE);
  lec_slide_bar_set_outputs (self->bar, LEC_OUTPUTS_NONE, NULL);
  selection_changed_cb (self);
}

void
lec_lecture_page_show (LecLecturePage *self,
                       LecJobItem *item)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self) && LEC_IS_JOB_ITEM (item));

  lec_lecture_page_clear (self);
  self->item = g_object_ref (item);
  g_signal_group_set_target (self->signals, item);
  lec_slide_grid_set_name (self->grid, lec_job_item_get_name (item));
  adw_window_title_set_title (self->title, lec_job_item_get_name (item));
  lec_adjust_popover_set_item (self->adjust, item);
  lec_guide_bar_set_item (self->guide, item);
  /* The cluster's lectures are looked at once they were fetched. */
  if (lec_job_place_is_cluster (lec_job_item_get_id (item)) &&
      lec_job_item_get_job (item)->status != LEC_JOB_COMPLETED)
    lec_lecture_far_begin (self);
  lec_lecture_head_show_title (self);
  lec_lecture_head_show_reason (self);
  lec_lecture_head_show_progress (self);
  if (lec_lecture_far_is_shown (self))
    return;

  lec_lecture_page_turn_to (self, "reading");
  self->thread = lec_review_thread_new_for_item (item, REST_MS, news_cb, self);
}

gint64
lec_lecture_page_get_job (LecLecturePage *self)
{
  g_return_val_if_fail (LEC_IS_LECTURE_PAGE (self), 0);

  return self->item != NULL ? lec_job_item_get_id (self->item) : 0;
}

void
lec_lecture_page_show_failure (LecLecturePage *self,
                               const GError *failure)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self) && failure != NULL && self->item != NULL);

  lec_lecture_head_show_failure (self, failure);
  lec_lecture_page_turn_to (self, "failed");
}

void
lec_lecture_page_set_jobs (LecLecturePage *self,
                           LecJobsThread *jobs)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self) && LEC_IS_JOBS_THREAD (jobs));

  g_set_object (&self->jobs, jobs);
}

void
lec_lecture_page_bind_settings (LecLecturePage *self,
                                GSettings *settings)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self) && G_IS_SETTINGS (settings));

  lec_player_bind_settings (lec_slide_preview_get_player (self->preview), settings);
}

const char *
lec_lecture_page_get_shown (LecLecturePage *self)
{
  g_return_val_if_fail (LEC_IS_LECTURE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/* What is typed is kept, and outputs of what was corrected are made, before the program ends. */
static void
lec_lecture_page_dispose (GObject *object)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (object);

  if (self->thread != NULL)
    lec_study_page_keep_typed (self->study);
  g_clear_handle_id (&self->width_idle, g_source_remove);
  if (self->thread != NULL)
    lec_review_thread_stop (self->thread);
  g_clear_object (&self->thread);
  lec_lecture_far_end (self);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->ending, g_ptr_array_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->item);
  g_clear_object (&self->cropped);
  g_clear_pointer (&self->outputs_reason, g_free);

  G_OBJECT_CLASS (lec_lecture_page_parent_class)->dispose (object);
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
    { "job.open", NULL, job_action_cb },
    { "job.show", NULL, job_action_cb },
    { "job.retry", NULL, job_action_cb },
    { "job.export", NULL, job_action_cb },
    { "lecture.ask-title", NULL, popover_cb },
    { "lecture.ask-place", NULL, popover_cb },
    { "lecture.show-text", NULL, popover_cb },
    { "lecture.copy", NULL, copy_cb },
    { "lecture.find", NULL, find_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, adjust_button);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, adjust);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, title);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, switcher);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, narrow_switcher);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, title_room);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, redo_button);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, views);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, study);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, progress);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, reason_revealer);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, reason);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, deck);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, waiting_page);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, find);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, grid);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, strip);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, bar);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, slides_side);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, player_side);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, preview);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, drop_card);
}

static void
lec_lecture_page_class_init (LecLecturePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_lecture_page_dispose;

  g_type_ensure (LEC_TYPE_ADJUST_POPOVER);
  g_type_ensure (LEC_TYPE_DECK_BAR);
  g_type_ensure (LEC_TYPE_FIND_BAR);
  g_type_ensure (LEC_TYPE_HINT_STRIP);
  g_type_ensure (LEC_TYPE_SLIDE_PREVIEW);
  g_type_ensure (LEC_TYPE_SLIDE_BAR);
  g_type_ensure (LEC_TYPE_SLIDE_GRID);
  g_type_ensure (LEC_TYPE_STUDY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/lecture-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_shown_cb);
  install_actions (widget_class);
  lec_lecture_sides_install (widget_class);
  lec_lecture_corrections_install (widget_class);
  lec_lecture_transcript_install (widget_class);
  lec_lecture_deck_install (widget_class);
  lec_lecture_guide_install (widget_class);
  lec_lecture_crop_install (widget_class);
}

static void
lec_lecture_page_init (LecLecturePage *self)
{
  g_autoptr (LecThumbnails) thumbnails = NULL;

  self->ending = g_ptr_array_new_with_free_func (g_object_unref);
  self->signals = g_signal_group_new (LEC_TYPE_JOB_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify::summary", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::reason", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (item_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::fraction", G_CALLBACK (fraction_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  lec_inner_buttons_name (GTK_WIDGET (self->adjust_button),
                          (const char *[]){ _ ("Adjust how slides are found"), NULL });
  lec_inner_buttons_name (self->menu_button, (const char *[]){ C_ ("menu", "More"), NULL });
  thumbnails = lec_thumbnails_new (MAX_GUIDE_PICTURES, LEC_THUMBNAIL_HEIGHT);
  lec_study_page_set_slides (self->study, lec_slide_grid_get_slides (self->grid), thumbnails);
  lec_find_bar_set_slides (self->find, lec_slide_grid_get_slides (self->grid));
  lec_lecture_transcript_init (self);
  lec_lecture_crop_init (self);
  g_signal_connect_object (lec_slide_preview_get_player (self->preview), "notify::error", G_CALLBACK (enable_actions),
                           self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}
