/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library as a whole: what it takes, moving it to another place, copies of
 * it, and choosing which one is used. Killed at any moment, one whole library
 * is the one that is used, and doing the same again goes on.
 *
 * Calls block. Nobody else may work with a library while it is moved, or while
 * another one takes its place; copies are made beside any work.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LecLibraryFacts:
 * @folder: where it is
 * @home: where it began
 * @total_bytes: all of it
 * @free_bytes: on its disk, 0 when that cannot be told
 * @left_over: (nullable): where what is left of it has still to be removed, when it was moved and
 *   the program was killed
 */
typedef struct
{
  char *folder;
  char *home;
  guint n_lectures;
  gint64 total_bytes;
  gint64 database_bytes;
  guint64 free_bytes;
  char *left_over;
} LecLibraryFacts;

void lec_library_facts_clear (LecLibraryFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecLibraryFacts, lec_library_facts_clear)

/* @facts: (out caller-allocates). FALSE with the errors of lec_data_folder_open(). */
gboolean lec_library_look (LecLibraryFacts *facts, GError **error);

/**
 * lec_library_move:
 * @folder: where to: not there, empty, or what an earlier call has left
 *
 * Copies it, looks at the copies again, and only then lets them be the library; what was there
 * before is removed last. To where it is already: only removes what is left of that.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_WRITABLE while somebody works with it, _EXISTS, _NO_SPACE,
 *   _USAGE for a place inside itself, _DAMAGED for a disk that does not keep what is written,
 *   %G_IO_ERROR_CANCELLED
 */
gboolean lec_library_move (const char *folder, GCancellable *cancellable, GError **error);

/**
 * LecBackUp: what has been done
 * @n_lectures: that there are now in the copy
 * @n_copied: of them, those that were new or had changed
 * @n_in_use: lectures somebody works on, left as they were in the copy
 */
typedef struct
{
  guint n_lectures;
  guint n_copied;
  guint n_in_use;
  gint64 copied_bytes;
} LecBackUp;

/**
 * lec_library_back_up:
 * @folder: where to: not there, empty, or an earlier copy
 * @done: (out caller-allocates)
 *
 * Makes the folder a copy of the library; what has not changed since the last time is left as it
 * is. Each lecture, and the database, is there whole or as it was before. What the library has no
 * more stays in the copy.
 *
 * Returns: %FALSE with %LEC_ERROR_EXISTS for a folder with something else in it, and as
 *   lec_library_move()
 */
gboolean lec_library_back_up (const char *folder,
                              LecBackUp *done,
                              GCancellable *cancellable,
                              GError **error);

/**
 * lec_library_use:
 * @folder: a copy, or a library that was moved by hand; home, for the one that is there, or a new
 *   one
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND when there is none, _PROTOCOL when it is broken or of a
 *   later version, _USAGE for a part of one, _NOT_WRITABLE while somebody works with the other one
 */
gboolean lec_library_use (const char *folder, GCancellable *cancellable, GError **error);

G_END_DECLS
