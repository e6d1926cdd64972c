/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder's name is a sum of its address, which may carry a secret: it is
 * written into the folder, that is the user's alone, and nowhere else. Who adds
 * or brings holds the folder's lock.
 */
#include "engine/linked-video.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/link-error.h"
#include "model/video-origin.h"
#include "net/download.h"
#include "net/link-name.h"
#include "net/net-error.h"
#include "net/page-program.h"

#define FOLDER_LINKS "links"
/* No video's name begins with a dot (net/link-name). */
#define NOTE_FILE         ".link.json"
#define LOCK_FILE         ".lock"
#define MAX_NOTE_BYTES    (64 * 1024)
#define MAX_ADDRESS_BYTES 8192
#define MAX_NAME_BYTES    255
#define LOCK_POLL_MS      200

/* What is noted of a video. */
typedef struct
{
  char *address;
  char *name;
  gboolean own_network;
  gboolean is_page;
  gint64 max_bytes;
} Note;

static void
note_clear (Note *self)
{
  g_free (self->address);
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Note, note_clear)

char *
lec_linked_video_dup_root (void)
{
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "lectern", FOLDER_LINKS, NULL);

  /* As the paths of videos are, which are compared with it. */
  return g_canonicalize_filename (root, NULL);
}

static char *
build_folder (const char *address)
{
  g_autofree char *root = lec_linked_video_dup_root ();
  g_autofree char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  return g_build_filename (root, id, NULL);
}

/* --- What is noted --- */

static gboolean
read_note (Note *note,
           JsonObject *object,
           GError **error)
{
  return lec_json_read_string (object, "address", LEC_JSON_REQUIRED, MAX_ADDRESS_BYTES, &note->address, error) &&
         lec_json_read_string (object, "name", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &note->name, error) &&
         lec_json_read_boolean (object, "own_network", LEC_JSON_OPTIONAL, &note->own_network, error) &&
         lec_json_read_boolean (object, "is_page", LEC_JSON_OPTIONAL, &note->is_page, error) &&
         lec_json_read_int (object, "max_bytes", LEC_JSON_OPTIONAL, 0, G_MAXINT64, &note->max_bytes, error);
}

static gboolean
load_note (Note *note,
           const char *folder,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, NOTE_FILE, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_NOTE_BYTES, error);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "link", error) : NULL;

  return object != NULL && read_note (note, object, error);
}

static gboolean
save_note (const Note *note,
           const char *folder,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, NOTE_FILE, NULL);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = lec_json_wrap (object);
  g_autofree char *text = NULL;

  lec_json_set_string (object, "address", note->address);
  lec_json_set_string (object, "name", note->name);
  json_object_set_boolean_member (object, "own_network", note->own_network);
  json_object_set_boolean_member (object, "is_page", note->is_page);
  json_object_set_int_member (object, "max_bytes", note->max_bytes);
  text = lec_json_to_line (node);

  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/* --- The lock --- */

/* Returns: a file descriptor; -1 with @error, or without where @waits is not and it is held */
static int
take_lock (const char *folder,
           gboolean waits,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean is_cancelled = FALSE;

  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "write", path);
      return -1;
    }
  /* Where files cannot be locked nobody is kept waiting. */
  while (flock (fd, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR))
    {
      is_cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
      if (!waits || is_cancelled)
        {
          g_close (fd, NULL);
          return -1;
        }
      g_usleep (LOCK_POLL_MS * 1000);
    }

  return fd;
}

/* --- Adding --- */

