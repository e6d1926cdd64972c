/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words said, with their times: what transcript.json holds. Plain data;
 * JSON both ways.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LEC_TRANSCRIPT_VERSION 1

/* What readers of others' transcripts may take: beyond that they leave out. */
#define LEC_TRANSCRIPT_MAX_CUES 200000
#define LEC_CUE_MAX_TEXT_BYTES  (64 * 1024)
#define LEC_CUE_MAX_WORDS       (LEC_CUE_MAX_TEXT_BYTES / 2)
#define LEC_CUE_MAX_NAME_BYTES  1024 /* of a speaker, an origin */
#define LEC_CUE_MAX_TIME_S      1e7

/* Where the words came from. Names in JSON: embedded, sidecar, whisper, service. */
typedef enum
{
  LEC_TRANSCRIPT_EMBEDDED, /* a subtitle track of the video */
  LEC_TRANSCRIPT_SIDECAR,  /* a .vtt or .srt file */
  LEC_TRANSCRIPT_WHISPER,  /* whisper-cli, on this machine */
  LEC_TRANSCRIPT_SERVICE,  /* an OpenAI-compatible service */
} LecTranscriptSource;

const char *lec_transcript_source_get_name (LecTranscriptSource source);
gboolean lec_transcript_source_from_name (const char *name, LecTranscriptSource *source);

/* A word of a cue. @text: UTF-8, never blank. Seconds of stream time. */
typedef struct
{
  char *text;
  double start_s;
  double end_s;
} LecSpokenWord;

LecSpokenWord *lec_spoken_word_new (const char *text, double start_s, double end_s);
void lec_spoken_word_free (LecSpokenWord *self);

/**
 * LecCue: what is said in one breath, as a subtitle shows it
 * @start_s: seconds of stream time
 * @end_s: not before @start_s
 * @text: plain UTF-8 without markup, never blank; lines end with \n
 * @speaker: (nullable): who says it, never blank
 * @words: (element-type LecSpokenWord): in order of their starts and within the cue's times, where
 *   the source gave their times; else empty
 */
typedef struct
{
  double start_s;
  double end_s;
  char *text;
  char *speaker;
  GPtrArray *words;
} LecCue;

LecCue *lec_cue_new (double start_s, double end_s, const char *text);
LecCue *lec_cue_copy (const LecCue *self);
void lec_cue_free (LecCue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecCue, lec_cue_free)

/**
 * LecTranscript:
 * @origin: (nullable): the file's base name, the track's title or the model's name; never blank
 * @language: (nullable): BCP 47, as the source said or as it was recognised
 * @cues: (element-type LecCue): in order of their starts; they may overlap
 */
typedef struct
{
  LecTranscriptSource source;
  char *origin;
  char *language;
  GPtrArray *cues;
} LecTranscript;

LecTranscript *lec_transcript_new (LecTranscriptSource source);
LecTranscript *lec_transcript_copy (const LecTranscript *self);
void lec_transcript_free (LecTranscript *self);
JsonNode *lec_transcript_to_json (const LecTranscript *self);
/* Whatever is wrong with it is an error here: callers may rely on what the structs say. */
LecTranscript *lec_transcript_from_json (JsonNode *node, GError **error);
gboolean lec_transcript_save (const LecTranscript *self, const char *path, GError **error);
LecTranscript *lec_transcript_load (const char *path, GError **error);
/* Whether @text looks like a language tag: letters and digits in short parts, "zh-Hans-CN". */
gboolean lec_text_is_language_tag (const char *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTranscript, lec_transcript_free)

G_END_DECLS
