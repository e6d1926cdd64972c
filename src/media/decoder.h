/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses and configures the software decoder for a video stream.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * lec_decoder_new:
 * @caps: of the parsed stream
 * @max_threads: 1..16; VP9 has one for all but large pictures
 *
 * Returns: (transfer floating) (nullable): %NULL with %LEC_ERROR_UNSUPPORTED naming the codec and
 *   the Debian package that brings a decoder
 */
GstElement *lec_decoder_new (const GstCaps *caps, guint max_threads, GError **error);

/* Whether @factory may be what lec_decoder_new() takes for @caps, for those who choose in another
 * way. */
gboolean lec_decoder_is_chosen (GstElementFactory *factory, const GstCaps *caps);
/* However much damage there is, it is skipped and not shown. */
void lec_decoder_skip_damage (GstElement *decoder);

/* The short name LecVideoInfo promises: "h264", "vp9", …; else the media type. */
const char *lec_decoder_get_codec_name (const GstCaps *caps);

/* How many codecs are known by name. */
gsize lec_decoder_count_codecs (void);

/**
 * lec_decoder_check_codec:
 * @index: < lec_decoder_count_codecs()
 * @name: (out) (transfer full): "H.264"
 * @package: (out) (transfer none): Debian package with a decoder
 *
 * Returns: whether a decoder for it can be made
 */
gboolean lec_decoder_check_codec (gsize index, char **name, const char **package);

G_END_DECLS
