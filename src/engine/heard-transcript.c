/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The video is decoded in a task process, which may start no program and ask
 * no server; what comes out of it is plain sound, and only that goes further,
 * from here.
 */
#include "engine/heard-transcript.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/heard-cache.h"
#include "engine/service-key.h"
#include "engine/service-settings.h"
#include "engine/upload-consent.h"
#include "engine/web-failure.h"
#include "media/flac-file.h"
#include "media/sound-cuts.h"
#include "media/wav-file.h"
#include "model/lecture.h"
#include "model/transcript-report.h"
#include "pipeline/stage.h"
#include "pipeline/transcript-provider.h"
#include "text/speech-prompt.h"
#include "text/speech-service.h"
#include "text/transcript-check.h"
#include "text/whisper-cli.h"

/* Making words of sound takes as long as all else together, and more. */
#define HEAR_SHARE  100
#define PIECE_BYTES 65536

typedef struct
{
  LecExtractRun *run;
  const LecHeardSteps *steps;
  const LecJobOptions *options;
  const char *folder;
  const char *video;
  LecServiceSettings *settings;
  LecTranscriptReport *report;
  char *sound;    /* path; (nullable) as long as it is not there */
  char *kept;     /* folder in the cache, of this sound */
  char *unagreed; /* (nullable): as LecTranscriptReport has it */
  GError *reason;
} Hearing;

static void
hearing_clear (Hearing *self)
{
  if (self->sound != NULL)
    g_unlink (self->sound);
  g_free (self->sound);
  g_free (self->kept);
  g_free (self->unagreed);
  g_clear_error (&self->reason);
  g_clear_pointer (&self->settings, lec_service_settings_free);
  g_clear_pointer (&self->report, lec_transcript_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hearing, hearing_clear)

static GCancellable *
get_cancellable (const Hearing *self)
{
  return lec_extract_run_get_cancellable (self->run);
}

static void
progressed_cb (double fraction,
               gpointer user_data)
{
  Hearing *self = user_data;

  lec_extract_run_tell (self->run, LEC_STAGE_LISTEN, self->steps->hear, fraction);
}

/* What is wanted, without region; %NULL to have it recognised. */
static const char *
get_language (const Hearing *self)
{
  return g_str_equal (self->options->transcript_language, "auto") ? NULL : self->options->transcript_language;
}

static gboolean
is_asked_for (const LecJobOptions *options,
              const char *name)
{
  return g_str_equal (options->transcript, name);
}

/* --- The sound --- */

static char *
hash_file (const char *path,
           GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  gsize length = file != NULL ? g_mapped_file_get_length (file) : 0;

  if (file == NULL)
    return NULL;

  for (gsize at = 0; at < length; at += PIECE_BYTES)
    g_checksum_update (sum, (const guchar *) g_mapped_file_get_contents (file) + at,
                       (gssize) MIN (PIECE_BYTES, length - at));
  return g_strdup (g_checksum_get_string (sum));
}

/* Once, for whatever source needs it. */
static gboolean
listen (Hearing *self,
        GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LEC_FILE_SOUND, NULL);
  g_autoptr (LecWavFile) file = NULL;
  g_autofree char *hash = NULL;

  if (self->sound != NULL)
    return TRUE;
  if (!lec_extract_run_stage (self->run, LEC_STAGE_LISTEN, self->steps->listen, self->folder, self->video, error))
    {
      g_unlink (path);
      return FALSE;
    }

  self->sound = g_steal_pointer (&path);
  /* Another process has written it: that it is what it should be is seen here. */
  file = lec_wav_file_open (self->sound, error);
  hash = file != NULL ? hash_file (self->sound, error) : NULL;
  if (hash == NULL)
    return FALSE;

  self->kept = lec_heard_cache_open (hash, error);
  return self->kept != NULL;
}

/* --- The program on this machine --- */

/* Returns: (transfer full) (nullable): what the slides tell of what will be heard, where they have
 * been read by now */
