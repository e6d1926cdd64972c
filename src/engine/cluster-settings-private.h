/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two files of the cluster's settings: the table, and taking values from
 * where they stand.
 */
#pragma once

#include "engine/cluster-settings.h"

G_BEGIN_DECLS

#define LEC_SETTINGS_MAX_CONCURRENCY 64

/**
 * LecSettingSpec:
 * @name: in the file, and of the flag where there is one
 * @group: in the file
 * @default_text: (nullable): %NULL where nothing is known or it is chosen later
 * @read: %FALSE with the reason alone
 */
typedef struct
{
  const char *name;
  const char *group;
  const char *variable;
  const char *default_text;
  gboolean is_address;
  gboolean (*read) (LecClusterSettings *self, const char *text, GError **error);
} LecSettingSpec;

const LecSettingSpec *lec_setting_get_spec (LecSetting setting);
/* What is wrong with @unknown, as the reason. */
void lec_setting_refuse_queue (GError **error, const char *unknown);

G_END_DECLS
