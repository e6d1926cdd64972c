/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that handles libharu's errors: after a failure it ignores all
 * calls, so nothing is checked on the way and everything in the end. Saving
 * goes through our own stream, since libharu's does not look at what closing a
 * file returns and so takes a full disk for success.
 */
#include "config.h"

#include "documents/pdf-file.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "documents/pdf-file-private.h"

#define HEADER            "%PDF-1.5\n%\xb7\xbe\xad\xaa\n"
#define BUFFER_BYTES      (64 * 1024)
#define MAX_TITLE_LETTERS 1000
#define MAX_PICTURE_BYTES G_GUINT64_CONSTANT (4000000000) /* libharu counts in 32 bits */
#define RULE_WIDTH        "0.5 w\n"

typedef struct
{
  gpointer data;
  GDestroyNotify free_data;
} Kept;

/* What one lec_pdf_file_save() works with. */
typedef struct
{
  LecPendingFile *file;
  GByteArray *buffer;
  LecPdfSavedFunc saved;
  gpointer user_data;
  GCancellable *cancellable;
  guint n_pictures;
  GError *error; /* the first that happened */
} Saving;

/* A link to a page that may not be there yet. */
typedef struct
{
  HPDF_Page page; /* unowned */
  HPDF_Rect rect;
  guint target;
} PageLink;

struct _LecPdfFile
{
  HPDF_Doc doc;
  HPDF_Page page; /* unowned */
  double page_height;
  GPtrArray *pages;                               /* (element-type HPDF_Page) unowned */
  GArray *page_links;                             /* (element-type PageLink) */
  HPDF_Outline outlines[LEC_PDF_BOOKMARK_LEVELS]; /* the last one of each level; unowned */
  HPDF_Dict hidden_font;                          /* unowned */
  GArray *kept;                                   /* (element-type Kept) */
  guint64 picture_bytes;
  Saving *saving; /* unowned; set while saving */
};

static void
kept_clear (gpointer data)
{
  Kept *kept = data;

  kept->free_data (kept->data);
}

LecPdfFile *
lec_pdf_file_new (void)
{
  LecPdfFile *self = g_new0 (LecPdfFile, 1);

  self->doc = HPDF_New (NULL, NULL);
  if (self->doc == NULL)
    g_abort (); /* out of memory, as g_new() would */
  HPDF_SetCompressionMode (self->doc, HPDF_COMP_TEXT | HPDF_COMP_METADATA);
  self->pages = g_ptr_array_new ();
  self->page_links = g_array_new (FALSE, FALSE, sizeof (PageLink));
  self->kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_array_set_clear_func (self->kept, kept_clear);

  return self;
}

void
lec_pdf_file_free (LecPdfFile *self)
{
  if (self == NULL)
    return;

  HPDF_Free (self->doc);
  g_ptr_array_unref (self->pages);
  g_array_unref (self->page_links);
  g_array_unref (self->kept);
  g_free (self);
}

HPDF_Doc
lec_pdf_file_get_doc (LecPdfFile *self)
{
  return self->doc;
}

void
lec_pdf_file_keep (LecPdfFile *self,
                   gpointer data,
                   GDestroyNotify free_data)
{
  Kept kept = { data, free_data };

  g_array_append_val (self->kept, kept);
}

void
lec_pdf_file_count_picture (LecPdfFile *self,
                            guint64 n_bytes)
{
  self->picture_bytes += n_bytes;
}

HPDF_Dict
lec_pdf_file_get_hidden_font (LecPdfFile *self)
{
  return self->hidden_font;
}

void
lec_pdf_file_set_hidden_font (LecPdfFile *self,
                              HPDF_Dict font)
{
  self->hidden_font = font;
}

/* Text that readers show, which libharu's own encoder limits to its own idea of UTF-8. */
static HPDF_Binary
make_text_string (LecPdfFile *self,
                  const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree gunichar2 *units = NULL;
  glong n_units = 0;
  guint n_letters = 0;

  for (const char *p = valid; *p != '\0' && n_letters < MAX_TITLE_LETTERS; p = g_utf8_next_char (p), n_letters++)
    g_string_append_unichar (clean, g_unichar_iscntrl (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));

  units = g_utf8_to_utf16 (clean->str, -1, NULL, &n_units, NULL);
  g_byte_array_append (bytes, (const guint8 *) "\xfe\xff", 2);
  for (glong i = 0; i < n_units; i++)
    {
      guint8 pair[2] = { units[i] >> 8, units[i] & 0xff };

      g_byte_array_append (bytes, pair, 2);
    }

  return HPDF_Binary_New (self->doc->mmgr, bytes->data, bytes->len);
}