static gboolean
is_brought (const char *folder,
            const Note *note)
{
  g_autofree char *path = g_build_filename (folder, note->name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* Its name stays what it was: jobs know it by that. */
static gboolean
update_note (const char *folder,
             const LecLinkVideo *video,
             const LecLinkReport *report,
             const LecLinkOptions *options,
             char **path,
             GError **error)
{
  g_auto (Note) note = { NULL };
  const LecLinkFacts facts = { .etag = video->etag, .modified = video->modified, .size_bytes = video->size_bytes };

  if (!load_note (&note, folder, NULL))
    {
      note_clear (&note);
      note = (Note){ .address = g_strdup (video->address), .name = g_strdup (video->name) };
    }
  note.own_network = options != NULL && options->own_network;
  note.max_bytes = options != NULL ? options->max_bytes : 0;
  note.is_page = report->is_page;
  *path = g_build_filename (folder, note.name, NULL);
  if (is_brought (folder, &note) && !report->is_page && !lec_download_is_current (*path, &facts))
    g_unlink (*path);

  return save_note (&note, folder, error);
}

/* Returns: (transfer full) (nullable): the path of the video */
static char *
add_video (const LecLinkVideo *video,
           const LecLinkReport *report,
           const LecLinkOptions *options,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *folder = build_folder (video->address);
  char *path = NULL;
  int lock = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", folder);
      return NULL;
    }
  lock = take_lock (folder, TRUE, cancellable, error);
  if (lock < 0)
    return NULL;
  if (!update_note (folder, video, report, options, &path, error))
    g_clear_pointer (&path, g_free);
  g_close (lock, NULL);

  return path;
}

/* Returns: (transfer full) (nullable): what was brought from @address before */
static GPtrArray *
find_brought (const char *address)
{
  g_autofree char *folder = build_folder (address);
  g_auto (Note) note = { NULL };
  GPtrArray *paths = NULL;

  if (!load_note (&note, folder, NULL) || !is_brought (folder, &note))
    return NULL;

  paths = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (paths, g_build_filename (folder, note.name, NULL));
  return paths;
}

GPtrArray *
lec_linked_video_add (const char *address,
                      const LecLinkOptions *options,
                      char **course,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecLinkReport) report = NULL;
  g_autoptr (GPtrArray) paths = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  report = lec_link_report_new (address, options, cancellable, &reason);
  if (report == NULL)
    {
      if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_WEB))
        paths = find_brought (address);
      if (paths == NULL)
        g_propagate_error (error, g_steal_pointer (&reason));
      return g_steal_pointer (&paths);
    }

  paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < report->videos->len; i++)
    {
      char *path = add_video (g_ptr_array_index (report->videos, i), report, options, cancellable, error);

      if (path == NULL)
        return NULL;
      g_ptr_array_add (paths, path);
    }

  if (course != NULL && report->is_list)
    *course = g_steal_pointer (&report->title);
  return g_steal_pointer (&paths);
}

/* --- Bringing --- */

/* Returns: (transfer full) (nullable): the folder, when it is one of ours */
static char *
find_folder (const char *path)
{
  g_autofree char *root = lec_linked_video_dup_root ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *id = g_path_get_basename (folder);

  return g_str_equal (parent, root) && lec_content_id_is_valid (id) ? g_steal_pointer (&folder) : NULL;
}

gboolean
lec_linked_video_is (const char *path)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folder = find_folder (path);
  return folder != NULL;
}

char *
lec_linked_video_dup_address (const char *path)
{
  g_autofree char *folder = NULL;
  g_auto (Note) note = { NULL };

  g_return_val_if_fail (path != NULL, NULL);

  folder = find_folder (path);
  if (folder == NULL || !load_note (&note, folder, NULL))
    return NULL;

  return lec_link_name_dup_shown (note.address);
}

void
lec_linked_video_note_origin (const char *path,
                              char **address,
                              gboolean *is_page)
{
  g_autofree char *folder = NULL;
  g_auto (Note) note = { NULL };

  g_return_if_fail (path != NULL && address != NULL && is_page != NULL);

  folder = find_folder (path);
  if (folder == NULL ? !g_file_test (path, G_FILE_TEST_IS_REGULAR) : !load_note (&note, folder, NULL))
    return;

  g_free (*address);
  *address = note.address != NULL ? lec_video_origin_clean (note.address) : NULL;
  *is_page = note.is_page;
}

