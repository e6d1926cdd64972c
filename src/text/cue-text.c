/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags that are known are left out, and what is read above letters (<rt>); any
 * other < is one: lectures show code. A time within the text says when what
 * follows is said. A second voice begins a second cue.
 */
#include "text/cue-text.h"

#include <string.h>

#include "base/name-list.h"
#include "model/word.h"
#include "text/subtitle-time.h"

#define MAX_TAG_BYTES    512
#define MAX_NAME_LETTERS 200

/* What is said after @offset is said after @time_s. */
typedef struct
{
  gsize offset;
  double time_s;
} Mark;

typedef struct
{
  double start_s;
  double end_s;
  GString *text;
  GArray *marks; /* (element-type Mark) */
  char *speaker; /* (nullable) */
  GPtrArray *cues;
  char pending; /* white space that is written when something follows it, or NUL */
  guint is_above : 1;
} Reader;

enum
{
  TAG_BR,
  TAG_RP,
  TAG_RT,
  TAG_RUBY,
  TAG_VOICE,
};

static const char *const tag_names[] = {
  [TAG_BR] = "br",
  [TAG_RP] = "rp",
  [TAG_RT] = "rt",
  [TAG_RUBY] = "ruby",
  [TAG_VOICE] = "v",
  "b",
  "big",
  "c",
  "em",
  "font",
  "i",
  "lang",
  "p",
  "s",
  "small",
  "span",
  "strike",
  "strong",
  "sub",
  "sup",
  "tt",
  "u",
};

static const struct
{
  const char *name;
  gunichar c;
} entities[] = {
  { "amp;", '&' },
  { "lt;", '<' },
  { "gt;", '>' },
  { "quot;", '"' },
  { "apos;", '\'' },
  { "nbsp;", ' ' },
  { "lrm;", 0x200e },
  { "rlm;", 0x200f },
  { "hellip;", 0x2026 },
  { "ndash;", 0x2013 },
  { "mdash;", 0x2014 },
};

/* Tags of ASS that have got into SubRip, as {\an8}. What TeX writes in braces is text. */
static const struct
{
  const char *name;
  const char *next; /* what comes after the name is one of these */
} overrides[] = {
  { "a", "123456789" },
  { "an", "123456789" },
  { "b", "0123456789" },
  { "blur", "0123456789" },
  { "bord", "0123456789" },
  { "c", "&}" },
  { "1c", "&}" },
  { "2c", "&}" },
  { "3c", "&}" },
  { "4c", "&}" },
  { "clip", "(" },
  { "fad", "(" },
  { "fade", "(" },
  { "frx", "-0123456789" },
  { "fry", "-0123456789" },
  { "frz", "-0123456789" },
  { "fs", "0123456789" },
  { "i", "01" },
  { "move", "(" },
  { "org", "(" },
  { "pos", "(" },
  { "q", "0123" },
  { "r", "}" },
  { "s", "01" },
  { "shad", "0123456789" },
  { "u", "01" },
};

static void
append_char (Reader *self,
             gunichar c)
{
  if (self->is_above)
    return;
  if (c == '\n' || c == '\t' || c == 0xa0 || g_unichar_isspace (c))
    {
      if (self->text->len > 0 && self->pending != '\n')
        self->pending = c == '\n' || c == 0x2028 || c == 0x2029 ? '\n' : ' ';
      return;
    }
  if (self->pending != '\0')
    g_string_append_c (self->text, self->pending);
  self->pending = '\0';
  g_string_append_unichar (self->text, c);
}

/* What is meant by the numbers of controls, as on pages: letters of Windows-1252
 * (https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state). */
static const gunichar meant[] = {
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
};

#define FIRST_MEANT 0x80

/* Returns: 0 for what is no letter: controls, the mark of byte order */
static gunichar
choose_letter (guint64 value)
{
  if (value >= FIRST_MEANT && value < FIRST_MEANT + G_N_ELEMENTS (meant))
    return meant[value - FIRST_MEANT];
  if (value > 0x10ffff || !g_unichar_validate ((gunichar) value) || g_unichar_iscntrl ((gunichar) value) ||
      value == 0xfeff)
    return 0;

  return (gunichar) value;
}

