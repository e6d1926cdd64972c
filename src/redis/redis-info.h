/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Redis server tells of itself, and what of it is wrong for us.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecRedisInfo:
 * @version: (nullable): as it says
 * @run_id: (nullable)
 * @eviction: (nullable): its maxmemory-policy
 * @max_memory_bytes: 0 without a limit
 */
typedef struct
{
  char *version;
  char *run_id;
  char *eviction;
  gint64 used_memory_bytes;
  gint64 max_memory_bytes;
  guint is_replica : 1;
  guint is_loading : 1;
  guint has_append_file : 1;
} LecRedisInfo;

LecRedisInfo *lec_redis_info_parse (const char *text);
void lec_redis_info_free (LecRedisInfo *self);
char **lec_redis_info_list_warnings (const LecRedisInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisInfo, lec_redis_info_free)

char *lec_redis_info_dup_value (const char *text, const char *name);

G_END_DECLS
