/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses in place of videos: the program downloads from a server of this test, goes on where it
 * was stopped, asks no more than it must, and says what is wrong without what is secret.
 */
#include <glib/gstdio.h>
#include <gst/gst.h>

#include "cli/desk.h"
#include "net/file-server.h"

#define SECRET    "s3cret"
#define PAD_BYTES (640 * 1024)

/* Room at its end that no reader minds, so that it takes its time. */
static GBytes *
take_padded (char *data,
             gsize length)
{
  static const guint8 type[] = { 'f', 'r', 'e', 'e' };
  const guint32 box_bytes = GUINT32_TO_BE (PAD_BYTES);
  GByteArray *bytes = g_byte_array_new_take ((guint8 *) data, length);
  g_autofree guint8 *pad = g_malloc0 (PAD_BYTES);

  memcpy (pad, &box_bytes, sizeof box_bytes);
  memcpy (pad + 4, type, sizeof type);
  g_byte_array_append (bytes, pad, PAD_BYTES);
  return g_byte_array_free_to_bytes (bytes);
}

static FileServer *
start_server (Desk *desk)
{
  FileServer *self = g_new0 (FileServer, 1);
  g_autofree char *path = g_build_filename (desk->folder, "talk.mp4", NULL);
  g_autofree char *cache = g_build_filename (desk->folder, "cache", NULL);
  char *data = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_setenv ("XDG_CACHE_HOME", cache, TRUE));
  file_server_start (self, take_padded (data, length));
  self->etag = "\"one\"";
  self->type = "video/mp4";
  g_assert_true (g_setenv ("SERVER", self->web->url, TRUE));
  /* Where it is from is told; nothing may come from beside it. */
  desk_shell (desk, "mkdir away && mv talk.mp4 away/");
  return self;
}

static void
server_free (FileServer *self)
{
  file_server_stop (self);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileServer, server_free)

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in: %s", part, text);
}

static void
assert_no_secret (Desk *desk)
{
  g_assert_null (strstr (desk->out, SECRET));
  g_assert_null (strstr (desk->err, SECRET));
}

static void
test_test_link (Desk *desk,
                gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "test-link --own-network \"$SERVER/talks/7.mp4?token=" SECRET "\"", 0);
  assert_has (desk->out, "/talks/7.mp4\n");
  assert_has (desk->out, "name:        7.mp4\n");
  assert_has (desk->out, "type:        video/mp4\n");
  assert_has (desk->out, "resume:      yes");
  assert_no_secret (desk);
  server->etag = NULL;
  desk_lectern (desk, "test-link --own-network \"$SERVER/7.mp4\"", 0);
  assert_has (desk->out, "resume:      no");
  desk_shell (desk, "! [ -e cache/lectern/links ]");
}

static void
test_test_link_json (Desk *desk,
                     gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = NULL, *video = NULL;

  server->more = "Content-Disposition: attachment; filename=\"../week 7.mp4\"\r\n";
  desk_lectern (desk, "test-link --json --own-network \"$SERVER/get?token=" SECRET "\"", 0);
  assert_no_secret (desk);
  g_assert_true (json_parser_load_from_data (parser, desk->out, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "address"), "/get"));
  g_assert_true (json_object_get_boolean_member (object, "can_resume"));
  g_assert_false (json_object_get_boolean_member (object, "is_page"));
  g_assert_cmpstr (json_object_get_string_member (object, "media_type"), ==, "video/mp4");
  video = json_array_get_object_element (json_object_get_array_member (object, "videos"), 0);
  g_assert_cmpstr (json_object_get_string_member (video, "name"), ==, "week 7.mp4");
  g_assert_cmpint (json_object_get_int_member (video, "size_bytes"), ==, (gint64) g_bytes_get_size (server->file));
}

