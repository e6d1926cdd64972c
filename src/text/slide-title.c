/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking the first line for the title fails where a logo, a running head or a
 * course number stands above it; the tallest letters do not.
 */
#include "text/slide-title.h"

#include <math.h>

#include "model/word.h"
#include "text/quantile.h"
#include "text/word-text.h"

#define MIN_CONFIDENCE    60.0f
#define UPPER_PART        0.40 /* of the page's height */
#define LOWER_DISCOUNT    0.60
#define SAME_SIZE_RATIO   1.25
#define MAX_GAP_HEIGHTS   1.2
#define MAX_TITLE_LINES   3
#define MAX_TITLE_LETTERS 200
#define APART_HEIGHTS     3.0 /* no space between words is as wide */
#define MAX_STRAY_LETTERS 3
/* Of a capital's height, in most typefaces. */
#define SMALL_HEIGHT     0.72
#define DESCENDER_HEIGHT 0.28

typedef struct
{
  guint first; /* words [first, end) */
  guint end;
  int top;
  int bottom;
  double height; /* of a capital: median of all letters in trusted words */
} Line;

static guint
count_letters_of (const LecWord *word)
{
  guint n = 0;

  for (const char *p = word->text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_isalnum (g_utf8_get_char (p)) ? 1 : 0;

  return n;
}

static guint
count_letters (GPtrArray *words,
               guint first,
               guint end)
{
  guint n = 0;

  for (guint i = first; i < end; i++)
    n += count_letters_of (g_ptr_array_index (words, i));

  return n;
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

static gboolean
is_one_of (gunichar letter,
           const char *letters)
{
  return letter < 128 && strchr (letters, (char) letter) != NULL;
}

/* "once" and "Only" are as large, though one box is much lower than the other: what counts is how
 * high a capital would be. Only of Latin letters it is known which are low and which go below the
 * line. */
static int
estimate_height (const LecWord *word)
{
  double above = SMALL_HEIGHT;
  double below = 0;

  for (const char *p = word->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (!is_one_of (letter, "acegmnopqrsuvwxyz.,-"))
        above = 1;
      if (is_one_of (letter, "gjpqy"))
        below = DESCENDER_HEIGHT;
    }

  return (int) round (word->box.height / (above + below));
}

/* Takes the words from @first to the end of their line. Height 0 says: none of them is trusted. */
static Line
measure_line (GPtrArray *words,
              guint first)
{
  g_autoptr (GArray) heights = g_array_new (FALSE, FALSE, sizeof (int));
  Line line = { .first = first, .end = first, .top = G_MAXINT, .bottom = G_MININT };
  gboolean readable = FALSE;

  for (; line.end < words->len; line.end++)
    {
      const LecWord *word = g_ptr_array_index (words, line.end);
      int height = 0;

      if (word->line != ((LecWord *) g_ptr_array_index (words, first))->line)
        break;
      if (word->confidence < MIN_CONFIDENCE)
        continue;
      line.top = MIN (line.top, word->box.y);
      line.bottom = MAX (line.bottom, word->box.y + word->box.height);
      readable |= has_letter (word->text);
      height = estimate_height (word);
      for (guint i = count_letters_of (word); i > 0; i--)
        g_array_append_val (heights, height);
    }

  if (readable)
    line.height = lec_quantile_find (heights, 0.5);

  return line;
}

static GArray *
measure_lines (GPtrArray *words)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint first = 0; first < words->len;)
    {
      Line line = measure_line (words, first);

      first = line.end;
      if (line.height > 0)
        g_array_append_val (lines, line);
    }

  return lines;
}

static double
score_line (const Line *line,
            int page_height)
{
  double middle = (line->top + line->bottom) / 2.0;

  return middle > UPPER_PART * page_height ? line->height * LOWER_DISCOUNT : line->height;
}

static gboolean
is_continued (const Line *upper,
              const Line *lower)
{
  double small = MIN (upper->height, lower->height);
  double large = MAX (upper->height, lower->height);
  int gap = lower->top - upper->bottom;

  return large <= small * SAME_SIZE_RATIO && gap <= MAX_GAP_HEIGHTS * small && gap > -0.5 * small;
}

