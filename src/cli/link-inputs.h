/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses on the command line, in place of videos: from here on they are the
 * paths that they are brought to.
 */
#pragma once

#include <gio/gio.h>

#include "cli/arguments.h"

G_BEGIN_DECLS

/**
 * LecLinkCourse: a page that lists videos
 * @title: of the page
 * @first: index of its first video
 */
typedef struct
{
  char *title;
  guint first;
  guint n_videos;
} LecLinkCourse;

/**
 * LecLinkInputs:
 * @videos: (array zero-terminated): files as they were given, and the paths of what is behind
 *   addresses: a page may have several videos
 * @courses: (element-type LecLinkCourse) owned: in order
 * @failed: (element-type utf8): addresses that have none, as they are shown
 * @exit_code: of the first of those, or 130 when it was stopped before the last; else 0
 */
typedef struct
{
  GStrv videos;
  GPtrArray *courses;
  GPtrArray *failed;
  int exit_code;
} LecLinkInputs;

/* Asks for each address, and reports those that have no video. @self: zeroed */
void lec_link_inputs_read (LecLinkInputs *self, const LecArguments *arguments, GCancellable *cancellable);
void lec_link_inputs_clear (LecLinkInputs *self);
/* Returns: (transfer none) (nullable): the course whose first video is @index */
const LecLinkCourse *lec_link_inputs_find_course (const LecLinkInputs *self, gsize index);
/* Returns: (transfer full): what a person calls it: a path, or the address that it is from */
char *lec_link_inputs_dup_name (const char *video);
/* @output: (nullable): that was given. Returns: (nullable): where outputs go; a video from the web
 * lies nowhere that a person looks */
const char *lec_link_inputs_choose_output (const char *video, const char *output);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecLinkInputs, lec_link_inputs_clear)

G_END_DECLS
