/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libharu copies a picture into memory when it is loaded, and PNG decoded, so
 * 400 lossless slides would take gigabytes. Here the picture's stream reads
 * the file while the document is saved, one picture open at a time; PNG's
 * compressed rows are what PDF calls Flate with a PNG predictor.
 */
#include "documents/pdf-picture.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "documents/pdf-file-private.h"
#include "documents/picture-header.h"

struct _LecPdfPicture
{
  LecPdfFile *owner; /* unowned */
  LecPictureHeader *header;
  HPDF_Dict object; /* unowned */
  char *path;
  FILE *data;  /* open while it is being copied */
  guint range; /* which one is being copied */
  gsize done;  /* bytes of it */
};

static void
picture_free (gpointer data)
{
  LecPdfPicture *self = data;

  if (self->data != NULL)
    fclose (self->data);
  lec_picture_header_free (self->header);
  g_free (self->path);
  g_free (self);
}

static guint64
count_bytes (const LecPdfPicture *self)
{
  guint64 n_bytes = 0;

  for (guint i = 0; i < self->header->ranges->len; i++)
    n_bytes += g_array_index (self->header->ranges, LecPictureRange, i).length;

  return n_bytes;
}

/* It fits: lec_pdf_file_save() refuses more. */
static HPDF_UINT32
get_size_cb (HPDF_Stream stream)
{
  return (HPDF_UINT32) count_bytes (stream->attr);
}

static HPDF_STATUS
fail (LecPdfPicture *self,
      HPDF_Stream stream,
      int errnum)
{
  GError *error = NULL;

  lec_error_set_from_errno (&error, errnum != 0 ? errnum : EIO, "read", self->path);
  lec_pdf_file_picture_saved (self->owner, error);

  return HPDF_SetError (stream->error, HPDF_FILE_IO_ERROR, 0);
}

/* libharu goes to the start of a stream before it copies it, and nowhere else. */
static HPDF_STATUS
rewind_cb (HPDF_Stream stream,
           HPDF_INT position,
           HPDF_WhenceMode mode)
{
  LecPdfPicture *self = stream->attr;

  if (self->data == NULL)
    self->data = g_fopen (self->path, "rbe");
  if (self->data == NULL)
    return fail (self, stream, errno);
  self->range = 0;
  self->done = 0;

  return HPDF_OK;
}

/* Copies from the current range; less than @wanted only at the end of it. */
static gsize
read_range (LecPdfPicture *self,
            guint8 *data,
            gsize wanted)
{
  const LecPictureRange *range = &g_array_index (self->header->ranges, LecPictureRange, self->range);
  gsize length = MIN (wanted, range->length - self->done);

  if (self->done == 0 && fseek (self->data, range->offset, SEEK_SET) != 0)
    return 0;
  length = fread (data, 1, length, self->data);
  self->done += length;
  if (self->done == range->length)
    {
      self->range++;
      self->done = 0;
    }

  return length;
}

static HPDF_STATUS
read_cb (HPDF_Stream stream,
         HPDF_BYTE *data,
         HPDF_UINT *length)
{
  LecPdfPicture *self = stream->attr;
  gsize filled = 0;

  while (filled < *length && self->range < self->header->ranges->len)
    {
      gsize n_read = read_range (self, data + filled, *length - filled);

      if (n_read == 0)
        return fail (self, stream, errno);
      filled += n_read;
    }

  *length = (HPDF_UINT) filled;
  if (self->range < self->header->ranges->len)
    return HPDF_OK;

  fclose (g_steal_pointer (&self->data));
  lec_pdf_file_picture_saved (self->owner, NULL);

  return HPDF_STREAM_EOF;
}

/* libharu would compress PNG's rows again if it knew of the filter,
so the entries are written here. */
static HPDF_STATUS
write_png_filter_cb (HPDF_Dict object,
                     HPDF_Stream stream)
{
  LecPdfPicture *self = object->attr;
  g_autofree char *entries = NULL;

  entries = g_strdup_printf ("/Filter /FlateDecode\n"
                             "/DecodeParms << /Predictor 15 /Colors %d /BitsPerComponent 8 /Columns %d >>\n",
                             self->header->n_channels, self->header->width);

  return HPDF_Stream_WriteStr (stream, entries);
}

