/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One file, replaced whole, for all folders. Who changes it holds a lock meanwhile, so
 * that two that do so at once both find their change in it; who reads it needs
 * none. Paths in it are the system's own: the same folder has one name, however
 * it was reached.
 */
#include "engine/folder-defaults.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/data-folder.h"
#include "engine/kept-lecture.h"
#include "engine/library-private.h"

#define VERSION   1
#define FILE_NAME "folders.json"
#define LOCK_FILE "lock"
#define MAX_BYTES (8 * 1024 * 1024)

static char *
build_path (const char *root)
{
  return g_build_filename (root, LEC_FOLDER_DEFAULTS, FILE_NAME, NULL);
}

/* --- The file --- */

static gboolean
read_folders (JsonNode *node,
              GPtrArray *folders,
              GError **error)
{
  JsonObject *object = lec_json_get_object (node, "folders", error);
  JsonArray *array = NULL;
  gint64 version = 0;

  if (object == NULL || !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, VERSION, VERSION, &version, error) ||
      !lec_json_read_array (object, "folders", LEC_JSON_REQUIRED, LEC_FOLDER_OPTIONS_MAX_FOLDERS, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      LecFolderOptions *folder = lec_folder_options_from_json (json_array_get_element (array, i), error);

      if (folder == NULL)
        return FALSE;
      g_ptr_array_add (folders, folder);
    }

  return TRUE;
}

/* @root: of kept lectures */
static GPtrArray *
load (const char *root,
      GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_folder_options_free);
  g_autofree char *path = build_path (root);
  g_autoptr (JsonNode) node = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&folders);

  node = lec_json_parse_file (path, MAX_BYTES, error);
  if (node == NULL || !read_folders (node, folders, error))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_prefix_error (error, _ ("what is set for folders cannot be read from %s: "), shown);
      return NULL;
    }

  return g_steal_pointer (&folders);
}

static gboolean
save (const char *root,
      const GPtrArray *folders,
      GError **error)
{
  g_autofree char *path = build_path (root);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < folders->len; i++)
    json_array_add_element (array, lec_folder_options_to_json (g_ptr_array_index (folders, i)));
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_array_member (object, "folders", array);
  node = lec_json_wrap (object);
  return lec_json_file_save (node, path, error);
}

GPtrArray *
lec_folder_defaults_load (GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };

  return lec_kept_root_open (&kept, NULL, error) ? load (kept.path, error) : NULL;
}

/* --- Changing --- */

/* Returns: the lock's file descriptor, to be closed; -1 with @error */
static int
take_lock (const char *root,
           GError **error)
{
  g_autofree char *folder = g_build_filename (root, LEC_FOLDER_DEFAULTS, NULL);
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int fd = -1;
  int outcome = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  while (fd >= 0 && (outcome = flock (fd, LOCK_EX)) != 0 && errno == EINTR)
    continue;
  if (outcome == 0)
    {
      lec_pending_file_sweep (folder);
      return fd;
    }

  lec_error_set_from_errno (error, errno, "write", path);
  if (fd >= 0)
    g_close (fd, NULL);
  return -1;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  const LecFolderOptions *const *first = a;
  const LecFolderOptions *const *second = b;

  return strcmp (lec_folder_options_get_folder (*first), lec_folder_options_get_folder (*second));
}

/* Returns: (transfer none) (nullable) */
static LecFolderOptions *
find_folder (const GPtrArray *folders,
             const char *path)
{
  for (guint i = 0; i < folders->len; i++)
    {
      LecFolderOptions *folder = g_ptr_array_index (folders, i);

      if (g_str_equal (lec_folder_options_get_folder (folder), path))
        return folder;
    }

  return NULL;
}

static gboolean
take_out (GPtrArray *folders,
          const char *path)
{
  LecFolderOptions *folder = find_folder (folders, path);

  return folder != NULL && g_ptr_array_remove (folders, folder);
}

/* Takes @folder, in the place of what was set for it. */
static gboolean
save_with (const char *root,
           GPtrArray *folders,
           LecFolderOptions *folder,
           GError **error)
{
  g_autoptr (LecFolderOptions) owned = folder;

  take_out (folders, lec_folder_options_get_folder (folder));
  if (lec_folder_options_is_empty (folder))
    return save (root, folders, error);
  if (folders->len >= LEC_FOLDER_OPTIONS_MAX_FOLDERS)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("something is set for %u folders; remove one first"),
                   folders->len);
      return FALSE;
    }

  g_ptr_array_add (folders, g_steal_pointer (&owned));
  g_ptr_array_sort (folders, compare_paths);
  return save (root, folders, error);
}

