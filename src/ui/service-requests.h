/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window asks of the speech programs and services that a person has
 * chosen: small files and the keyring, which may not answer. Callbacks come on
 * the main thread; reasons are in %LEC_ERROR, or %G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <gio/gio.h>

#include "engine/service-settings.h"

G_BEGIN_DECLS

/**
 * LecServiceSight: what is set
 * @settings: (element-type LecServiceSetting)
 * @hosts: (element-type utf8): as lec_upload_consent_list() has them
 */
typedef struct
{
  GPtrArray *settings;
  GPtrArray *hosts;
} LecServiceSight;

void lec_service_sight_free (LecServiceSight *self);
/* Returns: (nullable): NULL where there is no such setting */
const LecServiceSetting *lec_service_sight_find (const LecServiceSight *self, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecServiceSight, lec_service_sight_free)

/* @asks_keyring: whether keys that are kept there are among it, which may take some seconds */
void lec_service_requests_look_async (gboolean asks_keyring,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Returns: (transfer full) (nullable) */
LecServiceSight *lec_service_requests_look_finish (GAsyncResult *result, GError **error);

/* As lec_service_settings_choose(). */
void lec_service_requests_choose_async (const char *name,
                                        const char *value,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/**
 * lec_service_requests_keep_key_async:
 * @service: "speech" or "language-model": the key is of the address that is set for it
 * @key: (nullable): %NULL to take away what is kept
 */
void lec_service_requests_keep_key_async (const char *service,
                                          const char *key,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* As lec_upload_consent_remove(). */
void lec_service_requests_forget_host_async (const char *host, GAsyncReadyCallback callback, gpointer user_data);
/* Of each of these. Returns: whether it was done */
gboolean lec_service_requests_change_finish (GAsyncResult *result, GError **error);

G_END_DECLS
