/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way into the module.
 */
#pragma once

#include "engine/server-settings.h"

G_BEGIN_DECLS

/* As #LecServerMainFunc. */
gboolean lec_api_server_main (const LecServerSettings *settings, GError **error);

G_END_DECLS
