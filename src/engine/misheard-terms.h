/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Terms of the slides that a transcript may have misheard.
 */
#pragma once

#include <gio/gio.h>

#include "model/transcript.h"

G_BEGIN_DECLS

GPtrArray *lec_misheard_terms_treat (const char *video,
                                     LecTranscript *transcript,
                                     gboolean applies,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
