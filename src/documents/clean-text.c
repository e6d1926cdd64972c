/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is left out: control characters, what is no character at all (XML
 * refuses it), and marks that turn the direction of all that follows: a title
 * shall not reorder the page around it. Single marks of direction and joiners
 * stay, words need them.
 */
#include "documents/clean-text.h"

#define MAX_BYTES (1024 * 1024)

static gboolean
is_left_out (gunichar c)
{
  return g_unichar_iscntrl (c) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || (c >= 0xfff9 && c <= 0xfffb) ||
         c == 0xfeff || (c >= 0x206a && c <= 0x206f);
}

static gboolean
is_newline (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* @newlines: how many may stand in a row; 0 where they are spaces */
static char *
clean (const char *text,
       guint newlines)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_new (NULL);
  guint n_newlines = 0;
  gboolean space = FALSE;

  for (const char *p = valid; *p != '\0' && out->len < MAX_BYTES; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      if (is_newline (c))
        n_newlines++;
      if (is_newline (c) || g_unichar_isspace (c))
        {
          space = TRUE;
          continue;
        }
      if (is_left_out (c))
        continue;
      for (guint i = 0; out->len > 0 && i < MIN (n_newlines, newlines); i++)
        g_string_append_c (out, '\n');
      if (out->len > 0 && space && (n_newlines == 0 || newlines == 0))
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, c);
      n_newlines = 0;
      space = FALSE;
    }

  return g_string_free (out, FALSE);
}

char *
lec_clean_text_dup_line (const char *text)
{
  return clean (text, 0);
}

char *
lec_clean_text_dup_lines (const char *text)
{
  return clean (text, 2);
}

void
lec_clean_text_append_escaped (GString *out,
                               const char *text)
{
  g_return_if_fail (out != NULL && text != NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      switch (*p)
        {
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        case '\'':
          g_string_append (out, "&#39;");
          break;
        default:
          g_string_append_c (out, *p);
        }
    }
}

/* WebVTT knows no entities for quotes, and needs none. */
void
lec_clean_text_append_webvtt (GString *out,
                              const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  g_return_if_fail (out != NULL);

  for (const char *p = line; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append (out, "&amp;");
      else if (*p == '<')
        g_string_append (out, "&lt;");
      else if (*p == '>')
        g_string_append (out, "&gt;");
      else
        g_string_append_c (out, *p);
    }
}

void
lec_clean_text_append_xml (GString *out,
                           const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  g_return_if_fail (out != NULL);

  lec_clean_text_append_escaped (out, line);
}
