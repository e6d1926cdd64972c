/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several recordings of one talk become one lecture.
 */
#pragma once

#include <gio/gio.h>

#include "model/lecture.h"

G_BEGIN_DECLS

/* A part: what was found in it (unowned), and the folder with its pictures. */
typedef struct
{
  LecLecture *lecture;
  const char *folder;
} LecJoinPart;

/**
 * lec_lecture_join:
 * @parts: (array length=n_parts): in order, at least one
 * @folder: gets copies of the pictures
 *
 * Times of a part are moved by the durations of those before it. The slide that one part ends with
 * and the next begins with becomes one.
 *
 * Returns: (transfer full) (nullable): %NULL with an error of the file system
 */
LecLecture *lec_lecture_join (const LecJoinPart *parts,
                              gsize n_parts,
                              const char *folder,
                              GError **error);

G_END_DECLS
