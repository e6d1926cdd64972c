/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a process that reads a video uses its memory.
 */
#pragma once

/* Of the whole process, which is there for this task. A picture's memory that is given back to the
 * system comes again page by page, each of them cleared; and what one thread gives back is for
 * all. */
void lec_reading_memory_keep_freed (void);
