/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every frame is decoded, some are looked at. Where a frame differs from the
 * page within a box that the truth calls covered, something is in front of it,
 * and is for as long as the truth says, although it may look like the page for
 * a moment; coding errors are smaller.
 */
#include "still-frames.h"

#include <stdlib.h>

#include "media/color-rows.h"
#include "media/frame-reader.h"

#define LOOK_EVERY_S 0.1
#define COVERED_LUMA 24
/* Of the time around a change the last settled frame keeps clear. */
#define SETTLED_END_S 0.3

/* Where one of the covers was ever seen in front of a page, and in how many frames it was there. */
typedef struct
{
  guint8 *marks;
  guint n_frames;
} CoverMask;

static void
clear_mask (gpointer data)
{
  g_clear_pointer (&((CoverMask *) data)->marks, g_free);
}

static void
evidence_free (gpointer data)
{
  StillEvidence *self = data;

  lec_picture_free (self->truth);
  g_free (self->n_covered);
  g_array_unref (self->masks);
  g_ptr_array_unref (self->last);
  g_free (self);
}

static const guint8 *
get_row (const LecPicture *picture,
         int plane,
         int row)
{
  return picture->planes[plane] + (gsize) row * picture->strides[plane];
}

LecPicture *
still_frames_normalise (const LecPicture *picture)
{
  LecPicture *target = lec_picture_new (picture->width, picture->height, (LecColorimetry){ .full_range = TRUE });
  gsize padded = lec_color_pad_width (picture->width);
  g_autofree guint8 *rows = g_malloc (4 * padded);
  g_autofree gint32 *sums = g_new (gint32, padded / 2);
  guint8 *luma = rows, *cb = rows + padded, *cr = cb + padded / 2, *mixed = cr + padded / 2;
  LecColorMatrix matrix;

  lec_color_matrix_init_to_jpeg (&matrix, picture->colorimetry);
  for (int y = 0; y < picture->height; y++)
    {
      int chroma_width = (picture->width + 1) / 2;

      lec_color_load_row (get_row (picture, 1, y / 2), chroma_width, cb, padded / 2);
      lec_color_load_row (get_row (picture, 2, y / 2), chroma_width, cr, padded / 2);
      lec_color_load_row (get_row (picture, 0, y), picture->width, luma, padded);
      lec_color_mix_chroma (&matrix, 0, cb, cr, padded / 2, sums);
      lec_color_mix_luma (&matrix, 0, luma, sums, padded, mixed);
      memcpy (target->planes[0] + (gsize) y * target->strides[0], mixed, (gsize) picture->width);
      for (int channel = 1; y % 2 == 0 && channel < 3; channel++)
        {
          lec_color_mix_chroma (&matrix, channel, cb, cr, padded / 2, sums);
          lec_color_round (sums, padded / 2, mixed);
          memcpy (target->planes[channel] + (gsize) (y / 2) * target->strides[channel], mixed, (gsize) chroma_width);
        }
    }

  return target;
}

static StillEvidence *
evidence_new (const StillPage *page,
              guint n_covers,
              GError **error)
{
  StillEvidence *self = g_new0 (StillEvidence, 1);
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  self->masks = g_array_new (FALSE, TRUE, sizeof (CoverMask));
  g_array_set_clear_func (self->masks, clear_mask);
  g_array_set_size (self->masks, n_covers);
  self->last = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_picture_free);
  g_ptr_array_set_size (self->last, (int) page->visits->len);
  if (page->picture == NULL)
    return self;
  if (g_file_get_contents (page->picture, &data, &length, error))
    {
      bytes = g_bytes_new_take (g_steal_pointer (&data), length);
      self->truth = lec_picture_decode (bytes, error);
    }
  if (self->truth == NULL)
    {
      evidence_free (self);
      return NULL;
    }
  self->n_covered = g_new0 (guint, (gsize) self->truth->width * self->truth->height);

  return self;
}

