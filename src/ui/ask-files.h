/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialogs that ask what to add.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  LEC_ASK_VIDEOS,
  LEC_ASK_FOLDERS,
} LecAskFiles;

/* @files: (element-type GFile) */
typedef void (*LecAskFilesFunc) (GtkWindow *parent, GListModel *files);

/* @func: called with what was chosen; not when nothing was, or @parent has gone */
void lec_ask_files (GtkWindow *parent, LecAskFiles what, LecAskFilesFunc func);

G_END_DECLS
