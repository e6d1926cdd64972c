/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loops over many samples are written for the compiler's vectoriser, and what
 * is built for any processor of a kind has only its oldest vector registers.
 */
#pragma once

/**
 * LEC_WIDE:
 *
 * Of a static function: compiled a second time for vectors twice as wide, with what is inlined into
 * it. Which one is called is decided once, when the program starts, by the processor it runs on.
 * Both give the same result, so there must be no floating point in it. Where compiler or C library
 * cannot do that there is only one; likewise with the thread sanitizer, whose calls in the choice
 * come before it has begun.
 */
#if defined(LEC_HAVE_TARGET_CLONES) && !defined(__SANITIZE_THREAD__)
#define LEC_WIDE __attribute__ ((target_clones ("avx2", "default")))
#else
#define LEC_WIDE
#endif
