/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * lec_replace_question_ask:
 * @paths: (element-type filename): that are there already
 * @answered: (self, const char *response): with "replace", or anything else for no; not any more
 *   once @self is gone
 */
void lec_replace_question_ask (GtkWindow *parent, const GPtrArray *paths, GCallback answered, gpointer self);

G_END_DECLS
