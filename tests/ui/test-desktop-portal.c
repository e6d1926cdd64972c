/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the portal is asked, by a portal on a bus of the test's own.
 */
#include <string.h>

#include "ui/desktop-portal.h"

static const char PORTAL_XML[] = "<node><interface name='org.freedesktop.portal.Background'>"
                                 "<method name='RequestBackground'><arg type='s' direction='in'/>"
                                 "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
                                 "</interface></node>";

static GDBusConnection *
connect_anew (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
    g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);
  return bus;
}

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  GVariant **asked = user_data;

  g_assert_cmpstr (method, ==, "RequestBackground");
  *asked = g_variant_ref (arguments);
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(o)", "/org/freedesktop/portal/desktop/request/1"));
}

static void
name_cb (GDBusConnection *bus,
         const char *name,
         gpointer user_data)
{
  gboolean *is_owned = user_data;

  *is_owned = TRUE;
}

static void
test_background (void)
{
  static const GDBusInterfaceVTable table = { called_cb, NULL, NULL, { NULL } };
  g_autoptr (GDBusConnection) portal = connect_anew ();
  g_autoptr (GDBusConnection) program = connect_anew ();
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (PORTAL_XML, NULL);
  g_autoptr (GVariant) asked = NULL;
  g_autoptr (GVariant) options = NULL;
  gboolean is_owned = FALSE;
  gboolean starts_with_session = TRUE;
  const char *reason = NULL;
  const char *parent = NULL;
  guint name = 0;

  g_dbus_connection_register_object (portal, "/org/freedesktop/portal/desktop", node->interfaces[0], &table, &asked,
                                     NULL, NULL);
  name = g_bus_own_name_on_connection (portal, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, name_cb,
                                       NULL, &is_owned, NULL);
  while (!is_owned)
    g_main_context_iteration (NULL, TRUE);
  lec_desktop_portal_ask_background (program);
  while (asked == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_variant_get (asked, "(&s@a{sv})", &parent, &options);
  g_assert_cmpstr (parent, ==, "");
  g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
  g_assert_cmpstr (reason, ==, "Videos are being worked on");
  g_assert_true (g_variant_lookup (options, "autostart", "b", &starts_with_session));
  g_assert_false (starts_with_session);
  g_bus_unown_name (name);
}

/* A desktop without one says nothing: warnings are fatal here. */
static void
test_no_portal (void)
{
  g_autoptr (GDBusConnection) program = connect_anew ();
  gint64 until_us = g_get_monotonic_time () + G_USEC_PER_SEC / 5;

  lec_desktop_portal_ask_background (program);
  while (g_get_monotonic_time () < until_us)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GTestDBus) bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/desktop-portal/background", test_background);
  g_test_add_func ("/desktop-portal/no-portal", test_no_portal);
  status = g_test_run ();
  g_test_dbus_down (bus);
  return status;
}
