/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done here becomes a request to the review's thread; what comes of it is
 * seen in its news, and told in a toast when it failed. A thread that still makes
 * outputs when the page has gone on to another job is kept until it is done.
 */
#include "ui/lecture-page.h"

#include <glib/gi18n-lib.h>

#include "ui/adjust-popover.h"
#include "ui/find-bar.h"
#include "ui/hint-strip.h"
#include "ui/inner-buttons.h"
#include "ui/never-requests.h"
#include "ui/player.h"
#include "ui/review-thread.h"
#include "ui/slide-bar.h"
#include "ui/slide-content.h"
#include "ui/slide-grid.h"
#include "ui/slide-preview.h"
#include "ui/study-page.h"
#include "ui/toasts.h"

#define REST_MS            2000 /* before outputs are made again */
#define MAX_GUIDE_PICTURES 30

struct _LecLecturePage
{
  AdwBin parent_instance;

  LecJobItem *item;        /* (nullable) */
  GSignalGroup *signals;   /* of the item */
  LecReviewThread *thread; /* (nullable) */
  GPtrArray *ending;       /* (element-type LecReviewThread): of jobs that were shown before */
  LecReviewState state;
  LecOutputsState outputs;
  guint width_idle; /* 0 for none */
  gboolean can_undo;
  gboolean can_redo;
  guint wanted;     /* number of the slide to be chosen, 0 for none */
  GPtrArray *parts; /* (element-type LecVideoPart) (nullable): what the player shows, once it is seen */
  char *content_id; /* (nullable) */
  gboolean is_player_open;
  gint64 sought; /* key of the slide that the player was sent to, -1 for none */

  AdwToastOverlay *toasts;
  GtkWidget *menu_button;
  GtkMenuButton *adjust_button;
  LecAdjustPopover *adjust;
  AdwWindowTitle *title;
  AdwViewSwitcherTitle *switcher;
  GtkWidget *narrow_switcher;
  GtkProgressBar *progress;
  GtkRevealer *reason_revealer;
  GtkLabel *reason;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  LecFindBar *find;
  LecSlideGrid *grid;
  LecHintStrip *strip;
  LecSlideBar *bar;
  AdwLeaflet *leaflet;
  GtkWidget *slides_side;
  GtkWidget *player_side;
  LecSlidePreview *preview;
  AdwViewStack *views;
  LecStudyPage *study;
};

G_DEFINE_FINAL_TYPE (LecLecturePage, lec_lecture_page, ADW_TYPE_BIN)

static guint
count_slides (LecLecturePage *self)
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

static gboolean
can_merge (const GPtrArray *chosen)
{
  return chosen->len > 1 || (chosen->len == 1 && lec_slide_item_get_number (g_ptr_array_index (chosen, 0)) > 1);
}

static void
enable_actions (LecLecturePage *self)
{
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  gboolean is_open = self->thread != NULL && self->state == LEC_REVIEW_OPEN;

  enable (self, "lecture.remove", is_open && chosen->len > 0);
  enable (self, "lecture.never", is_open && chosen->len == 1);
  enable (self, "lecture.merge", is_open && can_merge (chosen));
  enable (self, "lecture.add", is_open);
  enable (self, "lecture.retitle", is_open && chosen->len > 0);
  enable (self, "lecture.crop", is_open && chosen->len > 0);
  enable (self, "lecture.move", is_open && chosen->len > 0);
  enable (self, "lecture.ask-title", is_open && chosen->len > 0);
  enable (self, "lecture.ask-place", is_open && chosen->len > 0);
  enable (self, "lecture.ask-crop", is_open && chosen->len > 0);
  enable (self, "lecture.show-text", chosen->len > 0);
  enable (self, "lecture.copy", chosen->len > 0);
  enable (self, "lecture.render", is_open);
  enable (self, "lecture.undo", is_open && self->can_undo);
  enable (self, "lecture.redo", is_open && self->can_redo);
  enable (self, "lecture.adjust", is_open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->adjust_button), is_open);
  enable (self, "lecture.find", count_slides (self) > 0);
}

