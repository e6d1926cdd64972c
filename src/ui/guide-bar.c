/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A model may take minutes, so nobody has to stay with the lecture meanwhile: the bar
 * knows of which lecture it tells, and shows itself with that one.
 */
#include "ui/guide-bar.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "ui/guide-requests.h"
#include "ui/weak-box.h"

#define LOOK_MS 100 /* at how far it is */

struct _LecGuideBar
{
  AdwBin parent_instance;

  LecJobItem *item;            /* (nullable): that is shown */
  LecJobItem *told;            /* (nullable): that the bar tells of */
  LecReviewDesk *desk;         /* (nullable): while something is done */
  GCancellable *cancellable;   /* (nullable): while a model is asked */
  LecExportProgress *progress; /* (nullable): likewise */
  guint look_source;           /* 0 for none */

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkProgressBar *bar;
  GtkWidget *cancel_button;
  GtkWidget *ways_out;
  GtkWidget *services_button;
  GtkWidget *close_button;
};

enum
{
  CHANGED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecGuideBar, lec_guide_bar, ADW_TYPE_BIN)

static gboolean
is_told_shown (LecGuideBar *self)
{
  return self->told != NULL && self->item != NULL &&
         lec_job_item_get_id (self->told) == lec_job_item_get_id (self->item);
}

/* What had the focus may go: it stays in the bar then. */
static void
show (LecGuideBar *self,
      const char *text,
      gboolean is_about_service)
{
  gboolean is_busy = self->cancellable != NULL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_busy);
  gtk_widget_set_visible (self->cancel_button, is_busy);
  gtk_widget_set_visible (self->ways_out, !is_busy);
  gtk_widget_set_visible (self->services_button, !is_busy && is_about_service);
  gtk_widget_set_visible (self->close_button, !is_busy);
  gtk_revealer_set_reveal_child (self->revealer, is_told_shown (self));
  if (had_focus)
    gtk_widget_grab_focus (is_busy ? self->cancel_button : self->close_button);
}

static void
end_work (LecGuideBar *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->progress, lec_export_progress_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
}

/* Somebody else has to have the focus then. */
static void
close_bar (LecGuideBar *self)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  g_clear_object (&self->told);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  if (had_focus)
    g_signal_emit (self, signals[CLOSED], 0);
}

/* Where the service, or what is set of it, is to blame, they are where that can be changed. */
static void
show_failure (LecGuideBar *self,
              const GError *error)
{
  gboolean is_about_service = g_error_matches (error, LEC_ERROR, LEC_ERROR_USAGE) ||
                              g_error_matches (error, LEC_ERROR, LEC_ERROR_WEB) ||
                              g_error_matches (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED) ||
                              g_error_matches (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  /* Translators: %s is a reason */
  g_autofree char *text = g_strdup_printf (_ ("The study guide stays as it was: %s."), error->message);

  show (self, text, is_about_service);
}

static void
tell_changed (LecGuideBar *self,
              gboolean is_improved)
{
  gboolean is_shown = is_told_shown (self);

  close_bar (self);
  if (is_shown)
    g_signal_emit (self, signals[CHANGED], 0, is_improved);
}

/* --- A model is asked --- */

static gboolean
look_cb (gpointer user_data)
{
  LecGuideBar *self = user_data;

  gtk_progress_bar_set_fraction (self->bar, lec_export_progress_get_fraction (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
improved_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecGuideBar) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_done = lec_guide_requests_improve_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self == NULL || LEC_REVIEW_DESK (source) != self->desk)
    return;

  end_work (self);
  if (is_done)
    tell_changed (self, TRUE);
  /* Whoever has said no knows why. */
  else if (g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_AGREED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    close_bar (self);
  else
    show_failure (self, error);
}

static gboolean
begin (LecGuideBar *self)
{
  if (self->item == NULL || self->desk != NULL)
    return FALSE;

  g_set_object (&self->told, self->item);
  self->desk = lec_review_desk_new (self->item);
  return TRUE;
}

gboolean
lec_guide_bar_improve (LecGuideBar *self)
{
  GtkRoot *root = NULL;
  g_autoptr (LecConsentAsker) asker = NULL;

  g_return_val_if_fail (LEC_IS_GUIDE_BAR (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (!GTK_IS_WINDOW (root) || !begin (self))
    return FALSE;

  asker = lec_consent_asker_new (GTK_WINDOW (root));
  self->cancellable = g_cancellable_new ();
  self->progress = lec_export_progress_new ();
  self->look_source = g_timeout_add (LOOK_MS, look_cb, self);
  gtk_progress_bar_set_fraction (self->bar, 0);
  show (self, _ ("The language model reads the lecture…"), FALSE);
  lec_guide_requests_improve_async (self->desk, asker, self->progress, self->cancellable, improved_cb,
                                    lec_weak_box_new (self));
  return TRUE;
}

/* --- Back --- */

static void
restored_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecGuideBar) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_done = lec_guide_requests_restore_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self == NULL || LEC_REVIEW_DESK (source) != self->desk)
    return;

  end_work (self);
  if (is_done)
    tell_changed (self, FALSE);
  else
    show_failure (self, error);
}

gboolean
lec_guide_bar_restore (LecGuideBar *self)
{
  g_return_val_if_fail (LEC_IS_GUIDE_BAR (self), FALSE);

  if (!begin (self))
    return FALSE;

  lec_guide_requests_restore_async (self->desk, restored_cb, lec_weak_box_new (self));
  return TRUE;
}

/* --- What is asked for --- */

void
lec_guide_bar_set_item (LecGuideBar *self,
                        LecJobItem *item)
{
  g_return_if_fail (LEC_IS_GUIDE_BAR (self));

  g_set_object (&self->item, item);
  gtk_revealer_set_reveal_child (self->revealer, is_told_shown (self) && *gtk_label_get_label (self->text) != '\0');
}

/* What was asked for may be done all the same: then it is told of no more. */
static void
cancel_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  g_cancellable_cancel (LEC_GUIDE_BAR (widget)->cancellable);
}

static void
close_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  close_bar (LEC_GUIDE_BAR (widget));
}

static void
again_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  lec_guide_bar_improve (LEC_GUIDE_BAR (widget));
}

static void
lec_guide_bar_dispose (GObject *object)
{
  LecGuideBar *self = LEC_GUIDE_BAR (object);

  g_cancellable_cancel (self->cancellable);
  end_work (self);
  g_clear_object (&self->told);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (lec_guide_bar_parent_class)->dispose (object);
}

static void
lec_guide_bar_class_init (LecGuideBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_guide_bar_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/guide-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, text);
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, ways_out);
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, services_button);
  gtk_widget_class_bind_template_child (widget_class, LecGuideBar, close_button);
  gtk_widget_class_install_action (widget_class, "guide.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "guide.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "guide.again", NULL, again_cb);
}

static void
lec_guide_bar_init (LecGuideBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
