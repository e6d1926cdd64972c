/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The PDF as other programs see it: qpdf, pdftotext, pdfinfo.
 */
#include <gio/gio.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/error.h"
#include "documents/slide-pdf.h"
#include "made-lecture.h"

#define BODY "First point about graphs\nSecond point about shortest paths\nThird point about spanning trees"

/* Runs a shell command in which FILE stands for @path. Returns: (transfer full): what it printed */
static char *
run_tool (const char *path,
          const char *command)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_auto (GStrv) parts = g_strsplit (command, "FILE", -1);
  g_autofree char *line = g_strjoinv (quoted, parts);
  const char *argv[] = { "sh", "-c", line, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *errors = NULL;
  char *output = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s%s", line, output, errors);

  return output;
}

static char *
write_pdf (MadeLecture *made)
{
  g_autoptr (GError) error = NULL;
  char *path = made_lecture_path (made, "out.pdf");
  g_autofree char *checked = NULL;

  g_assert_true (lec_slide_pdf_write (made->lecture, made->folder, "Graphs & “Trees” – 图", path,
                                      NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  checked = run_tool (path, "qpdf --check FILE");
  g_assert_nonnull (strstr (checked, "No syntax or stream encoding errors found"));

  return path;
}

static void
assert_contains (const char *text,
                 const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

static void
test_slides (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;
  g_autofree char *json = NULL;

  made_lecture_add (made, "Graphs in general", BODY, FALSE, FALSE);
  made_lecture_add (made, "Dark matters", BODY, TRUE, FALSE);
  made_lecture_add (made, NULL, NULL, FALSE, FALSE);
  path = write_pdf (made);

  text = run_tool (path, "pdftotext FILE -");
  assert_contains (text, "Graphs in general\nFirst point about graphs\nSecond point about "
                         "shortest paths\nThird point about spanning trees\n");
  assert_contains (text, "Dark matters");

  info = run_tool (path, "pdfinfo FILE");
  assert_contains (info, "Graphs & “Trees” – 图");
  assert_contains (info, "Creator:         Lectern ");
  assert_contains (info, "Pages:           3");
  assert_contains (info, "Page size:       960 x 540 pts");

  json = run_tool (path, "qpdf --json --json-key=qpdf --json-key=outlines --json-key=pagelabels FILE");
  assert_contains (json, "\"1. Graphs in general\"");
  assert_contains (json, "\"3. 0:31\""); /* no title, so its time */
  assert_contains (json, "a%20talk%3A%2050%25%20done.mp4#t=10.5");
  assert_contains (json, "\"/Lang\": \"u:en\"");
  assert_contains (json, "\"/S\": \"/D\"");
}

static void
test_notes (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_NOTES);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;
  g_autofree char *labels = NULL;
  LecSlide *slide;

  made_lecture_add (made, "Graphs in general", BODY, FALSE, FALSE);
  slide = made_lecture_add (made, "A long one", BODY, FALSE, FALSE);
  for (int i = 1; i <= 120; i++)
    g_string_append_printf (body, "Line %d of a text that goes on\n", i);
  g_free (slide->text);
  slide->text = g_strdup (body->str);
  path = write_pdf (made);

  text = run_tool (path, "pdftotext FILE -");
  assert_contains (text, "Second point about shortest paths");
  assert_contains (text, "▶ 0:10");
  assert_contains (text, "Line 1 of a text that goes on");
  assert_contains (text, "Line 120 of a text that goes on");
  /* The words are in the text below, so they must not be found twice. */
  g_assert_null (strstr (strstr (text, "Second point about") + 1, "Second point about"));

  info = run_tool (path, "pdfinfo FILE");
  assert_contains (info, "Pages:           4");
  assert_contains (info, "Page size:       595.28 x 841.89 pts (A4)");
  labels = run_tool (path, "qpdf --json --json-key=pagelabels FILE");
  assert_contains (labels, "\"u:2-\"");
}

/* Text that goes on begins further up on a shorter page, and nothing leaves it. */
static void
test_letter (void)
{
  static const LecLayout layouts[] = { LEC_LAYOUT_NOTES, LEC_LAYOUT_HANDOUT };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (MadeLecture) made = made_lecture_new (layouts[i]);
      g_autofree char *path = NULL;
      g_autofree char *info = NULL;
      g_autofree char *text = NULL;

      made->lecture->options->paper = LEC_PAPER_LETTER;
      made_lecture_add (made, "Graphs on another paper", BODY, FALSE, FALSE);
      path = write_pdf (made);
      info = run_tool (path, "pdfinfo FILE");
      assert_contains (info, "Page size:       612 x 792 pts (letter)");
      /* What lies beyond the page is not in this part of it. */
      text = run_tool (path, "pdftotext -x 0 -y 0 -W 612 -H 792 FILE -");
      assert_contains (text, "Second point about shortest paths");
      assert_contains (text, "▶ 0:");
    }
}

static void
test_handout (void)
{
  static const int per_page[] = { 2, 3, 4, 6 };
  static const char *const n_pages[] = { "Pages:           4", "Pages:           3",
                                         "Pages:           2", "Pages:           2" };

  for (guint i = 0; i < G_N_ELEMENTS (per_page); i++)
    {
      g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_HANDOUT);
      g_autofree char *path = NULL;
      g_autofree char *text = NULL;
      g_autofree char *info = NULL;
      g_autofree char *json = NULL;

      made->lecture->options->per_page = per_page[i];
      for (int k = 1; k <= 7; k++)
        {
          g_autofree char *title = g_strdup_printf ("Handout slide %d", k);

          made_lecture_add (made, title, BODY, k % 2, FALSE);
        }
      path = write_pdf (made);
      info = run_tool (path, "pdfinfo FILE");
      assert_contains (info, n_pages[i]);
      text = run_tool (path, "pdftotext FILE -");
      assert_contains (text, "Handout slide 1");
      assert_contains (text, "Handout slide 7");
      json = run_tool (path, "qpdf --json --json-key=outlines FILE");
      assert_contains (json, "7. Handout slide 7");
    }
}

