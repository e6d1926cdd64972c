/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the library is: the database and the kept lectures. It begins at home,
 * in $XDG_DATA_HOME/lectern; when it was moved, a small file there says where
 * to. Whoever works with the library holds it open meanwhile, so that it is not
 * moved away under their hands.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What lies in it, beside locks. */
#define LEC_DATA_FOLDER_DATABASE "lectern.db"
#define LEC_DATA_FOLDER_LECTURES "lectures"
/* At home: one line, the absolute path of the library. */
#define LEC_DATA_FOLDER_MOVED_TO "moved-to"
#define LEC_DATA_FOLDER_LOCK     "library.lock"

typedef struct _LecDataFolder LecDataFolder;

/* Returns: (transfer full): where a library begins: in the user's data folder */
char *lec_data_folder_dup_home (void);

/**
 * lec_data_folder_find:
 * @home: (nullable): where it begins; lec_data_folder_dup_home()
 *
 * Where the library is now; @home when it was not moved. One that was moved must be there, with
 * its database: an empty folder may be where a drive is not mounted.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND when it is not where it was
 *   moved to, %LEC_ERROR_PROTOCOL when what is written about that cannot be understood
 */
char *lec_data_folder_find (const char *home, GError **error);

/**
 * lec_data_folder_open:
 * @folder: (nullable): made when it is not there; lec_data_folder_find()
 *
 * Until it is freed nobody moves the library. One that cannot be written is opened all the same:
 * whoever writes to it will say why not.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_data_folder_find(), or
 *   %LEC_ERROR_NOT_WRITABLE while it is being moved
 */
LecDataFolder *lec_data_folder_open (const char *folder, GError **error);

/* Likewise, with nobody else in it: %LEC_ERROR_NOT_WRITABLE when somebody is, or it cannot be
 * told. */
LecDataFolder *lec_data_folder_open_alone (const char *folder, GError **error);
void lec_data_folder_free (LecDataFolder *self);
const char *lec_data_folder_get_path (const LecDataFolder *self);
/* Returns: (transfer full) */
char *lec_data_folder_build_path (const LecDataFolder *self, const char *name);
/* Whether there is a library's database in @folder. */
gboolean lec_data_folder_is_library (const char *folder);

/**
 * lec_data_folder_point_to:
 * @home: where the library begins
 * @folder: absolute; @home itself for not being moved
 *
 * From then on lec_data_folder_find() leads to @folder. One step: it does or it does not.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE for a path that cannot be a line of text, or the errors of
 *   writing the file
 */
gboolean lec_data_folder_point_to (const char *home, const char *folder, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecDataFolder, lec_data_folder_free)

G_END_DECLS
