/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns are asked for by names of a list of ours, as far as the database has
 * them, and come as texts that are cut to a length: no picture, no JSON of any
 * depth and no type of anybody's gets here. A table may as well be a view, so
 * that whoever has other names can say what they mean.
 */
#include "engine/seed-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "store/postgres-driver.h"

#define MAX_CHARS  "200000"
#define PAGE_ROWS  200U
#define OWN_COLUMN "fence" /* of slides: no other program's have one */

/* A column of a database that says something. */
typedef struct
{
  const char *name; /* static */
  char *type;
} Column;

static void
column_free (Column *self)
{
  g_free (self->type);
  g_free (self);
}

/**
 * Table:
 * @columns: (element-type Column): empty when there is no such table
 * @is_own: whether it looks like one of this program
 * @parent: (nullable): static: by which column of jobs its rows name their job
 * @key: (nullable): static: in which of its own
 */
typedef struct
{
  GPtrArray *columns;
  gboolean is_own;
  const char *parent;
  const char *key;
} Table;

struct _LecSeedSource
{
  LecSql *sql;
  char *shown;
  Table tables[LEC_N_SEED_TABLES];
  GHashTable *row; /* (nullable): of the job that was read last */
};

static const char *const table_names[] = { "jobs", "job_metrics", "slides" };

G_STATIC_ASSERT (G_N_ELEMENTS (table_names) == LEC_N_SEED_TABLES);

void
lec_seed_source_free (LecSeedSource *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < LEC_N_SEED_TABLES; i++)
    g_clear_pointer (&self->tables[i].columns, g_ptr_array_unref);
  g_clear_pointer (&self->row, g_hash_table_unref);
  g_clear_pointer (&self->sql, lec_sql_close);
  g_free (self->shown);
  g_free (self);
}

/* Ends with its scope: there is nothing to be committed. */
static gboolean
begin_to_read (LecSeedSource *self,
               LecSqlTransaction *transaction,
               GCancellable *cancellable,
               GError **error)
{
  self->sql->cancellable = cancellable;
  return lec_sql_transaction_begin (transaction, self->sql, error) &&
         lec_sql_exec (self->sql, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", NULL, error);
}

/* --- What there is --- */

/* Returns: (transfer none) (nullable) */
static const char *
find_known (LecSeedTable table,
            const char *name)
{
  const char *const *known = lec_seed_job_get_columns (table);

  for (; *known != NULL; known++)
    if (g_str_equal (*known, name))
      return *known;

  return NULL;
}

static gboolean
look_at_table (LecSeedSource *self,
               LecSeedTable table,
               GError **error)
{
  static const char query[] =
    "SELECT attname::text, format_type(atttypid, NULL) FROM pg_catalog.pg_attribute"
    " WHERE attrelid = to_regclass(?1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (self->sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (table_names[table])), error);
  Table *found = &self->tables[table];
  gboolean has_row = TRUE;

  found->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  while (rows != NULL && has_row)
    {
      const char *name = NULL;
      Column *column = NULL;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      name = has_row ? lec_sql_rows_get_text (rows, 0) : "";
      found->is_own = found->is_own || g_str_equal (name, OWN_COLUMN);
      name = find_known (table, name);
      if (name == NULL)
        continue;

      column = g_new0 (Column, 1);
      column->name = name;
      column->type = lec_sql_rows_dup_text (rows, 1);
      g_ptr_array_add (found->columns, column);
    }

  return rows != NULL;
}

/* Returns: (transfer none) (nullable) */
static const Column *
find_column (const Table *table,
             const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (table->columns, i);

      if (g_str_equal (column->name, name))
        return column;
    }

  return NULL;
}

/* The first one that there is. Returns: (transfer none) (nullable) */
static const Column *
find_first (const Table *table,
            const char *const *names)
{
  const Column *column = NULL;

  for (; column == NULL && *names != NULL; names++)
    column = find_column (table, *names);
  return column;
}

/* Jobs may have a number and a name. Rows of other tables mean the one that is of the same type,
 * the name where both are. */
