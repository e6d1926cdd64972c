/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list changes under a person's eyes, while slides are found and by each
 * correction: it is brought up to date with as little change as there is, and
 * the focus is put back where the grid has lost it with a cell.
 */
#include "ui/slide-grid.h"

#include "ui/bin-focus.h"
#include "ui/list-update.h"
#include "ui/slide-cell.h"
#include "ui/slide-content.h"

#define MAX_KEPT 150 /* pictures: three screens of a large window */
/* A cell is wider than that, with all that is around it. */
#define LEAST_COLUMN 150
#define MAX_COLUMNS  6

struct _LecSlideGrid
{
  AdwBin parent_instance;

  GListStore *slides; /* of LecSlideItem */
  GtkMultiSelection *selection;
  LecThumbnails *thumbnails;
  char *name; /* of the lecture */
  GtkGridView *grid;
  GMenuModel *slide_menu;
  GtkWidget *menu;    /* (nullable): until it is disposed of */
  guint focus_idle;   /* 0 for none */
  guint columns_idle; /* likewise */
};

enum
{
  SELECTION_CHANGED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecSlideGrid, lec_slide_grid, ADW_TYPE_BIN)

/* --- Dragging slides out --- */

/* The one that is dragged; when it is one of those that are chosen, all of these. */
static GdkContentProvider *
drag_prepare_cb (LecSlideGrid *self,
                 double x,
                 double y,
                 GtkDragSource *source)
{
  LecSlideCell *cell = LEC_SLIDE_CELL (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  LecSlideItem *item = lec_slide_cell_get_item (cell);
  g_autoptr (GPtrArray) chosen = lec_slide_grid_list_selected (self);

  if (item == NULL)
    return NULL;
  if (!g_ptr_array_find (chosen, item, NULL))
    {
      g_ptr_array_set_size (chosen, 0);
      g_ptr_array_add (chosen, g_object_ref (item));
    }

  return lec_slide_content_new (chosen, self->name);
}

static void
drag_begin_cb (LecSlideGrid *self,
               GdkDrag *drag,
               GtkDragSource *source)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  const char *path = lec_slide_item_get_picture (lec_slide_cell_get_item (LEC_SLIDE_CELL (cell)));
  GdkTexture *texture = path != NULL ? lec_thumbnails_lookup (self->thumbnails, path) : NULL;

  if (texture != NULL)
    gtk_drag_source_set_icon (source, GDK_PAINTABLE (texture), 0, 0);
}

/* --- The menu --- */

static void
show_menu (LecSlideGrid *self,
           GtkWidget *cell,
           double x,
           double y)
{
  GdkRectangle point = { 0, 0, 1, 1 };
  double grid_x = 0;
  double grid_y = 0;

  gtk_widget_translate_coordinates (cell, GTK_WIDGET (self), x, y, &grid_x, &grid_y);
  point.x = (int) grid_x;
  point.y = (int) grid_y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* It is about what is chosen: a slide that is not is, alone. */
static void
cell_pressed_cb (LecSlideGrid *self,
                 int n_presses,
                 double x,
                 double y,
                 GtkGesture *gesture)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  LecSlideItem *item = lec_slide_cell_get_item (LEC_SLIDE_CELL (cell));
  guint position = 0;

  if (item == NULL || !g_list_store_find (self->slides, item, &position))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  show_menu (self, cell, x, y);
}

/* --- Cells --- */

static void
setup_cb (LecSlideGrid *self,
          GtkListItem *cell)
{
  GtkWidget *child = GTK_WIDGET (lec_slide_cell_new ());
  GtkDragSource *source = gtk_drag_source_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (child, GTK_EVENT_CONTROLLER (source));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (press, "pressed", G_CALLBACK (cell_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (child, GTK_EVENT_CONTROLLER (press));
  gtk_list_item_set_child (cell, child);
}

static void
bind_cb (LecSlideGrid *self,
         GtkListItem *cell)
{
  lec_slide_cell_bind (LEC_SLIDE_CELL (gtk_list_item_get_child (cell)), gtk_list_item_get_item (cell),
                       self->thumbnails);
}

static void
unbind_cb (LecSlideGrid *self,
           GtkListItem *cell)
{
  lec_slide_cell_unbind (LEC_SLIDE_CELL (gtk_list_item_get_child (cell)));
}

/* --- The focus --- */

/* Returns: (nullable): the widget of the grid that holds the cell of that slide */
static GtkWidget *
find_cell (LecSlideGrid *self,
           guint position)
{
  g_autoptr (LecSlideItem) item = g_list_model_get_item (G_LIST_MODEL (self->slides), position);
  GtkWidget *holder = gtk_widget_get_first_child (GTK_WIDGET (self->grid));

  for (; holder != NULL; holder = gtk_widget_get_next_sibling (holder))
    {
      GtkWidget *cell = gtk_widget_get_first_child (holder);

      if (LEC_IS_SLIDE_CELL (cell) && lec_slide_cell_get_item (LEC_SLIDE_CELL (cell)) == item)
        return holder;
    }

  return NULL;
}

static gboolean
has_focus (LecSlideGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == GTK_WIDGET (self->grid) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid)));
}