static void
test_lossless (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = NULL;
  g_autofree char *images = NULL;
  g_autofree char *same = NULL;

  made_lecture_add (made, "Without loss", BODY, FALSE, TRUE);
  path = write_pdf (made);

  images = run_tool (path, "pdfimages -list FILE");
  assert_contains (images, "1280   720  rgb     3   8  image  no");
  same = run_tool (path, "d=$(dirname FILE); pdfimages -png FILE $d/got && pngtopnm < "
                         "$d/got-000.png | md5sum > $d/a && pngtopnm < $d/0001.png | md5sum | cmp - $d/a && echo same");
  assert_contains (same, "same");
}

static void
test_scripts (void)
{
  static const char *const phrases[] = { "Ελληνικά γράμματα", "Кириллица тоже", "שלום לכולם", "深度学习" };
  static const LecLayout layouts[] = { LEC_LAYOUT_SLIDES, LEC_LAYOUT_NOTES };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (MadeLecture) made = made_lecture_new (layouts[i]);
      g_autofree char *path = NULL;
      g_autofree char *text = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (phrases); k++)
        made_lecture_add (made, phrases[k], NULL, FALSE, FALSE);
      path = write_pdf (made);
      text = run_tool (path, "pdftotext FILE - | perl -CSD -pe 's/[\\x{200e}\\x{200f}\\x{202a}-\\x{202e}]//g'");
      for (guint k = 0; k < G_N_ELEMENTS (phrases); k++)
        assert_contains (text, phrases[k]);
    }
}

/* CJK is recognised in pieces, which are one word again in the PDF. */
static void
test_joined_words (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  LecSlide *slide = made_lecture_add (made, "深度 学习", NULL, FALSE, FALSE);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  ((LecWord *) g_ptr_array_index (slide->words, 1))->box.x -= 20;
  path = write_pdf (made);
  text = run_tool (path, "pdftotext FILE -");
  assert_contains (text, "深度学习");
}

