/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a service that does as OpenAI's is asked, and what a person has to know
 * before anything goes there. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_service_address_build:
 * @base: what a person gave: with its version ("https://api.openai.com/v1"), or the server alone
 * @path: "chat/completions", …
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_NET_ERROR_ADDRESS
 */
char *lec_service_address_build (const char *base, const char *path, GError **error);

/**
 * LecServiceDemand: what would be sent, to be shown before it is
 * @host: with the port where it is not the usual one
 * @is_encrypted: nobody on the way can read it
 * @is_this_machine: it does not leave it
 * @max_bytes: of all that would be sent, at most
 * @n_requests: in how many pieces
 */
typedef struct
{
  char *host;
  gboolean is_encrypted;
  gboolean is_this_machine;
  gint64 max_bytes;
  guint n_requests;
} LecServiceDemand;

/* @base: as above. Returns: (transfer full) (nullable): without numbers; %NULL with
 *   %LEC_NET_ERROR_ADDRESS */
LecServiceDemand *lec_service_demand_new (const char *base, GError **error);
void lec_service_demand_free (LecServiceDemand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecServiceDemand, lec_service_demand_free)

G_END_DECLS
