/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings of the cluster: what each may be, which of several values counts, what is said when
 * one is wrong, and that no password is seen anywhere.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/cluster-settings.h"
#include "engine/file-tree.h"
#include "engine/setting-value.h"
#include "store/store.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)

/* Two values that each setting may have, and where it stands in the file. */
static const struct
{
  const char *group;
  const char *values[2];
} samples[LEC_N_SETTINGS] = {
  [LEC_SETTING_DATABASE_URL] = { "cluster", { "postgresql://u:secret@a/b", "sqlite:///srv/c.db" } },
  [LEC_SETTING_REDIS_URL] = { "cluster", { "redis://:secret@a:1/0", "redis://b" } },
  [LEC_SETTING_USE_CLUSTER] = { "cluster", { "false", "yes" } },
  [LEC_SETTING_OWNER] = { "cluster", { "ada", "grace@lab" } },
  [LEC_SETTING_SHARED_FOLDER] = { "cluster", { "/srv/a", "/srv/b" } },
  [LEC_SETTING_BLOB_QUOTA] = { "cluster", { "0", "200G" } },
  [LEC_SETTING_MAX_PER_OWNER] = { "cluster", { "2", "0" } },
  [LEC_SETTING_JOBS_PER_HOUR] = { "cluster", { "20", "10000" } },
  [LEC_SETTING_QUEUES] = { "worker", { "analysis", "extraction,default" } },
  [LEC_SETTING_CONCURRENCY] = { "worker", { "2", "3" } },
  [LEC_SETTING_AUTO_SCALE] = { "worker", { "on", "off" } },
  [LEC_SETTING_MIN_WORKERS] = { "worker", { "1", "2" } },
  [LEC_SETTING_MAX_WORKERS] = { "worker", { "8", "9" } },
  [LEC_SETTING_MAX_TASKS_PER_CHILD] = { "worker", { "1", "100000" } },
  [LEC_SETTING_MAX_MEMORY_PER_CHILD] = { "worker", { "64M", "2G" } },
  [LEC_SETTING_PREFETCH] = { "worker", { "1", "1" } },
  [LEC_SETTING_ACKS_LATE] = { "worker", { "true", "1" } },
  [LEC_SETTING_LEASE] = { "worker", { "2", "600" } },
  [LEC_SETTING_DRAIN_TIMEOUT] = { "worker", { "0", "86400" } },
  [LEC_SETTING_VIDEO_CACHE] = { "worker", { "1M", "50G" } },
  [LEC_SETTING_PART_LENGTH] = { "worker", { "0", "600" } },
  [LEC_SETTING_ALLOW_ORIGIN] = { "server", { "https://lms.example.org,http://localhost:3000", "*" } },
  [LEC_SETTING_REQUESTS_PER_MINUTE] = { "server", { "0", "100000000" } },
  [LEC_SETTING_TOKEN_JOBS_PER_HOUR] = { "server", { "20", "0" } },
  [LEC_SETTING_LOG_LEVEL] = { "log", { "error", "debug" } },
  [LEC_SETTING_LOG_FORMAT] = { "log", { "json", "text" } },
};

typedef struct
{
  GHashTable *flags;
  GStrv environment;
  GPtrArray *files;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->flags = g_hash_table_new (g_str_hash, g_str_equal);
  fixture->environment = g_new0 (char *, 1);
  fixture->files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_settings_file_free);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_hash_table_unref (fixture->flags);
  g_strfreev (fixture->environment);
  g_ptr_array_unref (fixture->files);
}

static void
set_flag (Fixture *fixture,
          const char *name,
          const char *value)
{
  g_hash_table_insert (fixture->flags, (gpointer) name, (gpointer) value);
}

static void
set_variable (Fixture *fixture,
              const char *name,
              const char *value)
{
  fixture->environment = g_environ_setenv (fixture->environment, name, value, TRUE);
}

static void
add_file (Fixture *fixture,
          const char *path,
          const char *text)
{
  g_autoptr (GError) error = NULL;
  LecSettingsFile *file = lec_settings_file_new (path, text, &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->files, file);
}

static LecClusterSettings *
read_givens (Fixture *fixture,
             GError **error)
{
  LecSettingGivens givens = { fixture->flags, (const char *const *) fixture->environment, fixture->files };

  return lec_cluster_settings_new (&givens, error);
}

