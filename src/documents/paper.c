/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table; the first one is the usual one.
 */
#include "documents/paper.h"

static const LecPaper papers[] = {
  { "a4", 595.28, 841.89 },
  { "letter", 612, 792 },
};

const LecPaper *
lec_paper_get_usual (void)
{
  return &papers[0];
}

const LecPaper *
lec_paper_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].name, name))
      return &papers[i];

  return NULL;
}