/* --- The player --- */

/* The window has become wider or narrower. */
static void
sides_changed_cb (LecLecturePage *self)
{
  gboolean is_folded = adw_leaflet_get_folded (self->leaflet);

  enable (self, "lecture.show-player", is_folded);
  enable (self, "lecture.show-slides", is_folded);
  lec_slide_bar_set_folded (self->bar, is_folded);
}

static void
show_side_cb (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  gboolean is_player = g_str_equal (name, "lecture.show-player");

  adw_leaflet_set_visible_child (self->leaflet, is_player ? self->player_side : self->slides_side);
  gtk_widget_grab_focus (is_player ? GTK_WIDGET (self->preview) : GTK_WIDGET (self->grid));
}

/* Enter, or a double click. */
static void
slide_activated_cb (LecLecturePage *self)
{
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->player_side);
  if (slide != NULL)
    lec_slide_preview_go_to (self->preview, lec_slide_item_get_start_s (slide));
  gtk_widget_grab_focus (GTK_WIDGET (self->preview));
}

static gboolean
shows_study_guide (LecLecturePage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "study") == 0;
}

/* To where slides are, beside the player or before it. */
static void
show_slides_side (LecLecturePage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "slides");
  adw_leaflet_set_visible_child (self->leaflet, self->slides_side);
}

/* Asked for where the text is read. */
static void
time_chosen_cb (LecLecturePage *self,
                double time_s)
{
  adw_view_stack_set_visible_child_name (self->views, "slides");
  adw_leaflet_set_visible_child (self->leaflet, self->player_side);
  lec_slide_preview_go_to (self->preview, time_s);
}

static gboolean
show_switcher_cb (gpointer user_data)
{
  LecLecturePage *self = user_data;
  gboolean is_narrow = adw_view_switcher_title_get_title_visible (self->switcher);

  self->width_idle = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->title), !is_narrow);
  gtk_widget_set_visible (self->narrow_switcher, is_narrow);
  return G_SOURCE_REMOVE;
}

/* It is told while the window is laid out: what is seen cannot be changed then. */
static void
width_changed_cb (LecLecturePage *self)
{
  if (self->width_idle == 0)
    self->width_idle = g_idle_add (show_switcher_cb, self);
}

static void
view_changed_cb (LecLecturePage *self)
{
  gtk_widget_grab_focus (shows_study_guide (self) ? GTK_WIDGET (self->study) : GTK_WIDGET (self->grid));
}

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
  enable_actions (self);
}

/* --- News --- */

static void
show_page (LecLecturePage *self,
           const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, g_str_equal (name, "slides"));
  if (g_str_equal (name, "slides"))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* How far the job is; once its slides are there, how many. */
static void
show_title (LecLecturePage *self)
{
  guint n_slides = count_slides (self);
  g_autofree char *text = NULL;

  if (self->state == LEC_REVIEW_OPEN && n_slides > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n_slides), n_slides);
  else
    g_object_get (self->item, "summary", &text, NULL);
  adw_window_title_set_subtitle (self->title, text);
}

static void
show_reason (LecLecturePage *self)
{
  g_autofree char *reason = NULL;

  g_object_get (self->item, "reason", &reason, NULL);
  if (reason != NULL)
    gtk_label_set_label (self->reason, reason);
  gtk_revealer_set_reveal_child (self->reason_revealer, reason != NULL && count_slides (self) > 0);
}

static void
show_progress (LecLecturePage *self)
{
  double fraction = 0;
  gboolean is_shown = FALSE;

  g_object_get (self->item, "fraction", &fraction, "shows-progress", &is_shown, NULL);
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_shown);
}

/* Why there is nothing: the job's own reason says more. */
static void
show_failure (LecLecturePage *self,
              const GError *failure)
{
  g_autofree char *reason = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (self->item, "reason", &reason, NULL);
  escaped = g_markup_escape_text (reason != NULL ? reason : failure->message, -1);
  adw_status_page_set_description (self->failed_page, escaped);
  show_page (self, "failed");
}

