/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "base/error.h"
#include "drawn-slide.h"
#include "text/ocr.h"

static LecSlide *
recognise (DrawnSlide *drawn)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng", &error);
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  g_autofree guint8 *luma = drawn_slide_dup_luma (drawn);

  g_assert_no_error (error);
  g_assert_true (lec_ocr_recognise (ocr, luma, drawn->width, drawn->height, drawn->width, slide, NULL, &error));
  g_assert_no_error (error);

  return g_steal_pointer (&slide);
}

static void
test_dark_on_light (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "Sorting in linear time", 0.1, 60, 80, 60);
  drawn_slide_write (drawn, "Counting sort needs small keys", 0.1, 34, 80, 240);
  drawn_slide_write (drawn, "Radix sort goes digit by digit", 0.1, 34, 80, 300);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->title, ==, "Sorting in linear time");
  g_assert_cmpstr (slide->text, ==,
                   "Sorting in linear time\n\nCounting sort needs small keys\nRadix sort goes digit by digit");
  g_assert_cmpuint (slide->words->len, ==, 15);
}

static void
test_light_on_dark (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 0.1);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "Light letters on a dark slide", 0.95, 60, 80, 60);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==, "Light letters on a dark slide");
}

static void
test_mixed_panels (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_fill (drawn, 0.15, 0, 0, 1280, 180);
  drawn_slide_write (drawn, "Heading in a dark bar", 0.95, 60, 80, 50);
  drawn_slide_write (drawn, "Body text below on white ground", 0.1, 34, 80, 300);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->title, ==, "Heading in a dark bar");
  g_assert_cmpstr (slide->text, ==, "Heading in a dark bar\n\nBody text below on white ground");
}

/* Dark beside light, light letters on dark and the other way round, at the edge between the two. */
static void
test_dark_sidebar (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 0.95);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_fill (drawn, 0.2, 0, 0, 400, 720);
  drawn_slide_write (drawn, "Contents", 1.0, 36, 40, 60);
  drawn_slide_write (drawn, "Graphs and trees", 0.9, 28, 40, 200);
  drawn_slide_write (drawn, "Shortest paths", 0.9, 28, 40, 244);
  drawn_slide_write (drawn, "Shortest paths in a graph", 0.1, 48, 430, 60);
  drawn_slide_write (drawn, "Dijkstra needs positive weights", 0.1, 30, 430, 200);
  drawn_slide_write (drawn, "Bellman and Ford do not", 0.1, 30, 430, 246);
  slide = recognise (drawn);

  g_assert_nonnull (strstr (slide->text, "Contents"));
  g_assert_nonnull (strstr (slide->text, "Graphs and trees\nShortest paths"));
  g_assert_nonnull (strstr (slide->text, "Dijkstra needs positive weights\nBellman and Ford do not"));
  g_assert_cmpuint (slide->words->len, ==, 20);
  g_assert_cmpstr (slide->title, ==, "Shortest paths in a graph");
}

/* A table with a dark head and shaded rows, and a pale caption below it. */
static void
test_shaded_table (void)
{
  static const char *const cells[][3] = {
    { "Method", "Error", "Time" },
    { "Dijkstra", "0.25", "18.5" },
    { "Bellman", "0.50", "47.2" }
  };
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 0.9);
  g_autoptr (LecSlide) slide = NULL;

  for (int row = 0; row < 3; row++)
    {
      drawn_slide_fill (drawn, row == 0 ? 0.35 : 0.9 - row % 2 * 0.12, 100, 150 + 60 * row, 1080, 60);
      for (int column = 0; column < 3; column++)
        drawn_slide_write (drawn, cells[row][column], row == 0 ? 1.0 : 0.1, 28, 120 + 400 * column, 162 + 60 * row);
    }
  drawn_slide_write (drawn, "Figure 7: three ways compared", 0.55, 26, 420, 500);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==,
                   "Method Error Time\n\nDijkstra 0.25 18.5\n\nBellman 0.50 47.2\n\nFigure 7: three ways compared");
}

/* A caption that is hardly to be seen, below a dark picture. */
static void
test_pale_caption (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "What an ice core tells", 0.1, 52, 80, 40);
  drawn_slide_fill (drawn, 0.5, 100, 160, 1080, 400);
  drawn_slide_write (drawn, "Figure 16: an ice core", 0.85, 26, 420, 600);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==, "What an ice core tells\n\nFigure 16: an ice core");
}

