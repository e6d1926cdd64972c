/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was added before, as entries of a menu.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Remembers it. @files: (element-type GFile) */
void lec_recent_menu_remember (GListModel *files);
/* Puts what was added by this program last into @menu, and keeps it so for as long as that lives.
 * Each entry is the action win.add-uris. */
void lec_recent_menu_follow (GMenu *menu);

G_END_DECLS
