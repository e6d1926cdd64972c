/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two tables of what is refused. Of IPv6 only what is handed out to the world
 * (2000::/3) can be public at all, save the prefix of NAT64, which networks
 * without IPv4 need for all the world that has no IPv6.
 */
#include "net/address-guard.h"

#include <string.h>

#define V4_BYTES 4
#define V6_BYTES 16

typedef struct
{
  guint8 bytes[V6_BYTES];
  guint n_bits;
} Range;

static const Range refused_v4[] = {
  { { 0 }, 8 },             /* this network */
  { { 10 }, 8 },            /* private */
  { { 100, 64 }, 10 },      /* shared: CGNAT */
  { { 127 }, 8 },           /* loopback */
  { { 169, 254 }, 16 },     /* link-local; the metadata of clouds */
  { { 172, 16 }, 12 },      /* private */
  { { 192, 0, 0 }, 24 },    /* protocol assignments */
  { { 192, 0, 2 }, 24 },    /* documentation */
  { { 192, 88, 99 }, 24 },  /* 6to4 relays, gone */
  { { 192, 168 }, 16 },     /* private */
  { { 198, 18 }, 15 },      /* benchmarks */
  { { 198, 51, 100 }, 24 }, /* documentation */
  { { 203, 0, 113 }, 24 },  /* documentation */
  { { 224 }, 4 },           /* multicast */
  { { 240 }, 4 },           /* reserved, broadcast */
};

static const Range global_v6 = { { 0x20 }, 3 };
static const Range nat64 = { { 0x00, 0x64, 0xff, 0x9b }, 96 };
static const Range six_to_four = { { 0x20, 0x02 }, 16 };

static const Range refused_v6[] = {
  { { 0x20, 0x01 }, 23 },             /* protocol assignments, with Teredo and ORCHID */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation */
  { { 0x3f, 0xff }, 20 },             /* documentation */
};

static gboolean
is_within (const guint8 *bytes,
           const Range *range)
{
  guint n_whole = range->n_bits / 8;
  guint8 mask = (guint8) (0xff00u >> (range->n_bits % 8));

  return memcmp (bytes, range->bytes, n_whole) == 0 &&
         (range->n_bits % 8 == 0 || ((bytes[n_whole] ^ range->bytes[n_whole]) & mask) == 0);
}

static gboolean
is_within_any (const guint8 *bytes,
               const Range *ranges,
               guint n_ranges)
{
  for (guint i = 0; i < n_ranges; i++)
    if (is_within (bytes, &ranges[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_public_v4 (const guint8 *bytes)
{
  return !is_within_any (bytes, refused_v4, G_N_ELEMENTS (refused_v4));
}

static gboolean
is_public_v6 (const guint8 *bytes)
{
  if (is_within (bytes, &nat64))
    return is_public_v4 (bytes + V6_BYTES - V4_BYTES);
  if (is_within (bytes, &six_to_four))
    return is_public_v4 (bytes + 2);

  return is_within (bytes, &global_v6) && !is_within_any (bytes, refused_v6, G_N_ELEMENTS (refused_v6));
}

gboolean
lec_address_guard_is_public (GInetAddress *address)
{
  const guint8 *bytes = NULL;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  bytes = g_inet_address_to_bytes (address);
  switch (g_inet_address_get_family (address))
    {
    case G_SOCKET_FAMILY_IPV4:
      return is_public_v4 (bytes);
    case G_SOCKET_FAMILY_IPV6:
      return is_public_v6 (bytes);
    default:
      return FALSE;
    }
}