/* A town at night behind the text: the windows are no punctuation. */
static void
test_photo_of_windows (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1920, 1080, 0.17);
  g_autoptr (LecSlide) slide = NULL;

  for (int row = 0; row < 20; row++)
    for (int column = 0; column < 120; column++)
      if ((row * 7 + column * 5 + row * column) % 9 < 4)
        drawn_slide_fill (drawn, 0.38, 10 + 25 * column % 1900, 340 + 36 * row, 12, 16);
  drawn_slide_write (drawn, "The buddy allocator", 1.0, 66, 100, 80);
  drawn_slide_write (drawn, "Without it a file is hard to map into memory", 0.95, 44, 150, 410);
  drawn_slide_write (drawn, "Pages are split and joined again in pairs", 0.95, 44, 150, 512);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==,
                   "The buddy allocator\n\n"
                   "Without it a file is hard to map into memory\n\n"
                   "Pages are split and joined again in pairs");
}

/* Cells under a microscope fill most of the slide: no reason to lose the text beside them. */
static void
test_text_beside_photo (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1920, 1080, 0.3);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_fill (drawn, 0.85, 165, 220, 1590, 730);
  cairo_set_source_rgb (drawn->cr, 0.5, 0.5, 0.5);
  cairo_set_line_width (drawn->cr, 7);
  for (int i = 0; i < 160; i++)
    {
      int x = 205 + i % 16 * 100 + i / 16 % 2 * 40;
      int y = 260 + i / 16 * 70;

      cairo_arc (drawn->cr, x, y, 45, 0, 2 * G_PI);
      cairo_stroke (drawn->cr);
      cairo_arc (drawn->cr, x + 9, y, 16, 0, 2 * G_PI);
      cairo_fill (drawn->cr);
    }
  drawn_slide_write (drawn, "Absorb carbon dioxide", 0.95, 64, 96, 80);
  drawn_slide_write (drawn, "Figure 17: what cells absorb", 0.8, 28, 760, 984);
  slide = recognise (drawn);

  g_assert_nonnull (strstr (slide->text, "Absorb carbon dioxide"));
  g_assert_nonnull (strstr (slide->text, "Figure 17: what cells absorb"));
}

/* Points and rows of a table that are not in step: the engine cuts its lines across the letters. */
static void
test_columns_out_of_step (void)
{
  static const char *const rows[] = { "lock-free", "preemptive", "cache-friendly", "re-entrant" };
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1920, 1080, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "Copy-on-write and a system call", 0.1, 60, 96, 80);
  drawn_slide_write (drawn, "The buddy allocator changes slowly, a", 0.1, 38, 147, 210);
  drawn_slide_write (drawn, "system call does not", 0.1, 38, 147, 254);
  drawn_slide_write (drawn, "The idea: use read-copy-update to map", 0.1, 38, 147, 336);
  drawn_slide_write (drawn, "a file into memory", 0.1, 38, 147, 380);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int y = 330 + 81 * (int) i;

      drawn_slide_write (drawn, rows[i], 0.1, 30, 1011, y);
      drawn_slide_write (drawn, i % 2 ? "26.5" : "55.4", 0.1, 30, 1464, y);
      drawn_slide_write (drawn, i % 2 ? "48.6" : "24.0", 0.1, 30, 1738, y);
    }
  slide = recognise (drawn);

  g_assert_nonnull (strstr (slide->text, "The idea: use read-copy-update to map"));
  g_assert_nonnull (strstr (slide->text, "a file into memory"));
  g_assert_nonnull (strstr (slide->text, "lock-free 55.4 24.0"));
}

/* Each is found as it is written within a line. */
static void
test_broken_words (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "Words that break off", 0.1, 52, 80, 40);
  drawn_slide_write (drawn, "A linear map that is self-", 0.1, 32, 80, 200);
  drawn_slide_write (drawn, "adjoint, or a formal gram-", 0.1, 32, 80, 250);
  drawn_slide_write (drawn, "mar that is given", 0.1, 32, 80, 300);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==,
                   "Words that break off\n\n"
                   "A linear map that is self-adjoint,\nor a formal grammar\nthat is given");
}

