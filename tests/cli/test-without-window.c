/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program says where no window can be opened, and that it needs no graphical library
 * itself. A copy of it without what is installed beside it has no window.
 */
#include "base/error.h"
#include "cli/desk.h"

/* Whatever the tests are run with, the library beside the copy is the one it finds. */
#define COPY "ln -s \"$(dirname \"$LECTERN\")/liblectern-private.so\" . && cp \"$LECTERN\" lectern"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-window-XXXXXX", NULL);
}

/* One line, and nothing else. */
static void
assert_says_one_line (Desk *desk,
                      LecError code,
                      const char *part)
{
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (code));
  g_assert_cmpstr (desk->out, ==, "");
  g_assert_true (g_str_has_prefix (desk->err, "lectern: "));
  g_assert_true (g_str_has_suffix (desk->err, "\n"));
  g_assert_null (strchr (g_strchomp (desk->err), '\n'));
  desk_assert_says (desk->err, part);
}

static void
test_not_installed (Desk *desk,
                    gconstpointer data)
{
  desk_run (desk, COPY " && touch talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, 0);

  desk_run (desk, "LD_LIBRARY_PATH=. ./lectern");
  assert_says_one_line (desk, LEC_ERROR_USAGE, "the window is not installed; “lectern help”");
  desk_run (desk, "LD_LIBRARY_PATH=. ./lectern talk.mp4");
  assert_says_one_line (desk, LEC_ERROR_USAGE, "lectern extract talk.mp4");
}

static void
test_broken (Desk *desk,
             gconstpointer data)
{
  desk_run (desk, COPY " && touch lectern-window.so");
  g_assert_cmpint (desk->exit_code, ==, 0);

  desk_run (desk, "LD_LIBRARY_PATH=. ./lectern");
  assert_says_one_line (desk, LEC_ERROR_INTERNAL, "the window cannot be opened: ");
  desk_run (desk, "LD_LIBRARY_PATH=. ./lectern --version");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

static void
test_no_screen (Desk *desk,
                gconstpointer data)
{
  if (g_getenv ("LECTERN_HAS_WINDOW") == NULL)
    {
      g_test_skip ("built without the window");
      return;
    }

  desk_run (desk, "\"$LECTERN\"");
  assert_says_one_line (desk, LEC_ERROR_USAGE, "no screen for a window; “lectern help”");
  desk_run (desk, "touch talk.mp4 && \"$LECTERN\" talk.mp4");
  assert_says_one_line (desk, LEC_ERROR_USAGE, "lectern extract talk.mp4");
}

static void
test_links_no_gtk (Desk *desk,
                   gconstpointer data)
{
  desk_run (desk, "ldd \"$LECTERN\"");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "libglib-2.0");
  g_assert_null (strstr (desk->out, "libgtk"));
  g_assert_null (strstr (desk->out, "libadwaita"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/without-window/not-installed", Desk, NULL, set_up, test_not_installed, desk_tear_down);
  g_test_add ("/without-window/broken", Desk, NULL, set_up, test_broken, desk_tear_down);
  g_test_add ("/without-window/no-screen", Desk, NULL, set_up, test_no_screen, desk_tear_down);
  g_test_add ("/without-window/links-no-gtk", Desk, NULL, set_up, test_links_no_gtk, desk_tear_down);

  return g_test_run ();
}
