/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queue inside one program.
 */
#pragma once

#include "queue/queue.h"

G_BEGIN_DECLS

#define LEC_TYPE_LOCAL_QUEUE (lec_local_queue_get_type ())
G_DECLARE_FINAL_TYPE (LecLocalQueue, lec_local_queue, LEC, LOCAL_QUEUE, GObject)

LecQueue *lec_local_queue_new (void);

G_END_DECLS
