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
  LecLecture *lecture;
  LecStudy *local;
  GPtrArray *said;
} Asking;

static void
asking_clear (Asking *self)
{
  g_clear_pointer (&self->run, lec_extract_run_free);
  g_clear_pointer (&self->settings, lec_service_settings_free);
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->local, lec_study_free);
  g_clear_pointer (&self->said, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

static char *
build_path (const LecWorkshop *workshop,
            const char *name)
{
  return g_build_filename (lec_scratch_folder_get_path (workshop->scratch), name, NULL);
}

static gboolean
load (Asking *self,
      const LecWorkshop *workshop,
      GError **error)
{
  g_autofree char *study_path = build_path (workshop, LEC_FILE_STUDY);
  g_autofree char *said_path = lec_workshop_find_transcript (workshop);
  g_autoptr (LecTranscript) transcript = NULL;

  self->settings = lec_service_settings_load (error);
  self->lecture = self->settings != NULL ? lec_workshop_load_lecture (workshop, error) : NULL;
  self->local = self->lecture != NULL ? lec_study_load (study_path, error) : NULL;
  if (self->local == NULL)
    return FALSE;
  if (g_file_test (said_path, G_FILE_TEST_EXISTS))
    {
      transcript = lec_transcript_load (said_path, error);
      if (transcript == NULL)
        return FALSE;
    }

  self->said = lec_said_place (transcript, self->lecture->slides);
  return TRUE;
}

static gboolean
obtain_consent (const Asking *self,
                const LecLanguageModelSettings *settings,
                GError **error)
{
  const LecExtractListener *listener = self->listener;
  g_autoptr (LecServiceDemand) demand = lec_language_model_look (settings, self->lecture->slides, self->said, error);
  LecUploadDemand shown = { 0 };

  if (demand == NULL)
    return FALSE;

  shown.what = _ ("what is written and said in the lecture");
  shown.host = demand->host;
  shown.is_encrypted = demand->is_encrypted;
  shown.is_this_machine = demand->is_this_machine;
  shown.max_bytes = demand->max_bytes;
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
  g_autoptr (GError) no_keyring = NULL;
  LecStudy *study = NULL;

  if (!obtain_consent (self, &settings, error) ||
      !lec_service_key_add (&self->settings->model_key, settings.address, &no_keyring, cancellable, error))
    return NULL;

  lec_extract_run_tell (self->run, ASK_MODEL, self->step, 0);
  settings.key = self->settings->model_key;
  study = lec_language_model_improve (&settings, self->local, self->lecture->slides, self->said, progressed_cb, self,
                                      cancellable, error);
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

gboolean
lec_model_study_improve (const LecWorkshop *workshop,
                         const LecExtractListener *listener,
                         char **note,
                         GCancellable *cancellable,
                         GError **error)
{
  const LecExtractAim aim = { workshop->options, workshop->title, NULL, "" };
  g_auto (Asking) self = { .listener = listener };
  g_autoptr (LecStudy) study = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = build_path (workshop, LEC_FILE_STUDY);

  g_return_val_if_fail (note != NULL, FALSE);

  if (!load (&self, workshop, error))
    return FALSE;

  self.run = lec_extract_run_new (lec_extractor_get_runner (workshop->review->extractor), &aim, listener, cancellable);
  self.step = lec_extract_run_add_step (self.run, ASK_MODEL, 1);
  study = ask (&self, cancellable, &reason);
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
