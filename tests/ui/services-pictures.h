/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the services in the preferences, and of the question what may be sent. What is set is
 * made up, in the settings of whoever takes them.
 */
#pragma once

#include "cluster-pictures.h"

G_BEGIN_DECLS

/* @width: of the variant */
void services_pictures_take (LecWindow *window, const LecWindowDesk *desk, int width, TakeFunc take, gpointer studio);

G_END_DECLS
