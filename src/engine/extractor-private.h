/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the extractor lends to the files that run stages beside its jobs.
 */
#pragma once

#include "engine/extractor.h"
#include "worker/task-runner.h"

G_BEGIN_DECLS

LecTaskRunner *lec_extractor_get_runner (LecExtractor *self);

G_END_DECLS