static LecClusterSettings *
read_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecClusterSettings *settings = read_givens (fixture, &error);

  g_assert_no_error (error);
  return settings;
}

static void
assert_refused (Fixture *fixture,
                const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) settings = read_givens (fixture, &error);

  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_null (settings);
  g_assert_null (strstr (error->message, "secret"));
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
assert_origin (const LecClusterSettings *settings,
               LecSetting setting,
               LecSettingSource source,
               const char *where)
{
  g_assert_cmpuint (settings->origins[setting].source, ==, source);
  g_assert_cmpstr (settings->origins[setting].where, ==, where);
}

/* --- The values --- */

static void
test_numbers (void)
{
  static const char *const wrong[] = { "", " 1", "1 ", "+1", "-1", "1.0", "0x1", "one", "0", "65",
                                       "99999999999999999999" };
  guint value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lec_setting_read_number (wrong[i], 1, 64, &value));
  g_assert_cmpuint (value, ==, 7);
  g_assert_true (lec_setting_read_number ("1", 1, 64, &value));
  g_assert_cmpuint (value, ==, 1);
  g_assert_true (lec_setting_read_number ("64", 1, 64, &value));
  g_assert_cmpuint (value, ==, 64);
}

static void
test_booleans (void)
{
  static const char *const on[] = { "true", "True", "YES", "on", "1" };
  static const char *const off[] = { "false", "False", "NO", "off", "0" };
  static const char *const wrong[] = { "", "2", "truee", " true", "y", "t" };
  gboolean value = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    {
      value = FALSE;
      g_assert_true (lec_setting_read_boolean (on[i], &value) && value);
      g_assert_true (lec_setting_read_boolean (off[i], &value) && !value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lec_setting_read_boolean (wrong[i], &value));
}

static void
test_memory (void)
{
  static const struct
  {
    const char *text;
    guint64 bytes;
  } right[] = {
    { "1", 1024 },
    { "65536", 64 * MIB },
    { "65536K", 64 * MIB },
    { "65536k", 64 * MIB },
    { "800M", 800 * MIB },
    { "800m", 800 * MIB },
    { "2G", 2048 * MIB },
    { "1099511627776", G_GUINT64_CONSTANT (1) << 50 },
  };
  static const char *const wrong[] = { "", "0", "0M", "M", "1T", "1MB", "1 M", " 1M", "-1M", "1.5G",
                                       "1099511627777", "9999999G", "1M1" };
  guint64 bytes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_assert_true (lec_setting_read_memory (right[i].text, &bytes));
      g_assert_cmpuint (bytes, ==, right[i].bytes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lec_setting_read_memory (wrong[i], &bytes));
}

static void
test_ranges (void)
{
  static const char *const wrong[] = { "", "1", ",", "1,", ",1", "2,1", "0,1", "1,65", "1,2,3", "1, 2", "a,b" };
  guint first = 0, last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lec_setting_read_range (wrong[i], 64, &first, &last));
  g_assert_true (lec_setting_read_range ("1,64", 64, &first, &last));
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (last, ==, 64);
  g_assert_true (lec_setting_read_range ("3,3", 64, &first, &last));
}

static void
test_addresses (void)
{
  static const char *const schemes[] = { "redis://", NULL };
  static const char *const wrong[] = { "", "redis://", "redis:/h", "rediss://h", "REDIS://h", " redis://h",
                                       "redis://h ", "redis://a b", "redis://a\nb", "redis://\xff", "h:1" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lec_setting_is_address (wrong[i], schemes));
  g_assert_true (lec_setting_is_address ("redis://h", schemes));
}

static void
test_queues (void)
{
  static const char *const wrong[] = { "", ",", "extraction,", "Extraction", " extraction", "extract" };
  g_autofree char *all = g_strjoinv (",", (GStrv) lec_store_get_queue_names ());
  g_auto (GStrv) queues = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *unknown = NULL;

      g_assert_false (lec_setting_read_queues (wrong[i], &queues, &unknown));
      g_assert_null (queues);
      g_assert_nonnull (unknown);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *unknown = NULL;

      g_clear_pointer (&queues, g_strfreev);
      g_assert_true (lec_setting_read_queues (i == 0 ? all : "analysis,extraction,analysis", &queues, &unknown));
      g_assert_null (unknown);
    }
  joined = g_strjoinv (",", queues);
  g_assert_cmpstr (joined, ==, "analysis,extraction");
}

