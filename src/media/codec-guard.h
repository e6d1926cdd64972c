/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place where the libraries of picture formats may jump back to on an
 * error.
 */
#pragma once

#include <setjmp.h>

#include "base/error.h"

G_BEGIN_DECLS

typedef struct
{
  jmp_buf jump;
  char message[200];
} LecCodecGuard;

/* Runs within the guard: what it holds must hang on @data, as a jump skips every cleanup. */
typedef void (*LecCodecBody) (LecCodecGuard *guard, gpointer data);

/**
 * lec_codec_guard_run:
 * @what: what could not be done, for the message
 * @code: of the error, if any
 *
 * Returns: whether @body came to its end
 */
gboolean lec_codec_guard_run (LecCodecGuard *self,
                              LecCodecBody body,
                              gpointer data,
                              LecError code,
                              const char *what,
                              GError **error);

/* Ends the body that runs within @self. */
G_NORETURN void lec_codec_guard_fail (LecCodecGuard *self, const char *message);

/* Fails where the sides are not within 1..LEC_PICTURE_MAX_SIDE. */
void lec_codec_guard_check_size (LecCodecGuard *self, guint32 width, guint32 height);

G_END_DECLS