/* Whether the word is text: logos in the corner are read as signs. */
static gboolean
is_written (const LecWord *word)
{
  for (const char *p = word->text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || strchr ("?!", *p) != NULL)
      return TRUE;

  return FALSE;
}

/* Whether there is a wide gap before the word; lines may be written from right to left. */
static gboolean
is_apart (GPtrArray *words,
          guint at,
          double height)
{
  const LecWord *left = g_ptr_array_index (words, at - 1);
  const LecWord *right = g_ptr_array_index (words, at);
  int gap = MAX (right->box.x - left->box.x - left->box.width, left->box.x - right->box.x - right->box.width);

  return gap > APART_HEIGHTS * height;
}

/* Whether there are but a letter or two in it, and more in what is left then. */
static gboolean
is_stray (GPtrArray *words,
          guint first,
          guint end,
          guint rest_first,
          guint rest_end)
{
  guint n_letters = count_letters (words, first, end);

  return n_letters <= MAX_STRAY_LETTERS && n_letters < count_letters (words, rest_first, rest_end);
}

/* A logo at the edge may be read as letters on the title's line, but far from it. */
static void
leave_out_strays (GPtrArray *words,
                  double height,
                  guint *first,
                  guint *end)
{
  for (guint i = *first + 1; i < *end; i++)
    if (is_apart (words, i, height) && is_stray (words, *first, i, i, *end))
      *first = i;
  for (guint i = *end - 1; i > *first; i--)
    if (is_apart (words, i, height) && is_stray (words, i, *end, *first, i))
      *end = i;
}

/* Leaves out what stands before and behind the text of the line. */
static char *
join_line (GPtrArray *words,
           const Line *line)
{
  guint first = line->first;
  guint end = line->end;

  leave_out_strays (words, line->height, &first, &end);
  while (first < end && !is_written (g_ptr_array_index (words, first)))
    first++;
  while (first < end && !is_written (g_ptr_array_index (words, end - 1)))
    end--;

  return lec_word_text_join_line (words, first, end);
}

/* Whether the text breaks off in a word, at its hyphen. */
static gboolean
is_hyphenated (const GString *text)
{
  const char *hyphen = text->str + text->len - 1;

  return text->len > 1 && *hyphen == '-' && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (hyphen)));
}

static char *
join_lines (GPtrArray *words,
            GArray *lines,
            guint first,
            guint last)
{
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = first; i <= last; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      g_autofree char *text = join_line (words, line);

      if (title->len > 0 && !is_hyphenated (title) && !lec_word_text_joins (title->str, text))
        g_string_append_c (title, ' ');
      g_string_append (title, text);
    }
  if (g_utf8_strlen (title->str, -1) > MAX_TITLE_LETTERS)
    g_string_truncate (title, g_utf8_offset_to_pointer (title->str, MAX_TITLE_LETTERS) - title->str);

  return title->len > 0 ? g_string_free (g_steal_pointer (&title), FALSE) : NULL;
}

char *
lec_slide_title_find (GPtrArray *words,
                      int page_height)
{
  g_autoptr (GArray) lines = NULL;
  guint best = 0;
  guint first, last;

  g_return_val_if_fail (words != NULL && page_height > 0, NULL);

  lines = measure_lines (words);
  if (lines->len == 0)
    return NULL;

  for (guint i = 1; i < lines->len; i++)
    if (score_line (&g_array_index (lines, Line, i),
                    page_height) > score_line (&g_array_index (lines, Line, best), page_height))
      best = i;

  first = last = best;
  while (first > 0 && is_continued (&g_array_index (lines, Line, first - 1), &g_array_index (lines, Line, first)))
    first--;
  while (last + 1 < lines->len && is_continued (&g_array_index (lines, Line, last),
                                                &g_array_index (lines, Line, last + 1)))
    last++;
  /* Running text in one size: no title, so the first line has to do. */
  if (last - first + 1 > MAX_TITLE_LINES)
    last = first;

  return join_lines (words, lines, first, last);
}
