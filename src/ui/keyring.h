/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords of the cluster's servers, in the keyring of the desktop. Where there
 * is none, or it does not answer, they are kept until the program ends, and that is
 * said. Main thread; nothing blocks, nothing is logged.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_TYPE_KEYRING (lec_keyring_get_type ())
G_DECLARE_FINAL_TYPE (LecKeyring, lec_keyring, LEC, KEYRING, GObject)

/* Property "failure" (nullable): why passwords are not kept when the program ends; %NULL while
 * nothing is known of that. Signal "found-late": the keyring has answered with a password after
 * whoever has asked was told that there is none. */
LecKeyring *lec_keyring_new (void);
/* For how long an answer is waited for; 10 s unless this is called. */
void lec_keyring_set_patience (LecKeyring *self, guint patience_ms);
const char *lec_keyring_get_failure (LecKeyring *self);

/**
 * lec_keyring_store_async:
 * @address: of the server, without a password
 * @password: (nullable): %NULL and "" for none: what is kept is removed
 *
 * Finishing always succeeds: at least this program knows it then.
 */
void lec_keyring_store_async (LecKeyring *self,
                              const char *address,
                              const char *password,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void lec_keyring_store_finish (LecKeyring *self, GAsyncResult *result);
void lec_keyring_lookup_async (LecKeyring *self,
                               const char *address,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL when none is known (yet), or it was cancelled */
char *lec_keyring_lookup_finish (LecKeyring *self, GAsyncResult *result);

G_END_DECLS
