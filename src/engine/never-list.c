/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture, a track of one stretch and a note a page, named by its number; the
 * note comes last and goes first, so that a page is on the list as a whole or not
 * at all. Pictures are for people: what they are compared by is what was read,
 * which no picture file gives back to the last shade. Two that
 * are added at once get different numbers: who comes second finds the name
 * taken.
 */
#include "engine/never-list.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/file-tree.h"
#include "engine/output-plan.h"
#include "engine/review-private.h"
#include "media/signature-track.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"

#define VERSION         1
#define MAX_NUMBER      1000000
#define MAX_NOTE_BYTES  (64 * 1024)
#define MAX_TITLE_BYTES 4096
#define NOTE_SUFFIX     ".json"
#define TRACK_SUFFIX    ".bin"

void
lec_never_page_free (LecNeverPage *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->lecture);
  g_free (self->picture);
  g_free (self);
}

/* --- Notes --- */

JsonNode *
lec_never_page_to_json (const LecNeverPage *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "number", self->number);
  lec_json_set_string (object, "title", self->title);
  lec_json_set_string (object, "lecture", self->lecture);
  json_object_set_double_member (object, "start_s", self->start_s);
  json_object_set_int_member (object, "created_s", self->created_s);
  lec_json_set_path (object, "picture", self->picture);
  return lec_json_wrap (object);
}

static char *
build_path (const char *root,
            guint number,
            const char *suffix)
{
  g_autofree char *name = g_strdup_printf ("%u%s", number, suffix);

  return g_build_filename (root, LEC_FOLDER_NEVER_LIST, name, NULL);
}

/* Returns: (transfer full) (nullable): its picture, of either kind */
static char *
find_picture (const char *root,
              guint number)
{
  static const char *const suffixes[] = { ".jpg", ".png" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = build_path (root, number, suffixes[i]);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static LecNeverPage *
load_page (const char *root,
           guint number)
{
  g_autofree char *path = build_path (root, number, NOTE_SUFFIX);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_NOTE_BYTES, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "page", NULL) : NULL;
  g_autoptr (LecNeverPage) self = g_new0 (LecNeverPage, 1);

  self->number = number;
  self->picture = find_picture (root, number);
  if (object == NULL || self->picture == NULL ||
      !lec_json_read_string (object, "title", LEC_JSON_OPTIONAL, MAX_TITLE_BYTES, &self->title, NULL) ||
      !lec_json_read_string (object, "lecture", LEC_JSON_REQUIRED, MAX_TITLE_BYTES, &self->lecture, NULL) ||
      !lec_json_read_double (object, "start_s", LEC_JSON_REQUIRED, 0, G_MAXINT32, &self->start_s, NULL) ||
      !lec_json_read_int (object, "created_s", LEC_JSON_REQUIRED, 0, G_MAXINT64, &self->created_s, NULL))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
save_page (const char *root,
           const LecNeverPage *page,
           GError **error)
{
  g_autofree char *path = build_path (root, page->number, NOTE_SUFFIX);
  g_autoptr (JsonNode) node = lec_never_page_to_json (page);

  json_object_remove_member (json_node_get_object (node), "picture");
  return lec_json_file_save (node, path, error);
}

/* --- The list --- */

/* Returns: 0 for what is no note */
static guint
parse_note_name (const char *name)
{
  g_autofree char *stem = g_str_has_suffix (name, NOTE_SUFFIX) ? g_strndup (name, strlen (name) - strlen (NOTE_SUFFIX))
                                                               : NULL;
  guint64 number = 0;

  return stem != NULL && g_ascii_string_to_unsigned (stem, 10, 1, MAX_NUMBER, &number, NULL) ? (guint) number : 0;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const LecNeverPage *const *first = a;
  const LecNeverPage *const *second = b;

  return (*first)->number < (*second)->number ? -1 : (*first)->number > (*second)->number;
}

static GPtrArray *
load (const char *root)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_never_page_free);
  g_autofree char *folder = g_build_filename (root, LEC_FOLDER_NEVER_LIST, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      guint number = parse_note_name (name);
      LecNeverPage *page = number > 0 ? load_page (root, number) : NULL;

      if (page != NULL)
        g_ptr_array_add (pages, page);
    }
  g_ptr_array_sort (pages, compare_numbers);

  return pages;
}

