/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request a piece. Not all services know "verbose_json": the first that is
 * turned down is asked again for "json", and so are all after it.
 */
#include "text/speech-service.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "net/net-error.h"
#include "text/speech-reply.h"

/* What services take at most. */
#define MAX_PIECE_BYTES (25 * 1000 * 1000)
/* WAV; FLAC is less. And what is around it. */
#define BYTES_PER_S     32000
#define FORM_BYTES      2048
#define MAX_REPLY_BYTES (16 * 1024 * 1024)

static const LecHttpSettings usual_http = {
  .allow_private = TRUE,
  .idle_timeout_ms = 5 * 60 * 1000,
  .total_timeout_ms = 20 * 60 * 1000,
  .max_tries = 5,
};

typedef struct
{
  const LecSpeechServiceSettings *settings;
  LecHttpClient *client;
  char *address;
  const char *folder;
  gboolean is_plain; /* no times are to be had */
  const LecSpeechServiceFuncs *funcs;
} Run;

/* Returns: (transfer full): where the reply to @piece is kept, by what was asked of whom */
static char *
dup_kept_path (const LecSpeechServiceSettings *settings,
               const LecSpeechPiece *piece,
               const char *folder)
{
  g_autofree char *what = g_strdup_printf ("%s\n%s\n%s\n%.2f\n%.2f", settings->address, settings->model,
                                           settings->language != NULL ? settings->language : "", piece->start_s,
                                           piece->end_s);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, what, -1);
  g_autofree char *name = g_strdup_printf ("heard-%.16s.json", hash);

  return g_build_filename (folder, name, NULL);
}

LecServiceDemand *
lec_speech_service_look (const LecSpeechServiceSettings *settings,
                         const LecSpeechPiece *pieces,
                         guint n_pieces,
                         const char *folder,
                         GError **error)
{
  LecServiceDemand *demand = NULL;

  g_return_val_if_fail (settings != NULL && settings->address != NULL && settings->model != NULL, NULL);
  g_return_val_if_fail (pieces != NULL || n_pieces == 0, NULL);

  demand = lec_service_demand_new (settings->address, error);
  for (guint i = 0; demand != NULL && i < n_pieces; i++)
    {
      g_autofree char *kept = folder != NULL ? dup_kept_path (settings, &pieces[i], folder) : NULL;

      if (kept != NULL && g_file_test (kept, G_FILE_TEST_EXISTS))
        continue;
      demand->n_requests++;
      demand->max_bytes += (gint64) ((pieces[i].end_s - pieces[i].start_s) * BYTES_PER_S) + FORM_BYTES;
    }

  return demand;
}

static LecHttpRequest *
make_request (const Run *run,
              const char *audio)
{
  const LecSpeechServiceSettings *settings = run->settings;
  LecHttpRequest *request = lec_http_request_new (run->address);

  lec_http_request_set_key (request, settings->key);
  lec_http_request_set_accept (request, "application/json");
  lec_http_request_set_max_bytes (request, MAX_REPLY_BYTES);
  lec_http_request_add_field (request, "model", settings->model);
  lec_http_request_add_field (request, "temperature", "0");
  lec_http_request_add_field (request, "response_format", run->is_plain ? "json" : "verbose_json");
  if (!run->is_plain)
    {
      lec_http_request_add_field (request, "timestamp_granularities[]", "segment");
      lec_http_request_add_field (request, "timestamp_granularities[]", "word");
    }
  if (settings->language != NULL && lec_text_is_language_tag (settings->language))
    {
      g_autofree char *language = g_ascii_strdown (settings->language, (gssize) strcspn (settings->language, "-"));

      lec_http_request_add_field (request, "language", language);
    }
  lec_http_request_set_file (request, "file", audio, "audio/flac");

  return request;
}

static GBytes *
send_piece (Run *run,
            const char *audio,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (LecHttpRequest) request = make_request (run, audio);
  g_autoptr (LecHttpRequest) plain = NULL;
  GBytes *reply = lec_http_client_send (run->client, request, cancellable, &own);

  if (reply != NULL)
    return reply;
  if (run->is_plain || !g_error_matches (own, LEC_NET_ERROR, LEC_NET_ERROR_REJECTED))
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return NULL;
    }

  run->is_plain = TRUE;
  plain = make_request (run, audio);
  return lec_http_client_send (run->client, plain, cancellable, error);
}

