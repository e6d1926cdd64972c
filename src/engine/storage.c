/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder is looked at, and changed, while its lock is held. What is removed
 * goes in an order in which nothing that is left promises what is gone: the
 * track before the pictures that segmenting again would look for.
 */
#include "engine/storage.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/kept-lecture.h"
#include "engine/lecture-folder.h"
#include "engine/lecture-part.h"
#include "engine/placed-outputs.h"
#include "pipeline/recognised-words.h"
#include "pipeline/stage.h"

/* Of a part, what says that it was read, and what of. */
static const char *const part_files[] = {
  "lock",
  LEC_FILE_STATE,
  LEC_FILE_LECTURE,
  LEC_FILE_VIDEO,
  LEC_FILE_PLACED,
  NULL,
};

static const char *const state_names[] = {
  [LEC_STORED_FINISHED] = "finished",
  [LEC_STORED_UNFINISHED] = "unfinished",
  [LEC_STORED_HALF_READ] = "half-read",
  [LEC_STORED_IN_USE] = "in-use",
};

const char *
lec_stored_state_get_name (LecStoredState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

void
lec_stored_lecture_free (LecStoredLecture *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->videos);
  g_free (self);
}

static JsonArray *
list_to_json (const GPtrArray *paths)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < paths->len; i++)
    {
      JsonObject *video = json_object_new ();

      lec_json_set_path (video, "path", g_ptr_array_index (paths, i));
      json_array_add_object_element (array, video);
    }

  return array;
}

JsonNode *
lec_stored_lecture_to_json (const LecStoredLecture *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  lec_json_set_string (object, "id", self->id);
  lec_json_set_string (object, "title", self->title);
  lec_json_set_string (object, "state", state_names[self->state]);
  json_object_set_int_member (object, "total_bytes", self->total_bytes);
  json_object_set_int_member (object, "work_bytes", self->work_bytes);
  json_object_set_int_member (object, "video_bytes", self->video_bytes);
  json_object_set_int_member (object, "used_s", self->used_us / G_USEC_PER_SEC);
  json_object_set_array_member (object, "videos", list_to_json (self->videos));

  return lec_json_wrap (object);
}

/* --- What can be made again --- */

static char *
build_path (LecLectureFolder *folder,
            const char *name)
{
  return lec_lecture_folder_build_path (folder, name);
}

/* Adds the files in @inner that are not in @used, by their paths below the folder. */
static void
add_unused (LecLectureFolder *folder,
            const char *inner,
            GHashTable *used,
            GPtrArray *paths)
{
  g_autofree char *path = build_path (folder, inner);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *relative = g_build_filename (inner, name, NULL);

      if (!g_hash_table_contains (used, relative))
        g_ptr_array_add (paths, build_path (folder, relative));
    }
}

static void
note_pictures (const LecLecture *lecture,
               GHashTable *used)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      if (slide->picture != NULL)
        g_hash_table_add (used, g_strdup (slide->picture));
    }
  for (guint i = 0; i < lecture->left_out->len; i++)
    {
      const LecLeftOut *left_out = g_ptr_array_index (lecture->left_out, i);

      if (left_out->picture != NULL)
        g_hash_table_add (used, g_strdup (left_out->picture));
    }
}

/* What any lecture in the folder shows: there may be one beside what was found, as a person
 * corrected it. Returns: (transfer full) (nullable): %NULL when one of those cannot be read: then
 * nobody knows */
static GHashTable *
list_pictures (LecLectureFolder *folder)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (lec_lecture_folder_get_path (folder), 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_str_has_suffix (name, ".json") ? build_path (folder, name) : NULL;
      g_autoptr (LecLecture) lecture = path != NULL ? lec_lecture_load (path, NULL) : NULL;

      if (lecture != NULL)
        note_pictures (lecture, used);
      else if (g_str_equal (name, LEC_FILE_LECTURE) || g_str_equal (name, LEC_FILE_EDITED))
        return NULL;
    }

  return g_steal_pointer (&used);
}

static guint
count_files (LecLectureFolder *folder,
             const char *inner)
{
  g_autofree char *path = build_path (folder, inner);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Names of the words of @pictures; %NULL when one of those cannot be read. */
static GHashTable *
list_words (LecLectureFolder *folder,
            GHashTable *pictures)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *language = lec_lecture_folder_get_options (folder)->language;
  GHashTableIter iter;
  gpointer picture = NULL;

  g_hash_table_iter_init (&iter, pictures);
  while (g_hash_table_iter_next (&iter, &picture, NULL))
    {
      g_autofree char *path = build_path (folder, picture);
      g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
      g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
      g_autofree char *key = bytes != NULL ? lec_recognised_words_make_key (bytes, language) : NULL;

      if (key == NULL)
        return NULL;
      g_hash_table_add (used, g_strdup_printf (LEC_FOLDER_WORDS "/%s.json", key));
    }

  return g_steal_pointer (&used);
}

