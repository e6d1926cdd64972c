/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture of slides and speech, made line by line.
 */
#pragma once

#include "model/lecture.h"
#include "model/transcript.h"

#define TALK_SLIDE_S 60.0

typedef struct
{
  LecLecture *lecture;
  LecTranscript *transcript;
} MadeTalk;

static inline MadeTalk
made_talk_new (void)
{
  return (MadeTalk){ lec_lecture_new (), lec_transcript_new (LEC_TRANSCRIPT_SIDECAR) };
}

static inline void
made_talk_clear (MadeTalk *self)
{
  lec_lecture_free (self->lecture);
  lec_transcript_free (self->transcript);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MadeTalk, made_talk_clear)

/* @text: what stands below the title; @said: (nullable): over it, a cue a slide */
static inline void
made_talk_add (MadeTalk *self,
               const char *title,
               const char *text,
               const char *said)
{
  guint n_before = self->lecture->slides->len;
  LecSlide *slide = lec_slide_new (n_before + 1);

  lec_slide_add_visit (slide, n_before * TALK_SLIDE_S, (n_before + 1) * TALK_SLIDE_S);
  slide->title = g_strdup (title);
  slide->text = title != NULL ? g_strconcat (title, "\n", text, NULL) : g_strdup (text);
  g_ptr_array_add (self->lecture->slides, slide);
  if (said != NULL)
    g_ptr_array_add (self->transcript->cues,
                     lec_cue_new (n_before * TALK_SLIDE_S, (n_before + 1) * TALK_SLIDE_S, said));
}
