/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the lecture page share: `lecture-page` shows the job's news,
 * `lecture-head` how far the job is, `lecture-sides` what is seen of slides, player
 * and study guide, `lecture-corrections` asks for what a person corrects,
 * `lecture-transcript` takes a file with what was said, `lecture-deck` a PDF of the
 * slides, `lecture-guide` asks a language model, `lecture-crop` asks for a box over the
 * video; `lecture-far` shows a job that the cluster has not done yet.
 */
#pragma once

#include "ui/adjust-popover.h"
#include "ui/deck-bar.h"
#include "ui/find-bar.h"
#include "ui/guide-bar.h"
#include "ui/hint-strip.h"
#include "ui/lecture-page.h"
#include "ui/review-thread.h"
#include "ui/slide-bar.h"
#include "ui/slide-grid.h"
#include "ui/slide-preview.h"
#include "ui/study-page.h"

G_BEGIN_DECLS

/* What a box over the video is for. */
typedef enum
{
  LEC_LECTURE_BOX_CROP,
  LEC_LECTURE_BOX_IGNORE,
  LEC_LECTURE_BOX_ADJUST, /* the crop of the lecture, to be tried */
} LecLectureBox;

struct _LecLecturePage
{
  AdwBin parent_instance;

  LecJobItem *item;        /* (nullable) */
  GSignalGroup *signals;   /* of the item */
  LecReviewThread *thread; /* (nullable) */
  LecJobsThread *jobs;     /* (nullable): until they were set */
  GCancellable *far;       /* (nullable): while a job is shown that the cluster has not done yet */
  gboolean far_is_asked;   /* for what was found so far */
  gboolean far_asks_again; /* when that is known */
  gboolean far_is_done;    /* it is, and the lecture was asked for */
  GPtrArray *ending;       /* (element-type LecReviewThread): of jobs that were shown before */
  LecReviewState state;
  LecOutputsState outputs;
  char *outputs_reason; /* (nullable) */
  guint width_idle;     /* 0 for none */
  gboolean was_folded;
  gboolean can_undo;
  gboolean can_redo;
  gboolean has_improved; /* a language model has added to the study guide */
  guint wanted;          /* number of the slide to be chosen, 0 for none */
  int width;             /* of the upright frame, in pixels; 0 when that is not known */
  int height;
  LecSlideItem *cropped; /* (nullable): the slide that a box is asked for */
  LecLectureBox box;     /* while it is */

  AdwToastOverlay *toasts;
  GtkWidget *menu_button;
  GtkMenuButton *adjust_button;
  LecAdjustPopover *adjust;
  AdwWindowTitle *title;
  AdwViewSwitcherTitle *switcher;
  GtkWidget *narrow_switcher;
  GtkWidget *title_room;
  GtkWidget *redo_button;
  GtkProgressBar *progress;
  GtkRevealer *reason_revealer;
  GtkLabel *reason;
  GtkWidget *retry_button;
  LecDeckBar *deck;
  LecGuideBar *guide;
  GtkStack *stack;
  AdwStatusPage *waiting_page;
  AdwStatusPage *failed_page;
  LecFindBar *find;
  LecSlideGrid *grid;
  LecHintStrip *strip;
  LecSlideBar *bar;
  AdwLeaflet *leaflet;
  GtkWidget *slides_side;
  GtkWidget *player_side;
  LecSlidePreview *preview;
  AdwViewStack *views;
  LecStudyPage *study;
  GtkWidget *drop_card;
};

/* --- lecture-page.c --- */

guint lec_lecture_page_count_slides (LecLecturePage *self);
/* Shows what there is: a page's name in the template. */
void lec_lecture_page_turn_to (LecLecturePage *self, const char *name);
void lec_lecture_page_take_news (LecLecturePage *self, const LecReviewNews *news);

/* --- lecture-head.c: each from the job as it is now --- */

void lec_lecture_head_show_title (LecLecturePage *self);
void lec_lecture_head_show_reason (LecLecturePage *self);
void lec_lecture_head_show_progress (LecLecturePage *self);
/* Why there are no slides, on the page that is shown then. */
void lec_lecture_head_show_failure (LecLecturePage *self, const GError *failure);

/* --- lecture-far.c --- */

/* Whether what is shown is such a job, and not a lecture of the library. */
gboolean lec_lecture_far_is_shown (LecLecturePage *self);
void lec_lecture_far_begin (LecLecturePage *self);
/* The job has changed: more may have been found, or it is over. */
void lec_lecture_far_look (LecLecturePage *self);
void lec_lecture_far_end (LecLecturePage *self);

/* --- lecture-sides.c --- */

/* Its actions and what the template calls. */
void lec_lecture_sides_install (GtkWidgetClass *widget_class);
gboolean lec_lecture_sides_is_study_guide (LecLecturePage *self);
/* What chooses the view has room beside the name, or is below. */
void lec_lecture_sides_show_switcher (LecLecturePage *self);
/* To where slides are, beside the player or before it. */
void lec_lecture_sides_show_slides (LecLecturePage *self);
/* Likewise. */
void lec_lecture_sides_show_player (LecLecturePage *self);

/* --- lecture-corrections.c --- */

/* Likewise. */
void lec_lecture_corrections_install (GtkWidgetClass *widget_class);
/* Takes @edit. */
void lec_lecture_corrections_ask_for (LecLecturePage *self, LecEdit *edit);

/* --- lecture-transcript.c --- */

/* Likewise. */
void lec_lecture_transcript_install (GtkWidgetClass *widget_class);
/* Files may be dropped on it. */
void lec_lecture_transcript_init (LecLecturePage *self);
/* One was taken, which can be put back. */
void lec_lecture_transcript_tell (LecLecturePage *self, const char *notice);

/* --- lecture-deck.c --- */

/* Likewise. */
void lec_lecture_deck_install (GtkWidgetClass *widget_class);
/* Whether there are slides to match it with. */
gboolean lec_lecture_deck_can_take (LecLecturePage *self);
void lec_lecture_deck_take (LecLecturePage *self, const char *path);

/* --- lecture-guide.c --- */

/* Likewise. */
void lec_lecture_guide_install (GtkWidgetClass *widget_class);
/* Whether there are slides to study from. */
gboolean lec_lecture_guide_can_improve (LecLecturePage *self);

/* --- lecture-crop.c --- */

/* Likewise. */
void lec_lecture_crop_install (GtkWidgetClass *widget_class);
void lec_lecture_crop_init (LecLecturePage *self);
/* Whether a box can be asked for: there is a video to draw it on. */
gboolean lec_lecture_crop_is_possible (LecLecturePage *self);
/* The box goes when another slide is chosen, or when slides can no longer be corrected. */
void lec_lecture_crop_follow (LecLecturePage *self);

G_END_DECLS
