/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each option of lectern extract and lectern resegment does what --help says. All on one lecture,
 * which is read once and kept: what follows repeats only what an option asks for.
 */
#include <glib/gstdio.h>

#include "base/error.h"
#include "cli/desk.h"

#define USAGE lec_error_get_exit_code (LEC_ERROR_USAGE)

static JsonArray *
get_slides (JsonObject *lecture)
{
  return json_object_get_array_member (lecture, "slides");
}

/* Runs lectern and loads the talk.json it made. Returns: (transfer full) */
static JsonObject *
load_result (Desk *desk,
             const char *arguments)
{
  g_autofree char *all = g_strconcat (arguments, " --json --force --progress none", NULL);

  desk_lectern (desk, all, 0);
  return desk_load_json (desk, "talk.json");
}

static guint
count_slides (Desk *desk,
              const char *arguments)
{
  g_autoptr (JsonObject) lecture = load_result (desk, arguments);

  return json_array_get_length (get_slides (lecture));
}

/* What pdfinfo says behind @label. */
static char *
dup_pdf_fact (Desk *desk,
              const char *label)
{
  g_autofree char *command = g_strdup_printf ("pdfinfo talk.pdf | sed -n 's/^%s: *//p'", label);

  desk_run (desk, command);
  return g_strdup (g_strchomp (desk->out));
}

static void
assert_n_pages (Desk *desk,
                guint n_pages)
{
  g_autofree char *pages = dup_pdf_fact (desk, "Pages");
  g_autofree char *wanted = g_strdup_printf ("%u", n_pages);

  g_assert_cmpstr (pages, ==, wanted);
}

static void
test_output (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 -o new/folder", 0);
  g_assert_cmpstr (desk->out, ==, "new/folder/talk.pdf\n");
  g_assert_true (desk_has (desk, "new/folder/talk.pdf"));
  g_assert_false (desk_has (desk, "talk.pdf"));

  desk_lectern (desk, "extract talk.mp4 --output=other.pdf --json", 0);
  g_assert_cmpstr (desk->out, ==, "other.json\nother.pdf\n");
  desk_lectern (desk, "resegment talk.mp4 -o again/", 0);
  g_assert_cmpstr (desk->out, ==, "again/talk.pdf\n");
  desk_lectern (desk, "resegment talk.mp4 --output again.pdf", 0);
  g_assert_true (desk_has (desk, "again.pdf"));

  desk_lectern (desk, "extract talk.mp4 talk.mp4 -o one.pdf", USAGE);
  g_assert_false (desk_has (desk, "one.pdf"));
}

static void
test_force (Desk *desk,
            gconstpointer data)
{
  static const char *const commands[] = { "extract", "resegment" };

  desk_lectern (desk, "extract talk.mp4 -o elsewhere", 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *plain = g_strdup_printf ("%s talk.mp4", commands[i]);
      g_autofree char *short_name = g_strdup_printf ("%s talk.mp4 -f", commands[i]);
      g_autofree char *long_name = g_strdup_printf ("%s talk.mp4 --force", commands[i]);

      desk_run (desk, "echo mine > talk.pdf");
      desk_lectern (desk, plain, lec_error_get_exit_code (LEC_ERROR_EXISTS));
      desk_assert_says (desk->err, "--force");
      desk_run (desk, "cat talk.pdf");
      g_assert_cmpstr (desk->out, ==, "mine\n");

      desk_lectern (desk, short_name, 0);
      assert_n_pages (desk, 3);
      desk_run (desk, "echo mine > talk.pdf");
      desk_lectern (desk, long_name, 0);
      assert_n_pages (desk, 3);
    }
}

/* The same video again, under another name even, says what is there already. */
static void
test_again (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4", 0);
  desk_lectern (desk, "extract talk.mp4", 0);
  desk_assert_says (desk->err, "there already");
  g_assert_cmpstr (desk->out, ==, "talk.pdf\n");

  desk_run (desk, "cp talk.mp4 copy.mp4");
  desk_lectern (desk, "extract copy.mp4", 0);
  desk_assert_says (desk->err, "without reading the video again");
  g_assert_true (desk_has (desk, "copy.pdf"));
}

static void
test_images (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --images", 0);
  g_assert_cmpstr (desk->out, ==, "talk-slides\ntalk.pdf\n");
  desk_run (desk, "ls talk-slides | tr '\\n' ' '");
  g_assert_cmpstr (desk->out, ==, "slide-001.jpg slide-002.jpg slide-003.jpg ");

  desk_lectern (desk, "resegment talk.mp4 --images -o again", 0);
  g_assert_true (desk_has (desk, "again/talk-slides/slide-003.jpg"));
}