/* Programs keep their lines, whatever their punctuation is read as. */
static void
test_code (void)
{
  static const char *const lines[] = { "int main (void)", "return count + 1;", "while (left < right)" };
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 0.12);
  g_autoptr (LecSlide) slide = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    drawn_slide_write (drawn, lines[i], 0.9, 32, 100, 100 + 50 * (int) i);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==, "int main (void)\nreturn count + 1;\nwhile (left < right)");
}

/* Pictures, logos and the points of diagrams are no text. */
static void
test_no_garbage (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "Measured values", 0.1, 56, 80, 50);
  for (int i = 0; i < 60; i++)
    {
      cairo_arc (drawn->cr, 100 + i * 18, 300 + (i * 97) % 300, 6, 0, 2 * G_PI);
      cairo_fill (drawn->cr);
    }
  drawn_slide_fill (drawn, 0.4, 80, 640, 1120, 4);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->title, ==, "Measured values");
  g_assert_cmpstr (slide->text, ==, "Measured values");
}

/* Two columns of points below one title, as the engine runs them together. */
static void
test_two_columns_of_points (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  drawn_slide_write (drawn, "Advantages and drawbacks", 0.1, 52, 80, 40);
  drawn_slide_write (drawn, "• Fast to compute\n• Easy to explain\n• Needs little data", 0.1, 32, 80, 200);
  drawn_slide_write (drawn, "• Wrong for curves\n• Hurt by outliers\n• No certainty", 0.1, 32, 700, 200);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==,
                   "Advantages and drawbacks\n\n"
                   "• Fast to compute\n• Easy to explain\n• Needs little data\n\n"
                   "• Wrong for curves\n• Hurt by outliers\n• No certainty");
}

/* Squares before points, which the engine takes for letters it is sure of. */
static void
test_solid_bullets (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1920, 1080, 1.0);
  g_autoptr (LecSlide) slide = NULL;

  for (int i = 0; i < 4; i++)
    drawn_slide_fill (drawn, 0.25, 156, 226 + 74 * i, 22, 22);
  drawn_slide_write (drawn, "Forcing is linear only in theory", 0.1, 37, 196, 214);
  drawn_slide_write (drawn, "Not every model is regional", 0.1, 37, 196, 288);
  drawn_slide_write (drawn, "First shown in 2018", 0.1, 37, 196, 362);
  drawn_slide_write (drawn, "Ten cases were known", 0.1, 37, 196, 436);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==,
                   "• Forcing is linear only in theory\n\n• Not every model is regional\n\n"
                   "• First shown in 2018\n\n• Ten cases were known");
}

static void
test_two_languages (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng+deu", &error);
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autofree guint8 *luma = NULL;

  g_assert_no_error (error);
  drawn_slide_write (drawn, "Größe und große Straße", 0.1, 48, 80, 100);
  drawn_slide_write (drawn, "The size and length of trees", 0.1, 48, 80, 240);
  luma = drawn_slide_dup_luma (drawn);
  g_assert_true (lec_ocr_recognise (ocr, luma, 1280, 720, 1280, slide, NULL, &error));
  g_assert_cmpstr (slide->text, ==, "Größe und große Straße\n\nThe size and length of trees");
}

/* The boxes of a picture that was enlarged for recognition are those of the picture itself. */
static void
test_small_picture (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (640, 360, 1.0);
  g_autoptr (LecSlide) slide = NULL;
  const LecWord *word;

  drawn_slide_write (drawn, "Small pictures are enlarged", 0.1, 24, 300, 100);
  slide = recognise (drawn);

  g_assert_cmpstr (slide->text, ==, "Small pictures are enlarged");
  word = g_ptr_array_index (slide->words, 0);
  g_assert_cmpint (ABS (word->box.x - 301), <=, 4);
  g_assert_cmpint (ABS (word->box.y - 104), <=, 4);
  g_assert_cmpint (ABS (word->box.height - 20), <=, 4);
}

static void
test_nothing_to_read (void)
{
  g_autoptr (DrawnSlide) blank = drawn_slide_new (640, 480, 0.5);
  g_autoptr (DrawnSlide) tiny = drawn_slide_new (1, 1, 1.0);
  g_autoptr (LecSlide) no_words = recognise (blank);
  g_autoptr (LecSlide) too_small = recognise (tiny);

  g_assert_null (no_words->text);
  g_assert_null (no_words->title);
  g_assert_cmpuint (no_words->words->len, ==, 0);
  g_assert_cmpuint (too_small->words->len, ==, 0);
}

