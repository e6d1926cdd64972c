/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joining is moving times and numbers, and one question: is the first slide of
 * a part the last one of the part before? Pictures of the same page from two
 * files differ in compression only, so they are compared as small averages.
 */
#include "engine/lecture-join.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "media/picture.h"
#include "pipeline/stage.h"

/* Cells of about 20 x 20 pixels at 1080p: a line of text more changes some by 10 and above. */
#define COMPARE_WIDTH    96
#define COMPARE_HEIGHT   54
#define MAX_MEAN_CHANGE  1.5
#define MAX_CELL_CHANGE  8
#define CONTIGUOUS_GAP_S 2.0

static LecPicture *
load_small_picture (const char *folder,
                    const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LecPicture) picture = NULL;

  if (file == NULL)
    return NULL;

  bytes = g_mapped_file_get_bytes (file);
  picture = lec_picture_decode (bytes, NULL);
  return picture != NULL ? lec_picture_scale (picture, COMPARE_WIDTH, COMPARE_HEIGHT) : NULL;
}

static gboolean
look_same (const LecPicture *a,
           const LecPicture *b)
{
  int largest = 0;
  gint64 sum = 0;

  for (int y = 0; y < COMPARE_HEIGHT; y++)
    for (int x = 0; x < COMPARE_WIDTH; x++)
      {
        int change = abs (a->planes[0][(gsize) y * a->strides[0] + x] - b->planes[0][(gsize) y * b->strides[0] + x]);

        largest = MAX (largest, change);
        sum += change;
      }

  return largest <= MAX_CELL_CHANGE && (double) sum / (COMPARE_WIDTH * COMPARE_HEIGHT) <= MAX_MEAN_CHANGE;
}

static gboolean
is_same_page (const LecSlide *a,
              const char *folder_a,
              const LecSlide *b,
              const char *folder_b)
{
  g_autoptr (LecPicture) small_a = NULL;
  g_autoptr (LecPicture) small_b = NULL;

  if (a->picture == NULL || b->picture == NULL || a->picture_width != b->picture_width ||
      a->picture_height != b->picture_height)
    return FALSE;

  small_a = load_small_picture (folder_a, a->picture);
  small_b = load_small_picture (folder_b, b->picture);
  return small_a != NULL && small_b != NULL && look_same (small_a, small_b);
}

/* The slide that is on the screen last. */
static LecSlide *
find_last_shown (GPtrArray *slides,
                 guint from)
{
  LecSlide *last = NULL;
  double last_s = -1;

  for (guint i = from; i < slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (slides, i);
      double end_s = g_array_index (slide->visits, LecVisit, slide->visits->len - 1).end_s;

      if (end_s > last_s)
        {
          last = slide;
          last_s = end_s;
        }
    }

  return last;
}

static void
move_times (LecSlide *slide,
            double by_s)
{
  for (guint i = 0; i < slide->visits->len; i++)
    {
      g_array_index (slide->visits, LecVisit, i).start_s += by_s;
      g_array_index (slide->visits, LecVisit, i).end_s += by_s;
    }
  for (guint i = 0; i < slide->builds_s->len; i++)
    g_array_index (slide->builds_s, double, i) += by_s;
  slide->picture_s += by_s;
}

/* Copies rather than links: a folder can be thrown away without the other. */
static gboolean
take_picture (char **picture,
              const char *from_folder,
              guint part,
              const char *to_folder,
              GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autofree char *source = NULL;
  g_autofree char *name = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *target = NULL;

  if (*picture == NULL)
    return TRUE;

  source = g_build_filename (from_folder, *picture, NULL);
  name = g_path_get_basename (*picture);
  joined = g_strdup_printf ("%s/part%u-%s", LEC_FOLDER_PICTURES, part + 1, name);
  target = g_build_filename (to_folder, joined, NULL);
  file = g_mapped_file_new (source, FALSE, error);
  if (file == NULL)
    return FALSE;

  g_free (*picture);
  *picture = g_steal_pointer (&joined);
  return lec_pending_file_save (target, g_mapped_file_get_contents (file), g_mapped_file_get_length (file),
                                TRUE, error);
}

/* The page stood through the gap between two files: its visits on both sides are one. */
static void
merge_slide (LecSlide *into,
             const LecSlide *next)
{
  LecVisit *last = &g_array_index (into->visits, LecVisit, into->visits->len - 1);
  const LecVisit *first = &g_array_index (next->visits, LecVisit, 0);
  guint skip = first->start_s - last->end_s <= CONTIGUOUS_GAP_S ? 1 : 0;

  if (skip > 0)
    last->end_s = first->end_s;
  g_array_append_vals (into->visits, first + skip, next->visits->len - skip);
  g_array_append_vals (into->builds_s, next->builds_s->data, next->builds_s->len);
}

