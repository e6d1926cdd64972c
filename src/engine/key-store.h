/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the module that asks the keyring gives to service-key.c, and nothing
 * else needs.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_KEY_STORE_SYMBOL "lec_key_store"

/**
 * LecKeyStore:
 * @keep: @key: (nullable): %NULL to take it away
 * @look_up: @key: (out) (transfer full) (nullable): %NULL where none is kept
 *
 * Both block, on any thread, for as long as the keyring likes. Errors are those of libsecret and
 * GIO, never with a key in them.
 */
typedef struct
{
  gboolean (*keep) (const char *address,
                    const char *label,
                    const char *key,
                    GCancellable *cancellable,
                    GError **error);
  gboolean (*look_up) (const char *address, char **key, GCancellable *cancellable, GError **error);
} LecKeyStore;

extern const LecKeyStore lec_key_store;

G_END_DECLS
