/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody asked for when a job was added: it is kept with the job, so
 * that the work can be done days later, by another process.
 */
#pragma once

#include "model/folder-options.h"

G_BEGIN_DECLS

#define LEC_JOB_REQUEST_MAX_VIDEOS 1000
#define LEC_JOB_REQUEST_MAX_BYTES  (8 * 1024 * 1024)
#define LEC_JOB_REQUEST_MAX_INPUTS 4096

/**
 * LecJobInput: a file of the library that the work has to know of, where no folder is shared
 * @path: below the folder of kept lectures
 * @sha256: of the blob that it is in; unchecked, and so is @path
 */
typedef struct
{
  char *path;
  char *sha256;
  gint64 size_bytes;
} LecJobInput;

void lec_job_input_free (LecJobInput *self);

/**
 * LecJobRequest:
 * @videos: (element-type filename): absolute; more than one are the parts of one talk
 * @output: (nullable): absolute; a folder or a file ending in .pdf
 * @force: whether outputs that are there may be replaced
 * @folders: (element-type LecFolderOptions): what of @options was set for a folder, not for the job
 * @origins: (element-type filename): where the videos lie on the machine that has sent them, as
 *   many as there are videos; empty for videos that were not sent. Nobody else opens them
 * @inputs: (element-type LecJobInput): what else was sent
 * @shelf: (nullable): 64 hex digits: what is kept of the job is its own, on a shelf of that name,
 *   and not what its machine keeps of the video for everybody
 */
typedef struct
{
  GPtrArray *videos;
  LecJobOptions *options;
  char *output;
  gboolean force;
  GPtrArray *folders;
  GPtrArray *origins;
  GPtrArray *inputs;
  char *shelf;
} LecJobRequest;

LecJobRequest *lec_job_request_new (void);
void lec_job_request_free (LecJobRequest *self);
const char *lec_job_request_get_video (const LecJobRequest *self, guint i);
/* Where a person knows it to be. */
const char *lec_job_request_get_origin (const LecJobRequest *self, guint i);
const char *lec_job_request_find_folder (const LecJobRequest *self, const char *option);
JsonNode *lec_job_request_to_json (const LecJobRequest *self);
LecJobRequest *lec_job_request_from_json (JsonNode *node, GError **error);
char *lec_job_request_to_text (const LecJobRequest *self);
LecJobRequest *lec_job_request_from_text (const char *text, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJobRequest, lec_job_request_free)

G_END_DECLS