static void
set_date (LecPdfFile *self,
          HPDF_InfoType type,
          GDateTime *time)
{
  HPDF_Date date = {
    .year = g_date_time_get_year (time),
    .month = g_date_time_get_month (time),
    .day = g_date_time_get_day_of_month (time),
    .hour = g_date_time_get_hour (time),
    .minutes = g_date_time_get_minute (time),
    .seconds = g_date_time_get_second (time),
    .ind = 'Z',
  };

  HPDF_SetInfoDateAttr (self->doc, type, date);
}

void
lec_pdf_file_set_information (LecPdfFile *self,
                              const char *title,
                              const char *language,
                              gint64 time_s)
{
  g_autoptr (GDateTime) time = time_s > 0 ? g_date_time_new_from_unix_utc (time_s) : NULL;
  HPDF_Dict preferences;

  g_return_if_fail (self != NULL && title != NULL && language != NULL);

  HPDF_SetInfoAttr (self->doc, HPDF_INFO_CREATOR, "Lectern " LECTERN_VERSION);
  HPDF_Dict_Add (self->doc->info, "Title", make_text_string (self, title));
  if (time != NULL)
    {
      set_date (self, HPDF_INFO_CREATION_DATE, time);
      set_date (self, HPDF_INFO_MOD_DATE, time);
    }
  HPDF_Dict_Add (self->doc->catalog, "Lang", HPDF_String_New (self->doc->mmgr, language, NULL));
  preferences = HPDF_Dict_New (self->doc->mmgr);
  HPDF_Dict_AddBoolean (preferences, "DisplayDocTitle", HPDF_TRUE);
  HPDF_Dict_Add (self->doc->catalog, "ViewerPreferences", preferences);
}

void
lec_pdf_file_add_page (LecPdfFile *self,
                       double width,
                       double height)
{
  g_return_if_fail (self != NULL && width > 0 && height > 0);

  self->page = HPDF_AddPage (self->doc);
  if (self->page == NULL)
    return;
  HPDF_Page_SetWidth (self->page, width);
  HPDF_Page_SetHeight (self->page, height);
  self->page_height = height;
  g_ptr_array_add (self->pages, self->page);
}

void
lec_pdf_file_label_page (LecPdfFile *self,
                         const char *prefix,
                         guint number)
{
  g_return_if_fail (self != NULL && self->pages->len > 0 && number > 0);

  HPDF_AddPageLabel (self->doc, self->pages->len - 1, HPDF_PAGE_NUM_STYLE_DECIMAL, number, prefix);
}

void
lec_pdf_file_add_bookmark (LecPdfFile *self,
                           const char *title)
{
  lec_pdf_file_add_bookmark_at (self, 0, title);
}

void
lec_pdf_file_add_bookmark_at (LecPdfFile *self,
                              guint level,
                              const char *title)
{
  HPDF_Outline outline;
  HPDF_Destination destination;

  g_return_if_fail (self != NULL && title != NULL && level < LEC_PDF_BOOKMARK_LEVELS);
  g_return_if_fail (level == 0 || self->outlines[level - 1] != NULL || self->page == NULL);

  if (self->page == NULL)
    return;
  outline = HPDF_CreateOutline (self->doc, level > 0 ? self->outlines[level - 1] : NULL, "-", NULL);
  destination = HPDF_Page_CreateDestination (self->page);
  if (outline == NULL || destination == NULL)
    return;
  HPDF_Dict_Add (outline, "Title", make_text_string (self, title));
  HPDF_Destination_SetFit (destination);
  HPDF_Outline_SetDestination (outline, destination);
  self->outlines[level] = outline;
}

