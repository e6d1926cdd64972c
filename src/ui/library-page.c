/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only shows and asks: what is dropped becomes the action win.add-uris, what is
 * done to a job an action of the window, too. One list has the jobs and, below
 * them, what a search has found on slides, so that all of it is recycled.
 */
#include "ui/library-page.h"

#include <glib/gi18n-lib.h>

#include "ui/gradual-list.h"
#include "ui/hit-row.h"
#include "ui/job-pictures.h"
#include "ui/job-row.h"
#include "ui/slide-search.h"

#define ROWS_AROUND  4 /* those that are seen: they will be next */
#define ROWS_AT_ONCE 2 /* whose buttons come or go before others are let do something */

struct _LecLibraryPage
{
  AdwBin parent_instance;

  LecJobModel *model;       /* (nullable) */
  LecJobPictures *pictures; /* (nullable) */
  LecSlideSearch *search;   /* (nullable) */
  LecJobSieve *sieve;
  LecGradualList *rows; /* (nullable): of jobs and hits */
  guint working;        /* idle in which @rows grow and are looked at, 0 for none */
  guint waiting;        /* for the next frame, after which that begins; likewise */
  LecJobGroup group;
  gboolean is_loaded;
  gboolean has_failed;
  gboolean is_narrow;
  GtkSingleSelection *selection;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *bar;
  GtkWidget *all_button;
  GtkWidget *running_button;
  GtkWidget *failed_button;
  GtkWidget *done_button;
  GtkWidget *pause_button;
  GtkWidget *retry_button;
  GtkWidget *clear_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListView *list;
  GtkWidget *drop_card;
};

enum
{
  PROP_0,
  PROP_GROUP,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecLibraryPage, lec_library_page, ADW_TYPE_BIN)

static const char *
get_query (LecLibraryPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

static void
choose_page (LecLibraryPage *self)
{
  gboolean has_jobs = self->model != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;
  const char *name = "jobs";

  if (self->has_failed)
    name = "failed";
  else if (!self->is_loaded)
    name = "waiting";
  else if (!has_jobs)
    name = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    name = *get_query (self) != '\0' ? "none" : "none-such";

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->bar, has_jobs && !self->has_failed);
}

/* --- Which are shown --- */

static void
label_group (GtkWidget *button,
             const char *name,
             guint n_jobs)
{
  /* Translators: a group of videos, and how many there are */
  g_autofree char *label = g_strdup_printf (_ ("%s %u"), name, n_jobs);
  GtkLabel *text = NULL;

  gtk_button_set_label (GTK_BUTTON (button), label);
  text = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));
  /* In a narrow window they share what there is, and the number may be below the name. */
  gtk_label_set_wrap (text, TRUE);
  gtk_label_set_natural_wrap_mode (text, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (text, GTK_JUSTIFY_CENTER);
  gtk_label_set_lines (text, 2);
  gtk_label_set_ellipsize (text, PANGO_ELLIPSIZE_END);
}

static void
show_states (LecLibraryPage *self)
{
  guint n_running = lec_job_group_count (LEC_JOB_GROUP_RUNNING, self->model);
  guint n_failed = lec_job_group_count (LEC_JOB_GROUP_FAILED, self->model);
  guint n_done = lec_job_group_count (LEC_JOB_GROUP_DONE, self->model);
  gboolean shows_work = self->group == LEC_JOB_GROUP_ALL || self->group == LEC_JOB_GROUP_RUNNING;

  /* Translators: in the filter of a narrow window: groups of videos, in a short word each */
  label_group (self->all_button, C_ ("videos", "All"), lec_job_group_count (LEC_JOB_GROUP_ALL, self->model));
  label_group (self->running_button, C_ ("videos", "Running"), n_running);
  label_group (self->failed_button, C_ ("videos", "Failed"), n_failed);
  label_group (self->done_button, C_ ("videos", "Done"), n_done);
  gtk_widget_set_visible (self->pause_button, shows_work && n_running > 0);
  gtk_widget_set_visible (self->retry_button, self->group == LEC_JOB_GROUP_FAILED && n_failed > 0);
  gtk_widget_set_visible (self->clear_button, self->group == LEC_JOB_GROUP_DONE && n_done > 0);
}