/* Pictures are read for that: not where there are no more words than slides. */
static void
add_unused_words (LecLectureFolder *folder,
                  GHashTable *pictures,
                  GPtrArray *paths)
{
  g_autoptr (GHashTable) words = NULL;

  if (count_files (folder, LEC_FOLDER_WORDS) > g_hash_table_size (pictures))
    words = list_words (folder, pictures);
  if (words != NULL)
    add_unused (folder, LEC_FOLDER_WORDS, words, paths);
}

static void
add_all_but (LecLectureFolder *folder,
             const char *const *kept,
             GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (lec_lecture_folder_get_path (folder), 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_strv_contains (kept, name))
      g_ptr_array_add (paths, build_path (folder, name));
}

/* In the order in which they go. Returns: (transfer full) (element-type filename) */
static GPtrArray *
list_work (LecLectureFolder *folder,
           LecStoredState state,
           gboolean is_part)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) pictures = NULL;

  if (state == LEC_STORED_HALF_READ)
    g_ptr_array_add (paths, g_strdup (lec_lecture_folder_get_path (folder)));
  if (state == LEC_STORED_UNFINISHED && is_part)
    {
      g_ptr_array_add (paths, build_path (folder, LEC_FILE_TRACK));
      add_all_but (folder, part_files, paths);
    }
  if (state != LEC_STORED_FINISHED)
    return g_steal_pointer (&paths);

  pictures = list_pictures (folder);
  g_ptr_array_add (paths, build_path (folder, LEC_FILE_TRACK));
  if (pictures != NULL)
    {
      add_unused (folder, LEC_FOLDER_PICTURES, pictures, paths);
      add_unused_words (folder, pictures, paths);
    }
  g_ptr_array_add (paths, build_path (folder, LEC_FILE_PDF));
  return g_steal_pointer (&paths);
}

/* --- Looking --- */

/* A result of a damaged video is never finished, but it is one: it has an id. */
static LecStoredState
judge (LecLectureFolder *folder,
       const LecLecture *lecture)
{
  if (lec_lecture_folder_is_finished (folder))
    return LEC_STORED_FINISHED;

  return lec_lecture_folder_was_read (folder) || (lecture != NULL && lecture->id != NULL) ? LEC_STORED_UNFINISHED
                                                                                          : LEC_STORED_HALF_READ;
}

/* The folder's own time tells where nothing else does. */
static gint64
get_used_us (const char *folder)
{
  g_autofree char *state = g_build_filename (folder, LEC_FILE_STATE, NULL);
  GStatBuf facts = { 0 };

  if (g_stat (state, &facts) != 0 && g_stat (folder, &facts) != 0)
    return 0;

  return facts.st_mtim.tv_sec * G_USEC_PER_SEC + facts.st_mtim.tv_nsec / 1000;
}

static void
add_video (LecStoredLecture *self,
           const char *path)
{
  GStatBuf facts = { 0 };

  if (path == NULL)
    return;

  g_ptr_array_add (self->videos, g_strdup (path));
  if (g_stat (path, &facts) == 0 && S_ISREG (facts.st_mode))
    self->video_bytes += facts.st_size;
}

static void
note_videos (LecStoredLecture *self,
             LecLectureFolder *folder,
             const LecLecture *lecture)
{
  g_autofree char *path = build_path (folder, LEC_FILE_VIDEO);
  g_autoptr (LecVideoInfo) info = lecture == NULL ? lec_video_info_load (path, NULL) : NULL;

  if (info != NULL)
    add_video (self, info->path);
  if (lecture != NULL && lecture->parts->len == 0)
    add_video (self, lecture->video->path);
  for (guint i = 0; lecture != NULL && i < lecture->parts->len; i++)
    add_video (self, ((const LecVideoPart *) g_ptr_array_index (lecture->parts, i))->path);
}

static char *
make_title (const char *video)
{
  g_autofree char *name = g_path_get_basename (video);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name)
    *dot = '\0';

  return g_filename_display_name (name);
}

static gint64
measure_all (const GPtrArray *paths)
{
  gint64 sum = 0;

  for (guint i = 0; i < paths->len; i++)
    sum += lec_file_tree_measure (g_ptr_array_index (paths, i));

  return sum;
}

