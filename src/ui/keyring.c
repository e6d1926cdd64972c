/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was stored or found is known until the program ends, whether there is a
 * keyring or not. A keyring may not answer for as long as it likes, be it that it has
 * hung or that it asks for its own password: nobody waits for it longer than some
 * seconds, and what it says later is still heard. Invariants: known has an entry for
 * each such address, "" for no password; asked has one for each address that the
 * keyring has not answered for.
 */
#include "ui/keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define ADDRESS     "address"
#define PATIENCE_MS 10000

struct _LecKeyring
{
  GObject parent_instance;

  GHashTable *known; /* (element-type utf8 utf8): passwords, by address */
  GHashTable *asked; /* (element-type utf8 Question): unowned, by address */
  guint n_late;      /* of those, how many nobody waits for any more */
  guint patience_ms;
  char *failure; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_FAILURE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  FOUND_LATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecKeyring, lec_keyring, G_TYPE_OBJECT)

static const SecretSchema schema = {
  .name = "org.lectern.Lectern.Server",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { ADDRESS, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* @reason: (nullable) */
static void
set_failure (LecKeyring *self,
             const char *reason)
{
  if (g_strcmp0 (self->failure, reason) == 0)
    return;

  g_free (self->failure);
  self->failure = g_strdup (reason);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

/* A keyring that was started again knows nothing of what was begun with the one before: the next
 * that is asked of it begins anew. @reason: (nullable) */
static void
note_answer (LecKeyring *self,
             const GError *reason)
{
  if (reason != NULL)
    secret_service_disconnect ();
  set_failure (self, reason != NULL ? reason->message : NULL);
}

static void
note_silence (LecKeyring *self)
{
  guint wait_s = self->patience_ms / 1000;
  g_autofree char *text = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE,
                 "it has not answered for %u second: unlock it if it asks for that, or log out and in again",
                 "it has not answered for %u seconds: unlock it if it asks for that, or log out and in again", wait_s),
    wait_s);

  set_failure (self, text);
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

/* What is to be kept, or no longer. */
typedef struct
{
  GTask *task; /* (nullable): until whoever has asked was told */
  LecKeyring *keyring;
  guint timer; /* 0 for over */
} Order;

static void
tell_stored (Order *order)
{
  g_autoptr (GTask) task = g_steal_pointer (&order->task);

  g_clear_handle_id (&order->timer, g_source_remove);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static gboolean
order_late_cb (gpointer user_data)
{
  Order *order = user_data;

  order->timer = 0;
  note_silence (order->keyring);
  tell_stored (order);
  return G_SOURCE_REMOVE;
}

static Order *
order_new (LecKeyring *self,
           GTask *task)
{
  Order *order = g_new0 (Order, 1);

  *order = (Order){ task, g_object_ref (self), 0 };
  order->timer = g_timeout_add (self->patience_ms, order_late_cb, order);
  return order;
}

static void
order_free (Order *order)
{
  tell_stored (order);
  g_object_unref (order->keyring);
  g_free (order);
}

static void
stored_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) reason = NULL;

  secret_password_store_finish (result, &reason);
  note_answer (order->keyring, reason);
  order_free (order);
}

/* That there was nothing to be removed is as good. */
static void
removed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) reason = NULL;

  secret_password_clear_finish (result, &reason);
  note_answer (order->keyring, reason);
  order_free (order);
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
      secret_password_clear (&schema, NULL, removed_cb, order_new (self, task), ADDRESS, address, NULL);
      return;
    }

  /* Translators: in the desktop's list of passwords; %s is the address of a server */
  label = g_strdup_printf (_ ("Lectern: password for %s"), address);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, stored_cb, order_new (self, task),
                         ADDRESS, address, NULL);
}