static char *
make_prompt (const Hearing *self)
{
  g_autofree char *path = g_build_filename (self->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = g_file_test (path, G_FILE_TEST_EXISTS) ? lec_lecture_load (path, NULL) : NULL;

  return lecture != NULL ? lec_speech_prompt_make (lecture->slides) : NULL;
}

static LecWhisperSettings
make_whisper_settings (const Hearing *self)
{
  return (LecWhisperSettings){ .program = self->settings->whisper_program,
                               .model = self->settings->whisper_model,
                               .language = get_language (self) };
}

static gboolean
has_whisper (Hearing *self,
             GError **error)
{
  const LecWhisperSettings settings = make_whisper_settings (self);
  g_autofree char *program = lec_whisper_cli_find (&settings, error);

  return program != NULL;
}

static LecTranscript *
ask_whisper (Hearing *self,
             GError **error)
{
  LecWhisperSettings settings = make_whisper_settings (self);
  g_autofree char *prompt = make_prompt (self);

  settings.prompt = prompt;
  return lec_whisper_cli_run (&settings, self->sound, self->folder, progressed_cb, self, get_cancellable (self), error);
}

/* --- The service --- */

static gboolean
write_piece_cb (const LecSpeechPiece *piece,
                const char *path,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  const Hearing *self = user_data;

  return lec_flac_file_write (self->sound, piece->start_s, piece->end_s, path, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecSpeechPiece): where something is heard */
static GArray *
cut_sound (const Hearing *self,
           GError **error)
{
  g_autoptr (LecWavFile) file = lec_wav_file_open (self->sound, error);
  g_autoptr (GArray) levels = file != NULL ? lec_sound_levels_read (file, get_cancellable (self), error) : NULL;
  g_autoptr (GArray) cuts = levels != NULL ? lec_sound_cuts_find (levels, LEC_SPEECH_SERVICE_PIECE_S) : NULL;
  GArray *pieces = NULL;

  if (cuts == NULL)
    return NULL;

  pieces = g_array_new (FALSE, FALSE, sizeof (LecSpeechPiece));
  for (guint i = 0; i < cuts->len; i++)
    {
      const LecSoundPiece *cut = &g_array_index (cuts, LecSoundPiece, i);
      LecSpeechPiece piece = { cut->start_s, cut->end_s };

      if (!cut->is_silent)
        g_array_append_val (pieces, piece);
    }

  return pieces;
}

static gboolean
obtain_consent (Hearing *self,
                const LecServiceDemand *demand,
                LecUploadQuestion question,
                GError **error)
{
  const LecExtractListener *listener = lec_extract_run_get_listener (self->run);
  LecUploadDemand shown = lec_upload_demand_make (_ ("the sound of the lecture"), demand);
  g_autoptr (GError) reason = NULL;

  if (lec_upload_consent_obtain (&shown, question, listener != NULL ? listener->user_data : NULL, &reason))
    return TRUE;

  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_AGREED) && self->unagreed == NULL)
    self->unagreed = lec_upload_demand_describe_refusal (&shown);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* The sound is not even read where nobody could agree. */
static gboolean
has_service (Hearing *self,
             GError **error)
{
  const LecExtractListener *listener = lec_extract_run_get_listener (self->run);
  g_autoptr (LecServiceDemand) demand = NULL;

  if (self->settings->speech_address == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("no speech service is set: LECTERN_SPEECH_SERVICE, or service= in lectern.conf under "
                              "[speech], is its address"));
      return FALSE;
    }

  demand = lec_service_demand_new (self->settings->speech_address, error);
  return demand != NULL &&
         ((listener != NULL && listener->may_send != NULL) || obtain_consent (self, demand, NULL, error));
}

static LecTranscript *
ask_service (Hearing *self,
             GError **error)
{
  const LecExtractListener *listener = lec_extract_run_get_listener (self->run);
  LecUploadQuestion question = listener != NULL ? listener->may_send : NULL;
  LecSpeechServiceSettings settings = { .address = self->settings->speech_address,
                                        .model = self->settings->speech_model,
                                        .language = get_language (self) };
  const LecSpeechServiceFuncs funcs = { write_piece_cb, progressed_cb, self };
  g_autoptr (GArray) cut = cut_sound (self, error);
  const LecSpeechPiece *pieces = cut != NULL ? (gconstpointer) cut->data : NULL;
  g_autoptr (LecServiceDemand) demand = NULL;
  g_autoptr (GError) no_keyring = NULL;
  LecTranscript *transcript = NULL;

  if (cut == NULL)
    return NULL;
  if (cut->len == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is nothing to be heard"));
      return NULL;
    }
  demand = lec_speech_service_look (&settings, pieces, cut->len, self->kept, error);
  if (demand == NULL || (demand->n_requests > 0 && !obtain_consent (self, demand, question, error)) ||
      !lec_service_key_add (&self->settings->speech_key, settings.address, &no_keyring, get_cancellable (self), error))
    return NULL;

  settings.key = self->settings->speech_key;
  transcript = lec_speech_service_run (&settings, pieces, cut->len, self->kept, &funcs, get_cancellable (self), error);
  if (transcript == NULL)
    lec_service_key_explain (error, no_keyring);
  return transcript;
}

