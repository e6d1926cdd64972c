/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture exported from a shell, by its name and as a job: what is written, and that neither the
 * lecture's own outputs nor what is made of it later know of it.
 */
#include "base/error.h"
#include "cli/desk.h"

#define EXISTS lec_error_get_exit_code (LEC_ERROR_EXISTS)
#define USAGE  lec_error_get_exit_code (LEC_ERROR_USAGE)

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;
  g_autofree char *shared = NULL;

  desk_set_up (desk, data);
  home = g_build_filename (desk->folder, "home", NULL);
  shared = g_build_filename (desk->folder, "..", "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", shared, TRUE));
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_shell (desk, "cp -r ../home home");
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
}

static void
assert_pages (Desk *desk,
              const char *pdf,
              guint n_pages)
{
  g_autofree char *command = g_strdup_printf ("pdfinfo '%s'", pdf);
  g_autofree char *pages = g_strdup_printf ("Pages:%12u\n", n_pages);

  desk_shell (desk, command);
  desk_assert_says (desk->out, pages);
}

/* Each layout by its paper; the PDF beside the video stays as it is, to the byte. */
static void
test_layout (Desk *desk,
             gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *paper;
    guint n_pages;
  } cases[] = {
    { "export talk.mp4 -o new.pdf --layout slides", "960 x 540 pts", 3 },
    { "export talk.mp4 --output=new.pdf --layout=notes", "(A4)", 3 },
    { "export talk.mp4 -o new.pdf --layout handout --per-page 2", "(A4)", 2 },
  };

  desk_shell (desk, "cp talk.pdf before.pdf");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_lectern (desk, cases[i].arguments, 0);
      g_assert_cmpstr (desk->out, ==, "new.pdf\n");
      assert_pages (desk, "new.pdf", cases[i].n_pages);
      desk_assert_says (desk->out, cases[i].paper);
      desk_shell (desk, "rm new.pdf && cmp talk.pdf before.pdf");
    }
  /* Nor has the lecture another layout since. */
  desk_lectern (desk, "edit talk.mp4 remove 1", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/talk.pdf\n"));
  assert_pages (desk, "talk.pdf", 2);
  desk_assert_says (desk->out, "960 x 540 pts");
}

static void
test_per_page (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *flag;
    guint n_pages;
  } cases[] = {
    { "--per-page=2", 2 },
    { "--per-page=3", 1 },
    { "--per-page=4", 1 },
    { "--per-page=6", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("export talk.mp4 -fo new.pdf --layout handout %s", cases[i].flag);

      desk_lectern (desk, arguments, 0);
      assert_pages (desk, "new.pdf", cases[i].n_pages);
    }
  desk_lectern (desk, "export talk.mp4 -o new.pdf --per-page 5", USAGE);
}

static void
test_paper (Desk *desk,
            gconstpointer data)
{
  static const char *const cases[][2] = {
    { "notes --paper a4", "595.28 x 841.89 pts (A4)" },
    { "notes --paper letter", "612 x 792 pts (letter)" },
    { "handout --paper=a4", "595.28 x 841.89 pts (A4)" },
    { "handout --paper=letter", "612 x 792 pts (letter)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("export talk.mp4 -fo new.pdf --layout %s", cases[i][0]);

      desk_lectern (desk, arguments, 0);
      desk_shell (desk, "pdfinfo -l 99 new.pdf | sed -n 's/^Page.*size: *//p' | sort -u");
      g_strchomp (desk->out);
      g_assert_cmpstr (desk->out, ==, cases[i][1]);
    }
}

/* Of the pictures in the document; those in the folder beside it are as they were read. */
static void
test_picture_quality (Desk *desk,
                      gconstpointer data)
{
  static const char *const qualities[] = { "low", "medium", "high" };

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("export talk.mp4 -o %s/new.pdf --images --picture-quality %s",
                                                    qualities[i], qualities[i]);

      desk_lectern (desk, arguments, 0);
    }
  desk_shell (desk, "test $(stat -c %s low/new.pdf) -lt $(stat -c %s medium/new.pdf) && "
                    "test $(stat -c %s medium/new.pdf) -lt $(stat -c %s high/new.pdf) && "
                    "diff -r low/new-slides high/new-slides");
  desk_lectern (desk, "export talk.mp4 --picture-quality 75", USAGE);
}