static void
states_changed_cb (LecLibraryPage *self)
{
  lec_job_sieve_look_again (self->sieve);
  show_states (self);
  choose_page (self);
}

static void
set_group (LecLibraryPage *self,
           const char *name)
{
  LecJobGroup group = LEC_JOB_GROUP_ALL;

  if (!lec_job_group_from_name (name, &group) || group == self->group)
    return;

  self->group = group;
  lec_job_sieve_set_group (self->sieve, group);
  if (self->model != NULL)
    states_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP]);
}

static void
search_changed_cb (LecLibraryPage *self)
{
  lec_job_sieve_set_query (self->sieve, get_query (self));
  lec_slide_search_set_query (self->search, get_query (self));
  choose_page (self);
}

void
lec_library_page_bind_search (LecLibraryPage *self,
                              GtkToggleButton *button)
{
  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self) && GTK_IS_TOGGLE_BUTTON (button));

  g_object_bind_property (button, "active", self->search_bar, "search-mode-enabled", G_BINDING_BIDIRECTIONAL);
}

void
lec_library_page_find (LecLibraryPage *self)
{
  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- Drops --- */

static gboolean
drop_cb (LecLibraryPage *self,
         const GValue *value,
         double x,
         double y)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (GSList *file = files; file != NULL; file = file->next)
    {
      g_autofree char *uri = g_file_get_uri (file->data);

      g_strv_builder_add (uris, uri);
    }
  list = g_strv_builder_end (uris);

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.add-uris", "^as", list);
}

static void
drop_changed_cb (LecLibraryPage *self,
                 GParamSpec *pspec,
                 GtkDropTarget *target)
{
  gtk_widget_set_visible (self->drop_card, gtk_drop_target_get_current_drop (target) != NULL);
}

static void
add_drop_target (LecLibraryPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "notify::current-drop", G_CALLBACK (drop_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- Work that is done bit by bit, after what is seen is drawn --- */

/* A cell that is out of sight has no place in GTK 4.8, and one that is new has no size yet. */
static gboolean
is_seen (GtkWidget *cell)
{
  return gtk_widget_get_child_visible (cell) && gtk_widget_get_height (cell) > 0;
}

/* Returns: whether there is any; the numbers of the first and of the last cell that is seen */
static gboolean
find_seen (LecLibraryPage *self,
           guint *first,
           guint *last)
{
  GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  gboolean is_found = FALSE;

  for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
    if (is_seen (cell))
      {
        *first = is_found ? *first : i;
        *last = i;
        is_found = TRUE;
      }

  return is_found;
}

/* Returns: whether buttons have come or gone */
static gboolean
look_at_row (GtkWidget *cell,
             gboolean is_near)
{
  GtkWidget *row = gtk_widget_get_first_child (cell);

  return LEC_IS_JOB_ROW (row) && lec_job_row_set_in_sight (LEC_JOB_ROW (row), is_near);
}

/* Returns: whether there may be more to be done */
static gboolean
look_at_rows (LecLibraryPage *self)
{
  GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  guint first = 0, last = 0, n_changed = 0;

  if (!find_seen (self, &first, &last))
    return FALSE;

  for (guint i = 0; cell != NULL && n_changed < ROWS_AT_ONCE; i++, cell = gtk_widget_get_next_sibling (cell))
    n_changed += look_at_row (cell, i + ROWS_AROUND >= first && i <= last + ROWS_AROUND) ? 1 : 0;

  return n_changed == ROWS_AT_ONCE;
}

static void work_after_frame (LecLibraryPage *self);

/* A step that is not laid out yet is not followed by another: all of them would be in one frame. */
static gboolean
work_cb (gpointer user_data)
{
  LecLibraryPage *self = user_data;

  if (look_at_rows (self))
    return G_SOURCE_CONTINUE;

  self->working = 0;
  if (lec_gradual_list_grow (self->rows))
    work_after_frame (self);
  return G_SOURCE_REMOVE;
}

static gboolean
frame_cb (GtkWidget *list,
          GdkFrameClock *clock,
          gpointer user_data)
{
  LecLibraryPage *self = user_data;

  self->waiting = 0;
  if (self->working == 0)
    self->working = g_idle_add (work_cb, self);
  return G_SOURCE_REMOVE;
}

/* When the next frame is drawn, where rows have their places, and nothing else is to be done. */
static void
work_after_frame (LecLibraryPage *self)
{
  if (self->waiting == 0)
    self->waiting = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), frame_cb, self, NULL);
}

