/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the made-up talks are about: word lists a grammar draws from.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CODE_NONE,
  CODE_PYTHON,
  CODE_C,
} SubjectCode;

/* All lists end in %NULL. */
typedef struct
{
  const char *name;
  const char *const *titles;    /* of talks */
  const char *const *things;    /* noun phrases, lower case */
  const char *const *actions;   /* verb phrases that follow "to" */
  const char *const *qualities; /* adjectives */
  const char *const *measures;  /* what is on the axis of a chart */
  const char *const *formulas;  /* Pango markup */
  SubjectCode code;
} Subject;

extern const Subject subjects[];
extern const guint n_subjects;

G_END_DECLS
