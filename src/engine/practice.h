/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which questions of a lecture a person has known: one small file a video, by its
 * content, beside the kept lectures, so that it outlives what is read or made again.
 */
#pragma once

#include "engine/review.h"
#include "model/study.h"

G_BEGIN_DECLS

/* In the folder of kept lectures. */
#define LEC_FOLDER_PRACTICE "practice"

typedef enum
{
  LEC_PRACTICE_NEW, /* not asked yet */
  LEC_PRACTICE_KNEW,
  LEC_PRACTICE_MISSED,
} LecPracticeGrade;

typedef struct _LecPractice LecPractice;

/* What a question is known by: the same for as long as it asks the same. (transfer full) */
char *lec_practice_dup_key (const LecQuestion *question);
LecPractice *lec_practice_load (LecReview *review, GError **error);
LecPractice *lec_practice_new (void);
void lec_practice_free (LecPractice *self);
LecPracticeGrade lec_practice_get_grade (const LecPractice *self, const char *key);
gboolean lec_practice_note (LecReview *review, const char *key, gboolean knew, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPractice, lec_practice_free)

G_END_DECLS