GPtrArray *
lec_never_list_load (const char *root,
                     GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };

  return lec_kept_root_open (&kept, root, error) ? load (kept.path) : NULL;
}

/* --- Adding --- */

static const LecSlide *
find_slide (LecReview *review,
            guint number,
            GError **error)
{
  const GPtrArray *slides = lec_review_get_lecture (review)->slides;

  if (number > 0 && number <= slides->len)
    return g_ptr_array_index (slides, number - 1);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               g_dngettext (GETTEXT_PACKAGE, "there is no slide %u, only %u slide",
                            "there is no slide %u, only %u slides", slides->len),
               number, slides->len);
  return NULL;
}

/* Returns: (transfer full) (nullable): of the whole frame: regions differ between lectures */
static char *
find_whole_picture (LecReview *review,
                    const LecSlide *slide,
                    GError **error)
{
  g_autofree char *whole =
    slide->picture != NULL ? lec_slide_picture_name_whole (slide->picture, &slide->region) : NULL;
  const char *name = whole != NULL ? whole : slide->picture;
  g_autofree char *path = name != NULL ? g_build_filename (review->folder, name, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("the whole picture of this slide is not kept any more; run “lectern extract” again"));
  return NULL;
}

/* --- As it was read --- */

/* The picture's own name begins with that of the stretch's. */
static gboolean
is_picture_of (const LecStretch *stretch,
               const LecSlide *slide)
{
  g_autofree char *name = slide->picture != NULL ? g_path_get_basename (slide->picture) : NULL;
  g_autofree char *stem = stretch->picture != NULL ? g_strdup (stretch->picture) : NULL;

  if (stem != NULL)
    *strchrnul (stem, '.') = '\0';
  return name != NULL && stem != NULL && g_str_has_prefix (name, stem) &&
         strchr ("-.", name[strlen (stem)]) != NULL;
}

static gboolean
is_shown_in (const LecStretch *stretch,
             const LecSlide *slide)
{
  return !stretch->moving && stretch->start_s <= slide->picture_s && slide->picture_s <= stretch->end_s;
}

/* Returns: (transfer none) (nullable) */
static LecStretch *
find_stretch (const LecSignatureTrack *track,
              const LecSlide *slide)
{
  LecStretch *shown = NULL;

  for (guint i = 0; i < track->stretches->len; i++)
    {
      LecStretch *stretch = g_ptr_array_index (track->stretches, i);

      if (is_picture_of (stretch, slide))
        return stretch;
      if (is_shown_in (stretch, slide))
        shown = stretch;
    }

  return shown;
}

/* Returns: (transfer full) (nullable): a track of nothing else */
static LecSignatureTrack *
cut_track (LecReview *review,
           const LecSlide *slide,
           GError **error)
{
  g_autofree char *path = g_build_filename (review->folder, LEC_FILE_TRACK, NULL);
  g_autoptr (LecSignatureTrack) track = lec_signature_track_load (path, NULL);
  LecStretch *stretch = track != NULL ? find_stretch (track, slide) : NULL;
  LecSignatureTrack *cut = NULL;
  guint index = 0;

  if (stretch == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("what was read of this slide is not kept; run “lectern extract” on its video again"));
      return NULL;
    }

  cut = lec_signature_track_new (track->picture_width, track->picture_height);
  cut->read_s = track->read_s;
  g_ptr_array_find (track->stretches, stretch, &index);
  g_ptr_array_add (cut->stretches, g_ptr_array_steal_index (track->stretches, index));
  return cut;
}

static gboolean
save_picture (const char *root,
              const char *source,
              LecNeverPage *page,
              GError **error)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_free (page->picture);
  page->picture = build_path (root, page->number, g_str_has_suffix (source, ".png") ? ".png" : ".jpg");
  return g_file_get_contents (source, &content, &length, error) &&
         lec_pending_file_save (page->picture, content, length, FALSE, error);
}

