/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys in the keyring of the desktop, in the form in which the window keeps
 * passwords of servers there: by address.
 */
#include <libsecret/secret.h>

#include "engine/key-store.h"

#define ADDRESS "address"

static const SecretSchema schema = {
  .name = "org.lectern.Lectern.Server",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { ADDRESS, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* A keyring that was started again knows nothing of what was begun with the one before: what is
 * asked next begins anew. */
static gboolean
end (GError **error,
     GError *reason)
{
  if (reason == NULL)
    return TRUE;

  secret_service_disconnect ();
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
keep (const char *address,
      const char *label,
      const char *key,
      GCancellable *cancellable,
      GError **error)
{
  GError *reason = NULL;

  if (key != NULL)
    secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, &reason, ADDRESS, address,
                                NULL);
  else
    /* That there was none is as good. */
    secret_password_clear_sync (&schema, cancellable, &reason, ADDRESS, address, NULL);

  return end (error, reason);
}

static gboolean
look_up (const char *address,
         char **key,
         GCancellable *cancellable,
         GError **error)
{
  GError *reason = NULL;
  char *found = secret_password_lookup_sync (&schema, cancellable, &reason, ADDRESS, address, NULL);

  *key = g_strdup (found);
  secret_password_free (found);
  return end (error, reason);
}

const LecKeyStore lec_key_store = { keep, look_up };
