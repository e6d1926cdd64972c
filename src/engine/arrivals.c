/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing says that a file is complete. What can be said: that it has not grown
 * for a while, that nobody has it open for writing, and in the end that it can
 * be read, which an MP4 cannot before its index is written. A file that cannot
 * is given time, since copies stall.
 */
#include "engine/arrivals.h"

#include <string.h>

#define FIRST_RETRY_US (10 * (gint64) G_USEC_PER_SEC)
#define MAX_DOUBLINGS  6  /* 10 s to 10 min 40 s */
#define MAX_REFUSALS   20 /* two hours and a half in all */

/* What cameras, capture boxes and recording programs write, and what is offered for download. */
static const char *const suffixes[] = {
  "3gp",
  "asf",
  "avi",
  "flv",
  "m2ts",
  "m4v",
  "mkv",
  "mov",
  "mp4",
  "mpeg",
  "mpg",
  "mts",
  "ogv",
  "ts",
  "webm",
  "wmv",
};

typedef struct
{
  LecArrivalFacts facts;
  gint64 look_us; /* not before */
  guint n_refusals;
  guint is_done : 1;
  guint is_seen : 1; /* since the last sweep */
} Arrival;

struct _LecArrivals
{
  gint64 settle_us;
  GHashTable *files; /* (element-type filename Arrival) owned */
};

gboolean
lec_arrivals_is_recording (const char *name)
{
  const char *dot = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  dot = strrchr (name, '.');
  if (dot == NULL || name[0] == '.' || name[0] == '~')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (dot + 1, suffixes[i]) == 0)
      return TRUE;

  return FALSE;
}

LecArrivals *
lec_arrivals_new (gint64 settle_us)
{
  LecArrivals *self = NULL;

  g_return_val_if_fail (settle_us >= 0, NULL);

  self = g_new0 (LecArrivals, 1);
  self->settle_us = settle_us;
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lec_arrivals_free (LecArrivals *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->files);
  g_free (self);
}

static gboolean
has_changed (const LecArrivalFacts *before,
             const LecArrivalFacts *now)
{
  return before->size_bytes != now->size_bytes || before->modified_us != now->modified_us;
}

/* Returns: (transfer none): as it is seen now; what is new or has changed begins to wait */
static Arrival *
update (LecArrivals *self,
        const char *path,
        const LecArrivalFacts *facts,
        gint64 now_us)
{
  Arrival *arrival = g_hash_table_lookup (self->files, path);
  gboolean is_new = arrival == NULL;

  if (is_new)
    {
      arrival = g_new0 (Arrival, 1);
      g_hash_table_insert (self->files, g_strdup (path), arrival);
    }
  if (is_new || has_changed (&arrival->facts, facts))
    {
      arrival->is_done = FALSE;
      arrival->n_refusals = 0;
      arrival->look_us = now_us + self->settle_us;
    }
  arrival->facts = *facts;
  arrival->is_seen = TRUE;

  return arrival;
}

void
lec_arrivals_ignore (LecArrivals *self,
                     const char *path,
                     const LecArrivalFacts *facts,
                     gint64 now_us)
{
  g_return_if_fail (self != NULL && path != NULL && facts != NULL);

  update (self, path, facts, now_us)->is_done = TRUE;
}

LecArrivalVerdict
lec_arrivals_see (LecArrivals *self,
                  const char *path,
                  const LecArrivalFacts *facts,
                  gint64 now_us)
{
  Arrival *arrival = NULL;

  g_return_val_if_fail (self != NULL && path != NULL && facts != NULL, LEC_ARRIVAL_DONE);

  arrival = update (self, path, facts, now_us);
  if (arrival->is_done)
    return LEC_ARRIVAL_DONE;
  if (facts->is_open)
    arrival->look_us = MAX (arrival->look_us, now_us + self->settle_us);
  if (facts->size_bytes == 0 || now_us < arrival->look_us)
    return LEC_ARRIVAL_WAIT;

  return LEC_ARRIVAL_LOOK;
}

void
lec_arrivals_note_taken (LecArrivals *self,
                         const char *path)
{
  Arrival *arrival = NULL;

  g_return_if_fail (self != NULL && path != NULL);

  arrival = g_hash_table_lookup (self->files, path);
  g_return_if_fail (arrival != NULL);

  arrival->is_done = TRUE;
}

gboolean
lec_arrivals_note_refused (LecArrivals *self,
                           const char *path,
                           gint64 now_us)
{
  Arrival *arrival = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  arrival = g_hash_table_lookup (self->files, path);
  g_return_val_if_fail (arrival != NULL, FALSE);

  arrival->look_us = now_us + (FIRST_RETRY_US << MIN (arrival->n_refusals, MAX_DOUBLINGS));
  arrival->n_refusals++;
  arrival->is_done = arrival->n_refusals >= MAX_REFUSALS;
  return arrival->n_refusals == 1;
}

/* Returns: whether it is gone; also begins the next round */
static gboolean
forget_unseen_cb (gpointer key,
                  gpointer value,
                  gpointer user_data)
{
  Arrival *arrival = value;
  gboolean is_gone = !arrival->is_seen;

  arrival->is_seen = FALSE;
  return is_gone;
}

void
lec_arrivals_sweep (LecArrivals *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_foreach_remove (self->files, forget_unseen_cb, NULL);
}

gint64
lec_arrivals_get_next_us (const LecArrivals *self)
{
  GHashTableIter iter;
  gpointer value = NULL;
  gint64 next_us = G_MAXINT64;

  g_return_val_if_fail (self != NULL, G_MAXINT64);

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Arrival *arrival = value;

      if (!arrival->is_done && arrival->facts.size_bytes > 0)
        next_us = MIN (next_us, arrival->look_us);
    }

  return next_us;
}