static LecStoredLecture *
look_at (const char *root,
         const char *id)
{
  g_autoptr (LecStoredLecture) self = g_new0 (LecStoredLecture, 1);
  g_autofree char *path = g_build_filename (root, id, NULL);
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autoptr (LecLecture) lecture = NULL;
  g_autoptr (GPtrArray) work = NULL;

  self->id = g_strdup (id);
  self->videos = g_ptr_array_new_with_free_func (g_free);
  self->state = LEC_STORED_IN_USE;
  self->used_us = get_used_us (path);
  self->total_bytes = lec_file_tree_measure (path);
  folder = lec_lecture_folder_look (root, id);
  if (folder == NULL)
    return g_steal_pointer (&self);

  lecture = lec_lecture_folder_load_lecture (folder, NULL);
  self->state = judge (folder, lecture);
  note_videos (self, folder, lecture);
  if (self->videos->len > 0)
    self->title = make_title (g_ptr_array_index (self->videos, 0));
  work = list_work (folder, self->state, FALSE);
  self->work_bytes = measure_all (work);
  return g_steal_pointer (&self);
}

static gint
compare_use (gconstpointer a,
             gconstpointer b)
{
  const LecStoredLecture *first = *(const LecStoredLecture *const *) a;
  const LecStoredLecture *second = *(const LecStoredLecture *const *) b;

  if (first->used_us != second->used_us)
    return first->used_us < second->used_us ? -1 : 1;

  return strcmp (first->id, second->id);
}

/* What was read of the files of a joined lecture is needed to join them anew, not to keep it. */
static void
find_parts (const char *root,
            GPtrArray *lectures)
{
  g_autoptr (GHashTable) joined = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lectures->len; i++)
    {
      const LecStoredLecture *lecture = g_ptr_array_index (lectures, i);

      for (guint j = 0; lecture->state == LEC_STORED_FINISHED && lecture->videos->len > 1 && j < lecture->videos->len;
           j++)
        g_hash_table_add (joined, g_ptr_array_index (lecture->videos, j));
    }
  for (guint i = 0; i < lectures->len; i++)
    {
      LecStoredLecture *lecture = g_ptr_array_index (lectures, i);

      lecture->is_part = lecture->state == LEC_STORED_UNFINISHED && lecture->videos->len == 1 &&
                         g_hash_table_contains (joined, g_ptr_array_index (lecture->videos, 0));
      if (lecture->is_part)
        lecture->work_bytes = lec_storage_free_work (root, lecture, TRUE);
    }
}

GPtrArray *
lec_storage_list (const char *root,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) lectures = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_stored_lecture_free);
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_return_val_if_fail (root != NULL, NULL);

  dir = g_dir_open (root, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (lec_content_id_is_valid (name))
        g_ptr_array_add (lectures, look_at (root, name));
    }
  find_parts (root, lectures);
  g_ptr_array_sort (lectures, compare_use);

  return g_steal_pointer (&lectures);
}

/* --- Giving up --- */

gint64
lec_storage_free_work (const char *root,
                       const LecStoredLecture *lecture,
                       gboolean is_trial)
{
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autoptr (LecLecture) result = NULL;
  g_autoptr (GPtrArray) work = NULL;
  gint64 before_bytes = 0;

  g_return_val_if_fail (root != NULL && lecture != NULL, 0);

  folder = is_trial ? lec_lecture_folder_look (root, lecture->id) : lec_lecture_folder_try (root, lecture->id);
  if (folder == NULL)
    return 0;

  result = lec_lecture_folder_load_lecture (folder, NULL);
  work = list_work (folder, judge (folder, result), lecture->is_part);
  if (is_trial)
    return measure_all (work);

  before_bytes = lec_file_tree_measure (lec_lecture_folder_get_path (folder));
  for (guint i = 0; i < work->len; i++)
    lec_file_tree_remove (g_ptr_array_index (work, i));
  return before_bytes - lec_file_tree_measure (lec_lecture_folder_get_path (folder));
}

static gboolean
refuse (const char *reason,
        GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, reason);
  return FALSE;
}

/* A file of a joined lecture was read by itself, in the same way. */
static gboolean
is_what_was_read (const char *root,
                  LecLectureFolder *folder,
                  const LecLecture *lecture,
                  const char *content_id)
{
  g_autofree char *part = NULL;

  if (lecture->parts->len == 0)
    return g_str_equal (content_id, lec_lecture_folder_get_content_id (folder));

  part = lec_lecture_part_make_id (content_id, lec_lecture_folder_get_options (folder));
  return lec_lecture_folder_holds_content (root, part, content_id);
}