/* Slides are numbered in the order in which they are shown. */
static void
choose_wanted (LecLecturePage *self)
{
  if (self->wanted == 0 || self->wanted > count_slides (self))
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
  show_page (self, news->slides->len > 0 ? "slides" : "waiting");
}

static void
show_outputs (LecLecturePage *self,
              const LecReviewNews *news)
{
  if (news->outputs == LEC_OUTPUTS_FAILED && self->outputs != LEC_OUTPUTS_FAILED)
    lec_toast_show (self->toasts, news->outputs_reason);
  self->outputs = news->outputs;
  lec_slide_bar_set_outputs (self->bar, news->outputs, news->outputs_reason);
}

static void
news_cb (const LecReviewNews *news,
         gpointer user_data)
{
  LecLecturePage *self = user_data;

  self->state = news->state;
  if (news->state == LEC_REVIEW_NONE)
    show_failure (self, news->failure);
  else if (news->failure != NULL)
    lec_toast_show (self->toasts, news->failure->message);
  if (news->slides != NULL)
    show_slides (self, news);
  if (news->state == LEC_REVIEW_OPEN)
    show_outputs (self, news);
  show_title (self);
  show_reason (self);
  selection_changed_cb (self);
}

/* The job is further, or over. */
static void
item_changed_cb (LecLecturePage *self)
{
  if (self->item == NULL || self->thread == NULL)
    return;

  show_title (self);
  show_reason (self);
  show_progress (self);
  lec_review_thread_look (self->thread);
}

static void
fraction_changed_cb (LecLecturePage *self)
{
  if (self->item != NULL)
    show_progress (self);
}

/* --- Corrections --- */

/* Takes @edit. */
static void
ask_for (LecLecturePage *self,
         LecEdit *edit)
{
  lec_review_thread_edit (self->thread, edit);
}

static void
add_places (LecEdit *edit,
            const GPtrArray *slides)
{
  for (guint i = 0; i < slides->len; i++)
    g_array_append_vals (edit->places, lec_slide_item_get_place (g_ptr_array_index (slides, i)), 1);
}

static void
remove_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  LecEdit *edit = lec_edit_new (LEC_EDIT_REMOVE, 0);

  add_places (edit, chosen);
  ask_for (self, edit);
}

/* What was asked for, of which lecture. */
typedef struct
{
  LecLecturePage *page;
  gint64 job;
  LecEdit *removal; /* (nullable) */
} Unwanted;

static void
unwanted_free (Unwanted *self)
{
  g_object_unref (self->page);
  lec_edit_free (self->removal);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Unwanted, unwanted_free)

/* Here it is removed, which can be undone; the list is in the preferences. */
static void
listed_as_never_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (Unwanted) unwanted = user_data;
  LecLecturePage *self = unwanted->page;
  g_autoptr (GError) error = NULL;
  gboolean is_done = lec_never_requests_add_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self->thread == NULL || lec_review_thread_get_job (self->thread) != unwanted->job)
    return;

  lec_toast_show (self->toasts, is_done ? _ ("Left out of every lecture from now on") : error->message);
  if (is_done)
    ask_for (self, g_steal_pointer (&unwanted->removal));
}

static void
never_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (LecReviewDesk) desk = lec_review_desk_new (lec_job_item_get_id (self->item));
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  Unwanted *unwanted = g_new0 (Unwanted, 1);

  unwanted->page = g_object_ref (self);
  unwanted->job = lec_job_item_get_id (self->item);
  unwanted->removal = lec_edit_new (LEC_EDIT_REMOVE, 0);
  add_places (unwanted->removal, chosen);
  lec_never_requests_add_async (desk, lec_slide_item_get_place (g_ptr_array_index (chosen, 0)), NULL,
                                listed_as_never_cb, unwanted);
}

