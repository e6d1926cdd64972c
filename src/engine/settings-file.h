/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file with settings: NAME=VALUE in [groups].
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecSettingsFile LecSettingsFile;

/* @path: for messages, which hold nothing of @text. Returns: (transfer full) (nullable): %NULL with
 * %LEC_ERROR_USAGE */
LecSettingsFile *lec_settings_file_new (const char *path, const char *text, GError **error);
void lec_settings_file_free (LecSettingsFile *self);
const char *lec_settings_file_get_path (const LecSettingsFile *self);
/* Returns: (transfer full) (nullable): as it stands there, without white space around it */
char *lec_settings_file_dup_value (const LecSettingsFile *self, const char *group, const char *name);
/* Returns: (transfer full) (array zero-terminated=1) */
char **lec_settings_file_list_groups (const LecSettingsFile *self);
/* Returns: (transfer full) (array zero-terminated=1): names in @group, none when it is not there */
char **lec_settings_file_list_names (const LecSettingsFile *self, const char *group);
/* Whether others than its owner may read it. */
gboolean lec_settings_file_is_public (const LecSettingsFile *self);

/* Whether it is the one that a user may change. */
gboolean lec_settings_file_is_own (const LecSettingsFile *self);

/**
 * lec_settings_file_change_own:
 * @value: (nullable): one line as it is to stand there; %NULL to take it out
 *
 * Of the user's own file, which is made where there is none; all else in it stays, and so do its
 * mode and a link that it is behind. Blocks.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE where the file cannot be understood: it is left as it is;
 *   or the errors of reading and writing files
 */
gboolean lec_settings_file_change_own (const char *group, const char *name, const char *value, GError **error);

/* The files that are there, the user's first. Returns: (transfer full) (nullable)
 * (element-type LecSettingsFile): %NULL with %LEC_ERROR_USAGE or %LEC_ERROR_UNREADABLE */
GPtrArray *lec_settings_file_load_all (GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSettingsFile, lec_settings_file_free)

G_END_DECLS
