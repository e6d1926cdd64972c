/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder that is found must be the one with the library in it.
 */
#include "base/own-library.h"

static void
test_finds_itself (void)
{
  g_autofree char *library = lec_own_library_build_path ("liblectern-private.so");
  g_autofree char *other = lec_own_library_build_path ("no-such-file");

  g_assert_nonnull (library);
  g_assert_true (g_path_is_absolute (library));
  g_assert_true (g_file_test (library, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-library/finds-itself", test_finds_itself);

  return g_test_run ();
}