/* --- All of them --- */

/* @is_there: whether it can be asked at all, before the sound is read for it */
typedef struct
{
  const char *name;
  LecTranscriptSource source;
  gboolean (*is_there) (Hearing *self, GError **error);
  LecTranscript *(*ask) (Hearing *self, GError **error);
} Source;

static const Source sources[] = {
  { "whisper", LEC_TRANSCRIPT_WHISPER, has_whisper, ask_whisper },
  { "service", LEC_TRANSCRIPT_SERVICE, has_service, ask_service },
};

/* What "auto" does not expect to be there is not missed. */
static gboolean
is_set (const LecServiceSettings *settings,
        const Source *source)
{
  return source->source == LEC_TRANSCRIPT_WHISPER ? settings->whisper_model != NULL : settings->speech_address != NULL;
}

/* In the order of the providers' table. */
static const Source *
find_source (const LecTranscriptProvider *provider)
{
  for (guint i = 0; provider->provide == NULL && i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (sources[i].name, provider->name))
      return &sources[i];

  return NULL;
}

/* Returns: (nullable): what @provider stands for, where that may be asked */
static const Source *
choose_source (const LecServiceSettings *settings,
               const LecTranscriptProvider *provider,
               const LecJobOptions *options)
{
  const Source *source = find_source (provider);

  return source != NULL && lec_transcript_provider_is_wanted (provider, options->transcript) &&
             (is_asked_for (options, source->name) || is_set (settings, source))
           ? source
           : NULL;
}

/* Where the answer of @source to this sound is kept, by all that it depends on, but for the words
 * of the slides: hearing takes too long to be done again for one of them. */
static char *
build_kept_path (const Hearing *self,
                 const Source *source)
{
  const LecServiceSettings *settings = self->settings;
  gboolean is_whisper = source->source == LEC_TRANSCRIPT_WHISPER;
  const char *language = get_language (self);
  const char *source_name = NULL;
  GStatBuf facts = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;

  if (is_whisper && settings->whisper_model != NULL && g_stat (settings->whisper_model, &facts) != 0)
    facts.st_size = 0;
  source_name = is_whisper ? settings->whisper_model : settings->speech_address;
  text = g_strdup_printf ("%s\n%s\n%s\n%" G_GINT64_FORMAT, source_name,
                          is_whisper ? "" : settings->speech_model, language != NULL ? language : "",
                          (gint64) facts.st_size);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  name = g_strdup_printf ("%s-%.16s.json", source->name, hash);
  return g_build_filename (self->kept, name, NULL);
}

/* The same sound again needs only to be read. Returns: (transfer full) (nullable): %NULL with
 * @error */
static LecTranscript *
ask (Hearing *self,
     const Source *source,
     GError **error)
{
  g_autoptr (LecTranscript) transcript = NULL;
  g_autofree char *path = NULL;

  if (!source->is_there (self, error) || !listen (self, error))
    return NULL;

  path = build_kept_path (self, source);
  transcript = lec_transcript_load (path, NULL);
  if (transcript != NULL)
    return g_steal_pointer (&transcript);

  transcript = source->ask (self, error);
  return transcript != NULL && lec_transcript_save (transcript, path, error) ? g_steal_pointer (&transcript) : NULL;
}

/* What is not read of the video is not of the lecture. */
static void
clip (LecTranscript *transcript,
      const LecJobOptions *options)
{
  for (guint i = transcript->cues->len; i > 0; i--)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i - 1);
      double middle_s = (cue->start_s + cue->end_s) / 2;

      if (middle_s < options->from_s || (options->to_s > 0 && middle_s > options->to_s))
        g_ptr_array_remove_index (transcript->cues, i - 1);
    }
}

static void
note (Hearing *self,
      const Source *source,
      const char *text)
{
  lec_transcript_report_take_note (self->report, g_strdup_printf ("%s: %s", source->name, text));
}

/* Whether it may be used; that it may not stays so, and is no reason to ask again. */
static gboolean
accept (Hearing *self,
        const Source *source,
        LecTranscript *transcript)
{
  g_autoptr (GError) fault = NULL;

  clip (transcript, self->options);
  if (transcript->cues->len == 0)
    note (self, source, _ ("nothing is said in the part of the video that was read"));
  else if (!lec_transcript_check (transcript, &fault))
    note (self, source, fault->message);
  else
    return TRUE;

  return FALSE;
}

