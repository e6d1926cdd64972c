/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who does what: the threads of the service, so that whoever asks for little does
 * not wait behind those that wait for other machines.
 */
#pragma once

#include "http/api-workers.h"

G_BEGIN_DECLS

typedef struct _LecApiCrews LecApiCrews;

/* @context: outlives them. Returns: (transfer full) */
LecApiCrews *lec_api_crews_new (const LecApiContext *context);
/* Calls that wait come back without an answer, but what has come of uploads is kept. */
void lec_api_crews_end (LecApiCrews *self);
/* They have ended, and what they have answered has come back. */
void lec_api_crews_free (LecApiCrews *self);

/* Returns: (transfer none): who answers what is asked by @route */
LecApiWorkers *lec_api_crews_choose (const LecApiCrews *self, const LecApiRoute *route);
/* Returns: (transfer none): who takes bodies while they come */
LecApiWorkers *lec_api_crews_get_takers (const LecApiCrews *self);
/* Returns: (transfer none): who answers in the end what came by @route's stream */
LecApiWorkers *lec_api_crews_choose_finishers (const LecApiCrews *self, const LecApiRoute *route);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiCrews, lec_api_crews_free)

G_END_DECLS
