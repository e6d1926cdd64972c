/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Letters of any script stay; what a file system, a terminal or a shell would
 * take for something else does not.
 */
#include "net/link-name.h"

#include <string.h>

#define MAX_NAME_BYTES   180
#define MAX_ENDING_BYTES 8
#define MAX_SHOWN        300

static const struct
{
  const char *media_type;
  const char *ending;
} endings[] = {
  { "video/mp4", ".mp4" },
  { "video/webm", ".webm" },
  { "video/x-matroska", ".mkv" },
  { "video/quicktime", ".mov" },
  { "video/mp2t", ".ts" },
  { "video/mpeg", ".mpg" },
  { "video/ogg", ".ogv" },
  { "video/x-msvideo", ".avi" },
  { "video/x-flv", ".flv" },
  { "video/x-ms-wmv", ".wmv" },
};

static gboolean
is_kept (gunichar c)
{
  if (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL)
    return FALSE;

  /* Signs that turn the direction of a line are of the type format. */
  return g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT && g_unichar_type (c) != G_UNICODE_PRIVATE_USE;
}

/* Both kinds of slashes: a server on Windows may name its own folder. */
static const char *
find_last_part (const char *text)
{
  const char *last = text;

  for (const char *c = text; *c != '\0'; c++)
    if ((*c == '/' || *c == '\\') && c[1] != '\0')
      last = c + 1;

  return last;
}

/* Returns: (nullable): with its dot */
static const char *
find_ending (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize length = dot != NULL ? strlen (dot) : 0;

  if (dot == NULL || dot == name || length < 3 || length > MAX_ENDING_BYTES)
    return NULL;
  for (const char *c = dot + 1; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      return NULL;

  return dot;
}

static char *
cut (const char *name,
     const char *ending)
{
  gsize room = MAX_NAME_BYTES - strlen (ending);
  const char *end = name;
  g_autofree char *stem = NULL;

  while (*end != '\0' && (gsize) (g_utf8_next_char (end) - name) <= room)
    end = g_utf8_next_char (end);
  stem = g_strndup (name, (gsize) (end - name));

  return g_strconcat (g_strchomp (stem), ending, NULL);
}

static const char *
choose_ending (const char *media_type)
{
  for (gsize i = 0; media_type != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (endings[i].media_type, media_type) == 0)
      return endings[i].ending;

  return "";
}

static char *
take_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *out = g_string_new (NULL);

  for (const char *c = find_last_part (normal); *c != '\0' && *c != '/' && *c != '\\'; c = g_utf8_next_char (c))
    if (is_kept (g_utf8_get_char (c)))
      g_string_append_unichar (out, g_unichar_isspace (g_utf8_get_char (c)) ? ' ' : g_utf8_get_char (c));
    else if (g_utf8_get_char (c) < 0x80 && !g_ascii_iscntrl (*c))
      g_string_append_c (out, '_');

  return g_string_free (out, FALSE);
}

char *
lec_link_name_clean (const char *text,
                     const char *media_type)
{
  g_autofree char *printable = text != NULL ? take_printable (text) : NULL;
  const char *start = printable;
  const char *ending = NULL;
  g_autofree char *stem = NULL;

  /* Neither hidden nor taken for an option. */
  while (start != NULL && *start != '\0' && strchr (". -_", *start) != NULL)
    start++;
  if (start == NULL || *start == '\0')
    return NULL;

  ending = find_ending (start);
  if (ending == NULL)
    return cut (start, choose_ending (media_type));

  stem = g_strndup (start, (gsize) (ending - start));
  return cut (stem, ending);
}

char *
lec_link_name_choose (const char *given,
                      GUri *uri,
                      const char *media_type)
{
  g_autofree char *decoded = NULL;
  char *name = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  name = lec_link_name_clean (given, media_type);
  if (name != NULL)
    return name;

  /* NULL where a slash is hidden in it. */
  decoded = g_uri_unescape_string (find_last_part (g_uri_get_path (uri)), "/");
  name = lec_link_name_clean (decoded, media_type);
  if (name == NULL)
    {
      /* Its end is none of a file. */
      g_autofree char *host = lec_link_name_clean (g_uri_get_host (uri), NULL);

      name = g_strconcat (host != NULL ? host : "video", choose_ending (media_type), NULL);
    }

  return name;
}

/* @end: (nullable) */
static void
append_shown (GString *out,
              const char *text,
              const char *end)
{
  for (const char *c = text; *c != '\0' && c != end && out->len < MAX_SHOWN; c = g_utf8_next_char (c))
    g_string_append_unichar (out, g_unichar_isgraph (g_utf8_get_char (c)) ? g_utf8_get_char (c) : '_');
}

static char *
dup_without_name (const char *address)
{
  g_autofree char *plain = g_strndup (address, strcspn (address, "?#"));
  const char *authority = plain + strspn (plain, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-.");
  const char *at = NULL;
  GString *out = g_string_new (NULL);

  authority = g_str_has_prefix (authority, "://") ? authority + 3 : plain;
  append_shown (out, plain, authority);
  /* Up to the last one: a password may have one in it. */
  at = g_strrstr_len (authority, (gssize) strcspn (authority, "/"), "@");
  append_shown (out, at != NULL ? at + 1 : authority, NULL);

  return g_string_free (out, FALSE);
}

/* What is no address may have a name and a password anywhere: until nothing looks like one. */
char *
lec_link_name_dup_shown (const char *address)
{
  g_autofree char *valid = NULL;
  char *shown = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  valid = g_utf8_make_valid (address, -1);
  shown = dup_without_name (valid);
  while (TRUE)
    {
      g_autofree char *before = shown;

      shown = dup_without_name (before);
      if (g_str_equal (shown, before))
        return shown;
    }
}

gboolean
lec_link_name_is_page_type (const char *media_type)
{
  static const char *const types[] = { "text/", "image/", "application/json", "application/xhtml", "application/xml",
                                       "application/pdf", "application/javascript" };

  for (gsize i = 0; media_type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strncasecmp (media_type, types[i], strlen (types[i])) == 0)
      return TRUE;

  return FALSE;
}

gboolean
lec_link_name_is_address (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0;
}
