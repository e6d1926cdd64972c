/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was heard: of each sound a folder in the user's cache, by the sum of the
 * sound. It is there so that nothing is heard twice, and can go at any time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long one stays that nobody asks for: to hear it again takes an hour, or costs money. */
#define LEC_HEARD_CACHE_AGE_US (180 * G_TIME_SPAN_DAY)
/* Of all of them; some thousand hours. */
#define LEC_HEARD_CACHE_MAX_BYTES (G_GINT64_CONSTANT (512) * 1024 * 1024)

/* Returns: (transfer full): where their folders are */
char *lec_heard_cache_dup_root (void);

/**
 * lec_heard_cache_open:
 * @sound_id: 64 hex digits
 *
 * Returns: (transfer full) (nullable): the folder of this sound, which is not swept for two days;
 *   %NULL with the errors of creating it
 */
char *lec_heard_cache_open (const char *sound_id, GError **error);

/**
 * lec_heard_cache_sweep:
 * @now_us: the time
 * @age_us: those that were not asked for since go
 * @max_bytes: of the others those go that were asked for longest ago, until no more than that is
 *   left
 *
 * Returns: how many were removed
 */
guint lec_heard_cache_sweep (const char *root, gint64 now_us, gint64 age_us, gint64 max_bytes);

G_END_DECLS
