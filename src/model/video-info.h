/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a probe found out about a video file. Plain data, JSON both ways.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of an address that is kept. */
#define LEC_MAX_ADDRESS_BYTES 8192

/**
 * LecVideoInfo:
 * @path: as it was given
 * @address: (nullable): on the web, where it was brought from; without anything secret
 * @is_page: whether that is a page which shows it, and not its file
 * @size_bytes: of the file
 * @container: "mp4", "matroska", "mpegts", …: GStreamer's media type without parameters
 * @codec: "h264", "h265", "vp8", "vp9", "av1", "mpeg4", "mjpeg", "prores", else the media type
 * @profile: (nullable): codec profile, as the stream names it
 * @width: of the upright, square-pixel picture
 * @height: likewise
 * @coded_width: as stored in the stream
 * @coded_height: likewise
 * @par_n: pixel aspect ratio numerator
 * @par_d: denominator, never 0
 * @rotation_deg: 0, 90, 180, 270 clockwise, to be applied for an upright picture
 * @fps: mean frames a second; 0 when unknown
 * @bit_depth: 8 to 16
 * @duration_s: of the stream; 0 when unknown
 * @seekable: whether the container has an index
 * @n_audio_streams: …
 * @n_subtitle_streams: …
 */
typedef struct
{
  char *path;
  char *address;
  gboolean is_page;
  gint64 size_bytes;
  char *container;
  char *codec;
  char *profile;
  int width;
  int height;
  int coded_width;
  int coded_height;
  int par_n;
  int par_d;
  int rotation_deg;
  double fps;
  int bit_depth;
  double duration_s;
  guint seekable : 1;
  guint n_audio_streams;
  guint n_subtitle_streams;
} LecVideoInfo;

LecVideoInfo *lec_video_info_new (void);
LecVideoInfo *lec_video_info_copy (const LecVideoInfo *self);
void lec_video_info_free (LecVideoInfo *self);
JsonNode *lec_video_info_to_json (const LecVideoInfo *self);
LecVideoInfo *lec_video_info_from_json (JsonNode *node, GError **error);
LecVideoInfo *lec_video_info_load (const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecVideoInfo, lec_video_info_free)

G_END_DECLS