/* Alone, with the one before. */
static void
merge_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  LecEdit *edit = lec_edit_new (LEC_EDIT_MERGE, 0);

  if (chosen->len == 1)
    {
      guint number = lec_slide_item_get_number (g_ptr_array_index (chosen, 0));
      g_autoptr (LecSlideItem) before = g_list_model_get_item (lec_slide_grid_get_slides (self->grid), number - 2);

      g_array_append_vals (edit->places, lec_slide_item_get_place (before), 1);
    }
  add_places (edit, chosen);
  ask_for (self, edit);
}

static void
take_hint_cb (LecLecturePage *self,
              LecHintItem *hint)
{
  if (self->thread != NULL && self->state == LEC_REVIEW_OPEN)
    ask_for (self, lec_edit_copy (lec_hint_item_get_edit (hint)));
}

/* Where the player is; without a video, what the chosen hint shows. Returns: if there is one */
static gboolean
choose_moment (LecLecturePage *self,
               double *time_s)
{
  LecHintItem *hint = lec_hint_strip_get_selected (self->strip);

  if (lec_slide_preview_get_moment (self->preview, time_s))
    return TRUE;
  if (hint != NULL)
    *time_s = lec_hint_item_get_time_s (hint);
  return hint != NULL;
}

static void
add_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecEdit *edit = NULL;
  double time_s = 0;

  if (!choose_moment (self, &time_s))
    {
      lec_toast_show (self->toasts, _ ("The video is not shown: there is no moment to be added"));
      return;
    }

  edit = lec_edit_new (LEC_EDIT_ADD, 0);
  lec_edit_add_moment (edit, time_s, time_s, time_s);
  ask_for (self, edit);
}

static void
retitle_cb (GtkWidget *widget,
            const char *name,
            GVariant *title)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);
  LecEdit *edit = lec_edit_new (LEC_EDIT_RETITLE, 0);

  g_array_append_vals (edit->places, lec_slide_item_get_place (slide), 1);
  lec_edit_set_title (edit, g_variant_get_string (title, NULL));
  ask_for (self, edit);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
crop_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);
  LecEdit *edit = lec_edit_new (LEC_EDIT_CROP, 0);

  g_variant_get (parameter, "(iiii)", &edit->crop.x, &edit->crop.y, &edit->crop.width, &edit->crop.height);
  g_array_append_vals (edit->places, lec_slide_item_get_place (slide), 1);
  ask_for (self, edit);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
move_cb (GtkWidget *widget,
         const char *name,
         GVariant *time)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);
  LecEdit *edit = lec_edit_new (LEC_EDIT_MOVE, 0);
  double time_s = g_variant_get_double (time);

  g_array_append_vals (edit->places, lec_slide_item_get_place (slide), 1);
  lec_edit_add_moment (edit, time_s, time_s, time_s);
  ask_for (self, edit);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
step_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  ask_for (LEC_LECTURE_PAGE (widget),
           lec_edit_new (g_str_equal (name, "lecture.undo") ? LEC_EDIT_UNDO : LEC_EDIT_REDO, 0));
}

static void
adjust_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  gtk_menu_button_popup (LEC_LECTURE_PAGE (widget)->adjust_button);
}

/* @slides: (element-type LecSlideItem): as they would be, or are again */
static void
tried_cb (LecLecturePage *self,
          const GPtrArray *slides)
{
  if (self->thread != NULL)
    lec_slide_grid_set_slides (self->grid, slides);
}

static void
adjusted_cb (LecLecturePage *self,
             const LecJobOptions *settings)
{
  LecEdit *edit = lec_edit_new (LEC_EDIT_ADJUST, 0);

  lec_edit_set_settings (edit, settings, settings);
  ask_for (self, edit);
}

static void
render_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  lec_review_thread_render (LEC_LECTURE_PAGE (widget)->thread);
}

/* --- Looking, copying --- */

