/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ISO 8601 in UTC, to the second.
 */
#include "model/created-time.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"

#define MAX_BYTES 128

void
lec_created_time_to_json_member (JsonObject *object,
                                 const char *name,
                                 gint64 created_s)
{
  g_autoptr (GDateTime) time = created_s > 0 ? g_date_time_new_from_unix_utc (created_s) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  lec_json_set_string (object, name, text);
}

gboolean
lec_created_time_from_json_member (JsonObject *object,
                                   const char *name,
                                   gint64 *created_s,
                                   GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (!lec_json_read_string (object, name, LEC_JSON_OPTIONAL, MAX_BYTES, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL || g_date_time_to_unix (time) < 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a time of day"), name);
      return FALSE;
    }

  *created_s = g_date_time_to_unix (time);
  return TRUE;
}
