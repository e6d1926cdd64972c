/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a word sounds, as far as its letters say. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lec_sound_form_make (const char *word);
char *lec_sound_form_make_skeleton (const char *form);

G_END_DECLS
