/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words are set in a font that has no shapes at all: one empty glyph, half
 * a unit wide and one unit high, for every code. With codes that are UTF-16 a
 * word of any script is written without a font that knows it, and the matrix
 * that makes it cover its box is exact. The font is built here, so that files
 * do not depend on what is installed.
 */
#include "documents/pdf-hidden-text.h"

#include <math.h>

#include "documents/pdf-file-private.h"

#define GLYPH_WIDTH      0.5 /* of the font's height */
#define UNITS_PER_EM     1000
#define ADVANCE          500 /* GLYPH_WIDTH in units */
#define MAX_WORD_LETTERS 1000
#define FONT_NAME        "LECTRN+Invisible"

typedef struct
{
  const char *tag;
  const guint8 *data;
  gsize length;
} FontTable;

static const guint8 head_table[54] = {
  0,
  1,
  0,
  0,
  0,
  1,
  0,
  0, /* versions */
  0,
  0,
  0,
  0,
  0x5f,
  0x0f,
  0x3c,
  0xf5, /* checksum, magic */
  0,
  3,
  UNITS_PER_EM >> 8,
  UNITS_PER_EM & 0xff,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0, /* times */
  0,
  0,
  0,
  0,
  ADVANCE >> 8,
  ADVANCE & 0xff,
  UNITS_PER_EM >> 8,
  UNITS_PER_EM & 0xff, /* extent */
  /* style, smallest size, direction, short offsets, glyph format */
  0,
  0,
  0,
  8,
  0,
  2,
  0,
  0,
  0,
  0,
};

static const guint8 hhea_table[36] = {
  [1] = 1,
  [4] = UNITS_PER_EM >> 8, /* ascender */
  [5] = UNITS_PER_EM & 0xff,
  [10] = ADVANCE >> 8, /* widest advance */
  [11] = ADVANCE & 0xff,
  [35] = 2, /* number of advances */
};

static const guint8 maxp_table[32] = { [1] = 1, [5] = 2 /* glyphs */, [15] = 1 /* zones */ };
static const guint8 hmtx_table[8] = { ADVANCE >> 8, ADVANCE & 0xff, 0, 0, ADVANCE >> 8, ADVANCE & 0xff, 0, 0 };
static const guint8 loca_table[6] = { 0 };
static const guint8 glyf_table[1] = { 0 };

/* In the order of their tags, as the format wants them. */
static const FontTable tables[] = {
  { "glyf", glyf_table, sizeof glyf_table },
  { "head", head_table, sizeof head_table },
  { "hhea", hhea_table, sizeof hhea_table },
  { "hmtx", hmtx_table, sizeof hmtx_table },
  { "loca", loca_table, sizeof loca_table },
  { "maxp", maxp_table, sizeof maxp_table },
};

