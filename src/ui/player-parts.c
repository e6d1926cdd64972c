/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part begins where the reading of the one before it ended; only of the last
 * one the file's own duration matters.
 */
#include "ui/player-parts.h"

typedef struct
{
  double start_s;
  double duration_s;
} Part;

struct _LecPlayerParts
{
  GArray *parts;     /* (element-type Part) */
  GPtrArray *places; /* (element-type filename) */
};

LecPlayerParts *
lec_player_parts_new (void)
{
  LecPlayerParts *self = g_new0 (LecPlayerParts, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->places = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
lec_player_parts_free (LecPlayerParts *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->parts);
  g_ptr_array_unref (self->places);
  g_free (self);
}

void
lec_player_parts_set (LecPlayerParts *self,
                      const GPtrArray *parts)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->places, 0);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const LecVideoPart *given = g_ptr_array_index (parts, i);
      const Part part = { given->start_s, given->duration_s > 0 ? given->duration_s : given->read_s };

      g_array_append_val (self->parts, part);
      g_ptr_array_add (self->places, g_strdup (given->path));
    }
}

guint
lec_player_parts_count (const LecPlayerParts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->parts->len;
}

guint
lec_player_parts_find (const LecPlayerParts *self,
                       double time_s)
{
  guint found = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 1; i < self->parts->len; i++)
    if (lec_player_parts_get_start_s (self, i) <= time_s + LEC_PLAYER_ROUNDING_S)
      found = i;

  return found;
}

double
lec_player_parts_get_start_s (const LecPlayerParts *self,
                              guint part)
{
  g_return_val_if_fail (self != NULL && part < self->parts->len, 0);

  return g_array_index (self->parts, Part, part).start_s;
}

double
lec_player_parts_get_duration_s (const LecPlayerParts *self)
{
  const Part *last = NULL;

  g_return_val_if_fail (self != NULL, 0);

  if (self->parts->len == 0)
    return 0;

  last = &g_array_index (self->parts, Part, self->parts->len - 1);
  return last->start_s + last->duration_s;
}

const GPtrArray *
lec_player_parts_get_places (const LecPlayerParts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->places;
}

const char *
lec_player_parts_get_place (const LecPlayerParts *self,
                            guint part)
{
  g_return_val_if_fail (self != NULL && part < self->places->len, NULL);

  return g_ptr_array_index (self->places, part);
}

void
lec_player_parts_take_place (LecPlayerParts *self,
                             guint part,
                             char *place)
{
  g_return_if_fail (self != NULL && part < self->places->len && place != NULL);

  g_free (g_ptr_array_index (self->places, part));
  g_ptr_array_index (self->places, part) = place;
}

void
lec_player_parts_set_last_duration (LecPlayerParts *self,
                                    double duration_s)
{
  g_return_if_fail (self != NULL && self->parts->len > 0);

  g_array_index (self->parts, Part, self->parts->len - 1).duration_s = duration_s;
}