static gboolean
add_slides (LecLecture *joined,
            const LecJoinPart *parts,
            guint part,
            double offset_s,
            const char *folder,
            guint *numbers,
            GError **error)
{
  GPtrArray *slides = parts[part].lecture->slides;
  LecSlide *before = find_last_shown (joined->slides, 0);

  for (guint i = 0; i < slides->len; i++)
    {
      g_autoptr (LecSlide) slide = lec_slide_copy (g_ptr_array_index (slides, i));

      move_times (slide, offset_s);
      if (i == 0 && before != NULL && is_same_page (before, folder, slide, parts[part].folder))
        {
          merge_slide (before, slide);
          numbers[i] = before->number;
          continue;
        }
      if (!take_picture (&slide->picture, parts[part].folder, part, folder, error))
        return FALSE;
      slide->number = joined->slides->len + 1;
      numbers[i] = slide->number;
      g_ptr_array_add (joined->slides, g_steal_pointer (&slide));
    }

  return TRUE;
}

static gboolean
add_left_out (LecLecture *joined,
              const LecJoinPart *parts,
              guint part,
              double offset_s,
              const char *folder,
              GError **error)
{
  GPtrArray *left_out = parts[part].lecture->left_out;

  for (guint i = 0; i < left_out->len; i++)
    {
      const LecLeftOut *old = g_ptr_array_index (left_out, i);
      g_autoptr (LecLeftOut) moved = lec_left_out_new (old->start_s + offset_s, old->end_s + offset_s, old->reason);

      moved->scores = old->scores;
      moved->picture = g_strdup (old->picture);
      moved->picture_s = old->picture_s + offset_s;
      if (!take_picture (&moved->picture, parts[part].folder, part, folder, error))
        return FALSE;
      g_ptr_array_add (joined->left_out, g_steal_pointer (&moved));
    }

  return TRUE;
}

static guint
map_number (const LecLecture *lecture,
            const guint *numbers,
            guint number)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    if (((const LecSlide *) g_ptr_array_index (lecture->slides, i))->number == number)
      return numbers[i];

  return 0;
}

static void
add_suggestions (LecLecture *joined,
                 const LecLecture *lecture,
                 double offset_s,
                 const guint *numbers)
{
  for (guint i = 0; i < lecture->suggestions->len; i++)
    {
      LecSuggestion suggestion = g_array_index (lecture->suggestions, LecSuggestion, i);

      suggestion.time_s += offset_s;
      suggestion.slide = map_number (lecture, numbers, suggestion.slide);
      suggestion.other_slide = map_number (lecture, numbers, suggestion.other_slide);
      g_array_append_val (joined->suggestions, suggestion);
    }
}

static gboolean
add_part (LecLecture *joined,
          const LecJoinPart *parts,
          guint part,
          double offset_s,
          const char *folder,
          GError **error)
{
  const LecLecture *lecture = parts[part].lecture;
  g_autofree guint *numbers = g_new0 (guint, MAX (lecture->slides->len, 1));
  LecVideoPart *file = lec_video_part_new (lecture->video->path, offset_s);

  file->address = g_strdup (lecture->video->address);
  file->is_page = lecture->video->is_page;
  file->duration_s = lecture->video->duration_s;
  file->read_s = lecture->read_s;
  file->is_cut = lecture->is_cut;
  g_ptr_array_add (joined->parts, file);
  if (!add_slides (joined, parts, part, offset_s, folder, numbers, error) ||
      !add_left_out (joined, parts, part, offset_s, folder, error))
    return FALSE;
  add_suggestions (joined, lecture, offset_s, numbers);

  return TRUE;
}

LecLecture *
lec_lecture_join (const LecJoinPart *parts,
                  gsize n_parts,
                  const char *folder,
                  GError **error)
{
  g_autoptr (LecLecture) joined = lec_lecture_new ();
  g_autofree char *pictures = NULL;
  double offset_s = 0;

  g_return_val_if_fail (parts != NULL && n_parts > 0 && folder != NULL, NULL);

  pictures = g_build_filename (folder, LEC_FOLDER_PICTURES, NULL);
  if (g_mkdir_with_parents (pictures, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", pictures);
      return NULL;
    }
  lec_video_info_free (joined->video);
  joined->video = lec_video_info_copy (parts[0].lecture->video);
  joined->video->size_bytes = 0;
  for (guint i = 0; i < n_parts; i++)
    {
      const LecLecture *lecture = parts[i].lecture;

      if (!add_part (joined, parts, i, offset_s, folder, error))
        return NULL;
      offset_s += MAX (lecture->video->duration_s, lecture->read_s);
      joined->video->size_bytes += lecture->video->size_bytes;
      /* The end that was read of the last part; what is missing of an earlier one is a gap. */
      joined->read_s = offset_s - MAX (lecture->video->duration_s - lecture->read_s, 0);
    }
  joined->video->duration_s = offset_s;

  return g_steal_pointer (&joined);
}
