/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be typed where help has the name of a value: words, files, or what
 * only the person knows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecValueKind:
 * @words: (element-type utf8): what is typed as it stands; may be empty
 * @is_list: whether several of them are joined by commas
 * @takes_files: whether the path of a file may be typed
 * @takes_folders: likewise of a folder; a path of a file is not wanted unless @takes_files
 */
typedef struct
{
  GPtrArray *words;
  gboolean is_list;
  gboolean takes_files;
  gboolean takes_folders;
} LecValueKind;

/* @argument: (nullable): how the value, or what follows a command, is named in help; @choices:
 * (nullable) (array zero-terminated=1). Returns: (transfer full) */
LecValueKind *lec_value_kind_new (const char *argument, const char *const *choices);
void lec_value_kind_free (LecValueKind *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecValueKind, lec_value_kind_free)

G_END_DECLS
