/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes each setting from where it counts most. Which value was wrong and where
 * it came from is said in one place, where the ones with passwords are hidden.
 */
#include "engine/cluster-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/secret-mask.h"
#include "engine/cluster-settings-private.h"
#include "engine/service-settings.h"
#include "engine/setting-value.h"
#include "pipeline/stage.h"
#include "store/store.h"

#define ROUTES           "routes"
#define BROKER_VARIABLE  "CELERY_BROKER_URL"
#define BACKEND_VARIABLE "CELERY_RESULT_BACKEND"
#define AUTOSCALE_FLAG   "autoscale"

static const char *const source_names[] = { "default", "preferences", "file", "environment", "flag" };

const char *
lec_setting_source_get_name (LecSettingSource source)
{
  g_return_val_if_fail (source < G_N_ELEMENTS (source_names), "default");

  return source_names[source];
}

/* --- Taking values --- */

/* Once, however many settings it is true of. */
static void G_GNUC_PRINTF (2, 3)
  warn (LecClusterSettings *self,
        const char *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (!g_ptr_array_find_with_equal_func (self->warnings, text, g_str_equal, NULL))
    g_ptr_array_add (self->warnings, g_steal_pointer (&text));
}

static char *
dup_shown (const LecSettingSpec *spec,
           const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return spec->is_address ? lec_secret_mask_address (valid) : g_steal_pointer (&valid);
}

/* Takes @where. */
static gboolean
take (LecClusterSettings *self,
      LecSetting setting,
      const char *text,
      LecSettingSource source,
      char *where,
      GError **error)
{
  const LecSettingSpec *spec = lec_setting_get_spec (setting);
  LecSettingOrigin *origin = &self->origins[setting];
  g_autoptr (GError) reason = NULL;

  *origin = (LecSettingOrigin){ source, where, dup_shown (spec, text) };
  if (spec->read (self, text, &reason))
    return TRUE;

  /* Translators: a setting, its value, and why it cannot be that */
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s cannot be “%s”: %s"), where, origin->shown, reason->message);
  return FALSE;
}

static char *
describe_place (const LecSettingsFile *file,
                const char *group,
                const char *name)
{
  return g_strdup_printf ("%s: [%s] %s", lec_settings_file_get_path (file), group, name);
}

/* Returns: whether there was no wrong one */
static gboolean
take_from_file (LecClusterSettings *self,
                const LecSettingsFile *file,
                LecSetting setting,
                gboolean *found,
                GError **error)
{
  const LecSettingSpec *spec = lec_setting_get_spec (setting);
  g_autofree char *text = lec_settings_file_dup_value (file, spec->group, spec->name);

  *found = text != NULL && *text != '\0';
  if (!*found)
    return TRUE;
  if (!take (self, setting, text, LEC_SETTING_FROM_FILE, describe_place (file, spec->group, spec->name), error))
    return FALSE;

  if (spec->is_address && lec_settings_file_is_public (file) && strcmp (text, self->origins[setting].shown) != 0)
    warn (self, _ ("%s holds a password and can be read by others: chmod 600 makes it yours"),
          lec_settings_file_get_path (file));
  return TRUE;
}

