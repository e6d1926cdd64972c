/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure but for the terminal's width.
 */
#include "cli/terminal-text.h"

#include <string.h>
#include <sys/ioctl.h>

#define DEFAULT_COLUMNS 80
#define MIN_COLUMNS     20
#define ELLIPSIS        "…"

/* Controls move the cursor; direction marks make a name read as another one. */
static gboolean
is_unsafe (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
      return TRUE;
    default:
      return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}

static void
append_escaped (GString *escaped,
                gunichar c)
{
  if (c == '\n')
    g_string_append (escaped, "\\n");
  else if (c == '\t')
    g_string_append (escaped, "\\t");
  else if (c < 0x80)
    g_string_append_printf (escaped, "\\x%02x", c);
  else
    g_string_append_printf (escaped, "\\u%04x", c);
}

/**
 * lec_terminal_escape:
 * @text: any bytes
 *
 * Returns: (transfer full): valid UTF-8 without controls; bytes that are none stand as "\xNN"
 */
char *
lec_terminal_escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free (escaped, FALSE));

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (escaped, "\\x%02x", (guchar) *text++);
          continue;
        }
      if (is_unsafe (c))
        append_escaped (escaped, c);
      else
        g_string_append_unichar (escaped, c);
      text = g_utf8_next_char (text);
    }

  return g_string_free (escaped, FALSE);
}

/**
 * lec_terminal_encode:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): @text as it is where the locale is UTF-8, else in plain ASCII: “ as ",
 *   … as ...
 */
char *
lec_terminal_encode (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_get_charset (NULL) ? g_strdup (text) : g_str_to_ascii (text, NULL);
}

static int
get_char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/* @text is valid UTF-8. Returns: columns it takes */
int
lec_terminal_get_text_width (const char *text)
{
  int width = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += get_char_width (g_utf8_get_char (text));

  return width;
}

/**
 * lec_terminal_shorten:
 * @text: valid UTF-8
 * @columns: at least 1
 *
 * Returns: (transfer full): @text, its end replaced by an ellipsis where it is wider
 */
char *
lec_terminal_shorten (const char *text,
                      int columns)
{
  const char *end = text;
  int width = 0;

  g_return_val_if_fail (text != NULL && columns > 0, NULL);

  if (lec_terminal_get_text_width (text) <= columns)
    return g_strdup (text);
  for (; *end != '\0'; end = g_utf8_next_char (end))
    {
      width += get_char_width (g_utf8_get_char (end));
      if (width > columns - 1)
        break;
    }

  return g_strdup_printf ("%.*s" ELLIPSIS, (int) (end - text), text);
}

/* Returns: width of the terminal at @fd; 80 where there is none */
int
lec_terminal_get_columns (int fd)
{
  struct winsize size = { 0 };

  if (ioctl (fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return DEFAULT_COLUMNS;

  return MAX (size.ws_col, MIN_COLUMNS);
}
