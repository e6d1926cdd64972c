/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data.
 */
#include "media/stretch.h"

LecStretch *
lec_stretch_new (double start_s,
                 double settled_s,
                 LecSignature *page)
{
  LecStretch *self = g_new0 (LecStretch, 1);

  self->start_s = start_s;
  self->entered_s = start_s;
  self->settled_s = settled_s;
  self->end_s = settled_s;
  self->page = page;
  self->motion = g_malloc0 (lec_signature_get_n_blocks (page));
  self->activity = g_malloc0 (lec_signature_get_n_blocks (page));
  self->picture_s = settled_s;

  return self;
}

void
lec_stretch_free (LecStretch *self)
{
  lec_signature_free (self->page);
  g_free (self->motion);
  g_free (self->activity);
  g_free (self->picture);
  g_free (self);
}