static void
test_origins (void)
{
  static const char *const wrong[] = {
    "",
    ",",
    "*,https://a.example",
    "https://a.example,",
    "https://a.example/",
    "https://a.example/page",
    "https://ann@a.example",
    "https://a.example?x",
    "https://a.example#x",
    "https://",
    "file:///srv",
    "null",
    "https://*.example",
    "https://a.example:99999",
    "https://a example",
  };
  g_auto (GStrv) origins = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (lec_setting_read_origins (wrong[i], &origins));
      g_assert_null (origins);
    }
  g_assert_true (lec_setting_read_origins (
    "https://A.example:443, http://localhost:3000,HTTP://b.example:80,https://[::1]:8443", &origins));
  joined = g_strjoinv (" ", origins);
  g_assert_cmpstr (joined, ==, "https://a.example http://localhost:3000 http://b.example https://[::1]:8443");
}

/* --- Where values come from --- */

static void
test_defaults (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecClusterSettings) settings = read_well (fixture);

  g_assert_null (settings->database_url);
  g_assert_null (settings->redis_url);
  g_assert_true (settings->uses_cluster);
  g_assert_null (settings->queues);
  g_assert_cmpuint (settings->concurrency, ==, 0);
  g_assert_false (settings->auto_scale);
  g_assert_cmpuint (settings->min_workers, ==, 1);
  g_assert_cmpuint (settings->max_tasks_per_child, ==, 10);
  g_assert_cmpuint (settings->max_memory_per_child_bytes, ==, 0);
  g_assert_cmpuint (settings->lease_s, ==, 30);
  g_assert_cmpuint (settings->drain_timeout_s, ==, 300);
  g_assert_cmpuint (settings->blob_quota_bytes, ==, 100 * 1024 * MIB);
  g_assert_cmpuint (settings->video_cache_bytes, ==, 20 * 1024 * MIB);
  g_assert_cmpuint (settings->part_length_s, ==, 1200);
  g_assert_cmpuint (settings->log_level, ==, LEC_LOG_INFO);
  g_assert_cmpuint (settings->log_format, ==, LEC_LOG_TEXT);
  g_assert_cmpuint (settings->warnings->len, ==, 0);
  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    assert_origin (settings, (LecSetting) i, LEC_SETTING_FROM_DEFAULT, NULL);
}

/* The second value in @source, the first one in all that count less. */
static void
fill_sources (Fixture *fixture,
              LecSetting setting,
              LecSettingSource source)
{
  const char *name = lec_setting_get_name (setting);
  const char *group = samples[setting].group;
  const char *const *values = samples[setting].values;
  g_autofree char *second = g_strdup_printf ("[%s]\n%s = %s\n", group, name, values[1]);
  g_autofree char *first = g_strdup_printf ("[%s]\n%s=%s\n", group, name, values[0]);

  add_file (fixture, "/home/lectern.conf", source == LEC_SETTING_FROM_FILE ? second : first);
  add_file (fixture, "/etc/lectern.conf", first);
  if (source >= LEC_SETTING_FROM_ENVIRONMENT)
    set_variable (fixture, lec_setting_get_variable (setting), values[source == LEC_SETTING_FROM_ENVIRONMENT]);
  if (source == LEC_SETTING_FROM_FLAG)
    set_flag (fixture, name, values[1]);
}

static void
test_each_source (void)
{
  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    for (guint source = LEC_SETTING_FROM_FILE; source <= LEC_SETTING_FROM_FLAG; source++)
      {
        const char *name = lec_setting_get_name ((LecSetting) i);
        g_autofree char *flag = g_strconcat ("--", name, NULL);
        g_autofree char *place = g_strdup_printf ("/home/lectern.conf: [%s] %s", samples[i].group, name);
        const char *const wheres[] = { NULL, NULL, place, lec_setting_get_variable ((LecSetting) i), flag };
        g_autoptr (LecClusterSettings) settings = NULL;
        Fixture fixture = { NULL };

        set_up (&fixture, NULL);
        fill_sources (&fixture, (LecSetting) i, (LecSettingSource) source);
        settings = read_well (&fixture);
        assert_origin (settings, (LecSetting) i, (LecSettingSource) source, wheres[source]);
        g_assert_cmpstr (settings->origins[i].shown, ==, samples[i].values[1]);
        tear_down (&fixture, NULL);
      }
}

