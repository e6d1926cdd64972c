/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a job of the list: buttons, and a menu of the rest.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_BUTTONS (lec_job_buttons_get_type ())
G_DECLARE_FINAL_TYPE (LecJobButtons, lec_job_buttons, LEC, JOB_BUTTONS, GtkWidget)

/* Takes the room of all its buttons, and has none until they are wanted. They are actions of the
 * row, job.open and so on.
 * @item: (nullable): none keeps what there is, for the next */
void lec_job_buttons_set_item (LecJobButtons *self, LecJobItem *item);
/* A property of the item has changed that says what can be done; others are of no account.
 * @property: its name */
void lec_job_buttons_update (LecJobButtons *self, const char *property);
/* Whether there are any: where nobody sees them and the focus is not, there need not be.
 * Returns: whether that was not so before */
gboolean lec_job_buttons_set_made (LecJobButtons *self, gboolean are_made);
/* Whether the menu has all of it, and is the only button. */
void lec_job_buttons_set_folded (LecJobButtons *self, gboolean are_folded);

G_END_DECLS
