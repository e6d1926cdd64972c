/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As much of Markdown as the guide needs. Whatever else stands in a page is
 * text: nothing in it becomes a tag.
 */
#include "reference/guide-page.h"

#include <gio/gio.h>
#include <string.h>

#define CODE_INDENT "    "

static const char style[] =
  "body{margin:0;font:1em/1.6 system-ui,sans-serif;color:#1e1e1e;background:#fafafa}"
  "div{display:flex;flex-wrap:wrap;max-width:64em;margin:auto}"
  "nav{flex:1 1 12em;padding:2em 1em}nav ul{list-style:none;padding:0;margin:0}nav li{padding:.2em 0}"
  "main{flex:4 1 30em;min-width:0;padding:1em 2em 4em;background:#fff}"
  "h1,h2{line-height:1.25}h2{margin-top:2em}a{color:#1a5fb4}"
  "code,pre{font-family:ui-monospace,monospace;font-size:.92em;background:#f0f0f0;border-radius:4px}"
  "code{padding:.1em .3em}pre{padding:.8em 1em;overflow-x:auto}pre code{padding:0}"
  "table{border-collapse:collapse}th,td{text-align:start;vertical-align:top;padding:.4em .8em .4em 0;"
  "border-bottom:1px solid #ccc}"
  "@media (prefers-color-scheme:dark){body{color:#eee;background:#1e1e1e}main{background:#242424}"
  "a{color:#99c1f1}code,pre{background:#363636}th,td{border-color:#555}}";

typedef enum
{
  BLOCK_NONE,
  BLOCK_PARAGRAPH,
  BLOCK_BULLETS,
  BLOCK_NUMBERS,
  BLOCK_CODE,
  BLOCK_TABLE,
} Block;

typedef struct
{
  GString *out;
  GString *text; /* of the paragraph or item that is not ended yet */
  Block block;
  gboolean has_head; /* of the table */
} Writer;

LecGuidePage *
lec_guide_page_new (const char *name,
                    const char *text,
                    GError **error)
{
  LecGuidePage *self = NULL;

  g_return_val_if_fail (name != NULL && text != NULL, NULL);

  if (!g_str_has_prefix (text, "# ") || strchr (text, '\n') == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: no heading at its beginning", name);
      return NULL;
    }

  self = g_new0 (LecGuidePage, 1);
  self->name = g_strdup (name);
  self->title = g_strndup (text + 2, strcspn (text + 2, "\n"));
  self->text = g_strdup (text);
  return self;
}

void
lec_guide_page_free (LecGuidePage *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/* --- Within a line --- */

static void
append_escaped (GString *out,
                const char *text,
                gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (out, escaped);
}

/* [words](page.md): @text begins with the bracket. Returns: how much of it that is, 0 for none */
static gsize
append_link (GString *out,
             const char *text)
{
  const char *middle = strstr (text, "](");
  const char *end = middle != NULL ? strchr (middle, ')') : NULL;
  g_autofree char *target = NULL;

  if (end == NULL)
    return 0;

  target = g_strndup (middle + 2, (gsize) (end - middle - 2));
  if (g_str_has_suffix (target, ".md"))
    memcpy (strrchr (target, '.'), "", 1);
  else
    g_clear_pointer (&target, g_free);
  g_string_append (out, "<a href=\"");
  if (target != NULL)
    append_escaped (out, target, strlen (target));
  else
    append_escaped (out, middle + 2, (gsize) (end - middle - 2));
  g_string_append_printf (out, "%s\">", target != NULL ? ".html" : "");
  append_escaped (out, text + 1, (gsize) (middle - text - 1));
  g_string_append (out, "</a>");
  return (gsize) (end + 1 - text);
}

/* @mark at the beginning of @text, and again. Returns: how much of @text that is, 0 for none */
static gsize
append_marked (GString *out,
               const char *text,
               const char *mark,
               const char *tag)
{
  const char *begin = text + strlen (mark);
  const char *end = g_str_has_prefix (text, mark) ? strstr (begin, mark) : NULL;

  if (end == NULL || end == begin)
    return 0;

  g_string_append_printf (out, "<%s>", tag);
  append_escaped (out, begin, (gsize) (end - begin));
  g_string_append_printf (out, "</%s>", tag);
  return (gsize) (end - text) + strlen (mark);
}

static void
append_inline (GString *out,
               const char *text)
{
  while (*text != '\0')
    {
      gsize length = append_marked (out, text, "`", "code");

      if (length == 0)
        length = append_marked (out, text, "**", "strong");
      if (length == 0 && *text == '[')
        length = append_link (out, text);
      if (length == 0)
        {
          length = (gsize) (g_utf8_next_char (text) - text);
          append_escaped (out, text, length);
        }
      text += length;
    }
}

/* --- Blocks --- */

static void
end_text (Writer *self)
{
  append_inline (self->out, self->text->str);
  g_string_truncate (self->text, 0);
}

static void
end_block (Writer *self)
{
  static const char *const ends[] = {
    [BLOCK_NONE] = "",
    [BLOCK_PARAGRAPH] = "</p>\n",
    [BLOCK_BULLETS] = "</li>\n</ul>\n",
    [BLOCK_NUMBERS] = "</li>\n</ol>\n",
    [BLOCK_CODE] = "</code></pre>\n",
    [BLOCK_TABLE] = "</table>\n",
  };

  end_text (self);
  g_string_append (self->out, ends[self->block]);
  self->block = BLOCK_NONE;
}

static void
append_heading (Writer *self,
                const char *text,
                const char *tag)
{
  end_block (self);
  g_string_append_printf (self->out, "<%s>", tag);
  append_inline (self->out, text);
  g_string_append_printf (self->out, "</%s>\n", tag);
}

/* @number: 0 in a list without numbers. One that goes on after lines of code goes on counting. */
static void
append_item (Writer *self,
             Block block,
             guint64 number,
             const char *text)
{
  if (self->block != block)
    {
      end_block (self);
      if (block == BLOCK_BULLETS)
        g_string_append (self->out, "<ul>\n<li>");
      else
        g_string_append_printf (self->out, "<ol start=\"%" G_GUINT64_FORMAT "\">\n<li>", number);
    }
  else
    {
      end_text (self);
      g_string_append (self->out, "</li>\n<li>");
    }
  self->block = block;
  g_string_append (self->text, text);
}

static void
append_code (Writer *self,
             const char *text)
{
  if (self->block != BLOCK_CODE)
    {
      end_block (self);
      g_string_append (self->out, "<pre><code>");
      self->block = BLOCK_CODE;
    }
  append_escaped (self->out, text, strlen (text));
  g_string_append_c (self->out, '\n');
}

/* "| a | b |"; the line of dashes below the head says nothing. */
static void
append_row (Writer *self,
            const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line + 1, "|", -1);
  const char *tag = NULL;

  if (self->block != BLOCK_TABLE)
    {
      end_block (self);
      g_string_append (self->out, "<table>\n");
      self->block = BLOCK_TABLE;
      self->has_head = FALSE;
    }
  if (strspn (line, "|- ") == strlen (line))
    return;

  tag = self->has_head ? "td" : "th";
  self->has_head = TRUE;
  g_string_append (self->out, "<tr>");
  for (char **cell = cells; *cell != NULL && cell[1] != NULL; cell++)
    {
      g_string_append_printf (self->out, "<%s>", tag);
      append_inline (self->out, g_strstrip (*cell));
      g_string_append_printf (self->out, "</%s>", tag);
    }
  g_string_append (self->out, "</tr>\n");
}

