/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times and sizes, written and read.
 */
#include <math.h>

#include "base/error.h"
#include "base/time-format.h"

typedef char *(*FormatFunc) (double value);

typedef struct
{
  double value;
  const char *text;
} FormatCase;

static void
check_format (FormatFunc format,
              const FormatCase *cases,
              guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *text = format (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_format (void)
{
  static const FormatCase cases[] = {
    { 0, "0:00" },
    { 59.99, "0:59" },
    { 60, "1:00" },
    { 2467, "41:07" },
    { 3723.9, "1:02:03" },
    { 360000, "100:00:00" },
    { -5, "0:00" },
    { NAN, "0:00" },
    { INFINITY, "0:00" },
  };

  check_format (lec_time_format, cases, G_N_ELEMENTS (cases));
}

static void
test_format_exact (void)
{
  static const struct
  {
    gint64 time_ms;
    const char *text;
  } cases[] = {
    { 0, "0:00.000" },
    { 35040, "0:35.040" },
    { 3723042, "1:02:03.042" },
    { 59999, "0:59.999" },
    { -5, "0:00.000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lec_time_format_exact (cases[i].time_ms);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_left (void)
{
  static const FormatCase cases[] = {
    { -1, NULL },
    { NAN, NULL },
    { 0, "0 s left" },
    { 3.2, "4 s left" },
    { 11, "15 s left" },
    { 89, "90 s left" },
    { 91, "2 min left" },
    { 3600, "1 h 0 min left" },
    { 4801, "1 h 21 min left" },
  };

  check_format (lec_time_left_format, cases, G_N_ELEMENTS (cases));
}

static void
test_size (void)
{
  static const struct
  {
    guint64 size;
    const char *text;
  } cases[] = {
    { 0, "0 bytes" },
    { 1, "1 byte" },
    { 999, "999 bytes" },
    { 1000, "1.0 kB" },
    { 999949, "999.9 kB" },
    { 999960, "1.0 MB" },
    { 35200000, "35.2 MB" },
    { G_MAXUINT64, "18.4 EB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lec_size_format (cases[i].size);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double time_s;
  } cases[] = {
    { "0", 0 },
    { "90", 90 },
    { "90.25", 90.25 },
    { "1:30", 90 },
    { "1:02:03.5", 3723.5 },
    { "0:00:00", 0 },
    { "99:59:59", 359999 },
    { "120:00", 7200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      double time_s = -1;

      g_assert_true (lec_time_parse (cases[i].text, &time_s, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (time_s, ==, cases[i].time_s);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    ":",
    "1:",
    ":1",
    "1:60",
    "1:2:3:4",
    "-1",
    "+1",
    " 1",
    "1 ",
    "1e3",
    "0x10",
    "nan",
    "inf",
    "1.",
    ".5",
    "1.5:00",
    "100:00:00",
    "9999999999",
    "1,5",
    "1.0000000001",
    "\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      double time_s = 7;

      g_assert_false (lec_time_parse (cases[i], &time_s, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_cmpfloat (time_s, ==, 7);
    }
}

static void
test_number (void)
{
  double value = 7;

  g_assert_true (lec_number_parse ("0.6", &value));
  g_assert_cmpfloat (value, ==, 0.6);
  g_assert_false (lec_number_parse ("0.6s", &value));
  g_assert_false (lec_number_parse ("1:30", &value));
  g_assert_false (lec_number_parse ("-1", &value));
  g_assert_cmpfloat (value, ==, 0.6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-format/format", test_format);
  g_test_add_func ("/time-format/format-exact", test_format_exact);
  g_test_add_func ("/time-format/left", test_left);
  g_test_add_func ("/time-format/size", test_size);
  g_test_add_func ("/time-format/parse", test_parse);
  g_test_add_func ("/time-format/refused", test_refused);
  g_test_add_func ("/time-format/number", test_number);
  return g_test_run ();
}
