/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What does not need a server; test-link-commands has the rest.
 */
#include "base/error.h"
#include "cli/link-inputs.h"

static LecArguments *
parse (void)
{
  const char *const argv[] = { "a.mp4", "https://example.invalid/b.mp4", "c.mp4", NULL };
  g_autoptr (GError) error = NULL;
  LecArguments *arguments = lec_arguments_parse (lec_command_find ("extract"), argv, &error);

  g_assert_no_error (error);
  return arguments;
}

/* Whoever is left with fewer videos than were asked for knows it. */
static void
test_stopped (void)
{
  g_autoptr (LecArguments) arguments = parse ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (LecLinkInputs) inputs = { NULL };

  g_cancellable_cancel (cancellable);
  lec_link_inputs_read (&inputs, arguments, cancellable);
  g_assert_cmpuint (g_strv_length (inputs.videos), ==, 0);
  g_assert_cmpint (inputs.exit_code, ==, 130);
}

static void
test_files (void)
{
  const char *const argv[] = { "a.mp4", "httpd.mp4", NULL };
  g_autoptr (LecArguments) arguments = lec_arguments_parse (lec_command_find ("extract"), argv, NULL);
  g_auto (LecLinkInputs) inputs = { NULL };
  g_autofree char *name = NULL;

  lec_link_inputs_read (&inputs, arguments, NULL);
  g_assert_cmpuint (g_strv_length (inputs.videos), ==, 2);
  g_assert_cmpstr (inputs.videos[1], ==, "httpd.mp4");
  g_assert_cmpint (inputs.exit_code, ==, 0);
  name = lec_link_inputs_dup_name ("a.mp4");
  g_assert_cmpstr (name, ==, "a.mp4");
  g_assert_null (lec_link_inputs_choose_output ("a.mp4", NULL));
  g_assert_cmpstr (lec_link_inputs_choose_output ("a.mp4", "out"), ==, "out");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-inputs/stopped", test_stopped);
  g_test_add_func ("/link-inputs/files", test_files);
  return g_test_run ();
}
