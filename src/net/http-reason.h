/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server says went wrong, put into one line that can be shown: nothing
 * of it is trusted. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_http_reason_dup:
 * @body: (nullable): of the answer, or the beginning of it
 * @secret: (nullable): what must not be shown, though the server may repeat it
 *
 * Of JSON the member that services put their message in; a page of HTML says nothing.
 *
 * Returns: (transfer full) (nullable): at most 200 characters, printable, without any secret
 */
char *lec_http_reason_dup (const char *body, gsize length, const char *secret);

/* @error: (not optional): what an answer with @status, no success, is as an error. @reason:
 *   (nullable): as above */
void lec_http_reason_set_error (GError **error, guint status, const char *reason);

G_END_DECLS
