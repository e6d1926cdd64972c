/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table, in points.
 */
#include "documents/paper.h"

static const LecPaper papers[] = {
  [LEC_PAPER_A4] = { 595.28, 841.89 },
  [LEC_PAPER_LETTER] = { 612, 792 },
};

const LecPaper *
lec_paper_get_usual (void)
{
  return &papers[LEC_PAPER_A4];
}

const LecPaper *
lec_paper_get (LecPaperSize size)
{
  g_return_val_if_fail (size >= 0 && size < G_N_ELEMENTS (papers), lec_paper_get_usual ());

  return &papers[size];
}