static void
test_values_arrive (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (LecClusterSettings) settings = NULL;
  g_autofree char *queues = NULL;

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    set_variable (fixture, lec_setting_get_variable ((LecSetting) i), samples[i].values[i != LEC_SETTING_DATABASE_URL]);
  settings = read_well (fixture);
  queues = g_strjoinv (",", settings->queues);
  g_assert_cmpstr (settings->database_url, ==, "postgresql://u:secret@a/b");
  g_assert_cmpstr (settings->redis_url, ==, "redis://b");
  g_assert_true (settings->uses_cluster);
  g_assert_cmpstr (settings->shared_folder, ==, "/srv/b");
  g_assert_cmpstr (queues, ==, "extraction,default");
  g_assert_cmpuint (settings->concurrency, ==, 3);
  g_assert_false (settings->auto_scale);
  g_assert_cmpuint (settings->min_workers, ==, 2);
  g_assert_cmpuint (settings->max_workers, ==, 9);
  g_assert_cmpuint (settings->max_tasks_per_child, ==, 100000);
  g_assert_cmpuint (settings->max_memory_per_child_bytes, ==, 2048 * MIB);
  g_assert_cmpuint (settings->lease_s, ==, 600);
  g_assert_cmpuint (settings->drain_timeout_s, ==, 86400);
  g_assert_cmpuint (settings->part_length_s, ==, 600);
  g_assert_cmpuint (settings->log_level, ==, LEC_LOG_DEBUG);
  g_assert_cmpuint (settings->log_format, ==, LEC_LOG_TEXT);
  g_assert_cmpuint (settings->warnings->len, ==, 0);
}

/* As a compose file leaves it. */
static void
test_empty_variable (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecClusterSettings) settings = NULL;

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    set_variable (fixture, lec_setting_get_variable ((LecSetting) i), "");
  set_variable (fixture, "CELERY_BROKER_URL", "");
  settings = read_well (fixture);
  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    assert_origin (settings, (LecSetting) i, LEC_SETTING_FROM_DEFAULT, NULL);
  g_assert_cmpuint (settings->warnings->len, ==, 0);
}

static void
test_autoscale (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecClusterSettings) settings = NULL;

  set_variable (fixture, "MAX_WORKERS", "none");
  set_flag (fixture, "autoscale", "2,6");
  settings = read_well (fixture);
  g_assert_true (settings->auto_scale);
  g_assert_cmpuint (settings->min_workers, ==, 2);
  g_assert_cmpuint (settings->max_workers, ==, 6);
  assert_origin (settings, LEC_SETTING_MAX_WORKERS, LEC_SETTING_FROM_FLAG, "--autoscale");

  set_flag (fixture, "autoscale", "6,2");
  assert_refused (fixture, "--autoscale cannot be “6,2”: it has to be MIN,MAX, the smaller number first, from 1 to 64");
}

static void
test_limits (Fixture *fixture,
             gconstpointer data)
{
  set_variable (fixture, "MAX_WORKERS", "2");
  add_file (fixture, "/etc/lectern.conf", "[worker]\nmin-workers=3\n");
  assert_refused (fixture, "/etc/lectern.conf: [worker] min-workers is 3 and MAX_WORKERS is 2: "
                           "the least is more than the most");
}

/* --- What is wrong --- */

#define NO_DATABASE "it begins with postgresql:// or sqlite:/// and has no white space"
#define NO_REDIS    "it begins with redis:// and has no white space"
#define NO_SWITCH   "it has to be true or false"
#define NO_QUEUE    "there is no queue “slides”; the queues are extraction, analysis, generation, maintenance, default"

