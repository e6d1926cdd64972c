/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a program in a sandbox has no window, the portal tells the person about
 * it, and offers to end it, unless it has asked.
 */
#include "ui/desktop-portal.h"

#include <glib/gi18n-lib.h>

#define SANDBOX    "/.flatpak-info"
#define NAME       "org.freedesktop.portal.Desktop"
#define PATH       "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define TIMEOUT_MS 5000

gboolean
lec_desktop_portal_is_needed (void)
{
  return g_file_test (SANDBOX, G_FILE_TEST_EXISTS);
}

static void
asked_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Not all desktops have it. */
  if (reply == NULL)
    g_debug ("%s", error->message);
}

void
lec_desktop_portal_ask_background (GDBusConnection *bus)
{
  GVariantDict options;

  g_return_if_fail (G_IS_DBUS_CONNECTION (bus));

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "reason", "s", _ ("Videos are being worked on"));
  g_variant_dict_insert (&options, "autostart", "b", FALSE);
  g_dbus_connection_call (bus, NAME, PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options)), NULL, G_DBUS_CALL_FLAGS_NONE,
                          TIMEOUT_MS, NULL, asked_cb, NULL);
}
