/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hardly more than a list: what taking one back means is decided by the page.
 * After one was taken the next one is chosen, so that one key goes through all.
 */
#include "ui/hint-strip.h"

#include <glib/gi18n-lib.h>

#include "ui/hint-cell.h"
#include "ui/list-update.h"

#define MAX_KEPT 60 /* pictures */

struct _LecHintStrip
{
  AdwBin parent_instance;

  GListStore *hints; /* of LecHintItem */
  GtkSingleSelection *selection;
  LecThumbnails *thumbnails;
  GtkRevealer *revealer;
  GtkToggleButton *toggle;
  GtkLabel *count;
  GtkListView *list;
};

enum
{
  TAKEN,
  SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecHintStrip, lec_hint_strip, ADW_TYPE_BIN)

/* --- Cells --- */

static void
setup_cb (LecHintStrip *self,
          GtkListItem *cell)
{
  gtk_list_item_set_child (cell, GTK_WIDGET (lec_hint_cell_new ()));
}

static void
bind_cb (LecHintStrip *self,
         GtkListItem *cell)
{
  lec_hint_cell_bind (LEC_HINT_CELL (gtk_list_item_get_child (cell)), gtk_list_item_get_item (cell),
                      self->thumbnails);
}

static void
unbind_cb (LecHintStrip *self,
           GtkListItem *cell)
{
  lec_hint_cell_unbind (LEC_HINT_CELL (gtk_list_item_get_child (cell)));
}

/* --- What is chosen --- */

static void
take (LecHintStrip *self,
      guint position)
{
  g_autoptr (LecHintItem) item = g_list_model_get_item (G_LIST_MODEL (self->hints), position);

  if (item != NULL)
    g_signal_emit (self, signals[TAKEN], 0, item);
}

static void
activate_cb (LecHintStrip *self,
             guint position)
{
  take (self, position);
}

static void
take_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecHintStrip *self = LEC_HINT_STRIP (widget);

  take (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
has_focus (LecHintStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
selected_cb (LecHintStrip *self)
{
  LecHintItem *item = gtk_single_selection_get_selected_item (self->selection);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "strip.take", item != NULL);
  if (item != NULL && has_focus (self))
    g_signal_emit (self, signals[SHOWN], 0, item);
}

LecHintItem *
lec_hint_strip_get_selected (LecHintStrip *self)
{
  g_return_val_if_fail (LEC_IS_HINT_STRIP (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_single_selection_get_selected_item (self->selection)
                                                        : NULL;
}

/* --- Hints --- */

static gint64
get_key (gpointer item)
{
  return lec_hint_item_get_key (item);
}

static void
update_item (gpointer item,
             gpointer wanted)
{
  lec_hint_item_update (item, wanted);
}

static void
show_count (LecHintStrip *self)
{
  guint n_hints = g_list_model_get_n_items (G_LIST_MODEL (self->hints));
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u left out or doubtful", "%u left out or doubtful", n_hints),
                     n_hints);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self), n_hints > 0);
}

void
lec_hint_strip_set_hints (LecHintStrip *self,
                          const GPtrArray *hints)
{
  gboolean had_focus = FALSE;

  g_return_if_fail (LEC_IS_HINT_STRIP (self) && hints != NULL);

  had_focus = has_focus (self);
  lec_list_update (self->hints, hints, get_key, update_item);
  show_count (self);
  if (had_focus && hints->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
lec_hint_strip_set_open (LecHintStrip *self,
                         gboolean is_open)
{
  g_return_if_fail (LEC_IS_HINT_STRIP (self));

  gtk_toggle_button_set_active (self->toggle, is_open);
}

void
lec_hint_strip_clear (LecHintStrip *self)
{
  g_return_if_fail (LEC_IS_HINT_STRIP (self));

  g_list_store_remove_all (self->hints);
  show_count (self);
  g_clear_object (&self->thumbnails);
  self->thumbnails = lec_thumbnails_new (MAX_KEPT, LEC_THUMBNAIL_HEIGHT);
}

static void
lec_hint_strip_dispose (GObject *object)
{
  LecHintStrip *self = LEC_HINT_STRIP (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->hints);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (lec_hint_strip_parent_class)->dispose (object);
}

static void
lec_hint_strip_class_init (LecHintStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_hint_strip_dispose;
  signals[TAKEN] = g_signal_new ("taken", LEC_TYPE_HINT_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 LEC_TYPE_HINT_ITEM);
  signals[SHOWN] = g_signal_new ("shown", LEC_TYPE_HINT_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 LEC_TYPE_HINT_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/hint-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, LecHintStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, LecHintStrip, toggle);
  gtk_widget_class_bind_template_child (widget_class, LecHintStrip, count);
  gtk_widget_class_bind_template_child (widget_class, LecHintStrip, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "strip.take", NULL, take_cb);
}

static void
lec_hint_strip_init (LecHintStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->hints = g_list_store_new (LEC_TYPE_HINT_ITEM);
  self->thumbnails = lec_thumbnails_new (MAX_KEPT, LEC_THUMBNAIL_HEIGHT);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->hints)));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  selected_cb (self);
  show_count (self);
}
