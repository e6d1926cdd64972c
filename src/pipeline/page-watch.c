/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames become signatures, signatures stretches, and while a stretch lasts
 * pictures are collected for its still. One thread.
 */
#include "pipeline/page-watch.h"

#include "media/still.h"
#include "media/stretch-finder.h"
#include "pipeline/segmenting.h"

#define STILL_MAX_BYTES (128 * 1024 * 1024)
/* The start of a fade is too faint to be seen as a change: the last frames are not trusted. */
#define TAIL_S 0.12
/* Of what stood for long more can be spared: a wipe begins in a corner. */
#define TAIL_MAX_S 0.4
#define TAIL_RATIO 0.2

struct _LecPageWatch
{
  LecStretchFinder *finder;
  LecSignature *signature;
  LecStillBuilder *still;
  guint8 *ignored;
};

void
lec_watched_page_clear (LecWatchedPage *self)
{
  g_clear_pointer (&self->stretch, lec_stretch_free);
  g_clear_pointer (&self->still, lec_picture_free);
}

guint8 *
lec_page_watch_list_ignored (const LecSignature *shape,
                             const LecJobOptions *options)
{
  g_autoptr (LecJobOptions) uncropped = lec_job_options_copy (options);

  uncropped->crop_mode = LEC_CROP_NONE;
  return lec_segmenting_list_ignored (shape, uncropped);
}

LecPageWatch *
lec_page_watch_new (int width,
                    int height,
                    const LecJobOptions *options)
{
  LecPageWatch *self = g_new0 (LecPageWatch, 1);

  self->signature = lec_signature_new_for_size (width, height);
  self->finder = lec_stretch_finder_new (self->signature);
  self->still = lec_still_builder_new (STILL_MAX_BYTES);
  self->ignored = lec_page_watch_list_ignored (self->signature, options);
  lec_stretch_finder_ignore (self->finder, self->ignored);
  return self;
}

void
lec_page_watch_free (LecPageWatch *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->finder, lec_stretch_finder_free);
  g_clear_pointer (&self->signature, lec_signature_free);
  g_clear_pointer (&self->still, lec_still_builder_free);
  g_free (self->ignored);
  g_free (self);
}

const guint8 *
lec_page_watch_get_ignored (LecPageWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ignored;
}

const LecSignature *
lec_page_watch_get_signature (LecPageWatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->signature;
}

/* The first picture of @pictures, the newest from before @before_s where there is one. */
static LecPicture *
build_one (LecStillBuilder *pictures,
           double before_s,
           LecStretch *stretch)
{
  return lec_still_builder_build_single (pictures, before_s, &stretch->picture_s);
}

/* What stood is in all pictures since it did; if need be in one that is near to the next change.
   What never stood is another thing in each: of that the last picture shows most. */
static LecPicture *
build_still (LecStillBuilder *pictures,
             double last_s,
             LecStretch *stretch)
{
  g_autoptr (LecStillBuilder) early = NULL;
  g_autoptr (LecStillBuilder) stood = NULL;
  LecPicture *picture;

  early = lec_still_builder_split (pictures, stretch->settled_s, stretch->settled_s);
  stood = lec_still_builder_split (pictures, last_s, last_s);
  if (lec_still_builder_get_n_pictures (stood) > 0)
    return lec_still_builder_build (stood, &stretch->picture_s);

  picture = build_one (stood, last_s, stretch);
  if (picture == NULL)
    picture = build_one (pictures, last_s, stretch);

  return picture != NULL ? picture : build_one (early, stretch->end_s - TAIL_S, stretch);
}

/* Of the stretch that has ended; what stands now is kept for the next one. */
static LecPicture *
take_still (LecPageWatch *self,
            LecStretch *stretch)
{
  double settled_s = lec_stretch_finder_get_settled_s (self->finder);
  double tail_s = CLAMP ((stretch->end_s - stretch->settled_s) * TAIL_RATIO, TAIL_S, TAIL_MAX_S);
  double last_s = MAX (stretch->end_s - tail_s, stretch->settled_s + TAIL_S / 2);
  g_autoptr (LecStillBuilder) old = NULL;

  old = lec_still_builder_split (self->still, stretch->end_s, MAX (settled_s, stretch->end_s));

  return build_still (old, last_s, stretch);
}

gboolean
lec_page_watch_take (LecPageWatch *self,
                     const LecFrame *frame,
                     LecWatchedPage *page)
{
  const LecPicture *picture;

  g_return_val_if_fail (self != NULL && frame != NULL && page != NULL, FALSE);

  *page = (LecWatchedPage){ 0 };
  picture = &frame->picture;
  if (!lec_signature_fits (self->signature, picture->width, picture->height))
    return FALSE;

  lec_signature_measure (self->signature, picture);
  page->stretch = lec_stretch_finder_push (self->finder, self->signature, frame->time_s,
                                           MAX (frame->end_s, frame->time_s + 0.001), frame->after_gap);
  if (page->stretch != NULL)
    page->still = take_still (self, page->stretch);
  lec_still_builder_offer (self->still, picture, frame->time_s);
  return TRUE;
}

void
lec_page_watch_finish (LecPageWatch *self,
                       double end_s,
                       LecWatchedPage *page)
{
  g_return_if_fail (self != NULL && page != NULL);

  *page = (LecWatchedPage){ .stretch = lec_stretch_finder_finish (self->finder, end_s) };
  if (page->stretch == NULL)
    return;

  page->still = build_still (self->still, G_MAXDOUBLE, page->stretch);
}