static HPDF_Rect
make_rect (LecPdfFile *self,
           const LecPdfBox *box)
{
  HPDF_Rect rect;

  rect.left = box->x;
  rect.right = box->x + box->width;
  rect.top = self->page_height - box->y;
  rect.bottom = rect.top - box->height;

  return rect;
}

void
lec_pdf_file_add_link (LecPdfFile *self,
                       const LecPdfBox *box,
                       const char *uri)
{
  HPDF_Annotation link;

  g_return_if_fail (self != NULL && box != NULL && uri != NULL);

  if (self->page == NULL)
    return;
  link = HPDF_Page_CreateURILinkAnnot (self->page, make_rect (self, box), uri);
  if (link != NULL)
    HPDF_LinkAnnot_SetBorderStyle (link, 0, 0, 0);
}

void
lec_pdf_file_add_page_link (LecPdfFile *self,
                            const LecPdfBox *box,
                            guint target)
{
  PageLink link = { .target = target };

  g_return_if_fail (self != NULL && box != NULL);

  if (self->page == NULL)
    return;
  link.page = self->page;
  link.rect = make_rect (self, box);
  g_array_append_val (self->page_links, link);
}

guint
lec_pdf_file_get_n_pages (LecPdfFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

/* Now that all pages are there. */
static void
resolve_page_links (LecPdfFile *self)
{
  for (guint i = 0; i < self->page_links->len; i++)
    {
      const PageLink *link = &g_array_index (self->page_links, PageLink, i);
      HPDF_Destination destination = NULL;
      HPDF_Annotation annotation = NULL;

      if (link->target >= self->pages->len)
        continue;
      destination = HPDF_Page_CreateDestination (g_ptr_array_index (self->pages, link->target));
      if (destination == NULL)
        return;
      HPDF_Destination_SetFit (destination);
      annotation = HPDF_Page_CreateLinkAnnot (link->page, link->rect, destination);
      if (annotation != NULL)
        HPDF_LinkAnnot_SetBorderStyle (annotation, 0, 0, 0);
    }
  g_array_set_size (self->page_links, 0);
}

void
lec_pdf_file_append (LecPdfFile *self,
                     const char *operators)
{
  if (self->page != NULL)
    HPDF_Stream_WriteStr (((HPDF_PageAttr) self->page->attr)->stream, operators);
}

void
lec_pdf_file_append_number (LecPdfFile *self,
                            double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.3f ", number);
  lec_pdf_file_append (self, text);
}

double
lec_pdf_file_flip_y (LecPdfFile *self,
                     double y)
{
  return self->page_height - y;
}

void
lec_pdf_file_paint_object (LecPdfFile *self,
                           HPDF_Dict object,
                           const double matrix[6])
{
  const char *name;

  if (self->page == NULL)
    return;
  name = HPDF_Page_GetXObjectName (self->page, object);
  if (name == NULL)
    return;

  lec_pdf_file_append (self, "q ");
  for (int i = 0; i < 6; i++)
    lec_pdf_file_append_number (self, matrix[i]);
  lec_pdf_file_append (self, "cm /");
  lec_pdf_file_append (self, name);
  lec_pdf_file_append (self, " Do Q\n");
}

const char *
lec_pdf_file_use_font (LecPdfFile *self,
                       HPDF_Dict font)
{
  return self->page != NULL ? HPDF_Page_GetLocalFontName (self->page, font) : NULL;
}

static void
append_box (LecPdfFile *self,
            const LecPdfBox *box)
{
  lec_pdf_file_append_number (self, box->x);
  lec_pdf_file_append_number (self, self->page_height - box->y - box->height);
  lec_pdf_file_append_number (self, box->width);
  lec_pdf_file_append_number (self, box->height);
  lec_pdf_file_append (self, "re ");
}

void
lec_pdf_file_fill_box (LecPdfFile *self,
                       const LecPdfBox *box,
                       double grey)
{
  g_return_if_fail (self != NULL && box != NULL);

  lec_pdf_file_append_number (self, grey);
  lec_pdf_file_append (self, "g ");
  append_box (self, box);
  lec_pdf_file_append (self, "f 0 g\n");
}

void
lec_pdf_file_draw_frame (LecPdfFile *self,
                         const LecPdfBox *box,
                         double grey)
{
  g_return_if_fail (self != NULL && box != NULL);

  lec_pdf_file_append_number (self, grey);
  lec_pdf_file_append (self, "G " RULE_WIDTH);
  append_box (self, box);
  lec_pdf_file_append (self, "S\n");
}

void
lec_pdf_file_draw_rule (LecPdfFile *self,
                        double x,
                        double y,
                        double width,
                        double grey)
{
  g_return_if_fail (self != NULL);

  lec_pdf_file_append_number (self, grey);
  lec_pdf_file_append (self, "G " RULE_WIDTH);
  lec_pdf_file_append_number (self, x);
  lec_pdf_file_append_number (self, self->page_height - y);
  lec_pdf_file_append (self, "m ");
  lec_pdf_file_append_number (self, x + width);
  lec_pdf_file_append_number (self, self->page_height - y);
  lec_pdf_file_append (self, "l S\n");
}

void
lec_pdf_file_picture_saved (LecPdfFile *self,
                            GError *error)
{
  Saving *saving = self->saving;

  g_return_if_fail (saving != NULL);

  if (saving->error == NULL)
    saving->error = g_steal_pointer (&error);
  g_clear_error (&error);

  saving->n_pictures++;
  if (saving->saved != NULL)
    saving->saved (saving->n_pictures, saving->user_data);
}

static gboolean
flush (Saving *saving)
{
  gboolean done = saving->error == NULL &&
                  !g_cancellable_set_error_if_cancelled (saving->cancellable, &saving->error) &&
                  lec_pending_file_write (saving->file, saving->buffer->data, saving->buffer->len,
                                          &saving->error);

  g_byte_array_set_size (saving->buffer, 0);

  return done;
}

static HPDF_STATUS
write_cb (HPDF_Stream stream,
          const HPDF_BYTE *data,
          HPDF_UINT length)
{
  Saving *saving = stream->attr;

  g_byte_array_append (saving->buffer, data, length);
  if (saving->buffer->len >= BUFFER_BYTES && !flush (saving))
    return HPDF_SetError (stream->error, HPDF_FILE_IO_ERROR, 0);

  return HPDF_OK;
}

static void
write_objects (LecPdfFile *self,
               HPDF_Stream stream)
{
  HPDF_Stream_WriteStr (stream, HEADER);
  HPDF_Dict_Add (self->doc->trailer, "Root", self->doc->catalog);
  HPDF_Dict_Add (self->doc->trailer, "Info", self->doc->info);
  HPDF_Xref_WriteToStream (self->doc->xref, stream, NULL);
}

static gboolean
save (LecPdfFile *self,
      Saving *saving,
      GError **error)
{
  HPDF_Stream stream = HPDF_CallbackWriter_New (self->doc->mmgr, write_cb, saving);

  resolve_page_links (self);
  if (HPDF_GetError (self->doc) == HPDF_NOERROR)
    write_objects (self, stream);
  HPDF_Stream_Free (stream);
  if (HPDF_GetError (self->doc) == HPDF_NOERROR)
    flush (saving);

  if (saving->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&saving->error));
      return FALSE;
    }
  if (HPDF_GetError (self->doc) != HPDF_NOERROR)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the PDF could not be made (libharu error %04lx)"),
                   HPDF_GetError (self->doc));
      return FALSE;
    }

  return lec_pending_file_commit (saving->file, error);
}

gboolean
lec_pdf_file_save (LecPdfFile *self,
                   const char *path,
                   LecPdfSavedFunc saved,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LecPendingFile) file = NULL;
  g_autoptr (GByteArray) buffer = g_byte_array_sized_new (2 * BUFFER_BYTES);
  Saving saving = { .buffer = buffer, .saved = saved, .user_data = user_data, .cancellable = cancellable };
  gboolean done;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (self->picture_bytes > MAX_PICTURE_BYTES)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_LIMIT, _ ("the PDF would be larger than 4 GB; leave out --lossless"));
      return FALSE;
    }

  file = lec_pending_file_new (path, TRUE, error);
  if (file == NULL)
    return FALSE;

  saving.file = file;
  self->saving = &saving;
  done = save (self, &saving, error);
  self->saving = NULL;

  return done;
}
