/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main job: a video in, a searchable PDF out. Runs the stages in task
 * processes, reuses what an earlier run finished, places the outputs. Blocks;
 * belongs to one thread, which also gets the listener's calls.
 */
#pragma once

#include <gio/gio.h>

#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecExtractStatus:
 * @stage: name in the stage table
 * @fraction: of all that has to be done, 0..1
 * @position_s: time reached in the video, < 0 where it means nothing
 * @duration_s: of the video, 0 when unknown
 * @n_slides: found so far
 * @left_s: seconds the rest will take, < 0 while that cannot be told
 */
typedef struct
{
  const char *stage;
  double fraction;
  double position_s;
  double duration_s;
  guint n_slides;
  double left_s;
} LecExtractStatus;

/* All (nullable). */
typedef struct
{
  void (*status) (const LecExtractStatus *status, gpointer user_data);
  void (*slide) (const LecSlide *slide, gpointer user_data); /* provisional */
  gpointer user_data;
} LecExtractListener;

/**
 * LecExtractRequest:
 * @videos: (array length=n_videos): paths; more than one are the parts of one talk
 * @options: how; for resegmenting, see lec_extractor_resegment()
 * @output: (nullable): folder or file ending in .pdf
 * @force: whether outputs that are there may be replaced
 */
typedef struct
{
  const char *const *videos;
  gsize n_videos;
  const LecJobOptions *options;
  const char *output;
  gboolean force;
} LecExtractRequest;

/**
 * LecExtractCut: what is missing of a video
 * @read_s: up to where it was read
 * @duration_s: as the file says, 0 when not known
 * @reason: (nullable): what ended the reading; %NULL when the file just ends there
 */
typedef struct
{
  char *video;
  double read_s;
  double duration_s;
  GError *reason;
} LecExtractCut;

void lec_extract_cut_free (LecExtractCut *self);

/**
 * LecExtractResult:
 * @pdf: path
 * @images: (nullable): folder
 * @json: (nullable): path
 * @n_slides: pages of the talk
 * @n_left_out: stretches that are no slide
 * @n_written: files written; 0 when the same result was there already
 * @reused: whether the video did not have to be read
 * @read_s: up to where it was read
 * @duration_s: as the file says
 * @cuts: (element-type LecExtractCut): of each video that could be read only in part; empty when
 *   all is there
 */
typedef struct
{
  char *pdf;
  char *images;
  char *json;
  guint n_slides;
  guint n_left_out;
  guint n_written;
  gboolean reused;
  double read_s;
  double duration_s;
  GPtrArray *cuts;
} LecExtractResult;

void lec_extract_result_clear (LecExtractResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecExtractResult, lec_extract_result_clear)

typedef struct _LecExtractor LecExtractor;

LecExtractor *lec_extractor_new (const char *root, const char *executable);
void lec_extractor_free (LecExtractor *self);
LecVideoInfo *lec_extractor_probe (LecExtractor *self,
                                   const char *video,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_extractor_extract (LecExtractor *self,
                                const LecExtractRequest *request,
                                const LecExtractListener *listener,
                                LecExtractResult *result,
                                GCancellable *cancellable,
                                GError **error);
LecJobOptions *lec_extractor_dup_kept_options (LecExtractor *self,
                                               const char *source,
                                               GCancellable *cancellable,
                                               GError **error);
gboolean lec_extractor_resegment (LecExtractor *self,
                                  const LecExtractRequest *request,
                                  const LecExtractListener *listener,
                                  LecExtractResult *result,
                                  GCancellable *cancellable,
                                  GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecExtractor, lec_extractor_free)

G_END_DECLS
