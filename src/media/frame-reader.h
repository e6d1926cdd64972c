/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a video's pictures in order. The only place that knows GStreamer's
 * pipelines, together with the probe. It gives upright, square-pixel, 8-bit
 * 4:2:0 frames and may leave out frames in which nothing changed.
 */
#pragma once

#include <gio/gio.h>

#include "media/picture.h"
#include "media/read-part.h"
#include "model/video-info.h"

G_BEGIN_DECLS

/* MPEG-TS and fragmented MP4 hold the first pictures back for the decoder's sake, by their own
 * clock: a video starts with its first picture. What is later than this is late on purpose, behind
 * a sound that came first. */
#define LEC_FRAME_READER_MAX_ORIGIN_S 0.5

/**
 * LecReadMode:
 * @LEC_READ_AUTO: H.264: only where packets may say that something changed, see keep-mask.h, at
 *   least one frame a keyframe; where their sizes say nothing, and other codecs: as
 *   @LEC_READ_EVERYTHING; where all of the picture is restless, as @LEC_READ_ALL_FRAMES
 * @LEC_READ_EVERYTHING: decode every reference frame
 * @LEC_READ_ALL_FRAMES: decode every frame, also those nothing refers to
 */
typedef enum
{
  LEC_READ_AUTO,
  LEC_READ_EVERYTHING,
  LEC_READ_ALL_FRAMES,
} LecReadMode;

/**
 * LecReadOptions:
 * @mode: which frames are decoded
 * @from_s: stream time to start at
 * @to_s: stream time to stop at, 0 for the end
 * @stall_timeout_ms: no packet and no frame for so long is %LEC_ERROR_STALLED; 0 for 30 s
 * @max_threads: that the decoder may have, where more than one are worth it; 0 for any number
 * @part: of the video, with @mode %LEC_READ_AUTO and neither @from_s nor @to_s. All parts one after
 *   the other give the frames that the whole video gives
 */
typedef struct
{
  LecReadMode mode;
  double from_s;
  double to_s;
  guint stall_timeout_ms;
  guint max_threads;
  LecReadPart part;
} LecReadOptions;

/**
 * LecFrame:
 * @picture: planes borrowed from the decoder, valid until the next call; lec_picture_keep() keeps
 *   them without a copy
 * @time_s: stream time at which it is shown first
 * @end_s: until when it is known to stand: its duration, as the stream gives it
 * @keyframe: decodes by itself
 * @after_gap: frames before it were left out, since their packets say that nothing changed: the
 *   frame before this one stood until @time_s. The last frame of a video stands until
 *   lec_frame_reader_get_read_s(): what follows the last change for a second is never left out,
 *   so nothing that is still settling hides in that gap
 */
typedef struct
{
  LecPicture picture;
  double time_s;
  double end_s;
  guint keyframe : 1;
  guint after_gap : 1;
} LecFrame;

typedef struct _LecFrameReader LecFrameReader;

/**
 * lec_frame_reader_open:
 *
 * Opens @path and prepares decoding. Blocks; the reader belongs to the calling thread.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_NOT_FOUND, _UNREADABLE,
 *   _NOT_A_VIDEO, _UNSUPPORTED (also for a part of what is not H.264), _DAMAGED or _STALLED
 */
LecFrameReader *lec_frame_reader_open (const char *path,
                                       const LecReadOptions *options,
                                       GCancellable *cancellable,
                                       GError **error);
void lec_frame_reader_free (LecFrameReader *self);
const LecVideoInfo *lec_frame_reader_get_info (LecFrameReader *self);

/**
 * lec_frame_reader_next:
 * @frame: (out): the next frame; borrowed, valid until the next call or free
 *
 * Damage within the stream is skipped; a stream that breaks off ends like one that is over, and
 * lec_frame_reader_get_read_s() tells how far it went.
 *
 * Returns: %TRUE with a frame; %FALSE at the end with @error unset, or with @error set
 */
gboolean lec_frame_reader_next (LecFrameReader *self,
                                LecFrame *frame,
                                GCancellable *cancellable,
                                GError **error);

/* Stream time up to which packets were read, and wanted; ahead of the last frame by a few, or by a
 * gap. Of a part not after its end. */
double lec_frame_reader_get_read_s (LecFrameReader *self);
/* Of a part: which packets it is made of, of all @n_packets. */
const LecPartSpan *lec_frame_reader_get_span (LecFrameReader *self, guint *n_packets);
/* Whether a keep-mask is in use; decided when the first frame was given. */
gboolean lec_frame_reader_is_masked (LecFrameReader *self);
/* Share of the packets that were decoded so far, 0..1 */
double lec_frame_reader_get_decoded_ratio (LecFrameReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecFrameReader, lec_frame_reader_free)

G_END_DECLS