/* Returns: (nullable): what is not empty */
static const char *
find_variable (const LecSettingGivens *givens,
               const char *name)
{
  const char *value = givens->environment != NULL ? g_environ_getenv ((char **) givens->environment, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
take_broker (LecClusterSettings *self,
             const LecSettingGivens *givens,
             gboolean *found,
             GError **error)
{
  const char *text = find_variable (givens, BROKER_VARIABLE);

  *found = text != NULL;
  if (text == NULL)
    return TRUE;

  warn (self, _ ("%s is read as %s; better set that"), BROKER_VARIABLE,
        lec_setting_get_variable (LEC_SETTING_REDIS_URL));
  return take (self, LEC_SETTING_REDIS_URL, text, LEC_SETTING_FROM_ENVIRONMENT, g_strdup (BROKER_VARIABLE), error);
}

static gboolean
take_from_environment (LecClusterSettings *self,
                       const LecSettingGivens *givens,
                       LecSetting setting,
                       gboolean *found,
                       GError **error)
{
  const char *variable = lec_setting_get_variable (setting);
  const char *text = find_variable (givens, variable);

  *found = text != NULL;
  if (text != NULL)
    return take (self, setting, text, LEC_SETTING_FROM_ENVIRONMENT, g_strdup (variable), error);

  return setting != LEC_SETTING_REDIS_URL || take_broker (self, givens, found, error);
}

static gboolean
take_flag (LecClusterSettings *self,
           const LecSettingGivens *givens,
           LecSetting setting,
           gboolean *found,
           GError **error)
{
  const char *name = lec_setting_get_name (setting);
  const char *text = givens->flags != NULL ? g_hash_table_lookup (givens->flags, name) : NULL;

  *found = text != NULL;
  return text == NULL ||
         take (self, setting, text, LEC_SETTING_FROM_FLAG, g_strconcat ("--", name, NULL), error);
}

static gboolean
take_preference (LecClusterSettings *self,
                 const LecSettingGivens *givens,
                 LecSetting setting,
                 gboolean *found,
                 GError **error)
{
  const char *name = lec_setting_get_name (setting);
  const char *text = givens->preferences != NULL ? g_hash_table_lookup (givens->preferences, name) : NULL;

  *found = text != NULL && *text != '\0';
  return !*found || take (self, setting, text, LEC_SETTING_FROM_PREFERENCES, g_strdup (_ ("Preferences")), error);
}

/* From where it counts most, and from nowhere else. */
static gboolean
resolve (LecClusterSettings *self,
         const LecSettingGivens *givens,
         LecSetting setting,
         GError **error)
{
  const char *default_text = lec_setting_get_spec (setting)->default_text;
  gboolean found = FALSE;

  if (!take_flag (self, givens, setting, &found, error) ||
      (!found && !take_from_environment (self, givens, setting, &found, error)))
    return FALSE;
  for (guint i = 0; givens->files != NULL && i < givens->files->len && !found; i++)
    if (!take_from_file (self, g_ptr_array_index (givens->files, i), setting, &found, error))
      return FALSE;
  if (!found && !take_preference (self, givens, setting, &found, error))
    return FALSE;

  return found || default_text == NULL ||
         take (self, setting, default_text, LEC_SETTING_FROM_DEFAULT, NULL, error);
}

/* --- What is made of several --- */

/* Whether --autoscale says it: then nobody else is asked. */
static gboolean
is_autoscaled (const LecSettingGivens *givens,
               LecSetting setting)
{
  return givens->flags != NULL && g_hash_table_contains (givens->flags, AUTOSCALE_FLAG) &&
         (setting == LEC_SETTING_AUTO_SCALE || setting == LEC_SETTING_MIN_WORKERS ||
          setting == LEC_SETTING_MAX_WORKERS);
}

static void
set_autoscale (LecClusterSettings *self,
               LecSetting setting,
               char *shown)
{
  self->origins[setting] = (LecSettingOrigin){ LEC_SETTING_FROM_FLAG, g_strdup ("--" AUTOSCALE_FLAG), shown };
}

/* --autoscale MIN,MAX says all three. */
static gboolean
take_autoscale (LecClusterSettings *self,
                const LecSettingGivens *givens,
                GError **error)
{
  const char *text = givens->flags != NULL ? g_hash_table_lookup (givens->flags, AUTOSCALE_FLAG) : NULL;
  g_autofree char *shown = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (text == NULL)
    return TRUE;
  if (!lec_setting_read_range (text, LEC_SETTINGS_MAX_CONCURRENCY, &self->min_workers, &self->max_workers))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("--%s cannot be “%s”: it has to be MIN,MAX, the smaller number first, from 1 to %d"),
                   AUTOSCALE_FLAG, shown, LEC_SETTINGS_MAX_CONCURRENCY);
      return FALSE;
    }

  self->auto_scale = TRUE;
  set_autoscale (self, LEC_SETTING_AUTO_SCALE, g_strdup ("true"));
  set_autoscale (self, LEC_SETTING_MIN_WORKERS, g_strdup_printf ("%u", self->min_workers));
  set_autoscale (self, LEC_SETTING_MAX_WORKERS, g_strdup_printf ("%u", self->max_workers));
  return TRUE;
}

/* Returns: where it came from, as far as that is a place */
static const char *
get_place (const LecClusterSettings *self,
           LecSetting setting)
{
  const char *where = self->origins[setting].where;

  return where != NULL ? where : lec_setting_get_name (setting);
}

static gboolean
check_limits (const LecClusterSettings *self,
              GError **error)
{
  if (self->max_workers == 0 || self->min_workers <= self->max_workers)
    return TRUE;

  /* Translators: two settings, with their values */
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is %u and %s is %u: the least is more than the most"),
               get_place (self, LEC_SETTING_MIN_WORKERS), self->min_workers,
               get_place (self, LEC_SETTING_MAX_WORKERS), self->max_workers);
  return FALSE;
}

static gboolean
take_route (LecClusterSettings *self,
            const LecSettingsFile *file,
            const char *stage,
            GError **error)
{
  g_autofree char *queue = lec_settings_file_dup_value (file, ROUTES, stage);
  const LecStage *found = lec_stage_find (stage);
  g_autofree char *place = describe_place (file, ROUTES, stage);
  g_autoptr (GError) reason = NULL;

  if (found == NULL || found->max_attempts == 0)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s: there is no task of that name to be sent to a queue"),
                 place);
  else if (!g_strv_contains (lec_store_get_queue_names (), queue))
    {
      lec_setting_refuse_queue (&reason, queue);
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, "%s: %s", place, reason->message);
    }
  else
    {
      if (!g_hash_table_contains (self->routes, stage))
        g_hash_table_insert (self->routes, g_strdup (stage), g_steal_pointer (&queue));
      return TRUE;
    }

  return FALSE;
}

