/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of records, deflated, with a checksum at the end: a byte that says what
 * a record is, its length, a GVariant. Of a signature only the rows that differ
 * from the one before are kept, as differences: where nothing moves a frame is
 * a few bytes. Neither side holds more than one record.
 */
#include "pipeline/part-file.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"

#define VERSION     1
#define FACTS_TYPE  "(uuuuuuuus)"
#define FRAME_TYPE  "(ddbayay)"
#define STILL_TYPE  "(dddday)"
#define END_TYPE    "d"
#define ZIP_LEVEL   1
#define MAX_SIDE    65535
#define MAX_TIME_S  1e7
#define BUFFER_SIZE (64 * 1024)
/* An uncompressed picture of the largest size fits. */
#define MAX_STILL_BYTES  (1u << 30)
#define MAX_RECORD_BYTES (1u << 20)
/* So much is made room for before any of it is there. */
#define FIRST_PIECE_BYTES (64 * 1024)

typedef struct
{
  guint8 tag;
  guint8 length[4];
} RecordHead;

G_STATIC_ASSERT (sizeof (RecordHead) == 5);

enum
{
  TAG_FACTS = 'v',
  TAG_FRAME = 'f',
  TAG_STILL = 'p',
  TAG_END = 'e',
};

struct _LecPartWriter
{
  LecPendingFile *file;
  GOutputStream *out;
  LecSignature *last;
  guint8 *changed; /* a byte a row */
  guint8 *rows;    /* those that have changed */
};

struct _LecPartReader
{
  char *path;
  GInputStream *in;
  LecPartFacts facts;
  LecSignature *last;
  GVariant *record; /* (nullable): the last one */
  GBytes *picture;  /* (nullable): of it */
  double time_s;    /* of the last frame */
  gboolean ended;
};

void
lec_part_facts_clear (LecPartFacts *self)
{
  g_clear_pointer (&self->video, g_free);
}

/* --- Writing --- */

static LecError
get_code (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? LEC_ERROR_NO_SPACE : LEC_ERROR_INTERNAL;
}

/* Takes a floating @variant. */
static gboolean
write_record (LecPartWriter *self,
              guint8 tag,
              GVariant *variant,
              GError **error)
{
  g_autoptr (GVariant) record = g_variant_ref_sink (variant);
  guint32 length = GUINT32_TO_LE ((guint32) g_variant_get_size (record));
  g_autoptr (GError) cause = NULL;
  RecordHead head = { .tag = tag };

  memcpy (head.length, &length, sizeof length);
  if (g_output_stream_write_all (self->out, &head, sizeof head, NULL, NULL, &cause) &&
      g_output_stream_write_all (self->out, g_variant_get_data (record), g_variant_get_size (record), NULL, NULL,
                                 &cause))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, get_code (cause), cause->message);
  return FALSE;
}

static gboolean
open_stream (LecPartWriter *self,
             GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (lec_pending_file_get_path (self->file));
  g_autoptr (GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, ZIP_LEVEL));
  g_autoptr (GFileOutputStream) base = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error);
  g_autoptr (GOutputStream) packed = NULL;

  if (base == NULL)
    {
      g_prefix_error (error, "%s: ", lec_pending_file_get_path (self->file));
      return FALSE;
    }

  packed = g_converter_output_stream_new (G_OUTPUT_STREAM (base), zip);
  self->out = g_buffered_output_stream_new_sized (packed, BUFFER_SIZE);
  return TRUE;
}

LecPartWriter *
lec_part_writer_new (const char *path,
                     const LecPartFacts *facts,
                     GError **error)
{
  g_autoptr (LecPartWriter) self = g_new0 (LecPartWriter, 1);
  GVariant *variant = NULL;

  g_return_val_if_fail (path != NULL && facts != NULL && facts->video != NULL, NULL);

  self->last = lec_signature_new_for_size (facts->width, facts->height);
  self->changed = g_malloc0 ((gsize) self->last->height);
  self->rows = g_malloc ((gsize) self->last->width * self->last->height);
  self->file = lec_pending_file_new (path, TRUE, error);
  if (self->file == NULL || !open_stream (self, error))
    return NULL;

  variant = g_variant_new (FACTS_TYPE, VERSION, facts->part.index, facts->part.n, facts->first, facts->end,
                           facts->n_packets, (guint) facts->width, (guint) facts->height, facts->video);
  return write_record (self, TAG_FACTS, variant, error) ? g_steal_pointer (&self) : NULL;
}

void
lec_part_writer_free (LecPartWriter *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->out);
  g_clear_pointer (&self->file, lec_pending_file_free);
  g_clear_pointer (&self->last, lec_signature_free);
  g_free (self->changed);
  g_free (self->rows);
  g_free (self);
}

