/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder with scripted videos, what is kept of them, where their outputs go, and which stages
 * have run for that.
 */
#pragma once

#include "engine/extractor.h"
#include "scripted-stages.h"
#include "scripted-video.h"

typedef struct
{
  char *folder;
  char *root; /* of kept lectures */
  char *log;
  char *out;
  LecExtractor *extractor;
  LecJobOptions *options;
  LecExtractResult result;
} Studio;

static inline void
studio_set_up (Studio *self)
{
  self->folder = g_dir_make_tmp ("lectern-studio-XXXXXX", NULL);
  self->root = g_build_filename (self->folder, "kept", NULL);
  self->log = g_build_filename (self->folder, "log", NULL);
  self->out = g_build_filename (self->folder, "out", NULL);
  g_setenv ("STAGE_LOG", self->log, TRUE);
  self->extractor = lec_extractor_new (self->root, NULL);
  self->options = lec_job_options_new ();
}

static inline void
studio_tear_down (Studio *self)
{
  lec_extractor_free (self->extractor);
  lec_job_options_free (self->options);
  lec_extract_result_clear (&self->result);
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->root);
  g_free (self->log);
  g_free (self->out);
}

/* The log and the result begin anew. */
static inline void
studio_begin (Studio *self)
{
  g_unlink (self->log);
  lec_extract_result_clear (&self->result);
  memset (&self->result, 0, sizeof self->result);
}
