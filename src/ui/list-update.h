/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a list say what it should with as little change as there is, so that what
 * is selected, and where a person has scrolled to, stays.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an item is known by, for as long as it is the same. */
typedef gint64 (*LecListKeyFunc) (gpointer item);
/* @item becomes what @wanted is, which has the same key. */
typedef void (*LecListUpdateFunc) (gpointer item, gpointer wanted);

/**
 * lec_list_update:
 * @wanted: (element-type GObject): each key once
 *
 * Items that are there, in the order in which they are wanted, are updated in place; the others
 * go, and new ones come where they belong.
 */
void lec_list_update (GListStore *list, const GPtrArray *wanted, LecListKeyFunc get_key, LecListUpdateFunc update);

G_END_DECLS