/* Returns: how many bytes of @rows are used; what is @last is @signature then */
static gsize
collect_rows (LecPartWriter *self,
              const LecSignature *signature)
{
  gsize width = (gsize) signature->width, n = 0;

  for (int y = 0; y < signature->height; y++)
    {
      const guint8 *row = signature->luma + (gsize) y * width;
      guint8 *last = self->last->luma + (gsize) y * width;

      self->changed[y] = memcmp (row, last, width) != 0;
      if (!self->changed[y])
        continue;
      for (gsize x = 0; x < width; x++)
        self->rows[n + x] = (guint8) (row[x] - last[x]);
      memcpy (last, row, width);
      n += width;
    }

  return n;
}

gboolean
lec_part_writer_add_frame (LecPartWriter *self,
                           const LecSignature *signature,
                           double time_s,
                           double end_s,
                           gboolean after_gap,
                           GError **error)
{
  gsize n_bytes;

  g_return_val_if_fail (self != NULL && signature != NULL, FALSE);
  g_return_val_if_fail (signature->width == self->last->width && signature->height == self->last->height, FALSE);

  n_bytes = collect_rows (self, signature);
  return write_record (self, TAG_FRAME,
                       g_variant_new ("(ddb@ay@ay)", time_s, end_s, after_gap,
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->changed,
                                                                 (gsize) signature->height, 1),
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->rows, n_bytes, 1)),
                       error);
}

gboolean
lec_part_writer_add_still (LecPartWriter *self,
                           const LecStretch *stretch,
                           GBytes *picture,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && stretch != NULL && picture != NULL, FALSE);

  return write_record (self, TAG_STILL,
                       g_variant_new ("(dddd@ay)", stretch->start_s, stretch->settled_s, stretch->end_s,
                                      stretch->picture_s,
                                      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, picture, TRUE)),
                       error);
}

gboolean
lec_part_writer_finish (LecPartWriter *self,
                        double read_s,
                        GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!write_record (self, TAG_END, g_variant_new_double (read_s), error))
    return FALSE;
  if (!g_output_stream_close (self->out, NULL, &cause))
    {
      g_set_error_literal (error, LEC_ERROR, get_code (cause), cause->message);
      return FALSE;
    }

  return lec_pending_file_commit (self->file, error);
}

/* --- Reading --- */

static gboolean
is_time (double seconds)
{
  return isfinite (seconds) && seconds >= 0 && seconds < MAX_TIME_S;
}

static gboolean
set_damaged (LecPartReader *self,
             GError **error)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "%s is damaged, or no part of a video of this version",
               self->path);
  return FALSE;
}

static const char *
get_type (guint8 tag)
{
  switch (tag)
    {
    case TAG_FACTS:
      return FACTS_TYPE;
    case TAG_FRAME:
      return FRAME_TYPE;
    case TAG_STILL:
      return STILL_TYPE;
    case TAG_END:
      return END_TYPE;
    default:
      return NULL;
    }
}

/* Room is made as bytes come: a length alone costs nothing. Returns: (transfer full) (nullable) */
static guint8 *
read_bytes (LecPartReader *self,
            gsize length)
{
  g_autofree guint8 *data = NULL;
  gsize n_filled = 0;

  while (n_filled < length)
    {
      gsize room = MIN (length, MAX (2 * n_filled, FIRST_PIECE_BYTES));
      guint8 *grown = g_try_realloc (data, room);
      gsize n_read = 0;

      if (grown == NULL)
        return NULL;
      (void) g_steal_pointer (&data); /* Is in @grown now. */
      data = grown;
      if (!g_input_stream_read_all (self->in, data + n_filled, room - n_filled, &n_read, NULL, NULL) ||
          n_read != room - n_filled)
        return NULL;
      n_filled = room;
    }

  return g_steal_pointer (&data);
}

/* In normal form, untrusted in all else. Returns: (transfer full) (nullable) */
static GVariant *
read_record (LecPartReader *self,
             guint8 *tag)
{
  RecordHead head;
  guint32 length;
  gsize n_read;
  const char *type;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;

  if (!g_input_stream_read_all (self->in, &head, sizeof head, &n_read, NULL, NULL) || n_read != sizeof head)
    return NULL;
  memcpy (&length, head.length, sizeof length);
  length = GUINT32_FROM_LE (length);
  type = get_type (head.tag);
  if (type == NULL || length == 0 || length > (head.tag == TAG_STILL ? MAX_STILL_BYTES : MAX_RECORD_BYTES))
    return NULL;

  data = read_bytes (self, length);
  if (data == NULL)
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));
  *tag = head.tag;
  return g_variant_is_normal_form (variant) ? g_steal_pointer (&variant) : NULL;
}

static gboolean
read_facts (LecPartReader *self)
{
  guint8 tag = 0;
  g_autoptr (GVariant) record = read_record (self, &tag);
  LecPartFacts *facts = &self->facts;
  guint version, width, height;

  if (record == NULL || tag != TAG_FACTS)
    return FALSE;

  g_variant_get (record, FACTS_TYPE, &version, &facts->part.index, &facts->part.n, &facts->first, &facts->end,
                 &facts->n_packets, &width, &height, &facts->video);
  if (version != VERSION || facts->part.n > LEC_READ_MAX_PARTS || facts->part.index >= facts->part.n ||
      facts->first > facts->end || facts->end > facts->n_packets || width < 1 || width > MAX_SIDE || height < 1 ||
      height > MAX_SIDE)
    return FALSE;

  facts->width = (int) width;
  facts->height = (int) height;
  self->last = lec_signature_new_for_size (facts->width, facts->height);
  return TRUE;
}

