/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines with curl in README.md, as they are written there but for the port, one after another.
 */
#include "config.h"

#include "http/talk-server.h"

#define SECTION "\n## The service\n"
#define PORT    ":5000/"

/* Returns: (transfer full): the lines of the section that ask for something */
static GPtrArray *
read_lines (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "README.md", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  char *section = NULL;
  char *end = NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  section = strstr (text, SECTION);
  g_assert_nonnull (section);
  section += strlen (SECTION);
  end = strstr (section, "\n## ");
  if (end != NULL)
    *end = '\0';
  lines = g_strsplit (section, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "    curl "))
      g_ptr_array_add (found, g_strdup (*line + 4));
  return found;
}

/* In the service's folder. Returns: (transfer full): what it prints; it has to end well */
static char *
run_line (Service *service,
          const char *line)
{
  g_autoptr (GString) command = g_string_new (line);
  g_autofree char *here = g_strdup_printf (":%u/", (guint) service->port);
  const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status = 0;

  g_assert_cmpuint (g_string_replace (command, PORT, here, 0), ==, 1);
  g_test_message ("%s", command->str);
  argv[2] = command->str;
  g_spawn_sync (service->folder, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static void
test_lines (Service *service,
            gconstpointer data)
{
  g_autoptr (GPtrArray) lines = read_lines ();
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autofree char *video = g_build_filename (service->folder, "lecture.mp4", NULL);
  g_autofree char *make = g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'",
                                           g_getenv ("LECTURE_VIDEO"), video);
  g_autofree char *pdf = g_build_filename (service->folder, "slides.pdf", NULL);
  g_autofree char *guide = g_build_filename (service->folder, "guide.html", NULL);
  g_autofree char *head = NULL;
  g_autofree char *page = NULL;

  g_assert_cmpuint (lines->len, ==, 5);
  if (curl == NULL)
    {
      g_test_skip ("curl is not installed");
      return;
    }

  g_assert_true (g_spawn_command_line_sync (make, NULL, NULL, NULL, NULL));
  service_start (service, "");
  /* The thread that works on the queue begins beside it. */
  for (guint i = 0; i < 600 && service->status != 200; i++)
    {
      service_send (service, "GET", "/api/health", NULL, NULL);
      g_usleep (50000);
    }
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *out = run_line (service, g_ptr_array_index (lines, i));

      g_test_message ("%s", out);
      if (strstr (g_ptr_array_index (lines, i), "/api/extract") != NULL)
        talk_server_wait (service, "/api/jobs/1", "completed");
    }
  g_assert_true (g_file_get_contents (pdf, &head, NULL, NULL));
  g_assert_true (g_str_has_prefix (head, "%PDF-"));
  g_assert_true (g_file_get_contents (guide, &page, NULL, NULL));
  g_assert_nonnull (strstr (page, "<html"));
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-readme/lines", test_lines },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
