/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The papers that documents are laid out for. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecPaper:
 * @name: on the command line
 * @width: in points, likewise @height; upright
 */
typedef struct
{
  const char *name;
  double width;
  double height;
} LecPaper;

/* Returns: (transfer none): what is taken unless it is said: A4 */
const LecPaper *lec_paper_get_usual (void);
/* Returns: (transfer none) (nullable) */
const LecPaper *lec_paper_find (const char *name);

G_END_DECLS