static void
test_test_link_refused (Desk *desk,
                        gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "test-link \"$SERVER/7.mp4\"", 4);
  assert_has (desk->err, "this is a machine of the own network");
  g_assert_cmpuint (file_server_get_n_asked (server), ==, 0);
  desk_lectern (desk, "test-link ftp://example.org/7.mp4", 2);
  desk_lectern (desk, "test-link talk.mp4", 2);
  desk_lectern (desk, "test-link --own-network \"http://me:" SECRET "@127.0.0.1/7.mp4?" SECRET "\"", 2);
  assert_no_secret (desk);
  server->type = "application/pdf";
  desk_lectern (desk, "test-link --own-network \"$SERVER/7.pdf\"", 5);
  server->status = "404 Not Found";
  desk_lectern (desk, "test-link --own-network \"$SERVER/7.mp4\"", 3);
  server->status = "403 Forbidden";
  desk_lectern (desk, "test-link --own-network \"$SERVER/7.mp4\" \"$SERVER/8.mp4\"", 4);
  assert_has (desk->err, "/8.mp4: ");
}

static char *
dup_video_address (Desk *desk,
                   const char *file)
{
  g_autofree char *path = g_build_filename (desk->folder, file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = NULL;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  object = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "video");
  return g_strdup (json_object_get_string_member_with_default (object, "address", NULL));
}

static void
test_extract (Desk *desk,
              gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);
  g_autofree char *address = NULL;
  g_autofree char *wanted = g_strconcat (server->web->url, "/talks/7.mp4", NULL);

  desk_lectern (desk, "extract --own-network --json --progress lines \"$SERVER/talks/7.mp4?token=" SECRET "\"", 0);
  assert_no_secret (desk);
  assert_has (desk->err, "7.mp4: ");
  desk_shell (desk, "ls 7.pdf");
  address = dup_video_address (desk, "7.json");
  g_assert_cmpstr (address, ==, wanted);
  desk_shell (desk, "! grep -rl " SECRET " . --exclude-dir=links");
  /* Asked for, but not brought once more; and not even that when nobody answers. */
  g_assert_cmpuint (file_server_get_n_asked (server), ==, 2);
  desk_lectern (desk, "extract --own-network --json \"$SERVER/talks/7.mp4?token=" SECRET "\"", 0);
  g_assert_cmpuint (file_server_get_n_asked (server), ==, 3);
  server->status = "503 Service Unavailable";
  desk_lectern (desk, "extract --own-network --json \"$SERVER/talks/7.mp4?token=" SECRET "\"", 0);
}

/* What is made of it leads where it is from, and not into the cache; and says nothing secret. */
static void
test_study_links (Desk *desk,
                  gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "extract --own-network \"$SERVER/talks/7.mp4?token=" SECRET "\"", 0);
  desk_lectern (desk, "study --own-network --format html,markdown,json \"$SERVER/talks/7.mp4?token=" SECRET "\"", 0);
  desk_shell (desk, "for file in 7.html 7.md 7.study.json; do "
                    "grep -q \"$SERVER/talks/7.mp4#t=\" $file && ! grep -q 'cache/.*#t=' $file || exit 1; done");
  desk_shell (desk, "qpdf --qdf --object-streams=disable 7.pdf - | grep -aq \"$SERVER/talks/7.mp4#t=\"");
  desk_shell (desk, "! grep -rl " SECRET " . --exclude-dir=links");
}

static void
test_stopped (Desk *desk,
              gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);
  g_autofree char *head = NULL;
  g_autofree char *range = NULL;
  g_autofree char *condition = NULL;

  server->pause_us = 500 * 1000;
  desk_run (desk, "{ \"$LECTERN\" extract --own-network \"$SERVER/7.mp4\" & pid=$!; "
                  "until [ -s cache/lectern/links/*/7.mp4.part ]; do sleep 0.1; done; kill -TERM $pid; wait $pid; }");
  g_assert_cmpint (desk->exit_code, ==, 130);
  desk_shell (desk, "! [ -e cache/lectern/links/*/7.mp4 ]");
  server->pause_us = 0;
  desk_lectern (desk, "extract --own-network \"$SERVER/7.mp4\"", 0);
  head = web_server_dup_request (server->web, file_server_get_n_asked (server) - 1, NULL);
  range = file_server_dup_header (head, "Range");
  condition = file_server_dup_header (head, "If-Range");
  g_assert_cmpstr (condition, ==, "\"one\"");
  g_assert_cmpint (g_ascii_strtoll (range + strlen ("bytes="), NULL, 10), >=, 65536);
  desk_shell (desk, "cmp -n $(stat -c %s away/talk.mp4) away/talk.mp4 cache/lectern/links/*/7.mp4");
  desk_shell (desk, "! [ -e cache/lectern/links/*/7.mp4.part ]");
}

