/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that sets how loud something is. Its properties "volume" (0..1) and
 * "is-muted" can be bound to settings.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_VOLUME_CONTROL (lec_volume_control_get_type ())
G_DECLARE_FINAL_TYPE (LecVolumeControl, lec_volume_control, LEC, VOLUME_CONTROL, AdwBin)

double lec_volume_control_get_volume (LecVolumeControl *self);
gboolean lec_volume_control_is_muted (LecVolumeControl *self);
void lec_volume_control_set_muted (LecVolumeControl *self, gboolean is_muted);

G_END_DECLS
