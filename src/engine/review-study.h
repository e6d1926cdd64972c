/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents to study from, made of a lecture under review or of several as a
 * course: with what was said, and what there is to learn. Nothing of the
 * lectures and their own outputs changes.
 */
#pragma once

#include "engine/review.h"

G_BEGIN_DECLS

/**
 * LecStudyFormat:
 * @name: as on the command line
 * @suffix: of the file, with the dot
 * @description: translatable
 * @has_course: whether several lectures may be in one file
 */
typedef struct
{
  const char *name;
  const char *suffix;
  const char *description;
  gboolean has_course;
} LecStudyFormat;

/* Returns: (transfer container) (element-type LecStudyFormat): in the order of --help */
GArray *lec_study_format_list (void);

/* What one studies from, unless it is said. Returns: (array zero-terminated=1): names */
const char *const *lec_study_format_list_usual (gboolean has_course);

/**
 * LecStudyExport:
 * @formats: (array zero-terminated=1): names, each once
 * @output: (nullable): a folder, or the file where there is one format; %NULL for beside the video
 * @course: (nullable): title of a course; %NULL for a file each lecture
 * @syllabus: (nullable): path of a text with the topics of the course
 * @subtitles: (nullable): path of the subtitles to take; of one lecture
 * @deck: (nullable): path of the PDF of the slides, of one lecture
 * @paper: (nullable): for what is printed, as the option of that name has it; %NULL for that of the
 *   first lecture
 * @picture_quality: (nullable): likewise; %NULL for that of each lecture
 * @language_model: whether the one that is set may add to the guide; it is never asked otherwise
 * @force: whether files that are there may be replaced
 * @skip_empty: whether formats that these lectures have nothing for, such as a deck without a
 *   question, are left out and told of, when there is something for another one
 * @model_note: (out) (optional) (transfer full) (nullable): why the language model has not added to
 *   the guide of the first lecture, where it was to
 * @skip_note: (out) (optional) (transfer full) (nullable): why a format was left out; of several
 *   the last one
 */
typedef struct
{
  const char *const *formats;
  const char *output;
  const char *course;
  const char *syllabus;
  const char *subtitles;
  const char *deck;
  const char *paper;
  const char *picture_quality;
  gboolean force;
  gboolean language_model;
  gboolean skip_empty;
  char **model_note;
  char **skip_note;
} LecStudyExport;

/* Whether a language model is set, before any work is done for it. Returns: %FALSE with
 * %LEC_ERROR_USAGE, which says how to set one */
gboolean lec_study_check_model (GError **error);

/**
 * lec_study_read_video:
 * @result: (out caller-allocates): zeroed; to be cleared also on failure
 *
 * So that there is a lecture to review: up to the words on its slides. Nothing is placed.
 *
 * Returns: %FALSE with the errors of lec_extractor_extract()
 */
gboolean lec_study_read_video (LecExtractor *extractor,
                               const char *video,
                               const LecJobOptions *options,
                               const LecExtractListener *listener,
                               LecExtractResult *result,
                               GCancellable *cancellable,
                               GError **error);

/**
 * lec_study_check_export:
 *
 * What can be told of it before a lecture is opened, or read first.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE (no such format, no course in it, a deck that is missing or
 *   not asked for), or _NOT_FOUND or _UNREADABLE of a file that is given
 */
gboolean lec_study_check_export (const LecStudyExport *what, GError **error);

/* Whether @output is the name of the one document, and not of a folder. */
gboolean lec_study_names_file (const LecStudyExport *what);

/**
 * lec_review_export_study:
 * @reviews: of one lecture, or of all those of a course in their order
 * @listener: (nullable)
 * @notes: (out) (transfer full) (element-type utf8): what a person should know, such as why there
 *   is no transcript, or no deck for Anki; with a deck the first one says how many of its pages
 *   were shown
 *
 * Returns: (transfer full) (nullable) (element-type filename): the files that were written, in the
 *   order of @what; %NULL with %LEC_ERROR_USAGE (no such format, no course in it, a lecture twice),
 *   _EXISTS, _NOT_FOUND and _UNREADABLE of the syllabus, those of the deck, or the errors of the
 *   stages and of the documents: then nothing is there that was not before
 */
GPtrArray *lec_review_export_study (LecReview *const *reviews,
                                    gsize n_reviews,
                                    const LecStudyExport *what,
                                    const LecExtractListener *listener,
                                    GPtrArray **notes,
                                    GCancellable *cancellable,
                                    GError **error);

/* Of one lecture, into a folder. Returns: (transfer full) (nullable) (element-type filename): what
 * lec_review_export_study() would have to replace; %NULL with the errors of
 * lec_output_plan_new_named() */
GPtrArray *lec_review_list_study_in_the_way (LecReview *review, const LecStudyExport *what, GError **error);

G_END_DECLS