static void
add_colours (LecPdfPicture *self,
             HPDF_Doc doc)
{
  HPDF_Array indexed;
  const guint8 *palette;
  gsize length;

  if (self->header->palette == NULL)
    {
      HPDF_Dict_AddName (self->object, "ColorSpace", self->header->n_channels == 1 ? "DeviceGray" : "DeviceRGB");
      return;
    }

  palette = g_bytes_get_data (self->header->palette, &length);
  indexed = HPDF_Array_New (doc->mmgr);
  HPDF_Array_AddName (indexed, "Indexed");
  HPDF_Array_AddName (indexed, "DeviceRGB");
  HPDF_Array_AddNumber (indexed, (HPDF_INT32) (length / 3) - 1);
  HPDF_Array_Add (indexed, HPDF_Binary_New (doc->mmgr, (HPDF_BYTE *) palette, (HPDF_UINT) length));
  HPDF_Dict_Add (self->object, "ColorSpace", indexed);
}

static void
make_object (LecPdfPicture *self,
             HPDF_Doc doc)
{
  self->object = HPDF_DictStream_New (doc->mmgr, doc->xref);
  if (self->object == NULL)
    return;

  self->object->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
  HPDF_Dict_AddName (self->object, "Type", "XObject");
  HPDF_Dict_AddName (self->object, "Subtype", "Image");
  HPDF_Dict_AddNumber (self->object, "Width", self->header->width);
  HPDF_Dict_AddNumber (self->object, "Height", self->header->height);
  HPDF_Dict_AddNumber (self->object, "BitsPerComponent", 8);
  add_colours (self, doc);

  /* JPEG spends a bit or two on each block of even ground, always the same ones. */
  if (self->header->jpeg)
    self->object->filter = HPDF_STREAM_FILTER_FLATE_DECODE | HPDF_STREAM_FILTER_DCT_DECODE;
  else
    {
      self->object->attr = self;
      self->object->write_fn = write_png_filter_cb;
    }
  HPDF_Stream_Free (self->object->stream);
  self->object->stream = HPDF_CallbackReader_New (doc->mmgr, read_cb, rewind_cb, NULL, get_size_cb, self);
}

LecPdfPicture *
lec_pdf_picture_load (LecPdfFile *file,
                      const char *path,
                      GError **error)
{
  g_autoptr (LecPictureHeader) header = NULL;
  LecPdfPicture *self;
  FILE *data;

  g_return_val_if_fail (file != NULL && path != NULL, NULL);

  data = g_fopen (path, "rbe");
  if (data == NULL)
    {
      lec_error_set_from_errno (error, errno, "open", path);
      return NULL;
    }
  header = lec_picture_header_read (data, error);
  fclose (data);
  if (header == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  self = g_new0 (LecPdfPicture, 1);
  self->owner = file;
  self->header = g_steal_pointer (&header);
  self->path = g_strdup (path);
  lec_pdf_file_keep (file, self, picture_free);
  lec_pdf_file_count_picture (file, count_bytes (self));
  make_object (self, lec_pdf_file_get_doc (file));

  return self;
}

int
lec_pdf_picture_get_width (const LecPdfPicture *self)
{
  return self->header->width;
}

int
lec_pdf_picture_get_height (const LecPdfPicture *self)
{
  return self->header->height;
}

void
lec_pdf_picture_draw (const LecPdfPicture *self,
                      LecPdfFile *file,
                      const LecPdfBox *box)
{
  double matrix[6] = { box->width, 0, 0, box->height, box->x, 0 };

  if (self->object == NULL)
    return;
  matrix[5] = lec_pdf_file_flip_y (file, box->y + box->height);
  lec_pdf_file_paint_object (file, self->object, matrix);
}
