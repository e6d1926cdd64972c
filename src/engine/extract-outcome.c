/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/extract-outcome.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "engine/lecture-part.h"

gboolean
lec_extract_outcome_check_slides (const LecLecture *lecture,
                                  GError **error)
{
  g_autofree char *read = lec_time_format (lecture->read_s);
  g_autofree char *duration = lec_time_format (lecture->video->duration_s);

  if (lecture->slides->len > 0)
    return TRUE;

  if (lec_lecture_is_cut_short (lecture))
    g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED,
                 /* Translators: up to which time a damaged video could be read, and its length */
                 _ ("damaged or incomplete: only %s of %s can be read, and no slide is in that"), read, duration);
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES,
                 g_dngettext (GETTEXT_PACKAGE,
                              "no slides found in %s (%u stretch is something else); "
                              "--sensitivity high and a smaller --shortest find more",
                              "no slides found in %s (%u stretches are something else); "
                              "--sensitivity high and a smaller --shortest find more",
                              lecture->left_out->len),
                 read, lecture->left_out->len);

  return FALSE;
}

static void
add_cut (GPtrArray *cuts,
         const char *video,
         double read_s,
         double duration_s,
         const GError *reason)
{
  LecExtractCut *cut = g_new0 (LecExtractCut, 1);

  cut->video = g_strdup (video);
  cut->read_s = read_s;
  cut->duration_s = duration_s;
  cut->reason = reason != NULL ? g_error_copy (reason) : NULL;
  g_ptr_array_add (cuts, cut);
}

static const GError *
get_damage (const GPtrArray *parts,
            guint i)
{
  return i < parts->len ? ((const LecLecturePart *) g_ptr_array_index (parts, i))->damage : NULL;
}

GPtrArray *
lec_extract_outcome_list_cuts (const GPtrArray *parts,
                               const LecLecture *lecture)
{
  GPtrArray *cuts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_extract_cut_free);
  const GError *damage = get_damage (parts, 0);

  for (guint i = 0; i < lecture->parts->len; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);

      if (get_damage (parts, i) != NULL || lec_video_part_is_cut_short (part))
        add_cut (cuts, part->path, part->read_s, part->duration_s, get_damage (parts, i));
    }
  if (lecture->parts->len == 0 && (damage != NULL || lec_lecture_is_cut_short (lecture)))
    add_cut (cuts, lecture->video->path, lecture->read_s, lecture->video->duration_s, damage);

  return cuts;
}
