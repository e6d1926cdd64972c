/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was stored or found is known until the program ends, whether there is a
 * keyring or not. Invariant: known has an entry for each such address, "" for no
 * password.
 */
#include "ui/keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define ADDRESS "address"

struct _LecKeyring
{
  GObject parent_instance;

  GHashTable *known; /* (element-type utf8 utf8): passwords, by address */
  char *failure;     /* (nullable) */
};

enum
{
  PROP_0,
  PROP_FAILURE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecKeyring, lec_keyring, G_TYPE_OBJECT)

static const SecretSchema schema = {
  .name = "org.lectern.Lectern.Server",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { ADDRESS, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* @reason: (nullable) */
static void
note_failure (LecKeyring *self,
              const GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_strcmp0 (self->failure, reason != NULL ? reason->message : NULL) == 0)
    return;

  g_free (self->failure);
  self->failure = reason != NULL ? g_strdup (reason->message) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

static void
forget (gpointer password)
{
  secret_password_wipe (password);
  g_free (password);
}

static void
remember (LecKeyring *self,
          const char *address,
          const char *password)
{
  g_hash_table_insert (self->known, g_strdup (address), g_strdup (password));
}

/* --- Storing --- */

static void
stored_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) reason = NULL;

  secret_password_store_finish (result, &reason);
  note_failure (g_task_get_source_object (task), reason);
  g_task_return_boolean (task, TRUE);
}

/* That there was nothing to be removed is as good. */
static void
removed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  secret_password_clear_finish (result, NULL);
  g_task_return_boolean (task, TRUE);
}

void
lec_keyring_store_async (LecKeyring *self,
                         const char *address,
                         const char *password,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (LEC_IS_KEYRING (self) && address != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, lec_keyring_store_async);
  remember (self, address, password != NULL ? password : "");
  if (password == NULL || *password == '\0')
    {
      secret_password_clear (&schema, NULL, removed_cb, task, ADDRESS, address, NULL);
      return;
    }

  /* Translators: in the desktop's list of passwords; %s is the address of a server */
  label = g_strdup_printf (_ ("Lectern: password for %s"), address);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, stored_cb, task, ADDRESS, address,
                         NULL);
}

void
lec_keyring_store_finish (LecKeyring *self,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- Looking up --- */

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LecKeyring *self = g_task_get_source_object (task);
  g_autoptr (GError) reason = NULL;
  char *password = secret_password_lookup_finish (result, &reason);

  note_failure (self, reason);
  if (password != NULL)
    remember (self, g_task_get_task_data (task), password);
  g_task_return_pointer (task, g_strdup (password), forget);
  secret_password_free (password);
}

void
lec_keyring_lookup_async (LecKeyring *self,
                          const char *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;
  const char *known = NULL;

  g_return_if_fail (LEC_IS_KEYRING (self) && address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_keyring_lookup_async);
  g_task_set_task_data (task, g_strdup (address), g_free);
  known = g_hash_table_lookup (self->known, address);
  if (known == NULL)
    {
      secret_password_lookup (&schema, cancellable, found_cb, task, ADDRESS, address, NULL);
      return;
    }

  g_task_return_pointer (task, *known != '\0' ? g_strdup (known) : NULL, forget);
  g_object_unref (task);
}

char *
lec_keyring_lookup_finish (LecKeyring *self,
                           GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* --- The object --- */

static void
lec_keyring_get_property (GObject *object,
                          guint property,
                          GValue *value,
                          GParamSpec *pspec)
{
  g_value_set_string (value, LEC_KEYRING (object)->failure);
}

static void
lec_keyring_finalize (GObject *object)
{
  LecKeyring *self = LEC_KEYRING (object);

  g_hash_table_unref (self->known);
  g_free (self->failure);

  G_OBJECT_CLASS (lec_keyring_parent_class)->finalize (object);
}

static void
lec_keyring_class_init (LecKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lec_keyring_get_property;
  object_class->finalize = lec_keyring_finalize;
  properties[PROP_FAILURE] =
    g_param_spec_string ("failure", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
lec_keyring_init (LecKeyring *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, forget);
}

LecKeyring *
lec_keyring_new (void)
{
  return g_object_new (LEC_TYPE_KEYRING, NULL);
}

const char *
lec_keyring_get_failure (LecKeyring *self)
{
  g_return_val_if_fail (LEC_IS_KEYRING (self), NULL);

  return self->failure;
}