static void
test_json (Desk *desk,
           gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;

  desk_lectern (desk, "extract talk.mp4 --json", 0);
  g_assert_cmpstr (desk->out, ==, "talk.json\ntalk.pdf\n");
  lecture = desk_load_json (desk, "talk.json");
  g_assert_cmpuint (json_array_get_length (get_slides (lecture)), ==, 3);
  g_assert_false (json_object_has_member (json_array_get_object_element (get_slides (lecture), 0), "picture"));

  desk_lectern (desk, "resegment talk.mp4 --json -o again", 0);
  g_assert_true (desk_has (desk, "again/talk.json"));
}

static void
test_layout (Desk *desk,
             gconstpointer data)
{
  static const char *const commands[] = { "extract", "resegment" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *slides = g_strdup_printf ("%s talk.mp4 --force --layout slides", commands[i]);
      g_autofree char *notes = g_strdup_printf ("%s talk.mp4 --force --layout notes", commands[i]);
      g_autofree char *handout = g_strdup_printf ("%s talk.mp4 --force --layout=handout", commands[i]);
      g_autofree char *slides_size = NULL;
      g_autofree char *notes_size = NULL;

      if (i == 0)
        desk_lectern (desk, "extract talk.mp4", 0);
      desk_lectern (desk, slides, 0);
      assert_n_pages (desk, 3);
      slides_size = dup_pdf_fact (desk, "Page size");
      desk_lectern (desk, notes, 0);
      assert_n_pages (desk, 3);
      notes_size = dup_pdf_fact (desk, "Page size");
      g_assert_cmpstr (slides_size, !=, notes_size);
      desk_lectern (desk, handout, 0);
      assert_n_pages (desk, 1);
    }
}

static void
test_per_page (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    guint n_pages;
  } cases[] = {
    { "extract talk.mp4 --keep-builds --layout handout --force --per-page 2", 6 },
    { "extract talk.mp4 --keep-builds --layout handout --force --per-page 3", 4 },
    { "extract talk.mp4 --keep-builds --layout handout --force --per-page 4", 3 },
    { "extract talk.mp4 --keep-builds --layout handout --force --per-page 6", 2 },
    { "resegment talk.mp4 --force --per-page 2", 6 },
    { "resegment talk.mp4 --force --per-page 3", 4 },
    { "resegment talk.mp4 --force --per-page 4", 3 },
    { "resegment talk.mp4 --force --per-page 6", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_lectern (desk, cases[i].arguments, 0);
      assert_n_pages (desk, cases[i].n_pages);
    }
  desk_lectern (desk, "extract talk.mp4 --per-page 5", USAGE);
}

/* Of pages that have not the shape of their slide. */
static void
test_paper (Desk *desk,
            gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *size;
  } cases[] = {
    { "extract talk.mp4 --force --layout notes --paper a4", "595.28 x 841.89 pts (A4)" },
    { "extract talk.mp4 --force --layout notes --paper letter", "612 x 792 pts (letter)" },
    { "extract talk.mp4 --force --layout slides --paper letter", "960 x 540 pts" },
    { "resegment talk.mp4 --force --layout handout --paper=letter", "612 x 792 pts (letter)" },
    { "resegment talk.mp4 --force --layout handout --paper=a4", "595.28 x 841.89 pts (A4)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *size = NULL;

      desk_lectern (desk, cases[i].arguments, 0);
      size = dup_pdf_fact (desk, "Page size");
      g_assert_cmpstr (size, ==, cases[i].size);
    }
  desk_lectern (desk, "extract talk.mp4 --paper a5", USAGE);
}

static gint64
get_size (Desk *desk,
          const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  GStatBuf info = { 0 };

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* Smaller files, of pictures that are kept as they were: nothing is read again, and the same
 * document comes back. */
static void
test_picture_quality (Desk *desk,
                      gconstpointer data)
{
  static const char *const commands[] = { "extract", "resegment" };
  gint64 first = 0;

  desk_lectern (desk, "extract talk.mp4 --images", 0);
  first = get_size (desk, "talk.pdf");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      static const char *const qualities[] = { "low", "medium", "high" };
      gint64 before = 0;

      for (guint k = 0; k < G_N_ELEMENTS (qualities); k++)
        {
          g_autofree char *arguments =
            g_strdup_printf ("%s talk.mp4 --force --picture-quality %s", commands[i], qualities[k]);

          desk_lectern (desk, arguments, 0);
          assert_n_pages (desk, 3);
          g_assert_cmpint (get_size (desk, "talk.pdf"), >, before);
          before = get_size (desk, "talk.pdf");
        }
      g_assert_cmpint (before, ==, first);
    }
  desk_lectern (desk, "extract talk.mp4 --picture-quality best", USAGE);
}