LecPartReader *
lec_part_reader_new (const char *path,
                     GError **error)
{
  g_autoptr (LecPartReader) self = g_new0 (LecPartReader, 1);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) base = NULL;
  g_autoptr (GConverter) unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) packed = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  file = g_file_new_for_path (path);
  base = g_file_read (file, NULL, &cause);
  if (base == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, "%s: %s", path, cause->message);
      return NULL;
    }

  packed = g_converter_input_stream_new (G_INPUT_STREAM (base), unzip);
  self->in = g_buffered_input_stream_new_sized (packed, BUFFER_SIZE);
  if (read_facts (self))
    return g_steal_pointer (&self);

  set_damaged (self, error);
  return NULL;
}

void
lec_part_reader_free (LecPartReader *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->in);
  g_clear_pointer (&self->last, lec_signature_free);
  g_clear_pointer (&self->record, g_variant_unref);
  g_clear_pointer (&self->picture, g_bytes_unref);
  lec_part_facts_clear (&self->facts);
  g_free (self->path);
  g_free (self);
}

const LecPartFacts *
lec_part_reader_get_facts (LecPartReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->facts;
}

static guint
count_changed (const guint8 *changed,
               gsize n_rows)
{
  guint n = 0;

  for (gsize i = 0; i < n_rows; i++)
    n += changed[i] != 0;

  return n;
}

/* What @last is then is the frame's signature. */
static void
apply_rows (LecSignature *last,
            const guint8 *changed,
            const guint8 *rows)
{
  gsize width = (gsize) last->width;

  for (int y = 0; y < last->height; y++)
    {
      guint8 *row = last->luma + (gsize) y * width;

      if (!changed[y])
        continue;
      for (gsize x = 0; x < width; x++)
        row[x] = (guint8) (row[x] + rows[x]);
      rows += width;
    }
}

static gboolean
take_frame (LecPartReader *self,
            LecPartRecord *record)
{
  g_autoptr (GVariant) changed = NULL;
  g_autoptr (GVariant) rows = NULL;
  const guint8 *is_changed, *bytes;
  gsize n_rows, n_bytes;

  g_variant_get (self->record, "(ddb@ay@ay)", &record->time_s, &record->end_s, &record->after_gap, &changed, &rows);
  is_changed = g_variant_get_fixed_array (changed, &n_rows, 1);
  bytes = g_variant_get_fixed_array (rows, &n_bytes, 1);
  if (!is_time (record->time_s) || !is_time (record->end_s) || record->end_s < record->time_s ||
      record->time_s < self->time_s || n_rows != (gsize) self->last->height ||
      n_bytes != count_changed (is_changed, n_rows) * (gsize) self->last->width)
    return FALSE;

  apply_rows (self->last, is_changed, bytes);
  self->time_s = record->time_s;
  record->kind = LEC_PART_FRAME;
  record->signature = self->last;
  return TRUE;
}

static gboolean
take_still (LecPartReader *self,
            LecPartRecord *record)
{
  g_autoptr (GVariant) picture = NULL;
  LecPartStill *still = &record->still;

  g_variant_get (self->record, "(dddd@ay)", &still->start_s, &still->settled_s, &still->end_s, &still->picture_s,
                 &picture);
  if (!is_time (still->start_s) || !is_time (still->settled_s) || !is_time (still->end_s) ||
      !is_time (still->picture_s) || still->end_s < still->start_s)
    return FALSE;

  self->picture = g_variant_get_data_as_bytes (picture);
  record->kind = LEC_PART_STILL;
  still->picture = self->picture;
  return TRUE;
}

/* Reading to the end makes the decompressor look at its checksum. */
static gboolean
take_end (LecPartReader *self,
          LecPartRecord *record)
{
  guint8 more;
  gsize n_more;

  record->kind = LEC_PART_END;
  record->time_s = g_variant_get_double (self->record);
  self->ended = TRUE;
  return is_time (record->time_s) && g_input_stream_read_all (self->in, &more, 1, &n_more, NULL, NULL) && n_more == 0;
}

static gboolean
take_record (LecPartReader *self,
             guint8 tag,
             LecPartRecord *record)
{
  switch (tag)
    {
    case TAG_FRAME:
      return take_frame (self, record);
    case TAG_STILL:
      return take_still (self, record);
    case TAG_END:
      return take_end (self, record);
    default:
      return FALSE;
    }
}

gboolean
lec_part_reader_next (LecPartReader *self,
                      LecPartRecord *record,
                      GError **error)
{
  guint8 tag = 0;

  g_return_val_if_fail (self != NULL && record != NULL && !self->ended, FALSE);

  *record = (LecPartRecord){ 0 };
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_pointer (&self->record, g_variant_unref);
  self->record = read_record (self, &tag);

  return (self->record != NULL && take_record (self, tag, record)) || set_damaged (self, error);
}
