/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table. What each case does stands in the case-*.c files.
 */
#include "cases.h"

#define THEMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

const VideoCase video_cases[] = {
  { "cuts", "plain cuts between pages of one template", case_cuts, 60, NULL },
  { "near", "pages that differ by a line or two", case_near, 50, NULL },
  { "builds", "points that appear one by one", case_builds, 60, NULL },
  { "entrance", "elements that take seconds to come in, text that is typed", case_entrance, 60, NULL },
  { "fades", "cross-fades of up to two seconds, a ghost that stays", case_fades, 60, NULL },
  { "exits", "text that is typed nearly until all leaves again, a figure that never stands", case_exits, 50, NULL },
  { "stalls", "cross-fades that stop on their way, and slow ones of a line", case_stalls, 50, NULL },
  { "dark", "dark and low-contrast templates", case_dark, 50, THEMES ("dim", "faint", "dark", "night") },
  { "handwriting", "notes written with a pen on pages", case_handwriting, 70, NULL },
  { "inset", "a speaker in a small window that moves and changes size", case_inset, 60, NULL },
  { "cursor", "a mouse cursor or a laser pointer that wanders", case_cursor, 50, NULL },
  { "video", "films and animated pictures on slides, and one over the whole screen", case_video, 60, NULL },
  { "returns", "pages that come back, and pages flicked through", case_returns, 70, NULL },
  { "player", "player controls, pause signs, captions, notifications", case_player, 60, NULL },
  { "demo", "an editor and a browser being used between slides", case_demo, 70, NULL },
  { "camera", "cuts between the slides and a camera on the speaker", case_camera, 60, NULL },
  { "filmed", "the screen of a lecture hall, filmed: perspective, pans, people", case_filmed, 60, NULL },
  { "walker", "somebody who walks in front of the pages and stays there for a while", case_walker, 60, NULL },
  { "stage", "slides in a part of the picture: bars, a window, the speaker beside them", case_stage, 50, NULL },
  { "pulse", "hardly any bits: the picture pulses with each keyframe", case_pulse, 80, NULL },
  { "ink", "annotations drawn on slides", case_ink, 60, NULL },
  { "whiteboard", "a whiteboard that is written on and wiped", case_whiteboard, 80, NULL },
  { "leftout", "no slide: the speaker alone, a desktop, no signal, black", case_leftout, 70, NULL },
  { "talk", "24 slides, some with builds: for measuring speed", case_talk, 600, NULL },
  { "talk-inset", "the same with a noisy camera in the corner", case_talk_inset, 600, NULL },
  { "deck", "pages skipped, gone back to and built, a film in between: for matching a deck", case_deck, 100, NULL },
  { "lecture", "a bit of everything: the sample", case_lecture, 80, NULL },
};

const guint n_video_cases = G_N_ELEMENTS (video_cases);

const VideoCase *
video_case_get (const char *name)
{
  for (guint i = 0; i < n_video_cases; i++)
    if (g_str_equal (video_cases[i].name, name))
      return &video_cases[i];

  return NULL;
}
