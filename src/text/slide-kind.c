/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Titles tell most kinds; the rest is told by signs (code, formulas), by rows
 * of cells (tables), and by whether lines begin below each other (lists) or
 * anywhere (the labels of figures).
 */
#include "text/slide-kind.h"

#include <string.h>

#include "text/language-phrases.h"
#include "text/slide-lines.h"

#define MAX_TITLE_PAGE_LETTERS 240
#define MAX_SECTION_LETTERS    90
#define MIN_CODE_LINES         3
#define CODE_SHARE             0.4
#define FORMULA_SHARE          0.34
#define MIN_TABLE_ROWS         3
#define TABLE_SHARE            0.5
#define MAX_LABEL_LETTERS      26  /* of a label of a figure, on average */
#define MAX_FIGURE_LETTERS     400 /* of all of them */
#define MAX_POINT_LETTERS      110 /* of a point of a list, on average */
#define ALIGNED_SHARE          0.6
#define ALIGN_TOLERANCE        0.012 /* of the picture's width */
#define MAX_ROWS               200

/* Letters and digits with single spaces between words, in lower case. */
static char *
simplify (const char *text)
{
  GString *simple = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (g_unichar_isalpha (letter))
        g_string_append_unichar (simple, g_unichar_tolower (letter));
      else if (simple->len > 0 && simple->str[simple->len - 1] != ' ')
        g_string_append_c (simple, ' ');
    }
  while (simple->len > 0 && simple->str[simple->len - 1] == ' ')
    g_string_truncate (simple, simple->len - 1);

  return g_string_free (simple, FALSE);
}

