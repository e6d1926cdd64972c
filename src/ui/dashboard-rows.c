/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of queues and workers. Figures come every other second: a row that was there
 * before stays, so that what has the keyboard keeps it.
 */
#include <glib/gi18n-lib.h>

#include "ui/dashboard-page-private.h"

static GtkWidget *
make_plain_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  return row;
}

static void
name_button (GtkWidget *button,
             const char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
make_button (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* The target first: an action whose target is another would warn. */
static void
set_action (GtkWidget *button,
            const char *action,
            const char *target)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

/* What a row of a queue or a worker shows its item in. */
typedef struct
{
  GtkWidget *row;
  GtkWidget *icon;
  GtkWidget *state; /* (nullable): of a worker */
  GtkWidget *button;
} Parts;

/* Owned by the row. */
static Parts *
make_parts (void)
{
  Parts *parts = g_new0 (Parts, 1);

  parts->row = make_plain_row ();
  parts->icon = gtk_image_new ();
  parts->button = make_button ();
  g_object_set_data_full (G_OBJECT (parts->row), "parts", parts, g_free);
  return parts;
}

/* --- Queues --- */

static void
show_queue (GtkWidget *row,
            LecQueueItem *item)
{
  Parts *parts = g_object_get_data (G_OBJECT (row), "parts");
  gboolean is_paused = lec_queue_item_is_paused (item);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lec_queue_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lec_queue_item_get_detail (item));
  gtk_image_set_from_icon_name (GTK_IMAGE (parts->icon), "dialog-warning-symbolic");
  gtk_widget_set_visible (parts->icon, lec_queue_item_is_unserved (item));
  gtk_button_set_icon_name (GTK_BUTTON (parts->button),
                            is_paused ? "media-playback-start-symbolic" : "media-playback-pause-symbolic");
  set_action (parts->button, is_paused ? "dashboard.resume-queue" : "dashboard.pause-queue",
              lec_queue_item_get_name (item));
  name_button (parts->button, is_paused ? C_ ("queue", "Resume") : C_ ("queue", "Pause"));
}

static GtkWidget *
make_queue_row (gpointer item,
                gpointer user_data)
{
  Parts *parts = make_parts ();

  /* Behind the text: most have none, and all begin at the same place. */
  gtk_widget_add_css_class (parts->icon, "warning");
  adw_action_row_add_suffix (ADW_ACTION_ROW (parts->row), parts->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (parts->row), parts->button);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_queue), parts->row, G_CONNECT_SWAPPED);
  show_queue (parts->row, item);
  return parts->row;
}

/* --- Workers --- */

static const struct
{
  const char *action;
  const char *icon;
  const char *label;
} orders[] = {
  [LEC_WORKER_ORDER_DRAIN] = { "dashboard.drain", "media-playback-pause-symbolic", N_ ("Drain: takes no more tasks") },
  [LEC_WORKER_ORDER_UNDRAIN] = { "dashboard.undrain", "media-playback-start-symbolic", N_ ("Takes tasks again") },
  [LEC_WORKER_ORDER_FORGET] = { "dashboard.forget", "user-trash-symbolic", N_ ("Forget: it does not come back") },
};

static void
show_worker (GtkWidget *row,
             LecWorkerItem *item)
{
  Parts *parts = g_object_get_data (G_OBJECT (row), "parts");
  LecWorkerOrder order = lec_worker_item_get_order (item);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lec_worker_item_get_name (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lec_worker_item_get_detail (item));
  gtk_image_set_from_icon_name (GTK_IMAGE (parts->icon), lec_worker_item_get_icon (item));
  gtk_label_set_label (GTK_LABEL (parts->state), lec_worker_item_get_state (item));
  gtk_widget_set_visible (parts->button, order != LEC_WORKER_ORDER_NONE);
  if (order == LEC_WORKER_ORDER_NONE)
    return;

  gtk_button_set_icon_name (GTK_BUTTON (parts->button), orders[order].icon);
  set_action (parts->button, orders[order].action, lec_worker_item_get_identity (item));
  name_button (parts->button, _ (orders[order].label));
}

static GtkWidget *
make_worker_row (gpointer item,
                 gpointer user_data)
{
  Parts *parts = make_parts ();

  parts->state = gtk_label_new (NULL);
  gtk_widget_add_css_class (parts->state, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (parts->row), parts->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (parts->row), parts->state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (parts->row), parts->button);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_worker), parts->row, G_CONNECT_SWAPPED);
  show_worker (parts->row, item);
  return parts->row;
}

/* --- Lists --- */

typedef gboolean (*TakeOver) (gpointer item, gpointer newer);

/* Rows are made again from the first one on that is another. */
static void
update (GListStore *list,
        GPtrArray *items,
        TakeOver take_over)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint n_same = 0;

  while (n_same < MIN (n_before, items->len))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), n_same);

      if (!take_over (item, g_ptr_array_index (items, n_same)))
        break;
      n_same++;
    }
  if (n_same < MAX (n_before, items->len))
    g_list_store_splice (list, n_same, n_before - n_same, items->pdata + n_same, items->len - n_same);
}

void
lec_dashboard_rows_set_queues (LecDashboardPage *self,
                               GPtrArray *items)
{
  update (self->queues, items, (TakeOver) lec_queue_item_take_over);
}

void
lec_dashboard_rows_set_workers (LecDashboardPage *self,
                                GPtrArray *items,
                                const char *none)
{
  update (self->workers, items, (TakeOver) lec_worker_item_take_over);
  gtk_label_set_label (self->no_workers, none);
  gtk_widget_set_visible (GTK_WIDGET (self->no_workers), items->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->worker_list), items->len > 0);
}

void
lec_dashboard_rows_bind (LecDashboardPage *self)
{
  gtk_list_box_bind_model (self->queue_list, G_LIST_MODEL (self->queues), make_queue_row, NULL, NULL);
  gtk_list_box_bind_model (self->worker_list, G_LIST_MODEL (self->workers), make_worker_row, NULL, NULL);
}