static void
test_noise_is_left_out (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  LecSlide *slide = made_lecture_add (made, NULL, "¢ First point", FALSE, FALSE);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  ((LecWord *) g_ptr_array_index (slide->words, 0))->confidence = 20;
  path = write_pdf (made);
  text = run_tool (path, "pdftotext FILE -");
  assert_contains (text, "First point");
  g_assert_null (strstr (text, "¢"));
}

static void
test_hostile_strings (void)
{
  static const char *const texts[] = {
    "(unbalanced \\ parentheses",
    ") endobj <</A 1>> stream",
    "\xff\xfe broken UTF-8 \xc3",
    "tab\tbell\a escape\033[31m",
    "😀 emoji above the BMP 𝔘",
    "\xed\xa0\x80 lone surrogate",
    "\342\200\256reversed\342\200\254 direction",
    "<0041> Tj ET Q",
  };
  static const LecLayout layouts[] = { LEC_LAYOUT_SLIDES, LEC_LAYOUT_NOTES, LEC_LAYOUT_HANDOUT };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (MadeLecture) made = made_lecture_new (layouts[i]);
      g_autofree char *path = NULL;
      g_autofree char *text = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          LecSlide *slide = made_lecture_add (made, "Plain words", NULL, FALSE, FALSE);
          LecWord *word = g_ptr_array_index (slide->words, 1);

          g_free (word->text);
          word->text = g_strdup (texts[k]);
          g_free (slide->title);
          slide->title = g_strdup (texts[k]);
          g_free (slide->text);
          slide->text = g_strdup (texts[k]);
        }
      path = write_pdf (made);
      text = run_tool (path, "pdftotext FILE -");
      assert_contains (text, "parentheses");
      assert_contains (text, "emoji above the BMP");
    }
}

static void
test_many_words (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  LecSlide *slide = made_lecture_add (made, NULL, NULL, FALSE, FALSE);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *letters = g_strdup_printf ("word%d", i);
      LecRect box = { 20 + i % 30 * 41, 10 + i / 30 * 7, 38, 6 };

      g_ptr_array_add (slide->words, lec_word_new (letters, &box, 90, i / 30, 0));
    }
  path = write_pdf (made);
  text = run_tool (path, "pdftotext FILE - | wc -w");
  g_assert_cmpint (atoi (text), ==, 3000);
}

/* Boxes at and over the edge, empty and absurd ones. */
static void
test_odd_boxes (void)
{
  static const LecRect boxes[] = {
    { 0, 0, 0, 0 },
    { -50, -50, 20, 20 },
    { 1270, 700, 500, 500 },
    { 10, 10, G_MAXINT / 2, 1 },
    { 5, 5, 1, 700 },
  };
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  LecSlide *slide = made_lecture_add (made, "Sound", NULL, FALSE, FALSE);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    g_ptr_array_add (slide->words, lec_word_new ("odd", &boxes[i], 90, 5 + i, 1));
  path = write_pdf (made);
  text = run_tool (path, "pdftotext FILE -");
  assert_contains (text, "Sound");
}

static void
break_picture (MadeLecture *made,
               guint n,
               const void *data,
               gsize length)
{
  LecSlide *slide = g_ptr_array_index (made->lecture->slides, n);
  g_autofree char *path = made_lecture_path (made, slide->picture);

  if (data == NULL)
    g_remove (path);
  else
    g_assert_true (g_file_set_contents (path, data, length, NULL));
}

