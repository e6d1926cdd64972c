/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is chosen in a row of choices has room for a few words also where the row is narrow:
 * libadwaita 1.2 cuts it to a letter or two for the sake of the words below the row's name.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @row: chooses of a GtkStringList; the list that it opens stays as it is */
void lec_whole_choice_show (AdwComboRow *row);

G_END_DECLS
