/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To which machines a person has agreed to send something of a lecture: asked
 * once, with the machine's name and how much it is, and kept for all that
 * follows.
 */
#pragma once

#include <glib.h>

#include "text/service-address.h"

G_BEGIN_DECLS

/**
 * LecUploadDemand: what would be sent
 * @what: in a few words, translated: "the sound of the lecture"
 * @host: with the port where it is not the usual one
 * @is_encrypted: nobody on the way can read it
 * @is_this_machine: it does not leave it
 * @max_bytes: at most; 0 where that is not known yet
 */
typedef struct
{
  const char *what;
  const char *host;
  gboolean is_encrypted;
  gboolean is_this_machine;
  gint64 max_bytes;
} LecUploadDemand;

/* Of what a service would get. Returns: that borrows all from both */
LecUploadDemand lec_upload_demand_make (const char *what, const LecServiceDemand *service);
/* Returns: (transfer full): that owns what it shows */
LecUploadDemand *lec_upload_demand_copy (const LecUploadDemand *self);
void lec_upload_demand_free (LecUploadDemand *self);
/* What a person agrees to, as lec_upload_consent_add() takes it. Returns: (transfer full) */
char *lec_upload_demand_dup_agreed (const LecUploadDemand *self);
/* Returns: (transfer full): what was not sent to which machine, since nobody has agreed to that */
char *lec_upload_demand_describe_refusal (const LecUploadDemand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecUploadDemand, lec_upload_demand_free)

/* Asks a person; on the thread that works. Returns: whether they agree */
typedef gboolean (*LecUploadQuestion) (const LecUploadDemand *demand, gpointer user_data);

gboolean lec_upload_consent_has (const char *host);
gboolean lec_upload_consent_add (const char *host, GError **error);
gboolean lec_upload_consent_remove (const char *host, GError **error);
GPtrArray *lec_upload_consent_list (GError **error);
gboolean lec_upload_consent_obtain (const LecUploadDemand *demand,
                                    LecUploadQuestion question,
                                    gpointer user_data,
                                    GError **error);

G_END_DECLS
