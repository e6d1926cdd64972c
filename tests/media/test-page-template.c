/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What pages share is taken from their ink; what only some have stays.
 */
#include <glib.h>

#include "made-pages.h"
#include "media/page-template.h"

/* A bar and a logo, the same on all pages. */
static const LecRect bar = { 0, 160, PAGE_WIDTH, 4 };
static const LecRect logo = { 290, 8, 16, 12 };

typedef struct
{
  GPtrArray *signatures;
  GPtrArray *pages;
} Talk;

static void
fill (LecSignature *page,
      const LecRect *rect,
      guint8 luma)
{
  made_page_fill (page, rect->x, rect->y, rect->width, rect->height, luma);
}

/* @n pages, of which the first @n_with have the template. */
static void
talk_begin (Talk *talk,
            guint n,
            guint n_with)
{
  talk->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_signature_free);
  talk->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_page_free);
  for (guint i = 0; i < n; i++)
    {
      LecSignature *page = made_page_new ();

      made_page_write (page, 1 + (int) (i % 8), i + 1);
      if (i < n_with)
        {
          fill (page, &bar, 90);
          fill (page, &logo, 60);
        }
      g_ptr_array_add (talk->signatures, page);
      g_ptr_array_add (talk->pages, lec_page_new (page));
    }
}

static void
talk_end (Talk *talk)
{
  g_ptr_array_unref (talk->pages);
  g_ptr_array_unref (talk->signatures);
}

static guint
count_ink (const LecPage *page,
           const LecRect *rect)
{
  guint n = 0;

  for (int y = rect->y; y < rect->y + rect->height; y++)
    for (int x = rect->x; x < rect->x + rect->width; x++)
      n += page->ink[y * PAGE_WIDTH + x] != 0;

  return n;
}

static void
test_strip (void)
{
  Talk talk;
  LecRect text = { 0, 24, PAGE_WIDTH, 7 }; /* of the first page */

  talk_begin (&talk, 6, 6);
  {
    g_autoptr (LecPageTemplate) template = lec_page_template_new (talk.pages);
    LecPage *page = g_ptr_array_index (talk.pages, 0);
    guint n_text = count_ink (page, &text);
    guint n_before = page->n_ink;

    g_assert_nonnull (template);
    g_assert_cmpuint (count_ink (page, &bar), >, 0);
    g_assert_cmpuint (count_ink (page, &logo), >, 0);
    lec_page_template_strip (template, page);
    g_assert_cmpuint (count_ink (page, &bar), ==, 0);
    g_assert_cmpuint (count_ink (page, &logo), ==, 0);
    g_assert_cmpuint (count_ink (page, &text), ==, n_text);
    g_assert_cmpuint (page->n_ink, ==, n_text);
    g_assert_cmpuint (page->n_ink + page->n_template, ==, n_before);
    lec_page_template_strip (template, page);
    g_assert_cmpuint (page->n_ink, ==, n_text);
  }
  talk_end (&talk);
}

/* A word over the bar stays, also where the bar is. */
static void
test_what_stands_on_it (void)
{
  static const LecRect word = { 100, 160, 30, 4 };
  Talk talk;
  LecSignature *signature = NULL;

  talk_begin (&talk, 6, 6);
  signature = lec_signature_copy (g_ptr_array_index (talk.signatures, 0));
  fill (signature, &word, 20);
  {
    g_autoptr (LecPageTemplate) template = lec_page_template_new (talk.pages);
    g_autoptr (LecPage) page = lec_page_new (signature);

    lec_page_template_strip (template, page);
    g_assert_cmpuint (count_ink (page, &word), ==, (guint) (word.width * word.height));
    g_assert_cmpuint (count_ink (page, &bar), ==, (guint) (word.width * word.height));
  }
  lec_signature_free (signature);
  talk_end (&talk);
}

/* Seven of ten agree, six of ten do not. */
static void
test_agreement (void)
{
  for (guint n_with = 6; n_with <= 7; n_with++)
    {
      Talk talk;
      LecPage *page = NULL;

      talk_begin (&talk, 10, n_with);
      page = g_ptr_array_index (talk.pages, 0);
      {
        g_autoptr (LecPageTemplate) template = lec_page_template_new (talk.pages);
        guint n_before = count_ink (page, &logo);

        lec_page_template_strip (template, page);
        g_assert_cmpuint (count_ink (page, &logo), ==, n_with == 7 ? 0 : n_before);
      }
      talk_end (&talk);
    }
}

static void
test_too_few (void)
{
  Talk talk;

  talk_begin (&talk, 3, 3);
  g_assert_null (lec_page_template_new (talk.pages));
  talk_end (&talk);
}

/* More pages than are looked at. */
static void
test_many (void)
{
  Talk talk;
  LecPage *page = NULL;

  talk_begin (&talk, 60, 60);
  page = g_ptr_array_index (talk.pages, 59);
  {
    g_autoptr (LecPageTemplate) template = lec_page_template_new (talk.pages);

    lec_page_template_strip (template, page);
    g_assert_cmpuint (count_ink (page, &bar), ==, 0);
    g_assert_cmpuint (page->n_ink, >, 0);
  }
  talk_end (&talk);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/page-template/strip", test_strip);
  g_test_add_func ("/media/page-template/what-stands-on-it", test_what_stands_on_it);
  g_test_add_func ("/media/page-template/agreement", test_agreement);
  g_test_add_func ("/media/page-template/too-few", test_too_few);
  g_test_add_func ("/media/page-template/many", test_many);

  return g_test_run ();
}
