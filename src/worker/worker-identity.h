/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The name of a worker program, that no other one has or ever had: its host,
 * the host's boot, its process and a random number.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer names are no worker's. */
#define LEC_WORKER_IDENTITY_MAX_BYTES 128

/* Returns: (transfer full): HOST-BOOT-PID-RANDOM, of this process; another one each time */
char *lec_worker_identity_new (void);

/**
 * lec_worker_identity_build:
 * @host: its name, whatever is in it
 * @boot_id: (nullable): as the kernel gives it
 *
 * Pure.
 *
 * Returns: (transfer full): letters, digits, dots and dashes
 */
char *lec_worker_identity_build (const char *host, const char *boot_id, int pid, guint32 random);

/* Returns: (transfer full): the host's part of @identity; all of it when it is no such name */
char *lec_worker_identity_dup_host (const char *identity);

G_END_DECLS
