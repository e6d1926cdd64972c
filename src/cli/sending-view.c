/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where it goes is said before the first byte does, also where no terminal is:
 * a video may be nobody else's business.
 */
#include "cli/sending-view.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/report.h"
#include "cli/terminal-text.h"

#define INTERVAL_US (200 * 1000)
#define CLEAR_LINE  "\r\033[K"

static void
announce (const LecJobsSending *sending)
{
  g_autofree char *name = g_filename_display_basename (sending->video);
  g_autofree char *size = g_format_size ((guint64) sending->size_bytes);

  if (sending->place == NULL)
    /* Translators: of a video; a size such as 1.2 GB */
    lec_report_note (name, _ ("is sent: %s to the database server"), size);
  else
    /* Translators: of a video; a size such as 1.2 GB, and a machine or a folder */
    lec_report_note (name, _ ("is sent: %s to %s"), size, sending->place);
}

void
lec_sending_view_show_cb (const LecJobsSending *sending,
                          gpointer user_data)
{
  LecSendingView *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *name = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *line = NULL;
  g_autofree char *fitting = NULL;

  if (sending->fraction <= 0 && !self->has_line)
    {
      announce (sending);
      return;
    }
  if (!isatty (self->fd) || now_us < self->shown_us + INTERVAL_US)
    return;

  self->shown_us = now_us;
  self->has_line = TRUE;
  name = g_filename_display_basename (sending->video);
  escaped = lec_terminal_escape (name);
  /* Translators: a video that is being sent, and how far that is */
  line = g_strdup_printf (_ ("%s: sending, %d %%"), escaped, (int) (sending->fraction * 100));
  fitting = lec_terminal_shorten (line, lec_terminal_get_columns (self->fd) - 1);
  dprintf (self->fd, CLEAR_LINE "%s", fitting);
}

void
lec_sending_view_clear (LecSendingView *self)
{
  if (self->has_line)
    dprintf (self->fd, CLEAR_LINE);
  self->has_line = FALSE;
}
