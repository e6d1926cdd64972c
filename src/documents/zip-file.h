/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A zip file being made: what decks and presentations are kept in. Written
 * aside and renamed, the same bytes for the same content. Belongs to one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecZipFile LecZipFile;

LecZipFile *lec_zip_file_new (const char *path, gint64 time_s, GError **error);
void lec_zip_file_free (LecZipFile *self);
gboolean lec_zip_file_add (LecZipFile *self,
                           const char *name,
                           gconstpointer data,
                           gsize length,
                           gboolean is_compressed,
                           GError **error);
gboolean lec_zip_file_add_text (LecZipFile *self, const char *name, const char *text, GError **error);
gboolean lec_zip_file_commit (LecZipFile *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecZipFile, lec_zip_file_free)

G_END_DECLS
