/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person corrects becomes a request to the review's thread; what comes of it
 * is in its news.
 */
#include <glib/gi18n-lib.h>

#include "ui/lecture-page-private.h"
#include "ui/never-requests.h"
#include "ui/slide-edits.h"
#include "ui/toasts.h"

void
lec_lecture_corrections_ask_for (LecLecturePage *self,
                                 LecEdit *edit)
{
  lec_review_thread_edit (self->thread, edit);
}

static void
remove_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);

  lec_lecture_corrections_ask_for (self, lec_slide_edits_remove (chosen));
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
    lec_lecture_corrections_ask_for (self, g_steal_pointer (&unwanted->removal));
}

static void
never_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (LecReviewDesk) desk = lec_review_desk_new (self->item);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);
  Unwanted *unwanted = g_new0 (Unwanted, 1);

  unwanted->page = g_object_ref (self);
  unwanted->job = lec_job_item_get_id (self->item);
  unwanted->removal = lec_slide_edits_remove (chosen);
  lec_never_requests_add_async (desk, lec_slide_item_get_place (g_ptr_array_index (chosen, 0)), NULL,
                                listed_as_never_cb, unwanted);
}

static void
merge_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self->grid);

  lec_lecture_corrections_ask_for (self, lec_slide_edits_merge (chosen, lec_slide_grid_get_slides (self->grid)));
}

static void
take_hint_cb (LecLecturePage *self,
              LecHintItem *hint)
{
  if (self->thread != NULL && self->state == LEC_REVIEW_OPEN)
    lec_lecture_corrections_ask_for (self, lec_edit_copy (lec_hint_item_get_edit (hint)));
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
  double time_s = 0;

  if (!choose_moment (self, &time_s))
    {
      lec_toast_show (self->toasts, _ ("The video is not shown: there is no moment to be added"));
      return;
    }

  lec_lecture_corrections_ask_for (self, lec_slide_edits_add (time_s));
}

static void
retitle_cb (GtkWidget *widget,
            const char *name,
            GVariant *title)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);

  lec_lecture_corrections_ask_for (self, lec_slide_edits_retitle (slide, g_variant_get_string (title, NULL)));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
crop_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecRect crop = { 0 };

  g_variant_get (parameter, "(iiii)", &crop.x, &crop.y, &crop.width, &crop.height);
  lec_lecture_corrections_ask_for (self, lec_slide_edits_crop (lec_slide_grid_get_selected (self->grid), &crop));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
move_cb (GtkWidget *widget,
         const char *name,
         GVariant *time)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);

  lec_lecture_corrections_ask_for (self, lec_slide_edits_move (slide, g_variant_get_double (time)));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
step_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecEditKind kind = g_str_equal (name, "lecture.undo") ? LEC_EDIT_UNDO : LEC_EDIT_REDO;

  lec_lecture_corrections_ask_for (LEC_LECTURE_PAGE (widget), lec_edit_new (kind, 0));
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
  lec_lecture_corrections_ask_for (self, lec_slide_edits_adjust (settings));
}

static void
render_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  lec_review_thread_render (LEC_LECTURE_PAGE (widget)->thread);
}

void
lec_lecture_corrections_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "lecture.remove", NULL, remove_cb },
    { "lecture.never", NULL, never_cb },
    { "lecture.merge", NULL, merge_cb },
    { "lecture.add", NULL, add_cb },
    { "lecture.retitle", "s", retitle_cb },
    { "lecture.crop", "(iiii)", crop_cb },
    { "lecture.move", "d", move_cb },
    { "lecture.undo", NULL, step_cb },
    { "lecture.redo", NULL, step_cb },
    { "lecture.adjust", NULL, adjust_cb },
    { "lecture.render", NULL, render_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
  gtk_widget_class_bind_template_callback (widget_class, take_hint_cb);
  gtk_widget_class_bind_template_callback (widget_class, tried_cb);
  gtk_widget_class_bind_template_callback (widget_class, adjusted_cb);
}
