/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door to all documents that are made of a course: which there are, and
 * one function that writes any of them.
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/**
 * LecStudyDocumentFunc:
 * @path: written aside and renamed; what is there is replaced
 *
 * The same course gives the same bytes. Blocks; any thread.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SLIDES (there is nothing to write), _NOT_WRITABLE, _NO_SPACE,
 *   _NOT_FOUND (no such folder), _LIMIT, _USAGE, _INTERNAL or %G_IO_ERROR_CANCELLED
 */
typedef gboolean (*LecStudyDocumentFunc) (const LecCourse *course,
                                          const char *path,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * LecStudyDocument:
 * @name: on the command line and in files
 * @suffix: of its file, with the dot
 * @media_type: as others name it
 * @description: to be translated
 * @has_course: whether several lectures may be in one
 * @links_pictures: whether it shows pictures by LecMaterial.pictures_link
 */
typedef struct
{
  const char *name;
  const char *suffix;
  const char *media_type;
  const char *description;
  gboolean has_course;
  gboolean links_pictures;
  LecStudyDocumentFunc write;
} LecStudyDocument;

const LecStudyDocument *lec_study_document_list (gsize *n_documents);
const LecStudyDocument *lec_study_document_find (const char *name);
gboolean lec_study_document_write (const LecStudyDocument *self,
                                   const LecCourse *course,
                                   const char *path,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