/* An engine lives through many slides and forgets the one before. */
static void
test_engine_is_kept (void)
{
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng", NULL);
  g_autoptr (LecSlide) slide = lec_slide_new (1);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (DrawnSlide) drawn = drawn_slide_new (800, 620, 1.0);
      g_autofree char *text = g_strdup_printf ("Chapter number %d", 10 + i);
      g_autofree guint8 *luma = NULL;

      drawn_slide_write (drawn, text, 0.0, 48, 50, 100);
      luma = drawn_slide_dup_luma (drawn);
      g_assert_true (lec_ocr_recognise (ocr, luma, 800, 620, 800, slide, NULL, NULL));
      g_assert_cmpstr (slide->text, ==, text);
    }
}

static void
test_missing_language (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng+qqq", &error);

  g_assert_null (ocr);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_LANGUAGE);
  g_assert_nonnull (strstr (error->message, "tesseract-ocr-qqq"));
  g_assert_null (strstr (error->message, "tesseract-ocr-eng"));
}

static void
test_list_languages (void)
{
  g_auto (GStrv) languages = lec_ocr_list_languages (NULL);

  g_assert_true (g_strv_contains ((const char *const *) languages, "eng"));
  g_assert_false (g_strv_contains ((const char *const *) languages, "osd"));
  for (guint i = 1; languages[0] != NULL && languages[i] != NULL; i++)
    g_assert_cmpstr (languages[i - 1], <, languages[i]);
}

static void
test_cancelled_before (void)
{
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng", NULL);
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint8 luma[64 * 64] = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_false (lec_ocr_recognise (ocr, luma, 64, 64, 64, slide, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (150 * 1000);
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* A page that takes seconds stops soon after the request, and the engine can be used again. */
static void
test_cancelled_midway (void)
{
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng", NULL);
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (3000, 4000, 1.0);
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *luma = NULL;
  GThread *thread;

  for (int y = 0; y < 3900; y += 40)
    drawn_slide_write (drawn, "many words upon many words in line after line, so that "
                              "reading them takes a while, and more of them",
                       0.0, 28, 20, y);
  luma = drawn_slide_dup_luma (drawn);

  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (lec_ocr_recognise (ocr, luma, 3000, 4000, 3000, slide, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  g_assert_true (lec_ocr_recognise (ocr, luma, 1600, 64, 3000, slide, NULL, NULL));
  g_assert_nonnull (strstr (slide->text, "many words upon"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/ocr/dark-on-light", test_dark_on_light);
  g_test_add_func ("/text/ocr/light-on-dark", test_light_on_dark);
  g_test_add_func ("/text/ocr/mixed-panels", test_mixed_panels);
  g_test_add_func ("/text/ocr/dark-sidebar", test_dark_sidebar);
  g_test_add_func ("/text/ocr/shaded-table", test_shaded_table);
  g_test_add_func ("/text/ocr/pale-caption", test_pale_caption);
  g_test_add_func ("/text/ocr/photo-of-windows", test_photo_of_windows);
  g_test_add_func ("/text/ocr/text-beside-photo", test_text_beside_photo);
  g_test_add_func ("/text/ocr/columns-out-of-step", test_columns_out_of_step);
  g_test_add_func ("/text/ocr/broken-words", test_broken_words);
  g_test_add_func ("/text/ocr/code", test_code);
  g_test_add_func ("/text/ocr/no-garbage", test_no_garbage);
  g_test_add_func ("/text/ocr/two-columns-of-points", test_two_columns_of_points);
  g_test_add_func ("/text/ocr/solid-bullets", test_solid_bullets);
  g_test_add_func ("/text/ocr/two-languages", test_two_languages);
  g_test_add_func ("/text/ocr/small-picture", test_small_picture);
  g_test_add_func ("/text/ocr/nothing-to-read", test_nothing_to_read);
  g_test_add_func ("/text/ocr/engine-is-kept", test_engine_is_kept);
  g_test_add_func ("/text/ocr/missing-language", test_missing_language);
  g_test_add_func ("/text/ocr/list-languages", test_list_languages);
  g_test_add_func ("/text/ocr/cancelled-before", test_cancelled_before);
  g_test_add_func ("/text/ocr/cancelled-midway", test_cancelled_midway);

  return g_test_run ();
}
