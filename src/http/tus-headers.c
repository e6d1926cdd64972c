/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GLib's base64 leaves out what is none; here that is an error.
 */
#include "http/tus-headers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "http/api-error.h"

#define MAX_LENGTH G_MAXINT64

static gboolean
refuse (const char *header,
        GError **error)
{
  g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("the header “%s” is missing or cannot be read"),
               header);
  return FALSE;
}

gboolean
lec_tus_read_length (const char *header,
                     const char *text,
                     gint64 *length,
                     GError **error)
{
  guint64 value = 0;

  g_return_val_if_fail (header != NULL && length != NULL, FALSE);

  if (text == NULL || !g_ascii_isdigit (*text) ||
      !g_ascii_string_to_unsigned (text, 10, 0, MAX_LENGTH, &value, NULL))
    return refuse (header, error);

  *length = (gint64) value;
  return TRUE;
}

/* RFC 4648, with all of its "=". Returns: (transfer full) (nullable) */
static GBytes *
decode (const char *text)
{
  gsize length = strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "+/");
  gsize n_padding = strspn (text + length, "=");
  gsize n_bytes = 0;
  guchar *bytes = NULL;

  if (text[length + n_padding] != '\0' || (length + n_padding) % 4 != 0 || n_padding > 2)
    return NULL;
  if (length == 0)
    return n_padding == 0 ? g_bytes_new_static ("", 0) : NULL;

  bytes = g_base64_decode (text, &n_bytes);
  return g_bytes_new_take (bytes, n_bytes);
}

/* --- Upload-Metadata --- */

static gboolean
is_name (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  return *text != '\0';
}

/* "name BASE64" or "name" */
static gboolean
add_pair (GHashTable *metadata,
          char *pair)
{
  char *space = strchr (pair, ' ');
  const char *text = space != NULL ? space + 1 : "";
  GBytes *value = NULL;

  if (space != NULL)
    *space = '\0';
  if (!is_name (pair) || g_hash_table_contains (metadata, pair))
    return FALSE;
  value = decode (text);
  if (value == NULL)
    return FALSE;

  g_hash_table_insert (metadata, g_strdup (pair), value);
  return TRUE;
}

GHashTable *
lec_tus_read_metadata (const char *text,
                       GError **error)
{
  g_autoptr (GHashTable) metadata =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_auto (GStrv) pairs = NULL;

  if (text == NULL || *text == '\0')
    return g_steal_pointer (&metadata);
  if (strlen (text) > LEC_TUS_MAX_METADATA)
    {
      refuse ("Upload-Metadata", error);
      return NULL;
    }

  pairs = g_strsplit (text, ",", -1);
  for (char **pair = pairs; *pair != NULL; pair++)
    if (g_hash_table_size (metadata) >= LEC_TUS_MAX_PAIRS || !add_pair (metadata, g_strstrip (*pair)))
      {
        refuse ("Upload-Metadata", error);
        return NULL;
      }

  return g_steal_pointer (&metadata);
}

char *
lec_tus_dup_text (GHashTable *metadata,
                  const char *name)
{
  GBytes *value = NULL;
  gsize length = 0;
  const char *text = NULL;

  g_return_val_if_fail (metadata != NULL && name != NULL, NULL);

  value = g_hash_table_lookup (metadata, name);
  text = value != NULL ? g_bytes_get_data (value, &length) : NULL;
  /* A zero in it is no text. */
  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return NULL;

  return g_strndup (text, length);
}

/* --- Upload-Checksum --- */

static const struct
{
  const char *name;
  GChecksumType type;
} sums[] = {
  { "md5", G_CHECKSUM_MD5 },
  { "sha1", G_CHECKSUM_SHA1 },
  { "sha256", G_CHECKSUM_SHA256 },
  { "sha512", G_CHECKSUM_SHA512 },
};

gboolean
lec_tus_read_sum (const char *text,
                  LecTusSum *sum,
                  GError **error)
{
  const char *space = NULL;
  g_autoptr (GBytes) digest = NULL;

  g_return_val_if_fail (text != NULL && sum != NULL, FALSE);

  space = strchr (text, ' ');
  digest = space != NULL ? decode (space + 1) : NULL;
  for (gsize i = 0; digest != NULL && i < G_N_ELEMENTS (sums); i++)
    if (strlen (sums[i].name) == (gsize) (space - text) && g_str_has_prefix (text, sums[i].name) &&
        g_bytes_get_size (digest) == (gsize) g_checksum_type_get_length (sums[i].type))
      {
        sum->type = sums[i].type;
        sum->length = g_bytes_get_size (digest);
        memcpy (sum->digest, g_bytes_get_data (digest, NULL), sum->length);
        return TRUE;
      }

  return refuse ("Upload-Checksum", error);
}

gboolean
lec_tus_sum_is_of (const LecTusSum *self,
                   GChecksum *checksum)
{
  guint8 digest[sizeof self->digest] = { 0 };
  gsize length = sizeof digest;

  g_return_val_if_fail (self != NULL && checksum != NULL, FALSE);

  g_checksum_get_digest (checksum, digest, &length);
  return length == self->length && memcmp (digest, self->digest, length) == 0;
}
