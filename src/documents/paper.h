/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The papers that documents are laid out for. Pure.
 */
#pragma once

#include "model/job-options.h"

G_BEGIN_DECLS

/**
 * LecPaper:
 * @width: in points, likewise @height; upright
 */
typedef struct
{
  double width;
  double height;
} LecPaper;

/* Returns: (transfer none): what is taken unless it is said: A4 */
const LecPaper *lec_paper_get_usual (void);
/* Returns: (transfer none) */
const LecPaper *lec_paper_get (LecPaperSize size);

G_END_DECLS
