/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service that is set now is the one that would be asked now, whichever it
 * was when a lecture was worked on.
 */
#include "engine/speech-demand.h"

#include <glib/gi18n-lib.h>

#include "engine/service-settings.h"
#include "engine/web-failure.h"
#include "text/speech-service.h"

static LecServiceDemand *
look (const LecServiceSettings *settings,
      double duration_s,
      GError **error)
{
  const LecSpeechServiceSettings service = { .address = settings->speech_address, .model = settings->speech_model };
  const LecSpeechPiece all = { 0, duration_s };
  g_autoptr (GError) reason = NULL;
  LecServiceDemand *demand = lec_speech_service_look (&service, &all, duration_s > 0 ? 1 : 0, NULL, &reason);

  if (demand == NULL)
    g_propagate_error (error, lec_web_failure_new (reason));
  return demand;
}

LecUploadDemand *
lec_speech_demand_look (double duration_s,
                        gboolean *is_agreed,
                        GError **error)
{
  g_autoptr (LecServiceSettings) settings = lec_service_settings_load (error);
  g_autoptr (LecServiceDemand) demand = NULL;
  g_autofree char *agreed = NULL;
  LecUploadDemand shown = { 0 };

  g_return_val_if_fail (is_agreed != NULL, NULL);

  *is_agreed = FALSE;
  if (settings == NULL || settings->speech_address == NULL)
    return NULL;
  demand = look (settings, duration_s, error);
  if (demand == NULL)
    return NULL;

  shown.what = _ ("the sound of the lecture");
  shown.host = demand->host;
  shown.is_encrypted = demand->is_encrypted;
  shown.is_this_machine = demand->is_this_machine;
  shown.max_bytes = demand->max_bytes;
  agreed = lec_upload_demand_dup_agreed (&shown);
  *is_agreed = lec_upload_consent_has (agreed);
  return *is_agreed ? NULL : lec_upload_demand_copy (&shown);
}
