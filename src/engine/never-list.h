/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages that are never to be slides again, in any lecture: a logo, the page of a
 * break. A folder of the library holds each as it was read, a picture of it, and what it was
 * taken from. They are left out where slides are found from then on, with a reason of
 * their own, so that one can be taken back.
 */
#pragma once

#include "engine/review.h"

G_BEGIN_DECLS

/* In the folder of kept lectures. */
#define LEC_FOLDER_NEVER_LIST "never"

/**
 * LecNeverPage:
 * @number: for as long as it is on the list
 * @title: (nullable): of the slide
 * @lecture: name of the video that it was in
 * @start_s: when it is first shown there
 * @created_s: since 1970
 * @picture: path
 */
typedef struct
{
  guint number;
  char *title;
  char *lecture;
  double start_s;
  gint64 created_s;
  char *picture;
} LecNeverPage;

void lec_never_page_free (LecNeverPage *self);
/* Returns: (transfer full) */
JsonNode *lec_never_page_to_json (const LecNeverPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecNeverPage, lec_never_page_free)

/**
 * lec_never_list_load:
 * @root: (nullable): where lectures are kept; in the library
 *
 * Returns: (transfer full) (nullable) (element-type LecNeverPage): in the order in which they were
 *   added; what cannot be read is skipped. %NULL with the errors of lec_data_folder_open()
 */
GPtrArray *lec_never_list_load (const char *root, GError **error);

/**
 * lec_never_list_add:
 * @slide: number of the slide that is never wanted again
 *
 * What was found before stays as it is.
 *
 * Returns: its number in the list; 0 with %LEC_ERROR_USAGE when there is no such slide, what was
 *   read of it is not kept, or the list is full, or the errors of writing it
 */
guint lec_never_list_add (LecReview *review, guint slide, GError **error);

/* %LEC_ERROR_NOT_FOUND when there is no such number. */
gboolean lec_never_list_remove (const char *root, guint number, GError **error);

/**
 * lec_never_list_hand_over:
 * @root: where lectures are kept
 * @folder: of a lecture, or one in its place
 *
 * Puts the pages where the stages that find slides look for them.
 */
gboolean lec_never_list_hand_over (const char *root, const char *folder, GError **error);

G_END_DECLS