static void
popover_cb (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  show_slides_side (self);
  if (g_str_equal (name, "lecture.ask-title"))
    lec_slide_bar_ask_title (self->bar);
  else if (g_str_equal (name, "lecture.ask-crop"))
    lec_slide_bar_ask_crop (self->bar);
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

  if (shows_study_guide (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self->study), "study.find", NULL);
      return;
    }

  show_slides_side (self);
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

  let_go (self);
  lec_slide_preview_clear (self->preview);
  show_slides_side (self);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->item);
  self->state = LEC_REVIEW_GROWS;
  self->outputs = LEC_OUTPUTS_NONE;
  self->wanted = 0;
  lec_adjust_popover_set_job (self->adjust, 0);
  lec_find_bar_close (self->find);
  lec_slide_grid_clear (self->grid);
  lec_hint_strip_clear (self->strip);
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
  show_title (self);
  show_reason (self);
  show_progress (self);
  show_page (self, "reading");
  lec_adjust_popover_set_job (self->adjust, lec_job_item_get_id (item));
  self->thread = lec_review_thread_new (lec_job_item_get_id (item), REST_MS, news_cb, self);
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

/* Outputs of what was corrected are made before the program ends. */
static void
lec_lecture_page_dispose (GObject *object)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (object);

  g_clear_handle_id (&self->width_idle, g_source_remove);
  if (self->thread != NULL)
    lec_review_thread_stop (self->thread);
  g_clear_object (&self->thread);
  g_clear_pointer (&self->ending, g_ptr_array_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->item);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->content_id, g_free);

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
    { "lecture.remove", NULL, remove_cb },
    { "lecture.never", NULL, never_cb },
    { "lecture.merge", NULL, merge_cb },
    { "lecture.add", NULL, add_cb },
    { "lecture.retitle", "s", retitle_cb },
    { "lecture.crop", "(iiii)", crop_cb },
    { "lecture.move", "d", move_cb },
    { "lecture.ask-title", NULL, popover_cb },
    { "lecture.ask-place", NULL, popover_cb },
    { "lecture.ask-crop", NULL, popover_cb },
    { "lecture.show-text", NULL, popover_cb },
    { "lecture.undo", NULL, step_cb },
    { "lecture.redo", NULL, step_cb },
    { "lecture.adjust", NULL, adjust_cb },
    { "lecture.render", NULL, render_cb },
    { "lecture.copy", NULL, copy_cb },
    { "lecture.find", NULL, find_cb },
    { "lecture.show-player", NULL, show_side_cb },
    { "lecture.show-slides", NULL, show_side_cb },
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
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, views);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, study);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, progress);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, reason_revealer);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, reason);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, find);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, grid);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, strip);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, bar);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, slides_side);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, player_side);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, preview);
}

static void
lec_lecture_page_class_init (LecLecturePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_lecture_page_dispose;

  g_type_ensure (LEC_TYPE_ADJUST_POPOVER);
  g_type_ensure (LEC_TYPE_FIND_BAR);
  g_type_ensure (LEC_TYPE_HINT_STRIP);
  g_type_ensure (LEC_TYPE_SLIDE_PREVIEW);
  g_type_ensure (LEC_TYPE_SLIDE_BAR);
  g_type_ensure (LEC_TYPE_SLIDE_GRID);
  g_type_ensure (LEC_TYPE_STUDY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/lecture-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_hint_cb);
  gtk_widget_class_bind_template_callback (widget_class, tried_cb);
  gtk_widget_class_bind_template_callback (widget_class, adjusted_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sides_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slide_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_chosen_cb);
  install_actions (widget_class);
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
  lec_inner_buttons_name (self->menu_button, (const char *[]){ _ ("More"), NULL });
  thumbnails = lec_thumbnails_new (MAX_GUIDE_PICTURES);
  lec_study_page_set_slides (self->study, lec_slide_grid_get_slides (self->grid), thumbnails);
  lec_find_bar_set_slides (self->find, lec_slide_grid_get_slides (self->grid));
  selection_changed_cb (self);
}