static const struct
{
  LecSetting setting;
  const char *value;
  const char *shown; /* (nullable): NULL where it is the value */
  const char *reason;
} wrongs[] = {
  { LEC_SETTING_DATABASE_URL, "mysql://u:secret@h/db", "mysql://u:***@h/db", NO_DATABASE },
  { LEC_SETTING_DATABASE_URL, "postgresql://u:secret secret@h", "postgresql://u:***@h", NO_DATABASE },
  { LEC_SETTING_DATABASE_URL, "secret", "***", NO_DATABASE },
  { LEC_SETTING_DATABASE_URL, "sqlite://relative", NULL, NO_DATABASE },
  { LEC_SETTING_REDIS_URL, "rediss://:secret@h", "rediss://:***@h",
    "encrypted connections to Redis are not built in; use redis:// through a tunnel" },
  { LEC_SETTING_REDIS_URL, "amqp://u:secret@h", "amqp://u:***@h", NO_REDIS },
  { LEC_SETTING_USE_CLUSTER, "perhaps", NULL, NO_SWITCH },
  { LEC_SETTING_OWNER, "two words", NULL, "it has to be a name of at most 128 bytes, without white space" },
  { LEC_SETTING_SHARED_FOLDER, "srv", NULL, "it has to be an absolute path, the same one on all machines" },
  { LEC_SETTING_BLOB_QUOTA, "much", NULL,
    "it has to be a size such as 800M or 100G (a bare number counts KiB), and 0 for no limit" },
  { LEC_SETTING_MAX_PER_OWNER, "few", NULL, "it has to be a number from 0 to 10000" },
  { LEC_SETTING_JOBS_PER_HOUR, "10001", NULL, "it has to be a number from 0 to 10000" },
  { LEC_SETTING_QUEUES, "extraction,slides", NULL, NO_QUEUE },
  { LEC_SETTING_CONCURRENCY, "0", NULL, "it has to be a number from 1 to 64" },
  { LEC_SETTING_AUTO_SCALE, "2", NULL, NO_SWITCH },
  { LEC_SETTING_MIN_WORKERS, "0", NULL, "it has to be a number from 1 to 64" },
  { LEC_SETTING_MAX_WORKERS, "65", NULL, "it has to be a number from 1 to 64" },
  { LEC_SETTING_MAX_TASKS_PER_CHILD, "0", NULL, "it has to be a number from 1 to 100000" },
  { LEC_SETTING_MAX_MEMORY_PER_CHILD, "65535", NULL,
    "it has to be a size such as 800M or 2G (a bare number counts KiB), and at least 64M" },
  { LEC_SETTING_VIDEO_CACHE, "1023", NULL,
    "it has to be a size such as 800M or 20G (a bare number counts KiB), and at least 1M" },
  { LEC_SETTING_PREFETCH, "4", NULL,
    "it has to be 1: a task that waits in one worker is one that another could be working on" },
  { LEC_SETTING_ACKS_LATE, "false", NULL,
    "it has to be true: a task that is acknowledged before it is done is lost with its worker" },
  { LEC_SETTING_LEASE, "1", NULL, "it has to be a number from 2 to 600" },
  { LEC_SETTING_DRAIN_TIMEOUT, "86401", NULL, "it has to be a number from 0 to 86400" },
  { LEC_SETTING_PART_LENGTH, "20m", NULL, "it has to be a number from 0 to 86400" },
  { LEC_SETTING_ALLOW_ORIGIN, "lms.example.org", NULL,
    "it has to be an origin such as https://lms.example.org, several with commas between them, or * for any" },
  { LEC_SETTING_REQUESTS_PER_MINUTE, "100000001", NULL, "it has to be a number from 0 to 100000000" },
  { LEC_SETTING_TOKEN_JOBS_PER_HOUR, "-1", NULL, "it has to be a number from 0 to 100000000" },
  { LEC_SETTING_LOG_LEVEL, "INFO", NULL, "it has to be error, warning, info or debug" },
  { LEC_SETTING_LOG_FORMAT, "xml", NULL, "it has to be text or json" },
};

