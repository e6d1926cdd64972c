/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The subtitle tracks within a video, as text with its markup.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the text of a track is written. */
typedef enum
{
  LEC_SUBTITLE_PLAIN,  /* as it is to be shown */
  LEC_SUBTITLE_TAGS,   /* with tags and entities: SubRip, WebVTT's cue texts, Pango's markup */
  LEC_SUBTITLE_ASS,    /* a line of dialogue */
  LEC_SUBTITLE_BLOCKS, /* pieces of a WebVTT file, with times of their own */
} LecSubtitleForm;

/* @text: UTF-8, not blank; seconds of stream time */
typedef struct
{
  double start_s;
  double end_s;
  char *text;
} LecSubtitlePiece;

/**
 * LecSubtitleTrack:
 * @language: (nullable): ISO 639-1 where there is such a code
 * @title: (nullable): UTF-8
 * @is_default: whether players show it unless told otherwise
 * @pieces: (element-type LecSubtitlePiece): in the order of the file
 * @n_bytes: of all pieces
 */
typedef struct
{
  LecSubtitleForm form;
  char *language;
  char *title;
  gboolean is_default;
  GPtrArray *pieces;
  gsize n_bytes;
} LecSubtitleTrack;

/**
 * LecSubtitleTracks:
 * @tracks: (element-type LecSubtitleTrack): those with text in them, in the order of the file
 * @n_pictures: how many tracks there are that cannot be read: pictures of text, mostly
 */
typedef struct
{
  GPtrArray *tracks;
  guint n_pictures;
} LecSubtitleTracks;

/* @fraction: of the file that is read, 0..1; on the caller's thread */
typedef void (*LecSubtitleProgressFunc) (double fraction, gpointer user_data);

LecSubtitleTracks *lec_subtitle_tracks_read (const char *path,
                                             guint stall_timeout_ms,
                                             LecSubtitleProgressFunc progress,
                                             gpointer user_data,
                                             GCancellable *cancellable,
                                             GError **error);
void lec_subtitle_tracks_free (LecSubtitleTracks *self);
const LecSubtitleTrack *lec_subtitle_tracks_choose (const LecSubtitleTracks *self, const char *const *languages);
char *lec_subtitle_language_make (const char *code);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSubtitleTracks, lec_subtitle_tracks_free)

G_END_DECLS
