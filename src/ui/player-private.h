/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the player share: `player` shows what the thread that decodes
 * tells, `player-actions` does what keys and buttons ask for, `player-quest` looks
 * for a part that was moved.
 */
#pragma once

#include <adwaita.h>

#include "media/video-player.h"
#include "ui/player-parts.h"
#include "ui/player.h"
#include "ui/scrubber.h"
#include "ui/video-paintable.h"
#include "ui/volume-control.h"

G_BEGIN_DECLS

struct _LecPlayer
{
  GtkBox parent_instance;

  LecVideoPlayer *player;
  LecVideoPaintable *paintable;
  LecPlayerParts *parts;
  char *content_id;     /* (nullable) */
  guint part;           /* the one that is open */
  GCancellable *quest;  /* (nullable): while a part is looked for */
  GCancellable *asking; /* (nullable): while a person is asked where it is */
  gboolean has_looked;  /* for this part */
  gint64 position_ns;
  double asked_s;
  GArray *marks_s; /* (element-type double) */
  guint mark;      /* G_MAXUINT before the first */
  LecPlaybackState state;
  gboolean goes_on; /* playing, but for the hand on the bar */
  const char *page; /* static: of the stack, when nothing is cropped */
  gboolean is_cropping;

  GtkStack *stack;
  GtkPicture *picture;
  AdwStatusPage *missing_page;
  AdwStatusPage *failed_page;
  GtkWidget *locate_button;
  GtkWidget *controls;
  GtkButton *play_button;
  GtkLabel *position_label;
  GtkLabel *duration_label;
  LecVolumeControl *volume;
  LecScrubber *scrubber;
  LecCropEditor *crop;
};

/* --- player.c --- */

/* Opens that part, from its beginning. */
void lec_player_open_part (LecPlayer *self, guint part);
/* Goes to @time_s of the lecture, in whichever part that is. */
void lec_player_ask (LecPlayer *self, LecSeekKind kind, double time_s);
void lec_player_show_time (LecPlayer *self, gint64 time_ns);
/* In place of the video. */
void lec_player_show_error (LecPlayer *self, const GError *error);

/* --- player-actions.c --- */

/* Its actions and what the template calls. */
void lec_player_actions_install (GtkWidgetClass *widget_class);

/* --- player-quest.c --- */

void lec_player_quest_install (GtkWidgetClass *widget_class);
/* Looks for the part that is open, where files of its name may be by now. */
void lec_player_quest_start (LecPlayer *self);
/* What was looked for is of another part. */
void lec_player_quest_stop (LecPlayer *self);
/* A person is no longer asked: another lecture is shown. */
void lec_player_quest_stop_asking (LecPlayer *self);

G_END_DECLS