/* A page that says so takes the place of a picture that cannot be used. */
static void
test_bad_pictures (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *whole_path = NULL;
  gsize length;

  for (int i = 0; i < 6; i++)
    made_lecture_add (made, "Words stay", NULL, FALSE, i >= 4);
  break_picture (made, 0, NULL, 0);
  break_picture (made, 1, "", 0);
  break_picture (made, 2, "this is text, not a picture, whatever its name says", 50);
  whole_path = made_lecture_path (made, "0004.jpg");
  g_assert_true (g_file_get_contents (whole_path, &whole, &length, NULL));
  break_picture (made, 3, whole, length / 2);
  g_clear_pointer (&whole, g_free);
  g_clear_pointer (&whole_path, g_free);
  whole_path = made_lecture_path (made, "0005.png");
  g_assert_true (g_file_get_contents (whole_path, &whole, &length, NULL));
  break_picture (made, 4, whole, length / 2);
  whole[24] = 16; /* bits a channel */
  break_picture (made, 5, whole, length);

  path = write_pdf (made);
  text = run_tool (path, "pdftotext FILE - | grep -c 'picture of this slide is missing'");
  g_assert_cmpint (atoi (text), ==, 6);
  g_free (text);
  text = run_tool (path, "pdftotext FILE - | grep -c 'Words stay'");
  g_assert_cmpint (atoi (text), ==, 6);
}

/* A picture that goes away between layout and saving must not leave a broken file. */
static void
remove_pictures_cb (double fraction,
                    gpointer user_data)
{
  MadeLecture *made = user_data;
  g_autofree char *path = made_lecture_path (made, "0002.jpg");

  g_remove (path);
}

static void
assert_no_output (MadeLecture *made,
                  guint n_files)
{
  g_autoptr (GDir) dir = g_dir_open (made->folder, 0, NULL);
  guint n_found = 0;

  while (g_dir_read_name (dir) != NULL)
    n_found++;
  g_assert_cmpuint (n_found, ==, n_files);
}

