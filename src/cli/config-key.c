/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key is typed, and not shown while it is, or comes through standard input:
 * what is on a command line all users of a machine see, and the shell keeps it.
 */
#include "cli/config-key.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/service-key.h"
#include "engine/service-settings.h"

#define SET    "set-key"
#define FORGET "forget-key"

static const char *
get_address (const LecServiceSettings *settings,
             const char *service)
{
  return g_str_equal (service, "speech") ? settings->speech_address : settings->model_address;
}

/* Returns: whether the terminal shows what is typed no longer; it is in @before how it was */
static gboolean
hide_typing (struct termios *before)
{
  struct termios hidden;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;

  hidden = *before;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

/* Until something can be read. Returns: %FALSE when cancelled */
static gboolean
wait_for_input (GCancellable *cancellable,
                GError **error)
{
  GPollFD fds[2] = { { .fd = STDIN_FILENO, .events = G_IO_IN | G_IO_HUP } };
  gboolean has_cancel = g_cancellable_make_pollfd (cancellable, &fds[1]);

  while (g_poll (fds, has_cancel ? 2 : 1, -1) < 0 && errno == EINTR)
    ;
  if (has_cancel)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Byte for byte: what follows the line is somebody else's. @key: (array length=size) */
static gboolean
read_line (char *key,
           gsize size,
           GCancellable *cancellable,
           GError **error)
{
  gsize length = 0;
  gssize n_read = 1;

  while (length + 1 < size && n_read > 0)
    {
      if (!wait_for_input (cancellable, error))
        return FALSE;
      n_read = read (STDIN_FILENO, &key[length], 1);
      if (n_read > 0 && key[length] == '\n')
        break;
      length += n_read > 0 ? 1 : 0;
    }

  key[length] = '\0';
  return TRUE;
}

static gboolean
read_key (const char *address,
          char *key,
          gsize size,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *shown = lec_terminal_escape (address);
  struct termios before;
  gboolean is_hidden = hide_typing (&before);
  gboolean is_read = FALSE;

  if (is_hidden)
    {
      /* Translators: %s is the address of a service; the key that is typed then is not shown */
      fprintf (stderr, _ ("Key for %s (it is not shown): "), shown);
      fflush (stderr);
    }
  is_read = read_line (key, size, cancellable, error);
  if (is_hidden)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      fputc ('\n', stderr);
    }
  if (is_read)
    g_strstrip (key);

  return is_read;
}

static gboolean
set (const char *address,
     GCancellable *cancellable,
     GError **error)
{
  /* One more than may be: too long is seen. */
  char key[LEC_SERVICE_KEY_MAX_BYTES + 3] = "";
  gboolean is_kept = read_key (address, key, sizeof key, cancellable, error) &&
                     lec_service_key_keep (address, key, LEC_SERVICE_KEY_PATIENCE_MS, cancellable, error);

  explicit_bzero (key, sizeof key);
  return is_kept;
}

gboolean
lec_config_key_is_meant (const char *const *words,
                         gsize n_words)
{
  g_return_val_if_fail (words != NULL, FALSE);

  return n_words == 2 && (g_str_equal (words[0], SET) || g_str_equal (words[0], FORGET)) &&
         (g_str_equal (words[1], "speech") || g_str_equal (words[1], "language-model"));
}

int
lec_config_key_run (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  g_autoptr (LecServiceSettings) settings = lec_service_settings_load (&error);
  GCancellable *cancellable = lec_interrupt_get_cancellable (interrupt);
  const char *address = settings != NULL ? get_address (settings, words[1]) : NULL;
  gboolean is_done = FALSE;

  if (settings != NULL && address == NULL)
    g_set_error (&error, LEC_ERROR, LEC_ERROR_USAGE,
                 /* Translators: %s is a group of the file */
                 _ ("a key belongs to the address of its service: set service= in lectern.conf under [%s] first"),
                 words[1]);
  else if (address != NULL)
    is_done = g_str_equal (words[0], SET)
                ? set (address, cancellable, &error)
                : lec_service_key_keep (address, NULL, LEC_SERVICE_KEY_PATIENCE_MS, cancellable, &error);

  return is_done ? 0 : lec_report_failure (NULL, error);
}
