/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list that shows its first items at once, and those that follow bit by bit.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a window of the usual size has room for. */
#define LEC_GRADUAL_LIST_AT_ONCE 8

#define LEC_TYPE_GRADUAL_LIST (lec_gradual_list_get_type ())
G_DECLARE_FINAL_TYPE (LecGradualList, lec_gradual_list, LEC, GRADUAL_LIST, GObject)

/* A signal "cut": some of what has come, or has taken another's place, is held back: whoever shows
 * the list calls lec_gradual_list_grow() with each frame until there is no more.
 * @model: (transfer full)
 * Returns: (transfer full) */
LecGradualList *lec_gradual_list_new (GListModel *model);
/* Returns: whether there is still more */
gboolean lec_gradual_list_grow (LecGradualList *self);

G_END_DECLS
