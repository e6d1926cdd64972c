/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lectures as they lie in a kept folder, with real pictures, for the tests of this room.
 */
#pragma once

#include <string.h>

#include "media/picture.h"
#include "model/lecture.h"
#include "pipeline/stage.h"
#include "temporary-folder.h"

#define KEPT_WIDTH  320
#define KEPT_HEIGHT 180

/* How many files and folders are below, all levels. */
static inline guint
count_below (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      n += 1 + count_below (inner);
    }

  return n;
}

/* A page of lines whose lengths depend on @page; pages of one number look the same. */
static inline void
save_page (const char *folder,
           const char *name,
           guint page)
{
  g_autofree char *pictures = g_build_filename (folder, LEC_FOLDER_PICTURES, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (LecPicture) picture = lec_picture_new (KEPT_WIDTH, KEPT_HEIGHT, (LecColorimetry){ 0 });
  g_autoptr (GBytes) bytes = NULL;

  memset (picture->planes[0], 235, picture->strides[0] * KEPT_HEIGHT);
  for (guint plane = 1; plane < 3; plane++)
    memset (picture->planes[plane], 128, picture->strides[plane] * (KEPT_HEIGHT / 2));
  for (guint line = 0; line < 6; line++)
    for (guint y = 0; y < 12; y++)
      memset (picture->planes[0] + (20 + line * 25 + y) * picture->strides[0] + 20, 30,
              40 + (page * 37 + line * 53) % 220);

  g_mkdir_with_parents (pictures, 0700);
  bytes = lec_picture_encode_jpeg (picture, 90, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

static inline LecSlide *
add_kept_slide (LecLecture *lecture,
                const char *folder,
                guint page,
                double start_s,
                double end_s)
{
  LecSlide *slide = lec_slide_new (lecture->slides->len + 1);

  lec_slide_add_visit (slide, start_s, end_s);
  slide->picture = g_strdup_printf (LEC_FOLDER_PICTURES "/%05u.jpg", lecture->slides->len);
  slide->picture_width = KEPT_WIDTH;
  slide->picture_height = KEPT_HEIGHT;
  slide->picture_s = end_s;
  slide->region = (LecRect){ 0, 0, KEPT_WIDTH, KEPT_HEIGHT };
  save_page (folder, slide->picture, page);
  g_ptr_array_add (lecture->slides, slide);

  return slide;
}
