/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the service manager is told, read from a socket of the test's own.
 */
#include <glib/gstdio.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "worker/service-notify.h"

#define SECOND G_USEC_PER_SEC

typedef struct
{
  int fd;
  char *folder;
  char *name; /* as in NOTIFY_SOCKET */
  char **environment;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  gboolean is_abstract = data != NULL;

  fixture->folder = g_dir_make_tmp ("lectern-notify-XXXXXX", NULL);
  fixture->name = g_strconcat (is_abstract ? "@" : "", fixture->folder, "/s", NULL);
  g_strlcpy (address.sun_path, fixture->name, sizeof address.sun_path);
  if (is_abstract)
    address.sun_path[0] = '\0';
  fixture->fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  g_assert_cmpint (bind (fixture->fd, (struct sockaddr *) &address,
                         (socklen_t) (offsetof (struct sockaddr_un, sun_path) + strlen (fixture->name))),
                   ==, 0);
  fixture->environment = g_environ_setenv (NULL, "NOTIFY_SOCKET", fixture->name, TRUE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  close (fixture->fd);
  if (data == NULL)
    g_unlink (fixture->name);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->name);
  g_strfreev (fixture->environment);
}

static void
set_variable (Fixture *fixture,
              const char *name,
              const char *value)
{
  fixture->environment = g_environ_setenv (fixture->environment, name, value, TRUE);
}

static LecServiceNotify *
make (Fixture *fixture)
{
  return lec_service_notify_new ((const char *const *) fixture->environment);
}

/* @message: (nullable): NULL when nothing is to be there */
static void
assert_told (Fixture *fixture,
             const char *message)
{
  char buffer[256] = { 0 };
  gssize length = recv (fixture->fd, buffer, sizeof buffer - 1, 0);

  g_assert_cmpint (length, ==, message != NULL ? (gssize) strlen (message) : -1);
  g_assert_cmpstr (buffer, ==, message != NULL ? message : "");
}

static void
test_life (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecServiceNotify) notify = make (fixture);

  g_assert_true (lec_service_notify_is_on (notify));
  lec_service_notify_tell_ready (notify);
  assert_told (fixture, "READY=1");
  lec_service_notify_tell_status (notify, "2 tasks");
  assert_told (fixture, "STATUS=2 tasks");
  lec_service_notify_tell_status (notify, "2 tasks");
  assert_told (fixture, NULL);
  lec_service_notify_tell_status (notify, "idle\nREADY=1");
  assert_told (fixture, "STATUS=idle READY=1");
  lec_service_notify_tell_stopping (notify);
  assert_told (fixture, "STOPPING=1");
}

static void
feed (LecServiceNotify *notify,
      double now_s)
{
  lec_service_notify_feed_watchdog (notify, (gint64) (now_s * SECOND));
}

static void
test_watchdog (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  g_autoptr (LecServiceNotify) notify = NULL;

  set_variable (fixture, "WATCHDOG_USEC", "10000000");
  set_variable (fixture, "WATCHDOG_PID", pid);
  notify = make (fixture);
  feed (notify, 0);
  assert_told (fixture, "WATCHDOG=1");
  feed (notify, 4.9);
  assert_told (fixture, NULL);
  feed (notify, 5);
  assert_told (fixture, "WATCHDOG=1");
  feed (notify, 9.9);
  assert_told (fixture, NULL);
  feed (notify, 10.1);
  assert_told (fixture, "WATCHDOG=1");
}

/* Another process is watched, or none, or it cannot be told how often. */
static void
test_no_watchdog (Fixture *fixture,
                  gconstpointer data)
{
  static const char *const settings[][2] = {
    { "10000000", "1" },
    { "10000000", "me" },
    { "", "" },
    { "0", "" },
    { "-1", "" },
    { "10 s", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (LecServiceNotify) notify = NULL;

      set_variable (fixture, "WATCHDOG_USEC", settings[i][0]);
      if (*settings[i][1] != '\0')
        set_variable (fixture, "WATCHDOG_PID", settings[i][1]);
      else
        fixture->environment = g_environ_unsetenv (fixture->environment, "WATCHDOG_PID");
      notify = make (fixture);
      feed (notify, 100);
      assert_told (fixture, NULL);
    }
}

/* Nobody listens, or the name is none. */
static void
test_off (void)
{
  static const char *const names[] = { "", "/", "@", "relative", "vsock:2:1" };
  g_autofree char *long_name = g_strnfill (200, '/');

  for (guint i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      const char *name = i < G_N_ELEMENTS (names) ? names[i] : long_name;
      g_auto (GStrv) environment = g_environ_setenv (NULL, "NOTIFY_SOCKET", name, TRUE);
      g_autoptr (LecServiceNotify) notify = lec_service_notify_new ((const char *const *) environment);

      g_assert_false (lec_service_notify_is_on (notify));
      lec_service_notify_tell_ready (notify);
      lec_service_notify_feed_watchdog (notify, SECOND);
    }
}

/* The manager has gone: nothing comes of it. */
static void
test_gone (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecServiceNotify) notify = make (fixture);

  g_unlink (fixture->name);
  lec_service_notify_tell_ready (notify);
  assert_told (fixture, NULL);
}

static void
test_hidden (void)
{
  g_setenv ("NOTIFY_SOCKET", "/a", TRUE);
  g_setenv ("WATCHDOG_USEC", "1", TRUE);
  g_setenv ("WATCHDOG_PID", "1", TRUE);
  lec_service_notify_hide_from_children ();
  g_assert_null (g_getenv ("NOTIFY_SOCKET"));
  g_assert_null (g_getenv ("WATCHDOG_USEC"));
  g_assert_null (g_getenv ("WATCHDOG_PID"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/service-notify/life", Fixture, NULL, set_up, test_life, tear_down);
  g_test_add ("/service-notify/abstract", Fixture, "abstract", set_up, test_life, tear_down);
  g_test_add ("/service-notify/watchdog", Fixture, NULL, set_up, test_watchdog, tear_down);
  g_test_add ("/service-notify/no-watchdog", Fixture, NULL, set_up, test_no_watchdog, tear_down);
  g_test_add_func ("/service-notify/off", test_off);
  g_test_add ("/service-notify/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add_func ("/service-notify/hidden", test_hidden);
  return g_test_run ();
}
