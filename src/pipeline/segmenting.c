/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures are kept whole, one a stretch; a slide's region is cut out here, so
 * that another crop needs no video.
 */
#include "pipeline/segmenting.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "media/slide-finder.h"
#include "media/slide-region.h"
#include "media/uncovering.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"

static gboolean
block_is_ignored (const LecRect *block,
                  const LecJobOptions *options,
                  int scale)
{
  LecRect pixels = { block->x * scale, block->y * scale, block->width * scale, block->height * scale };
  LecRect common;

  if (options->crop_mode == LEC_CROP_REGION && !lec_rect_intersect (&pixels, &options->crop, &common))
    return TRUE;
  for (guint i = 0; i < options->ignore->len; i++)
    if (lec_rect_intersect (&pixels, &g_array_index (options->ignore, LecRect, i), &common))
      return TRUE;

  return FALSE;
}

guint8 *
lec_segmenting_list_ignored (const LecSignature *shape,
                             const LecJobOptions *options)
{
  int n_blocks = lec_signature_get_n_blocks (shape);
  guint8 *ignored = g_new0 (guint8, n_blocks);

  for (int i = 0; i < n_blocks; i++)
    {
      LecRect block = lec_signature_get_block (shape, i);

      ignored[i] = block_is_ignored (&block, options, shape->scale);
    }

  return ignored;
}

gboolean
lec_segmenting_check_crop (const LecJobOptions *options,
                           int picture_width,
                           int picture_height,
                           GError **error)
{
  LecRect frame = { 0, 0, picture_width, picture_height };

  if (options->crop_mode != LEC_CROP_REGION || lec_rect_intersect (&options->crop, &frame, NULL))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("the crop region lies outside of the picture of %dx%d pixels"),
               picture_width, picture_height);
  return FALSE;
}

/* The region all slides show; the whole frame when unsure. */
static gboolean
find_region (const LecLecture *lecture,
             const LecSegments *segments,
             const LecSignatureTrack *track,
             const char *folder,
             GCancellable *cancellable,
             LecRect *region,
             GError **error)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      const LecFoundSlide *found = g_ptr_array_index (segments->slides, i);
      g_autoptr (LecPicture) picture = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (slide->picture == NULL)
        continue;
      picture = lec_slide_picture_load (folder, slide->picture, error);
      if (picture == NULL)
        return FALSE;
      lec_region_finder_add (finder, picture, g_ptr_array_index (track->stretches, found->stretch));
    }
  if (!lec_region_finder_find (finder, region, NULL))
    *region = (LecRect){ 0, 0, lecture->video->width, lecture->video->height };

  return TRUE;
}

static gboolean
choose_region (const LecLecture *lecture,
               const LecSegments *segments,
               const LecSignatureTrack *track,
               const char *folder,
               GCancellable *cancellable,
               LecRect *region,
               GError **error)
{
  LecRect frame = { 0, 0, lecture->video->width, lecture->video->height };

  switch (lecture->options->crop_mode)
    {
    case LEC_CROP_AUTO:
      return find_region (lecture, segments, track, folder, cancellable, region, error);
    case LEC_CROP_REGION:
      lec_rect_intersect (&lecture->options->crop, &frame, region);
      return lec_segmenting_check_crop (lecture->options, frame.width, frame.height, error);
    case LEC_CROP_NONE:
    default:
      *region = frame;
      return TRUE;
    }
}

static gboolean
crop_slide (LecSlide *slide,
            const char *folder,
            const LecRect *region,
            GError **error)
{
  g_autoptr (LecPicture) whole = lec_slide_picture_load (folder, slide->picture, error);
  g_autoptr (LecPicture) part = NULL;
  g_autofree char *name = lec_slide_picture_name_cut (slide->picture, region);

  if (whole == NULL)
    return FALSE;
  part = lec_picture_crop (whole, region);
  if (!lec_slide_picture_save (part, folder, name, error))
    return FALSE;

  g_free (slide->picture);
  slide->picture = g_steal_pointer (&name);
  slide->region = *region;
  slide->picture_width = part->width;
  slide->picture_height = part->height;

  return TRUE;
}

