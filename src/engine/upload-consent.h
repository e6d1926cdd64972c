/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To which machines a person has agreed to send something of a lecture: asked
 * once, with the machine's name and how much it is, and kept for all that
 * follows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecUploadDemand: what would be sent
 * @what: in a few words, translated: "the sound of the lecture"
 * @host: with the port where it is not the usual one
 * @is_encrypted: nobody on the way can read it
 * @is_this_machine: it does not leave it
 * @max_bytes: at most
 */
typedef struct
{
  const char *what;
  const char *host;
  gboolean is_encrypted;
  gboolean is_this_machine;
  gint64 max_bytes;
} LecUploadDemand;

/* Asks a person; on the thread that works. Returns: whether they agree */
typedef gboolean (*LecUploadQuestion) (const LecUploadDemand *demand, gpointer user_data);

gboolean lec_upload_consent_has (const char *host);
gboolean lec_upload_consent_add (const char *host, GError **error);
gboolean lec_upload_consent_obtain (const LecUploadDemand *demand,
                                    LecUploadQuestion question,
                                    gpointer user_data,
                                    GError **error);

G_END_DECLS
