/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small grammar. In its patterns %t is a thing, %T the same with a capital,
 * %a an action, %q a quality, %n a number, %p a share and %y a year.
 */
#include "talk.h"

#include <stdlib.h>
#include <string.h>

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
append_capital (GString *out, const char *text)
{
  g_string_append_c (out, g_ascii_toupper (text[0]));
  g_string_append (out, text + 1);
}

static const char *
without_article (const char *thing)
{
  static const char *const articles[] = { "the ", "an ", "a " };

  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    if (g_str_has_prefix (thing, articles[i]))
      return thing + strlen (articles[i]);

  return thing;
}

/* A thing that the text does not name yet: nothing depends on itself. */
static const char *
pick_thing (const GString *out, const Subject *subject, GRand *dice)
{
  const char *thing = dice_pick (dice, subject->things);

  while (strstr (out->str, without_article (thing) + 1) != NULL)
    thing = dice_pick (dice, subject->things);
  return thing;
}

static void
append_slot (GString *out, char slot, const Subject *subject, GRand *dice)
{
  switch (slot)
    {
    case 't':
      g_string_append (out, pick_thing (out, subject, dice));
      break;
    case 'T':
      append_capital (out, pick_thing (out, subject, dice));
      break;
    case 'N':
      append_capital (out, without_article (pick_thing (out, subject, dice)));
      break;
    case 'a':
      g_string_append (out, dice_pick (dice, subject->actions));
      break;
    case 'A':
      append_capital (out, dice_pick (dice, subject->actions));
      break;
    case 'q':
      g_string_append (out, dice_pick (dice, subject->qualities));
      break;
    case 'n':
      g_string_append_printf (out, "%d", dice_int (dice, 3, 940));
      break;
    case 'p':
      g_string_append_printf (out, "%d.%d", dice_int (dice, 1, 89), dice_int (dice, 0, 9));
      break;
    case 'y':
      g_string_append_printf (out, "%d", dice_int (dice, 1996, 2024));
      break;
    case '%':
      g_string_append_c (out, '%');
      break;
    default:
      g_assert_not_reached ();
    }
}

