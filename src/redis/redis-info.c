/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the answer to INFO: lines of "name:value". None of it is trusted: what
 * is missing or malformed is unknown, and of the unknown nothing is said.
 */
#include "redis/redis-info.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_VALUE_BYTES 100
#define MINIMUM_MAJOR   6
#define MINIMUM_MINOR   2

/* Less than this is left: the next announcement may be refused. */
#define FULL_RATIO .9

/**
 * lec_redis_info_dup_value:
 * @text: the answer to INFO
 *
 * Returns: (transfer full) (nullable): what it says of @name, when that is printable and short
 */
char *
lec_redis_info_dup_value (const char *text,
                          const char *name)
{
  gsize length = 0;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  length = strlen (name);
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      gsize end = 0;

      line += *line == '\n';
      if (strncmp (line, name, length) != 0 || line[length] != ':')
        continue;
      line += length + 1;
      while (g_ascii_isprint (line[end]))
        end++;
      return end > 0 && end <= MAX_VALUE_BYTES ? g_strndup (line, end) : NULL;
    }

  return NULL;
}

/* Returns: 0 where it is no number */
static gint64
read_number (const char *text,
             const char *name)
{
  g_autofree char *value = lec_redis_info_dup_value (text, name);
  gint64 number = 0;

  if (value == NULL || !g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &number, NULL))
    return 0;

  return number;
}

/**
 * lec_redis_info_parse:
 * @text: the answer to INFO, or anything else
 *
 * Returns: (transfer full)
 */
LecRedisInfo *
lec_redis_info_parse (const char *text)
{
  LecRedisInfo *self = NULL;
  g_autofree char *role = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (LecRedisInfo, 1);
  role = lec_redis_info_dup_value (text, "role");
  self->version = lec_redis_info_dup_value (text, "redis_version");
  self->run_id = lec_redis_info_dup_value (text, "run_id");
  self->eviction = lec_redis_info_dup_value (text, "maxmemory_policy");
  self->used_memory_bytes = read_number (text, "used_memory");
  self->max_memory_bytes = read_number (text, "maxmemory");
  self->is_replica = g_strcmp0 (role, "slave") == 0;
  self->is_loading = read_number (text, "loading") == 1;
  self->has_append_file = read_number (text, "aof_enabled") == 1;
  return self;
}

void
lec_redis_info_free (LecRedisInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->run_id);
  g_free (self->eviction);
  g_free (self);
}

static gboolean
is_old (const char *version)
{
  guint64 major = 0;
  guint64 minor = 0;
  g_auto (GStrv) parts = version != NULL ? g_strsplit (version, ".", 3) : NULL;

  if (parts == NULL || g_strv_length (parts) < 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, 1000, &major, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, 1000, &minor, NULL))
    return FALSE;

  return major < MINIMUM_MAJOR || (major == MINIMUM_MAJOR && minor < MINIMUM_MINOR);
}

/**
 * lec_redis_info_list_warnings:
 *
 * Returns: (transfer full) (array zero-terminated=1): a sentence for each thing to set right, for
 *   who looks after the server; empty when all is well
 */
char **
lec_redis_info_list_warnings (const LecRedisInfo *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (is_old (self->version))
    g_strv_builder_add (builder, _ ("this Redis is too old: version 6.2 or later is needed"));
  if (self->is_replica)
    g_strv_builder_add (builder, _ ("this Redis is a replica, which takes no changes: give the address of its master"));
  if (self->is_loading)
    g_strv_builder_add (builder, _ ("Redis is still reading its data"));
  if (self->eviction != NULL && !g_str_equal (self->eviction, "noeviction"))
    {
      g_autofree char *warning =
        g_strdup_printf (_ ("maxmemory-policy is %s: Redis may throw queues away when it is full; "
                            "set it to noeviction"),
                         self->eviction);

      g_strv_builder_add (builder, warning);
    }
  if (self->max_memory_bytes > 0 &&
      (double) self->used_memory_bytes > FULL_RATIO * (double) self->max_memory_bytes)
    g_strv_builder_add (builder, _ ("Redis is nearly full: raise its maxmemory"));
  if (self->version != NULL && !self->has_append_file)
    g_strv_builder_add (builder, _ ("appendonly is off: hints to workers are lost when Redis is restarted, which "
                                    "costs time and no job"));

  return g_strv_builder_end (builder);
}
