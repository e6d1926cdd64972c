/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two snapshots that follow each other are compared; what differs is an event.
 * Slides are a list that grows at its end. Where it changes elsewhere (another
 * try, words that were read), it is cut there first and told anew from there.
 */
#include "http/event-log.h"

#include <string.h>

#define SUM_LENGTH 16
/* Of an id: a number, a sum, and the mark of what comes last. */
#define MAX_ID_LENGTH 40
#define OVER          "-over"

struct _LecEventLog
{
  LecJobSnapshot *last; /* (nullable) owned */
  GPtrArray *slides;    /* (element-type Told): those that whoever has read all knows */
  GQueue events;        /* (element-type GBytes) */
  guint64 first;        /* number of the first one */
  gsize n_bytes;
  gboolean is_over;
};

/* A slide that was told. */
typedef struct
{
  char sum[SUM_LENGTH + 1]; /* of it and of those before */
  GBytes *event;
} Told;

static void
told_free (Told *self)
{
  g_bytes_unref (self->event);
  g_free (self);
}

/* --- Events --- */

static const char *
get_sum (const LecEventLog *self,
         guint n_slides)
{
  return n_slides > 0 ? ((const Told *) g_ptr_array_index (self->slides, n_slides - 1))->sum : "0";
}

/* For whoever knows so many slides then. @data: one line. Returns: (transfer full) */
static GBytes *
make_event (const LecEventLog *self,
            guint n_slides,
            const char *name,
            const char *data,
            gboolean is_last)
{
  char *text = g_strdup_printf ("id: %u-%s%s\nevent: %s\ndata: %s\n\n", n_slides, get_sum (self, n_slides),
                                is_last ? OVER : "", name, data);

  return g_bytes_new_take (text, strlen (text));
}

/* Takes @event. */
static void
add (LecEventLog *self,
     GBytes *event)
{
  g_queue_push_tail (&self->events, event);
  self->n_bytes += g_bytes_get_size (event);
  while (self->events.length > LEC_EVENT_LOG_MAX_EVENTS ||
         (self->n_bytes > LEC_EVENT_LOG_MAX_BYTES && self->events.length > 1))
    {
      g_autoptr (GBytes) old = g_queue_pop_head (&self->events);

      self->n_bytes -= g_bytes_get_size (old);
      self->first++;
    }
}

static void
add_slide (LecEventLog *self,
           const char *slide)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Told *told = g_new0 (Told, 1);
  const char *before = get_sum (self, self->slides->len);

  g_checksum_update (checksum, (const guchar *) before, (gssize) strlen (before));
  g_checksum_update (checksum, (const guchar *) slide, (gssize) strlen (slide));
  g_strlcpy (told->sum, g_checksum_get_string (checksum), sizeof told->sum);
  g_ptr_array_add (self->slides, told);
  told->event = make_event (self, self->slides->len, "slide", slide, FALSE);
  add (self, g_bytes_ref (told->event));
}

/* Returns: (transfer full) */
static GBytes *
make_cut (const LecEventLog *self,
          guint n_kept,
          guint n_all)
{
  g_autofree char *data = g_strdup_printf ("{\"keep\":%u,\"count\":%u}", n_kept, n_all);

  return make_event (self, n_kept, "slides", data, FALSE);
}

/* --- Comparing --- */

static guint
count_same (const GPtrArray *a,
            const GPtrArray *b)
{
  guint n_same = 0;

  if (a == b)
    return a->len;

  while (n_same < a->len && n_same < b->len &&
         g_str_equal (g_ptr_array_index (a, n_same), g_ptr_array_index (b, n_same)))
    n_same++;
  return n_same;
}

static void
update_slides (LecEventLog *self,
               const LecJobSnapshot *snapshot)
{
  guint n_same = self->last != NULL ? count_same (self->last->slides, snapshot->slides) : 0;

  if (n_same < self->slides->len)
    {
      add (self, make_cut (self, n_same, snapshot->slides->len));
      g_ptr_array_set_size (self->slides, (int) n_same);
    }
  for (guint i = n_same; i < snapshot->slides->len; i++)
    add_slide (self, g_ptr_array_index (snapshot->slides, i));
}

static void
update_job (LecEventLog *self,
            const LecJobSnapshot *snapshot)
{
  if (snapshot->is_gone)
    return;
  if (self->last == NULL || g_strcmp0 (self->last->facts, snapshot->facts) != 0)
    add (self, make_event (self, self->slides->len, "job", snapshot->whole, FALSE));
  else if (g_strcmp0 (self->last->advance, snapshot->advance) != 0)
    add (self, make_event (self, self->slides->len, "progress", snapshot->advance, FALSE));
}

