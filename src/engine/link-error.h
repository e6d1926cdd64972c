/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a video was not had from the web, as all other failures are told.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_link_error_take:
 * @reason: (transfer full): of net/, or any other
 *
 * What passes by itself becomes %LEC_ERROR_WEB, which the queue tries again.
 */
void lec_link_error_take (GError **error, GError *reason);

G_END_DECLS