/* One that cannot be had does not stop the others, and what is no video says so. */
static void
test_several (Desk *desk,
              gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "extract --own-network ftp.mp4 \"$SERVER/7.mp4\" http://127.0.0.1:1x/8.mp4", 2);
  desk_shell (desk, "ls 7*.pdf");
  g_bytes_unref (server->file);
  server->file = g_bytes_new_static ("no video at all", 15);
  desk_lectern (desk, "extract --own-network \"$SERVER/9.mp4\"", 5);
  assert_has (desk->err, "/9.mp4 is not a video");
}

static void
test_study (Desk *desk,
            gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "study --own-network --format markdown \"$SERVER/7.mp4\"", 0);
  desk_shell (desk, "ls 7*.md");
}

static void
test_add (Desk *desk,
          gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "add --own-network \"$SERVER/7.mp4?token=" SECRET "\"", 0);
  assert_has (desk->out, "/7.mp4");
  assert_no_secret (desk);
  /* At once: nothing was brought. */
  g_assert_cmpuint (file_server_get_n_asked (server), ==, 1);
  desk_shell (desk, "! [ -e cache/lectern/links/*/7.mp4 ]");
  desk_lectern (desk, "add --own-network \"$SERVER/7.mp4?token=" SECRET "\"", 0);
  assert_has (desk->out, "(added before)");
  desk_lectern (desk, "run", 0);
  desk_shell (desk, "ls 7*.pdf");
  /* What is corrected is found by what the video is. */
  desk_lectern (desk, "edit 1 retitle 1 'By hand'", 0);
  desk_shell (desk, "\"$LECTERN\" search hand | grep -q 'By hand'");
  desk_lectern (desk, "add --own-network \"$SERVER/7.mp4?token=" SECRET "\"", 0);
  assert_has (desk->out, "job 1: ");
  assert_has (desk->out, "(once more)");
  desk_lectern (desk, "run", 0);
  desk_lectern (desk, "add --own-network \"$SERVER/8.mp4\" \"$SERVER/no/../9.mp4\" http://127.0.0.1:1x/", 2);
}

/* The job brings its video and says so; killed, it goes on where it was. No share of its progress
 * is taken for that. */
static void
test_job (Desk *desk,
          gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);
  g_autofree char *head = NULL;
  g_autofree char *range = NULL;

  desk_lectern (desk, "add --own-network \"$SERVER/7.mp4?token=" SECRET "\"", 0);
  server->pause_us = 500 * 1000;
  desk_run (desk, "{ \"$LECTERN\" run --progress json 2> told & pid=$!; n=0; "
                  "until [ -s cache/lectern/links/*/7.mp4.part ] && grep -q 'downloading the video' told || "
                  "[ $n -gt 600 ]; do "
                  "n=$((n + 1)); sleep 0.1; done; kill -KILL $pid; wait $pid; }");
  g_assert_cmpint (desk->exit_code, ==, 137);
  desk_shell (desk, "! [ -e cache/lectern/links/*/7.mp4 ]");
  desk_shell (desk, "grep 'downloading the video: [0-9]* %' told | grep '\"fraction\": 0[.]*0*,'");
  desk_shell (desk, "! grep " SECRET " told");
  server->pause_us = 0;
  desk_lectern (desk, "run", 0);
  head = web_server_dup_request (server->web, file_server_get_n_asked (server) - 1, NULL);
  range = file_server_dup_header (head, "Range");
  g_assert_cmpint (g_ascii_strtoll (range + strlen ("bytes="), NULL, 10), >=, 65536);
  desk_shell (desk, "ls 7*.pdf");
}

