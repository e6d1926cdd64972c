/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program says where what it opens when it is needed is not there, the window, the
 * recognition of words, what packs files, speaks HTTP and asks the keyring, and that it starts
 * without their libraries. A copy of it without what is installed beside it has none of them.
 */
#include "base/error.h"
#include "cli/desk.h"

/* Whatever the tests are run with, the library beside the copy is the one it finds. */
#define COPY "ln -s \"$(dirname \"$LECTERN\")/liblectern-private.so\" . && cp \"$LECTERN\" lectern"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-modules-XXXXXX", NULL);
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
test_no_window (Desk *desk,
                gconstpointer data)
{
  desk_run (desk, COPY " && touch talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, 0);

  desk_run (desk, "LD_LIBRARY_PATH=. ./lectern");
  assert_says_one_line (desk, LEC_ERROR_USAGE, "the window is not installed (it needs GTK 4.8 and libadwaita 1.2: ");
  desk_assert_says (desk->err, "-Dgui=enabled");
  desk_assert_says (desk->err, "; “lectern help” lists what works without it");
  desk_run (desk, "LD_LIBRARY_PATH=. ./lectern talk.mp4");
  assert_says_one_line (desk, LEC_ERROR_USAGE, "lectern extract talk.mp4");
}

static void
test_broken_window (Desk *desk,
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

/* Said before a video is read, and what needs no words goes on. */
static void
test_no_recognition (Desk *desk,
                     gconstpointer data)
{
  desk_shell (desk, COPY " && touch talk.mp4");

  desk_run (desk, "XDG_DATA_HOME=data LD_LIBRARY_PATH=. ./lectern extract talk.mp4");
  assert_says_one_line (desk, LEC_ERROR_INTERNAL, "text recognition is not installed completely");
  desk_run (desk, "XDG_DATA_HOME=data LD_LIBRARY_PATH=. ./lectern doctor");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_INTERNAL));
  desk_assert_says (desk->out, "text recognition is not installed completely");
  desk_run (desk, "XDG_DATA_HOME=data LD_LIBRARY_PATH=. ./lectern jobs");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* Said when something has to be packed; what is not goes on. */
static void
test_no_packing (Desk *desk,
                 gconstpointer data)
{
  desk_shell (desk, COPY " && ln -s \"$(dirname \"$LECTERN\")\"/lectern-recognition.so . && "
                         "\"$LECTURE_VIDEO\" builds --seed 106 --size 640x360 --seconds 20 -o talk.mp4");

  desk_run (desk, "XDG_DATA_HOME=data LD_LIBRARY_PATH=. ./lectern study talk.mp4 --progress none --format anki");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_INTERNAL));
  desk_assert_says (desk->err, "what packs files is not installed completely");
  desk_run (desk, "XDG_DATA_HOME=data LD_LIBRARY_PATH=. ./lectern study talk.mp4 --progress none --format html");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* Said before a video is read for it. */
static void
test_no_deck (Desk *desk,
              gconstpointer data)
{
  desk_shell (desk, COPY " && touch talk.mp4 deck.pdf");

  desk_run (desk, "XDG_DATA_HOME=data LD_LIBRARY_PATH=. ./lectern study talk.mp4 --deck deck.pdf");
  assert_says_one_line (desk, LEC_ERROR_UNSUPPORTED, "what reads decks of slides is not installed");
  desk_assert_says (desk->err, "-Ddeck=enabled");
}

/* Said when something has to be asked of the web; the guide is there all the same. */
static void
test_no_web (Desk *desk,
             gconstpointer data)
{
  desk_shell (desk, COPY " && ln -s \"$(dirname \"$LECTERN\")\"/lectern-recognition.so . && "
                         "\"$LECTURE_VIDEO\" builds --seed 106 --size 640x360 --seconds 20 -o talk.mp4");

  desk_run (desk, "XDG_DATA_HOME=data XDG_CONFIG_HOME=\"$PWD/config\" LD_LIBRARY_PATH=. "
                  "LECTERN_MODEL_SERVICE=http://127.0.0.1:9 LECTERN_MODEL=llama ./lectern study talk.mp4 "
                  "--progress none --format markdown --language-model --agree 127.0.0.1:9");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->err, "made without the language model: ");
  desk_assert_says (desk->err, "this program came without access to the web, which needs libsoup 3 (");
  desk_assert_says (desk->err, "lectern-web.so");
  desk_shell (desk, "test -s talk.md");
}

/* Said when a key is to be kept; services without one are asked as ever. */
static void
test_no_keyring (Desk *desk,
                 gconstpointer data)
{
  desk_shell (desk, COPY);

  desk_run (desk, "XDG_DATA_HOME=data XDG_CONFIG_HOME=\"$PWD/config\" LD_LIBRARY_PATH=. "
                  "LECTERN_MODEL_SERVICE=http://127.0.0.1:9 ./lectern config set-key language-model "
                  "<<.\nsk-s3cret\n.\n");
  assert_says_one_line (desk, LEC_ERROR_INTERNAL,
                        "this program came without access to keyrings, which needs libsecret (");
  desk_assert_says (desk->err, "lectern-keyring.so");
  g_assert_null (strstr (desk->err, "s3cret"));
  desk_run (desk, "XDG_DATA_HOME=data XDG_CONFIG_HOME=\"$PWD/config\" LD_LIBRARY_PATH=. "
                  "LECTERN_MODEL_SERVICE=http://127.0.0.1:9 ./lectern config show");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

static void
test_few_libraries (Desk *desk,
                    gconstpointer data)
{
  static const char *const heavy[] = { "libgtk", "libadwaita", "libsecret", "libtesseract", "liblept", "libcurl",
                                       "libarchive", "libicu", "libsoup", "libnghttp2", "libgnutls" };

  desk_run (desk, "ldd \"$LECTERN\"");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "libglib-2.0");
  for (guint i = 0; i < G_N_ELEMENTS (heavy); i++)
    g_assert_null (strstr (desk->out, heavy[i]));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/modules/no-window", Desk, NULL, set_up, test_no_window, desk_tear_down);
  g_test_add ("/modules/broken-window", Desk, NULL, set_up, test_broken_window, desk_tear_down);
  g_test_add ("/modules/no-screen", Desk, NULL, set_up, test_no_screen, desk_tear_down);
  g_test_add ("/modules/no-recognition", Desk, NULL, set_up, test_no_recognition, desk_tear_down);
  g_test_add ("/modules/no-packing", Desk, NULL, set_up, test_no_packing, desk_tear_down);
  g_test_add ("/modules/no-deck", Desk, NULL, set_up, test_no_deck, desk_tear_down);
  g_test_add ("/modules/no-web", Desk, NULL, set_up, test_no_web, desk_tear_down);
  g_test_add ("/modules/no-keyring", Desk, NULL, set_up, test_no_keyring, desk_tear_down);
  g_test_add ("/modules/few-libraries", Desk, NULL, set_up, test_few_libraries, desk_tear_down);

  return g_test_run ();
}