static gunichar
read_number (const char *text,
             const char **end)
{
  gboolean is_hex = *text == 'x' || *text == 'X';
  const char *digits = text + (is_hex ? 1 : 0);
  gunichar letter = 0;

  if (!g_ascii_isxdigit (*digits))
    return 0;
  letter = choose_letter (g_ascii_strtoull (digits, (char **) end, is_hex ? 16 : 10));
  if (*end == digits || **end != ';' || letter == 0)
    return 0;
  (*end)++;

  return letter;
}

/* Returns: what @text, which begins with &, stands for; 0 for itself */
static gunichar
read_entity (const char *text,
             const char **end)
{
  if (text[1] == '#')
    return read_number (text + 2, end);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (text + 1, entities[i].name))
      {
        *end = text + 1 + strlen (entities[i].name);
        return entities[i].c;
      }

  return 0;
}

/* Returns: (nullable): after the > that ends the tag at @text */
static const char *
find_tag_end (const char *text)
{
  const char *end = memchr (text, '>', strnlen (text, MAX_TAG_BYTES));

  return end != NULL && memchr (text + 1, '<', (gsize) (end - text - 1)) == NULL ? end + 1 : NULL;
}

static gboolean
is_time_tag (const char *text,
             double *time_s)
{
  const char *p = text + 1;

  return g_ascii_isdigit (*p) && lec_subtitle_time_read (&p, time_s) && *p == '>';
}

/* @tag: TAG_… or another number; @name_end: what follows the name. */
static gboolean
is_known_tag (const char *text,
              guint *tag,
              const char **name_end)
{
  const char *name = text + (text[1] == '/' ? 2 : 1);
  gsize length = 0;
  g_autofree char *lower = NULL;

  while (g_ascii_isalpha (name[length]))
    length++;
  if (length == 0 || strchr (" \t\n./>", name[length]) == NULL)
    return FALSE;

  lower = g_ascii_strdown (name, (gssize) length);
  *name_end = name + length;
  return lec_name_list_find (tag_names, G_N_ELEMENTS (tag_names), lower, tag);
}

/* Where words of the cue begin: after white space, and between CJK where a time is. */
static GArray *
list_word_starts (const GString *text,
                  const GArray *marks)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  guint next_mark = 0;
  gboolean is_space = TRUE;

  for (gsize i = 0; i < text->len; i = (gsize) (g_utf8_next_char (text->str + i) - text->str))
    {
      gboolean was_space = is_space;
      gboolean is_marked = FALSE;

      is_space = text->str[i] == ' ' || text->str[i] == '\n';
      for (; next_mark < marks->len && g_array_index (marks, Mark, next_mark).offset <= i; next_mark++)
        is_marked = TRUE;
      if (is_space)
        continue;
      if (!was_space && is_marked)
        {
          g_autofree char *before = g_strndup (text->str, i);

          was_space = lec_word_text_joins (before, text->str + i);
        }
      if (was_space)
        g_array_append_val (starts, i);
    }

  return starts;
}

/* When the letter at @offset is said: between two marks time goes with the letters. */
static double
get_time_at (const Reader *self,
             gsize offset,
             guint *mark)
{
  Mark from = { 0, self->start_s };
  Mark to = { self->text->len, self->end_s };
  double part = 0;

  while (*mark < self->marks->len && g_array_index (self->marks, Mark, *mark).offset <= offset)
    (*mark)++;
  if (*mark > 0)
    from = g_array_index (self->marks, Mark, *mark - 1);
  if (*mark < self->marks->len)
    to = g_array_index (self->marks, Mark, *mark);

  part = (double) (offset - from.offset) / (double) MAX (to.offset - from.offset, 1);
  /* The sum may go beyond by its last bit. */
  return MIN (from.time_s + (to.time_s - from.time_s) * part, to.time_s);
}

