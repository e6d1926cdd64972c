/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An hour of lecture as documents are made of it: sixty slides that are drawn,
 * what is said over them, and what there is to study.
 */
#pragma once

#include "documents/material.h"

G_BEGIN_DECLS

#define DRAWN_HOUR_SLIDES 60u
#define DRAWN_HOUR_WORDS  9000u
/* What one slide is called; there is an entry of the glossary like it. */
#define DRAWN_HOUR_MARKUP "<script>document.title = 'broken'</script>"

typedef struct _DrawnHour DrawnHour;

/* @texts: folder of the labelled lectures. Returns: (transfer full) (nullable) */
DrawnHour *drawn_hour_new (const char *texts, GError **error);
void drawn_hour_free (DrawnHour *self);
const LecCourse *drawn_hour_get_course (const DrawnHour *self);
/* Where its pictures are, and whatever is put there goes with them. */
const char *drawn_hour_get_folder (const DrawnHour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DrawnHour, drawn_hour_free)

G_END_DECLS
