/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why something was not had from the web, as front ends know errors.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GError *lec_web_failure_new (const GError *error);

G_END_DECLS
