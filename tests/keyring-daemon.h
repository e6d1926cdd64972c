/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A keyring that is open, on the test's own bus and with a folder of its own.
 */
#pragma once

#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "temporary-folder.h"

G_BEGIN_DECLS

#define KEYRING_DAEMON  "gnome-keyring-daemon"
#define KEYRING_SERVICE "org.freedesktop.secrets"

typedef struct
{
  char *home;
  GSubprocess *process;
} KeyringDaemon;

/* Returns: whether there is one, and something that asks it; else the test is skipped */
static inline gboolean
keyring_daemon_is_installed (void)
{
  g_autofree char *found = g_find_program_in_path (KEYRING_DAEMON);

  if (g_getenv ("LECTERN_HAS_KEYRING") == NULL)
    g_test_skip ("built without libsecret");
  else if (found == NULL)
    g_test_skip (KEYRING_DAEMON " is not installed");
  else
    return TRUE;

  return FALSE;
}

static inline void
keyring_daemon_become (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static inline void
keyring_daemon_appeared_cb (GDBusConnection *connection,
                            const char *name,
                            const char *owner,
                            gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* It answers when this returns. */
static inline void
keyring_daemon_start (KeyringDaemon *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  gboolean is_there = FALSE;
  guint watch = 0;

  self->home = g_dir_make_tmp ("lectern-keyring-XXXXXX", NULL);
  g_subprocess_launcher_set_child_setup (launcher, keyring_daemon_become, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->home, TRUE);
  /* Warnings of others are not ours. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  self->process = g_subprocess_launcher_spawn (launcher, &error, KEYRING_DAEMON, "--foreground", "--unlock",
                                               "--components=secrets", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), "pw", 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, KEYRING_SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE,
                            keyring_daemon_appeared_cb, NULL, &is_there, NULL);
  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

/* All of its threads, when this returns. */
static inline void
keyring_daemon_hold (const KeyringDaemon *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (self->process));
  gboolean is_held = FALSE;

  g_subprocess_send_signal (self->process, SIGSTOP);
  while (!is_held)
    {
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      is_held = strstr (text, ") T ") != NULL;
    }
}

static inline void
keyring_daemon_go_on (const KeyringDaemon *self)
{
  g_subprocess_send_signal (self->process, SIGCONT);
}

static inline void
keyring_daemon_end (KeyringDaemon *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  remove_all (self->home);
  g_clear_pointer (&self->home, g_free);
}

G_END_DECLS
