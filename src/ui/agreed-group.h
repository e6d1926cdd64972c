/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The machines that a person has agreed to send something to, as a group of rows
 * with a button each that takes it back.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_AGREED_GROUP (lec_agreed_group_get_type ())
G_DECLARE_FINAL_TYPE (LecAgreedGroup, lec_agreed_group, LEC, AGREED_GROUP, AdwPreferencesGroup)

/* @hosts: (element-type utf8): as lec_upload_consent_list() has them. Signal "taken-back" (string,
 * nullable): one of them is to be agreed to no more, and either is not any more, or could not be
 * taken back for the reason that is told */
void lec_agreed_group_show (LecAgreedGroup *self, const GPtrArray *hosts);

G_END_DECLS
