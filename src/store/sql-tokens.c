/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens of the service: a row each, by name. Whoever reads the database learns
 * no token of it, only whose there are.
 */
#include <glib/gi18n-lib.h>

#include "store/sql-store-private.h"

gboolean
lec_sql_store_add_token (LecStore *store,
                         const LecToken *token,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char insert[] =
    "INSERT INTO tokens (name, hash, scope, owner, created_at, expires_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN ?6 > 0 THEN ?6 END) ON CONFLICT DO NOTHING";
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);

  if (!lec_sql_exec (sql, insert,
                     LEC_SQL_VALUES (LEC_SQL_TEXT (token->name), LEC_SQL_TEXT (token->hash),
                                     LEC_SQL_TEXT (lec_token_scope_get_name (token->scope)),
                                     LEC_SQL_TEXT (token->owner), LEC_SQL_INT (now_us),
                                     LEC_SQL_INT (token->expires_us)),
                     error))
    return FALSE;
  if (sql->n_changed > 0)
    return TRUE;

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_TAKEN, _ ("there is a token “%s” already"), token->name);
  return FALSE;
}

/* What this version does not know may do least. */
static gpointer
read_token (LecSqlRows *row)
{
  LecToken *token = g_new0 (LecToken, 1);
  const char *scope = lec_sql_rows_get_text (row, 2);

  token->name = lec_sql_rows_dup_text (row, 0);
  token->hash = lec_sql_rows_dup_text (row, 1);
  if (!lec_token_scope_from_name (scope, &token->scope))
    token->scope = LEC_TOKEN_READ;
  token->owner = lec_sql_rows_dup_text (row, 3);
  token->created_us = lec_sql_rows_get_int (row, 4);
  token->expires_us = lec_sql_rows_get_int (row, 5);
  return token;
}

GPtrArray *
lec_sql_store_list_tokens (LecStore *store,
                           const char *hash,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char query[] =
    "SELECT name, hash, scope, owner, created_at, COALESCE(expires_at, 0) FROM tokens"
    " WHERE ?1 IS NULL OR hash = ?1 ORDER BY name";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (hash)), read_token,
                       (GDestroyNotify) lec_token_free, error);
}

gboolean
lec_sql_store_remove_token (LecStore *store,
                            const char *name,
                            GCancellable *cancellable,
                            GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  if (!lec_sql_exec (sql, "DELETE FROM tokens WHERE name = ?", LEC_SQL_VALUES (LEC_SQL_TEXT (name)), error))
    return FALSE;
  if (sql->n_changed > 0)
    return TRUE;

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_TOKEN, _ ("there is no token “%s”"), name);
  return FALSE;
}
