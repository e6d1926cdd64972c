/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever gives a PDF, or the wrong file, is told so, and not what topics are in it.
 */
#include "text/syllabus-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "text/syllabus.h"
#include "text/text-charset.h"

static gboolean
has_topics (const char *text)
{
  g_autoptr (GPtrArray) topics = lec_syllabus_read (text);

  return topics->len > 0;
}

static char *
read_text (const char *data,
           gsize length,
           GError **error)
{
  LecTextCharset charset = LEC_TEXT_CHARSET_UTF_8;
  g_autofree char *text = lec_text_charset_decode (data, length, &charset);

  g_strdelimit (text, "\r", '\n');
  if (charset != LEC_TEXT_CHARSET_UTF_16 && memchr (data, '\0', length) != NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("a syllabus is Markdown or plain text"));
  else if (!has_topics (text))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there are no topics in it"));
  else
    return g_steal_pointer (&text);

  return NULL;
}

/**
 * lec_syllabus_file_load:
 * @path: untrusted content
 *
 * Returns: (transfer full) (nullable): text with at least one topic; %NULL with
 *   %LEC_ERROR_NOT_FOUND or _UNREADABLE, whose message names @path
 */
char *
lec_syllabus_file_load (const char *path,
                        GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) reason = NULL;
  char *text = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  data = lec_bounded_file_read (path, LEC_SYLLABUS_MAX_BYTES, &length, &reason);
  if (data != NULL)
    text = read_text (data, length, &reason);
  if (text != NULL)
    return text;

  shown = g_filename_display_name (path);
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL))
    g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, "%s: %s", shown, reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}
