/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GNetworkAddress resolves and orders the addresses; its enumerator is wrapped
 * in one that passes over what may not be connected to. It is a GNetworkAddress
 * itself because TLS holds the certificate against that one's host name.
 */
#include "net/guarded-address.h"

#include <glib/gi18n-lib.h>

#include "net/address-guard.h"

struct _LecGuardedAddress
{
  GNetworkAddress parent_instance;
  int has_refused; /* atomic */
};

#define TYPE_PUBLIC_ENUMERATOR (public_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (PublicEnumerator, public_enumerator, PUBLIC, ENUMERATOR, GSocketAddressEnumerator)

struct _PublicEnumerator
{
  GSocketAddressEnumerator parent_instance;
  GSocketAddressEnumerator *inner;
  LecGuardedAddress *owner;
  guint has_given : 1;
};

G_DEFINE_FINAL_TYPE (PublicEnumerator, public_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static void init_connectable (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LecGuardedAddress,
                               lec_guarded_address,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, init_connectable))

static gboolean
is_allowed (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) &&
         lec_address_guard_is_public (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* What the inner one has given. Returns: whether it is the answer, an address, an error or the end;
 * else it is passed over */
static gboolean
judge (PublicEnumerator *self,
       GSocketAddress *address,
       GError **error)
{
  if (address != NULL && !is_allowed (address))
    {
      g_atomic_int_set (&self->owner->has_refused, TRUE);
      return FALSE;
    }
  if (address != NULL)
    self->has_given = TRUE;
  else if (!self->has_given && *error == NULL && g_atomic_int_get (&self->owner->has_refused))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _ ("this is a machine of the own network"));

  return TRUE;
}

static GSocketAddress *
public_enumerator_next (GSocketAddressEnumerator *enumerator,
                        GCancellable *cancellable,
                        GError **error)
{
  PublicEnumerator *self = PUBLIC_ENUMERATOR (enumerator);

  while (TRUE)
    {
      g_autoptr (GError) own = NULL;
      g_autoptr (GSocketAddress) address = g_socket_address_enumerator_next (self->inner, cancellable, &own);

      if (!judge (self, address, &own))
        continue;
      if (own != NULL)
        g_propagate_error (error, g_steal_pointer (&own));
      return g_steal_pointer (&address);
    }
}

static void
inner_next_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PublicEnumerator *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address =
    g_socket_address_enumerator_next_finish (G_SOCKET_ADDRESS_ENUMERATOR (source), result, &error);

  if (!judge (self, address, &error))
    {
      GCancellable *cancellable = g_task_get_cancellable (task);

      g_socket_address_enumerator_next_async (self->inner, cancellable, inner_next_cb, g_steal_pointer (&task));
      return;
    }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&address), g_object_unref);
}

static void
public_enumerator_next_async (GSocketAddressEnumerator *enumerator,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PublicEnumerator *self = PUBLIC_ENUMERATOR (enumerator);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, public_enumerator_next_async);
  g_socket_address_enumerator_next_async (self->inner, cancellable, inner_next_cb, task);
}

static GSocketAddress *
public_enumerator_next_finish (GSocketAddressEnumerator *enumerator,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
public_enumerator_dispose (GObject *object)
{
  PublicEnumerator *self = PUBLIC_ENUMERATOR (object);

  g_clear_object (&self->inner);
  g_clear_object (&self->owner);
  G_OBJECT_CLASS (public_enumerator_parent_class)->dispose (object);
}

static void
public_enumerator_class_init (PublicEnumeratorClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator_class = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = public_enumerator_dispose;
  enumerator_class->next = public_enumerator_next;
  enumerator_class->next_async = public_enumerator_next_async;
  enumerator_class->next_finish = public_enumerator_next_finish;
}

static void
public_enumerator_init (PublicEnumerator *self)
{
}

static GSocketAddressEnumerator *
enumerate (GSocketConnectable *connectable)
{
  LecGuardedAddress *self = LEC_GUARDED_ADDRESS (connectable);
  GSocketConnectableIface *parent = g_type_interface_peek_parent (G_SOCKET_CONNECTABLE_GET_IFACE (connectable));
  PublicEnumerator *enumerator = g_object_new (TYPE_PUBLIC_ENUMERATOR, NULL);

  enumerator->inner = parent->enumerate (connectable);
  enumerator->owner = g_object_ref (self);

  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

/* A proxy would resolve the name by itself, past this check: there is none on this way. */
static void
init_connectable (GSocketConnectableIface *iface)
{
  iface->enumerate = enumerate;
  iface->proxy_enumerate = enumerate;
}

static void
lec_guarded_address_class_init (LecGuardedAddressClass *klass)
{
}

static void
lec_guarded_address_init (LecGuardedAddress *self)
{
}

LecGuardedAddress *
lec_guarded_address_new (const char *scheme,
                         const char *host,
                         guint16 port)
{
  g_return_val_if_fail (scheme != NULL && host != NULL, NULL);

  return g_object_new (LEC_TYPE_GUARDED_ADDRESS, "scheme", scheme, "hostname", host, "port", (guint) port, NULL);
}

gboolean
lec_guarded_address_has_refused (LecGuardedAddress *self)
{
  g_return_val_if_fail (LEC_IS_GUARDED_ADDRESS (self), FALSE);

  return g_atomic_int_get (&self->has_refused) != 0;
}