/* Returns: (transfer full) */
static GBytes *
make_end (const LecEventLog *self,
          const LecJobSnapshot *snapshot)
{
  g_autofree char *data = g_strdup_printf ("{\"status\":\"%s\"}", snapshot->status);

  return make_event (self, self->slides->len, "end", data, TRUE);
}

gboolean
lec_event_log_update (LecEventLog *self,
                      LecJobSnapshot *snapshot)
{
  guint64 end = 0;

  g_return_val_if_fail (self != NULL && snapshot != NULL, FALSE);

  if (self->is_over)
    {
      lec_job_snapshot_free (snapshot);
      return FALSE;
    }

  end = self->first + self->events.length;
  /* Whoever lists slides knows whose, and sees the last ones before the job is over. */
  if (self->last == NULL || !snapshot->is_over)
    update_job (self, snapshot);
  if (!snapshot->is_gone)
    update_slides (self, snapshot);
  if (self->last != NULL && snapshot->is_over)
    update_job (self, snapshot);
  if (snapshot->is_over)
    add (self, make_end (self, snapshot));

  self->is_over = snapshot->is_over;
  lec_job_snapshot_free (self->last);
  self->last = snapshot;
  return self->first + self->events.length != end;
}

/* --- Reading --- */

gboolean
lec_event_log_is_begun (const LecEventLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->last != NULL;
}

gboolean
lec_event_log_is_over (const LecEventLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_over;
}

/* @id: (nullable): untrusted. @is_over: (out): whether it is of an end. Returns: whether these are
 * slides as they are now; the first @n_slides of them */
static gboolean
read_id (const LecEventLog *self,
         const char *id,
         guint *n_slides,
         gboolean *is_over)
{
  g_autofree char *number = NULL;
  g_autofree char *expected = NULL;
  guint64 value = 0;

  *n_slides = 0;
  *is_over = FALSE;
  if (id == NULL || strlen (id) > MAX_ID_LENGTH)
    return FALSE;

  number = g_strndup (id, strcspn (id, "-"));
  if (!g_ascii_string_to_unsigned (number, 10, 0, self->slides->len, &value, NULL))
    return FALSE;

  expected = g_strdup_printf ("%u-%s", (guint) value, get_sum (self, (guint) value));
  *is_over = g_str_has_suffix (id, OVER);
  if (strlen (id) != strlen (expected) + (*is_over ? strlen (OVER) : 0) || !g_str_has_prefix (id, expected))
    return FALSE;

  *n_slides = (guint) value;
  return TRUE;
}

GPtrArray *
lec_event_log_begin (const LecEventLog *self,
                     const char *after,
                     guint64 *position)
{
  g_autoptr (GPtrArray) events = NULL;
  guint n_known = 0;
  gboolean was_over = FALSE, is_known = FALSE;

  g_return_val_if_fail (self != NULL && self->last != NULL && position != NULL, NULL);

  *position = self->first + self->events.length;
  is_known = read_id (self, after, &n_known, &was_over);
  if (self->is_over && is_known && was_over && n_known == self->slides->len)
    return NULL;

  events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (!self->last->is_gone)
    g_ptr_array_add (events, make_event (self, n_known, "job", self->last->whole, FALSE));
  /* Whoever comes again has slides that may be others by now. */
  if (after != NULL)
    g_ptr_array_add (events, make_cut (self, n_known, self->slides->len));
  for (guint i = n_known; i < self->slides->len; i++)
    g_ptr_array_add (events, g_bytes_ref (((const Told *) g_ptr_array_index (self->slides, i))->event));
  if (self->is_over)
    g_ptr_array_add (events, make_end (self, self->last));
  return g_steal_pointer (&events);
}

GBytes *
lec_event_log_read (const LecEventLog *self,
                    guint64 *position,
                    gboolean *is_lost)
{
  g_return_val_if_fail (self != NULL && position != NULL && is_lost != NULL, NULL);

  *is_lost = *position < self->first;
  if (*is_lost || *position >= self->first + self->events.length)
    return NULL;

  return g_queue_peek_nth ((GQueue *) &self->events, (guint) ((*position)++ - self->first));
}

LecEventLog *
lec_event_log_new (void)
{
  LecEventLog *self = g_new0 (LecEventLog, 1);

  self->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) told_free);
  g_queue_init (&self->events);
  return self;
}

void
lec_event_log_free (LecEventLog *self)
{
  if (self == NULL)
    return;

  lec_job_snapshot_free (self->last);
  g_ptr_array_unref (self->slides);
  g_queue_clear_full (&self->events, (GDestroyNotify) g_bytes_unref);
  g_free (self);
}