/* What is there is replaced only when that was said, be it the lecture's own. */
static void
test_force (Desk *desk,
            gconstpointer data)
{
  static const char *const flags[] = { "-f", "--force" };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autofree char *forced = g_strconcat ("export talk.mp4 --layout notes -o new.pdf ", flags[i], NULL);

      desk_shell (desk, "echo mine > new.pdf");
      desk_lectern (desk, "export talk.mp4 --layout notes -o new.pdf", EXISTS);
      desk_assert_says (desk->err, "new.pdf is there already");
      desk_shell (desk, "grep -qx mine new.pdf");
      desk_lectern (desk, forced, 0);
      assert_pages (desk, "new.pdf", 3);
    }
  desk_lectern (desk, "export talk.mp4 --layout notes", EXISTS);
  desk_assert_says (desk->err, "talk.pdf is there already");
}

static void
test_lossless (Desk *desk,
               gconstpointer data)
{
  desk_lectern (desk, "export talk.mp4 -o new.pdf --images", 0);
  desk_shell (desk, "ls new-slides/slide-003.jpg");
  desk_assert_says (desk->out, "slide-003.jpg");
  desk_lectern (desk, "export talk.mp4 -o fine.pdf --images --lossless", 0);
  desk_shell (desk, "ls fine-slides/slide-003.png");
  /* The lecture itself is as it was read. */
  desk_lectern (desk, "edit talk.mp4 remove 1", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/talk.pdf\n"));
}

/* With corrections; what comes later does not touch it. */
static void
test_edited (Desk *desk,
             gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;

  desk_lectern (desk, "edit talk.mp4 remove 2", 0);
  desk_lectern (desk, "export talk.mp4 -o new.pdf --json --images", 0);
  g_assert_cmpstr (desk->out, ==, "new-slides\nnew.json\nnew.pdf\n");
  lecture = desk_load_json (desk, "new.json");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (lecture, "slides")), ==, 2);
  desk_lectern (desk, "edit talk.mp4 undo", 0);
  assert_pages (desk, "talk.pdf", 3);
  assert_pages (desk, "new.pdf", 2);
}

static void
test_job (Desk *desk,
          gconstpointer data)
{
  desk_lectern (desk, "add talk.mp4 -o slides/", 0);
  desk_lectern (desk, "run --progress none", 0);
  desk_lectern (desk, "export 1 -o new.pdf --layout notes", 0);
  assert_pages (desk, "new.pdf", 3);
  assert_pages (desk, "slides/talk.pdf", 3);
  desk_assert_says (desk->out, "960 x 540 pts");
}

static void
test_progress (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *flag;
    const char *start;
  } cases[] = {
    { "--progress auto", "talk.mp4: 0 %" },
    { "--progress bar", "\r\033[Ktalk.mp4" },
    { "--progress lines", "talk.mp4: 0 %" },
    { "--progress json", "{\"event\": \"progress\"" },
    { "--progress none", "talk.mp4: 3 slides" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("export talk.mp4 -o %u.pdf %s", i, cases[i].flag);

      desk_lectern (desk, arguments, 0);
      g_assert_true (g_str_has_prefix (desk->err, cases[i].start));
    }
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "export", USAGE);
  desk_lectern (desk, "export talk.mp4 --sensitivity high", USAGE);
  desk_lectern (desk, "export none.mp4 -o new.pdf", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_lectern (desk, "export talk.mp4 -o talk.mp4/new.pdf", lec_error_get_exit_code (LEC_ERROR_NOT_WRITABLE));
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/export/layout", test_layout },
    { "/export/per-page", test_per_page },
    { "/export/paper", test_paper },
    { "/export/picture-quality", test_picture_quality },
    { "/export/force", test_force },
    { "/export/lossless", test_lossless },
    { "/export/edited", test_edited },
    { "/export/job", test_job },
    { "/export/progress", test_progress },
    { "/export/refused", test_refused },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));
}
