/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session manager on the bus of the test, as far as it is asked to keep the machine awake. It
 * has a thread of its own: GTK waits for its answers.
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  GMutex facts_lock;
  guint n_asked;
  guint n_given_back;
  guint flags;    /* of what was asked last */
  guint cookie;   /* of what holds; 0 for nothing */
  char *reason;   /* likewise */
  char *app_id;   /* likewise */
  gboolean is_up; /* the name is owned */

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
} FakeSession;

static const char FAKE_SESSION_XML[] = "<node><interface name='org.gnome.SessionManager'>"
                                       "<method name='Inhibit'><arg type='s' direction='in'/>"
                                       "<arg type='u' direction='in'/><arg type='s' direction='in'/>"
                                       "<arg type='u' direction='in'/><arg type='u' direction='out'/></method>"
                                       "<method name='Uninhibit'><arg type='u' direction='in'/></method>"
                                       "</interface></node>";

static inline guint
fake_session_inhibit_locked (FakeSession *self,
                             GVariant *arguments)
{
  g_clear_pointer (&self->app_id, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_variant_get (arguments, "(susu)", &self->app_id, NULL, &self->reason, &self->flags);
  self->cookie = 100 + ++self->n_asked;
  return self->cookie;
}

static inline void
fake_session_called_cb (GDBusConnection *bus,
                        const char *sender,
                        const char *path,
                        const char *interface,
                        const char *method,
                        GVariant *arguments,
                        GDBusMethodInvocation *invocation,
                        gpointer user_data)
{
  FakeSession *self = user_data;
  GVariant *answer = NULL;
  guint cookie = 0;

  g_mutex_lock (&self->facts_lock);
  if (g_str_equal (method, "Inhibit"))
    answer = g_variant_new ("(u)", fake_session_inhibit_locked (self, arguments));
  else
    {
      g_variant_get (arguments, "(u)", &cookie);
      g_assert_cmpuint (cookie, ==, self->cookie);
      self->cookie = 0;
      self->n_given_back++;
    }
  g_mutex_unlock (&self->facts_lock);
  g_dbus_method_invocation_return_value (invocation, answer);
}

static inline void
fake_session_owned_cb (GDBusConnection *bus,
                       const char *name,
                       gpointer user_data)
{
  FakeSession *self = user_data;

  g_mutex_lock (&self->facts_lock);
  self->is_up = TRUE;
  g_mutex_unlock (&self->facts_lock);
}

static inline gpointer
fake_session_run (gpointer user_data)
{
  static const GDBusInterfaceVTable table = { fake_session_called_cb, NULL, NULL, { NULL } };
  FakeSession *self = user_data;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (FAKE_SESSION_XML, NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  guint name = 0;

  g_main_context_push_thread_default (self->context);
  bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
    NULL, NULL);
  g_assert_nonnull (bus);
  g_dbus_connection_register_object (bus, "/org/gnome/SessionManager", node->interfaces[0], &table, self, NULL, NULL);
  name = g_bus_own_name_on_connection (bus, "org.gnome.SessionManager", G_BUS_NAME_OWNER_FLAGS_NONE,
                                       fake_session_owned_cb, NULL, self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unown_name (name);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static inline guint
fake_session_read (FakeSession *self,
                   const guint *fact)
{
  guint value = 0;

  g_mutex_lock (&self->facts_lock);
  value = *fact;
  g_mutex_unlock (&self->facts_lock);
  return value;
}

/* Before the application starts: GTK looks for it then. */
static inline void
fake_session_start (FakeSession *self)
{
  g_mutex_init (&self->facts_lock);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("session", fake_session_run, self);
  while (!fake_session_read (self, (const guint *) &self->is_up))
    g_usleep (1000);
}

static inline void
fake_session_stop (FakeSession *self)
{
  g_main_loop_quit (self->loop);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->facts_lock);
  g_free (self->reason);
  g_free (self->app_id);
}
