/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strict: what is not understood to its end is not understood.
 */
#include "engine/setting-value.h"

#include <string.h>

#include "store/store.h"

#define MAX_ORIGINS    32
#define MAX_MEMORY_KIB (G_GUINT64_CONSTANT (1) << 40)

/* What a 64 bit number holds in any case. */
#define MAX_DIGITS 19

/* The units of memory, each 1024 times the one before. */
static const char units[] = "KMG";

static const struct
{
  const char *word;
  gboolean value;
} booleans[] = {
  { "true", TRUE },
  { "yes", TRUE },
  { "on", TRUE },
  { "1", TRUE },
  { "false", FALSE },
  { "no", FALSE },
  { "off", FALSE },
  { "0", FALSE },
};

/* g_ascii_string_to_unsigned() looks at errno, which its first use sets when it has to wait for
 * another thread's first use. Returns: whether @text is of digits alone, and within the limits */
static gboolean
read_digits (const char *text,
             guint64 minimum,
             guint64 maximum,
             guint64 *number)
{
  gsize n_digits = strspn (text, "0123456789");

  if (n_digits == 0 || n_digits > MAX_DIGITS || text[n_digits] != '\0')
    return FALSE;

  *number = g_ascii_strtoull (text, NULL, 10);
  return *number >= minimum && *number <= maximum;
}

gboolean
lec_setting_read_number (const char *text,
                         guint minimum,
                         guint maximum,
                         guint *value)
{
  guint64 number = 0;

  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  if (!read_digits (text, minimum, maximum, &number))
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

gboolean
lec_setting_read_boolean (const char *text,
                          gboolean *value)
{
  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (booleans); i++)
    if (g_ascii_strcasecmp (booleans[i].word, text) == 0)
      {
        *value = booleans[i].value;
        return TRUE;
      }

  return FALSE;
}

gboolean
lec_setting_read_memory (const char *text,
                         guint64 *bytes)
{
  gsize n_digits = 0;
  g_autofree char *digits = NULL;
  const char *suffix = NULL;
  const char *unit = NULL;
  guint64 number = 0;

  g_return_val_if_fail (text != NULL && bytes != NULL, FALSE);

  n_digits = strspn (text, "0123456789");
  digits = g_strndup (text, n_digits);
  suffix = text + n_digits;
  unit = *suffix != '\0' ? strchr (units, g_ascii_toupper (*suffix)) : units;
  if (unit == NULL || (*suffix != '\0' && suffix[1] != '\0') ||
      !read_digits (digits, 1, MAX_MEMORY_KIB, &number) ||
      number > (MAX_MEMORY_KIB >> (10 * (unit - units))))
    return FALSE;

  *bytes = number << (10 * (unit - units + 1));
  return TRUE;
}

gboolean
lec_setting_read_range (const char *text,
                        guint maximum,
                        guint *first,
                        guint *last)
{
  const char *comma = NULL;
  g_autofree char *start = NULL;
  guint low = 0, high = 0;

  g_return_val_if_fail (text != NULL && first != NULL && last != NULL, FALSE);

  comma = strchr (text, ',');
  if (comma == NULL)
    return FALSE;

  start = g_strndup (text, (gsize) (comma - text));
  if (!lec_setting_read_number (start, 1, maximum, &low) ||
      !lec_setting_read_number (comma + 1, low, maximum, &high))
    return FALSE;

  *first = low;
  *last = high;
  return TRUE;
}

static gboolean
has_space (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isspace (*text) || g_ascii_iscntrl (*text))
      return TRUE;

  return FALSE;
}

gboolean
lec_setting_is_address (const char *text,
                        const char *const *schemes)
{
  g_return_val_if_fail (text != NULL && schemes != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || has_space (text))
    return FALSE;

  for (; *schemes != NULL; schemes++)
    if (g_str_has_prefix (text, *schemes))
      return text[strlen (*schemes)] != '\0';

  return FALSE;
}

gboolean
lec_setting_read_queues (const char *text,
                         char ***queues,
                         char **unknown)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (text != NULL && queues != NULL && unknown != NULL, FALSE);

  names = g_strsplit (*text != '\0' ? text : ",", ",", -1);
  for (char **name = names; *name != NULL; name++)
    {
      if (!g_strv_contains (lec_store_get_queue_names (), *name))
        {
          *unknown = g_utf8_make_valid (*name, -1);
          return FALSE;
        }
      if (g_hash_table_add (seen, *name))
        g_strv_builder_add (builder, *name);
    }

  *queues = g_strv_builder_end (builder);
  return TRUE;
}

/* RFC 6454: a scheme, a host, and a port that is not the scheme's own. Returns: (transfer full) */
static char *
join_origin (const char *scheme,
             const char *host,
             int port)
{
  gboolean is_numbers = strchr (host, ':') != NULL;
  int own_port = g_str_equal (scheme, "https") ? 443 : 80;
  g_autofree char *small = g_ascii_strdown (host, -1);
  g_autofree char *behind = port > 0 && port != own_port ? g_strdup_printf (":%d", port) : g_strdup ("");

  return g_strconcat (scheme, "://", is_numbers ? "[" : "", small, is_numbers ? "]" : "", behind, NULL);
}

/* Returns: (transfer full) (nullable) */
static char *
read_origin (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if ((!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) || host == NULL || *host == '\0' ||
      strpbrk (host, " *") != NULL)
    return NULL;
  /* What stands behind says which page, and that is told nobody. */
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      *g_uri_get_path (uri) != '\0')
    return NULL;

  return join_origin (scheme, host, g_uri_get_port (uri));
}

gboolean
lec_setting_read_origins (const char *text,
                          char ***origins)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (text, ",", MAX_ORIGINS + 1);
  gboolean is_any = g_str_equal (text, "*");

  if (*parts == NULL || g_strv_length (parts) > MAX_ORIGINS)
    return FALSE;

  for (char **part = parts; *part != NULL; part++)
    {
      g_autofree char *origin = is_any ? g_strdup ("*") : read_origin (g_strstrip (*part));

      if (origin == NULL)
        return FALSE;
      g_strv_builder_add (builder, origin);
    }

  *origins = g_strv_builder_end (builder);
  return TRUE;
}
