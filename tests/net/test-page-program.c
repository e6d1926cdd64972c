/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shell script in place of yt-dlp, that says and does what the real one is documented to, and
 * what a broken one might.
 */
#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#include "base/error.h"
#include "net/page-program.h"
#include "temporary-folder.h"

#define ADDRESS   "https://example.org/watch?v=7"
#define MAX_BYTES (1024 * 1024)

typedef struct
{
  char *folder;
  char *program;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-page-XXXXXX", NULL);
  fixture->program = g_build_filename (fixture->folder, "yt-dlp", NULL);
  fixture->path = g_build_filename (fixture->folder, "talk.mkv", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->program);
  g_free (fixture->path);
}

/* "$folder" is the script's, "$paths" what --paths says. */
static void
install (Fixture *fixture,
         const char *script)
{
  g_autofree char *text = g_strdup_printf (
    "#!/bin/sh\nfolder='%s'\nprintf '%%s\\n' \"$@\" > \"$folder/arguments\"\ncat > \"$folder/addresses\"\n"
    "paths=; before=; for a in \"$@\"; do [ \"$before\" = --paths ] && paths=$a; before=$a; done\n%s\n",
    fixture->folder, script);

  put_text_file (fixture->folder, "yt-dlp", text);
  g_assert_cmpint (g_chmod (fixture->program, 0755), ==, 0);
}