/* Whether @title is one of @names; or a name with "lecture 3" or a part's number around it. */
static gboolean
is_called (const char *title,
           const char *names)
{
  g_autofree char *simple = title != NULL ? simplify (title) : NULL;
  g_auto (GStrv) list = g_strsplit (names, "|", -1);

  for (guint i = 0; simple != NULL && list[i] != NULL; i++)
    {
      g_autofree char *name = simplify (list[i]);

      if (g_str_equal (simple, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_called_in (const char *title,
              const char *language,
              gsize names_offset)
{
  const LecLanguagePhrases *own = lec_language_phrases_get (language);
  const LecLanguagePhrases *english = lec_language_phrases_get ("en");

  return is_called (title, G_STRUCT_MEMBER (const char *, own, names_offset)) ||
         is_called (title, G_STRUCT_MEMBER (const char *, english, names_offset));
}

static gboolean
tell_by_title (const char *title,
               const char *language,
               LecSlideKind *kind)
{
  static const struct
  {
    gsize offset;
    LecSlideKind kind;
  } names[] = {
    { G_STRUCT_OFFSET (LecLanguagePhrases, agenda), LEC_SLIDE_KIND_AGENDA },
    { G_STRUCT_OFFSET (LecLanguagePhrases, summary), LEC_SLIDE_KIND_SUMMARY },
    { G_STRUCT_OFFSET (LecLanguagePhrases, questions), LEC_SLIDE_KIND_QUESTIONS },
    { G_STRUCT_OFFSET (LecLanguagePhrases, references), LEC_SLIDE_KIND_REFERENCES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_called_in (title, language, names[i].offset))
      {
        *kind = names[i].kind;
        return TRUE;
      }

  return FALSE;
}

static gboolean
begins_with_one (const char *line,
                 const char *const *beginnings,
                 gsize n_beginnings)
{
  for (gsize i = 0; i < n_beginnings; i++)
    if (g_str_has_prefix (line, beginnings[i]))
      return TRUE;

  return FALSE;
}

/* "for x in a:", "return s": what Python and the like have no brackets for. */
static gboolean
is_bare_code (const char *line,
              gsize length)
{
  static const char *const blocks[] = { "def ", "class ", "for ", "while ", "if ", "elif ", "else:", "try:", "except",
                                        "with ", "lambda " };

  if (line[length - 1] == ':' && begins_with_one (line, blocks, G_N_ELEMENTS (blocks)))
    return TRUE;

  return g_str_has_prefix (line, "return ") && strchr (line + strlen ("return "), ' ') == NULL;
}

/* Or one: "return sum;", "break;" */
static gboolean
has_two_words (const char *line)
{
  const char *space = strchr (line, ' ');

  return space == NULL || strchr (space + 1, ' ') == NULL;
}

static gboolean
is_code_line (const char *line)
{
  static const char *const signs[] = { "();", "{", "}", "==", "!=", "->", "::", "+=", "-=", "++;", "#include", "//",
                                       "):",
                                       "</", "&&", "||", "[i]", "[0]", ":=", "=>" };
  static const char *const sure[] = { "+=", "-=", "++;", "#include", "();" };
  static const char *const words[] = { "def ", "class ", "import ", "from ", "return ", "if (", "if(", "for (", "for(",
                                       "while (", "while(", "int ", "void ", "public ", "private ", "static ", "const ",
                                       "let ", "var ", "function ", "print(", "printf(", "SELECT ",
                                       "INSERT ", "struct ",
                                       "fn ", "func ", "package ", "using ", "double ", "char ", "string " };
  gsize length = strlen (line);
  guint n_signs = 0;

  if (length == 0)
    return FALSE;
  if (line[length - 1] == '{' || line[length - 1] == '}' || is_bare_code (line, length))
    return TRUE;
  /* Points of a list may end with one, too. */
  if (line[length - 1] == ';' && (strpbrk (line, "=()[]<>") != NULL || has_two_words (line)))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (sure); i++)
    if (strstr (line, sure[i]) != NULL)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    n_signs += strstr (line, signs[i]) != NULL;
  if (begins_with_one (line, words, G_N_ELEMENTS (words)) &&
      (n_signs > 0 || strchr (line, '(') != NULL || strchr (line, '=') != NULL))
    return TRUE;

  return n_signs >= 2 || (n_signs == 1 && strchr (line, '(') != NULL && strchr (line, '=') != NULL);
}

static gboolean
is_math_sign (gunichar letter)
{
  return letter == '=' || letter == '+' || letter == '<' || letter == '>' || letter == '^' || letter == 0xb1 ||
         letter == 0xd7 || letter == 0xb7 || letter == 0xf7 || g_unichar_type (letter) == G_UNICODE_MATH_SYMBOL ||
         (letter >= 0x2200 && letter <= 0x22ff) || (letter >= 0x1d400 && letter <= 0x1d7ff);
}

/* Signs of mathematics, and few words of more than three letters beside them. */
static gboolean
is_formula_line (const char *line)
{
  guint n_signs = 0, n_words = 0, run = 0;

  for (;; line = g_utf8_next_char (line))
    {
      gunichar letter = g_utf8_get_char (line);

      if (letter != 0 && g_unichar_isalpha (letter))
        {
          run++;
          continue;
        }
      n_words += run > 3;
      run = 0;
      if (letter == 0)
        break;
      n_signs += is_math_sign (letter);
    }

  return n_signs > 0 && n_words <= n_signs && n_words <= 3;
}

static gboolean
is_figure_name (const char *line,
                const char *language)
{
  const LecLanguagePhrases *phrases = lec_language_phrases_get (language);
  g_auto (GStrv) names = g_strsplit (phrases->figure, "|", -1);
  g_autofree char *lower = g_utf8_strdown (line, -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (lower, names[i]))
      {
        const char *rest = lower + strlen (names[i]);

        rest += strspn (rest, ". ");
        if (rest > lower + strlen (names[i]) && g_ascii_isdigit (*rest))
          return TRUE;
      }

  return FALSE;
}

/* The cells of a line: words with wide gaps between them. Returns: their number */
static guint
count_cells (const GPtrArray *words,
             guint first,
             guint end)
{
  guint n_cells = 1;

  for (guint i = first + 1; i < end; i++)
    {
      const LecWord *left = g_ptr_array_index (words, i - 1);
      const LecWord *right = g_ptr_array_index (words, i);

      n_cells += right->box.x - (left->box.x + left->box.width) > 2 * MAX (left->box.height, right->box.height);
    }

  return n_cells;
}

static gboolean
has_table_rows (const LecSlide *slide)
{
  guint n_rows = 0, n_lines = 0;

  for (guint first = 0, end = 0; first < slide->words->len; first = end)
    {
      const LecWord *word = g_ptr_array_index (slide->words, first);

      for (end = first; end < slide->words->len; end++)
        if (((const LecWord *) g_ptr_array_index (slide->words, end))->line != word->line)
          break;
      n_lines++;
      n_rows += count_cells (slide->words, first, end) >= 3;
    }

  return n_rows >= MIN_TABLE_ROWS && n_rows > TABLE_SHARE * (n_lines - 1);
}

/* Where there are no boxes: rows of figures, or of what is parted by bars or tabs. */
static gboolean
is_row_of_figures (const char *line)
{
  guint n_numbers = 0, n_bars = 0;

  for (const char *at = line; *at != '\0'; at++)
    {
      n_bars += *at == '|' || *at == '\t';
      n_numbers += g_ascii_isdigit (*at) && (at == line || at[-1] == ' ' || at[-1] == '\t' || at[-1] == '-');
    }

  return n_bars >= 2 || (n_numbers >= 2 && !is_formula_line (line));
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  int left = *(const int *) a, right = *(const int *) b;

  return (left > right) - (left < right);
}

/* The largest share of lines, below the first, that begin at one of three places. */
static double
measure_alignment (const LecSlide *slide)
{
  g_autoptr (GArray) lefts = g_array_new (FALSE, FALSE, sizeof (int));
  double tolerance = MAX (ALIGN_TOLERANCE * slide->picture_width, 4);
  guint largest[3] = { 0 };

  for (guint i = 1; i < slide->words->len && lefts->len < MAX_ROWS; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);

      if (word->line != ((const LecWord *) g_ptr_array_index (slide->words, i - 1))->line)
        g_array_append_val (lefts, word->box.x);
    }
  if (lefts->len < 2)
    return 1;

  g_array_sort (lefts, compare_ints);
  for (guint first = 0, end = 0; first < lefts->len; first = end)
    {
      guint count = 0;

      while (end < lefts->len && g_array_index (lefts, int, end) - g_array_index (lefts, int, first) <= tolerance)
        end++;
      count = end - first > 1 || lefts->len < 4 ? end - first : 0;
      for (guint i = 0; i < G_N_ELEMENTS (largest); i++)
        if (count > largest[i])
          {
            guint smaller = largest[i];

            largest[i] = count;
            count = smaller;
          }
    }

  return (double) (largest[0] + largest[1] + largest[2]) / lefts->len;
}

/* Whether a title alone stands in the middle, as it does between two parts of a talk. */
static gboolean
stands_in_the_middle (const LecSlide *slide)
{
  int top = G_MAXINT, bottom = 0;

  if (slide->words->len == 0 || slide->picture_height <= 0)
    return TRUE;
  for (guint i = 0; i < slide->words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);

      top = MIN (top, word->box.y);
      bottom = MAX (bottom, word->box.y + word->box.height);
    }

  return (top + bottom) / 2 > slide->picture_height / 4;
}

typedef struct
{
  guint n_lines; /* beside the title and what runs through */
  guint n_letters;
  guint n_bullets;
  guint n_code;
  guint n_formulas;
  guint n_rows;
  gboolean has_figure_name;
  gboolean has_mail_address;
} Body;

/* "name@host.org": as whoever speaks has it on the first page, and no other. */
static gboolean
has_mail_address (const char *line)
{
  const char *at = strchr (line, '@');

  return at != NULL && at > line && g_ascii_isalnum (at[-1]) && g_ascii_isalnum (at[1]) && strchr (at, '.') != NULL;
}

static Body
look_at_body (const LecSlide *slide,
              const GPtrArray *lines,
              const char *language)
{
  g_auto (GStrv) raw = g_strsplit (slide->text != NULL ? slide->text : "", "\n", MAX_ROWS);
  Body body = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const LecSlideLine *line = g_ptr_array_index (lines, i);

      if (line->is_title || line->is_running)
        continue;
      body.n_lines++;
      body.n_letters += (guint) g_utf8_strlen (line->text, -1);
      body.n_bullets += line->is_bullet;
      body.n_formulas += is_formula_line (line->text);
      body.n_rows += is_row_of_figures (line->text);
      body.has_figure_name |= is_figure_name (line->text, language);
      body.has_mail_address |= has_mail_address (line->text);
    }
  for (guint i = 0; raw[i] != NULL; i++)
    body.n_code += is_code_line (g_strstrip (raw[i]));

  return body;
}

static LecSlideKind
tell_by_body (const LecSlide *slide,
              const Body *body)
{
  guint n_lines = MAX (body->n_lines, 1);
  gboolean is_aligned = measure_alignment (slide) >= ALIGNED_SHARE;

  if (body->n_code >= MIN_CODE_LINES && body->n_code >= CODE_SHARE * n_lines)
    return LEC_SLIDE_KIND_CODE;
  if (has_table_rows (slide) || (slide->words->len == 0 && body->n_rows >= MIN_TABLE_ROWS &&
                                 body->n_rows > TABLE_SHARE * n_lines))
    return LEC_SLIDE_KIND_TABLE;
  if (body->n_formulas > 0 && body->n_formulas >= FORMULA_SHARE * n_lines)
    return LEC_SLIDE_KIND_FORMULA;
  if (body->n_lines == 0 || (body->has_figure_name && body->n_letters <= MAX_FIGURE_LETTERS && body->n_bullets < 2))
    return LEC_SLIDE_KIND_FIGURE;
  if (body->n_bullets >= 2 && body->n_bullets * 3 >= body->n_lines)
    return LEC_SLIDE_KIND_LIST;
  if (!is_aligned && body->n_letters <= MAX_FIGURE_LETTERS && body->n_letters <= MAX_LABEL_LETTERS * n_lines)
    return LEC_SLIDE_KIND_FIGURE;
  if (body->n_lines >= 3 && body->n_letters <= MAX_POINT_LETTERS * n_lines)
    return LEC_SLIDE_KIND_LIST;

  return LEC_SLIDE_KIND_TEXT;
}

/**
 * lec_slide_kind_tell:
 * @lines: (element-type LecSlideLine): of @slide
 * @is_first: whether it is the first one of the lecture
 * @language: (nullable): ISO 639-1
 */
LecSlideKind
lec_slide_kind_tell (const LecSlide *slide,
                     const GPtrArray *lines,
                     gboolean is_first,
                     const char *language)
{
  LecSlideKind kind = LEC_SLIDE_KIND_TEXT;
  const char *title = NULL;
  Body body = { 0 };

  g_return_val_if_fail (slide != NULL && lines != NULL, LEC_SLIDE_KIND_TEXT);

  /* One line and no title: that line is what the slide is called. */
  title = slide->title != NULL || lines->len != 1 ? slide->title
                                                  : ((const LecSlideLine *) g_ptr_array_index (lines, 0))->text;
  if (tell_by_title (title, language, &kind))
    return kind;

  body = look_at_body (slide, lines, language);
  if (is_first && title != NULL && (body.n_letters <= MAX_TITLE_PAGE_LETTERS || body.has_mail_address) &&
      body.n_bullets == 0 && body.n_code == 0 && body.n_formulas == 0)
    return LEC_SLIDE_KIND_TITLE;
  if (title != NULL && body.n_lines <= 1 && body.n_bullets == 0 && body.n_formulas == 0 && !body.has_figure_name &&
      body.n_letters + g_utf8_strlen (title, -1) <= MAX_SECTION_LETTERS && stands_in_the_middle (slide))
    return LEC_SLIDE_KIND_SECTION;

  return tell_by_body (slide, &body);
}
