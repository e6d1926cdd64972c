/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of speech services and language models, in the keyring of the
 * desktop: each belongs to the address of its service, and is found for no
 * other.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_SERVICE_KEY_MAX_BYTES 4096
/* For how long a keyring is waited for: a person may have to open it. */
#define LEC_SERVICE_KEY_PATIENCE_MS 30000

const char *lec_service_key_find_fault (const char *key);
/* @key: (nullable): wiped first */
void lec_service_key_free (char *key);

/**
 * lec_service_key_keep:
 * @address: of the service
 * @key: (nullable): %NULL to take away what is kept
 *
 * Blocks, as the others do; on any thread.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE for what is no key, %LEC_ERROR_STALLED when the keyring has
 *   not answered in @patience_ms, %LEC_ERROR_INTERNAL when there is none, or
 *   %G_IO_ERROR_CANCELLED; never with the key in it
 */
gboolean lec_service_key_keep (const char *address,
                               const char *key,
                               guint patience_ms,
                               GCancellable *cancellable,
                               GError **error);

/**
 * lec_service_key_look_up:
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when none is kept, else with the
 *   errors of lec_service_key_keep()
 */
char *lec_service_key_look_up (const char *address, guint patience_ms, GCancellable *cancellable, GError **error);

/**
 * lec_service_key_add:
 * @key: (inout) (nullable): one that was set otherwise counts more
 * @reason: (out) (optional): why the keyring could not be asked
 *
 * Before a service is asked. Most that run on one's own machine need no key: that there is none, or
 * no keyring, is no failure.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, and with nothing else
 */
gboolean lec_service_key_add (char **key,
                              const char *address,
                              GError **reason,
                              GCancellable *cancellable,
                              GError **error);

/* @reason: (nullable): as lec_service_key_add() gave it: told with @error where a service has
 *   refused the key, or that there is none */
void lec_service_key_explain (GError **error, const GError *reason);

G_END_DECLS
