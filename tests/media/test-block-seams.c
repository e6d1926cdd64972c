/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which blocks of a picture put together of several never stood beside each
 * other, and what is shown there instead.
 */
#include <string.h>

#include "media/block-seams.h"

#define N_COLUMNS  8
#define N_ROWS     5
#define N_BLOCKS   (N_COLUMNS * N_ROWS)
#define N_PICTURES 9
#define EVERYONE   ((1 << N_PICTURES) - 1)

typedef struct
{
  guint16 seen[N_BLOCKS];
} Page;

static void
clear_page (Page *page)
{
  for (int i = 0; i < N_BLOCKS; i++)
    page->seen[i] = EVERYONE;
}

static void
set_block (Page *page,
           int column,
           int row,
           guint16 seen)
{
  page->seen[row * N_COLUMNS + column] = seen;
}

static guint8 *
find (const Page *page)
{
  const LecBlockSeams seams = { page->seen, N_COLUMNS, N_ROWS, N_PICTURES };

  return lec_block_seams_find (&seams);
}

static void
assert_choice (const guint8 *choices,
               int column,
               int row,
               guint8 choice)
{
  g_assert_cmpuint (choices[row * N_COLUMNS + column], ==, choice);
}

static guint
count_kept (const guint8 *choices)
{
  guint n = 0;

  for (int i = 0; i < N_BLOCKS; i++)
    n += choices[i] == LEC_BLOCK_SEAMS_KEEP;

  return n;
}

static void
test_all_agree (void)
{
  Page page;

  clear_page (&page);
  g_assert_null (find (&page));
}

/* Somebody walks through: each block is covered in one or two pictures, in none are all free. */
static void
test_walker (void)
{
  Page page;

  clear_page (&page);
  for (int column = 0; column < N_COLUMNS; column++)
    set_block (&page, column, 2, (guint16) (EVERYONE & ~(3 << column)));
  g_assert_null (find (&page));
}

/* Somebody stands there for most of the time: free in few pictures, but in the same ones. */
static void
test_covered_mostly (void)
{
  Page page;

  clear_page (&page);
  for (int column = 2; column < 5; column++)
    set_block (&page, column, 2, 0x103 | (guint16) (1 << column));
  g_assert_null (find (&page));
}

/* Of a playing film each block is the last picture. */
static void
test_film (void)
{
  Page page;

  clear_page (&page);
  for (int column = 2; column < 5; column++)
    set_block (&page, column, 2, 1 << 8);
  g_assert_null (find (&page));
}

/* Two halves of something that moves, each as it was at another time. */
static void
test_torn (void)
{
  g_autofree guint8 *choices = NULL;
  Page page;

  clear_page (&page);
  set_block (&page, 3, 1, 0x007);
  set_block (&page, 3, 2, 0x1c0);
  set_block (&page, 4, 2, 0x1c0);
  choices = find (&page);
  g_assert_nonnull (choices);
  assert_choice (choices, 3, 1, 8);
  assert_choice (choices, 3, 2, 8);
  assert_choice (choices, 4, 2, 8);
  g_assert_cmpuint (count_kept (choices), ==, N_BLOCKS - 3);
}

/* The edge of what is filled is one of that picture: what it shows otherwise around goes with
   it. */
static void
test_flood (void)
{
  g_autofree guint8 *choices = NULL;
  Page page;

  clear_page (&page);
  set_block (&page, 2, 2, 0x00f);
  set_block (&page, 3, 2, 0x1e0);
  set_block (&page, 4, 2, 0x0ff);
  set_block (&page, 5, 2, 0x0ff);
  set_block (&page, 7, 2, 0x0ff);
  choices = find (&page);
  g_assert_nonnull (choices);
  assert_choice (choices, 2, 2, 7);
  assert_choice (choices, 3, 2, 7);
  g_assert_cmpuint (count_kept (choices), ==, N_BLOCKS - 2);
}

/* Where all pictures show something else around, the one that shows least of it. */
static void
test_least (void)
{
  g_autofree guint8 *choices = NULL;
  Page page;

  clear_page (&page);
  set_block (&page, 2, 2, 0x001);
  set_block (&page, 3, 2, 0x100);
  set_block (&page, 4, 2, 0x0ff);
  set_block (&page, 5, 2, 0x0ff);
  choices = find (&page);
  g_assert_nonnull (choices);
  assert_choice (choices, 2, 2, 0);
  assert_choice (choices, 3, 2, 0);
  g_assert_cmpuint (count_kept (choices), ==, N_BLOCKS - 2);
}

/* Two patches that do not touch need not be of one time. */
static void
test_apart (void)
{
  Page page;

  clear_page (&page);
  set_block (&page, 1, 1, 0x00f);
  set_block (&page, 6, 3, 0x1e0);
  g_assert_null (find (&page));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block-seams/all-agree", test_all_agree);
  g_test_add_func ("/block-seams/walker", test_walker);
  g_test_add_func ("/block-seams/covered-mostly", test_covered_mostly);
  g_test_add_func ("/block-seams/film", test_film);
  g_test_add_func ("/block-seams/torn", test_torn);
  g_test_add_func ("/block-seams/flood", test_flood);
  g_test_add_func ("/block-seams/least", test_least);
  g_test_add_func ("/block-seams/apart", test_apart);

  return g_test_run ();
}