static void
mark_box (const StillEvidence *self,
          const LecPicture *view,
          const LecRect *box,
          guint8 *marks)
{
  LecRect frame = { 0, 0, view->width, view->height };
  LecRect area;

  if (!lec_rect_intersect (box, &frame, &area))
    return;

  for (int y = area.y; y < area.y + area.height; y++)
    {
      const guint8 *seen = get_row (view, 0, y), *true_row = get_row (self->truth, 0, y);

      for (int x = area.x; x < area.x + area.width; x++)
        if (abs (seen[x] - true_row[x]) > COVERED_LUMA)
          marks[(gsize) y * view->width + x] = 1;
    }
}

static void
note_covers (StillEvidence *self,
             const StillTruth *truth,
             const LecPicture *view,
             double time_s)
{
  for (guint i = 0; i < truth->covers->len; i++)
    {
      const StillCover *cover = &g_array_index (truth->covers, StillCover, i);
      CoverMask *mask = &g_array_index (self->masks, CoverMask, i);

      if (time_s < cover->start_s || time_s >= cover->end_s)
        continue;
      if (mask->marks == NULL)
        mask->marks = g_new0 (guint8, (gsize) view->width * view->height);
      mark_box (self, view, &cover->box, mask->marks);
      mask->n_frames++;
    }
  self->n_seen++;
}

static void
count_covered (StillEvidence *self)
{
  for (guint i = 0; self->truth != NULL && i < self->masks->len; i++)
    {
      const CoverMask *mask = &g_array_index (self->masks, CoverMask, i);

      for (gsize k = 0; mask->marks != NULL && k < (gsize) self->truth->width * self->truth->height; k++)
        self->n_covered[k] += mask->marks[k] ? mask->n_frames : 0;
    }
}

static void
look_at (const StillTruth *truth,
         GPtrArray *evidence,
         const LecFrame *frame)
{
  for (guint i = 0; i < truth->pages->len; i++)
    {
      const StillPage *page = g_ptr_array_index (truth->pages, i);
      StillEvidence *self = g_ptr_array_index (evidence, i);
      int visit = still_page_find_visit (page, frame->time_s);
      g_autoptr (LecPicture) cut = NULL;
      g_autoptr (LecPicture) view = NULL;
      LecPicture **last;

      if (visit < 0 || self->truth == NULL)
        continue;
      cut = lec_picture_crop (&frame->picture, &page->region);
      view = still_frames_normalise (cut);
      if (view->width != self->truth->width || view->height != self->truth->height)
        continue;
      note_covers (self, truth, view, frame->time_s);
      last = (LecPicture **) &self->last->pdata[visit];
      if (*last != NULL && frame->time_s > g_array_index (page->visits, StillVisit, visit).end_s - SETTLED_END_S)
        continue;
      g_clear_pointer (last, lec_picture_free);
      *last = g_steal_pointer (&view);
    }
}

GPtrArray *
still_frames_gather (const StillTruth *truth,
                     GError **error)
{
  LecReadOptions options = { .mode = LEC_READ_ALL_FRAMES };
  g_autoptr (GPtrArray) evidence = g_ptr_array_new_with_free_func (evidence_free);
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GError) cause = NULL;
  double next_s = 0;
  LecFrame frame;

  for (guint i = 0; i < truth->pages->len; i++)
    {
      StillEvidence *page = evidence_new (g_ptr_array_index (truth->pages, i), truth->covers->len, error);

      if (page == NULL)
        return NULL;
      g_ptr_array_add (evidence, page);
    }
  reader = lec_frame_reader_open (truth->video, &options, NULL, error);
  if (reader == NULL)
    return NULL;
  while (lec_frame_reader_next (reader, &frame, NULL, &cause))
    if (frame.time_s >= next_s)
      {
        look_at (truth, evidence, &frame);
        next_s = frame.time_s + LOOK_EVERY_S;
      }
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }

  for (guint i = 0; i < evidence->len; i++)
    count_covered (g_ptr_array_index (evidence, i));

  return g_steal_pointer (&evidence);
}
