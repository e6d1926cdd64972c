/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages of the service: what they are made of, and the whole life of a job in a real browser.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "http/talk-server.h"

/* Its lower half is 0. */
#define LARGE_BYTES (24 * 1024 * 1024)

static const char *
get_header (Service *service,
            const char *name)
{
  return soup_message_headers_get_one (service->answer_headers, name);
}

/* Of what is loaded, and what a script would read as HTML. */
static const char *const forbidden[] = {
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "document.write",
  "eval (",
  "eval(",
  "new Function",
  "http://",
  "javascript:",
  " style=",
  " onclick=",
  "<style",
  "localStorage",
  "document.cookie",
};

static void
assert_harmless (Service *service)
{
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      const char *found = strstr (service->text, forbidden[i]);

      if (found != NULL && g_str_has_prefix (found, "http://www.w3.org/2000/svg"))
        continue;
      g_test_message ("%s", forbidden[i]);
      g_assert_null (found);
    }
}

/* Each file that it names is there, and so is what those name. */
static void
follow_names (Service *service,
              const char *pattern,
              GHashTable *seen)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *text = g_strdup (service->text);

  g_regex_match (regex, text, 0, &info);
  for (; g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      char *name = g_match_info_fetch (info, 1);
      g_autofree char *path = g_strconcat ("/assets/", name, NULL);

      if (!g_hash_table_add (seen, name))
        continue;
      service_ask (service, "GET", path, 200);
      g_assert_cmpstr (get_header (service, "X-Content-Type-Options"), ==, "nosniff");
      assert_harmless (service);
      if (g_str_has_suffix (name, ".js"))
        g_assert_cmpstr (get_header (service, "Content-Type"), ==, "text/javascript; charset=utf-8");
      follow_names (service, "from \"\\./([a-z]+\\.js)\"", seen);
    }
}

static void
assert_page (Service *service,
             const char *path)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *policy = NULL;

  service_ask (service, "GET", path, 200);
  g_assert_cmpstr (get_header (service, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_cmpstr (get_header (service, "Referrer-Policy"), ==, "no-referrer");
  policy = get_header (service, "Content-Security-Policy");
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; script-src 'self'; "));
  g_assert_null (strstr (policy, "unsafe"));
  g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
  assert_harmless (service);
  follow_names (service, "\"/assets/([a-z.]+)\"", seen);
  g_assert_cmpuint (g_hash_table_size (seen), >=, 6);
}

/* GET / */
/* GET /dashboard */
/* GET /assets/{file} */
static void
test_parts (Service *service,
            gconstpointer data)
{
  static const char *const wrong[] = {
    "/assets/",
    "/assets/none.js",
    "/assets/http.gresource.xml",
    "/assets/..%2Fstyle.css",
    "/assets/.js",
  };
  g_autofree char *token = service_lectern (service, "token add ann");

  /* Whoever has no token sees the pages, which know nothing. */
  service_start (service, "");
  service_set_header (service, "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
  assert_page (service, "/");
  assert_page (service, "/dashboard");
  service_set_header (service, "If-None-Match", get_header (service, "ETag"));
  service_set_header (service, "Accept", "*/*");
  service_ask (service, "GET", "/", 200);
  g_assert_cmpstr (get_header (service, "Vary"), ==, "Accept");
  g_assert_true (g_str_has_prefix (service->text, "Lectern "));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      service_send (service, "GET", wrong[i], NULL, NULL);
      g_test_message ("%s", wrong[i]);
      g_assert_true (service->status == 404 || service->status == 400);
    }
}

/* Returns: whether it is here, else the test is skipped */
static gboolean
has_browser (void)
{
  g_autofree char *chromium = g_find_program_in_path ("chromium");
  g_autofree char *python = g_find_program_in_path ("python3");

  if (chromium == NULL || python == NULL)
    g_test_skip ("chromium or python3 is not installed");
  return chromium != NULL && python != NULL;
}

static void
run_script (Service *service,
            const char *steps,
            const char *const *arguments)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "http", "drive-pages.py", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_ptr_array_add (argv, (gpointer) "python3");
  g_ptr_array_add (argv, script);
  g_ptr_array_add (argv, (gpointer) steps);
  g_ptr_array_add (argv, service->address);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* A box that players skip: the video is sent in pieces then. */
static void
make_large (const char *video)
{
  static const guchar head[] = { LARGE_BYTES >> 24, LARGE_BYTES >> 16 & 0xff, 0, 0, 'f', 'r', 'e', 'e' };
  GStatBuf facts = { 0 };
  FILE *file = g_fopen (video, "ab");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (head, 1, sizeof head, file), ==, sizeof head);
  fclose (file);
  g_assert_cmpint (g_stat (video, &facts), ==, 0);
  g_assert_cmpint (truncate (video, facts.st_size - (off_t) sizeof head + LARGE_BYTES), ==, 0);
}

/* A token is typed; a video is dropped, and sent although the connection is cut, its slides come,
 * the PDF is there; and what somebody has called a video is shown as it is written. */
static void
test_drop (Service *service,
           gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *video = g_build_filename (service->folder, "AT&amp;T talk.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'",
                                           g_getenv ("LECTURE_VIDEO"), video);
  int status = 0;

  if (!has_browser ())
    return;
  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  make_large (video);
  token = service_lectern (service, "token add ann --scope submit");
  service_start (service, "");
  run_script (service, "jobs", (const char *const[]){ token, video, NULL });
}

/* A token is typed; the address of a video too, its slides come, the PDF is there. */
static void
test_link (Service *service,
           gconstpointer data)
{
  g_autoptr (FileServer) talk = NULL;
  g_autofree char *token = NULL;
  g_autofree char *url = NULL;

  if (!has_browser ())
    return;
  talk = talk_server_start (service);
  url = g_strdup_printf ("%s/talk.mp4", talk->web->url);
  token = service_lectern (service, "token add ann --scope submit");
  service_start (service, "--own-network");
  run_script (service, "link", (const char *const[]){ token, url, NULL });
}

/* An admin pauses, resumes, and tries again what was given up; whoever may only look sees
 * figures. What is said of a video with a strange name is no part of the page. */
static void
test_dashboard (Service *service,
                gconstpointer data)
{
  g_autofree char *reader = NULL;
  g_autofree char *admin = NULL;
  g_autofree char *video = g_build_filename (service->folder, "<img src=x>.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("add '%s'", video);

  if (!has_browser ())
    return;
  g_assert_true (g_file_set_contents (video, "this is no video", -1, NULL));
  g_free (service_lectern (service, line));
  reader = service_lectern (service, "token add ann");
  admin = service_lectern (service, "token add boss --scope admin");
  service_start (service, "");
  run_script (service, "dashboard", (const char *const[]){ reader, admin, NULL });
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-pages/parts", test_parts },
    { "/service-pages/drop", test_drop },
    { "/service-pages/link", test_link },
    { "/service-pages/dashboard", test_dashboard },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
