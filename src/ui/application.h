/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desktop application: one instance a session, to which later ones hand
 * their files.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-model.h"

G_BEGIN_DECLS

#define LEC_APPLICATION_ID "org.lectern.Lectern"

#define LEC_TYPE_APPLICATION (lec_application_get_type ())
G_DECLARE_FINAL_TYPE (LecApplication, lec_application, LEC, APPLICATION, AdwApplication)

/**
 * lec_application_new:
 * @flags: beside what it needs
 *
 * Actions: app.quit, app.about, app.preferences; of notifications app.show, app.open-job (x).
 */
LecApplication *lec_application_new (GApplicationFlags flags);
/* Returns: (transfer none) (nullable): before it was started */
LecJobModel *lec_application_get_model (LecApplication *self);
/* Whether it asks the machine to stay awake. */
gboolean lec_application_keeps_awake (LecApplication *self);

G_END_DECLS
