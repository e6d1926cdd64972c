/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json-glib takes more than JSON (comments, escapes that mean no character),
 * recurses as deep as the text does, and loses the memory of what it has read
 * when the text turns out to be wrong. So it gets only what is right. The text
 * is valid UTF-8; recursion ends at the depth allowed.
 */
#include "base/json-grammar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"

/* @problem: (nullable): why the scan ended at @at; %NULL for a character that cannot stand there */
typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  guint depth_left;
  const char *problem;
} Scan;

static gboolean scan_value (Scan *scan);

/* The next character; NUL at the end, and a NUL in the text is as wrong as the end. */
static char
peek (const Scan *scan)
{
  return scan->at < scan->length ? scan->text[scan->at] : '\0';
}

static gboolean
take (Scan *scan,
      char c)
{
  if (peek (scan) != c)
    return FALSE;

  scan->at++;
  return TRUE;
}

static void
skip_space (Scan *scan)
{
  while (peek (scan) != '\0' && strchr (" \t\r\n", peek (scan)) != NULL)
    scan->at++;
}

/* The code in "\uXXXX". */
static gboolean
read_code (const char *text,
           gsize length,
           guint *code)
{
  if (length < 6 || text[0] != '\\' || text[1] != 'u')
    return FALSE;

  *code = 0;
  for (gsize i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      *code = *code * 16 + (guint) g_ascii_xdigit_value (text[i]);
    }

  return TRUE;
}

/* Returns: bytes of the escape that @text begins with, 0 when it means no character */
static gsize
get_escape_length (const char *text,
                   gsize length)
{
  guint code = 0, low = 0;

  if (length < 2 || text[1] == '\0')
    return 0;
  if (text[1] != 'u')
    return strchr ("\"\\/bfnrt", text[1]) != NULL ? 2 : 0;
  if (!read_code (text, length, &code) || code == 0)
    return 0;
  if (code < 0xd800 || code > 0xdfff)
    return 6;

  /* Half a character: the other half must follow. */
  return code <= 0xdbff && read_code (text + 6, length - 6, &low) && low >= 0xdc00 && low <= 0xdfff ? 12 : 0;
}

static gboolean
scan_string (Scan *scan)
{
  if (!take (scan, '"'))
    return FALSE;

  while (!take (scan, '"'))
    {
      gsize n_bytes = 1;

      if ((guchar) peek (scan) < 0x20)
        return FALSE;
      if (peek (scan) == '\\')
        n_bytes = get_escape_length (scan->text + scan->at, scan->length - scan->at);
      if (n_bytes == 0)
        {
          scan->problem = N_ ("an escape that means no character");
          return FALSE;
        }
      scan->at += n_bytes;
    }

  return TRUE;
}

static gboolean
scan_digits (Scan *scan)
{
  gsize start = scan->at;

  while (g_ascii_isdigit (peek (scan)))
    scan->at++;

  return scan->at > start;
}

static gboolean
scan_number (Scan *scan)
{
  take (scan, '-');
  if (!take (scan, '0') && !scan_digits (scan))
    return FALSE;
  if (take (scan, '.') && !scan_digits (scan))
    return FALSE;
  if (!take (scan, 'e') && !take (scan, 'E'))
    return TRUE;
  if (!take (scan, '+'))
    take (scan, '-');

  return scan_digits (scan);
}

static gboolean
scan_word (Scan *scan,
           const char *word)
{
  for (const char *c = word; *c != '\0'; c++)
    if (!take (scan, *c))
      return FALSE;

  return TRUE;
}

static gboolean
scan_member (Scan *scan)
{
  skip_space (scan);
  if (!scan_string (scan))
    return FALSE;

  skip_space (scan);
  return take (scan, ':') && scan_value (scan);
}

/* What is between brackets, and the closing one. */
static gboolean
scan_list (Scan *scan,
           gboolean (*scan_item) (Scan *scan),
           char end)
{
  if (scan->depth_left == 0)
    {
      scan->problem = N_ ("nested too deep");
      return FALSE;
    }

  skip_space (scan);
  if (take (scan, end))
    return TRUE;

  scan->depth_left--;
  do
    {
      if (!scan_item (scan))
        return FALSE;
      skip_space (scan);
    }
  while (take (scan, ','));
  scan->depth_left++;

  return take (scan, end);
}

static gboolean
scan_value (Scan *scan)
{
  skip_space (scan);
  if (take (scan, '{'))
    return scan_list (scan, scan_member, '}');
  if (take (scan, '['))
    return scan_list (scan, scan_value, ']');

  switch (peek (scan))
    {
    case '"':
      return scan_string (scan);
    case 't':
      return scan_word (scan, "true");
    case 'f':
      return scan_word (scan, "false");
    case 'n':
      return scan_word (scan, "null");
    default:
      return scan_number (scan);
    }
}

/**
 * lec_json_check_grammar:
 * @text: valid UTF-8, otherwise untrusted
 * @max_depth: brackets that may be open at once
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL unless @text is one JSON value
 */
gboolean
lec_json_check_grammar (const char *text,
                        gsize length,
                        guint max_depth,
                        GError **error)
{
  Scan scan = { .text = text, .length = length, .depth_left = max_depth };
  gboolean valid = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  valid = scan_value (&scan);
  if (valid)
    skip_space (&scan);
  if (valid && scan.at == length)
    return TRUE;

  if (scan.problem != NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("%s, at byte %zu"), _ (scan.problem), scan.at);
  else if (scan.at == length)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("it breaks off in the middle"));
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("unexpected character at byte %zu"), scan.at);

  return FALSE;
}
