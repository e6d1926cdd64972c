/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hits are counted again when slides have changed; which one is shown is kept by
 * its slide's position, so that the next one is the next one still.
 */
#include "ui/find-bar.h"

#include <glib/gi18n-lib.h>

struct _LecFindBar
{
  AdwBin parent_instance;

  GListModel *list; /* (nullable) */
  LecSlideFindWords dup_words;
  GArray *hits; /* (element-type guint): positions */
  guint shown;  /* index in @hits */
  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkLabel *count;
};

enum
{
  TYPED,
  FOUND,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecFindBar, lec_find_bar, ADW_TYPE_BIN)

static void
show_count (LecFindBar *self)
{
  g_autofree char *text = NULL;

  if (*gtk_editable_get_text (self->entry) == '\0')
    text = g_strdup ("");
  else if (self->hits->len == 0)
    text = g_strdup (_ ("Not found"));
  else
    /* Translators: which of the hits is shown, and how many there are */
    text = g_strdup_printf (_ ("%u of %u"), self->shown + 1, self->hits->len);

  gtk_label_set_label (self->count, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.next", self->hits->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.previous", self->hits->len > 0);
}

static void
look_again (LecFindBar *self)
{
  g_array_unref (self->hits);
  self->hits = self->list != NULL
                 ? lec_slide_find (self->list, self->dup_words, gtk_editable_get_text (self->entry))
                 : g_array_new (FALSE, FALSE, sizeof (guint));
  self->shown = self->hits->len > 0 ? MIN (self->shown, self->hits->len - 1) : 0;
  show_count (self);
}

static void
show_hit (LecFindBar *self)
{
  show_count (self);
  if (self->hits->len > 0)
    g_signal_emit (self, signals[FOUND], 0, g_array_index (self->hits, guint, self->shown));
}

static void
typed_cb (LecFindBar *self)
{
  self->shown = 0;
  look_again (self);
  g_signal_emit (self, signals[TYPED], 0);
  show_hit (self);
}

static void
step (LecFindBar *self,
      guint by)
{
  if (self->hits->len == 0)
    return;

  self->shown = (self->shown + by) % self->hits->len;
  show_hit (self);
}

static void
next_cb (LecFindBar *self)
{
  step (self, 1);
}

static void
step_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecFindBar *self = LEC_FIND_BAR (widget);

  step (self, g_str_equal (name, "find.next") ? 1 : self->hits->len - 1);
}

static void
close_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  lec_find_bar_close (LEC_FIND_BAR (widget));
}

/* By a button, a key, or the page. */
static void
mode_changed_cb (LecFindBar *self)
{
  if (!gtk_search_bar_get_search_mode (self->bar))
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
list_changed_cb (LecFindBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    look_again (self);
}

static void
forget_list (LecFindBar *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, list_changed_cb, self);
  g_clear_object (&self->list);
}

void
lec_find_bar_set_list (LecFindBar *self,
                       GListModel *list,
                       LecSlideFindWords dup_words)
{
  g_return_if_fail (LEC_IS_FIND_BAR (self) && G_IS_LIST_MODEL (list) && dup_words != NULL);

  if (list == self->list)
    return;

  forget_list (self);
  self->list = g_object_ref (list);
  self->dup_words = dup_words;
  self->shown = 0;
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  list_changed_cb (self);
}

void
lec_find_bar_set_slides (LecFindBar *self,
                         GListModel *slides)
{
  lec_find_bar_set_list (self, slides, lec_slide_find_dup_words);
}

void
lec_find_bar_open (LecFindBar *self)
{
  g_return_if_fail (LEC_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  look_again (self);
}

void
lec_find_bar_close (LecFindBar *self)
{
  g_return_if_fail (LEC_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

void
lec_find_bar_find (LecFindBar *self,
                   const char *text)
{
  g_return_if_fail (LEC_IS_FIND_BAR (self) && text != NULL);

  lec_find_bar_open (self);
  gtk_editable_set_text (self->entry, text);
}

const char *
lec_find_bar_get_text (LecFindBar *self)
{
  g_return_val_if_fail (LEC_IS_FIND_BAR (self), NULL);

  return gtk_search_bar_get_search_mode (self->bar) ? gtk_editable_get_text (self->entry) : "";
}

static void
lec_find_bar_dispose (GObject *object)
{
  forget_list (LEC_FIND_BAR (object));

  G_OBJECT_CLASS (lec_find_bar_parent_class)->dispose (object);
}

static void
lec_find_bar_finalize (GObject *object)
{
  g_array_unref (LEC_FIND_BAR (object)->hits);

  G_OBJECT_CLASS (lec_find_bar_parent_class)->finalize (object);
}

static void
lec_find_bar_class_init (LecFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_find_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_find_bar_finalize;
  signals[TYPED] =
    g_signal_new ("typed", LEC_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FOUND] = g_signal_new ("found", LEC_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_UINT);
  signals[CLOSED] =
    g_signal_new ("closed", LEC_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LecFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LecFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, LecFindBar, count);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_install_action (widget_class, "find.next", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "find.previous", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "find.close", NULL, close_cb);
}

static void
lec_find_bar_init (LecFindBar *self)
{
  self->hits = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
  show_count (self);
}
