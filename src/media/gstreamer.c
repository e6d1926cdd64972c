/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gst_init_check() with an error of this program's domain.
 */
#include "media/gstreamer.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>

#include "base/error.h"

void
lec_gstreamer_start_no_programs (void)
{
  if (!gst_is_initialized ())
    gst_registry_fork_set_enabled (FALSE);
}

gboolean
lec_gstreamer_init (GError **error)
{
  g_autoptr (GError) cause = NULL;

  /* Or while it looks for plug-ins it takes crashes for theirs, and ends with a text of its own. */
  if (!gst_is_initialized ())
    gst_segtrap_set_enabled (FALSE);
  if (gst_init_check (NULL, NULL, &cause))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("GStreamer does not start: %s"),
               cause != NULL ? cause->message : "?");
  return FALSE;
}