static gboolean
check_size (const char *audio,
            GError **error)
{
  GStatBuf facts;

  if (g_stat (audio, &facts) == 0 && facts.st_size > MAX_PIECE_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("a piece of sound is too large for a service"));
      return FALSE;
    }

  return TRUE;
}

static LecTranscript *
hear_piece (Run *run,
            const LecSpeechPiece *piece,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *audio = g_build_filename (run->folder, "piece.flac", NULL);
  g_autoptr (GBytes) reply = NULL;
  LecTranscript *transcript = NULL;

  if (run->funcs->write_piece (piece, audio, run->funcs->user_data, cancellable, error) && check_size (audio, error))
    reply = send_piece (run, audio, cancellable, error);
  g_unlink (audio);
  if (reply == NULL)
    return NULL;

  transcript = lec_speech_reply_parse (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply), piece->start_s,
                                       piece->end_s, error);
  if (transcript == NULL)
    g_prefix_error (error, "%s", _ ("the speech service does not answer as expected: "));
  return transcript;
}

/* What was kept is as good as what is answered now, and what cannot be read is as if it were not
 * there. */
static LecTranscript *
get_piece (Run *run,
           const LecSpeechPiece *piece,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *kept = dup_kept_path (run->settings, piece, run->folder);
  g_autoptr (LecTranscript) transcript = lec_transcript_load (kept, NULL);

  if (transcript != NULL)
    return g_steal_pointer (&transcript);

  transcript = hear_piece (run, piece, cancellable, error);
  if (transcript == NULL || !lec_transcript_save (transcript, kept, error))
    return NULL;

  return g_steal_pointer (&transcript);
}

/* Pieces come one after the other, and each cue lies within its own; what was kept may have been
 * written by anybody. */
static void
append (LecTranscript *self,
        LecTranscript *piece)
{
  for (guint i = 0; i < piece->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (piece->cues, i);
      const LecCue *last = self->cues->len > 0 ? g_ptr_array_index (self->cues, self->cues->len - 1) : NULL;

      if (last == NULL || cue->start_s >= last->start_s)
        g_ptr_array_add (self->cues, lec_cue_copy (cue));
    }
  if (self->language == NULL)
    self->language = g_strdup (piece->language);
}

static gboolean
run_pieces (Run *run,
            LecTranscript *transcript,
            const LecSpeechPiece *pieces,
            guint n_pieces,
            GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < n_pieces; i++)
    {
      g_autoptr (LecTranscript) piece = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      piece = get_piece (run, &pieces[i], cancellable, error);
      if (piece == NULL)
        return FALSE;
      append (transcript, piece);
      if (run->funcs->progress != NULL)
        run->funcs->progress ((i + 1.0) / n_pieces, run->funcs->user_data);
    }

  return TRUE;
}

LecTranscript *
lec_speech_service_run (const LecSpeechServiceSettings *settings,
                        const LecSpeechPiece *pieces,
                        guint n_pieces,
                        const char *folder,
                        const LecSpeechServiceFuncs *funcs,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (LecHttpClient) client = NULL;
  g_autofree char *address = NULL;
  Run run = { .settings = settings, .folder = folder, .funcs = funcs };

  g_return_val_if_fail (settings != NULL && settings->address != NULL && settings->model != NULL, NULL);
  g_return_val_if_fail ((pieces != NULL || n_pieces == 0) && folder != NULL && funcs != NULL, NULL);

  address = lec_service_address_build (settings->address, "audio/transcriptions", error);
  if (address == NULL)
    return NULL;

  client = lec_http_client_new (settings->http != NULL ? settings->http : &usual_http);
  run.client = client;
  run.address = address;
  transcript = lec_transcript_new (LEC_TRANSCRIPT_SERVICE);
  if (*settings->model != '\0')
    transcript->origin = g_strdup (settings->model);
  if (!run_pieces (&run, transcript, pieces, n_pieces, cancellable, error))
    return NULL;

  return g_steal_pointer (&transcript);
}