void
lec_keyring_store_finish (LecKeyring *self,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- Looking up --- */

/* What the keyring was asked for, and who waits for that. */
typedef struct
{
  LecKeyring *keyring;
  char *address;
  GPtrArray *tasks; /* (element-type GTask) owned */
  guint timer;      /* 0 for over */
  gboolean is_late; /* nobody waits any more */
} Question;

/* @password: (nullable) */
static void
tell_found (Question *question,
            const char *password)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&question->tasks);

  question->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_pointer (g_ptr_array_index (tasks, i), g_strdup (password), forget);
}

/* It is still heard what the keyring answers. */
static void
give_up_waiting (Question *question)
{
  g_clear_handle_id (&question->timer, g_source_remove);
  if (!question->is_late)
    question->keyring->n_late++;
  question->is_late = TRUE;
  tell_found (question, NULL);
}

static gboolean
question_late_cb (gpointer user_data)
{
  Question *question = user_data;

  question->timer = 0;
  note_silence (question->keyring);
  give_up_waiting (question);
  return G_SOURCE_REMOVE;
}

static Question *
question_new (LecKeyring *self,
              const char *address)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question){ g_object_ref (self), g_strdup (address),
                          g_ptr_array_new_with_free_func (g_object_unref), 0, FALSE };
  question->timer = g_timeout_add (self->patience_ms, question_late_cb, question);
  g_hash_table_insert (self->asked, question->address, question);
  return question;
}

static void
question_free (Question *question)
{
  g_clear_handle_id (&question->timer, g_source_remove);
  question->keyring->n_late -= question->is_late ? 1 : 0;
  g_hash_table_remove (question->keyring->asked, question->address);
  g_object_unref (question->keyring);
  g_ptr_array_unref (question->tasks);
  g_free (question->address);
  g_free (question);
}

/* What was typed meanwhile counts more. */
static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Question *question = user_data;
  LecKeyring *self = question->keyring;
  g_autoptr (GError) reason = NULL;
  char *password = secret_password_lookup_finish (result, &reason);
  gboolean is_new = password != NULL && !g_hash_table_contains (self->known, question->address);

  note_answer (self, reason);
  if (is_new)
    remember (self, question->address, password);
  tell_found (question, password);
  if (question->is_late && is_new)
    g_signal_emit (self, signals[FOUND_LATE], 0);
  secret_password_free (password);
  question_free (question);
}

void
lec_keyring_lookup_async (LecKeyring *self,
                          const char *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *known = NULL;
  Question *question = NULL;

  g_return_if_fail (LEC_IS_KEYRING (self) && address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_keyring_lookup_async);
  known = g_hash_table_lookup (self->known, address);
  if (known != NULL)
    {
      g_task_return_pointer (task, *known != '\0' ? g_strdup (known) : NULL, forget);
      return;
    }

  question = g_hash_table_lookup (self->asked, address);
  if (question == NULL)
    {
      question = question_new (self, address);
      secret_password_lookup (&schema, NULL, found_cb, question, ADDRESS, address, NULL);
    }
  g_ptr_array_add (question->tasks, g_steal_pointer (&task));
  /* It is known not to answer. */
  if (self->n_late > 0)
    give_up_waiting (question);
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
  g_hash_table_unref (self->asked);
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
  signals[FOUND_LATE] =
    g_signal_new ("found-late", LEC_TYPE_KEYRING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_keyring_init (LecKeyring *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, forget);
  self->asked = g_hash_table_new (g_str_hash, g_str_equal);
  self->patience_ms = PATIENCE_MS;
}

LecKeyring *
lec_keyring_new (void)
{
  return g_object_new (LEC_TYPE_KEYRING, NULL);
}

void
lec_keyring_set_patience (LecKeyring *self,
                          guint patience_ms)
{
  g_return_if_fail (LEC_IS_KEYRING (self) && patience_ms > 0);

  self->patience_ms = patience_ms;
}

const char *
lec_keyring_get_failure (LecKeyring *self)
{
  g_return_val_if_fail (LEC_IS_KEYRING (self), NULL);

  return self->failure;
}