/* Returns: (transfer full) (nullable): as the system calls it */
static char *
resolve_folder (const char *folder,
                GError **error)
{
  g_autofree char *path = lec_library_resolve (folder);
  g_autofree char *shown = g_filename_display_name (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s is not a folder"), shown);
  return NULL;
}

gboolean
lec_folder_defaults_set (const LecFolderOptions *folder,
                         GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  gboolean is_set = FALSE;
  int lock_fd = -1;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = resolve_folder (lec_folder_options_get_folder (folder), error);
  if (path == NULL || !lec_kept_root_open (&kept, NULL, error) || (lock_fd = take_lock (kept.path, error)) < 0)
    return FALSE;

  folders = load (kept.path, error);
  is_set = folders != NULL && save_with (kept.path, folders, lec_folder_options_copy (folder, path), error);
  g_close (lock_fd, NULL);
  return is_set;
}

static gboolean
change_options (LecFolderOptions *options,
                LecFolderChange change,
                const char *name,
                const char *value,
                GError **error)
{
  if (change == LEC_FOLDER_TAKE_OUT)
    {
      lec_folder_options_take_out (options, name, value);
      return TRUE;
    }

  if (change == LEC_FOLDER_REPLACE)
    lec_folder_options_unset (options, name);
  return value == NULL || lec_folder_options_set (options, name, value, error);
}

static gboolean
change_locked (const char *root,
               const char *path,
               LecFolderChange change,
               const char *name,
               const char *value,
               char **before,
               GError **error)
{
  g_autoptr (GPtrArray) folders = load (root, error);
  const LecFolderOptions *present = folders != NULL ? find_folder (folders, path) : NULL;
  g_autoptr (LecFolderOptions) changed = present != NULL ? lec_folder_options_copy (present, path)
                                                         : lec_folder_options_new (path);
  g_autofree char *was = g_strdup (lec_folder_options_get_value (changed, name));

  if (folders == NULL || !change_options (changed, change, name, value, error) ||
      !save_with (root, folders, g_steal_pointer (&changed), error))
    return FALSE;

  *before = g_steal_pointer (&was);
  return TRUE;
}

gboolean
lec_folder_defaults_change (const char *folder,
                            LecFolderChange change,
                            const char *name,
                            const char *value,
                            char **before,
                            GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autofree char *path = NULL;
  gboolean is_changed = FALSE;
  int lock_fd = -1;

  g_return_val_if_fail (folder != NULL && name != NULL && before != NULL, FALSE);
  g_return_val_if_fail (value != NULL || change == LEC_FOLDER_REPLACE, FALSE);

  path = lec_library_resolve (folder);
  if (!lec_kept_root_open (&kept, NULL, error) || (lock_fd = take_lock (kept.path, error)) < 0)
    return FALSE;

  is_changed = change_locked (kept.path, path, change, name, value, before, error);
  g_close (lock_fd, NULL);
  return is_changed;
}

/* As it is listed, or as a person reaches it. */
static gboolean
remove_locked (const char *root,
               const char *folder,
               GError **error)
{
  g_autoptr (GPtrArray) folders = load (root, error);
  g_autofree char *path = lec_library_resolve (folder);
  g_autofree char *shown = g_filename_display_name (folder);

  if (folders == NULL)
    return FALSE;
  if (take_out (folders, folder) || take_out (folders, path))
    return save (root, folders, error);

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("nothing is set for %s"), shown);
  return FALSE;
}

gboolean
lec_folder_defaults_remove (const char *folder,
                            GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  gboolean is_removed = FALSE;
  int lock_fd = -1;

  g_return_val_if_fail (folder != NULL, FALSE);

  if (!lec_kept_root_open (&kept, NULL, error) || (lock_fd = take_lock (kept.path, error)) < 0)
    return FALSE;

  is_removed = remove_locked (kept.path, folder, error);
  g_close (lock_fd, NULL);
  return is_removed;
}

/* --- Applying --- */

/* Returns: (transfer full) (nullable) (element-type LecFolderOptions): what was taken */
static GPtrArray *
apply (const char *video,
       const char *const *except,
       LecJobOptions *options,
       GError **error)
{
  g_autofree char *library = lec_data_folder_find (NULL, NULL);
  g_autofree char *root = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) folders = NULL;

  if (library == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_folder_options_free);

  root = g_build_filename (library, LEC_DATA_FOLDER_LECTURES, NULL);
  folders = load (root, error);
  if (folders == NULL)
    return NULL;

  path = lec_library_resolve (video);
  return lec_folder_options_apply (folders, path, except, options);
}

gboolean
lec_folder_defaults_apply (const char *video,
                           const char *const *except,
                           LecJobOptions *options,
                           GError **error)
{
  g_autoptr (GPtrArray) taken = NULL;

  g_return_val_if_fail (video != NULL && options != NULL, FALSE);

  taken = apply (video, except, options, error);
  return taken != NULL;
}

gboolean
lec_folder_defaults_apply_to_request (LecJobRequest *request,
                                      const char *const *except,
                                      GError **error)
{
  GPtrArray *taken = NULL;

  g_return_val_if_fail (request != NULL && request->videos->len > 0, FALSE);

  taken = apply (lec_job_request_get_video (request, 0), except, request->options, error);
  if (taken == NULL)
    return FALSE;

  g_ptr_array_unref (request->folders);
  request->folders = taken;
  return TRUE;
}
