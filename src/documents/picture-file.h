/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide's picture as a document carries it: the file's bytes as they are.
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/**
 * LecPictureFile:
 * @content: the whole file
 * @media_type: "image/jpeg" or "image/png", by what is in it
 * @suffix: ".jpg" or ".png"
 */
typedef struct
{
  GBytes *content;
  const char *media_type;
  const char *suffix;
} LecPictureFile;

LecPictureFile *lec_picture_file_load (const LecMaterial *material, const LecSlide *slide);
void lec_picture_file_free (LecPictureFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPictureFile, lec_picture_file_free)

G_END_DECLS
