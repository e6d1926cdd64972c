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
  LEC_ASK_TRANSCRIPT, /* one */
  LEC_ASK_DECK,       /* likewise: the PDF of slides */
} LecAskFiles;

/* @files: (element-type GFile) */
typedef void (*LecAskFilesFunc) (GtkWidget *asker, GListModel *files);

/* @asker: a window, or a widget in one; @func: called with what was chosen; not when nothing was,
 * or the window has gone */
void lec_ask_files (GtkWidget *asker, LecAskFiles what, LecAskFilesFunc func);

G_END_DECLS
