/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The front half of every pipeline here: a file, its demuxer and parser, and
 * the first video stream handed to a branch. It also waits: for samples, for
 * errors, for the user to cancel, and for a stall to become one.
 */
#pragma once

#include <gio/gio.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include "model/video-info.h"

G_BEGIN_DECLS

#define LEC_VIDEO_SOURCE_STALL_TIMEOUT_MS 30000

typedef struct _LecVideoSource LecVideoSource;

/**
 * LecVideoBranchFunc:
 * @bin: where new elements go; set their state to the parent's
 * @caps: of the parsed stream
 *
 * Called once, on a streaming thread.
 *
 * Returns: (transfer full) (nullable): the sink pad for the stream; %NULL with @error set
 */
typedef GstPad *(*LecVideoBranchFunc) (GstBin *bin,
                                       GstCaps *caps,
                                       gpointer user_data,
                                       GError **error);

/**
 * lec_video_source_new:
 * @stall_timeout_ms: 0 for %LEC_VIDEO_SOURCE_STALL_TIMEOUT_MS
 *
 * Looks at the file and builds the pipeline, which does not run yet.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_A_VIDEO, _INTERNAL
 */
LecVideoSource *lec_video_source_new (const char *path, guint stall_timeout_ms, GError **error);
/* Stops the pipeline. */
void lec_video_source_free (LecVideoSource *self);
GstBin *lec_video_source_get_bin (LecVideoSource *self);
/* Runs the pipeline; @branch is called when the video stream is found. */
void lec_video_source_start (LecVideoSource *self, LecVideoBranchFunc branch, gpointer user_data);
/* Safe from any thread: something moved, the watchdog waits anew. */
void lec_video_source_touch (LecVideoSource *self);
/**
 * lec_video_source_pull:
 * @sink: the end of the branch
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset at the end of the stream, else
 *   %LEC_ERROR_NOT_A_VIDEO, _UNSUPPORTED, _DAMAGED, _UNREADABLE, _STALLED, %G_IO_ERROR_CANCELLED
 */
GstSample *lec_video_source_pull (LecVideoSource *self,
                                  GstAppSink *sink,
                                  GCancellable *cancellable,
                                  GError **error);
/**
 * lec_video_source_seek:
 * @start_s: stream time; 0 and less is where the stream is already
 *
 * Goes to the keyframe before @start_s. Once a sample was pulled.
 *
 * Returns: whether samples that were pulled are of no use any more; where the container cannot
 *   seek, everything is read
 */
gboolean lec_video_source_seek (LecVideoSource *self, double start_s);
/* What container and parser say; widths and heights stay as they are. Once a sample was pulled. */
void lec_video_source_fill_info (LecVideoSource *self, LecVideoInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecVideoSource, lec_video_source_free)

G_END_DECLS