/* Returns: whether there is any; the first one chosen */
static gboolean
find_selected (LecSlideGrid *self,
               guint *position)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_is_empty (chosen))
    return FALSE;

  *position = gtk_bitset_get_minimum (chosen);
  return TRUE;
}

/* By then the grid has made the cells that are seen. */
static gboolean
focus_cb (gpointer user_data)
{
  LecSlideGrid *self = user_data;
  guint position = 0;
  GtkWidget *cell = find_selected (self, &position) ? find_cell (self, position) : NULL;

  self->focus_idle = 0;
  gtk_widget_grab_focus (cell != NULL ? cell : GTK_WIDGET (self->grid));
  return G_SOURCE_REMOVE;
}

static void
take_focus (LecSlideGrid *self)
{
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add_full (GTK_PRIORITY_RESIZE + 20, focus_cb, self, NULL);
}

/* By key: in the middle of the slide that it is about, where that is seen. */
static void
menu_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecSlideGrid *self = LEC_SLIDE_GRID (widget);
  guint position = 0;
  GtkWidget *cell = NULL;

  if (!find_selected (self, &position))
    return;

  cell = find_cell (self, position);
  if (cell == NULL || !gtk_widget_get_child_visible (cell))
    cell = widget;
  show_menu (self, cell, gtk_widget_get_width (cell) / 2.0, gtk_widget_get_height (cell) / 2.0);
}

/* --- Slides --- */

static gint64
get_key (gpointer item)
{
  return lec_slide_item_get_key (item);
}

static void
update_item (gpointer item,
             gpointer wanted)
{
  lec_slide_item_update (item, wanted);
}

/* What follows the ones that are gone. */
static void
select_near (LecSlideGrid *self,
             guint position)
{
  guint n_slides = g_list_model_get_n_items (G_LIST_MODEL (self->slides));

  if (n_slides > 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), MIN (position, n_slides - 1), TRUE);
}

/* (element-type gint64) */
static GHashTable *
collect_selected_keys (LecSlideGrid *self)
{
  g_autoptr (GPtrArray) slides = lec_slide_grid_list_selected (self);
  GHashTable *keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < slides->len; i++)
    {
      gint64 key = get_key (g_ptr_array_index (slides, i));

      g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
    }

  return keys;
}

/* One that was moved has left the list and come again. */
static void
select_keys (LecSlideGrid *self,
             GHashTable *keys)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = NULL;
  guint n_slides = g_list_model_get_n_items (G_LIST_MODEL (self->slides));

  for (guint i = 0; i < n_slides; i++)
    {
      g_autoptr (LecSlideItem) item = g_list_model_get_item (G_LIST_MODEL (self->slides), i);
      gint64 key = get_key (item);

      if (g_hash_table_contains (keys, &key))
        gtk_bitset_add (selected, i);
    }
  all = gtk_bitset_new_range (0, n_slides);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
}

void
lec_slide_grid_set_slides (LecSlideGrid *self,
                           const GPtrArray *slides)
{
  guint before = 0;
  guint after = 0;
  gboolean had_focus = FALSE;
  g_autoptr (GHashTable) keys = NULL;

  g_return_if_fail (LEC_IS_SLIDE_GRID (self) && slides != NULL);

  had_focus = has_focus (self);
  keys = collect_selected_keys (self);
  find_selected (self, &before);
  lec_list_update (self->slides, slides, get_key, update_item);
  select_keys (self, keys);
  if (!find_selected (self, &after))
    select_near (self, before);
  else
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
  if (had_focus && !has_focus (self))
    take_focus (self);
}

void
lec_slide_grid_set_name (LecSlideGrid *self,
                         const char *name)
{
  g_return_if_fail (LEC_IS_SLIDE_GRID (self) && name != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
}

/* Pictures of the size they are shown in, on the screen with the most pixels: to scale one that is
 * larger takes longer than all else that is drawn. */
static LecThumbnails *
make_thumbnails (LecSlideGrid *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  int scale = 1;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      scale = MAX (scale, gdk_monitor_get_scale_factor (monitor));
    }

  return lec_thumbnails_new (MAX_KEPT, MIN (scale * LEC_SLIDE_CELL_PICTURE_HEIGHT, LEC_THUMBNAIL_HEIGHT));
}

void
lec_slide_grid_clear (LecSlideGrid *self)
{
  g_return_if_fail (LEC_IS_SLIDE_GRID (self));

  g_list_store_remove_all (self->slides);
  g_clear_object (&self->thumbnails);
  self->thumbnails = make_thumbnails (self);
}

