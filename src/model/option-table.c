/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of options. What a value means is known by the stage that uses it.
 */
#include <glib/gi18n-lib.h>

#include "model/job-options.h"

#define OFFSET(member) G_STRUCT_OFFSET (LecJobOptions, member)

static const char *const sensitivities[] = { "low", "normal", "high", NULL };
static const char *const layouts[] = { "slides", "notes", "handout", NULL };
static const char *const papers[] = { "a4", "letter", NULL };
static const char *const qualities[] = { "low", "medium", "high", NULL };
static const char *const per_page[] = { "2", "3", "4", "6", NULL };
static const char *const transcripts[] = { "auto", "none", "embedded", "sidecar", "whisper", "service", NULL };

static const LecOptionSpec specs[] = {
  { "from", LEC_OPTION_TIME, NULL, 0, 0, "0", "TIME",
    N_ ("start reading at TIME: seconds, M:SS or H:MM:SS"),
    LEC_AFFECTS_READING, OFFSET (from_s) },
  { "to", LEC_OPTION_TIME, NULL, 0, 0, NULL, "TIME",
    N_ ("stop reading at TIME"),
    LEC_AFFECTS_READING, OFFSET (to_s) },
  { "sensitivity", LEC_OPTION_CHOICE, sensitivities, 0, 0, "normal", NULL,
    N_ ("how small a change makes a new slide"),
    LEC_AFFECTS_SEGMENTS, OFFSET (sensitivity) },
  { "shortest", LEC_OPTION_SECONDS, NULL, 0.2, 60, "0.6", "SECONDS",
    N_ ("a page shown for less is a flick-through"),
    LEC_AFFECTS_SEGMENTS, OFFSET (shortest_s) },
  { "keep-builds", LEC_OPTION_BOOLEAN, NULL, 0, 0, "false", NULL,
    N_ ("a page for each step of a slide that is built up"),
    LEC_AFFECTS_SEGMENTS, OFFSET (keep_builds) },
  { "crop", LEC_OPTION_CROP, NULL, 0, 0, "auto", "auto|none|X,Y,W,H",
    N_ ("cut out the slide where it is certain, never, or as given in pixels"),
    LEC_AFFECTS_SEGMENTS, OFFSET (crop_mode) },
  { "ignore", LEC_OPTION_REGIONS, NULL, 0, 0, NULL, "X,Y,W,H",
    N_ ("leave a region, such as an overlay, out of the comparison; may be repeated"),
    LEC_AFFECTS_READING, OFFSET (ignore) },
  { "language", LEC_OPTION_LANGUAGES, NULL, 0, 0, "eng", "LANG[+LANG…]",
    N_ ("languages of the text on the slides, as Tesseract names them"),
    LEC_AFFECTS_RECOGNITION, OFFSET (language) },
  { "transcript", LEC_OPTION_TRANSCRIPT, transcripts, 0, 0, "auto",
    "auto|none|embedded|sidecar|whisper|service|FILE",
    N_ ("what was said: subtitles in the video, beside it, a .vtt or .srt file, or what a program or service hears"),
    LEC_AFFECTS_TRANSCRIPT, OFFSET (transcript) },
  { "transcript-language", LEC_OPTION_TAG, NULL, 0, 0, "auto", "auto|LANG",
    N_ ("language of what was said, such as de or en-US, where there are several subtitles"),
    LEC_AFFECTS_TRANSCRIPT, OFFSET (transcript_language) },
  { "layout", LEC_OPTION_CHOICE, layouts, 0, 0, "slides", NULL,
    N_ ("a slide a page, each with its text, or several a page with lines for notes"),
    LEC_AFFECTS_DOCUMENTS, OFFSET (layout) },
  { "per-page", LEC_OPTION_INTEGER, per_page, 2, 6, "3", NULL,
    N_ ("slides a page in a handout"),
    LEC_AFFECTS_DOCUMENTS, OFFSET (per_page) },
  { "paper", LEC_OPTION_CHOICE, papers, 0, 0, "a4", NULL,
    N_ ("pages of notes, handouts and what is to be studied; a slide's own page has its shape"),
    LEC_AFFECTS_DOCUMENTS, OFFSET (paper) },
  { "picture-quality", LEC_OPTION_CHOICE, qualities, 0, 0, "high", NULL,
    N_ ("pictures in documents: as they were read, or smaller ones for smaller files"),
    LEC_AFFECTS_DOCUMENTS, OFFSET (picture_quality) },
  { "lossless", LEC_OPTION_BOOLEAN, NULL, 0, 0, "false", NULL,
    N_ ("pictures without compression loss (PNG): larger files"),
    LEC_AFFECTS_READING, OFFSET (lossless) },
  { "images", LEC_OPTION_BOOLEAN, NULL, 0, 0, "false", NULL,
    N_ ("also write the slides as pictures, to the folder NAME-slides"),
    0, OFFSET (images) },
  { "json", LEC_OPTION_BOOLEAN, NULL, 0, 0, "false", NULL,
    N_ ("also write all that was found out as JSON, to NAME.json"),
    0, OFFSET (json) },
};

/**
 * lec_job_options_get_specs:
 * @n_specs: (out): how many
 *
 * Returns: (transfer none) (array length=n_specs): the table, in the order of --help
 */
const LecOptionSpec *
lec_job_options_get_specs (gsize *n_specs)
{
  g_return_val_if_fail (n_specs != NULL, NULL);

  *n_specs = G_N_ELEMENTS (specs);
  return specs;
}

/* Returns: (transfer none) (nullable) */
const LecOptionSpec *
lec_job_options_find_spec (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    if (g_str_equal (specs[i].name, name))
      return &specs[i];

  return NULL;
}