static gboolean
finish_pictures (LecLecture *lecture,
                 const LecSegments *segments,
                 const LecSignatureTrack *track,
                 const char *folder,
                 GCancellable *cancellable,
                 GError **error)
{
  LecRect frame = { 0, 0, lecture->video->width, lecture->video->height };
  LecRect region;

  if (!choose_region (lecture, segments, track, folder, cancellable, &region, error))
    return FALSE;

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (slide->picture == NULL)
        continue;
      if (!lec_rect_equal (&region, &frame) && !crop_slide (slide, folder, &region, error))
        return FALSE;
      if (!lec_slide_picture_hash (slide, folder, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_picture_path (const LecStretch *stretch)
{
  return stretch->picture != NULL ? g_strconcat (LEC_FOLDER_PICTURES "/", stretch->picture, NULL) : NULL;
}

/* Index of the stretch itself, or of the nearest one before it that has a picture: a page too brief
   for one. */
static guint
find_pictured (const LecSignatureTrack *track,
               guint index)
{
  for (guint i = index + 1; i-- > 0;)
    {
      const LecStretch *stretch = g_ptr_array_index (track->stretches, i);

      if (stretch->picture != NULL)
        return i;
    }

  return index;
}

static LecSlide *
make_slide (const LecFoundSlide *found,
            const LecSignatureTrack *track,
            guint number)
{
  const LecStretch *stretch = g_ptr_array_index (track->stretches, find_pictured (track, found->stretch));
  LecSlide *slide = lec_slide_new (number);

  g_array_append_vals (slide->visits, found->visits->data, found->visits->len);
  g_array_append_vals (slide->builds_s, found->builds_s->data, found->builds_s->len);
  slide->picture = dup_picture_path (stretch);
  slide->picture_s = stretch->picture_s;
  slide->picture_width = track->picture_width;
  slide->picture_height = track->picture_height;
  slide->region = (LecRect){ 0, 0, track->picture_width, track->picture_height };

  return slide;
}

static LecLeftOut *
make_left_out (const LecFoundGap *gap,
               const LecSignatureTrack *track)
{
  const LecStretch *stretch = g_ptr_array_index (track->stretches, gap->stretch);
  LecLeftOut *left_out = lec_left_out_new (gap->start_s, gap->end_s, gap->reason);

  left_out->scores = gap->scores;
  left_out->picture = dup_picture_path (stretch);
  left_out->picture_s = stretch->picture_s;

  return left_out;
}

/* For each stretch the slide in one of whose visits it lies, -1 for none; what fades from one page
   to the next shows neither. */
static int *
list_owners (const LecSegments *segments,
             const LecSignatureTrack *track)
{
  int *owners = g_new (int, track->stretches->len);

  memset (owners, -1, sizeof *owners * track->stretches->len);
  for (guint i = 0; i < segments->slides->len; i++)
    {
      const LecFoundSlide *found = g_ptr_array_index (segments->slides, i);

      for (guint k = 0; k < found->visits->len; k++)
        {
          const LecVisit *visit = &g_array_index (found->visits, LecVisit, k);

          for (guint n = 0; n < track->stretches->len; n++)
            {
              const LecStretch *stretch = g_ptr_array_index (track->stretches, n);
              double middle_s = (stretch->start_s + stretch->end_s) / 2;

              if (middle_s >= visit->start_s && middle_s < visit->end_s)
                owners[n] = (int) i;
            }
        }
    }
  for (guint i = 0; i < segments->faded->len; i++)
    owners[g_array_index (segments->faded, guint, i)] = LEC_OWNER_PASSED_OVER;

  return owners;
}

static gboolean
is_source (GArray *free_blocks,
           guint stretch)
{
  for (guint i = 0; i < free_blocks->len; i++)
    if (g_array_index (free_blocks, LecFreeBlock, i).stretch == stretch)
      return TRUE;

  return FALSE;
}

/* Copies the blocks of @free_blocks that @source shows. */
static void
copy_blocks (LecPicture *picture,
             const LecPicture *source,
             const LecSignature *page,
             GArray *free_blocks,
             guint stretch)
{
  for (guint i = 0; i < free_blocks->len; i++)
    {
      const LecFreeBlock *free_block = &g_array_index (free_blocks, LecFreeBlock, i);
      LecRect block = lec_signature_get_block (page, free_block->block);
      LecRect area = { block.x * page->scale, block.y * page->scale, block.width * page->scale,
                       block.height * page->scale };

      if (free_block->stretch == stretch)
        lec_picture_paste (picture, source, &area);
    }
}

/* Takes from the pictures of other stretches what is free there. */
static gboolean
uncover_slide (LecSlide *slide,
               const LecSignatureTrack *track,
               GArray *free_blocks,
               const char *folder,
               GError **error)
{
  g_autoptr (LecPicture) picture = lec_slide_picture_load (folder, slide->picture, error);
  g_autofree char *name = lec_slide_picture_name_free (slide->picture);

  if (picture == NULL)
    return FALSE;

  for (guint i = 0; i < track->stretches->len; i++)
    {
      const LecStretch *stretch = g_ptr_array_index (track->stretches, i);
      g_autofree char *path = NULL;
      g_autoptr (LecPicture) source = NULL;

      if (!is_source (free_blocks, i))
        continue;
      path = dup_picture_path (stretch);
      source = lec_slide_picture_load (folder, path, error);
      if (source == NULL)
        return FALSE;
      if (source->width != picture->width || source->height != picture->height)
        continue;
      copy_blocks (picture, source, stretch->page, free_blocks, i);
      slide->picture_s = MAX (slide->picture_s, stretch->picture_s);
    }
  if (!lec_slide_picture_save (picture, folder, name, error))
    return FALSE;
  g_free (slide->picture);
  slide->picture = g_steal_pointer (&name);

  return TRUE;
}

static gboolean
uncover_slides (LecLecture *lecture,
                const LecSegments *segments,
                const LecSignatureTrack *track,
                const char *folder,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree int *owners = list_owners (segments, track);

  for (guint i = 0; i < segments->slides->len; i++)
    {
      const LecFoundSlide *found = g_ptr_array_index (segments->slides, i);
      LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      g_autoptr (GArray) free_blocks = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (slide->picture == NULL)
        continue;
      free_blocks = lec_uncovering_find (track->stretches, owners, find_pictured (track, found->stretch));
      if (free_blocks->len > 0 && !uncover_slide (slide, track, free_blocks, folder, error))
        return FALSE;
    }

  return TRUE;
}

static LecSignature *
load_never_page (const char *folder,
                 const char *name)
{
  g_autofree char *path = g_build_filename (folder, LEC_FOLDER_NEVER, name, NULL);
  g_autoptr (LecSignatureTrack) track = lec_signature_track_load (path, NULL);

  if (track == NULL || track->stretches->len == 0)
    return NULL;

  return lec_signature_copy (((const LecStretch *) g_ptr_array_index (track->stretches, 0))->page);
}

static void
free_signature (gpointer signature)
{
  lec_signature_free (signature);
}

/* What cannot be read is none of them. Returns: (transfer full) (element-type LecSignature) */
static GPtrArray *
load_never (const char *folder)
{
  GPtrArray *never = g_ptr_array_new_with_free_func (free_signature);
  g_autofree char *path = g_build_filename (folder, LEC_FOLDER_NEVER, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && never->len < LEC_MAX_NEVER && (name = g_dir_read_name (dir)) != NULL)
    {
      LecSignature *signature = load_never_page (folder, name);

      if (signature != NULL)
        g_ptr_array_add (never, signature);
    }

  return never;
}

gboolean
lec_segmenting_fill_lecture (LecLecture *lecture,
                             const LecSignatureTrack *track,
                             const char *folder,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree guint8 *ignored = NULL;
  g_autoptr (LecSegments) segments = NULL;
  g_autoptr (GPtrArray) never = load_never (folder);
  LecFinderOptions options = {
    .sensitivity = lecture->options->sensitivity,
    .shortest_s = lecture->options->shortest_s,
    .keep_builds = lecture->options->keep_builds,
    .never = never,
  };

  if (track->stretches->len > 0)
    {
      const LecStretch *first = g_ptr_array_index (track->stretches, 0);

      ignored = lec_segmenting_list_ignored (first->page, lecture->options);
      options.ignored = ignored;
    }
  segments = lec_slide_finder_find (track->stretches, &options);

  g_ptr_array_set_size (lecture->slides, 0);
  g_ptr_array_set_size (lecture->left_out, 0);
  g_array_set_size (lecture->suggestions, 0);
  lecture->read_s = track->read_s;
  for (guint i = 0; i < segments->slides->len; i++)
    g_ptr_array_add (lecture->slides, make_slide (g_ptr_array_index (segments->slides, i), track, i + 1));
  for (guint i = 0; i < segments->gaps->len; i++)
    g_ptr_array_add (lecture->left_out, make_left_out (&g_array_index (segments->gaps, LecFoundGap, i), track));
  g_array_append_vals (lecture->suggestions, segments->suggestions->data, segments->suggestions->len);

  return uncover_slides (lecture, segments, track, folder, cancellable, error) &&
         finish_pictures (lecture, segments, track, folder, cancellable, error);
}

gboolean
lec_segmenting_save (const LecLecture *lecture,
                     const char *folder,
                     GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);

  return lec_lecture_save (lecture, path, error);
}
