/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each on a thread of its own: a keyring that hangs is in nobody's way. A key is
 * wiped when it has been handed over.
 */
#include "ui/service-requests.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/service-key.h"
#include "engine/upload-consent.h"

void
lec_service_sight_free (LecServiceSight *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->settings, g_ptr_array_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_free (self);
}

const LecServiceSetting *
lec_service_sight_find (const LecServiceSight *self,
                        const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->settings->len; i++)
    {
      const LecServiceSetting *setting = g_ptr_array_index (self->settings, i);

      if (g_str_equal (setting->name, name))
        return setting;
    }

  return NULL;
}

/* --- Looking --- */

static void
look_in_thread (GTask *task,
                gpointer source,
                gpointer asks_keyring,
                GCancellable *cancellable)
{
  g_autoptr (LecServiceSight) sight = g_new0 (LecServiceSight, 1);
  GError *error = NULL;

  sight->settings = GPOINTER_TO_INT (asks_keyring) ? lec_service_settings_list (&error)
                                                   : lec_service_settings_list_without_keyring (&error);
  if (sight->settings != NULL)
    sight->hosts = lec_upload_consent_list (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&sight), (GDestroyNotify) lec_service_sight_free);
}

void
lec_service_requests_look_async (gboolean asks_keyring,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, lec_service_requests_look_async);
  g_task_set_task_data (task, GINT_TO_POINTER (asks_keyring), NULL);
  g_task_run_in_thread (task, look_in_thread);
}

LecServiceSight *
lec_service_requests_look_finish (GAsyncResult *result,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Changing --- */

typedef struct
{
  char *name;
  char *value; /* (nullable): may be a key */
  gboolean (*func) (const char *name, const char *value, GError **error);
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->name);
  lec_service_key_free (change->value);
  g_free (change);
}

static void
change_in_thread (GTask *task,
                  gpointer source,
                  gpointer data,
                  GCancellable *cancellable)
{
  const Change *change = data;
  GError *error = NULL;

  if (change->func (change->name, change->value, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @tag: of the request. @value: (nullable) */
static void
begin_change (gpointer tag,
              gboolean (*func) (const char *name, const char *value, GError **error),
              const char *name,
              const char *value,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);

  *change = (Change){ g_strdup (name), g_strdup (value), func };
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, change, change_free);
  g_task_run_in_thread (task, change_in_thread);
}

void
lec_service_requests_choose_async (const char *name,
                                   const char *value,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (name != NULL);

  begin_change (lec_service_requests_choose_async, lec_service_settings_choose, name, value, callback, user_data);
}

static gboolean
keep_key (const char *service,
          const char *key,
          GError **error)
{
  g_autoptr (LecServiceSettings) settings = lec_service_settings_load (error);
  const char *address = NULL;

  if (settings == NULL)
    return FALSE;

  address = g_str_equal (service, "speech") ? settings->speech_address : settings->model_address;
  if (address != NULL)
    return lec_service_key_keep (address, key, LEC_SERVICE_KEY_PATIENCE_MS, NULL, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("a key belongs to the address of its service, and there is none"));
  return FALSE;
}

void
lec_service_requests_keep_key_async (const char *service,
                                     const char *key,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (service != NULL);

  begin_change (lec_service_requests_keep_key_async, keep_key, service, key, callback, user_data);
}

static gboolean
forget_host (const char *host,
             const char *value,
             GError **error)
{
  return lec_upload_consent_remove (host, error);
}

void
lec_service_requests_forget_host_async (const char *host,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (host != NULL);

  begin_change (lec_service_requests_forget_host_async, forget_host, host, NULL, callback, user_data);
}

gboolean
lec_service_requests_change_finish (GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
