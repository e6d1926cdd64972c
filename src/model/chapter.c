/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which chapters there are is said in documents; media writes them.
 */
#include "model/chapter.h"

LecChapter *
lec_chapter_new (double start_s,
                 double end_s,
                 const char *title)
{
  LecChapter *self = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (LecChapter, 1);
  self->start_s = start_s;
  self->end_s = end_s;
  self->title = g_strdup (title);

  return self;
}

void
lec_chapter_free (LecChapter *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self);
}
