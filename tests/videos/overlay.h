/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What players and desktops lay over a slide: controls, a pause sign, captions,
 * notifications, a meeting's name tag.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

typedef enum
{
  OVERLAY_CONTROLS, /* a player's bar with a moving position */
  OVERLAY_PAUSE,    /* a round sign in the middle */
  OVERLAY_CAPTION,  /* two lines at the bottom */
  OVERLAY_TOAST,    /* a notification that slides in at the top right */
} OverlayKind;

/* From @start_s to @end_s; fades or slides in and out within that time. */
void overlay_add (Recording *recording, OverlayKind kind, const char *text, double start_s, double end_s);
/* Captions all the way, one after the other, out of the talk's words. */
void overlay_add_captions (Recording *recording, double start_s, double end_s);

G_END_DECLS