static void
test_wrong (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      const char *variable = lec_setting_get_variable (wrongs[i].setting);
      const char *shown = wrongs[i].shown != NULL ? wrongs[i].shown : wrongs[i].value;
      g_autofree char *message = g_strdup_printf ("%s cannot be “%s”: %s", variable, shown, wrongs[i].reason);
      Fixture fixture = { NULL };

      set_up (&fixture, NULL);
      set_variable (&fixture, variable, wrongs[i].value);
      assert_refused (&fixture, message);
      tear_down (&fixture, NULL);
      g_hash_table_add (seen, GUINT_TO_POINTER (wrongs[i].setting));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, LEC_N_SETTINGS);
}

static void
test_wrong_file (void)
{
  static const char *const texts[] = { "database-url=secret", "[cluster]\nsecret", "[cluster\nsecret=", "[a]\nb=\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_settings_file_new ("/a.conf", texts[i], &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_true (g_str_has_prefix (error->message, "/a.conf cannot be understood"));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_wrong_in_file (Fixture *fixture,
                    gconstpointer data)
{
  add_file (fixture, "/etc/lectern.conf", "# ours\n[worker]\nconcurrency=many\n");
  assert_refused (fixture,
                  "/etc/lectern.conf: [worker] concurrency cannot be “many”: it has to be a number from 1 to 64");
}

/* --- Warnings --- */

static void
assert_warns (Fixture *fixture,
              const char *warning)
{
  g_autoptr (LecClusterSettings) settings = read_well (fixture);

  g_assert_cmpuint (settings->warnings->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (settings->warnings, 0), ==, warning);
}

static void
test_broker (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecClusterSettings) settings = NULL;

  add_file (fixture, "/etc/lectern.conf", "[cluster]\nredis-url=redis://file\n");
  set_variable (fixture, "CELERY_BROKER_URL", "redis://:secret@b");
  assert_warns (fixture, "CELERY_BROKER_URL is read as REDIS_URL; better set that");
  settings = read_well (fixture);
  g_assert_cmpstr (settings->redis_url, ==, "redis://:secret@b");
  assert_origin (settings, LEC_SETTING_REDIS_URL, LEC_SETTING_FROM_ENVIRONMENT, "CELERY_BROKER_URL");

  set_variable (fixture, "REDIS_URL", "redis://a");
  assert_warns (fixture, "CELERY_BROKER_URL is ignored: REDIS_URL counts more");
  set_variable (fixture, "REDIS_URL", "");
  set_variable (fixture, "CELERY_BROKER_URL", "amqp://guest:secret@b");
  assert_refused (fixture, "CELERY_BROKER_URL cannot be “amqp://guest:***@b”: it begins with redis:// and has no "
                           "white space");
}

static void
test_backend (Fixture *fixture,
              gconstpointer data)
{
  set_variable (fixture, "CELERY_RESULT_BACKEND", "redis://:secret@b");
  assert_warns (fixture, "CELERY_RESULT_BACKEND is ignored: results are kept in the database");
}

static void
test_unknown (Fixture *fixture,
              gconstpointer data)
{
  add_file (fixture, "/etc/lectern.conf", "[worker]\nconcurency=2\n");
  assert_warns (fixture, "/etc/lectern.conf: [worker] concurency: there is no such setting");
}

/* --- Routes --- */

static void
test_routes (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecClusterSettings) settings = NULL;

  add_file (fixture, "/home/lectern.conf", "[routes]\nrecognise=default\n");
  add_file (fixture, "/etc/lectern.conf", "[routes]\nrecognise=analysis\ngenerate=default\n");
  settings = read_well (fixture);
  g_assert_cmpuint (g_hash_table_size (settings->routes), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (settings->routes, "recognise"), ==, "default");
  g_assert_cmpstr (g_hash_table_lookup (settings->routes, "generate"), ==, "default");
}

static void
test_wrong_stage (Fixture *fixture,
                  gconstpointer data)
{
  add_file (fixture, "/c", "[routes]\nprobe=default\n");
  assert_refused (fixture, "/c: [routes] probe: there is no task of that name to be sent to a queue");
}

static void
test_wrong_queue (Fixture *fixture,
                  gconstpointer data)
{
  add_file (fixture, "/c", "[routes]\ngenerate=fast\n");
  assert_refused (fixture, "/c: [routes] generate: there is no queue “fast”; the queues are extraction, analysis, "
                           "generation, maintenance, default");
}

/* --- Whether there is a cluster --- */