/* The end of a word is the start of the next one: subtitles know no pauses. */
static void
add_words (const Reader *self,
           LecCue *cue)
{
  g_autoptr (GArray) starts = list_word_starts (self->text, self->marks);
  guint mark = 0;
  double start_s = 0;

  for (guint i = 0; i < starts->len && cue->words->len < LEC_CUE_MAX_WORDS; i++)
    {
      gsize start = g_array_index (starts, gsize, i);
      gsize end = i + 1 < starts->len ? g_array_index (starts, gsize, i + 1) : self->text->len;
      g_autofree char *word = g_strchomp (g_strndup (self->text->str + start, end - start));
      double end_s = 0;

      if (i == 0)
        start_s = get_time_at (self, start, &mark);
      end_s = i + 1 < starts->len ? get_time_at (self, end, &mark) : cue->end_s;
      end_s = MAX (end_s, start_s);
      g_ptr_array_add (cue->words, lec_spoken_word_new (word, start_s, end_s));
      start_s = end_s;
    }
}

/* A time stands before the white space that comes before the word. */
static void
move_marks (Reader *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      Mark *mark = &g_array_index (self->marks, Mark, i);

      mark->offset = MIN (mark->offset, self->text->len);
      while (self->text->str[mark->offset] == ' ' || self->text->str[mark->offset] == '\n')
        mark->offset++;
    }
}

static void
finish_cue (Reader *self)
{
  LecCue *cue = NULL;

  if (self->text->len > 0)
    {
      cue = lec_cue_new (self->start_s, self->end_s, self->text->str);
      cue->speaker = g_strdup (self->speaker);
      move_marks (self);
      if (self->marks->len > 0)
        add_words (self, cue);
      g_ptr_array_add (self->cues, cue);
    }
  g_string_truncate (self->text, 0);
  g_array_set_size (self->marks, 0);
  self->pending = '\0';
}

static void
add_mark (Reader *self,
          double time_s)
{
  Mark mark = { self->text->len, time_s };
  double earliest_s = self->start_s;

  if (self->marks->len > 0)
    earliest_s = g_array_index (self->marks, Mark, self->marks->len - 1).time_s;
  if (time_s >= earliest_s && time_s <= self->end_s)
    g_array_append_val (self->marks, mark);
}

/* "Name", with entities, of what is between @text and @end. */
static char *
read_speaker (const char *text,
              const char *end)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean is_space = TRUE;

  while (text < end && g_utf8_strlen (name->str, -1) < MAX_NAME_LETTERS)
    {
      const char *next = g_utf8_next_char (text);
      gunichar c = *text == '&' ? read_entity (text, &next) : 0;

      c = c != 0 ? c : g_utf8_get_char (text);
      if (!g_unichar_isspace (c))
        g_string_append_unichar (name, c);
      else if (!is_space)
        g_string_append_c (name, ' ');
      is_space = g_unichar_isspace (c);
      text = next;
    }
  g_strchomp (name->str);

  return *name->str != '\0' ? g_strdup (name->str) : NULL;
}

static void
begin_voice (Reader *self,
             const char *name_end,
             const char *tag_end)
{
  const char *name = memchr (name_end, ' ', (gsize) (tag_end - name_end));
  g_autofree char *speaker = read_speaker (name != NULL ? name : tag_end - 1, tag_end - 1);

  if (g_strcmp0 (speaker, self->speaker) == 0)
    return;

  finish_cue (self);
  g_free (self->speaker);
  self->speaker = g_steal_pointer (&speaker);
}

/* Returns: (nullable): what follows the tag; %NULL when there is none */
static const char *
read_tag (Reader *self,
          const char *text)
{
  const char *end = find_tag_end (text);
  const char *name_end = NULL;
  guint tag = 0;
  double time_s = 0;

  if (end == NULL)
    return NULL;
  if (is_time_tag (text, &time_s))
    {
      add_mark (self, time_s);
      return end;
    }
  if (!is_known_tag (text, &tag, &name_end))
    return NULL;

  if (tag == TAG_BR)
    append_char (self, '\n');
  else if (tag == TAG_RT || tag == TAG_RP)
    self->is_above = text[1] != '/';
  else if (tag == TAG_RUBY)
    self->is_above = FALSE;
  else if (tag == TAG_VOICE && text[1] != '/')
    begin_voice (self, name_end, end);

  return end;
}

