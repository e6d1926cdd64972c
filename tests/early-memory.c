/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the search for leaks: what libraries reserve before main() begins is theirs. Such is GLib's
 * first table of quarks, which it leaves behind when it grows. To tell that by the functions that
 * asked for it, the sanitizer has to look up the whole stack at each allocation, and a test then
 * takes five times as long. In each program that is built for the address sanitizer.
 */

/* The sanitizer's, of sanitizer/lsan_interface.h: clang-tidy comes without that. */
void __lsan_disable (void);
void __lsan_enable (void);

/* Asked for when the sanitizer starts, which it does before all other libraries. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  __lsan_disable ();
  return "";
}

/* A program's own constructors are called after those of its libraries. */
__attribute__ ((constructor)) static void
search_from_now_on (void)
{
  __lsan_enable ();
}