/* Each step that the truth knows of is a page. */
static void
test_keep_builds (Desk *desk,
                  gconstpointer data)
{
  g_autoptr (JsonObject) truth = desk_load_json (desk, "truth.json");
  JsonArray *slides = get_slides (truth);
  guint n_steps = json_array_get_length (slides);

  for (guint i = 0; i < json_array_get_length (slides); i++)
    n_steps += json_array_get_length (
      json_object_get_array_member (json_array_get_object_element (slides, i), "builds"));
  g_assert_cmpuint (n_steps, >, json_array_get_length (slides));

  g_assert_cmpuint (count_slides (desk, "extract talk.mp4"), ==, json_array_get_length (slides));
  g_assert_cmpuint (count_slides (desk, "extract talk.mp4 --keep-builds"), ==, n_steps);
  g_assert_cmpuint (count_slides (desk, "resegment talk.mp4 --keep-builds=false"), ==,
                    json_array_get_length (slides));
  g_assert_cmpuint (count_slides (desk, "resegment talk.mp4 --keep-builds"), ==, n_steps);
}

static void
assert_pictures (Desk *desk,
                 const char *arguments,
                 int width,
                 int height)
{
  g_autoptr (JsonObject) lecture = load_result (desk, arguments);
  JsonObject *slide = json_array_get_object_element (get_slides (lecture), 0);

  g_assert_cmpint (json_object_get_int_member (slide, "picture_width"), ==, width);
  g_assert_cmpint (json_object_get_int_member (slide, "picture_height"), ==, height);
}

/* The slides fill the frame: to cut anything off would be wrong. */
static void
test_crop (Desk *desk,
           gconstpointer data)
{
  assert_pictures (desk, "extract talk.mp4 --crop auto", 640, 360);
  assert_pictures (desk, "extract talk.mp4 --crop none", 640, 360);
  assert_pictures (desk, "extract talk.mp4 --crop 0,0,320,180", 320, 180);
  assert_pictures (desk, "resegment talk.mp4 --crop none", 640, 360);
  assert_pictures (desk, "resegment talk.mp4 --crop 40,20,300,200", 300, 200);
  assert_pictures (desk, "resegment talk.mp4 --crop auto", 640, 360);
  desk_lectern (desk, "extract talk.mp4 --crop 1,2,3", USAGE);
  /* Told before hours of reading, not after. */
  desk_run (desk, "printf x >> talk.mp4");
  desk_lectern (desk, "extract talk.mp4 --force --crop 640,0,10,10 --progress json", USAGE);
  desk_assert_says (desk->err, "640x360");
  g_assert_null (strstr (desk->err, "\"slide\""));
}

static guint
count_builds (JsonObject *lecture)
{
  JsonArray *slides = get_slides (lecture);
  guint n_builds = 0;

  for (guint i = 0; i < json_array_get_length (slides); i++)
    n_builds += json_array_get_length (
      json_object_get_array_member (json_array_get_object_element (slides, i), "builds_s"));

  return n_builds;
}

/* Of the four points that build up on the second slide only the first is above the region. */
static void
test_ignore (Desk *desk,
             gconstpointer data)
{
  g_autoptr (JsonObject) ignoring = load_result (desk, "extract talk.mp4 --ignore 0,100,640,260");
  g_autoptr (JsonObject) halves =
    load_result (desk, "extract talk.mp4 --ignore 0,100,640,130 --ignore 0,230,640,130");
  g_autoptr (JsonObject) plain = load_result (desk, "extract talk.mp4");

  g_assert_cmpuint (count_builds (ignoring), <, count_builds (plain) / 2);
  g_assert_cmpuint (count_builds (halves), ==, count_builds (ignoring));
  desk_lectern (desk, "extract talk.mp4 --ignore 0,0,0,0", USAGE);
  /* What is ignored leaves no trace in what is kept of the video. */
  desk_lectern (desk, "resegment talk.mp4 --ignore 0,100,640,260", USAGE);
  desk_assert_says (desk->err, "lectern extract");
}

