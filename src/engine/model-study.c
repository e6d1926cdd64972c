/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs in this process, since no stage may ask a server: what a model answers
 * is read with bounds and against a schema, and no byte of a video is read
 * here.
 */
#include "engine/model-study.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/extract-run.h"
#include "engine/extractor-private.h"
#include "engine/service-key.h"
#include "engine/service-settings.h"
#include "engine/upload-consent.h"
#include "model/said.h"
#include "model/study.h"
#include "model/transcript.h"
#include "pipeline/stage.h"
#include "text/language-model.h"

/* What the progress calls it; no stage. */
#define ASK_MODEL "ask-model"

typedef struct
{
  LecExtractRun *run;
  LecProgress *step;
  const LecExtractListener *listener;
  LecServiceSettings *settings;
  const LecModelStudyLecture *lecture;
  GPtrArray *said;
} Asking;

static void
asking_clear (Asking *self)
{
  g_clear_pointer (&self->run, lec_extract_run_free);
  g_clear_pointer (&self->settings, lec_service_settings_free);
  g_clear_pointer (&self->said, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

static gboolean
obtain_consent (const Asking *self,
                const LecLanguageModelSettings *settings,
                GError **error)
{
  const LecExtractListener *listener = self->listener;
  const GPtrArray *slides = self->lecture->lecture->slides;
  g_autoptr (LecServiceDemand) demand = lec_language_model_look (settings, slides, self->said, error);
  LecUploadDemand shown = { 0 };

  if (demand == NULL)
    return FALSE;

  shown = lec_upload_demand_make (_ ("what is written and said in the lecture"), demand);
  return lec_upload_consent_obtain (&shown, listener != NULL ? listener->may_send : NULL,
                                    listener != NULL ? listener->user_data : NULL, error);
}

static void
progressed_cb (double fraction,
               gpointer user_data)
{
  Asking *self = user_data;

  lec_extract_run_tell (self->run, ASK_MODEL, self->step, fraction);
}

static LecStudy *
ask (Asking *self,
     GCancellable *cancellable,
     GError **error)
{
  LecLanguageModelSettings settings = { .address = self->settings->model_address, .model = self->settings->model };
  const LecModelStudyLecture *lecture = self->lecture;
  g_autoptr (GError) no_keyring = NULL;
  LecStudy *study = NULL;

  if (!obtain_consent (self, &settings, error) ||
      !lec_service_key_add (&self->settings->model_key, settings.address, &no_keyring, cancellable, error))
    return NULL;

  lec_extract_run_tell (self->run, ASK_MODEL, self->step, 0);
  settings.key = self->settings->model_key;
  study = lec_language_model_improve (&settings, lecture->local, lecture->lecture->slides, self->said, progressed_cb,
                                      self, cancellable, error);
  if (study == NULL)
    lec_service_key_explain (error, no_keyring);
  return study;
}

/**
 * lec_model_study_check:
 *
 * Before any work is done for it.
 *
 * Returns: whether a language model is set; else %FALSE with %LEC_ERROR_USAGE, which says how
 */
gboolean
lec_model_study_check (GError **error)
{
  g_autoptr (LecServiceSettings) settings = lec_service_settings_load (error);

  if (settings == NULL)
    return FALSE;
  if (settings->model_address != NULL && settings->model != NULL)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("no language model is set: service= and model= in lectern.conf under [language-model], or "
                          "LECTERN_MODEL_SERVICE and LECTERN_MODEL"));
  return FALSE;
}

LecStudy *
lec_model_study_ask (const LecWorkshop *workshop,
                     const LecModelStudyLecture *lecture,
                     const LecExtractListener *listener,
                     GCancellable *cancellable,
                     GError **error)
{
  LecExtractAim aim = { NULL };
  g_auto (Asking) self = { .listener = listener, .lecture = lecture };

  g_return_val_if_fail (workshop != NULL && lecture != NULL, NULL);

  self.settings = lec_service_settings_load (error);
  if (self.settings == NULL)
    return NULL;

  aim = (LecExtractAim){ workshop->options, workshop->title, NULL, "" };
  self.said = lec_said_place (lecture->transcript, lecture->lecture->slides);
  self.run = lec_extract_run_new (lec_extractor_get_runner (workshop->review->extractor), &aim, listener, cancellable);
  self.step = lec_extract_run_add_step (self.run, ASK_MODEL, 1);
  return ask (&self, cancellable, error);
}

/* --- In a scratch folder --- */

static char *
build_path (const LecWorkshop *workshop,
            const char *name)
{
  return g_build_filename (lec_scratch_folder_get_path (workshop->scratch), name, NULL);
}

/* Returns: whether it could be read; that nothing was said is no failure */
static gboolean
load_transcript (const LecWorkshop *workshop,
                 LecTranscript **transcript,
                 GError **error)
{
  g_autofree char *path = lec_workshop_find_transcript (workshop);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  *transcript = lec_transcript_load (path, error);
  return *transcript != NULL;
}

gboolean
lec_model_study_improve (const LecWorkshop *workshop,
                         const LecExtractListener *listener,
                         char **note,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *path = build_path (workshop, LEC_FILE_STUDY);
  g_autoptr (LecLecture) lecture = NULL;
  g_autoptr (LecStudy) local = NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (LecStudy) study = NULL;
  g_autoptr (GError) reason = NULL;
  LecModelStudyLecture shown = { NULL };

  g_return_val_if_fail (note != NULL, FALSE);

  lecture = lec_workshop_load_lecture (workshop, error);
  local = lecture != NULL ? lec_study_load (path, error) : NULL;
  if (local == NULL || !load_transcript (workshop, &transcript, error))
    return FALSE;

  shown = (LecModelStudyLecture){ lecture, local, transcript };
  study = lec_model_study_ask (workshop, &shown, listener, cancellable, &reason);
  if (study != NULL)
    return lec_study_save (study, path, error);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  *note = g_strdup_printf (_ ("made without the language model: %s"), reason->message);
  return TRUE;
}
