/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of cases: each is one thing that recordings do and slide finders
 * stumble over.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

/**
 * VideoCase:
 * @themes: (nullable): the only templates it is made with, %NULL-terminated
 */
typedef struct
{
  const char *name;
  const char *what;
  void (*make) (Recording *recording);
  double seconds;
  const char *const *themes;
} VideoCase;

extern const VideoCase video_cases[];
extern const guint n_video_cases;

const VideoCase *video_case_get (const char *name);

void case_cuts (Recording *self);
void case_near (Recording *self);
void case_dark (Recording *self);
void case_builds (Recording *self);
void case_returns (Recording *self);
void case_talk (Recording *self);
void case_talk_inset (Recording *self);
void case_lecture (Recording *self);
void case_deck (Recording *self);
void case_entrance (Recording *self);
void case_fades (Recording *self);
void case_exits (Recording *self);
void case_stalls (Recording *self);
void case_video (Recording *self);
void case_cursor (Recording *self);
void case_player (Recording *self);
void case_demo (Recording *self);
void case_leftout (Recording *self);
void case_inset (Recording *self);
void case_camera (Recording *self);
void case_filmed (Recording *self);
void case_walker (Recording *self);
void case_stage (Recording *self);
void case_handwriting (Recording *self);
void case_ink (Recording *self);
void case_whiteboard (Recording *self);
void case_pulse (Recording *self);

G_END_DECLS
