/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The terms of a lecture and what they mean. Pure.
 */
#pragma once

#include "text/definitions.h"

G_BEGIN_DECLS

GPtrArray *lec_glossary_make (const LecPassages *material, const GPtrArray *definitions, const GPtrArray *phrases);

G_END_DECLS