/* What a crop hides while the video is read is there when the crop is taken back. */
static void
test_crop_is_taken_back (Desk *desk,
                         gconstpointer data)
{
  g_autoptr (JsonObject) cropped = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) plain = NULL;

  desk_run (desk, "cp talk.mp4 talk.avi && printf x >> talk.mp4"); /* other content: not read yet */
  cropped = load_result (desk, "extract talk.mp4 --crop 0,0,640,64");
  again = load_result (desk, "resegment talk.mp4 --crop none");
  plain = load_result (desk, "extract talk.avi");

  g_assert_cmpuint (count_builds (cropped), ==, 0);
  g_assert_cmpuint (count_builds (plain), >, 4);
  g_assert_cmpuint (count_builds (again), ==, count_builds (plain));
}

static void
test_lossless (Desk *desk,
               gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --lossless --images", 0);
  g_assert_true (desk_has (desk, "talk-slides/slide-001.png"));
  g_assert_false (desk_has (desk, "talk-slides/slide-001.jpg"));
  desk_run (desk, "pdfimages -list talk.pdf | awk 'NR > 2 { print $9 }' | sort -u");
  g_assert_cmpstr (desk->out, ==, "image\n");
  desk_lectern (desk, "resegment talk.mp4 --lossless", USAGE);
}

static void
test_language (Desk *desk,
               gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_result (desk, "extract talk.mp4 --language eng+deu");
  g_autoptr (JsonObject) again = NULL;

  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (lecture, "settings"), "language"),
                   ==, "eng+deu");
  desk_shell (desk, "grep -a -c '/Lang' talk.pdf");
  again = load_result (desk, "resegment talk.mp4 --language deu");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (again, "settings"), "language"),
                   ==, "deu");

  desk_lectern (desk, "extract talk.mp4 --language eng+xxx", lec_error_get_exit_code (LEC_ERROR_NO_LANGUAGE));
  desk_assert_says (desk->err, "xxx");
}

static void
test_from_to (Desk *desk,
              gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_result (desk, "extract talk.mp4 --from 0:06 --to 12");
  JsonArray *slides = get_slides (lecture);

  g_assert_cmpuint (json_array_get_length (slides), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (lecture, "read_s"), ==, 12);
  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonArray *visits =
        json_object_get_array_member (json_array_get_object_element (slides, i), "visits");
      JsonObject *visit = json_array_get_object_element (visits, 0);

      g_assert_cmpfloat (json_object_get_double_member (visit, "start_s"), >=, 6);
      g_assert_cmpfloat (json_object_get_double_member (visit, "end_s"), <=, 12);
    }

  desk_lectern (desk, "extract talk.mp4 --from 12 --to 6", USAGE);
  desk_lectern (desk, "extract talk.mp4 --from soon", USAGE);
  desk_lectern (desk, "extract talk.mp4 --force --from 1:00:00", USAGE);
  desk_assert_says (desk->err, "1:00:00");
  desk_assert_says (desk->err, "0:16");
  desk_lectern (desk, "resegment talk.mp4 --from 6", USAGE);
}

/* Set anew from what is kept: what was a slide is too short for one. */
static void
test_shortest (Desk *desk,
               gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_result (desk, "extract talk.mp4 --shortest 5.2");
  g_autoptr (JsonObject) again = NULL;
  JsonObject *left_out = NULL;

  g_assert_cmpuint (json_array_get_length (get_slides (lecture)), ==, 2);
  left_out = json_array_get_object_element (json_object_get_array_member (lecture, "left_out"), 0);
  g_assert_cmpstr (json_object_get_string_member (left_out, "reason"), ==, "short");
  again = load_result (desk, "resegment talk.mp4 --shortest 0.6");
  g_assert_cmpuint (json_array_get_length (get_slides (again)), ==, 3);

  desk_lectern (desk, "extract talk.mp4 --force --shortest 60", lec_error_get_exit_code (LEC_ERROR_NO_SLIDES));
  desk_lectern (desk, "extract talk.mp4 --shortest 61", USAGE);
}

static void
test_sensitivity (Desk *desk,
                  gconstpointer data)
{
  static const char *const values[] = { "low", "normal", "high" };
  guint n_before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *extract = g_strdup_printf ("extract talk.mp4 --sensitivity %s --keep-builds", values[i]);
      g_autofree char *resegment = g_strdup_printf ("resegment talk.mp4 --sensitivity %s --keep-builds", values[i]);
      guint n_extracted = count_slides (desk, extract);
      guint n_resegmented = count_slides (desk, resegment);

      g_assert_cmpuint (n_extracted, >=, n_before);
      g_assert_cmpuint (n_resegmented, ==, n_extracted);
      n_before = n_extracted;
    }
  desk_lectern (desk, "extract talk.mp4 --sensitivity extreme", USAGE);
  desk_assert_says (desk->err, "low, normal, high");
}

