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
void case_builds (Recording *self);
void case_inset (Recording *self);

G_END_DECLS