/* Returns: (nullable): what follows the {…} at @text; %NULL when it is text */
static const char *
read_braces (const char *text,
             LecCueMarkup markup)
{
  const char *end = memchr (text, '}', strnlen (text, MAX_TAG_BYTES));

  if (end == NULL)
    return NULL;
  if (markup == LEC_CUE_MARKUP_ASS)
    return end + 1;
  if (text[1] != '\\')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (overrides); i++)
    {
      const char *rest = text + 2 + strlen (overrides[i].name);

      if (g_str_has_prefix (text + 2, overrides[i].name) && *rest != '\0' && strchr (overrides[i].next, *rest) != NULL)
        return end + 1;
    }

  return NULL;
}

/* Returns: (nullable): what follows the escape at @text, a backslash; %NULL when it is text */
static const char *
read_escape (Reader *self,
             const char *text)
{
  if (text[1] != 'N' && text[1] != 'n' && text[1] != 'h')
    return NULL;

  append_char (self, text[1] == 'h' ? ' ' : '\n');
  return text + 2;
}

/* Shapes that ASS draws: numbers, no words. */
static gboolean
is_drawing (const char *raw)
{
  const char *tag = strstr (raw, "\\p");

  return tag != NULL && g_ascii_isdigit (tag[2]) && tag[2] != '0';
}

static void
read_all (Reader *self,
          const char *raw,
          LecCueMarkup markup)
{
  while (*raw != '\0')
    {
      const char *next = NULL;
      gunichar c = 0;

      if (*raw == '<' && markup == LEC_CUE_MARKUP_TAGS)
        next = read_tag (self, raw);
      else if (*raw == '&' && markup == LEC_CUE_MARKUP_TAGS)
        c = read_entity (raw, &next);
      else if (*raw == '{')
        next = read_braces (raw, markup);
      else if (*raw == '\\' && markup == LEC_CUE_MARKUP_ASS)
        next = read_escape (self, raw);

      if (c != 0)
        append_char (self, c);
      if (next == NULL || (*raw == '&' && c == 0))
        {
          append_char (self, g_utf8_get_char (raw));
          next = g_utf8_next_char (raw);
        }
      raw = next;
    }
}

/**
 * lec_cue_text_read:
 * @raw: valid UTF-8, untrusted; what is beyond %LEC_CUE_MAX_TEXT_BYTES is left out
 * @cues: (element-type LecCue): gets one for each voice, none for no text
 *
 * Lines and words keep the white space between them, as one space or one line end.
 *
 * Returns: whether all of @raw was read
 */
gboolean
lec_cue_text_read (const char *raw,
                   LecCueMarkup markup,
                   double start_s,
                   double end_s,
                   GPtrArray *cues)
{
  Reader self = { .start_s = start_s, .end_s = end_s, .cues = cues };
  gsize length = 0;
  g_autofree char *bounded = NULL;

  g_return_val_if_fail (raw != NULL && start_s <= end_s && cues != NULL, FALSE);

  length = strlen (raw);
  if (length > LEC_CUE_MAX_TEXT_BYTES)
    {
      const char *end = g_utf8_find_prev_char (raw, raw + LEC_CUE_MAX_TEXT_BYTES);

      bounded = g_strndup (raw, (gsize) (end - raw));
    }
  if (markup == LEC_CUE_MARKUP_ASS && is_drawing (raw))
    return TRUE;

  self.text = g_string_new (NULL);
  self.marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  read_all (&self, bounded != NULL ? bounded : raw, markup);
  finish_cue (&self);
  g_string_free (self.text, TRUE);
  g_array_unref (self.marks);
  g_free (self.speaker);

  return bounded == NULL;
}
