/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Subtitles in the video, then beside it; then the words are made of the sound,
 * here or elsewhere. What cannot be read, or repeats itself, is noted and passed
 * over.
 */
#include "pipeline/transcript-provider.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "media/subtitle-track.h"
#include "pipeline/sidecar.h"
#include "text/cue-text.h"
#include "text/rolling-captions.h"
#include "text/subtitle-file.h"
#include "text/transcript-check.h"

#define MAX_PROBLEMS_TOLD 5

/* @what: the file's or the track's name */
static void
note (LecTranscriptReport *report,
      const char *what,
      const char *text)
{
  lec_transcript_report_take_note (report, g_strdup_printf ("%s: %s", what, text));
}

static void
note_problems (LecTranscriptReport *report,
               const char *what,
               const GPtrArray *problems)
{
  guint n = problems != NULL ? problems->len : 0;

  for (guint i = 0; i < MIN (n, MAX_PROBLEMS_TOLD); i++)
    {
      g_autofree char *text = lec_subtitle_problem_describe (g_ptr_array_index (problems, i));

      note (report, what, text);
    }
  if (n > MAX_PROBLEMS_TOLD)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more line", "and %u more lines",
                                                            n - MAX_PROBLEMS_TOLD),
                                               n - MAX_PROBLEMS_TOLD);

      note (report, what, text);
    }
}

/* Whether it may be used; else why not is noted. */
static gboolean
check (const LecTranscript *transcript,
       const char *what,
       LecTranscriptReport *report)
{
  g_autoptr (GError) reason = NULL;

  if (lec_transcript_check (transcript, &reason))
    return TRUE;

  note (report, what, reason->message);
  return FALSE;
}

LecTranscript *
lec_transcript_provider_read_file (const char *path,
                                   LecTranscriptReport *report)
{
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecTranscript) transcript = NULL;

  g_return_val_if_fail (path != NULL && report != NULL, NULL);

  name = g_filename_display_basename (path);
  transcript = lec_subtitle_file_load (path, &problems, &reason);
  if (transcript == NULL)
    {
      /* It names the file. */
      lec_transcript_report_take_note (report, g_strdup (reason->message));
      return NULL;
    }
  if (!check (transcript, name, report))
    return NULL;

  note_problems (report, name, problems);
  return g_steal_pointer (&transcript);
}

static LecTranscript *
provide_sidecar (const LecTranscriptSearch *search,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) sidecars = lec_sidecar_list (search->video);

  lec_sidecar_sort (sidecars, search->languages);
  for (guint i = 0; i < sidecars->len; i++)
    {
      const LecSidecar *sidecar = g_ptr_array_index (sidecars, i);
      LecTranscript *transcript = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      transcript = lec_transcript_provider_read_file (sidecar->path, search->report);
      if (transcript == NULL)
        continue;
      if (transcript->language == NULL)
        transcript->language = g_strdup (sidecar->language);
      return transcript;
    }

  return NULL;
}

static int
compare_cues (gconstpointer a,
              gconstpointer b)
{
  const LecCue *left = *(const LecCue *const *) a;
  const LecCue *right = *(const LecCue *const *) b;

  return (left->start_s > right->start_s) - (left->start_s < right->start_s);
}

/* A lecturer may say "a < b": what is plain is no markup. */
static void
add_plain (LecTranscript *transcript,
           const LecSubtitlePiece *piece)
{
  g_autofree char *escaped = g_markup_escape_text (piece->text, -1);

  lec_cue_text_read (escaped, LEC_CUE_MARKUP_TAGS, piece->start_s, piece->end_s, transcript->cues);
}

/* Pieces of a file are read as one. */
static LecTranscript *
read_blocks (const LecSubtitleTrack *track)
{
  g_autoptr (GString) text = g_string_new ("WEBVTT\n\n");
  LecTranscript *transcript = NULL;

  for (guint i = 0; i < track->pieces->len; i++)
    g_string_append_printf (text, "%s\n\n", ((const LecSubtitlePiece *) g_ptr_array_index (track->pieces, i))->text);
  transcript = lec_subtitle_file_parse (text->str, text->len, NULL, NULL);
  if (transcript != NULL)
    transcript->source = LEC_TRANSCRIPT_EMBEDDED;

  return transcript != NULL ? transcript : lec_transcript_new (LEC_TRANSCRIPT_EMBEDDED);
}

static LecTranscript *
read_pieces (const LecSubtitleTrack *track)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_EMBEDDED);
  LecCueMarkup markup = track->form == LEC_SUBTITLE_ASS ? LEC_CUE_MARKUP_ASS : LEC_CUE_MARKUP_TAGS;

  for (guint i = 0; i < track->pieces->len; i++)
    {
      const LecSubtitlePiece *piece = g_ptr_array_index (track->pieces, i);

      if (track->form == LEC_SUBTITLE_PLAIN)
        add_plain (transcript, piece);
      else
        lec_cue_text_read (piece->text, markup, piece->start_s, piece->end_s, transcript->cues);
    }
  if (transcript->cues->len > LEC_TRANSCRIPT_MAX_CUES)
    g_ptr_array_set_size (transcript->cues, LEC_TRANSCRIPT_MAX_CUES);
  g_ptr_array_sort (transcript->cues, compare_cues);
  lec_rolling_captions_remove (transcript->cues);

  return transcript;
}

static LecTranscript *
read_track (const LecSubtitleTrack *track,
            LecTranscriptReport *report)
{
  g_autoptr (LecTranscript) transcript = track->form == LEC_SUBTITLE_BLOCKS ? read_blocks (track) : read_pieces (track);

  transcript->origin = g_strdup (track->title);
  if (transcript->language == NULL)
    transcript->language = g_strdup (track->language);
  if (transcript->cues->len == 0 || !check (transcript, _ ("subtitles in the video"), report))
    return NULL;

  return g_steal_pointer (&transcript);
}

static LecTranscript *
provide_embedded (const LecTranscriptSearch *search,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecSubtitleTracks) tracks = lec_subtitle_tracks_read (search->video, 0, search->progress,
                                                                   search->user_data, cancellable, &reason);
  const LecSubtitleTrack *track = tracks != NULL ? lec_subtitle_tracks_choose (tracks, search->languages) : NULL;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (reason != NULL)
    note (search->report, _ ("subtitles in the video"), reason->message);
  else if (track == NULL && tracks != NULL && tracks->n_pictures > 0)
    note (search->report, _ ("subtitles in the video"), _ ("they are pictures of text, which are not read"));

  return track != NULL ? read_track (track, search->report) : NULL;
}

static const LecTranscriptProvider providers[] = {
  { "embedded", provide_embedded },
  { "sidecar", provide_sidecar },
  { "whisper", NULL },
  { "service", NULL },
};

const LecTranscriptProvider *
lec_transcript_provider_table (gsize *n_providers)
{
  g_return_val_if_fail (n_providers != NULL, NULL);

  *n_providers = G_N_ELEMENTS (providers);
  return providers;
}

gboolean
lec_transcript_provider_is_wanted (const LecTranscriptProvider *provider,
                                   const char *option)
{
  g_return_val_if_fail (provider != NULL && option != NULL, FALSE);

  return g_str_equal (option, "auto") || g_str_equal (option, provider->name);
}
