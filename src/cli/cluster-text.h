/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cluster as a person reads it, and as a program does. Pure; text that came
 * from elsewhere is escaped.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/cluster-admin.h"
#include "engine/figures.h"

G_BEGIN_DECLS

/* All of these return: (transfer full): lines that end in a newline */
char *lec_cluster_text_format_workers (const GPtrArray *workers);
char *lec_cluster_text_format_queues (const GPtrArray *queues, gint64 now_us);
char *lec_cluster_text_format_dead (const GPtrArray *dead, gint64 now_us);
char *lec_cluster_text_format_schedule (const GPtrArray *schedule, gint64 now_us);
char *lec_cluster_text_format_status (const LecFigures *figures, const GPtrArray *workers, const GPtrArray *queues);

char *lec_cluster_text_format_scale (const GPtrArray *workers, const GPtrArray *queues);

/* How many more slots there is work for than workers that are heard of have; negative for fewer. */
int lec_cluster_text_count_missing_slots (const GPtrArray *workers, const GPtrArray *queues);

/* And these: (transfer full): an object */
JsonNode *lec_cluster_json_of_scale (const GPtrArray *workers, const GPtrArray *queues);
JsonNode *lec_cluster_json_of_worker (const LecWorkerRecord *worker);
JsonNode *lec_cluster_json_of_queue (const LecClusterQueue *queue);
JsonNode *lec_cluster_json_of_dead (const LecDeadTask *dead);
JsonNode *lec_cluster_json_of_periodic (const LecPeriodic *periodic);
JsonNode *lec_cluster_json_of_status (const LecFigures *figures, const GPtrArray *workers, const GPtrArray *queues);

G_END_DECLS
