/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of a job and the one table that describes them. Command line
 * flags, --help, man pages, the window's preferences and the HTTP fields are
 * made from the table; "affects" decides what a re-run repeats.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/geometry.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_SENSITIVITY_LOW,
  LEC_SENSITIVITY_NORMAL,
  LEC_SENSITIVITY_HIGH,
} LecSensitivity;

typedef enum
{
  LEC_LAYOUT_SLIDES,
  LEC_LAYOUT_NOTES,
  LEC_LAYOUT_HANDOUT,
} LecLayout;

/* What pages are laid out for; as in documents/paper.c. */
typedef enum
{
  LEC_PAPER_A4,
  LEC_PAPER_LETTER,
} LecPaperSize;

/* Of pictures in documents; the last is as they were read. */
typedef enum
{
  LEC_PICTURE_QUALITY_LOW,
  LEC_PICTURE_QUALITY_MEDIUM,
  LEC_PICTURE_QUALITY_HIGH,
} LecPictureQuality;

typedef enum
{
  LEC_CROP_AUTO,
  LEC_CROP_NONE,
  LEC_CROP_REGION,
} LecCropMode;

/* Stages, as bits, that must run again when an option changes. */
typedef enum
{
  LEC_AFFECTS_READING = 1 << 0,  /* the video must be read again */
  LEC_AFFECTS_SEGMENTS = 1 << 1, /* the signature track is enough */
  LEC_AFFECTS_RECOGNITION = 1 << 2,
  LEC_AFFECTS_DOCUMENTS = 1 << 3,
  LEC_AFFECTS_TRANSCRIPT = 1 << 4, /* the words said */
} LecAffects;

/**
 * LecJobOptions:
 * @from_s: start reading here, 0 for the beginning
 * @to_s: stop reading here, 0 for the end
 * @sensitivity: how small a change makes a new slide
 * @shortest_s: a slide shown for less is a flick-through, 0.2 .. 60
 * @keep_builds: a page for each build step
 * @crop_mode: whether and how the slide region is cut out
 * @crop: the region when @crop_mode is %LEC_CROP_REGION
 * @ignore: (element-type LecRect): regions left out of the comparison
 * @language: Tesseract's names joined by "+"
 * @transcript: where the words said come from: "auto", "none", the name of a source ("embedded",
 *   "sidecar", "whisper", "service"), or the absolute path of a subtitle file
 * @transcript_language: "auto", or a language tag
 * @layout: of the PDF
 * @per_page: slides a page in a handout: 2, 3, 4 or 6
 * @paper: of pages that are not of a slide's shape
 * @picture_quality: of the pictures in documents; those that are kept stay as they are
 * @lossless: pictures as PNG, not JPEG
 * @images: also write the pictures
 * @json: also write lecture.json
 */
typedef struct
{
  double from_s;
  double to_s;
  LecSensitivity sensitivity;
  double shortest_s;
  gboolean keep_builds;
  LecCropMode crop_mode;
  LecRect crop;
  GArray *ignore;
  char *language;
  char *transcript;
  char *transcript_language;
  LecLayout layout;
  int per_page;
  LecPaperSize paper;
  LecPictureQuality picture_quality;
  gboolean lossless;
  gboolean images;
  gboolean json;
} LecJobOptions;

typedef enum
{
  LEC_OPTION_BOOLEAN,
  LEC_OPTION_CHOICE,
  LEC_OPTION_SECONDS,
  LEC_OPTION_TIME,
  LEC_OPTION_INTEGER,
  LEC_OPTION_CROP,
  LEC_OPTION_REGIONS,
  LEC_OPTION_LANGUAGES,
  LEC_OPTION_TRANSCRIPT,
  LEC_OPTION_TAG,
} LecOptionType;

/**
 * LecOptionSpec:
 * @name: as on the command line, without dashes; JSON uses it with "_" for "-"
 * @type: how the value is written
 * @choices: (nullable) (array zero-terminated): for %LEC_OPTION_CHOICE and _INTEGER; of
 *   %LEC_OPTION_TRANSCRIPT what it may be beside a path
 * @minimum: for numbers
 * @maximum: for numbers
 * @default_text: (nullable): as it would be written
 * @argument: (nullable): name of the value in --help: in capitals what is translated there, in
 *   small letters what is typed
 * @help: one line, translatable, no full stop
 * @affects: what must run again when it changes
 * @offset: of the field in LecJobOptions
 */
typedef struct
{
  const char *name;
  LecOptionType type;
  const char *const *choices;
  double minimum;
  double maximum;
  const char *default_text;
  const char *argument;
  const char *help;
  LecAffects affects;
  gsize offset;
} LecOptionSpec;

const LecOptionSpec *lec_job_options_get_specs (gsize *n_specs);
const LecOptionSpec *lec_job_options_find_spec (const char *name);

LecJobOptions *lec_job_options_new (void);
LecJobOptions *lec_job_options_copy (const LecJobOptions *self);
void lec_job_options_free (LecJobOptions *self);
/* LEC_ERROR_USAGE names the option, the value and what would be right. */
gboolean lec_job_options_set (LecJobOptions *self, const char *name, const char *value, GError **error);
char *lec_job_options_dup_value (const LecJobOptions *self, const char *name);
/* Returns: (nullable): the subtitle file that was chosen */
const char *lec_job_options_get_subtitles (const LecJobOptions *self);
/* Checks what one option alone cannot: from before to. */
gboolean lec_job_options_validate (const LecJobOptions *self, GError **error);
/* Which stages would give another result with @other's options. */
LecAffects lec_job_options_compare (const LecJobOptions *self, const LecJobOptions *other);
/* Takes over from @other those options that affect just this. No lists. */
void lec_job_options_take (LecJobOptions *self, const LecJobOptions *other, LecAffects affects);
JsonNode *lec_job_options_to_json (const LecJobOptions *self);
/* Only those that affect just this. Returns: (transfer full) */
JsonNode *lec_job_options_part_to_json (const LecJobOptions *self, LecAffects affects);
LecJobOptions *lec_job_options_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJobOptions, lec_job_options_free)

G_END_DECLS
