/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file's moment is a media fragment (#t=). Pages have ways of their own: the
 * few that are known stand in a table, by what their makers document.
 */
#include "model/video-origin.h"

#include <string.h>

#define FLAGS         (G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD)
#define MAX_KEY_BYTES 64
#define STAYS         "!$&'()*+,;=:/?#[]@%" /* what has a meaning in an address */

/* @path: how it begins
 * @key: (nullable): in the query, what names the video
 * @moment: comes before the seconds
 * @unit: after them */
static const struct
{
  const char *host; /* or one below it */
  const char *path;
  const char *key;
  const char *moment;
  const char *unit;
} pages[] = {
  { "youtube.com", "/watch", "v", "&t=", "s" },
  { "youtube.com", "/live/", NULL, "?t=", "s" },
  { "youtu.be", "/", NULL, "?t=", "s" },
  { "vimeo.com", "/", NULL, "#t=", "s" },
  { "panopto.com", "/Panopto/Pages/Viewer.aspx", "id", "&start=", "" },
  { "panopto.eu", "/Panopto/Pages/Viewer.aspx", "id", "&start=", "" },
};

/* Returns: (transfer full) (nullable) */
static GUri *
parse (const char *address)
{
  g_autoptr (GUri) uri = g_utf8_validate (address, -1, NULL) ? g_uri_parse (address, FLAGS, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || !(g_str_equal (scheme, "http") || g_str_equal (scheme, "https")))
    return NULL;

  return g_steal_pointer (&uri);
}

static gboolean
is_host (const char *host,
         const char *wanted)
{
  gsize length = strlen (host), wanted_length = strlen (wanted);
  const char *end = length >= wanted_length ? host + length - wanted_length : NULL;

  return end != NULL && g_ascii_strcasecmp (end, wanted) == 0 && (end == host || end[-1] == '.');
}

/* Returns: an index of @pages; their number for a page that is not known */
static gsize
find_page (GUri *uri)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (pages) && !(is_host (g_uri_get_host (uri), pages[i].host) &&
                                       g_str_has_prefix (g_uri_get_path (uri), pages[i].path)))
    i++;

  return i;
}

/* Letters, digits, "-" and "_" only: nothing else hides in it. Returns: (transfer full) (nullable):
 * as it stands in a query */
static char *
dup_key (GUri *uri,
         const char *name)
{
  const char *query = name != NULL ? g_uri_get_query (uri) : NULL;
  g_autoptr (GHashTable) values =
    query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *value = values != NULL ? g_hash_table_lookup (values, name) : NULL;
  gsize length = value != NULL ? strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") : 0;

  if (length == 0 || length > MAX_KEY_BYTES || value[length] != '\0')
    return NULL;

  return g_strconcat (name, "=", value, NULL);
}

/* Returns: (transfer full) */
static char *
clean (GUri *uri)
{
  gsize page = find_page (uri);
  g_autofree char *key = page < G_N_ELEMENTS (pages) ? dup_key (uri, pages[page].key) : NULL;
  g_autoptr (GUri) plain = g_uri_build (FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                                        g_uri_get_port (uri), g_uri_get_path (uri), key, NULL);
  g_autofree char *text = g_uri_to_string (plain);

  return g_uri_escape_string (text, STAYS, FALSE);
}

char *
lec_video_origin_clean (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  uri = parse (address);
  return uri != NULL ? clean (uri) : NULL;
}

char *
lec_video_origin_make_link (const char *address,
                            gboolean is_page,
                            double time_s)
{
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GUri) uri = NULL;
  g_autofree char *plain = NULL;
  gsize page = 0;

  g_return_val_if_fail (address != NULL && time_s >= 0, NULL);

  uri = parse (address);
  if (uri == NULL)
    return NULL;

  plain = clean (uri);
  page = find_page (uri);
  if (page < G_N_ELEMENTS (pages))
    {
      g_autofree char *key = dup_key (uri, pages[page].key);

      /* A page that does not say which video shows no moment of it. */
      if (pages[page].key != NULL && key == NULL)
        return g_steal_pointer (&plain);
      return g_strdup_printf ("%s%s%" G_GINT64_FORMAT "%s", plain, pages[page].moment, (gint64) time_s,
                              pages[page].unit);
    }
  if (is_page)
    return g_steal_pointer (&plain);

  g_ascii_formatd (seconds, sizeof seconds, "%.1f", time_s);
  return g_strconcat (plain, "#t=", seconds, NULL);
}