static void
find_keys (LecSeedSource *self)
{
  static const char *const own[] = { "job_id", "id", "uuid", NULL };
  static const char *const theirs[] = { "job_id", "job", NULL };
  Table *jobs = &self->tables[LEC_SEED_JOBS];
  const Column *key = find_first (jobs, own);

  jobs->key = key != NULL ? key->name : NULL;
  for (guint i = LEC_SEED_METRICS; i < LEC_N_SEED_TABLES; i++)
    {
      Table *table = &self->tables[i];
      const Column *child = find_first (table, theirs);

      table->key = child != NULL ? child->name : NULL;
      table->parent = jobs->key;
      for (guint k = 0; child != NULL && own[k] != NULL; k++)
        {
          const Column *parent = find_column (jobs, own[k]);

          if (parent == NULL || !g_str_equal (parent->type, child->type))
            continue;
          table->parent = parent->name;
          break;
        }
    }
}

gboolean
lec_seed_source_has (LecSeedSource *self,
                     LecSeedTable table)
{
  g_return_val_if_fail (self != NULL && table < LEC_N_SEED_TABLES, FALSE);

  return self->tables[table].key != NULL;
}

static gboolean
look (LecSeedSource *self,
      GCancellable *cancellable,
      GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };

  if (!begin_to_read (self, &transaction, cancellable, error))
    return FALSE;
  for (guint i = 0; i < LEC_N_SEED_TABLES; i++)
    if (!look_at_table (self, (LecSeedTable) i, error))
      return FALSE;

  find_keys (self);
  if (self->tables[LEC_SEED_SLIDES].is_own)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                 _ ("the database %s is one of Lectern; what a desk did goes to it with “lectern cluster "
                    "import-local”"),
                 self->shown);
  else if (!lec_seed_source_has (self, LEC_SEED_JOBS))
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                 _ ("the database %s has no table “jobs” that this user can see, or one without job_id and id"),
                 self->shown);
  else
    return TRUE;

  return FALSE;
}

/* What SQLAlchemy says of the driver is nothing of libpq's. Returns: (transfer full) */
static char *
dup_plain_url (const char *url)
{
  const char *plus = strchr (url, '+');
  const char *scheme = strstr (url, "://");

  if (plus == NULL || scheme == NULL || plus > scheme)
    return g_strdup (url);

  return g_strdup_printf ("%.*s%s", (int) (plus - url), url, scheme);
}

LecSeedSource *
lec_seed_source_open (const char *url,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (LecSeedSource) self = g_new0 (LecSeedSource, 1);
  g_autofree char *plain = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  plain = dup_plain_url (url);
  self->sql = lec_postgres_open (plain, LEC_POSTGRES_CLOCK_NONE, cancellable, error);
  if (self->sql == NULL)
    return NULL;
  self->shown = g_strdup (lec_postgres_from_sql (self->sql)->shown);

  return look (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/* --- Rows --- */

/* Moments as seconds since 1970, whatever the server's way to write them. */
static void
append_column (GString *out,
               const Column *column)
{
  const char *separator = out->len > 0 ? ", " : "";
  gboolean is_moment = g_str_has_prefix (column->type, "timestamp") || g_str_equal (column->type, "date") ||
                       g_str_equal (column->type, "interval");

  if (is_moment)
    g_string_append_printf (out, "%sextract(epoch FROM \"%s\")::text", separator, column->name);
  else
    g_string_append_printf (out, "%sleft(\"%s\"::text, " MAX_CHARS ")", separator, column->name);
}

/* Returns: (transfer full) (element-type utf8 utf8): what is NULL is not in it */
static GHashTable *
take_row (const Table *table,
          LecSqlRows *rows)
{
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (table->columns, i);

      if (!lec_sql_rows_is_null (rows, (int) i))
        g_hash_table_insert (row, (gpointer) column->name, lec_sql_rows_dup_text (rows, (int) i));
    }

  return row;
}

/* From @offset on, in an order of which no two differ that say different things. Appends to @out
 * (element-type GHashTable) */
static gboolean
read_page (LecSeedSource *self,
           LecSeedTable table,
           const char *job,
           guint offset,
           GPtrArray *out,
           GError **error)
{
  const Table *asked = &self->tables[table];
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new ("1");
  g_autofree char *query = NULL;
  g_autoptr (LecSqlRows) rows = NULL;
  gboolean has_row = TRUE;

  for (guint i = 0; i < asked->columns->len; i++)
    {
      append_column (columns, g_ptr_array_index (asked->columns, i));
      if (i > 0)
        g_string_append_printf (places, ", %u", i + 1);
    }
  query = g_strdup_printf ("SELECT %s FROM %s WHERE \"%s\"::text = ?1 ORDER BY %s LIMIT %u OFFSET ?2::bigint",
                           columns->str, table_names[table], asked->key, places->str, PAGE_ROWS);
  rows = lec_sql_query (self->sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (job), LEC_SQL_INT (offset)), error);
  while (rows != NULL && has_row)
    {
      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (out, take_row (asked, rows));
    }

  return rows != NULL;
}

