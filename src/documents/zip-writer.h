/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the module that packs gives to zip-file.c, and nothing else needs.
 */
#pragma once

#include "documents/zip-file.h"

G_BEGIN_DECLS

#define LEC_ZIP_WRITER_SYMBOL "lec_zip_writer"

/* As the functions of zip-file.h. */
typedef struct
{
  LecZipFile *(*start) (const char *path, gint64 time_s, GError **error);
  void (*free) (LecZipFile *self);
  gboolean (*add) (LecZipFile *self,
                   const char *name,
                   gconstpointer data,
                   gsize length,
                   gboolean is_compressed,
                   GError **error);
  gboolean (*commit) (LecZipFile *self, GError **error);
} LecZipWriter;

extern const LecZipWriter lec_zip_writer;

G_END_DECLS
