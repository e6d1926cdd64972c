/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is on a screen when no slide is: a desktop, an editor with code being
 * written, a browser being scrolled.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

typedef enum
{
  DEMO_DESKTOP,
  DEMO_EDITOR,
  DEMO_BROWSER,
} DemoKind;

/* Fills the screen from @start_s to @end_s; types and scrolls by itself. */
void demo_add (Recording *recording, DemoKind kind, double start_s, double end_s);

G_END_DECLS
