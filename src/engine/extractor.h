/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main job: a video in, a searchable PDF out. Runs the stages in task
 * processes, reuses what an earlier run finished, places the outputs. Blocks;
 * belongs to one thread, which also gets the listener's calls.
 */
#pragma once

#include <gio/gio.h>

#include "engine/upload-consent.h"
#include "engine/work-options.h"
#include "model/lecture.h"
#include "model/transcript-report.h"

G_BEGIN_DECLS

/**
 * LecExtractStatus:
 * @stage: name in the stage table, or "download"
 * @fraction: of all that has to be done, 0..1; of a download, of that alone
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

/**
 * LecExtractCost: what a stage has cost, also one that failed
 * @wall_s: seconds, from handing it over until its outcome
 * @cpu_s: seconds of processor time
 * @peak_memory_bytes: of the task process
 * @n_frames: pictures that were decoded
 * @exit_status: of the task process as waitpid() gives it, -1 when it lives on
 * @printed: (nullable): the end of what it printed, valid UTF-8
 */
typedef struct
{
  const char *stage;
  double wall_s;
  double cpu_s;
  guint64 peak_memory_bytes;
  guint64 n_frames;
  int exit_status;
  const char *printed;
} LecExtractCost;

/**
 * LecExtractListener: all (nullable)
 * @slide: provisional; told again with its title and text when they were read ahead
 */
typedef struct
{
  void (*status) (const LecExtractStatus *status, gpointer user_data);
  void (*slide) (const LecSlide *slide, gpointer user_data);
  gpointer user_data;
  void (*cost) (const LecExtractCost *cost, gpointer user_data);
  LecUploadQuestion may_send; /* (nullable): where nobody is there to answer */
} LecExtractListener;

/**
 * LecExtractNoticeKind: what a person should know, and see to; work goes on
 * @LEC_EXTRACT_UNKEPT: the library cannot be written: lectures are not kept for later
 * @LEC_EXTRACT_UNPROTECTED: no process can be started: a damaged video may end this one. The
 *   reason says what to do
 */
typedef enum
{
  LEC_EXTRACT_UNKEPT,
  LEC_EXTRACT_UNPROTECTED,
} LecExtractNoticeKind;

/* Each kind is told once. @reason: why */
typedef void (*LecExtractNotice) (LecExtractNoticeKind kind, const char *reason, gpointer user_data);

/**
 * LecExtractRequest:
 * @videos: (array length=n_videos): paths; more than one are the parts of one talk
 * @options: how; for resegmenting, see lec_extractor_resegment()
 * @output: (nullable): folder or file ending in .pdf
 * @force: whether outputs that are there may be replaced
 * @last_stage: (nullable): extract or recognise: keep what that stage makes and go no further. A
 *   video that could be read only in part goes to the end all the same: it would be read again
 * @readings: (nullable): where jobs hand to each other what was read of their videos
 * @maker: (nullable): for whom it is done, as a job's name that is the same with each try: whatever
 *   was placed for him before, and is still as it was, may be replaced
 * @update: whether those may that were placed of this lecture and are still as they were
 * @may_read_ahead: (nullable): asked from another thread whether there is a processor to spare for
 *   reading the words on slides while the video is still being read; %NULL for never
 * @ahead_data: for @may_read_ahead
 * @n_cores: that the work may keep busy, 0 for all there are
 * @n_parts: of the one video, which were read by lec_extractor_read_part(); 0 where none were
 */
typedef struct
{
  const char *const *videos;
  gsize n_videos;
  const LecJobOptions *options;
  const char *output;
  gboolean force;
  const char *last_stage;
  gboolean (*may_read_ahead) (gpointer ahead_data);
  gpointer ahead_data;
  guint n_cores;
  guint n_parts;
  const char *readings;
  const char *maker;
  gboolean update;
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
 * @pdf: (nullable): path; %NULL when the request ended with an earlier stage
 * @images: (nullable): folder
 * @json: (nullable): path
 * @n_slides: pages of the talk
 * @n_left_out: stretches that are no slide
 * @n_written: files written; 0 when the same result was there already
 * @was_edited: whether somebody has corrected it, be it that all of that was undone
 * @reused: whether the video did not have to be read
 * @read_s: up to where it was read
 * @duration_s: as the file says
 * @cuts: (element-type LecExtractCut): of each video that could be read only in part; empty when
 *   all is there
 * @lecture: what is kept now
 * @transcript: (nullable): where the words said are from, or why there are none; %NULL when the
 *   request ended with an earlier stage
 * @kept_bytes: what is kept takes on the disk
 */
typedef struct
{
  char *pdf;
  char *images;
  char *json;
  guint n_slides;
  guint n_left_out;
  guint n_written;
  gboolean was_edited;
  gboolean reused;
  double read_s;
  double duration_s;
  GPtrArray *cuts;
  LecLecture *lecture;
  LecTranscriptReport *transcript;
  gint64 kept_bytes;
} LecExtractResult;

void lec_extract_result_clear (LecExtractResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecExtractResult, lec_extract_result_clear)

typedef struct _LecExtractor LecExtractor;

gboolean lec_extractor_check_options (const LecJobOptions *options, GError **error);
gboolean lec_extractor_check_subtitles (const LecJobOptions *options, GError **error);
LecExtractor *lec_extractor_new (const char *root, const char *executable);
void lec_extractor_limit (LecExtractor *self, const LecWorkOptions *options);
void lec_extractor_set_notice (LecExtractor *self, LecExtractNotice notice, gpointer user_data);
void lec_extractor_free (LecExtractor *self);
void lec_extractor_set_root (LecExtractor *self, const char *root);
const char *lec_extractor_get_root (LecExtractor *self);
LecVideoInfo *lec_extractor_probe (LecExtractor *self,
                                   const char *video,
                                   GCancellable *cancellable,
                                   GError **error);
/**
 * lec_extractor_choose_parts:
 * @request: one video
 * @part_s: how long a part is, about
 * @n_parts: (out): 1 where it is to be read in one go: it is short, of a codec that cannot be read
 *   in parts, only a piece of it is wanted, or it was read before
 *
 * Returns: %FALSE with the errors of lec_extractor_probe()
 */
gboolean lec_extractor_choose_parts (LecExtractor *self,
                                     const LecExtractRequest *request,
                                     double part_s,
                                     guint *n_parts,
                                     GCancellable *cancellable,
                                     GError **error);
/**
 * lec_extractor_read_part:
 * @request: one video
 * @part: 0..@n_parts - 1
 *
 * Keeps the part until lec_extractor_extract() makes a lecture of all of them. Parts may be read in
 * any order, at the same time by others, and by lec_extractor_extract() where they are not there.
 *
 * Returns: %FALSE with an error in %LEC_ERROR, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_extractor_read_part (LecExtractor *self,
                                  const LecExtractRequest *request,
                                  guint part,
                                  guint n_parts,
                                  const LecExtractListener *listener,
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
