/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsecret is in a module, opened for the first key: most lectures need none.
 * A keyring may not answer for as long as it likes, so it is asked on a thread
 * of its own, which nobody waits for longer than he has patience. What the two
 * share has a lock, and is counted: whoever leaves last frees it.
 */
#include "engine/service-key.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>
#include <string.h>

#include "base/error.h"
#include "base/own-library.h"
#include "engine/key-store.h"
#include "net/net-error.h"

#define MODULE  "lectern-keyring." G_MODULE_SUFFIX
#define POLL_MS 100

typedef struct
{
  const LecKeyStore *store;
  char *address;
  char *label; /* (nullable): to be kept or taken away; %NULL to be looked up */
  char *given; /* (nullable) */
  GCancellable *cancellable;
  GMutex lock; /* of what follows */
  GCond over;
  gboolean is_over;
  char *found; /* (nullable) */
  GError *reason;
} Question;

/* --- The module --- */

/* Never closed: libsecret has types and a connection. Returns: (nullable) */
static const LecKeyStore *
open_store (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer store = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_KEY_STORE_SYMBOL, &store);
  return store;
}

static const LecKeyStore *
ensure_store (GError **error)
{
  static gsize opened = 0;
  static const LecKeyStore *store = NULL;
  static char *reason = NULL;

  if (g_once_init_enter (&opened))
    {
      store = open_store ();
      if (store == NULL)
        reason = g_strdup (g_module_error ());
      g_once_init_leave (&opened, 1);
    }

  if (store == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL,
                 /* Translators: %s is what the system says of a file that it cannot open */
                 _ ("this program came without access to keyrings, which needs libsecret (%s)"),
                 reason != NULL ? reason : MODULE);
  return store;
}

/* --- Asking --- */

static void
question_clear (gpointer data)
{
  Question *self = data;

  g_free (self->address);
  g_free (self->label);
  lec_service_key_free (self->given);
  lec_service_key_free (self->found);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->over);
  g_clear_error (&self->reason);
}

static void
question_unref (Question *self)
{
  g_atomic_rc_box_release_full (self, question_clear);
}

static gpointer
ask_thread (gpointer data)
{
  Question *self = data;
  g_autoptr (GError) reason = NULL;
  char *found = NULL;

  if (self->label != NULL)
    self->store->keep (self->address, self->label, self->given, self->cancellable, &reason);
  else
    self->store->look_up (self->address, &found, self->cancellable, &reason);

  g_mutex_lock (&self->lock);
  self->found = found;
  self->reason = g_steal_pointer (&reason);
  self->is_over = TRUE;
  g_cond_signal (&self->over);
  g_mutex_unlock (&self->lock);
  question_unref (self);
  return NULL;
}

/* @label: (nullable): see Question; @key: (nullable) */
static Question *
question_new (const LecKeyStore *store,
              const char *address,
              const char *label,
              const char *key)
{
  Question *self = g_atomic_rc_box_new0 (Question);

  self->store = store;
  self->address = g_strdup (address);
  self->label = g_strdup (label);
  self->given = g_strdup (key);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->over);
  return self;
}

static gboolean
wait_locked (Question *self,
             guint patience_ms,
             GCancellable *cancellable,
             GError **error)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) patience_ms * 1000;

  while (!self->is_over && g_get_monotonic_time () < end_us && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->over, &self->lock, MIN (end_us, g_get_monotonic_time () + POLL_MS * 1000));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!self->is_over)
    g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED,
                 _ ("the keyring has not answered for %.0f s: unlock it if it asks for that"), patience_ms / 1000.0);
  else if (self->reason != NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the keyring cannot be used: %s"), self->reason->message);
  else
    return TRUE;

  return FALSE;
}

/* Takes @self. @found: (out) (optional) (transfer full) (nullable) */
static gboolean
ask (Question *self,
     guint patience_ms,
     char **found,
     GCancellable *cancellable,
     GError **error)
{
  gboolean is_answered = FALSE;
  GThread *thread = g_thread_try_new ("keyring", ask_thread, g_atomic_rc_box_acquire (self), error);

  if (thread == NULL)
    {
      question_unref (self);
      question_unref (self);
      return FALSE;
    }

  g_thread_unref (thread);
  g_mutex_lock (&self->lock);
  is_answered = wait_locked (self, patience_ms, cancellable, error);
  if (is_answered && found != NULL)
    *found = g_steal_pointer (&self->found);
  g_mutex_unlock (&self->lock);
  /* A question that is still shown to a person goes away. */
  g_cancellable_cancel (self->cancellable);
  question_unref (self);
  return is_answered;
}

/* --- What others see --- */

/* Returns: (nullable): why @key is none */
const char *
lec_service_key_find_fault (const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  if (*key == '\0')
    return _ ("there is no key");
  if (strlen (key) > LEC_SERVICE_KEY_MAX_BYTES)
    return _ ("it is too long for a key");
  /* It is sent in one line. */
  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return _ ("a key has letters, digits and signs only");

  return NULL;
}

void
lec_service_key_free (char *key)
{
  if (key != NULL)
    explicit_bzero (key, strlen (key));
  g_free (key);
}

gboolean
lec_service_key_keep (const char *address,
                      const char *key,
                      guint patience_ms,
                      GCancellable *cancellable,
                      GError **error)
{
  const LecKeyStore *store = NULL;
  const char *fault = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  fault = key != NULL ? lec_service_key_find_fault (key) : NULL;
  if (fault != NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, fault);
      return FALSE;
    }
  store = ensure_store (error);
  if (store == NULL)
    return FALSE;

  /* Translators: in the desktop's list of passwords; %s is the address of a service */
  label = g_strdup_printf (_ ("Lectern: key for %s"), address);
  return ask (question_new (store, address, label, key), patience_ms, NULL, cancellable, error);
}

char *
lec_service_key_look_up (const char *address,
                         guint patience_ms,
                         GCancellable *cancellable,
                         GError **error)
{
  const LecKeyStore *store = NULL;
  char *key = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  store = ensure_store (error);
  if (store == NULL || !ask (question_new (store, address, NULL, NULL), patience_ms, &key, cancellable, error))
    return NULL;

  return key;
}

gboolean
lec_service_key_add (char **key,
                     const char *address,
                     GError **reason,
                     GCancellable *cancellable,
                     GError **error)
{
  GError *own = NULL;

  g_return_val_if_fail (key != NULL && address != NULL, FALSE);

  if (*key != NULL)
    return TRUE;

  *key = lec_service_key_look_up (address, LEC_SERVICE_KEY_PATIENCE_MS, cancellable, &own);
  if (g_error_matches (own, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, own);
      return FALSE;
    }
  if (own != NULL)
    g_propagate_error (reason, own);
  return TRUE;
}

void
lec_service_key_explain (GError **error,
                         const GError *reason)
{
  if (reason != NULL && error != NULL && g_error_matches (*error, LEC_NET_ERROR, LEC_NET_ERROR_REFUSED))
    g_prefix_error (error, "%s; ", reason->message);
}
