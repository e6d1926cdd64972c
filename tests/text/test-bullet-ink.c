/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "text/bullet-ink.h"
#include "text/read-word.h"

#define LINE_HEIGHT 30

static void
draw (LecPix *pix,
      const LecRect *box)
{
  for (int y = box->y; y < box->y + box->height; y++)
    for (int x = box->x; x < box->x + box->width; x++)
      SET_DATA_BYTE (pixGetData (pix) + (gsize) y * pixGetWpl (pix), x, 0);
}

static void
add_word (GPtrArray *words,
          const char *text,
          const LecRect *box)
{
  LecReadWord *word = lec_read_word_new (box, 80, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *letter = g_strndup (p, g_utf8_next_char (p) - p);

      lec_read_word_append (word, letter, box->x + box->width, 80);
    }
  g_ptr_array_add (words, word);
}

/* Returns: (transfer full): what becomes of @text in @box before a word; @solid: no letter with
   white in it */
static char *
mark_word (const char *text,
           int width,
           int height,
           gboolean solid)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_read_word_free);
  g_autoptr (LecPix) pix = pixCreate (200, 60, 8);
  LecRect box = { 10, 10, width, height };
  LecRect half = { 10, 10, width / 3, height };
  LecRect behind = { 80, 10, 60, LINE_HEIGHT };
  const LecReadWord *marked;

  pixSetAll (pix);
  draw (pix, solid ? &box : &half);
  add_word (words, text, &box);
  add_word (words, "behind", &behind);
  lec_bullet_ink_mark (words, pix);

  g_assert_cmpuint (words->len, ==, 2);
  marked = g_ptr_array_index (words, 0);
  g_assert_cmpint (marked->box.x, ==, box.x);
  g_assert_cmpint (marked->box.width, ==, box.width);
  g_assert_cmpfloat (marked->confidence, ==, 80);

  return lec_read_word_dup_text (marked);
}

static void
test_solid (void)
{
  static const char *const texts[] = { "m", "m=", "=", "BH", "e", "*" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *marked = mark_word (texts[i], 18, 18, TRUE);

      g_assert_cmpstr (marked, ==, LEC_BULLET_SOLID);
    }
}

/* Letters have gaps; dashes and bars are long, dots small, panels high; three letters are a
   word. */
static void
test_others (void)
{
  static const struct
  {
    const char *text;
    int width, height;
    gboolean solid;
  } cases[] = {
    { "m", 18, 18, FALSE },
    { "-", 16, 4, TRUE },
    { "l", 4, 22, TRUE },
    { ".", 6, 6, TRUE },
    { "m", 30, 30, TRUE },
    { "mmm", 18, 18, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = mark_word (cases[i].text, cases[i].width, cases[i].height, cases[i].solid);

      g_assert_cmpstr (marked, ==, cases[i].text);
    }
}

/* The node of a diagram, alone in its line. */
static void
test_alone (void)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_read_word_free);
  g_autoptr (LecPix) pix = pixCreate (200, 60, 8);
  LecRect box = { 10, 10, 18, 18 };
  g_autofree char *text = NULL;

  pixSetAll (pix);
  draw (pix, &box);
  lec_bullet_ink_mark (words, pix);
  add_word (words, "m", &box);
  lec_bullet_ink_mark (words, pix);
  text = lec_read_word_dup_text (g_ptr_array_index (words, 0));
  g_assert_cmpstr (text, ==, "m");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/bullet-ink/solid", test_solid);
  g_test_add_func ("/text/bullet-ink/others", test_others);
  g_test_add_func ("/text/bullet-ink/alone", test_alone);

  return g_test_run ();
}
