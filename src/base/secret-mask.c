/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No parser of addresses: what is broken has to be hidden, too. A password may
 * hold any of the signs that end other parts of an address, so its end is the
 * last @ before white space.
 */
#include "base/secret-mask.h"

#include <string.h>

#define STARS  "***"
#define SCHEME "://"
#define SPACE  " \t\r\n\v\f"

static const char *const keys[] = { "password", "passwd", "pwd", "auth" };

/* Returns: the end of NAME= at @text when it is the name of a secret, else NULL */
static const char *
skip_key (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gsize length = strlen (keys[i]);

      if (g_ascii_strncasecmp (text, keys[i], length) != 0)
        continue;
      text += length;
      text += strspn (text, " ");
      return *text == '=' ? text + 1 + strspn (text + 1, " ") : NULL;
    }

  return NULL;
}

/* Of what stands behind NAME=, with what sticks to it. */
static gsize
get_value_length (const char *value,
                  const char *end)
{
  gsize length = 0;

  if (*value == '\'')
    for (length = 1; value + length < end && value[length] != '\''; length++)
      if (value[length] == '\\' && value + length + 1 < end)
        length++;

  return MIN (length + strcspn (value + length, SPACE "&"), (gsize) (end - value));
}

/* @text up to @end, with what stands behind names of secrets hidden. */
static void
append_without_values (GString *out,
                       const char *text,
                       const char *end)
{
  while (text < end)
    {
      const char *value = skip_key (text);

      if (value == NULL || value > end)
        {
          g_string_append_c (out, *text++);
          continue;
        }
      g_string_append_len (out, text, value - text);
      text = value + get_value_length (value, end);
      g_string_append (out, STARS);
    }
}

/* Returns: (nullable): the last @ of the address whose scheme has ended at @start */
static const char *
find_at (const char *start,
         const char *end)
{
  const char *at = end;

  while (at > start)
    if (*--at == '@')
      return at;

  return NULL;
}

/* @start: behind "://". */
static void
append_address (GString *out,
                const char *start,
                const char *end)
{
  const char *at = find_at (start, end);
  const char *colon = at != NULL ? memchr (start, ':', (gsize) (at - start)) : NULL;

  if (colon == NULL)
    {
      append_without_values (out, start, end);
      return;
    }
  g_string_append_len (out, start, colon + 1 - start);
  g_string_append (out, STARS);
  append_without_values (out, at, end);
}

/* Returns: what follows what was appended */
static const char *
append_next (GString *out,
             const char *text)
{
  const char *value = skip_key (text);
  const char *end = NULL;

  if (value != NULL)
    {
      g_string_append_len (out, text, value - text);
      g_string_append (out, STARS);
      return value + get_value_length (value, value + strlen (value));
    }
  if (!g_str_has_prefix (text, SCHEME))
    {
      g_string_append_c (out, *text);
      return text + 1;
    }

  g_string_append (out, SCHEME);
  text += strlen (SCHEME);
  end = text + strcspn (text, SPACE);
  append_address (out, text, end);
  return end;
}

char *
lec_secret_mask (const char *text)
{
  GString *out = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  out = g_string_new (NULL);
  while (*text != '\0')
    text = append_next (out, text);

  return g_string_free (out, FALSE);
}

char *
lec_secret_mask_address (const char *address)
{
  const char *scheme = NULL;
  GString *out = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  scheme = strstr (address, SCHEME);
  if (scheme == NULL || strcspn (address, ":/?#@" SPACE) != (gsize) (scheme - address))
    return g_strdup (STARS);

  out = g_string_new (NULL);
  g_string_append_len (out, address, scheme + strlen (SCHEME) - address);
  append_address (out, scheme + strlen (SCHEME), address + strlen (address));
  return g_string_free (out, FALSE);
}
