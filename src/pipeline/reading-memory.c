/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of the C library: others have no such settings, and go on as they are.
 */
#include "pipeline/reading-memory.h"

#include <malloc.h>

/* Memory that was given back and waits for the next picture, and what is taken from the system and
 * given back each time. */
#define KEPT_FREE_BYTES (16 * 1024 * 1024)
#define LARGE_BYTES     (32 * 1024 * 1024)

void
lec_reading_memory_keep_freed (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, LARGE_BYTES);
  mallopt (M_TRIM_THRESHOLD, KEPT_FREE_BYTES);
#endif
}
