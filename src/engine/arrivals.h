/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a recording that has turned up in a folder is complete. Pure: what is
 * seen of files and the time are handed in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecArrivalFacts: what is seen of a file
 * @modified_us: its time of modification
 * @is_open: somebody has it open for writing; %FALSE also where that cannot be told
 */
typedef struct
{
  gint64 size_bytes;
  gint64 modified_us;
  gboolean is_open;
} LecArrivalFacts;

typedef enum
{
  LEC_ARRIVAL_WAIT, /* it may still grow, or was looked into just now */
  LEC_ARRIVAL_LOOK, /* it has stood still: look into it, and say what came of it */
  LEC_ARRIVAL_DONE, /* nothing is to be done about it until it changes */
} LecArrivalVerdict;

typedef struct _LecArrivals LecArrivals;

/* Whether a file of that name may be a finished recording: not hidden, no partial download. */
gboolean lec_arrivals_is_recording (const char *name);

/* @settle_us: how long a file must not have changed. Returns: (transfer full) */
LecArrivals *lec_arrivals_new (gint64 settle_us);
void lec_arrivals_free (LecArrivals *self);
/* It was there before: nothing is to be done about it unless it changes. */
void lec_arrivals_ignore (LecArrivals *self, const char *path, const LecArrivalFacts *facts, gint64 now_us);
/* @now_us: monotonic, never less than before */
LecArrivalVerdict lec_arrivals_see (LecArrivals *self, const char *path, const LecArrivalFacts *facts, gint64 now_us);
/* What came of looking into it. */
void lec_arrivals_note_taken (LecArrivals *self, const char *path);
/* It could not be read: it may be incomplete, so it is looked into again, less and less often.
   Returns: whether this was the first time */
gboolean lec_arrivals_note_refused (LecArrivals *self, const char *path, gint64 now_us);
/* After all files have been seen: forgets those that are gone. */
void lec_arrivals_sweep (LecArrivals *self);
/* When one of them may have to be looked into, %G_MAXINT64 when none. */
gint64 lec_arrivals_get_next_us (const LecArrivals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecArrivals, lec_arrivals_free)

G_END_DECLS