/* The next number that nobody has taken. */
static gboolean
save_picture_as_next (const char *root,
                      const char *source,
                      LecNeverPage *page,
                      GError **error)
{
  g_autoptr (GPtrArray) pages = load (root);

  if (pages->len >= LEC_MAX_NEVER)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there are %u pages on the list; remove one first"),
                   pages->len);
      return FALSE;
    }
  if (pages->len > 0)
    page->number = ((const LecNeverPage *) g_ptr_array_index (pages, pages->len - 1))->number;
  while (page->number < MAX_NUMBER)
    {
      g_autoptr (GError) reason = NULL;

      page->number++;
      if (save_picture (root, source, page, &reason))
        return TRUE;
      if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }

  return FALSE;
}

static gboolean
make_folder (const char *root,
             GError **error)
{
  g_autofree char *folder = g_build_filename (root, LEC_FOLDER_NEVER_LIST, NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "create", folder);
  return FALSE;
}

static void
describe (LecNeverPage *page,
          LecReview *review,
          const LecSlide *slide)
{
  const char *video = review->found->video->path;

  page->title = g_strdup (slide->title);
  page->lecture = lec_output_plan_dup_title (video != NULL ? video : review->source);
  page->start_s = lec_slide_get_start_s (slide);
  page->created_s = g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
save_track (const char *root,
            const LecNeverPage *page,
            const LecSignatureTrack *track,
            GError **error)
{
  g_autofree char *path = build_path (root, page->number, TRACK_SUFFIX);

  return lec_signature_track_save (track, path, error);
}

guint
lec_never_list_add (LecReview *review,
                    guint slide,
                    GError **error)
{
  g_autoptr (LecNeverPage) page = g_new0 (LecNeverPage, 1);
  g_autoptr (LecSignatureTrack) track = NULL;
  g_autofree char *source = NULL;
  const LecSlide *found = NULL;

  g_return_val_if_fail (review != NULL, 0);

  found = find_slide (review, slide, error);
  source = found != NULL ? find_whole_picture (review, found, error) : NULL;
  track = source != NULL ? cut_track (review, found, error) : NULL;
  if (track == NULL || !make_folder (review->kept.path, error))
    return 0;

  describe (page, review, found);
  if (!save_picture_as_next (review->kept.path, source, page, error))
    return 0;
  if (save_track (review->kept.path, page, track, error) && save_page (review->kept.path, page, error))
    return page->number;

  g_unlink (page->picture);
  return 0;
}

gboolean
lec_never_list_remove (const char *root,
                       guint number,
                       GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autofree char *note = NULL;
  g_autofree char *track = NULL;
  g_autofree char *picture = NULL;

  if (!lec_kept_root_open (&kept, root, error))
    return FALSE;

  note = build_path (kept.path, number, NOTE_SUFFIX);
  if (!g_file_test (note, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no page %u on the list"), number);
      return FALSE;
    }
  if (g_unlink (note) != 0)
    {
      lec_error_set_from_errno (error, errno, "remove", note);
      return FALSE;
    }

  track = build_path (kept.path, number, TRACK_SUFFIX);
  picture = find_picture (kept.path, number);
  g_unlink (track);
  if (picture != NULL)
    g_unlink (picture);
  return TRUE;
}

/* --- For the stages --- */

static gboolean
copy_track (const char *root,
            const LecNeverPage *page,
            const char *folder,
            GError **error)
{
  g_autofree char *source = build_path (root, page->number, TRACK_SUFFIX);
  g_autofree char *name = g_path_get_basename (source);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  /* It may have been taken off the list by now. */
  return !g_file_get_contents (source, &content, &length, NULL) ||
         lec_pending_file_save (target, content, length, TRUE, error);
}

gboolean
lec_never_list_hand_over (const char *root,
                          const char *folder,
                          GError **error)
{
  g_autofree char *target = NULL;
  g_autoptr (GPtrArray) pages = NULL;

  g_return_val_if_fail (root != NULL && folder != NULL, FALSE);

  target = g_build_filename (folder, LEC_FOLDER_NEVER, NULL);
  pages = load (root);
  lec_file_tree_remove (target);
  if (pages->len == 0)
    return TRUE;
  if (g_mkdir (target, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", target);
      return FALSE;
    }
  for (guint i = 0; i < pages->len; i++)
    if (!copy_track (root, g_ptr_array_index (pages, i), target, error))
      return FALSE;

  return TRUE;
}
