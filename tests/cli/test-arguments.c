/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every way to write an option, every way to get it wrong, and names that begin with a dash.
 */
#include <string.h>

#include "base/error.h"
#include "cli/arguments.h"

#define ARGV(...) ((const char *const[]){ __VA_ARGS__, NULL })

static LecArguments *
parse (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  LecArguments *arguments = lec_arguments_parse (lec_command_find ("extract"), argv, &error);

  g_assert_no_error (error);
  return arguments;
}

static void
assert_refused (const char *command,
                const char *const *argv,
                const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecArguments) arguments = lec_arguments_parse (lec_command_find (command), argv, &error);

  g_assert_null (arguments);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_forms (void)
{
  const char *const *const forms[] = {
    ARGV ("a.mp4", "--output", "x", "--layout", "notes"),
    ARGV ("--output=x", "a.mp4", "--layout=notes"),
    ARGV ("-o", "x", "--layout=notes", "a.mp4"),
    ARGV ("-ox", "--layout", "notes", "a.mp4"),
    ARGV ("-jfox", "--layout", "notes", "a.mp4"),
    ARGV ("-o", "y", "-o", "x", "--layout", "slides", "--layout", "notes", "a.mp4"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (LecArguments) arguments = parse (forms[i]);
      g_autoptr (LecJobOptions) options = lec_job_options_new ();
      gsize n_inputs = 0;
      const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);

      g_assert_cmpuint (n_inputs, ==, 1);
      g_assert_cmpstr (inputs[0], ==, "a.mp4");
      g_assert_cmpstr (lec_arguments_get_value (arguments, "output"), ==, "x");
      g_assert_true (lec_arguments_apply (arguments, options, NULL));
      g_assert_cmpint (options->layout, ==, LEC_LAYOUT_NOTES);
    }
}

static void
test_switches (void)
{
  g_autoptr (LecArguments) arguments = parse (ARGV ("-fj", "--images", "--json=false", "a"));
  g_autoptr (LecJobOptions) options = lec_job_options_new ();

  g_assert_true (lec_arguments_has (arguments, "force"));
  g_assert_true (lec_arguments_has (arguments, "join"));
  g_assert_false (lec_arguments_has (arguments, "progress"));
  options->json = TRUE;
  g_assert_true (lec_arguments_apply (arguments, options, NULL));
  g_assert_true (options->images);
  g_assert_false (options->json);
}

static void
test_dashes (void)
{
  g_autoptr (LecArguments) arguments = parse (ARGV ("-", "-o", "-x", "--", "-f", "--help", "--"));
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);

  g_assert_cmpuint (n_inputs, ==, 4);
  g_assert_cmpstr (inputs[0], ==, "-");
  g_assert_cmpstr (inputs[1], ==, "-f");
  g_assert_cmpstr (inputs[2], ==, "--help");
  g_assert_cmpstr (inputs[3], ==, "--");
  g_assert_cmpstr (lec_arguments_get_value (arguments, "output"), ==, "-x");
  g_assert_false (lec_arguments_wants_help (arguments));
}

/* Help is given also to who has got the rest wrong. */
static void
test_help (void)
{
  const char *const *const forms[] = { ARGV ("--help"), ARGV ("-h"), ARGV ("--layout", "none", "--help") };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (LecArguments) arguments = parse (forms[i]);

      g_assert_true (lec_arguments_wants_help (arguments));
    }
}

static void
test_refused (void)
{
  assert_refused ("extract", ARGV ("--langage", "eng", "a"), "did you mean --language?");
  assert_refused ("extract", ARGV ("--laoyut=notes", "a"), "did you mean --layout?");
  assert_refused ("extract", ARGV ("--sens", "low", "a"), "did you mean --sensitivity?");
  assert_refused ("extract", ARGV ("--nonsense", "a"), "lectern extract --help");
  assert_refused ("extract", ARGV ("-x", "a"), "-x");
  assert_refused ("extract", ARGV ("-fx", "a"), "unknown option -x; see");
  assert_refused ("extract", ARGV ("--\xff\xfe", "a"), "\xef\xbf\xbd");
  assert_refused ("extract", ARGV ("a", "--output"), "--output needs a value");
  assert_refused ("extract", ARGV ("a", "-o"), "--output needs a value");
  assert_refused ("extract", ARGV ("a", "--language"), "--language needs a value");
  assert_refused ("extract", ARGV ("a", "--force=yes"), "--force takes no value");
  assert_refused ("extract", ARGV ("a", "--output="), "--output");
  assert_refused ("extract", ARGV ("a", "--progress", "fast"), "auto, bar, lines, json, none");
  assert_refused ("extract", ARGV ("a", "--images=maybe"), "true or false");
  assert_refused ("extract", ARGV ("a", "--from", "2", "--to", "1"), "--from");
  assert_refused ("extract", ARGV ("--force"), "VIDEO");
  assert_refused ("extract", ARGV (""), "empty");
  assert_refused ("search", ARGV (""), "WORD… is empty");
  assert_refused ("resegment", ARGV ("a", "b"), "too much");
  assert_refused ("resegment", ARGV ("a", "--from", "1"), "lectern extract");
  assert_refused ("resegment", ARGV ("a", "--ignore=0,0,1,1"), "lectern extract");
  assert_refused ("probe", ARGV ("a", "--layout", "notes"), "--layout");
}

static void
test_suggest (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *huge = g_strnfill (1000000, 'x');

  g_ptr_array_add (names, (gpointer) "extract");
  g_ptr_array_add (names, (gpointer) "resegment");
  g_assert_cmpstr (lec_arguments_suggest ("extarct", names), ==, "extract");
  g_assert_cmpstr (lec_arguments_suggest ("re", names), ==, "resegment");
  g_assert_cmpstr (lec_arguments_suggest ("Extract", names), ==, "extract");
  g_assert_null (lec_arguments_suggest ("", names));
  g_assert_null (lec_arguments_suggest ("dance", names));
  g_assert_null (lec_arguments_suggest ("ox", names));
  g_assert_null (lec_arguments_suggest (huge, names));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arguments/forms", test_forms);
  g_test_add_func ("/arguments/switches", test_switches);
  g_test_add_func ("/arguments/dashes", test_dashes);
  g_test_add_func ("/arguments/help", test_help);
  g_test_add_func ("/arguments/refused", test_refused);
  g_test_add_func ("/arguments/suggest", test_suggest);
  return g_test_run ();
}