/* Whether @video is what the lecture in @folder was made of, from its start to its end. */
static gboolean
check_video (const char *root,
             LecLectureFolder *folder,
             const char *video,
             GCancellable *cancellable,
             GError **error)
{
  const LecJobOptions *options = lec_lecture_folder_get_options (folder);
  g_autoptr (LecLecture) lecture = lec_lecture_folder_load_lecture (folder, error);
  g_autofree char *content_id = NULL;

  if (lecture == NULL)
    return FALSE;
  if (!lec_lecture_folder_is_finished (folder) || lec_lecture_is_cut_short (lecture))
    return refuse (_ ("not all of its slides are kept"), error);
  if (options->from_s > 0 || options->to_s > 0)
    return refuse (_ ("only a part of it was read"), error);
  if (g_file_test (video, G_FILE_TEST_IS_SYMLINK))
    return refuse (_ ("it is a link"), error);

  content_id = lec_content_id_of_file (video, cancellable, error);
  if (content_id == NULL)
    return FALSE;
  if (!is_what_was_read (root, folder, lecture, content_id))
    return refuse (_ ("it is no longer what was read"), error);

  return TRUE;
}

static gboolean
trash (const char *video,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (video);
  g_autoptr (GError) reason = NULL;

  if (g_file_trash (file, cancellable, &reason))
    return TRUE;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("it cannot be moved to the trash: %s"),
                 reason->message);
  return FALSE;
}

gboolean
lec_storage_trash_video (const char *root,
                         const LecStoredLecture *lecture,
                         const char *video,
                         gboolean is_trial,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (LecLectureFolder) folder = NULL;

  g_return_val_if_fail (root != NULL && lecture != NULL && video != NULL, FALSE);

  folder = is_trial ? lec_lecture_folder_look (root, lecture->id) : lec_lecture_folder_try (root, lecture->id);
  if (folder == NULL)
    return refuse (_ ("its lecture is being worked on"), error);
  if (!check_video (root, folder, video, cancellable, error))
    return FALSE;

  return is_trial || trash (video, cancellable, error);
}

/* --- Cleaning up --- */

static void
sweep (const char *folder)
{
  static const char *const inner[] = { LEC_FOLDER_PICTURES, LEC_FOLDER_WORDS };

  lec_pending_file_sweep (folder);
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      g_autofree char *path = g_build_filename (folder, inner[i], NULL);

      lec_pending_file_sweep (path);
    }
}

/* As judge() says it, without looking at what was read. */
static gboolean
is_half_read (LecLectureFolder *folder)
{
  g_autoptr (LecLecture) lecture = NULL;

  if (lec_lecture_folder_was_read (folder))
    return FALSE;

  lecture = lec_lecture_folder_load_lecture (folder, NULL);
  return lecture == NULL || lecture->id == NULL;
}

/* Returns: whether it was removed. Most are not old, and for those no lock is taken; somebody may
 * have used the others until it was. */
static gboolean
clean_up_one (const char *root,
              const char *id,
              gint64 half_read_before_us,
              gint64 unused_before_us)
{
  g_autofree char *path = g_build_filename (root, id, NULL);
  gint64 old_us = MAX (half_read_before_us, unused_before_us);
  g_autoptr (LecLectureFolder) folder = get_used_us (path) < old_us ? lec_lecture_folder_try (root, id) : NULL;
  gint64 used_us = get_used_us (path);

  if (folder == NULL || used_us >= old_us)
    return FALSE;

  sweep (path);
  if (used_us >= unused_before_us && !is_half_read (folder))
    return FALSE;

  lec_lecture_folder_discard (folder);
  return TRUE;
}

/* Those of one shelf, or of none. */
static guint
clean_up_folder (const char *root,
                 gint64 half_read_before_us,
                 gint64 unused_before_us,
                 GCancellable *cancellable)
{
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && !g_cancellable_is_cancelled (cancellable) && (name = g_dir_read_name (dir)) != NULL)
    if (lec_content_id_is_valid (name) && clean_up_one (root, name, half_read_before_us, unused_before_us))
      n++;

  return n;
}

guint
lec_storage_clean_up (const char *root,
                      gint64 half_read_before_us,
                      gint64 unused_before_us,
                      GCancellable *cancellable)
{
  g_autofree char *shelves = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  guint n = 0;

  g_return_val_if_fail (root != NULL, 0);

  n = clean_up_folder (root, half_read_before_us, unused_before_us, cancellable);
  shelves = g_build_filename (root, LEC_FOLDER_SHELVES, NULL);
  dir = g_dir_open (shelves, 0, NULL);
  while (dir != NULL && !g_cancellable_is_cancelled (cancellable) && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *shelf = g_build_filename (shelves, name, NULL);

      n += clean_up_folder (shelf, half_read_before_us, unused_before_us, cancellable);
    }

  return n;
}