/* --- Rows --- */

/* A row is made when a cell shows one of its kind, and used again as long as it does. */
static GtkWidget *
ensure_row (LecLibraryPage *self,
            GtkListItem *cell,
            GType type)
{
  GtkWidget *row = gtk_list_item_get_child (cell);

  if (G_TYPE_CHECK_INSTANCE_TYPE (row, type))
    return row;

  row = type == LEC_TYPE_JOB_ROW ? GTK_WIDGET (lec_job_row_new (self->pictures)) : GTK_WIDGET (lec_hit_row_new ());
  gtk_list_item_set_child (cell, row);
  return row;
}

/* What fits in the window is complete when it is first seen. */
static void
bind_job (LecLibraryPage *self,
          LecJobRow *row,
          LecJobItem *item)
{
  lec_job_row_set_narrow (row, self->is_narrow);
  lec_job_row_set_item (row, item);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) <= LEC_GRADUAL_LIST_AT_ONCE)
    lec_job_row_set_in_sight (row, TRUE);
  work_after_frame (self);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *cell,
         LecLibraryPage *self)
{
  gpointer item = gtk_list_item_get_item (cell);
  gboolean is_heading = LEC_IS_HIT_ITEM (item) && lec_hit_item_is_heading (item);

  if (LEC_IS_HIT_ITEM (item))
    lec_hit_row_bind (LEC_HIT_ROW (ensure_row (self, cell, LEC_TYPE_HIT_ROW)), item);
  else
    bind_job (self, LEC_JOB_ROW (ensure_row (self, cell, LEC_TYPE_JOB_ROW)), item);
  gtk_list_item_set_activatable (cell, !is_heading);
  gtk_list_item_set_selectable (cell, !is_heading);
}

void
lec_library_page_set_narrow (LecLibraryPage *self,
                             gboolean is_narrow)
{
  GtkWidget *cell = NULL;

  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self));

  self->is_narrow = is_narrow;
  for (cell = gtk_widget_get_first_child (GTK_WIDGET (self->list)); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *row = gtk_widget_get_first_child (cell);

      if (LEC_IS_JOB_ROW (row))
        lec_job_row_set_narrow (LEC_JOB_ROW (row), is_narrow);
    }
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *cell,
           LecLibraryPage *self)
{
  GtkWidget *row = gtk_list_item_get_child (cell);

  if (LEC_IS_JOB_ROW (row))
    lec_job_row_set_item (LEC_JOB_ROW (row), NULL);
}

static void
add_factory (LecLibraryPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list, factory);
}

/* --- The list --- */

static void
list_activate_cb (GtkListView *list,
                  guint position,
                  LecLibraryPage *self)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (LEC_IS_JOB_ITEM (item))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view-job", "x", lec_job_item_get_id (LEC_JOB_ITEM (item)));
  else if (!lec_hit_item_is_heading (LEC_HIT_ITEM (item)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view-slide", "(xu)", lec_hit_item_get_job (LEC_HIT_ITEM (item)),
                                lec_hit_item_get_number (LEC_HIT_ITEM (item)));
}

