/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of the preferences for what hears lectures and what adds to study
 * guides: programs, services and their keys, and the machines that were agreed
 * to. They are settings of this machine, the same for the command line.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_SERVICES_PAGE (lec_services_page_get_type ())
G_DECLARE_FINAL_TYPE (LecServicesPage, lec_services_page, LEC, SERVICES_PAGE, AdwPreferencesPage)

/* To be called once. What is set is read each time it is shown. */
void lec_services_page_bind_settings (LecServicesPage *self, GSettings *settings);

G_END_DECLS