GListModel *
lec_slide_grid_get_slides (LecSlideGrid *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_GRID (self), NULL);

  return G_LIST_MODEL (self->slides);
}

GPtrArray *
lec_slide_grid_list_selected (LecSlideGrid *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  GPtrArray *slides = NULL;

  g_return_val_if_fail (LEC_IS_SLIDE_GRID (self), NULL);

  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  slides = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < gtk_bitset_get_size (chosen); i++)
    g_ptr_array_add (slides,
                     g_list_model_get_item (G_LIST_MODEL (self->slides), gtk_bitset_get_nth (chosen, i)));

  return slides;
}

LecSlideItem *
lec_slide_grid_get_selected (LecSlideGrid *self)
{
  g_autoptr (LecSlideItem) item = NULL;
  guint position = 0;

  g_return_val_if_fail (LEC_IS_SLIDE_GRID (self), NULL);

  if (find_selected (self, &position))
    item = g_list_model_get_item (G_LIST_MODEL (self->slides), position);
  return item; /* the list holds it */
}

void
lec_slide_grid_select (LecSlideGrid *self,
                       guint position,
                       gboolean takes_focus)
{
  g_return_if_fail (LEC_IS_SLIDE_GRID (self));
  g_return_if_fail (position < g_list_model_get_n_items (G_LIST_MODEL (self->slides)));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u", position);
  if (takes_focus || has_focus (self))
    take_focus (self);
}

static void
selection_changed_cb (LecSlideGrid *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
activate_cb (LecSlideGrid *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* --- Columns --- */

static gboolean
set_columns_cb (gpointer user_data)
{
  LecSlideGrid *self = user_data;
  GtkAdjustment *place = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->grid));
  int n_columns = (int) gtk_adjustment_get_page_size (place) / LEAST_COLUMN;

  self->columns_idle = 0;
  gtk_grid_view_set_max_columns (self->grid, (guint) CLAMP (n_columns, 1, MAX_COLUMNS));
  return G_SOURCE_REMOVE;
}

/* Scrolled, or higher. */
static void
sight_changed_cb (LecSlideGrid *self)
{
  GtkWidget *holder = gtk_widget_get_first_child (GTK_WIDGET (self->grid));

  for (; holder != NULL; holder = gtk_widget_get_next_sibling (holder))
    {
      GtkWidget *cell = gtk_widget_get_first_child (holder);

      if (LEC_IS_SLIDE_CELL (cell))
        lec_slide_cell_look_again (LEC_SLIDE_CELL (cell));
    }
}

/* GTK keeps thirty rows of as many columns as there may be, and binds them all when somebody jumps:
 * there may be no more than fit. Its width is known while it is laid out, which is no time to ask
 * for another layout. */
static void
width_changed_cb (LecSlideGrid *self)
{
  if (self->columns_idle == 0)
    self->columns_idle = g_idle_add_full (GTK_PRIORITY_RESIZE + 20, set_columns_cb, self, NULL);
}

static gboolean
lec_slide_grid_grab_focus (GtkWidget *widget)
{
  take_focus (LEC_SLIDE_GRID (widget));
  return TRUE;
}

static void
lec_slide_grid_dispose (GObject *object)
{
  LecSlideGrid *self = LEC_SLIDE_GRID (object);

  g_clear_handle_id (&self->focus_idle, g_source_remove);
  g_clear_handle_id (&self->columns_idle, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->slides);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (lec_slide_grid_parent_class)->dispose (object);
}

static void
lec_slide_grid_finalize (GObject *object)
{
  g_free (LEC_SLIDE_GRID (object)->name);

  G_OBJECT_CLASS (lec_slide_grid_parent_class)->finalize (object);
}

static void
lec_slide_grid_class_init (LecSlideGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_slide_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_slide_grid_finalize;
  widget_class->focus = lec_bin_focus;
  widget_class->grab_focus = lec_slide_grid_grab_focus;
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", LEC_TYPE_SLIDE_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] =
    g_signal_new ("activated", LEC_TYPE_SLIDE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/slide-grid.ui");
  gtk_widget_class_install_action (widget_class, "slides.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "slides.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "slides.menu", NULL);
  gtk_widget_class_bind_template_child (widget_class, LecSlideGrid, grid);
  gtk_widget_class_bind_template_child (widget_class, LecSlideGrid, slide_menu);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sight_changed_cb);
}

static void
lec_slide_grid_init (LecSlideGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->name = g_strdup ("");
  self->menu = gtk_popover_menu_new_from_model (self->slide_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  self->slides = g_list_store_new (LEC_TYPE_SLIDE_ITEM);
  self->thumbnails = make_thumbnails (self);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->slides)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));
}