/* What was found on a slide is no job. */
static gboolean
act_on_selected (LecLibraryPage *self,
                 const char *action)
{
  GObject *item = gtk_single_selection_get_selected_item (self->selection);

  if (!LEC_IS_JOB_ITEM (item))
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), action, "x", lec_job_item_get_id (LEC_JOB_ITEM (item)));
}

static gboolean
remove_selected_cb (GtkWidget *list,
                    GVariant *arguments,
                    gpointer user_data)
{
  return act_on_selected (user_data, "win.remove-job");
}

static gboolean
export_selected_cb (GtkWidget *list,
                    GVariant *arguments,
                    gpointer user_data)
{
  return act_on_selected (user_data, "win.export-job");
}

static void
add_keys (LecLibraryPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete"),
                                            gtk_callback_action_new (remove_selected_cb, self, NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>e"),
                               gtk_callback_action_new (export_selected_cb, self, NULL));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* Returns: (transfer full): the jobs that are shown, and below them what was found on slides */
static GListModel *
make_list (LecLibraryPage *self)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkFilterListModel) jobs =
    gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->model)), g_object_ref (GTK_FILTER (self->sieve)));

  g_list_store_append (lists, jobs);
  g_list_store_append (lists, lec_slide_search_get_hits (self->search));
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

void
lec_library_page_set_model (LecLibraryPage *self,
                            LecJobModel *model,
                            LecJobsThread *jobs)
{
  GtkAdjustment *place = NULL;

  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self) && LEC_IS_JOB_MODEL (model) && self->model == NULL);

  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  self->model = g_object_ref (model);
  self->pictures = lec_job_pictures_new (jobs, NULL);
  self->search = lec_slide_search_new (jobs, model);
  self->rows = lec_gradual_list_new (make_list (self));
  g_signal_connect_object (self->rows, "cut", G_CALLBACK (work_after_frame), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "states-changed", G_CALLBACK (states_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "searched", G_CALLBACK (choose_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "value-changed", G_CALLBACK (work_after_frame), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "changed", G_CALLBACK (work_after_frame), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  states_changed_cb (self);
}

void
lec_library_page_set_loaded (LecLibraryPage *self,
                             const char *failure)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self));

  /* Status pages read markup. */
  escaped = failure != NULL ? g_markup_escape_text (failure, -1) : NULL;
  self->is_loaded = TRUE;
  self->has_failed = failure != NULL;
  adw_status_page_set_description (self->failed_page, escaped);
  choose_page (self);
}

const char *
lec_library_page_get_shown (LecLibraryPage *self)
{
  g_return_val_if_fail (LEC_IS_LIBRARY_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

static void
lec_library_page_get_property (GObject *object,
                               guint property,
                               GValue *value,
                               GParamSpec *pspec)
{
  g_value_set_string (value, lec_job_group_get_name (LEC_LIBRARY_PAGE (object)->group));
}

static void
lec_library_page_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  set_group (LEC_LIBRARY_PAGE (object), g_value_get_string (value));
}

static void
lec_library_page_dispose (GObject *object)
{
  LecLibraryPage *self = LEC_LIBRARY_PAGE (object);

  g_clear_handle_id (&self->working, g_source_remove);
  g_clear_object (&self->rows);
  g_clear_object (&self->model);
  g_clear_object (&self->pictures);
  g_clear_object (&self->search);
  g_clear_object (&self->sieve);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (lec_library_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, bar);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, all_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, running_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, failed_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, done_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, list);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, drop_card);
}

static void
lec_library_page_class_init (LecLibraryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lec_library_page_get_property;
  object_class->set_property = lec_library_page_set_property;
  object_class->dispose = lec_library_page_dispose;
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, "all",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/library-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_install_property_action (widget_class, "library.group", "group");
}

static void
lec_library_page_init (LecLibraryPage *self)
{
  self->sieve = lec_job_sieve_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self->list));
  add_factory (self);
  add_drop_target (self);
  add_keys (self);
}
