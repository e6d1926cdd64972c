/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords with a real keyring on a bus of the test's own, and without one.
 */
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "engine/file-tree.h"
#include "ui/keyring.h"

#define DAEMON  "gnome-keyring-daemon"
#define SERVICE "org.freedesktop.secrets"
#define ADDRESS "postgresql://ada@lab/lectern"

typedef struct
{
  char *password; /* (nullable): what was found */
  gboolean is_over;
} Answer;

static void
stored_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  lec_keyring_store_finish (LEC_KEYRING (source), result);
  *(gboolean *) user_data = TRUE;
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Answer *answer = user_data;

  answer->password = lec_keyring_lookup_finish (LEC_KEYRING (source), result);
  answer->is_over = TRUE;
}

static void
store (LecKeyring *keyring,
       const char *password)
{
  gboolean is_over = FALSE;

  lec_keyring_store_async (keyring, ADDRESS, password, stored_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* @password: (nullable) */
static void
assert_finds (LecKeyring *keyring,
              const char *password)
{
  Answer answer = { NULL };

  lec_keyring_lookup_async (keyring, ADDRESS, NULL, found_cb, &answer);
  while (!answer.is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (answer.password, ==, password);
  g_free (answer.password);
}

/* Known as long as the program runs, and said to be. */
static void
test_none (void)
{
  g_autoptr (LecKeyring) keyring = lec_keyring_new ();
  g_autoptr (LecKeyring) later = lec_keyring_new ();

  store (keyring, "sesame");
  g_assert_nonnull (lec_keyring_get_failure (keyring));
  assert_finds (keyring, "sesame");
  assert_finds (later, NULL);
  g_assert_nonnull (lec_keyring_get_failure (later));
}

static void
become_daemon (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Returns: (transfer full): a keyring that is open */
static GSubprocess *
start_daemon (const char *home)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon = NULL;

  g_subprocess_launcher_set_child_setup (launcher, become_daemon, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", home, TRUE);
  /* Warnings of others are not ours. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error, DAEMON, "--foreground", "--unlock", "--components=secrets",
                                        NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), "pw", 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, NULL);
  return daemon;
}

/* All of its threads, when this returns. */
static void
stop_daemon (GSubprocess *daemon)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (daemon));
  gboolean is_stopped = FALSE;

  g_subprocess_send_signal (daemon, SIGSTOP);
  while (!is_stopped)
    {
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      is_stopped = strstr (text, ") T ") != NULL;
    }
}

static void
appeared_cb (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
wait_for_daemon (void)
{
  gboolean is_there = FALSE;
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, NULL,
                                  &is_there, NULL);

  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

/* Kept beyond the program, until it is taken away. */
static void
test_kept (void)
{
  g_autofree char *found = g_find_program_in_path (DAEMON);
  g_autofree char *home = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (LecKeyring) keyring = lec_keyring_new ();
  g_autoptr (LecKeyring) later = lec_keyring_new ();
  g_autoptr (LecKeyring) last = lec_keyring_new ();

  if (found == NULL)
    {
      g_test_skip (DAEMON " is not installed");
      return;
    }

  home = g_dir_make_tmp ("lectern-keyring-XXXXXX", NULL);
  daemon = start_daemon (home);
  wait_for_daemon ();
  store (keyring, "sesame");
  g_assert_cmpstr (lec_keyring_get_failure (keyring), ==, NULL);
  assert_finds (later, "sesame");
  store (later, NULL);
  assert_finds (later, NULL);
  assert_finds (last, NULL);

  g_subprocess_force_exit (daemon);
  g_subprocess_wait (daemon, NULL, NULL);
  lec_file_tree_remove (home);
}

static void
found_late_cb (LecKeyring *keyring,
               gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* One that is stopped keeps nobody waiting, and is heard when it goes on. */
static void
test_silent (void)
{
  g_autofree char *found = g_find_program_in_path (DAEMON);
  g_autofree char *home = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (LecKeyring) before = lec_keyring_new ();
  g_autoptr (LecKeyring) keyring = lec_keyring_new ();
  gboolean is_late = FALSE;

  if (found == NULL)
    {
      g_test_skip (DAEMON " is not installed");
      return;
    }

  home = g_dir_make_tmp ("lectern-keyring-XXXXXX", NULL);
  daemon = start_daemon (home);
  wait_for_daemon ();
  /* What was begun with the one before is of no use with this one: that is found once. */
  do
    store (before, "sesame");
  while (lec_keyring_get_failure (before) != NULL);
  lec_keyring_set_patience (keyring, 300);
  g_signal_connect (keyring, "found-late", G_CALLBACK (found_late_cb), &is_late);
  stop_daemon (daemon);
  assert_finds (keyring, NULL);
  g_assert_nonnull (strstr (lec_keyring_get_failure (keyring), "has not answered"));
  /* From now on at once. */
  lec_keyring_set_patience (keyring, G_MAXINT);
  assert_finds (keyring, NULL);
  g_assert_false (is_late);
  g_subprocess_send_signal (daemon, SIGCONT);
  while (!is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (lec_keyring_get_failure (keyring), ==, NULL);
  assert_finds (keyring, "sesame");

  lec_keyring_set_patience (keyring, 300);
  stop_daemon (daemon);
  store (keyring, "open");
  g_assert_nonnull (strstr (lec_keyring_get_failure (keyring), "has not answered"));
  assert_finds (keyring, "open");
  g_subprocess_send_signal (daemon, SIGCONT);
  while (lec_keyring_get_failure (keyring) != NULL)
    g_main_context_iteration (NULL, TRUE);

  g_subprocess_force_exit (daemon);
  g_subprocess_wait (daemon, NULL, NULL);
  lec_file_tree_remove (home);
}

int
main (int argc,
      char *argv[])
{
  /* Never freed: that would wait for connections that libraries keep. */
  static GTestDBus *bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/keyring/none", test_none);
  g_test_add_func ("/keyring/kept", test_kept);
  g_test_add_func ("/keyring/silent", test_silent);
  status = g_test_run ();

  g_test_dbus_stop (bus);
  return status;
}
