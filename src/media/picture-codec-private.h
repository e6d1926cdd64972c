/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the JPEG and the PNG side of the picture codecs share: the one place
 * where their libraries may jump back to on an error, and the sink that makes
 * a 4:2:0 picture of full-resolution rows.
 */
#pragma once

#include <setjmp.h>

#include "base/error.h"
#include "media/picture.h"

G_BEGIN_DECLS

typedef struct
{
  jmp_buf jump;
  char message[200];
} LecCodecGuard;

/* Runs within the guard: what it holds must hang on @data, as a jump skips every cleanup. */
typedef void (*LecCodecBody) (LecCodecGuard *guard, gpointer data);

/**
 * lec_codec_guard_run:
 * @what: what could not be done, for the message
 * @code: of the error, if any
 *
 * Returns: whether @body came to its end
 */
gboolean lec_codec_guard_run (LecCodecGuard *self,
                              LecCodecBody body,
                              gpointer data,
                              LecError code,
                              const char *what,
                              GError **error);

/* Ends the body that runs within @self. */
G_NORETURN void lec_codec_guard_fail (LecCodecGuard *self, const char *message);

/* Fails where the sides are not within 1..LEC_PICTURE_MAX_SIDE. */
void lec_codec_guard_check_size (LecCodecGuard *self, guint32 width, guint32 height);

typedef struct _LecRowSink LecRowSink;

LecRowSink *lec_row_sink_new (int width, int height);
void lec_row_sink_free (LecRowSink *self);
/* The next row from above: R'G'B' or full-range BT.601 Y'CbCr, three bytes a pixel. */
void lec_row_sink_add_rgb (LecRowSink *self, const guint8 *rgb);
void lec_row_sink_add_ycc (LecRowSink *self, const guint8 *ycc);
/* After the last row. Returns: (transfer full) */
LecPicture *lec_row_sink_steal (LecRowSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRowSink, lec_row_sink_free)

LecPicture *lec_picture_decode_jpeg (GBytes *bytes, GError **error);
LecPicture *lec_picture_decode_png (GBytes *bytes, GError **error);

G_END_DECLS
