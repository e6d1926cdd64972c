/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of errors: names lead back to their code, exit codes are distinct.
 */
#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#include "base/error.h"

static void
test_names (void)
{
  for (guint i = 0; i < LEC_N_ERRORS; i++)
    {
      LecError code = LEC_ERROR_INTERNAL;

      g_assert_true (lec_error_from_name (lec_error_get_name (i), &code));
      g_assert_cmpint (code, ==, (int) i);
      g_assert_cmpstr (lec_error_describe (i), !=, "");
    }
  g_assert_false (lec_error_from_name ("no-such-error", &(LecError){ 0 }));
}

static void
test_exit_codes (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr (GError) own = g_error_new_literal (LEC_ERROR, LEC_ERROR_NO_SPACE, "x");

  for (guint i = 0; i < LEC_N_ERRORS; i++)
    {
      int exit_code = lec_error_get_exit_code (i);

      g_assert_cmpint (exit_code, >, 0);
      g_assert_cmpint (exit_code, <, 126);
      g_assert_true (g_hash_table_add (seen, GINT_TO_POINTER (exit_code)));
    }
  g_assert_cmpint (lec_error_get_exit_code_for (cancelled), ==, 130);
  g_assert_cmpint (lec_error_get_exit_code_for (foreign), ==, 1);
  g_assert_cmpint (lec_error_get_exit_code_for (own), ==, 11);
}

static void
test_errno (void)
{
  static const struct
  {
    int errnum;
    LecError code;
  } cases[] = {
    { ENOENT, LEC_ERROR_NOT_FOUND },
    { EACCES, LEC_ERROR_UNREADABLE },
    { EROFS, LEC_ERROR_NOT_WRITABLE },
    { ENOSPC, LEC_ERROR_NO_SPACE },
    { EEXIST, LEC_ERROR_EXISTS },
    { EIO, LEC_ERROR_INTERNAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      lec_error_set_from_errno (&error, cases[i].errnum, "open", "/a/b");
      g_assert_error (error, LEC_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, "/a/b"));
    }
}

/* What may not be written is no file that may not be read. */
static void
test_errno_of_changes (void)
{
  static const struct
  {
    const char *action;
    int errnum;
    LecError code;
  } cases[] = {
    { "open", EACCES, LEC_ERROR_UNREADABLE },
    { "read", EPERM, LEC_ERROR_UNREADABLE },
    { "write", EACCES, LEC_ERROR_NOT_WRITABLE },
    { "make", EPERM, LEC_ERROR_NOT_WRITABLE },
    { "make", EROFS, LEC_ERROR_NOT_WRITABLE },
    { "make", ENOSPC, LEC_ERROR_NO_SPACE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      lec_error_set_from_errno (&error, cases[i].errnum, cases[i].action, "/a/b");
      g_assert_error (error, LEC_ERROR, (int) cases[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/names", test_names);
  g_test_add_func ("/error/exit-codes", test_exit_codes);
  g_test_add_func ("/error/errno", test_errno);
  g_test_add_func ("/error/errno-of-changes", test_errno_of_changes);
  return g_test_run ();
}
