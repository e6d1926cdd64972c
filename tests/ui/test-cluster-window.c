/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in this process, with a real cluster: PostgreSQL, Redis, and a worker program that
 * works on what the window sends. What is sent is a real video; no folder is shared.
 */
#include "cli/cluster-hall.h"
#include "engine/task-main.h"
#include "ui/cluster-page.h"
#include "ui/dashboard-page.h"
#include "ui/job-place.h"
#include "ui/lecture-page.h"
#include "ui/preferences.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

#define QUESTIONS_S 3 /* within which the dashboard asks more than once */

/* Shared by the tests of this program: the servers, and a talk of three slides. */
typedef struct
{
  PostgresServer *postgres;
  RedisServer *redis;
  DeskShop shop;
} Servers;

typedef struct
{
  Fixture window; /* first: it is what its functions are given */
  Servers *servers;
  char *name;          /* of the database */
  char *database;      /* its address */
  char *video;         /* URI */
  GSubprocess *worker; /* (nullable) */
} Place;

typedef struct
{
  const char *path;
  void (*test) (gpointer fixture);
  Servers *servers;
} Case;

/* --- A worker, servers --- */

/* Ends with the test, however that ends. */
static void
become_worker (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* With folders of its own. */
static void
start_far_worker (Place *place)
{
  g_autofree char *folder = g_build_filename (place->window.folder, "far", NULL);
  g_autofree char *log = g_build_filename (place->window.folder, "worker.err", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, become_worker, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "DATABASE_URL", place->database, TRUE);
  g_subprocess_launcher_setenv (launcher, "REDIS_URL", redis_server_get_url (place->servers->redis), TRUE);
  place->worker = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("LECTERN"), "--worker", "--concurrency",
                                               "1", NULL);
  g_assert_no_error (error);
}

/* All of its processes: those that serve somebody are children. */
static void
signal_server (PostgresServer *server,
               int number)
{
  const char *pid = g_subprocess_get_identifier (server->process);
  g_autofree char *path = g_strdup_printf ("/proc/%s/task/%s/children", pid, pid);
  g_autofree char *children = NULL;
  g_auto (GStrv) pids = NULL;

  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  pids = g_strsplit (g_strstrip (children), " ", -1);
  for (char **child = pids; *child != NULL; child++)
    kill ((pid_t) g_ascii_strtoll (*child, NULL, 10), number);
  g_subprocess_send_signal (server->process, number);
}

/* --- The window --- */

static void
send_video (Place *place)
{
  const char *const uris[] = { place->video, NULL };

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (place->window.window), "win.add-uris", "^as", uris));
}

