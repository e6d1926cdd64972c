/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file with a host a line in the folder of settings: a person may read it,
 * and take a line out again. Who has agreed to what nobody on the way can read
 * has not agreed to the same without encryption: that is "http://" and the host.
 */
#include "engine/upload-consent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "base/pending-file.h"
#include "engine/settings-lock.h"

#define MAX_BYTES      (64 * 1024)
#define MAX_HOST_BYTES 300
#define PLAIN          "http://"

static char *
build_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "lectern", "agreed-hosts", NULL);
}

/* Returns: (transfer full) (nullable): empty where there is none; %NULL with the errors of reading:
 * what cannot be read is not written over */
static char *
load_text (GError **error)
{
  g_autofree char *path = build_path ();
  g_autoptr (GError) reason = NULL;
  gsize length = 0;
  char *text = lec_bounded_file_read (path, MAX_BYTES, &length, &reason);

  if (text == NULL && g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    return g_strdup ("");
  if (text == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return text;
}

static gboolean
save_text (const char *text,
           GError **error)
{
  g_autofree char *path = build_path ();

  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/* @host: as lec_upload_consent_add() takes it */
gboolean
lec_upload_consent_has (const char *host)
{
  g_autofree char *text = load_text (NULL);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  for (char **line = lines; line != NULL && *line != NULL; line++)
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

static gboolean
add_locked (const char *host,
            GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  if (lec_upload_consent_has (host))
    return TRUE;
  before = load_text (error);
  if (before == NULL)
    return FALSE;

  text = g_strdup_printf ("%s%s%s\n", before, *before != '\0' && !g_str_has_suffix (before, "\n") ? "\n" : "", host);
  return save_text (text, error);
}

/**
 * lec_upload_consent_add:
 * @host: as it was typed: with its port, and with http:// in front for what is not encrypted
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE where it is no name of a machine, or the errors of reading
 *   and writing
 */
gboolean
lec_upload_consent_add (const char *host,
                        GError **error)
{
  gboolean is_done = FALSE;
  int lock = -1;

  g_return_val_if_fail (host != NULL, FALSE);

  if (!is_host (host))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("“%s” is no name of a machine: such as api.example.org, or localhost:8080"), host);
      return FALSE;
    }
  lock = lec_settings_lock_take (error);
  if (lock < 0)
    return FALSE;

  is_done = add_locked (host, error);
  lec_settings_lock_release (&lock);
  return is_done;
}

static gboolean
remove_locked (const char *host,
               GError **error)
{
  g_autofree char *before = load_text (error);
  g_auto (GStrv) lines = before != NULL ? g_strsplit (before, "\n", -1) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (lines == NULL)
    return FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *kept = g_strstrip (g_strdup (*line));

      if (*kept != '\0' && g_ascii_strcasecmp (kept, host) != 0)
        g_string_append_printf (text, "%s\n", kept);
    }

  return save_text (text->str, error);
}

/**
 * lec_upload_consent_remove:
 * @host: as lec_upload_consent_list() has it
 *
 * Nothing more is sent there unless somebody agrees once more. That it was not there is as good.
 *
 * Returns: %FALSE with the errors of reading and writing
 */
gboolean
lec_upload_consent_remove (const char *host,
                           GError **error)
{
  gboolean is_done = FALSE;
  int lock = -1;

  g_return_val_if_fail (host != NULL, FALSE);

  lock = lec_settings_lock_take (error);
  if (lock < 0)
    return FALSE;

  is_done = remove_locked (host, error);
  lec_settings_lock_release (&lock);
  return is_done;
}

/**
 * lec_upload_consent_list:
 *
 * Returns: (transfer full) (nullable) (element-type utf8): what was agreed to, each once, oldest
 *   first; what is no name of a machine is left out. %NULL with the errors of reading
 */
GPtrArray *
lec_upload_consent_list (GError **error)
{
  g_autofree char *text = load_text (error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  GPtrArray *hosts = NULL;

  if (lines == NULL)
    return NULL;

  hosts = g_ptr_array_new_with_free_func (g_free);
  for (char **line = lines; *line != NULL; line++)
    if (is_host (g_strstrip (*line)) && !g_ptr_array_find_with_equal_func (hosts, *line, g_str_equal, NULL))
      g_ptr_array_add (hosts, g_strdup (*line));

  return hosts;
}

LecUploadDemand
lec_upload_demand_make (const char *what,
                        const LecServiceDemand *service)
{
  return (LecUploadDemand){ what, service->host, service->is_encrypted, service->is_this_machine, service->max_bytes };
}

LecUploadDemand *
lec_upload_demand_copy (const LecUploadDemand *self)
{
  LecUploadDemand *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->what = g_strdup (self->what);
  copy->host = g_strdup (self->host);
  return copy;
}

void
lec_upload_demand_free (LecUploadDemand *self)
{
  if (self == NULL)
    return;

  g_free ((char *) self->what);
  g_free ((char *) self->host);
  g_free (self);
}

char *
lec_upload_demand_dup_agreed (const LecUploadDemand *self)
{
  g_return_val_if_fail (self != NULL && self->host != NULL, NULL);

  return g_strconcat (self->is_encrypted || self->is_this_machine ? "" : PLAIN, self->host, NULL);
}

char *
lec_upload_demand_describe_refusal (const LecUploadDemand *self)
{
  g_autofree char *size = NULL;

  g_return_val_if_fail (self != NULL && self->host != NULL, NULL);

  if (self->max_bytes <= 0)
    /* Translators: the machine; what would be sent, such as “the sound of the lecture” */
    return g_strdup_printf (_ ("nobody has agreed that this is sent to %s: %s"), self->host, self->what);

  size = g_format_size ((guint64) self->max_bytes);
  /* Translators: the machine, how much, and what, such as “the sound of the lecture” */
  return g_strdup_printf (_ ("nobody has agreed that this is sent to %s (up to %s): %s"), self->host, size, self->what);
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
  g_autofree char *refusal = NULL;

  g_return_val_if_fail (demand != NULL && demand->host != NULL, FALSE);

  agreed = lec_upload_demand_dup_agreed (demand);
  if (lec_upload_consent_has (agreed))
    return TRUE;
  if (question != NULL && question (demand, user_data))
    return lec_upload_consent_add (agreed, error);

  refusal = lec_upload_demand_describe_refusal (demand);
  /* Translators: what was not sent where, and why; what is typed to agree */
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_AGREED,
               _ ("%s; to agree, once, give “lectern transcribe” or “lectern study” --agree %s"), refusal, agreed);
  return FALSE;
}
