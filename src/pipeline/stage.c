/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one table of stages. The weights are shares of processor time, measured
 * on ten minutes of 1080p H.264 with 24 slides; segmenting stands in for
 * extracting when only its options changed, and editing is rarely there. What
 * runs beside another stage, and what is in the queue for maintenance, is no
 * part of a job's length and weighs nothing.
 */
#include "pipeline/stage.h"

static const LecStage stages[] = {
  { "probe", "extraction", 0.01, LEC_FILE_VIDEO, TRUE, LEC_AFFECTS_READING, lec_stage_probe },
  { "extract", "extraction", 0.72, LEC_FILE_LECTURE, TRUE, LEC_AFFECTS_READING, lec_stage_extract },
  { "segment", "extraction", 0.10, LEC_FILE_LECTURE, FALSE, LEC_AFFECTS_SEGMENTS, lec_stage_segment },
  { "read-ahead", "analysis", 0, LEC_FILE_AHEAD, FALSE, LEC_AFFECTS_RECOGNITION, lec_stage_read_ahead },
  { "recognise", "analysis", 0.24, LEC_FILE_LECTURE, FALSE, LEC_AFFECTS_RECOGNITION, lec_stage_recognise },
  { "edit", "analysis", 0.02, LEC_FILE_EDITED, TRUE, LEC_AFFECTS_RECOGNITION, lec_stage_edit },
  { "generate", "generation", 0.03, LEC_FILE_PDF, FALSE, LEC_AFFECTS_DOCUMENTS, lec_stage_generate },
  { "check", "maintenance", 0, LEC_FILE_FINDINGS, TRUE, 0, lec_stage_check },
};

const LecStage *
lec_stage_table (gsize *n_stages)
{
  g_return_val_if_fail (n_stages != NULL, NULL);

  *n_stages = G_N_ELEMENTS (stages);
  return stages;
}

/**
 * lec_stage_find:
 *
 * Returns: (nullable): the stage of that name
 */
const LecStage *
lec_stage_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stages[i].name, name))
      return &stages[i];

  return NULL;
}