static void
test_picture_goes_away (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_HANDOUT);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    made_lecture_add (made, "Words", NULL, FALSE, FALSE);
  g_assert_false (lec_slide_pdf_write (made->lecture, made->folder, "T", path, remove_pictures_cb, made, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  assert_no_output (made, 2);
}

static void
test_no_slides (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_slide_pdf_write (made->lecture, made->folder, "T", path, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
}

static void
test_full_disk (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  struct rlimit limit, small;

  made_lecture_add (made, "Words", BODY, FALSE, FALSE);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  signal (SIGXFSZ, SIG_IGN);

  for (rlim_t bytes = 0; bytes < 20000; bytes += 4999)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      small = limit;
      small.rlim_cur = bytes;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      done = lec_slide_pdf_write (made->lecture, made->folder, "T", path, NULL, NULL, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      g_assert_false (done);
      g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
      assert_no_output (made, 1);
    }
}

static void
test_not_writable (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (GError) error = NULL;

  made_lecture_add (made, "Words", BODY, FALSE, FALSE);
  g_assert_false (lec_slide_pdf_write (made->lecture, made->folder, "T", "/sys/out.pdf", NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE);
}

static void
cancel_cb (double fraction,
           gpointer user_data)
{
  if (fraction > 0.5)
    g_cancellable_cancel (user_data);
}

static void
test_cancelled (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 4; i++)
    made_lecture_add (made, "Words", BODY, FALSE, FALSE);
  g_assert_false (lec_slide_pdf_write (made->lecture, made->folder, "T", path, cancel_cb,
                                       cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_output (made, 4);
}

static void
collect_cb (double fraction,
            gpointer user_data)
{
  g_array_append_val (user_data, fraction);
}

static void
test_progress (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autoptr (GArray) fractions = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < 5; i++)
    made_lecture_add (made, "Words", BODY, FALSE, FALSE);
  g_assert_true (lec_slide_pdf_write (made->lecture, made->folder, "T", path, collect_cb, fractions, NULL, NULL));
  g_assert_cmpuint (fractions->len, >=, 10);
  for (guint i = 1; i < fractions->len; i++)
    g_assert_cmpfloat (g_array_index (fractions, double, i - 1), <=, g_array_index (fractions, double, i));
  g_assert_cmpfloat (g_array_index (fractions, double, fractions->len - 1), ==, 1.0);
}

static void
test_reproducible (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_NOTES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *info = NULL;
  gsize first_length, second_length;

  made_lecture_add (made, "Words", BODY, FALSE, FALSE);
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  g_assert_true (lec_slide_pdf_write (made->lecture, made->folder, "T", path, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
  g_assert_true (lec_slide_pdf_write (made->lecture, made->folder, "T", path, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
  g_unsetenv ("SOURCE_DATE_EPOCH");

  g_assert_cmpmem (first, first_length, second, second_length);
  info = run_tool (path, "TZ=UTC pdfinfo -isodates FILE");
  assert_contains (info, "1970-01-02T00:00:00Z");
}

/* JPEG is dense where there is something to see; the even ground of slides can be made smaller. */
static void
test_even_ground_takes_less (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = NULL;
  g_autofree char *pictures = NULL;
  gint64 n_bytes = 0;
  GStatBuf facts;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04d.jpg", i + 1);
      g_autofree char *picture = made_lecture_path (made, name);

      made_lecture_add (made, "Even", NULL, FALSE, FALSE);
      g_assert_cmpint (g_stat (picture, &facts), ==, 0);
      n_bytes += facts.st_size;
    }

  path = write_pdf (made);
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_test_message ("%" G_GINT64_FORMAT " bytes of pictures, %" G_GINT64_FORMAT " of PDF", n_bytes,
                  (gint64) facts.st_size);
  g_assert_cmpint (facts.st_size, <, n_bytes);
  pictures = run_tool (path, "pdfimages -list FILE | grep -c ' jpeg '");
  g_assert_cmpint (atoi (pictures), ==, 40);
}

static glong
get_peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_maxrss;
}

/* 400 lossless slides that would take over 1 GB decoded, and hundreds of MB as files. */
static void
test_memory (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autofree char *name = NULL;
  g_autoptr (GString) png = g_string_new (NULL);
  g_autofree char *picture = NULL;
  gsize length;
  glong before_kib;
  GStatBuf facts;

  made_lecture_add (made, "Lossless", BODY, FALSE, TRUE);
  name = made_lecture_path (made, "0001.png");
  g_assert_true (g_file_get_contents (name, &picture, &length, NULL));
  /* A megabyte more in the data, as a photo has it; what it decodes to does not matter here. */
  g_string_append_len (png, picture, 33);
  g_string_append_len (png, "\x00\x10\x00\x00IDAT", 8);
  g_string_set_size (png, png->len + (1 << 20) + 4);
  g_string_append_len (png, picture + 33, length - 33);
  g_assert_true (g_file_set_contents (name, png->str, png->len, NULL));
  for (int i = 2; i <= 400; i++)
    {
      LecSlide *copy = lec_slide_copy (g_ptr_array_index (made->lecture->slides, 0));

      copy->number = i;
      g_ptr_array_add (made->lecture->slides, copy);
    }

  before_kib = get_peak_kib ();
  g_assert_true (lec_slide_pdf_write (made->lecture, made->folder, "T", path, NULL, NULL, NULL, NULL));
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_size, >, 400 << 20);
  g_assert_cmpint (get_peak_kib () - before_kib, <, 40 << 10);
}

/* Four pictures of 1.1 GB, for the most part holes: offsets past 4 GB would be wrong. */
static void
test_too_large (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = made_lecture_path (made, "out.pdf");
  g_autoptr (GError) error = NULL;

  for (int i = 1; i <= 4; i++)
    {
      LecSlide *slide = made_lecture_add (made, NULL, NULL, FALSE, TRUE);
      g_autofree char *name = made_lecture_path (made, slide->picture);
      g_autofree char *picture = NULL;
      g_autoptr (GString) png = g_string_new (NULL);
      FILE *file;

      g_assert_true (g_file_get_contents (name, &picture, NULL, NULL));
      g_string_append_len (png, picture, 33);
      g_string_append_len (png, "\x41\x90\x00\x00IDAT", 8); /* 1100 million bytes */
      file = g_fopen (name, "wb");
      g_assert_cmpuint (fwrite (png->str, 1, png->len, file), ==, png->len);
      g_assert_cmpint (fseek (file, 0x41900000 + 4, SEEK_CUR), ==, 0);
      g_assert_cmpuint (fwrite ("\0\0\0\0IEND\xae\x42\x60\x82", 1, 12, file), ==, 12);
      fclose (file);
    }

  g_assert_false (lec_slide_pdf_write (made->lecture, made->folder, "T", path, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_LIMIT);
  assert_no_output (made, 4);
}

/* Returns: how many frames are on the page of notes with @body */
static int
count_frames (const char *body)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_NOTES);
  LecSlide *slide = made_lecture_add (made, "Words", NULL, FALSE, FALSE);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *n_frames = NULL;

  g_free (slide->text);
  slide->text = g_strdup (body);
  path = write_pdf (made);
  text = run_tool (path, "pdftotext FILE -");
  assert_contains (text, "left right");
  n_frames = run_tool (path, "qpdf --qdf --object-streams=disable FILE - | grep -a -c ' re S'");

  return atoi (n_frames);
}

/* What no font has is drawn as a frame; a tab is a space. */
static void
test_unknown_letters (void)
{
  g_assert_cmpint (count_frames ("left\tright a\u0378\u0379b"), ==, count_frames ("left\tright ab") + 2);
}

/* The foot of a page says what the reader's page list does. */
static void
test_long_notes_labels (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_NOTES);
  LecSlide *slide = made_lecture_add (made, "Words", NULL, FALSE, FALSE);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  for (int i = 0; i < 80; i++)
    g_string_append (body, "A line of a text that goes on\n");
  g_free (slide->text);
  slide->text = g_strdup (body->str);
  path = write_pdf (made);
  text = run_tool (path, "pdftotext -f 2 -l 2 FILE - | tail -3");
  assert_contains (text, "1-2");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documents/slide-pdf/slides", test_slides);
  g_test_add_func ("/documents/slide-pdf/notes", test_notes);
  g_test_add_func ("/documents/slide-pdf/letter", test_letter);
  g_test_add_func ("/documents/slide-pdf/handout", test_handout);
  g_test_add_func ("/documents/slide-pdf/lossless", test_lossless);
  g_test_add_func ("/documents/slide-pdf/scripts", test_scripts);
  g_test_add_func ("/documents/slide-pdf/joined-words", test_joined_words);
  g_test_add_func ("/documents/slide-pdf/noise-is-left-out", test_noise_is_left_out);
  g_test_add_func ("/documents/slide-pdf/hostile-strings", test_hostile_strings);
  g_test_add_func ("/documents/slide-pdf/many-words", test_many_words);
  g_test_add_func ("/documents/slide-pdf/odd-boxes", test_odd_boxes);
  g_test_add_func ("/documents/slide-pdf/bad-pictures", test_bad_pictures);
  g_test_add_func ("/documents/slide-pdf/picture-goes-away", test_picture_goes_away);
  g_test_add_func ("/documents/slide-pdf/no-slides", test_no_slides);
  g_test_add_func ("/documents/slide-pdf/full-disk", test_full_disk);
  g_test_add_func ("/documents/slide-pdf/not-writable", test_not_writable);
  g_test_add_func ("/documents/slide-pdf/cancelled", test_cancelled);
  g_test_add_func ("/documents/slide-pdf/progress", test_progress);
  g_test_add_func ("/documents/slide-pdf/reproducible", test_reproducible);
  g_test_add_func ("/documents/slide-pdf/even-ground-takes-less", test_even_ground_takes_less);
  g_test_add_func ("/documents/slide-pdf/memory", test_memory);
  g_test_add_func ("/documents/slide-pdf/too-large", test_too_large);
  g_test_add_func ("/documents/slide-pdf/unknown-letters", test_unknown_letters);
  g_test_add_func ("/documents/slide-pdf/long-notes-labels", test_long_notes_labels);

  return g_test_run ();
}