/* From the video, its lecture.json, the folder it is kept in; the video may be gone by then. */
static void
test_resegment_sources (Desk *desk,
                        gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  g_autofree char *from_folder = NULL;

  desk_run (desk, "cp talk.mp4 unknown.mp4 && printf unknown >> unknown.mp4");
  desk_lectern (desk, "resegment unknown.mp4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_assert_says (desk->err, "lectern extract");

  desk_lectern (desk, "extract talk.mp4 --json", 0);
  lecture = desk_load_json (desk, "talk.json");
  from_folder = g_strdup_printf ("resegment ../data/lectern/lectures/%s -o b",
                                 json_object_get_string_member (lecture, "id"));
  desk_run (desk, "rm talk.mp4");
  desk_lectern (desk, "resegment talk.json -o a", 0);
  g_assert_cmpstr (desk->out, ==, "a/talk.pdf\n");
  desk_lectern (desk, from_folder, 0);
  g_assert_cmpstr (desk->out, ==, "b/talk.pdf\n");
}

/* Standard error is no terminal here. Progress of what is kept is short, but there. */
static void
test_progress (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *start;
  } cases[] = {
    { "extract talk.mp4 --force --layout notes --progress auto", "talk.mp4: 0 %, writing\n" },
    { "extract talk.mp4 --force --layout slides --progress bar", "\r\033[Ktalk.mp4  ┄" },
    { "extract talk.mp4 --force --layout notes --progress lines", "talk.mp4: 0 %, writing\n" },
    { "extract talk.mp4 --force --layout slides --progress=json", "{\"event\": \"progress\", \"video\": \"talk.mp4\"" },
    { "extract talk.mp4 --force --layout notes --progress none", "talk.mp4: 3 slides" },
    { "resegment talk.mp4 --force --layout slides --progress auto", "talk.mp4: 0 %, writing\n" },
    { "resegment talk.mp4 --force --layout notes --progress bar", "\r\033[Ktalk.mp4  ┄" },
    { "resegment talk.mp4 --force --layout slides --progress lines", "talk.mp4: 0 %, writing\n" },
    { "resegment talk.mp4 --force --layout notes --progress json", "{\"event\": \"progress\"" },
    { "resegment talk.mp4 --force --layout slides --progress none", "talk.mp4: 3 slides" },
  };

  desk_lectern (desk, "extract talk.mp4 --force", 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_lectern (desk, cases[i].arguments, 0);
      g_assert_true (g_str_has_prefix (desk->err, cases[i].start));
      g_assert_cmpstr (desk->out, ==, "talk.pdf\n");
    }
}

static void
test_join (Desk *desk,
           gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonArray *parts = NULL;
  double second_s = 0;

  desk_run (desk, "\"$LECTURE_VIDEO\" cuts --seed 3 --size 640x360 --seconds 10 -o second.mp4");
  desk_lectern (desk, "extract --join talk.mp4 second.mp4 --json", 0);
  g_assert_cmpstr (desk->out, ==, "talk.json\ntalk.pdf\n");
  lecture = desk_load_json (desk, "talk.json");
  parts = json_object_get_array_member (lecture, "parts");
  g_assert_cmpuint (json_array_get_length (parts), ==, 2);
  second_s = json_object_get_double_member (json_array_get_object_element (parts, 1), "start_s");
  g_assert_cmpfloat_with_epsilon (second_s, 16.08, 0.05);
  g_assert_cmpuint (json_array_get_length (get_slides (lecture)), >, 3);

  desk_lectern (desk, "extract -j talk.mp4 second.mp4 -o short-name", 0);
  g_assert_cmpstr (desk->out, ==, "short-name/talk.pdf\n");
  desk_lectern (desk, "extract -j talk.mp4 talk.mp4", USAGE);
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/options/output", test_output },
    { "/options/force", test_force },
    { "/options/again", test_again },
    { "/options/images", test_images },
    { "/options/json", test_json },
    { "/options/layout", test_layout },
    { "/options/per-page", test_per_page },
    { "/options/paper", test_paper },
    { "/options/picture-quality", test_picture_quality },
    { "/options/keep-builds", test_keep_builds },
    { "/options/crop", test_crop },
    { "/options/crop-is-taken-back", test_crop_is_taken_back },
    { "/options/ignore", test_ignore },
    { "/options/lossless", test_lossless },
    { "/options/language", test_language },
    { "/options/from-to", test_from_to },
    { "/options/shortest", test_shortest },
    { "/options/sensitivity", test_sensitivity },
    { "/options/resegment-sources", test_resegment_sources },
    { "/options/progress", test_progress },
    { "/options/join", test_join },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, desk_set_up, tests, G_N_ELEMENTS (tests));
}
