/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in this process, with its threads, a real database and task processes that follow a
 * script. Each test is a run of the application.
 */
#pragma once

#include <string.h>

#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "engine/jobs.h"
#include "engine/scripted-stages.h"
#include "media/gstreamer.h"
#include "ui/application.h"
#include "ui/job-line.h"
#include "ui/job-row.h"
#include "ui/library-page.h"
#include "ui/slide-cell.h"
#include "ui/window.h"
#include "widget-walk.h"

#define GOOD "duration=100 read=100 slides=3 end=well"
#define HANG "duration=100 read=100 slides=3 end=hang"

typedef struct
{
  char *folder;
  char *home; /* of the library */
  LecApplication *application;
  LecWindow *window;
  LecLibraryPage *page;
  void (*test) (gpointer fixture);
  GSettings *settings;
  GString *notified; /* titles of what was sent to a notifier */
} Fixture;

/* --- Finding --- */

typedef struct
{
  GType type;
  const char *name; /* (nullable) */
} WantedWidget;

static inline gboolean
is_wanted_widget (GtkWidget *widget,
                  gconstpointer data)
{
  const WantedWidget *wanted = data;

  return is_mapped_of_type (widget, &wanted->type) &&
         (wanted->name == NULL ||
          g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), wanted->name) == 0);
}

/* Returns: (nullable): the first below @widget of that type, and called so when @name is given */
static inline GtkWidget *
find_widget (GtkWidget *widget,
             GType type,
             const char *name)
{
  const WantedWidget wanted = { type, name };

  return walk_to (widget, is_wanted_widget, &wanted);
}

static inline gboolean
is_labelled (GtkWidget *widget,
             gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

/* Returns: (nullable): the first below @widget that says so */
static inline GtkWidget *
find_labelled (GtkWidget *widget,
               const char *label)
{
  return walk_to (widget, is_labelled, label);
}

static inline LecJobRow *
find_row (Fixture *fixture)
{
  GtkWidget *row = find_widget (GTK_WIDGET (fixture->page), LEC_TYPE_JOB_ROW, NULL);

  return row != NULL && lec_job_row_get_item (LEC_JOB_ROW (row)) != NULL ? LEC_JOB_ROW (row) : NULL;
}

/* It draws its texts itself. */
static inline void
collect_slide_text (LecSlideCell *cell,
                    GString *text)
{
  LecSlideItem *item = lec_slide_cell_get_item (cell);

  if (item != NULL)
    g_string_append_printf (text, "%s\n%s\n", lec_slide_item_get_label (item), lec_slide_item_get_title (item));
}

/* Not of buttons that choose what is shown: "Done 1" is no state of a job. */
static inline void
collect_text (GtkWidget *widget,
              GString *text)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (text, "%s\n", gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  if (LEC_IS_JOB_LINE (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (text, "%s\n", lec_job_line_get_text (LEC_JOB_LINE (widget)));
  if (LEC_IS_SLIDE_CELL (widget) && gtk_widget_get_mapped (widget))
    collect_slide_text (LEC_SLIDE_CELL (widget), text);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!gtk_widget_has_css_class (child, "job-groups"))
      collect_text (child, text);
}

static inline gboolean
says (GtkWidget *widget,
      const char *part)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect_text (widget, text);
  return strstr (text->str, part) != NULL;
}

/* Returns: (nullable) */
static inline GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

/* --- Waiting --- */

static inline void
wait_until_says (GtkWidget *widget,
                 const char *part)
{
  g_test_message ("waiting for “%s”", part);
  while (!says (widget, part))
    g_main_context_iteration (NULL, TRUE);
}

static inline void
wait_for_page (Fixture *fixture,
               const char *name)
{
  g_test_message ("waiting for the page “%s”", name);
  while (g_strcmp0 (lec_library_page_get_shown (fixture->page), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
wait_for_row (Fixture *fixture)
{
  while (find_row (fixture) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static inline gint64
get_id (Fixture *fixture)
{
  return lec_job_item_get_id (lec_job_row_get_item (find_row (fixture)));
}

static inline char *
make_video (Fixture *fixture,
            const char *name,
            const char *script)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, script, -1, NULL));
  return g_filename_to_uri (path, NULL, NULL);
}

static inline void
add (Fixture *fixture,
     const char *name,
     const char *script)
{
  g_autofree char *uri = make_video (fixture, name, script);
  const char *const uris[] = { uri, NULL };

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-uris", "^as", uris));
}

static inline void
click (GtkWidget *within,
       const char *action)
{
  GtkWidget *button = find_widget (within, GTK_TYPE_BUTTON, action);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* A file is dropped on @page. Returns: whether it is taken */
static inline gboolean
drop (GtkWidget *page,
      const char *path)
{
  GtkEventController *target = find_controller (page, GTK_TYPE_DROP_TARGET);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFile *files[] = { file };
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean is_taken = FALSE;

  g_assert_nonnull (target);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, G_N_ELEMENTS (files)));
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &is_taken);
  return is_taken;
}

/* Returns: (transfer full) (nullable) */
static inline GtkShortcut *
find_shortcut (GListModel *shortcuts,
               GtkShortcutTrigger *trigger)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
        return g_steal_pointer (&shortcut);
    }

  return NULL;
}

