/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection of libpq whose waits end: with the answer, when they are
 * cancelled, or when their time is over.
 */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

typedef PGconn LecPostgresLink;

/**
 * LecPostgresAddress: what a URL says
 * @url: owned; never shown
 * @shown: owned: host, port and name of the database
 * @password: (nullable): owned; to be kept out of messages
 */
typedef struct
{
  char *url;
  char *shown;
  char *password;
} LecPostgresAddress;

LecPostgresAddress *lec_postgres_address_new (const char *url, GError **error);
void lec_postgres_address_free (LecPostgresAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPostgresAddress, lec_postgres_address_free)

/* Returns: (transfer full): what libpq says, on one line, without the password */
char *lec_postgres_address_mask (const LecPostgresAddress *self, const char *message);

LecPostgresLink *lec_postgres_link_open (const LecPostgresAddress *address, GCancellable *cancellable, GError **error);
/* @timeout_us: 0 for none. Returns: (transfer full) (nullable): the last result of what was sent;
 * %NULL: the connection is of no more use */
PGresult *lec_postgres_link_get_result (LecPostgresLink *self,
                                        const LecPostgresAddress *address,
                                        gint64 timeout_us,
                                        GCancellable *cancellable,
                                        GError **error);
/* @is_told: (out): whether somebody has told something on a channel that it listens to. Returns:
 * %FALSE: the connection is of no more use */
gboolean lec_postgres_link_wait_for_notice (LecPostgresLink *self,
                                            const LecPostgresAddress *address,
                                            guint timeout_ms,
                                            GCancellable *cancellable,
                                            gboolean *is_told,
                                            GError **error);
/* What the database has complained about. */
void lec_postgres_set_error (const LecPostgresAddress *address, const PGresult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPostgresLink, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

G_END_DECLS