/* At once: the whole would take half a minute. What has come stays for whoever asks again. */
static void
test_job_cancelled (Desk *desk,
                    gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);
  g_autofree char *head = NULL;
  g_autofree char *range = NULL;

  desk_lectern (desk, "add --own-network \"$SERVER/7.mp4\"", 0);
  server->pause_us = 3 * G_USEC_PER_SEC;
  desk_run (desk, "{ \"$LECTERN\" run 2> told & pid=$!; n=0; "
                  "until [ -s cache/lectern/links/*/7.mp4.part ] || [ $n -gt 600 ]; do "
                  "n=$((n + 1)); sleep 0.1; done; \"$LECTERN\" cancel 1; wait $pid; }");
  server->pause_us = 0;
  desk_shell (desk, "! [ -e cache/lectern/links/*/7.mp4 ] && [ -s cache/lectern/links/*/7.mp4.part ]");
  desk_lectern (desk, "jobs", 0);
  assert_has (desk->out, "cancelled");
  desk_lectern (desk, "retry 1", 0);
  desk_lectern (desk, "run", 0);
  head = web_server_dup_request (server->web, file_server_get_n_asked (server) - 1, NULL);
  range = file_server_dup_header (head, "Range");
  g_assert_nonnull (range);
  g_assert_cmpint (g_ascii_strtoll (range + strlen ("bytes="), NULL, 10), >=, 65536);
  desk_shell (desk, "ls 7*.pdf");
}

/* Why it cannot be had is the job's reason, and "own network" holds when it is brought. */
static void
test_job_refused (Desk *desk,
                  gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  desk_lectern (desk, "add --own-network \"$SERVER/7.mp4\"", 0);
  server->status = "404 Not Found";
  desk_lectern (desk, "run", 3);
  desk_lectern (desk, "jobs", 0);
  assert_has (desk->out, "failed");
  server->status = NULL;
  desk_shell (desk, "sed -i 's/\"own_network\": true/\"own_network\": false/' cache/lectern/links/*/.link.json");
  desk_lectern (desk, "retry 1", 0);
  desk_lectern (desk, "run", 4);
  assert_has (desk->err, "own network");
  g_assert_cmpuint (file_server_get_n_asked (server), ==, 2);
}

/* A script in place of yt-dlp, that says what the real one is documented to say. The videos differ
 * in a part that no reader minds; the third one is gone when it is asked for. */
#define YT_DLP                                                                                                \
  "#!/bin/sh\n"                                                                                               \
  "entry() { echo '{\"_type\": \"url\", \"title\": \"Week '$1'\", \"url\": \"'$SERVER'/watch?v='$1'\"}'; }\n" \
  "address=$(cat)\n"                                                                                          \
  "case \"$*,$address\" in\n"                                                                                 \
  "*--dump-single-json*/one) echo '{\"title\": \"One talk\", \"webpage_url\": \"'$SERVER'/watch?v=1\"}';;\n"  \
  "*--dump-single-json*) echo '{\"_type\": \"playlist\", \"title\": \"Compilers/1\", \"entries\": ['\n"       \
  "  entry 1; echo ,; entry 2; case \"$address\" in */gone) echo ,; entry 3;; esac; echo ', null]}';;\n"      \
  "*v=3) echo 'ERROR: video unavailable' >&2; exit 1;;\n"                                                     \
  "*) week=${address##*v=}; while [ \"$1\" != --paths ]; do shift; done\n"                                    \
  "   echo 'lectern 10 100 NA'; cp \"$DESK/away/talk.mp4\" \"$2/video.mkv\"\n"                                \
  "   for i in $(seq $week); do printf '\\000\\000\\000\\010free' >> \"$2/video.mkv\"; done;;\n"              \
  "esac\n"

