/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A container's host name and process id are those of the one before it: that
 * is what the boot and the random number are for.
 */
#include "worker/worker-identity.h"

#include <string.h>
#include <unistd.h>

#define BOOT_ID        "/proc/sys/kernel/random/boot_id"
#define MAX_HOST_BYTES 64
#define BOOT_DIGITS    8
#define N_OTHER_PARTS  3

char *
lec_worker_identity_build (const char *host,
                           const char *boot_id,
                           int pid,
                           guint32 random)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (host != NULL, NULL);

  name = g_strndup (*host != '\0' ? host : "host", MAX_HOST_BYTES);
  g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.", '-');
  return g_strdup_printf ("%s-%.*s-%d-%08x", name, BOOT_DIGITS, boot_id != NULL ? boot_id : "0", pid, random);
}

char *
lec_worker_identity_new (void)
{
  g_autofree char *boot_id = NULL;

  if (g_file_get_contents (BOOT_ID, &boot_id, NULL, NULL))
    g_strstrip (boot_id);
  return lec_worker_identity_build (g_get_host_name (), boot_id, (int) getpid (), g_random_int ());
}

char *
lec_worker_identity_dup_host (const char *identity)
{
  gsize length = 0;

  g_return_val_if_fail (identity != NULL, NULL);

  length = strlen (identity);
  for (guint i = 0; i < N_OTHER_PARTS; i++)
    {
      const char *dash = g_strrstr_len (identity, (gssize) length, "-");

      if (dash == NULL || dash == identity)
        return g_strdup (identity);
      length = (gsize) (dash - identity);
    }

  return g_strndup (identity, length);
}
