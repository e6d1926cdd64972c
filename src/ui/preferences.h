/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window for preferences. Each is a key of the program's settings.
 */
#pragma once

#include <adwaita.h>

#include "ui/cluster-desk.h"

G_BEGIN_DECLS

#define LEC_TYPE_PREFERENCES (lec_preferences_get_type ())
G_DECLARE_FINAL_TYPE (LecPreferences, lec_preferences, LEC, PREFERENCES, AdwPreferencesWindow)

/* @cluster: (nullable): without it there is no page for one */
LecPreferences *lec_preferences_new (GtkWindow *parent, GSettings *settings, LecClusterDesk *cluster);

G_END_DECLS