/* Activates the shortcut of @widget itself for that key, as GTK does. */
static inline void
press_keys (GtkWidget *widget,
            guint key,
            GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr (GtkShortcutTrigger) trigger = gtk_keyval_trigger_new (key, modifiers);
  guint n_pressed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr (GtkShortcut) shortcut = GTK_IS_SHORTCUT_CONTROLLER (controller)
                                           ? find_shortcut (G_LIST_MODEL (controller), trigger)
                                           : NULL;

      if (shortcut == NULL)
        continue;
      gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                    gtk_shortcut_get_arguments (shortcut));
      n_pressed++;
    }
  g_assert_cmpuint (n_pressed, ==, 1);
}

static inline void
press_key (GtkWidget *widget,
           guint key)
{
  press_keys (widget, key, 0);
}

/* All that is to be done now. */
static inline void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* --- Everything has a name, and every picture is there --- */

static inline gboolean
has_text (GtkWidget *widget)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect_text (widget, text);
  return *g_strstrip (text->str) != '\0';
}

/* That it is labelled by its own picture is no name. How toasts are closed is the library's. */
static inline gboolean
is_mute_button (GtkWidget *button)
{
  return gtk_widget_get_mapped (button) && !has_text (button) &&
         !g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (button)), "AdwToastWidget") &&
         !gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static inline void
check_widget (GtkWidget *widget,
              guint *n_wrong)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  gboolean is_mute = GTK_IS_BUTTON (widget) && is_mute_button (widget);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *icon = GTK_IS_IMAGE (widget) ? gtk_image_get_icon_name (GTK_IMAGE (widget)) : NULL;

  if (is_mute)
    {
      g_test_message ("a button without a name: %s in %s", gtk_button_get_icon_name (GTK_BUTTON (widget)),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      ++*n_wrong;
    }
  if (icon != NULL && !gtk_icon_theme_has_icon (theme, icon))
    {
      g_test_message ("no such picture: %s", icon);
      ++*n_wrong;
    }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    check_widget (child, n_wrong);
}

/* --- Running --- */

/* Half a second after the pointer came to a popover GTK 4.8 asks for its surface, which may be gone
 * with the window while something that is still being done keeps the popover. */
static inline void
wait_for_tooltip (void)
{
  while (g_main_context_find_source_by_user_data (NULL, gdk_display_get_default ()) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
activate_cb (GApplication *application,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  /* Once: tests may activate it again. */
  g_signal_handlers_disconnect_by_func (application, activate_cb, user_data);
  fixture->window = LEC_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  fixture->page = LEC_LIBRARY_PAGE (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_LIBRARY_PAGE, NULL));
  fixture->test (fixture);
  wait_for_tooltip ();
  g_application_quit (application);
}

static inline void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *log = NULL;

  fixture->test = data;
  fixture->notified = g_string_new (NULL);
  fixture->settings = g_settings_new (LEC_APPLICATION_ID);
  fixture->folder = g_dir_make_tmp ("lectern-window-XXXXXX", NULL);
  fixture->home = lec_data_folder_dup_home ();
  log = g_build_filename (fixture->home, "..", "stages.log", NULL);
  lec_file_tree_remove (fixture->home);
  g_assert_cmpint (g_mkdir_with_parents (fixture->home, 0700), ==, 0);
  g_assert_true (g_setenv ("STAGE_LOG", log, TRUE));
}

/* They are in memory, for all tests of a program. */
static inline void
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (char **key = keys; *key != NULL; key++)
    g_settings_reset (settings, *key);
}

static inline void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->home);
  g_string_free (fixture->notified, TRUE);
  reset_settings (fixture->settings);
  g_object_unref (fixture->settings);
}

static inline void
run_application (Fixture *fixture,
                 gconstpointer data)
{
  fixture->application = lec_application_new (G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (fixture->application, "activate", G_CALLBACK (activate_cb), fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (fixture->application), 0, NULL), ==, 0);
  g_assert_finalize_object (fixture->application);
}

/* --- The program --- */

typedef struct
{
  const char *path;
  void (*test) (gpointer fixture);
} WindowTest;

typedef void (*WindowRun) (Fixture *fixture, gconstpointer test);

/* All that a program of such tests is, its own task process included. @run: run_application(), or
 * what calls it; @generate: makes the documents. Returns: the exit code */
static inline int
window_tests_run_with (int argc,
                       char *argv[],
                       const WindowTest *tests,
                       gsize n_tests,
                       WindowRun run,
                       LecStageFunc generate)
{
  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages_with (generate);

  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  lec_gstreamer_init (NULL);
  for (gsize i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, Fixture, tests[i].test, set_up, run, tear_down);
  return g_test_run ();
}

static inline int
window_tests_run (int argc,
                  char *argv[],
                  const WindowTest *tests,
                  gsize n_tests,
                  WindowRun run)
{
  return window_tests_run_with (argc, argv, tests, n_tests, run, scripted_generate);
}