/* What a page lists may be anywhere: the other program would not ask whether it may. */
static gboolean
check_page (const Note *note,
            const LecDownloadSettings *settings,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (LecLinkFacts) facts = { NULL };
  g_autoptr (GError) reason = NULL;

  if (lec_download_look (settings, note->address, &facts, cancellable, &reason) ||
      !(g_error_matches (reason, LEC_NET_ERROR, LEC_NET_ERROR_PRIVATE) ||
        g_error_matches (reason, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS) ||
        g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
fetch_from_page (const Note *note,
                 const LecDownloadSettings *settings,
                 const char *path,
                 LecLinkedVideoFunc func,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  const LecPageProgramLimits limits = {
    .max_bytes = settings->max_bytes > 0 ? settings->max_bytes : LEC_DOWNLOAD_MAX_BYTES,
    .spare_bytes = LEC_DOWNLOAD_SPARE_BYTES,
  };
  g_autofree char *program = NULL;

  if (!check_page (note, settings, cancellable, error))
    return FALSE;

  program = lec_page_program_find (error);
  return program != NULL &&
         lec_page_program_fetch (program, note->address, path, &limits, func, user_data, cancellable, error);
}

static gboolean
fetch (const Note *note,
       const char *path,
       LecLinkedVideoFunc func,
       gpointer user_data,
       GCancellable *cancellable,
       GError **error)
{
  const LecDownloadSettings settings = { .http.allow_private = note->own_network, .max_bytes = note->max_bytes };

  if (note->is_page)
    return fetch_from_page (note, &settings, path, func, user_data, cancellable, error);

  return lec_download_fetch (&settings, note->address, path, func, user_data, cancellable, error);
}

/* The lock is held. */
static gboolean
bring_locked (const char *folder,
              const char *path,
              LecLinkedVideoFunc func,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (Note) note = { NULL };
  g_autofree char *name = g_path_get_basename (path);
  GError *reason = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!load_note (&note, folder, &reason) || !g_str_equal (note.name, name))
    {
      g_clear_error (&reason);
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                           _ ("it is no longer known where this video is from; add its address again"));
      return FALSE;
    }
  if (fetch (&note, path, func, user_data, cancellable, &reason))
    return TRUE;

  lec_link_error_take (error, reason);
  return FALSE;
}

static void
touch (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, NOTE_FILE, NULL);

  utimensat (AT_FDCWD, path, NULL, 0);
}

gboolean
lec_linked_video_bring (const char *path,
                        LecLinkedVideoFunc func,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *folder = NULL;
  gboolean is_there = FALSE;
  int lock = -1;

  g_return_val_if_fail (path != NULL, FALSE);

  folder = find_folder (path);
  if (folder == NULL)
    return TRUE;

  touch (folder);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  lock = take_lock (folder, TRUE, cancellable, error);
  if (lock < 0)
    return FALSE;

  is_there = bring_locked (folder, path, func, user_data, cancellable, error);
  g_close (lock, NULL);
  return is_there;
}

/* --- Cleaning up --- */

static gboolean
is_unused (const char *folder,
           gint64 since_us)
{
  g_autofree char *path = g_build_filename (folder, NOTE_FILE, NULL);
  GStatBuf facts = { 0 };

  return g_lstat (path, &facts) == 0 && facts.st_mtim.tv_sec * G_USEC_PER_SEC < since_us;
}

guint
lec_linked_video_sweep (const char *root,
                        gint64 unused_since_us)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  guint n = 0;

  g_return_val_if_fail (root != NULL, 0);

  dir = g_dir_open (root, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);
      int lock = -1;

      if (!lec_content_id_is_valid (name) || !is_unused (folder, unused_since_us))
        continue;
      lock = take_lock (folder, FALSE, NULL, NULL);
      if (lock < 0)
        continue;
      lec_file_tree_remove (folder);
      g_close (lock, NULL);
      n++;
    }

  return n;
}
