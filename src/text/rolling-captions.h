/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Captions that roll show each line more than once; said it was once. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void lec_rolling_captions_remove (GPtrArray *cues);

G_END_DECLS
