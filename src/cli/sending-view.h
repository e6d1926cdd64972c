/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said while videos are sent to a cluster: how much goes where, and on
 * a terminal how far it is.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecSendingView: zeroed but for @fd
 * @shown_us: monotonic
 * @has_line: whether a line on the screen waits to be replaced
 */
typedef struct
{
  int fd;
  gint64 shown_us;
  gboolean has_line;
} LecSendingView;

/* A LecJobsSendingFunc; @user_data is a LecSendingView. */
void lec_sending_view_show_cb (const LecJobsSending *sending, gpointer user_data);
/* Takes off the screen what is there. */
void lec_sending_view_clear (LecSendingView *self);

G_END_DECLS
