/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told when jobs have ended, here and in the cluster: to a notifier on the bus of the test.
 */
#include <string.h>

#include "engine/file-tree.h"
#include "made-jobs.h"
#include "ui/application.h"
#include "ui/job-place.h"
#include "ui/work-watch.h"

#define SERVICE "org.freedesktop.Notifications"
#define PATH    "/org/freedesktop/Notifications"

typedef struct
{
  char *folder;
  GtkApplication *application;
  LecJobModel *model;
  LecQueueThread *queue;
  GSettings *settings;
  LecWorkWatch *watch;
  GDBusConnection *bus; /* the notifier's */
  guint name;
  GString *notified; /* titles */
  guint n_ended;
} Fixture;

static const char XML[] = "<node><interface name='" SERVICE "'>"
                          "<method name='GetServerInformation'><arg type='s' direction='out'/>"
                          "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
                          "<arg type='s' direction='out'/></method>"
                          "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
                          "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                          "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
                          "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
                          "<arg type='u' direction='out'/></method></interface></node>";

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  GString *notified = user_data;
  const char *title = NULL;

  if (g_str_equal (method, "GetServerInformation"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "test", "test", "1", "1.2"));
      return;
    }

  g_variant_get_child (parameters, 3, "&s", &title);
  g_string_append_printf (notified, "%s\n", title);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
}

static void
acquired_cb (GDBusConnection *bus,
             const char *name,
             gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
start_notifier (Fixture *fixture)
{
  static const GDBusInterfaceVTable table = { called_cb, NULL, NULL, { 0 } };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (XML, NULL);
  gboolean is_there = FALSE;

  fixture->bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
    NULL, NULL);
  g_dbus_connection_register_object (fixture->bus, PATH, node->interfaces[0], &table, fixture->notified, NULL, NULL);
  fixture->name = g_bus_own_name_on_connection (fixture->bus, SERVICE, G_BUS_NAME_OWNER_FLAGS_NONE, acquired_cb, NULL,
                                                &is_there, NULL);
  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
}

static void
ended_cb (Fixture *fixture)
{
  fixture->n_ended++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->notified = g_string_new (NULL);
  fixture->folder = g_dir_make_tmp ("lectern-watch-XXXXXX", NULL);
  fixture->settings = g_settings_new (LEC_APPLICATION_ID);
  fixture->model = lec_job_model_new ();
  fixture->queue = lec_queue_thread_new (fixture->folder);
  fixture->application = g_object_ref ((gpointer) data);
  fixture->watch = lec_work_watch_new (fixture->application, fixture->model, fixture->queue, fixture->settings);
  g_signal_connect_swapped (fixture->watch, "ended", G_CALLBACK (ended_cb), fixture);
  start_notifier (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->watch);
  lec_queue_thread_stop (fixture->queue);
  g_object_unref (fixture->queue);
  g_object_unref (fixture->model);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->application);
  g_bus_unown_name (fixture->name);
  g_object_unref (fixture->bus);
  g_string_free (fixture->notified, TRUE);
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
}

/* As the application passes them on. Takes @news. */
static void
hear (Fixture *fixture,
      LecJobsNews *news)
{
  lec_work_watch_see (fixture->watch, news);
  lec_job_model_apply (fixture->model, news, 1);
  lec_jobs_news_free (news);
}

static LecJobsNews *
make_far_news (gint64 first,
               gint64 last,
               LecJobStatus status)
{
  LecJobsNews *news = make_news (first, last, status);

  news->is_cluster = TRUE;
  for (guint i = 0; i < news->jobs->len; i++)
    {
      LecJob *job = g_ptr_array_index (news->jobs, i);

      job->id = lec_job_place_in_cluster (job->id);
    }
  return news;
}

static LecJobsNews *
make_nothing_left (void)
{
  LecJobsNews *news = lec_jobs_news_new ();

  news->is_all = news->is_cluster = TRUE;
  return news;
}

/* Until there are as many as that, and what else was sent by then. */
static void
assert_notified (Fixture *fixture,
                 const char *titles)
{
  while (fixture->notified->len < strlen (titles))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->notified->str, ==, titles);
}

/* The cluster has much to do: what was begun here has ended all the same, and that is told once. */
static void
test_here (Fixture *fixture,
           gconstpointer data)
{
  hear (fixture, make_far_news (1, 5, LEC_JOB_PROCESSING));
  hear (fixture, make_news (1, 2, LEC_JOB_PROCESSING));
  hear (fixture, make_far_news (1, 1, LEC_JOB_COMPLETED));
  hear (fixture, make_news (1, 1, LEC_JOB_COMPLETED));
  g_assert_cmpuint (fixture->n_ended, ==, 0);
  hear (fixture, make_news (2, 2, LEC_JOB_COMPLETED));
  g_assert_cmpuint (fixture->n_ended, ==, 1);
  assert_notified (fixture, "The slides of 2 videos are ready\n");
}

/* Of them it is told when the last one has ended, too; whoever waits for work here does not wait
 * for them. */
static void
test_cluster (Fixture *fixture,
              gconstpointer data)
{
  hear (fixture, make_far_news (1, 3, LEC_JOB_QUEUED));
  hear (fixture, make_news (1, 1, LEC_JOB_PROCESSING));
  hear (fixture, make_far_news (1, 2, LEC_JOB_COMPLETED));
  hear (fixture, make_far_news (3, 3, LEC_JOB_FAILED));
  assert_notified (fixture, "The slides of 2 videos are ready\n");
  g_assert_cmpuint (fixture->n_ended, ==, 0);
  hear (fixture, make_news (1, 1, LEC_JOB_COMPLETED));
  g_assert_cmpuint (fixture->n_ended, ==, 1);
  assert_notified (fixture, "The slides of 2 videos are ready\nThe slides of 1 video are ready\n");
}

/* Jobs that are no longer seen have not ended. */
static void
test_left (Fixture *fixture,
           gconstpointer data)
{
  hear (fixture, make_far_news (1, 2, LEC_JOB_PROCESSING));
  hear (fixture, make_far_news (1, 1, LEC_JOB_COMPLETED));
  hear (fixture, make_nothing_left ());
  g_assert_cmpuint (fixture->n_ended, ==, 0);
  hear (fixture, make_far_news (1, 2, LEC_JOB_COMPLETED));
  hear (fixture, make_news (1, 1, LEC_JOB_PROCESSING));
  hear (fixture, make_news (1, 1, LEC_JOB_FAILED));
  assert_notified (fixture, "1 video failed\n");
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  application = gtk_application_new (LEC_APPLICATION_ID, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/work-watch/here", Fixture, application, set_up, test_here, tear_down);
  g_test_add ("/work-watch/cluster", Fixture, application, set_up, test_cluster, tear_down);
  g_test_add ("/work-watch/left", Fixture, application, set_up, test_left, tear_down);
  return g_test_run ();
}