static char *
expand (const char *pattern, const Subject *subject, GRand *dice)
{
  GString *out = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      if (*p == '%')
        append_slot (out, *++p, subject, dice);
      else
        g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

static char *
make_title (Talk *self)
{
  const char *const *patterns = LIST (
    "%N", "%N and %t", "What is %t?", "Why %t matters", "How to %a", "%N: an example",
    "From %t to %t", "Limits of %t", "%N in practice", "Measuring %t", "Three views of %t",
    "Recap: %t", "%N revisited", "Can %t be %q?", "Results: %t", "%A");

  return expand (dice_pick (self->dice, patterns), self->subject, self->dice);
}

static char *
make_point (Talk *self, int level)
{
  const char *const *long_patterns = LIST (
    "%T depends on %t, not on %t", "Without %t it is hard to %a", "%T is %q only if %t is",
    "Goal: %a with as little as possible", "Measured on %n samples: %p%% fewer errors",
    "%T explains about %p%% of the effect", "First shown in %y, still the standard today",
    "A %q solution exists, but costs more", "Two ways to %a: directly, or through %t",
    "%T and %t are often confused", "Check %t before you %a", "In %y only %n cases were known",
    "%T changes slowly, %t does not", "Open question: is %t really %q?",
    "The idea: use %t to %a", "Not every model of %t is %q");
  const char *const *short_patterns = LIST (
    "%q in most cases", "up to %p%% in %y", "see chapter %n", "needs %t", "helps to %a",
    "compare with %t", "about %n per year", "%q by design");

  return expand (dice_pick (self->dice, level > 0 ? short_patterns : long_patterns),
                 self->subject, self->dice);
}

/* "a unique" is right and "a uneven" wrong; the sound decides, so the few exceptions stand here. */
static char *
fix_articles (char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\b([Aa]) (?=[aeioAEIO]|un[^i])", 0, 0, NULL);
  char *fixed = g_regex_replace (regex, text, -1, 0, "\\1n ", 0, NULL);

  g_free (text);
  return fixed;
}

static char *
finish_text (char *text)
{
  text = fix_articles (text);
  text[0] = g_ascii_toupper (text[0]);
  return text;
}

char *
talk_make_title (Talk *self)
{
  return finish_text (make_title (self));
}

char *
talk_make_sentence (Talk *self)
{
  return finish_text (make_point (self, 0));
}

static Point *
point_new (char *text, int level)
{
  Point *self = g_new0 (Point, 1);

  self->text = text;
  self->level = level;
  return self;
}

static void
point_free (gpointer data)
{
  Point *self = data;

  g_free (self->text);
  g_free (self);
}

static void
page_free (gpointer data)
{
  Page *self = data;

  g_free (self->title);
  g_free (self->caption);
  g_ptr_array_unref (self->points);
  g_free (self);
}

static Page *
append_page (Talk *self, Layout layout, FigureKind figure)
{
  Page *page = g_new0 (Page, 1);

  page->layout = layout;
  page->figure = figure;
  page->figure_seed = dice_hash_u32 (self->seed, self->pages->len, 77);
  page->number = (int) self->pages->len + 1;
  page->points = g_ptr_array_new_with_free_func (point_free);
  g_ptr_array_add (self->pages, page);
  return page;
}

static void
add_points (Talk *self, Page *page, int n_points)
{
  gboolean nested = page->layout == LAYOUT_POINTS && dice_chance (self->dice, 0.5);

  for (int i = 0; i < n_points; i++)
    {
      int level = nested && i > 0 && dice_chance (self->dice, 0.35) ? 1 : 0;

      g_ptr_array_add (page->points, point_new (finish_text (make_point (self, level)), level));
    }
}

Page *
talk_add_page (Talk *self, Layout layout, FigureKind figure, int n_points)
{
  Page *page = append_page (self, layout, figure);

  page->title = talk_make_title (self);
  page->caption = g_strdup_printf ("Fig. %d: %s", dice_int (self->dice, 1, 30),
                                   page->title);
  add_points (self, page, n_points);
  return page;
}

static void
copy_points (Page *to, const Page *from)
{
  for (guint i = 0; i < from->points->len; i++)
    {
      const Point *point = g_ptr_array_index (from->points, i);

      g_ptr_array_add (to->points, point_new (g_strdup (point->text), point->level));
    }
}

/* "Limits of entropy" -> "Limits of entropy (2)" -> "Limits of entropy (3)" */
static char *
count_up (const char *title)
{
  const char *bracket = strrchr (title, '(');
  int number = bracket != NULL ? atoi (bracket + 1) : 0;

  if (number == 0)
    return g_strdup_printf ("%s (2)", title);

  return g_strdup_printf ("%.*s(%d)", (int) (bracket - title), title, number + 1);
}

Page *
talk_add_variant (Talk *self, const Page *page)
{
  Page *variant = append_page (self, page->layout, page->figure);

  variant->title = count_up (page->title);
  variant->caption = g_strdup (page->caption);
  variant->figure_seed = page->figure_seed;
  copy_points (variant, page);

  if (variant->points->len > 0)
    {
      int which = dice_int (self->dice, 0, (int) variant->points->len - 1);
      Point *point = g_ptr_array_index (variant->points, which);

      g_free (point->text);
      point->text = finish_text (make_point (self, point->level));
    }
  return variant;
}

static void
add_some_page (Talk *self)
{
  static const FigureKind figures[] = {
    FIGURE_BARS,
    FIGURE_LINES,
    FIGURE_SCATTER,
    FIGURE_DIAGRAM,
    FIGURE_TABLE,
    FIGURE_CODE,
    FIGURE_FORMULA,
    FIGURE_PHOTO,
    FIGURE_PIE,
    FIGURE_LINES,
  };
  FigureKind figure = figures[dice_int (self->dice, 0, G_N_ELEMENTS (figures) - 1)];
  int draw = dice_int (self->dice, 0, 99);

  if (figure == FIGURE_CODE && self->subject->code == CODE_NONE)
    figure = FIGURE_TABLE;

  if (draw < 42)
    talk_add_page (self, LAYOUT_POINTS, FIGURE_NONE, dice_int (self->dice, 3, 6));
  else if (draw < 72)
    talk_add_page (self, LAYOUT_POINTS_FIGURE, figure, dice_int (self->dice, 2, 4));
  else if (draw < 86)
    talk_add_page (self, LAYOUT_FIGURE, figure, 0);
  else if (draw < 94)
    talk_add_page (self, LAYOUT_COLUMNS, FIGURE_NONE, 6);
  else
    talk_add_page (self, LAYOUT_STATEMENT, FIGURE_NONE, 1);
}

static void
add_title_page (Talk *self)
{
  Page *page = append_page (self, LAYOUT_TITLE, FIGURE_NONE);

  page->title = g_strdup (self->title);
  page->caption = g_strdup ("");
  g_ptr_array_add (page->points, point_new (g_strdup (self->speaker), 0));
  g_ptr_array_add (page->points, point_new (g_strdup (self->institute), 0));
  g_ptr_array_add (page->points, point_new (g_strdup (self->date), 0));
}

Talk *
talk_new (guint32 seed)
{
  const char *const *people = LIST (
    "Prof. Anna Lindqvist", "Dr. Samuel Okafor", "Maria Teresa Rossi", "Prof. Jan Nowak",
    "Dr. Mei Tanaka", "Prof. Peter Hofmann", "Dr. Leila Haddad", "Thomas Brennan");
  const char *const *institutes = LIST (
    "University of Northbridge", "Technical University of Seehafen",
    "Institute for Applied Sciences", "Eastfield College", "Royal Polytechnic School");
  const char *const *months = LIST ("January", "March", "April", "May", "June", "October", "November");
  Talk *self = g_new0 (Talk, 1);

  self->seed = seed;
  self->dice = dice_new (seed, DICE_TALK, 0);
  self->subject = &subjects[dice_int (self->dice, 0, (int) n_subjects - 1)];
  self->title = g_strdup (dice_pick (self->dice, self->subject->titles));
  self->speaker = g_strdup (dice_pick (self->dice, people));
  self->institute = g_strdup (dice_pick (self->dice, institutes));
  self->date = g_strdup_printf ("%d %s %d", dice_int (self->dice, 1, 28),
                                dice_pick (self->dice, months), dice_int (self->dice, 2014, 2025));
  self->pages = g_ptr_array_new_with_free_func (page_free);

  add_title_page (self);
  return self;
}

void
talk_grow (Talk *self, guint n_pages)
{
  while (self->pages->len < n_pages)
    add_some_page (self);
}

void
talk_free (Talk *self)
{
  g_free (self->title);
  g_free (self->speaker);
  g_free (self->institute);
  g_free (self->date);
  g_ptr_array_unref (self->pages);
  g_rand_free (self->dice);
  g_free (self);
}

Page *
talk_get_page (Talk *self, guint index)
{
  g_assert (index < self->pages->len);

  return g_ptr_array_index (self->pages, index);
}