static void
append_u16 (GByteArray *bytes,
            guint16 value)
{
  guint16 big = GUINT16_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
append_u32 (GByteArray *bytes,
            guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static gsize
align_length (gsize length)
{
  return (length + 3) & ~(gsize) 3;
}

static guint32
sum_table (const FontTable *table)
{
  guint32 sum = 0;

  for (gsize i = 0; i < table->length; i++)
    sum += (guint32) table->data[i] << (24 - 8 * (i % 4));

  return sum;
}

static GByteArray *
build_font (void)
{
  static const guint8 padding[4] = { 0 };
  GByteArray *font = g_byte_array_new ();
  guint n_tables = G_N_ELEMENTS (tables);
  gsize offset = 12 + 16 * n_tables;

  append_u32 (font, 0x00010000);
  append_u16 (font, n_tables);
  append_u16 (font, 64); /* 16 * largest power of two within n_tables, its logarithm, the rest */
  append_u16 (font, 2);
  append_u16 (font, 16 * n_tables - 64);
  for (guint i = 0; i < n_tables; i++)
    {
      g_byte_array_append (font, (const guint8 *) tables[i].tag, 4);
      append_u32 (font, sum_table (&tables[i]));
      append_u32 (font, offset);
      append_u32 (font, tables[i].length);
      offset += align_length (tables[i].length);
    }
  for (guint i = 0; i < n_tables; i++)
    {
      g_byte_array_append (font, tables[i].data, tables[i].length);
      g_byte_array_append (font, padding, align_length (tables[i].length) - tables[i].length);
    }

  return font;
}

static HPDF_Dict
make_stream (HPDF_Doc doc,
             const void *data,
             gsize length)
{
  HPDF_Dict stream = HPDF_DictStream_New (doc->mmgr, doc->xref);

  if (stream == NULL)
    return NULL;
  stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  HPDF_Stream_Write (stream->stream, data, length);

  return stream;
}

static HPDF_Dict
make_descriptor (HPDF_Doc doc)
{
  HPDF_Dict descriptor = HPDF_Dict_New (doc->mmgr);
  HPDF_Box extent = { 0, 0, ADVANCE, UNITS_PER_EM };
  g_autoptr (GByteArray) font = build_font ();
  HPDF_Dict file;

  HPDF_Xref_Add (doc->xref, descriptor);
  HPDF_Dict_AddName (descriptor, "Type", "FontDescriptor");
  HPDF_Dict_AddName (descriptor, "FontName", FONT_NAME);
  HPDF_Dict_AddNumber (descriptor, "Flags", 5); /* fixed pitch, symbolic */
  HPDF_Dict_Add (descriptor, "FontBBox", HPDF_Box_Array_New (doc->mmgr, extent));
  HPDF_Dict_AddNumber (descriptor, "ItalicAngle", 0);
  HPDF_Dict_AddNumber (descriptor, "Ascent", UNITS_PER_EM);
  HPDF_Dict_AddNumber (descriptor, "Descent", 0);
  HPDF_Dict_AddNumber (descriptor, "CapHeight", UNITS_PER_EM);
  HPDF_Dict_AddNumber (descriptor, "StemV", 80);
  file = make_stream (doc, font->data, font->len);
  HPDF_Dict_AddNumber (file, "Length1", font->len);
  HPDF_Dict_Add (descriptor, "FontFile2", file);

  return descriptor;
}

static HPDF_Dict
make_glyph_font (HPDF_Doc doc)
{
  HPDF_Dict font = HPDF_Dict_New (doc->mmgr);
  HPDF_Dict system = HPDF_Dict_New (doc->mmgr);
  g_autofree guint8 *glyphs = g_malloc0 (2 * 65536);

  for (guint i = 0; i < 65536; i++)
    glyphs[2 * i + 1] = 1;

  HPDF_Xref_Add (doc->xref, font);
  HPDF_Dict_AddName (font, "Type", "Font");
  HPDF_Dict_AddName (font, "Subtype", "CIDFontType2");
  HPDF_Dict_AddName (font, "BaseFont", FONT_NAME);
  HPDF_Dict_Add (system, "Registry", HPDF_String_New (doc->mmgr, "Adobe", NULL));
  HPDF_Dict_Add (system, "Ordering", HPDF_String_New (doc->mmgr, "Identity", NULL));
  HPDF_Dict_AddNumber (system, "Supplement", 0);
  HPDF_Dict_Add (font, "CIDSystemInfo", system);
  HPDF_Dict_AddNumber (font, "DW", ADVANCE);
  HPDF_Dict_Add (font, "FontDescriptor", make_descriptor (doc));
  HPDF_Dict_Add (font, "CIDToGIDMap", make_stream (doc, glyphs, 2 * 65536));

  return font;
}

/* Codes are UTF-16: one range for each value of the upper byte, since a range may not cross it. */
static HPDF_Dict
make_unicode_map (HPDF_Doc doc)
{
  g_autoptr (GString) map = g_string_new ("/CIDInit /ProcSet findresource begin\n"
                                          "12 dict begin\nbegincmap\n"
                                          "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                                          "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                                          "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");

  for (guint high = 0; high < 256; high++)
    {
      if (high % 100 == 0)
        g_string_append_printf (map, "%u beginbfrange\n", MIN (100, 256 - high));
      g_string_append_printf (map, "<%02X00> <%02XFF> <%02X00>\n", high, high, high);
      if (high % 100 == 99 || high == 255)
        g_string_append (map, "endbfrange\n");
    }
  g_string_append (map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");

  return make_stream (doc, map->str, map->len);
}

static HPDF_Dict
ensure_font (LecPdfFile *file)
{
  HPDF_Doc doc = lec_pdf_file_get_doc (file);
  HPDF_Dict font = lec_pdf_file_get_hidden_font (file);
  HPDF_Array descendants;

  if (font != NULL || HPDF_GetError (doc) != HPDF_NOERROR)
    return font;

  font = HPDF_Dict_New (doc->mmgr);
  descendants = HPDF_Array_New (doc->mmgr);
  HPDF_Xref_Add (doc->xref, font);
  HPDF_Dict_AddName (font, "Type", "Font");
  HPDF_Dict_AddName (font, "Subtype", "Type0");
  HPDF_Dict_AddName (font, "BaseFont", FONT_NAME);
  HPDF_Dict_AddName (font, "Encoding", "Identity-H");
  HPDF_Array_Add (descendants, make_glyph_font (doc));
  HPDF_Dict_Add (font, "DescendantFonts", descendants);
  HPDF_Dict_Add (font, "ToUnicode", make_unicode_map (doc));
  lec_pdf_file_set_hidden_font (file, font);

  return font;
}

static gboolean
can_write (gunichar c)
{
  return c > 0 && c <= 0xffff && !g_unichar_iscntrl (c) && !(c >= 0xd800 && c <= 0xdfff) && c < 0xfffe;
}

/* The word's codes as they go from left to right. */
static GArray *
list_codes (const LecPdfWord *word)
{
  g_autofree char *text = g_utf8_make_valid (word->text, -1);
  GArray *codes = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (const char *p = text; *p != '\0' && codes->len < MAX_WORD_LETTERS; p = g_utf8_next_char (p))
    {
      guint16 code = (guint16) g_utf8_get_char (p);

      if (!can_write (g_utf8_get_char (p)))
        continue;
      if (word->rtl)
        g_array_prepend_val (codes, code);
      else
        g_array_append_val (codes, code);
    }

  return codes;
}

static void
append_matrix (GString *operators,
               double x_scale,
               double y_scale,
               double x,
               double y)
{
  double matrix[6] = { x_scale, 0, 0, y_scale, x, y };
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    {
      g_ascii_formatd (number, sizeof number, "%.3f", matrix[i]);
      g_string_append (operators, number);
      g_string_append_c (operators, ' ');
    }
  g_string_append (operators, "Tm ");
}

/* The space that follows a word is on its left side when it is written from right to left. */
static void
append_word (LecPdfFile *file,
             GString *operators,
             const LecPdfWord *word)
{
  g_autoptr (GArray) codes = list_codes (word);
  const LecPdfBox *box = &word->box;
  double scale, x;

  if (codes->len == 0 || !(box->width > 0) || !(box->height > 0))
    return;

  scale = box->width / (GLYPH_WIDTH * codes->len);
  x = word->rtl && !word->joined ? box->x - GLYPH_WIDTH * scale : box->x;
  append_matrix (operators, scale, box->height, x, lec_pdf_file_flip_y (file, box->y + box->height));
  g_string_append (operators, word->rtl && !word->joined ? "<0020" : "<");
  for (guint i = 0; i < codes->len; i++)
    g_string_append_printf (operators, "%04X", g_array_index (codes, guint16, i));
  g_string_append (operators, word->rtl || word->joined ? ">Tj\n" : "0020>Tj\n");
}

void
lec_pdf_hidden_text_add (LecPdfFile *file,
                         const LecPdfWord *words,
                         guint n_words)
{
  g_autoptr (GString) operators = g_string_new (NULL);
  HPDF_Dict font;
  const char *name;

  g_return_if_fail (file != NULL && (words != NULL || n_words == 0));

  for (guint i = 0; i < n_words; i++)
    append_word (file, operators, &words[i]);
  if (operators->len == 0)
    return;

  font = ensure_font (file);
  name = font != NULL ? lec_pdf_file_use_font (file, font) : NULL;
  if (name == NULL)
    return;

  lec_pdf_file_append (file, "q BT 3 Tr /");
  lec_pdf_file_append (file, name);
  lec_pdf_file_append (file, " 1 Tf\n");
  lec_pdf_file_append (file, operators->str);
  lec_pdf_file_append (file, "ET Q\n");
}
