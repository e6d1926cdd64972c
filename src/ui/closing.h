/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of the work when the window is closed.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LecClosing:
 * @LEC_CLOSING_ASK: a person decides each time
 * @LEC_CLOSING_BACKGROUND: it goes on without a window
 * @LEC_CLOSING_FINISH: what has begun is finished, then the program ends
 * @LEC_CLOSING_STOP: the program ends; what has begun goes on with the next start
 */
typedef enum
{
  LEC_CLOSING_ASK,
  LEC_CLOSING_BACKGROUND,
  LEC_CLOSING_FINISH,
  LEC_CLOSING_STOP,
} LecClosing;

#define LEC_N_CLOSINGS (LEC_CLOSING_STOP + 1)

/* As in the settings' "on-close". */
const char *lec_closing_get_name (LecClosing closing);
LecClosing lec_closing_from_name (const char *name);
/* For people. */
const char *lec_closing_get_words (LecClosing closing);

typedef void (*LecClosingFunc) (GtkWindow *parent, LecClosing closing);

/* Asks; the answer is kept in @settings when that is wanted. @func: not called when the window is
 * to stay */
void lec_closing_ask (GtkWindow *parent, GSettings *settings, guint n_running, LecClosingFunc func);

G_END_DECLS