/* Returns: (transfer full) (nullable) (element-type GHashTable): @limit of them and no more than a
 * page too many */
static GPtrArray *
read_rows (LecSeedSource *self,
           LecSeedTable table,
           const char *job,
           guint limit,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  guint n_before = 0;

  do
    {
      n_before = rows->len;
      if (!read_page (self, table, job, n_before, rows, error))
        return NULL;
    }
  while (rows->len == n_before + PAGE_ROWS && rows->len <= limit);

  return g_steal_pointer (&rows);
}

static gpointer
read_name (LecSqlRows *row)
{
  return lec_sql_rows_is_null (row, 0) ? g_strdup ("") : lec_sql_rows_dup_text (row, 0);
}

GPtrArray *
lec_seed_source_list (LecSeedSource *self,
                      GCancellable *cancellable,
                      GError **error)
{
  static const char *const ages[] = { "created_at", "created", "submitted_at", "id", NULL };
  g_auto (LecSqlTransaction) transaction = { 0 };
  const Table *jobs = NULL;
  const Column *age = NULL;
  g_autofree char *query = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  jobs = &self->tables[LEC_SEED_JOBS];
  age = find_first (jobs, ages);
  query = g_strdup_printf ("SELECT left(\"%s\"::text, " MAX_CHARS ") FROM jobs ORDER BY \"%s\" NULLS LAST, 1",
                           jobs->key, age != NULL ? age->name : jobs->key);
  if (!begin_to_read (self, &transaction, cancellable, error))
    return NULL;

  return lec_sql_list (self->sql, query, NULL, read_name, g_free, error);
}

LecSeedJob *
lec_seed_source_read (LecSeedSource *self,
                      const char *name,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  g_clear_pointer (&self->row, g_hash_table_unref);
  if (!begin_to_read (self, &transaction, cancellable, error))
    return NULL;
  rows = read_rows (self, LEC_SEED_JOBS, name, 1, error);
  if (rows == NULL)
    return NULL;
  if (rows->len > 0)
    {
      self->row = g_hash_table_ref (g_ptr_array_index (rows, 0));
      return lec_seed_job_new (name, self->row, error);
    }

  if (*name == '\0')
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("it has no name"));
  else
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("it is no longer there"));
  return NULL;
}

/* Returns: (transfer full) (nullable) (element-type GHashTable): none where there is no such table;
 * %NULL on failure */
static GPtrArray *
read_children (LecSeedSource *self,
               LecSeedTable table,
               guint limit,
               GError **error)
{
  const Table *asked = &self->tables[table];
  const char *job = asked->key != NULL ? g_hash_table_lookup (self->row, asked->parent) : NULL;

  return job != NULL ? read_rows (self, table, job, limit, error)
                     : g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
}

gboolean
lec_seed_source_read_rest (LecSeedSource *self,
                           LecSeedJob *job,
                           GCancellable *cancellable,
                           GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GPtrArray) metrics = NULL;
  g_autoptr (GPtrArray) slides = NULL;

  g_return_val_if_fail (self != NULL && self->row != NULL && job != NULL, FALSE);

  if (!begin_to_read (self, &transaction, cancellable, error))
    return FALSE;
  metrics = read_children (self, LEC_SEED_METRICS, 1, error);
  slides = metrics != NULL ? read_children (self, LEC_SEED_SLIDES, LEC_SEED_JOB_MAX_SLIDES, error) : NULL;
  if (slides == NULL)
    return FALSE;

  if (metrics->len > 0)
    lec_seed_job_add_metrics (job, g_ptr_array_index (metrics, metrics->len - 1));
  lec_seed_job_add_slides (job, slides);
  return TRUE;
}