static char *
dup_arguments (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "arguments", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* The address is a line of its own, and not where all users can read it. */
static void
assert_told (Fixture *fixture,
             const char *arguments)
{
  g_autofree char *path = g_build_filename (fixture->folder, "addresses", NULL);
  g_autofree char *addresses = NULL;

  g_assert_true (g_str_has_suffix (arguments, "\n--batch-file\n-\n"));
  g_assert_null (strstr (arguments, "example.org"));
  g_assert_true (g_file_get_contents (path, &addresses, NULL, NULL));
  g_assert_cmpstr (addresses, ==, ADDRESS "\n");
}

/* Neither an option, nor a comment, nor a second address. */
static void
test_addresses (Fixture *fixture,
                gconstpointer data)
{
  static const char *const addresses[] = { "",
                                           "-",
                                           "--exec=true",
                                           "#https://example.org/",
                                           "]https://example.org/",
                                           "file:///etc/passwd",
                                           "ytsearch:talk",
                                           "https://example.org/\n--exec=true",
                                           "https://example.org/ #x",
                                           "https://example.org/\r" };
  const LecPageProgramLimits limits = { MAX_BYTES, 1 };

  install (fixture, "exit 0");
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other = NULL;
      g_autofree char *path = g_build_filename (fixture->folder, "arguments", NULL);

      g_assert_null (lec_page_program_list (fixture->program, addresses[i], NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_false (lec_page_program_fetch (fixture->program, addresses[i], fixture->path, &limits, NULL, NULL, NULL,
                                              &other));
      g_assert_error (other, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
told_cb (gint64 done_bytes,
         gint64 size_bytes,
         gpointer user_data)
{
  GString *told = user_data;

  g_string_append_printf (told, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " ", done_bytes, size_bytes);
}

static gboolean
fetch (Fixture *fixture,
       GString *told,
       GError **error)
{
  const LecPageProgramLimits limits = { MAX_BYTES, 1 };

  return lec_page_program_fetch (fixture->program, ADDRESS, fixture->path, &limits, told != NULL ? told_cb : NULL,
                                 told, NULL, error);
}

static void
test_list (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPageListing) listing = NULL;
  g_autofree char *arguments = NULL;

  install (fixture, "echo 'WARNING: this and that' >&2\n"
                    "echo '{\"entries\": [{\"url\": \"https://example.org/a\", \"title\": \"A\"}]}'");
  listing = lec_page_program_list (fixture->program, ADDRESS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listing->videos->len, ==, 1);
  arguments = dup_arguments (fixture);
  g_assert_nonnull (strstr (arguments, "--ignore-config\n"));
  assert_told (fixture, arguments);
}

static void
test_fetch (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *arguments = NULL;
  g_autofree char *video = NULL;

  install (fixture, "echo '[download] Destination: video.f137.mp4'\n"
                    "echo 'lectern 100 NA 400.5'; echo 'lectern 400 400 NA'\n"
                    "printf half > \"$paths/video.f137.mp4.part\"; printf 'a video' > \"$paths/video.mkv\"");
  fetch (fixture, told, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "100/400 400/400 ");
  g_assert_true (g_file_get_contents (fixture->path, &video, NULL, NULL));
  g_assert_cmpstr (video, ==, "a video");
  arguments = dup_arguments (fixture);
  g_assert_nonnull (strstr (arguments, "--ignore-config\n"));
  g_assert_nonnull (strstr (arguments, "--no-playlist\n"));
  g_assert_nonnull (strstr (arguments, "--continue\n"));
  assert_told (fixture, arguments);
}

/* What is there of it is for the next try. */
static void
test_fetch_again (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  install (fixture, "if [ -e \"$paths/video.mp4.part\" ]; then mv \"$paths/video.mp4.part\" \"$paths/video.mp4\"\n"
                    "else printf all > \"$paths/video.mp4.part\"; echo 'ERROR: connection lost' >&2; exit 1; fi");
  g_assert_false (fetch (fixture, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "connection lost"));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (fetch (fixture, NULL, &error));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_REGULAR));
}

static void
test_failures (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *script;
    LecError code;
    const char *part;
  } cases[] = {
    { "echo 'ERROR: [generic] \033[31mUnsupported URL' >&2; exit 1", LEC_ERROR_UNREADABLE, "Unsupported URL" },
    { "exit 1", LEC_ERROR_UNREADABLE, "it says nothing" },
    { "kill -9 $$", LEC_ERROR_UNREADABLE, "yt-dlp died (Killed)" },
    { "echo nonsense", LEC_ERROR_PROTOCOL, "" },
    { "exit 0", LEC_ERROR_PROTOCOL, "" },
    { "yes '{' | head -c 40000000; sleep 60", LEC_ERROR_PROTOCOL, "yt-dlp says more than it may" },
    { "echo '{\"entries\": []}'", LEC_ERROR_NOT_A_VIDEO, "no video" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      install (fixture, cases[i].script);
      g_assert_null (lec_page_program_list (fixture->program, ADDRESS, NULL, &error));
      g_assert_error (error, LEC_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      g_assert_null (strchr (error->message, '\033'));
    }
}

static void
test_brings_nothing (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  install (fixture, "ln -s /etc/passwd \"$paths/video.mp4\"; exit 0");
  g_assert_false (fetch (fixture, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
}

static void
test_too_large (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  install (fixture, "exec head -c 3000000 /dev/zero > \"$paths/video.mp4\"");
  g_assert_false (fetch (fixture, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "larger than it may be"));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* It would go on until the disk is full. */
static void
test_no_room (Fixture *fixture,
              gconstpointer data)
{
  const LecPageProgramLimits limits = { MAX_BYTES, G_MAXINT64 / 2 };
  g_autoptr (GError) error = NULL;

  install (fixture, "printf 'a video' > \"$paths/video.mkv\"; exec sleep 600");
  g_assert_false (lec_page_program_fetch (fixture->program, ADDRESS, fixture->path, &limits, NULL, NULL, NULL,
                                          &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (300 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* With all that it has started. */
static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (fixture->folder, "child", NULL);
  g_autofree char *text = NULL;
  GThread *thread = NULL;
  int pid = 0;

  install (fixture, "sleep 600 & echo $! > \"$folder/child\"; wait");
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_null (lec_page_program_list (fixture->program, ADDRESS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  if (!g_file_get_contents (file, &text, NULL, NULL) || *text == '\0')
    {
      g_test_skip ("cancelled before it had started anything");
      return;
    }
  pid = atoi (text);
  for (guint i = 0; i < 500 && kill (pid, 0) == 0; i++)
    g_usleep (10000);
  g_assert_cmpint (kill (pid, 0), !=, 0);
}

/* It says more than can be read in time. */
static void
test_cancelled_in_a_flood (Fixture *fixture,
                           gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = NULL;

  install (fixture, "exec yes >&2");
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_null (lec_page_program_list (fixture->program, ADDRESS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_missing (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("PATH", fixture->folder, TRUE);
  g_assert_null (lec_page_program_find (&error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "install yt-dlp"));
  install (fixture, "exit 0");
  found = lec_page_program_find (NULL);
  g_assert_cmpstr (found, ==, fixture->program);
  g_setenv ("PATH", path, TRUE);
  g_clear_error (&error);
  g_assert_null (lec_page_program_list ("/no/such/program", ADDRESS, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED);
}

#define ADD(name, func) g_test_add ("/page-program/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("addresses", test_addresses);
  ADD ("list", test_list);
  ADD ("fetch", test_fetch);
  ADD ("fetch-again", test_fetch_again);
  ADD ("failures", test_failures);
  ADD ("brings-nothing", test_brings_nothing);
  ADD ("too-large", test_too_large);
  ADD ("no-room", test_no_room);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-in-a-flood", test_cancelled_in_a_flood);
  ADD ("missing", test_missing);

  return g_test_run ();
}
