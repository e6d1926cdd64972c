/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What answers on a port and is no Redis, or a bad one: greets as Redis does where it is told to,
 * and answers anything else with the same bytes.
 */
#pragma once

#include <glib.h>

typedef enum
{
  FAKE_SERVER_GREETS = 1 << 0, /* answers a client's first questions as Redis does */
  FAKE_SERVER_CLOSES = 1 << 1, /* hangs up after the bytes */
} FakeServerFlags;

typedef struct _FakeServer FakeServer;

/* @bytes: the answer. Returns: (transfer full) */
FakeServer *fake_server_start (GBytes *bytes, FakeServerFlags flags);
void fake_server_free (FakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* Returns: (transfer none) */
const char *fake_server_get_url (FakeServer *self);
