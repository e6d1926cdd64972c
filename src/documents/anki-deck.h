/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cards of a course as a deck for Anki (.apkg).
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/* As LecStudyDocumentFunc. A course is a deck with one below it for each lecture. */
gboolean lec_anki_deck_write (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
