/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person has to agree to so that the speech service that is set hears
 * lectures, for whoever asks after the work: it did not wait for an answer.
 */
#pragma once

#include "engine/upload-consent.h"

G_BEGIN_DECLS

/**
 * lec_speech_demand_look:
 * @duration_s: of the lectures, 0 where that is not known
 * @is_agreed: (out): whether a service is set that somebody has agreed to
 *
 * Blocks; sends nothing.
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset where no service is set, or somebody
 *   has agreed; else with %LEC_ERROR_USAGE and the errors of lec_service_settings_load()
 */
LecUploadDemand *lec_speech_demand_look (double duration_s, gboolean *is_agreed, GError **error);

G_END_DECLS
