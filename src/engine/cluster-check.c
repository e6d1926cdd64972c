/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goes from the outside to the inside: what is said in the settings, whether the
 * database lets us in, whether its tables are those of this program. Only then
 * the cluster can be opened, and says the rest itself.
 */
#include "engine/cluster-check.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/cluster-admin.h"
#include "engine/cluster-tables.h"
#include "model/finding.h"

static LecError
get_code (const GError *reason)
{
  return reason->domain == LEC_ERROR ? (LecError) reason->code : LEC_ERROR_INTERNAL;
}

/* Returns: (nullable): what to do when the database could not be asked */
static const char *
advise (const GError *reason)
{
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_UNREADABLE))
    return _ ("see to the name of the user and of the database, and to the password");
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_INTERNAL))
    return _ ("see to the address, and whether the server runs and lets this machine in");

  return NULL;
}

static void
add_problem (GPtrArray *findings,
             const char *check,
             const GError *reason,
             const char *advice)
{
  g_ptr_array_add (findings,
                   lec_finding_new_problem (check, get_code (reason), g_strdup (reason->message), g_strdup (advice)));
}

/* @advice: a command of this program */
static void
add_tables_problem (GPtrArray *findings,
                    char *message,
                    const char *advice)
{
  g_ptr_array_add (findings, lec_finding_new_problem ("tables", LEC_ERROR_PROTOCOL, message, g_strdup (advice)));
}

/* Returns: whether they are as this program wants them */
static gboolean
check_tables (GPtrArray *findings,
              const LecClusterTables *tables)
{
  if (tables->is_automatic || tables->version == tables->known_version)
    return TRUE;

  g_ptr_array_add (findings, lec_finding_new_ok ("database", g_strdup (_ ("answers"))));
  if (tables->version == 0)
    add_tables_problem (findings, g_strdup (_ ("there are none yet")), _ ("run “lectern cluster init”"));
  else if (tables->version < tables->known_version)
    add_tables_problem (findings,
                        g_strdup_printf (_ ("they are of version %u, this program needs version %u"), tables->version,
                                         tables->known_version),
                        _ ("run “lectern cluster migrate” when all machines have this program"));
  else
    add_tables_problem (findings,
                        g_strdup_printf (_ ("they are of version %u, this program knows version %u"), tables->version,
                                         tables->known_version),
                        _ ("bring this machine to the version of the others"));
  return FALSE;
}

/* Returns: whether nothing was taken away of them */
static gboolean
check_parts (GPtrArray *findings,
             const LecClusterSettings *settings,
             GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) missing = lec_cluster_tables_list_missing (settings, cancellable, &reason);
  g_autofree char *names = NULL;

  if (missing == NULL)
    {
      add_problem (findings, "database", reason, advise (reason));
      return FALSE;
    }
  if (missing->len == 0)
    return TRUE;

  g_ptr_array_add (missing, NULL);
  names = g_strjoinv (", ", (char **) missing->pdata);
  g_ptr_array_add (findings, lec_finding_new_ok ("database", g_strdup (_ ("answers"))));
  add_tables_problem (findings, g_strdup_printf (_ ("missing: %s"), names),
                      _ ("run “lectern cluster migrate --repair”, which brings back functions and triggers; "
                         "tables and indexes have to come from a backup of the database"));
  return FALSE;
}

/* For itself, where the cluster cannot be opened. */
static void
check_redis (GPtrArray *findings,
             const LecClusterSettings *settings,
             GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecClusterHints) hints =
    settings->redis_url != NULL ? lec_cluster_hints_new (settings->redis_url, NULL, &reason) : NULL;

  if (reason != NULL)
    add_problem (findings, "redis", reason, NULL);
  else
    lec_cluster_admin_check_redis (hints, findings, cancellable);
}

static void
add_tables (GPtrArray *findings,
            const LecClusterTables *tables)
{
  if (!tables->is_automatic)
    g_ptr_array_insert (findings, 1,
                        lec_finding_new_ok ("tables", g_strdup_printf (_ ("of version %u"), tables->version)));
}

/* Returns: (transfer full) (nullable): %NULL with the reason */
static GPtrArray *
check_opened (GHashTable *preferences,
              const LecClusterTables *tables,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LecJobs) jobs = lec_cluster_jobs_open_with (preferences, cancellable, error);
  GPtrArray *findings = jobs != NULL ? lec_cluster_admin_check (jobs, cancellable, error) : NULL;

  if (findings != NULL)
    add_tables (findings, tables);
  return findings;
}

static GPtrArray *
check_settings (GHashTable *preferences,
                const LecClusterSettings *settings,
                GCancellable *cancellable)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  g_autoptr (GError) reason = NULL;
  LecClusterTables tables = { 0 };

  if (!lec_cluster_tables_look (&tables, settings, cancellable, &reason))
    add_problem (findings, "database", reason, advise (reason));
  else if (check_tables (findings, &tables) && check_parts (findings, settings, cancellable))
    {
      GPtrArray *opened = check_opened (preferences, &tables, cancellable, &reason);

      if (opened != NULL)
        return opened;
      add_problem (findings, "cluster", reason, NULL);
    }
  check_redis (findings, settings, cancellable);
  return g_steal_pointer (&findings);
}

GPtrArray *
lec_cluster_check_run (GHashTable *preferences,
                       GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecClusterSettings) settings = lec_cluster_settings_load_with (preferences, &reason);
  GPtrArray *findings = NULL;

  if (settings != NULL && lec_cluster_settings_require (settings, &reason))
    return check_settings (preferences, settings, cancellable);

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  add_problem (findings, "settings", reason, NULL);
  return findings;
}
