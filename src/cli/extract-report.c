/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same words, whichever command has made the outputs.
 */
#include "cli/extract-report.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "cli/report.h"

/* Less than that is the same time to a reader. */
#define MIN_MISSING_S 1.0

static void
status_changed_cb (const LecExtractStatus *status,
                   gpointer user_data)
{
  lec_progress_view_show (user_data, status, g_get_monotonic_time ());
}

static void
slide_found_cb (const LecSlide *slide,
                gpointer user_data)
{
  lec_progress_view_add_slide (user_data, slide);
}

void
lec_extract_report_listen (LecExtractListener *listener,
                           LecProgressView *view)
{
  *listener = (LecExtractListener){ status_changed_cb, slide_found_cb, view };
}

void
lec_extract_report_notice_cb (LecExtractNoticeKind kind,
                              const char *reason,
                              gpointer user_data)
{
  LecProgressView **view = user_data;

  if (view != NULL && *view != NULL)
    lec_progress_view_hide (*view);
  switch (kind)
    {
    case LEC_EXTRACT_UNPROTECTED:
      lec_report_warning ("%s", reason);
      break;
    case LEC_EXTRACT_UNKEPT:
    default:
      lec_report_warning (_ ("%s; nothing is kept for later (“lectern doctor” says what to do)"), reason);
      break;
    }
}

static void
report_summary (const char *name,
                const LecExtractResult *result)
{
  g_autofree char *slides = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", result->n_slides),
                                             result->n_slides);

  if (result->n_written == 0)
    lec_report_note (name, _ ("%s, there already: same video, same settings"), slides);
  else if (result->reused)
    lec_report_note (name, _ ("%s, without reading the video again"), slides);
  else
    lec_report_note (name, "%s", slides);
}

static void
report_cut (const LecExtractCut *cut)
{
  g_autofree char *name = g_path_get_basename (cut->video);
  g_autofree char *read = lec_time_format (cut->read_s);
  g_autofree char *duration = lec_time_format (cut->duration_s);

  if (cut->reason != NULL)
    lec_report_failure (name, cut->reason);
  if (cut->reason == NULL && cut->duration_s - cut->read_s < MIN_MISSING_S)
    lec_report_note (name, _ ("damaged or incomplete: the file ends at %s; the slides up to there are kept"), read);
  else if (cut->reason == NULL)
    /* Translators: up to which time a damaged video could be read, and its length */
    lec_report_note (name, _ ("damaged or incomplete: read %s of %s; the slides up to there are kept"), read, duration);
  else if (cut->duration_s > 0)
    lec_report_note (name, _ ("read %s of %s; the slides up to there are kept"), read, duration);
  else
    lec_report_note (name, _ ("read up to %s; the slides up to there are kept"), read);
}

/* What somebody has corrected, and no longer is there to be corrected. */
static void
report_lost_edits (const char *name,
                   const LecLecture *lecture)
{
  guint n_lost = 0;

  for (guint i = 0; i < lecture->edits->len; i++)
    {
      const LecEditRecord *record = g_ptr_array_index (lecture->edits, i);

      n_lost += record->outcome == LEC_EDIT_NO_SLIDE || record->outcome == LEC_EDIT_PARTLY ? 1 : 0;
    }
  if (n_lost > 0)
    lec_report_note (name,
                     g_dngettext (GETTEXT_PACKAGE,
                                  "%u of %u edits does not find its slide; see “lectern edit … log”",
                                  "%u of %u edits do not find their slides; see “lectern edit … log”",
                                  n_lost),
                     n_lost, lecture->edits->len);
}

static void
report_transcript (const char *name,
                   const LecTranscriptReport *report)
{
  const char *origin = _ ("the subtitles in the video");

  if (report->source != LEC_TRANSCRIPT_EMBEDDED && report->origin != NULL)
    origin = report->origin;

  if (report->found)
    lec_report_note (name,
                     /* Translators: how many pieces of text, and what subtitles they are from */
                     g_dngettext (GETTEXT_PACKAGE, "transcript: %u line from %s", "transcript: %u lines from %s",
                                  report->n_cues),
                     report->n_cues, origin);
  for (guint i = 0; i < report->notes->len; i++)
    {
      const char *note = g_ptr_array_index (report->notes, i);

      if (report->found)
        lec_report_note (name, "%s", note);
      else
        lec_report_note (name, _ ("no transcript: %s"), note);
    }
}

int
lec_extract_report_result (const char *name,
                           const LecExtractResult *result)
{
  for (guint i = 0; i < result->cuts->len; i++)
    report_cut (g_ptr_array_index (result->cuts, i));
  report_summary (name, result);
  report_lost_edits (name, result->lecture);
  if (result->transcript != NULL)
    report_transcript (name, result->transcript);
  if (result->images != NULL)
    lec_report_path (result->images);
  if (result->json != NULL)
    lec_report_path (result->json);
  lec_report_path (result->pdf);

  return result->cuts->len > 0 ? lec_error_get_exit_code (LEC_ERROR_INCOMPLETE) : 0;
}
