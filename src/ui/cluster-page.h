/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of the preferences for the cluster: whether there is one, where its
 * servers are, and whether they can be worked with. Its action:
 *
 *   cluster.test    asks them, with what was typed
 */
#pragma once

#include <adwaita.h>

#include "ui/cluster-desk.h"

G_BEGIN_DECLS

#define LEC_TYPE_CLUSTER_PAGE (lec_cluster_page_get_type ())
G_DECLARE_FINAL_TYPE (LecClusterPage, lec_cluster_page, LEC, CLUSTER_PAGE, AdwPreferencesPage)

void lec_cluster_page_set_desk (LecClusterPage *self, LecClusterDesk *desk, GSettings *settings);

G_END_DECLS
