/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Subtitles and notes seldom say how they are encoded: a byte order mark, or zeros where
 * UTF-16 has them, or UTF-8 that is valid. What is left is Windows-1252, of
 * which Latin-1 is a part; or UTF-8 with a damaged place, when more letters of
 * it are whole than not.
 */
#include "text/text-charset.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* 0x80 to 0x9f; what is not assigned stands for itself, as browsers have it. */
static const gunichar2 windows_1252[] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178
};

/* No text has other control characters; they are left out. */
static void
append (GString *text,
        gunichar c)
{
  if (c == '\n' || c == '\r' || c == '\t' || !(c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff))
    g_string_append_unichar (text, c);
}

static gunichar
get_unit (const guint8 *data,
          gboolean is_big)
{
  return is_big ? (gunichar) (data[0] << 8 | data[1]) : (gunichar) (data[1] << 8 | data[0]);
}

static char *
decode_utf_16 (const guint8 *data,
               gsize length,
               gboolean is_big)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      gunichar c = get_unit (data + i, is_big);
      gunichar low = (c & 0xfc00) == 0xd800 && i + 3 < length ? get_unit (data + i + 2, is_big) : 0;

      if ((low & 0xfc00) == 0xdc00)
        {
          c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
          i += 2;
        }
      append (text, (c & 0xfffff800) == 0xd800 ? REPLACEMENT : c);
    }

  return g_string_free (text, FALSE);
}

static char *
decode_windows_1252 (const guint8 *data,
                     gsize length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    append (text, data[i] >= 0x80 && data[i] < 0xa0 ? windows_1252[data[i] - 0x80] : data[i]);

  return g_string_free (text, FALSE);
}

/* What is no UTF-8 becomes U+FFFD. @n_whole: letters beyond ASCII that are; @n_broken: bytes. */
static char *
decode_utf_8 (const char *data,
              gsize length,
              guint *n_whole,
              guint *n_broken)
{
  GString *text = g_string_sized_new (length);
  const char *end = data + length;

  while (data < end)
    {
      gunichar c = (guint8) *data < 0x80 ? (guint8) *data : g_utf8_get_char_validated (data, end - data);
      gboolean is_broken = c == (gunichar) -1 || c == (gunichar) -2;

      append (text, is_broken ? REPLACEMENT : c);
      *n_broken += is_broken;
      *n_whole += !is_broken && c >= 0x80;
      data += is_broken ? 1 : g_utf8_skip[(guint8) *data];
    }

  return g_string_free (text, FALSE);
}

/* A byte order mark, or ASCII with the zeros of its other half. */
static gboolean
is_utf_16 (const guint8 *bytes)
{
  return (bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff) ||
         (bytes[0] == 0) != (bytes[1] == 0);
}

/**
 * lec_text_charset_decode:
 * @data: untrusted
 * @charset: (out): how it was read
 *
 * Without a byte order mark and without control characters but line ends and tabs.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
lec_text_charset_decode (const char *data,
                         gsize length,
                         LecTextCharset *charset)
{
  const guint8 *bytes = (const guint8 *) data;
  g_autofree char *text = NULL;
  guint n_whole = 0, n_broken = 0;

  g_return_val_if_fail ((data != NULL || length == 0) && charset != NULL, NULL);

  if (length >= 2 && is_utf_16 (bytes))
    {
      *charset = LEC_TEXT_CHARSET_UTF_16;
      return decode_utf_16 (bytes, length, bytes[0] == 0xfe || bytes[0] == 0);
    }

  text = decode_utf_8 (data, length, &n_whole, &n_broken);
  if (n_broken > n_whole)
    {
      *charset = LEC_TEXT_CHARSET_WINDOWS_1252;
      return decode_windows_1252 (bytes, length);
    }

  *charset = n_broken > 0 ? LEC_TEXT_CHARSET_UTF_8_DAMAGED : LEC_TEXT_CHARSET_UTF_8;
  return g_steal_pointer (&text);
}
