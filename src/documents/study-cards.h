/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The questions and terms of a course as cards with two sides: what a deck and
 * a table of cards have in common.
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/**
 * LecStudyCard:
 * @id: the same for the same question about the same video, 40 hex digits
 * @front: clean, on one line, never empty; likewise @back
 * @material: (unowned): the lecture that it comes from; as long as the course
 * @slide: (unowned) (nullable): that it comes from
 * @time_s: in the lecture
 * @is_generated: whether a language model wrote it
 */
typedef struct
{
  char *id;
  char *front;
  char *back;
  const LecMaterial *material;
  const LecSlide *slide;
  double time_s;
  gboolean is_generated;
} LecStudyCard;

GPtrArray *lec_study_cards_list (const LecCourse *course, GError **error);
/* As LecStudyDocumentFunc: a table with a line for each card (RFC 4180, UTF-8). */
gboolean lec_study_cards_write_csv (const LecCourse *course,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
