/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the main loop was busy at a stretch, so that nothing else was answered.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoopMeter LoopMeter;

/* Of the default main context. */
LoopMeter *loop_meter_new (void);
void loop_meter_free (LoopMeter *self);
/* The longest stretch since this was last called, in milliseconds. */
double loop_meter_take_longest_ms (LoopMeter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoopMeter, loop_meter_free)

G_END_DECLS
