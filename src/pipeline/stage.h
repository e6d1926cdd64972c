/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage table. A stage is a function from an immutable task, whose folder
 * holds its inputs, to files in that folder. It sees no store, no queue and no
 * other job's files.
 */
#pragma once

#include <gio/gio.h>

#include "model/task.h"

G_BEGIN_DECLS

/* Where a stage reports to; called on the stage's own thread. */
typedef struct
{
  void (*progress) (double fraction, double position_s, gpointer user_data);
  void (*slide) (const LecSlide *slide, gpointer user_data);
  gpointer user_data;
  /* (nullable): how many pictures were decoded so far; to be called before progress is reported */
  void (*frames) (guint64 n_frames, gpointer user_data);
} LecStageSink;

typedef gboolean (*LecStageFunc) (const LecTask *task,
                                  const LecStageSink *sink,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * LecStage:
 * @name: in messages, logs and databases
 * @queue: extraction, analysis, generation or maintenance
 * @weight: share of a job's progress bar
 * @makes: the result's file name in the task's folder
 * @needs_gst: whether gst_init() must have been called
 * @affected_by: options that make its result stale
 * @needs: (nullable): the task of a job whose result it works on; %NULL for a job's first task, for
 *   those that a long video has in its place (read-part, join), and for what is no task of its own
 * @max_attempts: of a task of a job, before it is given up; 0 for what is no task of its own
 */
typedef struct
{
  const char *name;
  const char *queue;
  double weight;
  const char *makes;
  gboolean needs_gst;
  LecAffects affected_by;
  LecStageFunc run;
  const char *needs;
  guint max_attempts;
} LecStage;

/* In the order in which a job runs them. */
const LecStage *lec_stage_table (gsize *n_stages);
const LecStage *lec_stage_find (const char *name);
const LecStage *lec_stage_find_next (const char *done);

#define LEC_STAGE_PROBE          "probe"
#define LEC_STAGE_EXTRACT        "extract"
#define LEC_STAGE_READ_PART      "read-part"
#define LEC_STAGE_JOIN           "join"
#define LEC_STAGE_SEGMENT        "segment"
#define LEC_STAGE_READ_AHEAD     "read-ahead"
#define LEC_STAGE_RECOGNISE      "recognise"
#define LEC_STAGE_TRANSCRIBE     "transcribe"
#define LEC_STAGE_LISTEN         "listen"
#define LEC_STAGE_EDIT           "edit"
#define LEC_STAGE_ANALYSE        "analyse"
#define LEC_STAGE_DECK           "deck"
#define LEC_STAGE_ORIGINAL       "original"
#define LEC_STAGE_SHRINK         "shrink"
#define LEC_STAGE_GENERATE       "generate"
#define LEC_STAGE_WRITE_CHAPTERS "write-chapters"
#define LEC_STAGE_CHECK          "check"

/* What the check stage says of the process it runs in; more is in media/codec-check.h. */
#define LEC_CHECK_SANDBOX "sandbox"

/*
 * Names in a lecture's folder:
 *   video.json      probe makes it: the video's facts
 *   lecture.json    extract makes it, recognise fills in the words
 *   track.bin       the signature track (extract), enough to segment again
 *   part.bin        read-part makes it, in a folder of its own: what join needs of that part
 *   parts/          such files, named by their part, put there for join
 *   never/          tracks of pages that are never slides, put there for extract and segment
 *   pictures/       one picture per settled stretch, named by the stretch
 *   words/          recognise and read-ahead keep them, by picture and languages
 *   ahead.txt       read-ahead makes it: how many slides it was asked about
 *   transcript.json     transcribe makes it where it finds what was said
 *   transcription.json  transcribe makes it: where that is from, or why there is nothing
 *   sound.wav       listen makes it, for what makes words of it; it goes when they are there
 *   edits.jsonl     what a person has corrected, put there for edit
 *   edited.json     edit makes it of lecture.json: what generate works on where it is there
 *   given.json      the transcript that a person gave or corrected, put there for analyse
 *   syllabus.txt    the topics of the course, put there for analyse
 *   study.json      analyse makes it of the lecture, edited where it was, and of given.json, else
 *                   of transcript.json
 *   deck.pdf        the slides as their author made them, put there for deck and original
 *   deck.json       deck makes it of those and of the lecture: which page was shown when
 *   original.pdf    original makes it of both and of transcript.json
 *   smaller.json    shrink makes it of the lecture, for documents with smaller pictures
 *   smaller/        those pictures, by their slide; generate makes some, too, and takes them away
 *   lecture.pdf     generate makes it
 *   chapters.mkv    write-chapters makes it: the video, with its slides as chapters
 *   findings.json   check makes it, in a folder of its own
 */
#define LEC_FILE_VIDEO         "video.json"
#define LEC_FILE_LECTURE       "lecture.json"
#define LEC_FILE_TRACK         "track.bin"
#define LEC_FILE_EDITS         "edits.jsonl"
#define LEC_FILE_TRANSCRIPT    "transcript.json"
#define LEC_FILE_TRANSCRIPTION "transcription.json"
#define LEC_FILE_SOUND         "sound.wav"
#define LEC_FILE_EDITED        "edited.json"
#define LEC_FILE_GIVEN         "given.json"
#define LEC_FILE_SYLLABUS      "syllabus.txt"
#define LEC_FILE_STUDY         "study.json"
#define LEC_FILE_DECK_PDF      "deck.pdf"
#define LEC_FILE_DECK          "deck.json"
#define LEC_FILE_ORIGINAL      "original.pdf"
#define LEC_FILE_SMALLER       "smaller.json"
#define LEC_FILE_PDF           "lecture.pdf"
#define LEC_FILE_CHAPTERED     "chapters.mkv"
#define LEC_FILE_AHEAD         "ahead.txt"
#define LEC_FILE_FINDINGS      "findings.json"
#define LEC_FILE_PART          "part.bin"
#define LEC_FILE_NTH_PART      "%05u.bin"
#define LEC_FOLDER_PARTS       "parts"
#define LEC_FOLDER_NEVER       "never"
#define LEC_FOLDER_PICTURES    "pictures"
#define LEC_FOLDER_WORDS       "words"
#define LEC_FOLDER_SMALLER     "smaller"

/* Pages that are never slides, at most. */
#define LEC_MAX_NEVER 200

gboolean lec_stage_probe (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_extract (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_read_part (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_join (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_segment (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_read_ahead (const LecTask *task,
                               const LecStageSink *sink,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_stage_recognise (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_transcribe (const LecTask *task,
                               const LecStageSink *sink,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_stage_listen (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_edit (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_analyse (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_deck (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_original (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_shrink (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_generate (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);
gboolean lec_stage_write_chapters (const LecTask *task,
                                   const LecStageSink *sink,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_stage_check (const LecTask *task, const LecStageSink *sink, GCancellable *cancellable, GError **error);

G_END_DECLS
