/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of the values of an enumeration, as files and commands have them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lec_name_list_find (const char *const *names, gsize n_names, const char *name, guint *index);

G_END_DECLS
