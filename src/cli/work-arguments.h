/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of the commands that work on the queue.
 */
#pragma once

#include "cli/arguments.h"
#include "engine/work-options.h"

G_BEGIN_DECLS

/**
 * LecWorkArguments: what was given
 * @queues: (array zero-terminated=1) (nullable): owned; @options borrows it
 */
typedef struct
{
  LecWorkOptions options;
  GStrv queues;
} LecWorkArguments;

/* @self: zeroed. FALSE with %LEC_ERROR_USAGE. */
gboolean lec_work_arguments_read (LecWorkArguments *self, const LecArguments *arguments, GError **error);
void lec_work_arguments_clear (LecWorkArguments *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecWorkArguments, lec_work_arguments_clear)

G_END_DECLS