static void
append_words (Writer *self,
              const char *line)
{
  const char *text = line + strspn (line, " ");

  if (self->block == BLOCK_NONE || self->block == BLOCK_CODE || self->block == BLOCK_TABLE)
    {
      end_block (self);
      g_string_append (self->out, "<p>");
      self->block = BLOCK_PARAGRAPH;
    }
  if (self->text->len > 0)
    g_string_append_c (self->text, ' ');
  g_string_append (self->text, text);
}

/* "1. text". Returns: (nullable): the text */
static const char *
find_numbered (const char *line)
{
  gsize n_digits = strspn (line, "0123456789");

  return n_digits > 0 && g_str_has_prefix (line + n_digits, ". ") ? line + n_digits + 2 : NULL;
}

static void
append_line (Writer *self,
             const char *line)
{
  if (*line == '\0')
    end_block (self);
  else if (g_str_has_prefix (line, "# "))
    append_heading (self, line + 2, "h1");
  else if (g_str_has_prefix (line, "## "))
    append_heading (self, line + 3, "h2");
  else if (g_str_has_prefix (line, CODE_INDENT CODE_INDENT)) /* below an item */
    append_code (self, line + 2 * strlen (CODE_INDENT));
  else if (g_str_has_prefix (line, CODE_INDENT))
    append_code (self, line + strlen (CODE_INDENT));
  else if (g_str_has_prefix (line, "- "))
    append_item (self, BLOCK_BULLETS, 0, line + 2);
  else if (find_numbered (line) != NULL)
    append_item (self, BLOCK_NUMBERS, g_ascii_strtoull (line, NULL, 10), find_numbered (line));
  else if (*line == '|')
    append_row (self, line);
  else
    append_words (self, line);
}

/* --- The page --- */

static void
append_list (GString *out,
             const LecGuidePage *here,
             const GPtrArray *pages)
{
  g_string_append (out, "<nav>\n<ul>\n");
  for (guint i = 0; i < pages->len; i++)
    {
      const LecGuidePage *page = g_ptr_array_index (pages, i);

      g_string_append (out, "<li>");
      if (page != here)
        g_string_append_printf (out, "<a href=\"%s.html\">", page->name);
      append_escaped (out, page->title, strlen (page->title));
      g_string_append (out, page != here ? "</a></li>\n" : "</li>\n");
    }
  g_string_append (out, "</ul>\n</nav>\n");
}

char *
lec_guide_page_format (const LecGuidePage *self,
                       const GPtrArray *pages)
{
  Writer writer = { g_string_new (NULL), NULL, BLOCK_NONE, FALSE };
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (self != NULL && pages != NULL, g_string_free (writer.out, FALSE));

  writer.text = text;
  g_string_append (writer.out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                               "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  append_escaped (writer.out, self->title, strlen (self->title));
  g_string_append_printf (writer.out, " – Lectern</title>\n<style>%s</style>\n</head>\n<body>\n<div>\n", style);
  append_list (writer.out, self, pages);
  g_string_append (writer.out, "<main>\n");
  lines = g_strsplit (self->text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    append_line (&writer, *line);
  end_block (&writer);
  g_string_append (writer.out, "</main>\n</div>\n</body>\n</html>\n");

  return g_string_free (writer.out, FALSE);
}