static void
wait_until_not (GtkWidget *widget,
                const char *part)
{
  g_test_message ("waiting for no “%s”", part);
  while (says (widget, part))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
show_dashboard (Place *place)
{
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *page = NULL;

  gtk_widget_activate_action (window, "win.view", "s", "dashboard");
  while ((page = find_widget (window, LEC_TYPE_DASHBOARD_PAGE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return page;
}

static void
show_library (Place *place)
{
  gtk_widget_activate_action (GTK_WIDGET (place->window.window), "win.view", "s", "library");
}

/* Until then videos are worked on here. */
static void
wait_for_cluster (Place *place)
{
  show_dashboard (place);
  wait_until_says (GTK_WIDGET (place->window.window), "No worker takes these tasks");
  show_library (place);
}

/* The dashboard follows: nobody serves the queues, then a worker is there, and a queue is paused
 * until it is resumed; the job is done by the worker, and its lecture comes here when it is
 * opened. */
static void
test_job (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *dashboard = show_dashboard (place);
  g_autofree char *pdf = g_build_filename (place->window.folder, "talk.pdf", NULL);
  GtkWidget *lecture = NULL;
  guint n_wrong = 0;

  wait_until_says (dashboard, "No worker has said that it is there");
  wait_until_says (dashboard, "No worker takes these tasks");
  gtk_widget_activate_action (dashboard, "dashboard.pause-queue", "s", "extraction");
  wait_until_says (dashboard, "Paused");
  start_far_worker (place);
  wait_until_says (dashboard, "Idle, 0 of 1");
  wait_until_says (dashboard, "0 of 1");

  send_video (place);
  wait_until_says (dashboard, "Paused · 1 waiting");
  show_library (place);
  wait_until_says (GTK_WIDGET (place->window.page), "in\u00a0the\u00a0cluster");
  check_widget (window, &n_wrong);
  dashboard = show_dashboard (place);
  gtk_widget_activate_action (dashboard, "dashboard.resume-queue", "s", "extraction");
  show_library (place);
  wait_until_says (GTK_WIDGET (place->window.page), "on\u00a0");
  wait_until_says (GTK_WIDGET (place->window.page), "Done\u00a0· 3\u00a0slides");
  dashboard = show_dashboard (place);
  wait_until_says (dashboard, "3 done · 0 failed");
  check_widget (window, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));

  show_library (place);
  wait_for_row (&place->window);
  gtk_widget_activate_action (window, "win.view-job", "x", get_id (&place->window));
  while ((lecture = find_widget (window, LEC_TYPE_LECTURE_PAGE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (g_strcmp0 (lec_lecture_page_get_shown (LEC_LECTURE_PAGE (lecture)), "slides") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

/* A worker takes no more tasks when it is drained, and some again; one that was killed is no longer
 * online, and forgotten when that is asked for. */
static void
test_orders (gpointer data)
{
  Place *place = data;
  GtkWidget *dashboard = show_dashboard (place);

  start_far_worker (place);
  wait_until_says (dashboard, "Idle, 0 of 1");
  click (dashboard, "dashboard.drain");
  wait_until_says (dashboard, "Draining, 0 of 1");
  click (dashboard, "dashboard.undrain");
  wait_until_says (dashboard, "Idle, 0 of 1");
  g_subprocess_force_exit (place->worker);
  run_on_server (place->servers->postgres, place->name, "UPDATE workers SET heartbeat_at = heartbeat_at - 60000000");
  wait_until_says (dashboard, "Stalled");
  click (dashboard, "dashboard.forget");
  wait_until_says (dashboard, "No worker has said that it is there");
}

/* What is dropped meanwhile is worked on here; all is as before when the server is back. */
static void
test_offline (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  LecJobModel *model = lec_application_get_model (place->window.application);

  wait_for_cluster (place);
  stop_server_process (place->servers->postgres, SIGQUIT);
  wait_until_says (window, "The cluster has not answered since");
  send_video (place);
  wait_until_says (GTK_WIDGET (place->window.page), "Done\u00a0· 3\u00a0slides");
  start_server_process (place->servers->postgres);
  wait_until_not (window, "The cluster has not answered since");

  /* The cluster has it then, too; here it is there once. */
  while (!lec_job_model_is_aside (model, lec_job_place_in_cluster (1)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
}

/* Likewise of one that takes connections and says nothing; what was asked for is done later. */
static void
test_silent (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *page = GTK_WIDGET (place->window.page);

  wait_for_cluster (place);
  send_video (place);
  wait_until_says (page, "in\u00a0the\u00a0cluster");
  signal_server (place->servers->postgres, SIGSTOP);
  wait_until_says (window, "The cluster has not answered since");
  click (page, "job.cancel");
  settle ();
  signal_server (place->servers->postgres, SIGCONT);
  wait_until_not (window, "The cluster has not answered since");
  wait_until_says (page, "Cancelled");
}

/* A video that is on its way to a cluster that is left is worked on here. */
static void
test_left_behind (gpointer data)
{
  Place *place = data;
  GtkWidget *page = GTK_WIDGET (place->window.page);

  wait_for_cluster (place);
  signal_server (place->servers->postgres, SIGSTOP);
  send_video (place);
  settle ();
  g_settings_set_boolean (place->window.settings, "use-cluster", FALSE);
  wait_until_says (page, "Done\u00a0· 3\u00a0slides");
  signal_server (place->servers->postgres, SIGCONT);
}

/* --- Looking at what the cluster has not done, and through what it has --- */

static GtkWidget *
view_job (Place *place)
{
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *lecture = NULL;

  wait_for_row (&place->window);
  gtk_widget_activate_action (window, "win.view-job", "x", get_id (&place->window));
  while ((lecture = find_widget (window, LEC_TYPE_LECTURE_PAGE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return lecture;
}

static void
wait_for_shown (GtkWidget *lecture,
                const char *name)
{
  g_test_message ("waiting for the lecture's page “%s”", name);
  while (g_strcmp0 (lec_lecture_page_get_shown (LEC_LECTURE_PAGE (lecture)), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Where it is, what was found so far, and at last the lecture, without being asked for again. */
static void
test_not_done (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  g_autofree char *pdf = g_build_filename (place->window.folder, "talk.pdf", NULL);
  GtkWidget *lecture = NULL;
  LecSlideGrid *grid = NULL;
  guint n_wrong = 0;

  wait_for_cluster (place);
  send_video (place);
  wait_until_says (GTK_WIDGET (place->window.page), "in\u00a0the\u00a0cluster");
  lecture = view_job (place);
  wait_for_shown (lecture, "waiting");
  wait_until_says (lecture, "This video is in the cluster. Its lecture is fetched when it is done.");
  check_widget (window, &n_wrong);
  gtk_widget_activate_action (window, "win.back", NULL);

  run_on_server (place->servers->postgres, place->name,
                 "INSERT INTO slides (job, number, start, duration, title, fence) VALUES (1, 1, 0, 5, 'Parsing', 0);"
                 "INSERT INTO slide_visits (slide, number, start_time, end_time) SELECT id, 1, 0, 5 FROM slides");
  lecture = view_job (place);
  wait_for_shown (lecture, "slides");
  wait_until_says (lecture, "Parsing");
  wait_until_says (lecture, "This video is in the cluster");
  check_widget (window, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  run_on_server (place->servers->postgres, place->name, "DELETE FROM slides");
  start_far_worker (place);
  while (!g_file_test (pdf, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  wait_until_not (lecture, "This video is in the cluster");
  wait_for_shown (lecture, "slides");
  grid = LEC_SLIDE_GRID (find_widget (lecture, LEC_TYPE_SLIDE_GRID, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (lec_slide_grid_get_slides (grid)), ==, 3);
}

/* What was given up says so; there is no lecture to wait for. */
static void
test_given_up (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *lecture = NULL;

  wait_for_cluster (place);
  send_video (place);
  lecture = view_job (place);
  wait_for_shown (lecture, "waiting");
  gtk_widget_activate_action (window, "win.cancel-job", "x",
                              lec_lecture_page_get_job (LEC_LECTURE_PAGE (lecture)));
  wait_for_shown (lecture, "failed");
  g_assert_true (says (lecture, "The work on this video was cancelled"));
  gtk_widget_activate_action (lecture, "job.retry", NULL);
  wait_for_shown (lecture, "waiting");
  wait_until_says (lecture, "This video is in the cluster");
}

static void
type_query (Place *place,
            const char *query)
{
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *entry = NULL;

  gtk_widget_activate_action (window, "win.find", NULL);
  while ((entry = find_widget (window, GTK_TYPE_SEARCH_ENTRY, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), query);
}

/* By what stands on slides of lectures that are not here; from there to the slide. */
static void
test_search (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *page = GTK_WIDGET (place->window.page);
  GtkWidget *lecture = NULL;

  wait_for_cluster (place);
  start_far_worker (place);
  send_video (place);
  wait_until_says (page, "Done\u00a0· 3\u00a0slides");
  type_query (place, "ribosome");
  wait_until_says (page, "On Slides in the Cluster");
  wait_until_says (page, "talk.mp4 · slide ");
  g_signal_emit_by_name (find_widget (page, GTK_TYPE_LIST_VIEW, NULL), "activate", 1u);
  while ((lecture = find_widget (window, LEC_TYPE_LECTURE_PAGE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_shown (lecture, "slides");

  /* Nothing is left of it when nothing is looked for. */
  gtk_widget_activate_action (window, "win.back", NULL);
  wait_until_says (page, "On Slides in the Cluster");
  type_query (place, "");
  wait_until_not (page, "On Slides");
}

/* --- Preferences --- */

static GtkWidget *
open_page (Place *place)
{
  GtkWidget *preferences = NULL;
  GtkWidget *page = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (place->window.application), "preferences", NULL);
  preferences = find_window (LEC_TYPE_PREFERENCES);
  g_assert_nonnull (preferences);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "cluster");
  while ((page = find_widget (preferences, LEC_TYPE_CLUSTER_PAGE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return page;
}

/* Returns: (nullable): the row whose title begins so */
static GtkWidget *
find_row_titled (GtkWidget *widget,
                 GType type,
                 const char *title)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row_titled (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
type_in (GtkWidget *page,
         const char *title,
         const char *text)
{
  GtkWidget *row = find_row_titled (page, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
apply (GtkWidget *page,
       const char *title)
{
  g_signal_emit_by_name (find_row_titled (page, ADW_TYPE_ENTRY_ROW, title), "apply");
}

/* Tests the connection to @address, and waits until @text is said of it. */
static void
expect (GtkWidget *page,
        const char *address,
        const char *password,
        const char *text)
{
  type_in (page, "Database", address);
  type_in (page, "Password of the Database", password);
  gtk_widget_activate_action (page, "cluster.test", NULL);
  wait_until_says (page, text);
}

/* What only a colour and a shape say. */
static gboolean
is_mute_finding (GtkWidget *widget,
                 gconstpointer data)
{
  return GTK_IS_IMAGE (widget) && gtk_widget_get_mapped (widget) &&
         (gtk_widget_has_css_class (widget, "error") || gtk_widget_has_css_class (widget, "warning") ||
          gtk_widget_has_css_class (widget, "success")) &&
         !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* Each says what is wrong and what to do; nothing is kept of what was only tried. */
static void
test_connection (gpointer data)
{
  Place *place = data;
  GtkWidget *page = open_page (place);
  g_autofree char *far = g_strdup_printf ("postgresql://ada@127.0.0.1:%u/%s", place->servers->postgres->port,
                                          place->name);
  g_autofree char *nobody = g_strdup_printf ("postgresql://ada@127.0.0.1:%u/x", find_free_port ());
  g_autofree char *kept = NULL;
  guint n_wrong = 0;

  run_on_server (place->servers->postgres, place->name, "CREATE ROLE ada SUPERUSER LOGIN PASSWORD 'sesame'");
  type_in (page, "Redis", "redis://127.0.0.1:1/0");
  expect (page, far, "guess", "see to the name of the user");
  g_assert_true (says (page, "refuses"));
  g_assert_true (says (page, "until then workers ask once a second"));
  g_assert_null (walk_to (page, is_mute_finding, NULL));
  expect (page, nobody, "", "see to the address, and whether the server runs");
  expect (page, "nonsense", "", "it begins with postgresql://");
  type_in (page, "Redis", redis_server_get_url (place->servers->redis));
  expect (page, far, "sesame", "answers in ");
  wait_until_says (page, "of version ");
  wait_until_says (page, "no worker is online");
  g_assert_false (says (page, "sesame"));
  check_widget (page, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  kept = g_settings_get_string (place->window.settings, "cluster-database");
  g_assert_cmpstr (kept, ==, place->database);
}

/* A password that was pasted with the address is not in the settings; with no keyring on this bus
 * that is said, and it works as long as the program runs. */
static void
test_password (gpointer data)
{
  Place *place = data;
  GtkWidget *page = open_page (place);
  g_autofree char *address = g_strdup_printf ("postgresql://bob@127.0.0.1:%u/%s", place->servers->postgres->port,
                                              place->name);
  g_autofree char *whole = g_strdup_printf ("postgresql://bob:se%%3Asame@127.0.0.1:%u/%s",
                                            place->servers->postgres->port, place->name);
  g_autofree char *other = g_strdup_printf ("postgresql://eve:guess@127.0.0.1:%u/%s", place->servers->postgres->port,
                                            place->name);
  g_autofree char *kept = NULL;

  run_on_server (place->servers->postgres, place->name, "CREATE ROLE bob SUPERUSER LOGIN PASSWORD 'se:same'");
  wait_until_says (page, "Connected");
  type_in (page, "Database", whole);
  apply (page, "Database");
  kept = g_settings_get_string (place->window.settings, "cluster-database");
  g_assert_cmpstr (kept, ==, address);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row_titled (page, ADW_TYPE_ENTRY_ROW, "Database"))), ==,
                   address);
  wait_until_says (page, "Passwords are kept until Lectern ends");
  wait_until_says (page, "Connected");

  /* Each address has its own. */
  type_in (page, "Database", other);
  apply (page, "Database");
  wait_until_says (page, "not answered");
  type_in (page, "Database", address);
  apply (page, "Database");
  wait_until_says (page, "Connected");
  g_assert_cmpstr (
    gtk_editable_get_text (GTK_EDITABLE (find_row_titled (page, ADW_TYPE_ENTRY_ROW, "Password of the Database"))), ==,
    "se:same");
}

/* What is set elsewhere is shown with where, without its password, and cannot be typed. */
static void
test_fixed (gpointer data)
{
  Place *place = data;
  GtkWidget *page = open_page (place);

  wait_until_says (page, "set by DATABASE_URL");
  g_assert_true (says (page, "postgresql://ada:***@"));
  g_assert_false (says (page, "sesame"));
  g_assert_null (find_row_titled (page, ADW_TYPE_ENTRY_ROW, "Database"));
  g_assert_null (find_row_titled (page, ADW_TYPE_ENTRY_ROW, "Password of the Database"));
  g_assert_nonnull (find_row_titled (page, ADW_TYPE_ENTRY_ROW, "Redis"));
}

/* Whoever tries again keeps what is in the list. */
static void
test_reconnect (gpointer data)
{
  Place *place = data;
  GtkWidget *window = GTK_WIDGET (place->window.window);
  GtkWidget *page = GTK_WIDGET (place->window.page);
  g_autoptr (LecJobItem) item = NULL;

  wait_for_cluster (place);
  send_video (place);
  wait_until_says (page, "in\u00a0the\u00a0cluster");
  item = g_object_ref (lec_job_row_get_item (find_row (&place->window)));
  signal_server (place->servers->postgres, SIGSTOP);
  wait_until_says (window, "The cluster has not answered since");
  gtk_widget_activate_action (window, "win.reconnect", NULL);
  signal_server (place->servers->postgres, SIGCONT);
  wait_until_not (window, "The cluster has not answered since");
  wait_until_says (open_page (place), "Connected");
  g_assert_true (lec_job_row_get_item (find_row (&place->window)) == item);
}

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What a silent cluster was asked stays without an answer, and keeps nobody from looking at this
 * machine once it is switched off. */
static void
test_switch_silent (gpointer data)
{
  Place *place = data;
  GtkWidget *dashboard = show_dashboard (place);
  gboolean is_over = FALSE;

  wait_until_says (dashboard, "No worker takes these tasks");
  signal_server (place->servers->postgres, SIGSTOP);
  g_timeout_add_seconds (QUESTIONS_S, over_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_settings_set_boolean (place->window.settings, "use-cluster", FALSE);
  wait_until_says (dashboard, "Nobody has worked in the last day.");
  signal_server (place->servers->postgres, SIGCONT);
}

/* Switched off, its jobs go; switched on, they are there again. */
static void
test_switch (gpointer data)
{
  Place *place = data;
  GtkWidget *page = GTK_WIDGET (place->window.page);

  wait_for_cluster (place);
  send_video (place);
  wait_until_says (page, "in\u00a0the\u00a0cluster");
  g_settings_set_boolean (place->window.settings, "use-cluster", FALSE);
  wait_for_page (&place->window, "empty");
  g_settings_set_boolean (place->window.settings, "use-cluster", TRUE);
  wait_until_says (page, "in\u00a0the\u00a0cluster");
}

/* --- Running --- */

static void
set_up_place (Place *place,
              gconstpointer data)
{
  const Case *chosen = data;
  g_autofree char *path = NULL;
  g_autofree char *command = NULL;
  Desk desk = { .folder = chosen->servers->shop.folder };

  set_up (&place->window, chosen->test);
  place->servers = chosen->servers;
  place->name = postgres_server_make_database (place->servers->postgres);
  place->database = make_server_url (place->servers->postgres, place->name);
  command = g_strdup_printf ("[ -f talk.mp4 ] || { %s; }; cp talk.mp4 '%s'", DESK_TALK, place->window.folder);
  desk_shell (&desk, command);
  g_free (desk.out);
  g_free (desk.err);
  path = g_build_filename (place->window.folder, "talk.mp4", NULL);
  place->video = g_filename_to_uri (path, NULL, NULL);
  g_settings_set_string (place->window.settings, "cluster-database", place->database);
  g_settings_set_string (place->window.settings, "cluster-redis", redis_server_get_url (place->servers->redis));
  g_settings_set_boolean (place->window.settings, "use-cluster", TRUE);
}

static void
tear_down_place (Place *place,
                 gconstpointer data)
{
  if (place->worker != NULL)
    kill_worker (place->worker);
  tear_down (&place->window, NULL);
  g_unsetenv ("DATABASE_URL");
  g_free (place->name);
  g_free (place->database);
  g_free (place->video);
}

static void
set_up_fixed (Place *place,
              gconstpointer data)
{
  set_up_place (place, data);
  g_setenv ("DATABASE_URL", "postgresql://ada:sesame@127.0.0.1:1/lectern", TRUE);
}

static void
run_place (Place *place,
           gconstpointer data)
{
  run_application (&place->window, NULL);
}

static void
add_case (Case *added,
          Servers *servers)
{
  void (*begin) (Place * place, gconstpointer data) = added->test == test_fixed ? set_up_fixed : set_up_place;

  added->servers = servers;
  if (servers->postgres != NULL)
    g_test_add (added->path, Place, added, begin, run_place, tear_down_place);
  else
    g_test_add_func (added->path, test_no_servers);
}

int
main (int argc,
      char *argv[])
{
  static Case cases[] = {
    { "/cluster-window/job", test_job, NULL },
    { "/cluster-window/not-done", test_not_done, NULL },
    { "/cluster-window/given-up", test_given_up, NULL },
    { "/cluster-window/search", test_search, NULL },
    { "/cluster-window/orders", test_orders, NULL },
    { "/cluster-window/offline", test_offline, NULL },
    { "/cluster-window/silent", test_silent, NULL },
    { "/cluster-window/switch", test_switch, NULL },
    { "/cluster-window/switch-silent", test_switch_silent, NULL },
    { "/cluster-window/reconnect", test_reconnect, NULL },
    { "/cluster-window/left-behind", test_left_behind, NULL },
    { "/cluster-window/connection", test_connection, NULL },
    { "/cluster-window/password", test_password, NULL },
    { "/cluster-window/fixed", test_fixed, NULL },
  };
  Servers servers = { .shop = { .make = DESK_TALK } };
  /* Never freed: that would wait for connections that libraries keep. */
  static GTestDBus *bus = NULL;
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  int status = 0;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return lec_task_main ();

  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* Nobody has a keyring on it. It takes the screen away from who starts it. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DISPLAY", display, TRUE);
  servers.redis = HAS_REDIS && redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  servers.postgres = servers.redis != NULL ? postgres_server_start () : NULL;
  servers.shop.folder = g_dir_make_tmp ("lectern-shop-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add_case (&cases[i], &servers);
  status = g_test_run ();

  desk_shop_close (&servers.shop);
  postgres_server_stop (servers.postgres);
  g_clear_pointer (&servers.redis, redis_server_free);
  g_test_dbus_stop (bus);
  return status;
}