static void
test_require (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) none = read_well (fixture);
  g_autoptr (LecClusterSettings) set = NULL;
  g_autoptr (LecClusterSettings) off = NULL;

  g_assert_false (lec_cluster_settings_require (none, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "DATABASE_URL"));
  g_clear_error (&error);

  set_variable (fixture, "DATABASE_URL", "postgresql://h/db");
  set = read_well (fixture);
  g_assert_true (lec_cluster_settings_require (set, &error));
  set_variable (fixture, "USE_CELERY", "False");
  off = read_well (fixture);
  g_assert_false (lec_cluster_settings_require (off, &error));
  g_assert_cmpstr (error->message, ==, "the cluster is switched off: USE_CELERY is “False”");
}

/* --- Files --- */

static void
write_file (const char *path,
            const char *text,
            int mode)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static void
test_load (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "lectern", "lectern.conf", NULL);
  g_autoptr (GHashTable) flags = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) private = NULL;
  g_autoptr (LecClusterSettings) public = NULL;

  g_hash_table_insert (flags, (gpointer) "concurrency", (gpointer) "5");
  write_file (path, "[cluster]\ndatabase-url=postgresql://u:secret@h/d\\x\n", 0600);
  private = lec_cluster_settings_load (flags, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (private->database_url, ==, "postgresql://u:secret@h/d\\x");
  g_assert_cmpuint (private->concurrency, ==, 5);
  g_assert_cmpuint (private->warnings->len, ==, 0);

  write_file (path, "[cluster]\ndatabase-url=postgresql://u:secret@h/d\nredis-url=redis://:secret@h/0\n", 0644);
  public = lec_cluster_settings_load (NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (public->warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (public->warnings, 0), "can be read by others"));

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_null (lec_cluster_settings_load (NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-settings-XXXXXX", NULL);
  int status = 0;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster-settings/numbers", test_numbers);
  g_test_add_func ("/cluster-settings/booleans", test_booleans);
  g_test_add_func ("/cluster-settings/memory", test_memory);
  g_test_add_func ("/cluster-settings/ranges", test_ranges);
  g_test_add_func ("/cluster-settings/addresses", test_addresses);
  g_test_add_func ("/cluster-settings/queues", test_queues);
  g_test_add_func ("/cluster-settings/origins", test_origins);
  g_test_add ("/cluster-settings/defaults", Fixture, NULL, set_up, test_defaults, tear_down);
  g_test_add_func ("/cluster-settings/each-source", test_each_source);
  g_test_add ("/cluster-settings/values-arrive", Fixture, NULL, set_up, test_values_arrive, tear_down);
  g_test_add ("/cluster-settings/empty-variable", Fixture, NULL, set_up, test_empty_variable, tear_down);
  g_test_add ("/cluster-settings/autoscale", Fixture, NULL, set_up, test_autoscale, tear_down);
  g_test_add ("/cluster-settings/limits", Fixture, NULL, set_up, test_limits, tear_down);
  g_test_add_func ("/cluster-settings/wrong", test_wrong);
  g_test_add_func ("/cluster-settings/wrong-file", test_wrong_file);
  g_test_add ("/cluster-settings/wrong-in-file", Fixture, NULL, set_up, test_wrong_in_file, tear_down);
  g_test_add ("/cluster-settings/broker", Fixture, NULL, set_up, test_broker, tear_down);
  g_test_add ("/cluster-settings/backend", Fixture, NULL, set_up, test_backend, tear_down);
  g_test_add ("/cluster-settings/unknown", Fixture, NULL, set_up, test_unknown, tear_down);
  g_test_add ("/cluster-settings/routes", Fixture, NULL, set_up, test_routes, tear_down);
  g_test_add ("/cluster-settings/wrong-stage", Fixture, NULL, set_up, test_wrong_stage, tear_down);
  g_test_add ("/cluster-settings/wrong-queue", Fixture, NULL, set_up, test_wrong_queue, tear_down);
  g_test_add ("/cluster-settings/require", Fixture, NULL, set_up, test_require, tear_down);
  g_test_add_func ("/cluster-settings/load", test_load);
  status = g_test_run ();
  lec_file_tree_remove (folder);
  return status;
}
