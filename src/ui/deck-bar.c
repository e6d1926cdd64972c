/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing at a time: an answer that comes for what was given up since is not
 * for this bar any more, which its cancellable tells.
 */
#include "ui/deck-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/deck-requests.h"
#include "ui/weak-box.h"

#define LOOK_MS 100 /* at how far it is */

struct _LecDeckBar
{
  AdwBin parent_instance;

  LecReviewDesk *desk;         /* (nullable) */
  GCancellable *cancellable;   /* (nullable): while pages are looked for */
  LecExportProgress *progress; /* (nullable): likewise */
  LecDeckMade *made;           /* (nullable): that can be taken back */
  guint look_source;           /* 0 for none */

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkProgressBar *bar;
  GtkWidget *cancel_button;
  GtkButton *open_button;
  GtkWidget *undo_button;
  GtkWidget *close_button;
};

enum
{
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecDeckBar, lec_deck_bar, ADW_TYPE_BIN)

/* What had the focus may go: it stays in the bar then. */
static void
show (LecDeckBar *self,
      const char *text)
{
  gboolean is_busy = self->cancellable != NULL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_busy);
  gtk_widget_set_visible (self->cancel_button, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), self->made != NULL);
  gtk_widget_set_visible (self->undo_button, self->made != NULL);
  gtk_widget_set_visible (self->close_button, !is_busy);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (is_busy ? self->cancel_button : self->close_button);
}

static void
end_work (LecDeckBar *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->progress, lec_export_progress_unref);
  g_clear_object (&self->cancellable);
}

void
lec_deck_bar_clear (LecDeckBar *self)
{
  g_return_if_fail (LEC_IS_DECK_BAR (self));

  g_cancellable_cancel (self->cancellable);
  end_work (self);
  g_clear_pointer (&self->made, lec_deck_made_free);
  g_clear_object (&self->desk);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static gboolean
look_cb (gpointer user_data)
{
  LecDeckBar *self = user_data;

  gtk_progress_bar_set_fraction (self->bar, lec_export_progress_get_fraction (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
show_made (LecDeckBar *self)
{
  g_autofree char *name = g_filename_display_basename (self->made->path);
  /* Translators: how many pages of a PDF were shown, and the name of another one, of those pages */
  g_autofree char *text = g_strdup_printf (_ ("%s. With what was said, they are in “%s”."), self->made->told, name);

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->open_button),
                                          g_variant_new_bytestring (self->made->path));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_button), "win.open-file");
  show (self, text);
}

static void
made_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (LecDeckBar) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecDeckMade) made = lec_deck_requests_make_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self == NULL || LEC_REVIEW_DESK (source) != self->desk || self->cancellable == NULL)
    return;

  end_work (self);
  if (made != NULL)
    {
      self->made = g_steal_pointer (&made);
      show_made (self);
    }
  else
    show (self, error->message);
}

void
lec_deck_bar_match (LecDeckBar *self,
                    LecJobItem *item,
                    const char *path)
{
  const LecJob *job = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folder = NULL;

  g_return_if_fail (LEC_IS_DECK_BAR (self) && LEC_IS_JOB_ITEM (item) && path != NULL);

  lec_deck_bar_clear (self);
  job = lec_job_item_get_job (item);
  name = g_filename_display_basename (path);
  /* Translators: %s is the name of a PDF */
  text = g_strdup_printf (_ ("Looking for the pages of “%s” in the lecture…"), name);
  folder = g_path_get_dirname (job->pdf != NULL ? job->pdf : job->source);
  self->desk = lec_review_desk_new (item);
  self->cancellable = g_cancellable_new ();
  self->progress = lec_export_progress_new ();
  self->look_source = g_timeout_add (LOOK_MS, look_cb, self);
  gtk_progress_bar_set_fraction (self->bar, 0);
  show (self, text);
  lec_deck_requests_make_async (self->desk, path, folder, self->progress, self->cancellable, made_cb,
                                lec_weak_box_new (self));
}

/* --- What is asked for --- */

/* Somebody else has to have the focus then. */
static void
close_bar (LecDeckBar *self)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  lec_deck_bar_clear (self);
  if (had_focus)
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
cancel_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  close_bar (LEC_DECK_BAR (widget));
}

static void
undone_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecDeckBar) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  gboolean is_done = lec_deck_requests_undo_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self == NULL || LEC_REVIEW_DESK (source) != self->desk)
    return;

  if (is_done)
    close_bar (self);
  else
    show (self, error->message);
}

static void
undo_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecDeckBar *self = LEC_DECK_BAR (widget);
  g_autoptr (LecDeckMade) made = g_steal_pointer (&self->made);

  if (made == NULL)
    return;

  show (self, gtk_label_get_label (self->text));
  lec_deck_requests_undo_async (self->desk, made, undone_cb, lec_weak_box_new (self));
}

static void
lec_deck_bar_dispose (GObject *object)
{
  LecDeckBar *self = LEC_DECK_BAR (object);

  g_cancellable_cancel (self->cancellable);
  end_work (self);
  g_clear_pointer (&self->made, lec_deck_made_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (lec_deck_bar_parent_class)->dispose (object);
}

static void
lec_deck_bar_class_init (LecDeckBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_deck_bar_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/deck-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, text);
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, open_button);
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, undo_button);
  gtk_widget_class_bind_template_child (widget_class, LecDeckBar, close_button);
  gtk_widget_class_install_action (widget_class, "deck.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "deck.close", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "deck.undo", NULL, undo_cb);
}

static void
lec_deck_bar_init (LecDeckBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
