/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file with a host a line in the folder of settings: a person may read it,
 * and take a line out again. Who has agreed to what nobody on the way can read
 * has not agreed to the same without encryption: that is "http://" and the host.
 */
#include "engine/upload-consent.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "base/pending-file.h"

#define MAX_BYTES      (64 * 1024)
#define MAX_HOST_BYTES 300
#define PLAIN          "http://"

static char *
build_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "lectern", "agreed-hosts", NULL);
}

/* Returns: (transfer full): empty where there is none */
static char *
load_text (void)
{
  g_autofree char *path = build_path ();
  gsize length = 0;
  char *text = lec_bounded_file_read (path, MAX_BYTES, &length, NULL);

  return text != NULL ? text : g_strdup ("");
}

/* @host: as lec_upload_consent_add() takes it */
gboolean
lec_upload_consent_has (const char *host)
{
  g_autofree char *text = load_text ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_return_val_if_fail (host != NULL, FALSE);

  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strcasecmp (g_strstrip (*line), host) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_host (const char *text)
{
  const char *host = g_str_has_prefix (text, PLAIN) ? text + strlen (PLAIN) : text;
  gsize length = strlen (host);

  return length > 0 && length <= MAX_HOST_BYTES && strpbrk (host, "/@ \t\r\n") == NULL &&
         g_utf8_validate (host, -1, NULL);
}

/**
 * lec_upload_consent_add:
 * @host: as it was typed: with its port, and with http:// in front for what is not encrypted
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE where it is no name of a machine, or the errors of writing
 */
gboolean
lec_upload_consent_add (const char *host,
                        GError **error)
{
  g_autofree char *path = build_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  if (!is_host (host))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("“%s” is no name of a machine: such as api.example.org, or localhost:8080"), host);
      return FALSE;
    }
  if (lec_upload_consent_has (host))
    return TRUE;

  before = load_text ();
  text = g_strdup_printf ("%s%s%s\n", before, *before != '\0' && !g_str_has_suffix (before, "\n") ? "\n" : "", host);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", folder);
      return FALSE;
    }

  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/* What one agrees to. */
static char *
dup_agreed (const LecUploadDemand *demand)
{
  return g_strconcat (demand->is_encrypted || demand->is_this_machine ? "" : PLAIN, demand->host, NULL);
}

/**
 * lec_upload_consent_obtain:
 * @question: (nullable): asked where nobody has agreed yet; %NULL where nobody is there to answer
 *
 * Returns: whether it may be sent; %FALSE with %LEC_ERROR_NOT_AGREED, which says how to agree
 */
gboolean
lec_upload_consent_obtain (const LecUploadDemand *demand,
                           LecUploadQuestion question,
                           gpointer user_data,
                           GError **error)
{
  g_autofree char *agreed = NULL;
  g_autofree char *size = NULL;

  g_return_val_if_fail (demand != NULL && demand->host != NULL, FALSE);

  agreed = dup_agreed (demand);
  if (lec_upload_consent_has (agreed))
    return TRUE;
  if (question != NULL && question (demand, user_data))
    return lec_upload_consent_add (agreed, error);

  size = g_format_size ((guint64) MAX (demand->max_bytes, 0));
  /* Translators: what would be sent, the machine, how much, what is typed to agree */
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_AGREED,
               _ ("%s was not sent to %s (up to %s): nobody has agreed to that; to agree, once, give "
                  "“lectern transcribe” or “lectern study” --agree %s"),
               demand->what, demand->host, size, agreed);
  return FALSE;
}
