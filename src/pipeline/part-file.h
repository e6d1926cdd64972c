/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What reading a part of a video leaves behind: the signatures of all its
 * frames, from which stretches are found as if the video had been read in one
 * go, and the stills of those that were seen in the part.
 */
#pragma once

#include <gio/gio.h>

#include "media/read-part.h"
#include "media/signature.h"
#include "media/stretch.h"

G_BEGIN_DECLS

/**
 * LecPartFacts:
 * @part: which one
 * @first: of the packets of the video, and
 * @end: and
 * @n_packets: as of LecPartSpan
 * @width: of the video's pictures, and
 * @height: in pixels
 * @video: what LecVideoInfo is as JSON
 */
typedef struct
{
  LecReadPart part;
  guint first;
  guint end;
  guint n_packets;
  int width;
  int height;
  char *video;
} LecPartFacts;

void lec_part_facts_clear (LecPartFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecPartFacts, lec_part_facts_clear)

typedef struct _LecPartWriter LecPartWriter;

/* Returns: (transfer full) (nullable): %LEC_ERROR_NO_SPACE, _NOT_WRITABLE or _INTERNAL, as all that
 * follows */
LecPartWriter *lec_part_writer_new (const char *path, const LecPartFacts *facts, GError **error);
void lec_part_writer_free (LecPartWriter *self);
gboolean lec_part_writer_add_frame (LecPartWriter *self,
                                    const LecSignature *signature,
                                    double time_s,
                                    double end_s,
                                    gboolean after_gap,
                                    GError **error);
/* @picture: as a file */
gboolean lec_part_writer_add_still (LecPartWriter *self, const LecStretch *stretch, GBytes *picture, GError **error);
/* The file is there from now on. @read_s: up to where the video was read */
gboolean lec_part_writer_finish (LecPartWriter *self, double read_s, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPartWriter, lec_part_writer_free)

/**
 * LecPartRecordKind:
 * @LEC_PART_FRAME: what all but @still tells
 * @LEC_PART_STILL: what @still tells
 * @LEC_PART_END: the last one; @time_s is up to where the video was read
 */
typedef enum
{
  LEC_PART_FRAME,
  LEC_PART_STILL,
  LEC_PART_END,
} LecPartRecordKind;

/**
 * LecPartStill: the picture of a stretch as it was seen in the part
 * @picture: as a file: not looked at yet
 */
typedef struct
{
  double start_s;
  double settled_s;
  double end_s;
  double picture_s;
  GBytes *picture;
} LecPartStill;

/**
 * LecPartRecord:
 * @signature: borrowed until the next record
 * @still: likewise
 */
typedef struct
{
  LecPartRecordKind kind;
  const LecSignature *signature;
  double time_s;
  double end_s;
  gboolean after_gap;
  LecPartStill still;
} LecPartRecord;

typedef struct _LecPartReader LecPartReader;

/* Returns: (transfer full) (nullable): %LEC_ERROR_NOT_FOUND, or _PROTOCOL for what is no such file
 * of this version */
LecPartReader *lec_part_reader_new (const char *path, GError **error);
void lec_part_reader_free (LecPartReader *self);
const LecPartFacts *lec_part_reader_get_facts (LecPartReader *self);
/**
 * lec_part_reader_next:
 *
 * Nothing follows %LEC_PART_END, and without one the file is damaged. Frames come in order of time.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL
 */
gboolean lec_part_reader_next (LecPartReader *self, LecPartRecord *record, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPartReader, lec_part_reader_free)

G_END_DECLS
