/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern config set-key and forget-key: keys of services in the keyring.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @words (array length=n_words) are that, with the service it is about. */
gboolean lec_config_key_is_meant (const char *const *words, gsize n_words);
/* Returns: the exit code */
int lec_config_key_run (const char *const *words);

G_END_DECLS
