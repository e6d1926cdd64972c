/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both sides of the edge of each range, and a name that leads to this machine, asked the way a
 * client asks.
 */
#include "net/address-guard.h"
#include "net/guarded-address.h"

static const char *const refused[] = {
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.0",
  "10.255.255.255",
  "100.64.0.0",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.0",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.1",
  "192.168.255.255",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::8.8.8.8",
  "64:ff9b::7f00:1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::808:808",
  "100::1",
  "2001::1",
  "2001:1ff::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2002:a00:1::1",
  "3fff:fff::1",
  "4000::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fec0::1",
  "ff02::1",
};

static const char *const allowed[] = {
  "1.0.0.0",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.0.0.1",
  "128.0.0.1",
  "169.253.0.1",
  "169.255.0.1",
  "172.15.255.255",
  "172.32.0.0",
  "192.0.1.1",
  "192.167.255.1",
  "192.169.0.1",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2001:200::1",
  "2606:4700::1111",
  "2a00:1450::1",
  "2002:808:808::",
  "64:ff9b::808:808",
  "3ffe::1",
};

static gboolean
is_public (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  g_assert_nonnull (address);
  return lec_address_guard_is_public (address);
}

static void
test_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (is_public (refused[i]))
      g_error ("%s is taken for public", refused[i]);
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (!is_public (allowed[i]))
      g_error ("%s is not taken for public", allowed[i]);
}

static GSocketAddress *
resolve (const char *host,
         gboolean *has_refused,
         GError **error)
{
  g_autoptr (LecGuardedAddress) guarded = lec_guarded_address_new ("http", host, 80);
  g_autoptr (GSocketAddressEnumerator) enumerator = g_socket_connectable_enumerate (G_SOCKET_CONNECTABLE (guarded));
  GSocketAddress *address = g_socket_address_enumerator_next (enumerator, NULL, error);

  *has_refused = lec_guarded_address_has_refused (guarded);
  return address;
}

/* The C library takes more for an address than is one on paper. */
static void
test_names_of_this_machine (void)
{
  static const char *const names[] = { "127.0.0.1", "::1", "localhost", "127.1", "0x7f000001", "2130706433", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean has_refused = FALSE;

      g_assert_null (resolve (names[i], &has_refused, &error));
      g_assert_nonnull (error);
      if (has_refused)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
      else
        g_assert_true (error->domain == G_RESOLVER_ERROR);
    }
}

static void
test_public_address_is_given (void)
{
  g_autoptr (GError) error = NULL;
  gboolean has_refused = TRUE;
  g_autoptr (GSocketAddress) address = resolve ("8.8.8.8", &has_refused, &error);

  g_assert_no_error (error);
  g_assert_true (G_IS_INET_SOCKET_ADDRESS (address));
  g_assert_false (has_refused);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-guard/ranges", test_ranges);
  g_test_add_func ("/address-guard/names-of-this-machine", test_names_of_this_machine);
  g_test_add_func ("/address-guard/public-address-is-given", test_public_address_is_given);
  return g_test_run ();
}