static gboolean
take_routes (LecClusterSettings *self,
             const LecSettingsFile *file,
             GError **error)
{
  g_auto (GStrv) stages = lec_settings_file_list_names (file, ROUTES);

  for (char **stage = stages; *stage != NULL; stage++)
    if (!take_route (self, file, *stage, error))
      return FALSE;

  return TRUE;
}

static gboolean
is_known (const char *group,
          const char *name)
{
  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    {
      const LecSettingSpec *spec = lec_setting_get_spec ((LecSetting) i);

      if (g_str_equal (spec->group, group) && g_str_equal (spec->name, name))
        return TRUE;
    }

  return g_str_equal (group, ROUTES) || lec_service_settings_knows (group, name);
}

/* A slip of the pen should not go unseen. */
static void
warn_of_unknown (LecClusterSettings *self,
                 const LecSettingsFile *file)
{
  g_auto (GStrv) groups = lec_settings_file_list_groups (file);

  for (char **group = groups; *group != NULL; group++)
    {
      g_auto (GStrv) names = lec_settings_file_list_names (file, *group);

      for (char **name = names; *name != NULL; name++)
        if (!is_known (*group, *name))
          {
            g_autofree char *place = describe_place (file, *group, *name);

            warn (self, _ ("%s: there is no such setting"), place);
          }
    }
}

static void
warn_of_celery (LecClusterSettings *self,
                const LecSettingGivens *givens)
{
  const LecSettingOrigin *redis = &self->origins[LEC_SETTING_REDIS_URL];

  if (find_variable (givens, BACKEND_VARIABLE) != NULL)
    warn (self, _ ("%s is ignored: results are kept in the database"), BACKEND_VARIABLE);
  if (find_variable (givens, BROKER_VARIABLE) != NULL && g_strcmp0 (redis->where, BROKER_VARIABLE) != 0)
    warn (self, _ ("%s is ignored: %s counts more"), BROKER_VARIABLE, redis->where);
}

LecClusterSettings *
lec_cluster_settings_new (const LecSettingGivens *givens,
                          GError **error)
{
  g_autoptr (LecClusterSettings) self = NULL;

  g_return_val_if_fail (givens != NULL, NULL);

  self = g_new0 (LecClusterSettings, 1);
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    if (!is_autoscaled (givens, (LecSetting) i) && !resolve (self, givens, (LecSetting) i, error))
      return NULL;
  if (!take_autoscale (self, givens, error) || !check_limits (self, error))
    return NULL;

  for (guint i = 0; givens->files != NULL && i < givens->files->len; i++)
    {
      if (!take_routes (self, g_ptr_array_index (givens->files, i), error))
        return NULL;
      warn_of_unknown (self, g_ptr_array_index (givens->files, i));
    }
  warn_of_celery (self, givens);

  return g_steal_pointer (&self);
}

/* @flags, @preferences: (nullable) */
static LecClusterSettings *
load (GHashTable *flags,
      GHashTable *preferences,
      GError **error)
{
  g_autoptr (GPtrArray) files = lec_settings_file_load_all (error);
  g_auto (GStrv) environment = g_get_environ ();
  LecSettingGivens givens = { flags, (const char *const *) environment, files, preferences };

  return files != NULL ? lec_cluster_settings_new (&givens, error) : NULL;
}

LecClusterSettings *
lec_cluster_settings_load (GHashTable *flags,
                           GError **error)
{
  return load (flags, NULL, error);
}

LecClusterSettings *
lec_cluster_settings_load_with (GHashTable *preferences,
                                GError **error)
{
  return load (NULL, preferences, error);
}

void
lec_cluster_settings_free (LecClusterSettings *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    {
      g_free (self->origins[i].where);
      g_free (self->origins[i].shown);
    }
  g_free (self->database_url);
  g_free (self->redis_url);
  g_free (self->owner);
  g_free (self->shared_folder);
  g_strfreev (self->queues);
  g_strfreev (self->allow_origins);
  g_hash_table_unref (self->routes);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

gboolean
lec_cluster_settings_require (const LecClusterSettings *self,
                              GError **error)
{
  const LecSettingOrigin *origin = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  origin = &self->origins[LEC_SETTING_USE_CLUSTER];
  if (!self->uses_cluster)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("the cluster is switched off: %s is “%s”"), origin->where,
                 origin->shown);
  else if (self->database_url == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                 _ ("no cluster is set: %s=postgresql://… in the environment, or database-url in [cluster] of "
                    "lectern.conf, says where its database is"),
                 lec_setting_get_variable (LEC_SETTING_DATABASE_URL));

  return self->uses_cluster && self->database_url != NULL;
}