/* Returns: (transfer full) (nullable): %NULL with @error only when cancelled */
static LecTranscript *
try_source (Hearing *self,
            const Source *source,
            GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (LecTranscript) transcript = ask (self, source, &own);

  if (transcript != NULL)
    return accept (self, source, transcript) ? g_steal_pointer (&transcript) : NULL;
  if (g_error_matches (own, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return NULL;
    }

  note (self, source, own->message);
  g_clear_error (&self->reason);
  self->reason = lec_web_failure_new (own);
  return NULL;
}

static gboolean
save (const Hearing *self,
      const LecTranscript *transcript,
      GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LEC_FILE_TRANSCRIPT, NULL);
  g_autofree char *report_path = g_build_filename (self->folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscriptReport) report = lec_transcript_report_new (transcript);

  for (guint i = 0; i < self->report->notes->len; i++)
    lec_transcript_report_take_note (report, g_strdup (g_ptr_array_index (self->report->notes, i)));
  if (transcript == NULL)
    report->unagreed = g_strdup (self->unagreed);
  else if (!lec_transcript_save (transcript, path, error))
    return FALSE;

  return lec_transcript_report_save (report, report_path, error);
}

static gboolean
hear (Hearing *self,
      GError **error)
{
  gsize n_providers = 0;
  const LecTranscriptProvider *providers = lec_transcript_provider_table (&n_providers);
  g_autoptr (LecTranscript) transcript = NULL;
  GError *own = NULL;

  for (gsize i = 0; i < n_providers && transcript == NULL && own == NULL; i++)
    {
      const Source *source = choose_source (self->settings, &providers[i], self->options);

      if (source != NULL)
        transcript = try_source (self, source, &own);
    }
  if (own != NULL)
    {
      g_propagate_error (error, own);
      return FALSE;
    }
  if (transcript != NULL)
    {
      g_clear_error (&self->reason);
      /* Of subtitles nobody expects any then. */
      g_ptr_array_set_size (self->report->notes, 0);
    }

  return save (self, transcript, error);
}

/* Whether a source of the table could be asked. @settings: (nullable): their fault is told then */
static gboolean
any_may (const LecServiceSettings *settings,
         const LecJobOptions *options)
{
  gsize n_providers = 0;
  const LecTranscriptProvider *providers = lec_transcript_provider_table (&n_providers);

  for (gsize i = 0; i < n_providers; i++)
    if (settings != NULL ? choose_source (settings, &providers[i], options) != NULL
                         : providers[i].provide == NULL &&
                             lec_transcript_provider_is_wanted (&providers[i], options->transcript))
      return TRUE;

  return FALSE;
}

void
lec_heard_transcript_plan (LecHeardSteps *steps,
                           LecExtractRun *run)
{
  const LecJobOptions *options = NULL;
  g_autoptr (LecServiceSettings) settings = lec_service_settings_load (NULL);

  g_return_if_fail (steps != NULL && run != NULL);

  options = lec_extract_run_get_aim (run)->options;
  if (!any_may (settings, options))
    return;

  steps->listen = lec_extract_run_add_step (run, LEC_STAGE_LISTEN, 1);
  steps->hear = lec_extract_run_add_step (run, LEC_STAGE_LISTEN, HEAR_SHARE);
}

gboolean
lec_heard_transcript_make (const LecHeardSteps *steps,
                           LecExtractRun *run,
                           const char *folder,
                           const char *video,
                           GError **reason,
                           GError **error)
{
  g_auto (Hearing) self = { .run = run, .steps = steps, .folder = folder, .video = video };
  g_autofree char *report_path = NULL;

  g_return_val_if_fail (steps != NULL && run != NULL && folder != NULL, FALSE);

  if (steps->listen == NULL)
    return TRUE;

  self.options = lec_extract_run_get_aim (run)->options;
  report_path = g_build_filename (folder, LEC_FILE_TRANSCRIPTION, NULL);
  self.report = lec_transcript_report_load (report_path, error);
  if (self.report == NULL)
    return FALSE;
  if (self.report->found)
    return TRUE;

  self.settings = lec_service_settings_load (&self.reason);
  if (self.settings == NULL)
    lec_transcript_report_take_note (self.report, g_strdup (self.reason->message));
  if (!(self.settings != NULL ? hear (&self, error) : save (&self, NULL, error)))
    return FALSE;
  if (reason != NULL)
    *reason = g_steal_pointer (&self.reason);
  return TRUE;
}