/* Where it is found from now on; @server says pages. */
static void
install_program (Desk *desk,
                 FileServer *server)
{
  g_autofree char *program = g_build_filename (desk->folder, "bin", "yt-dlp", NULL);

  server->type = "text/html";
  desk_shell (desk, "mkdir bin");
  g_assert_true (g_file_set_contents (program, YT_DLP, -1, NULL));
  desk_shell (desk, "chmod +x bin/yt-dlp");
}

static void
run_with_program (Desk *desk,
                  const char *arguments,
                  int exit_code)
{
  g_autofree char *command =
    g_strdup_printf ("DESK=\"$PWD\" PATH=\"$PWD/bin:$PATH\" \"$LECTERN\" %s", arguments);

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, exit_code);
}

static void
test_page (Desk *desk,
           gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  server->type = "text/html";
  desk_lectern (desk, "test-link --own-network \"$SERVER/list\"", 6);
  assert_has (desk->err, "install yt-dlp");
  install_program (desk, server);
  run_with_program (desk, "test-link --own-network \"$SERVER/list\"", 0);
  assert_has (desk->out, "page:        Compilers/1\n");
  assert_has (desk->out, "\n               Week 1.mkv\n");
  assert_has (desk->out, "left out:    1 entry that cannot be had\n");
  run_with_program (desk, "extract --own-network \"$SERVER/list\"", 0);
  desk_shell (desk, "ls 'Week 1'*.pdf 'Week 2'*.pdf");
}

/* The videos of a list are a course of its title, unless another one is given, or each is wanted by
 * itself; one video is none. */
static void
test_course (Desk *desk,
             gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  install_program (desk, server);
  run_with_program (desk, "study --own-network --format markdown \"$SERVER/list\"", 0);
  desk_shell (desk, "[ \"$(ls *.md)\" = Compilers-1.md ]");
  desk_shell (desk, "grep -qx '# Compilers/1' Compilers-1.md");
  desk_shell (desk, "grep -q 'Week 1' Compilers-1.md && grep -q 'Week 2' Compilers-1.md");
  run_with_program (desk, "study --own-network --format markdown --course Mine \"$SERVER/list\"", 0);
  desk_shell (desk, "grep -qx '# Mine' Mine.md && ! [ -e 'Week 1.md' ]");
  run_with_program (desk, "study --own-network --format chapters \"$SERVER/list\"", 0);
  desk_shell (desk, "ls 'Week 1'*.vtt 'Week 2'*.vtt");
  run_with_program (desk, "study --own-network --format html \"$SERVER/one\"", 0);
  desk_shell (desk, "[ \"$(ls *.html)\" = 'Week 1.html' ]");
}

/* Whichever cannot be had is named, and the others are there. */
static void
test_course_gone (Desk *desk,
                  gconstpointer data)
{
  g_autoptr (FileServer) server = start_server (desk);

  install_program (desk, server);
  run_with_program (desk, "study --own-network \"$SERVER/gone\" -o out", 4);
  assert_has (desk->err, "video unavailable");
  desk_shell (desk, "grep -q 'Week 1' out/Compilers-1.md && grep -q 'Week 2' out/Compilers-1.md");
  desk_shell (desk, "ls out/Compilers-1.html out/Compilers-1*.pdf out/Compilers-1.apkg && ! ls out/Week*.html");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/link-commands/test-link", test_test_link },
    { "/link-commands/test-link-json", test_test_link_json },
    { "/link-commands/test-link-refused", test_test_link_refused },
    { "/link-commands/extract", test_extract },
    { "/link-commands/study-links", test_study_links },
    { "/link-commands/stopped", test_stopped },
    { "/link-commands/several", test_several },
    { "/link-commands/study", test_study },
    { "/link-commands/add", test_add },
    { "/link-commands/job", test_job },
    { "/link-commands/job-cancelled", test_job_cancelled },
    { "/link-commands/job-refused", test_job_refused },
    { "/link-commands/page", test_page },
    { "/link-commands/course", test_course },
    { "/link-commands/course-gone", test_course_gone },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  return desk_shop_run (&shop, desk_set_up_at_home, cases, G_N_ELEMENTS (cases));
}
