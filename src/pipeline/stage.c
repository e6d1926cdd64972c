/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one table of stages. The weights are shares of processor time, measured
 * on ten minutes of 1080p H.264 with 24 slides; segmenting stands in for
 * extracting when only its options changed, reading parts and joining them do
 * for a long video, listening and editing are rarely there, what is said and
 * what there is to study take next to no time, and a copy of the video, or
 * smaller pictures, are asked for later. What runs beside another stage, and
 * what is in the queue for maintenance, is no part of a job's length and weighs
 * nothing.
 */
#include "pipeline/stage.h"

/* A crash may have been bad luck once, and even twice. */
#define ATTEMPTS 3

static const LecStage stages[] = {
  { "probe", "extraction", 0.01, LEC_FILE_VIDEO, TRUE, LEC_AFFECTS_READING, lec_stage_probe, NULL, 0 },
  { "extract", "extraction", 0.72, LEC_FILE_LECTURE, TRUE, LEC_AFFECTS_READING, lec_stage_extract, NULL, ATTEMPTS },
  { "read-part", "extraction", 0.72, LEC_FILE_PART, TRUE, LEC_AFFECTS_READING, lec_stage_read_part, NULL,
    ATTEMPTS },
  { "join", "extraction", 0.05, LEC_FILE_LECTURE, FALSE, LEC_AFFECTS_READING, lec_stage_join, NULL, ATTEMPTS },
  { "segment", "extraction", 0.10, LEC_FILE_LECTURE, FALSE, LEC_AFFECTS_SEGMENTS, lec_stage_segment, NULL, 0 },
  { "read-ahead", "analysis", 0, LEC_FILE_AHEAD, FALSE, LEC_AFFECTS_RECOGNITION, lec_stage_read_ahead, NULL, 0 },
  { "recognise", "analysis", 0.24, LEC_FILE_LECTURE, FALSE, LEC_AFFECTS_RECOGNITION, lec_stage_recognise, "extract",
    ATTEMPTS },
  { "transcribe", "analysis", 0.01, LEC_FILE_TRANSCRIPTION, TRUE, LEC_AFFECTS_TRANSCRIPT, lec_stage_transcribe, NULL,
    0 },
  { "listen", "analysis", 0.02, LEC_FILE_SOUND, TRUE, LEC_AFFECTS_TRANSCRIPT, lec_stage_listen, NULL, 0 },
  { "edit", "analysis", 0.02, LEC_FILE_EDITED, TRUE, LEC_AFFECTS_RECOGNITION, lec_stage_edit, NULL, 0 },
  { "analyse", "analysis", 0.005, LEC_FILE_STUDY, FALSE, LEC_AFFECTS_RECOGNITION, lec_stage_analyse, NULL, 0 },
  { "deck", "analysis", 0.02, LEC_FILE_DECK, FALSE, LEC_AFFECTS_RECOGNITION, lec_stage_deck, NULL, 0 },
  { "original", "generation", 0.01, LEC_FILE_ORIGINAL, FALSE, LEC_AFFECTS_DOCUMENTS, lec_stage_original, NULL, 0 },
  { "shrink", "generation", 0.02, LEC_FILE_SMALLER, FALSE, LEC_AFFECTS_DOCUMENTS, lec_stage_shrink, NULL, 0 },
  { "generate", "generation", 0.03, LEC_FILE_PDF, FALSE, LEC_AFFECTS_DOCUMENTS, lec_stage_generate, "recognise",
    ATTEMPTS },
  { "write-chapters", "generation", 0.02, LEC_FILE_CHAPTERED, TRUE, LEC_AFFECTS_DOCUMENTS, lec_stage_write_chapters,
    NULL, 0 },
  { "check", "maintenance", 0, LEC_FILE_FINDINGS, TRUE, 0, lec_stage_check, NULL, 0 },
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

/**
 * lec_stage_find_next:
 * @done: (nullable): name of a job's task that is done, %NULL for a job that begins
 *
 * Returns: (nullable): the job's next task; %NULL when all of it is done
 */
const LecStage *
lec_stage_find_next (const char *done)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i].max_attempts > 0 && g_strcmp0 (stages[i].needs, done) == 0)
      return &stages[i];

  return NULL;
}
