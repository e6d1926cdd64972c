/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting GStreamer, for those who must say when that happens: it may start a
 * program that looks at new plug-ins, which a sandbox forbids later.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where none can be started; before lec_gstreamer_init(). New plug-ins are looked at in this
 * process. */
void lec_gstreamer_start_no_programs (void);
/* Once or more, from any thread. LEC_ERROR_INTERNAL when it cannot start. */
gboolean lec_gstreamer_init (GError **error);

G_END_DECLS
