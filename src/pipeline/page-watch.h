/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks at the frames of a video one after the other: stretches during which
 * the page stood still, each with its picture.
 */
#pragma once

#include "media/frame-reader.h"
#include "media/stretch.h"
#include "model/job-options.h"

G_BEGIN_DECLS

typedef struct _LecPageWatch LecPageWatch;

/**
 * LecWatchedPage: a stretch that is over
 * @stretch: owned
 * @still: (nullable): owned; @stretch says of when it is
 */
typedef struct
{
  LecStretch *stretch;
  LecPicture *still;
} LecWatchedPage;

void lec_watched_page_clear (LecWatchedPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecWatchedPage, lec_watched_page_clear)

/* Blocks that @options ignores, one byte a block. Without its crop: that may be taken back later,
 * and the track shall know what lay outside. (transfer full) */
guint8 *lec_page_watch_list_ignored (const LecSignature *shape, const LecJobOptions *options);

/* For pictures of that size. Returns: (transfer full) */
LecPageWatch *lec_page_watch_new (int width, int height, const LecJobOptions *options);
void lec_page_watch_free (LecPageWatch *self);
const guint8 *lec_page_watch_get_ignored (LecPageWatch *self);
/* Of the frame that was taken last. (transfer none) */
const LecSignature *lec_page_watch_get_signature (LecPageWatch *self);

/**
 * lec_page_watch_take:
 * @page: (out): set where a stretch ended with this frame, otherwise empty
 *
 * Returns: %FALSE for a picture of another size, which is left out
 */
gboolean lec_page_watch_take (LecPageWatch *self, const LecFrame *frame, LecWatchedPage *page);
/* The last stretch, at @end_s; empty where no frame was taken. */
void lec_page_watch_finish (LecPageWatch *self, double end_s, LecWatchedPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPageWatch, lec_page_watch_free)

G_END_DECLS
