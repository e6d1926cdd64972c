/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an export to study from would replace, found out without making anything:
 * whoever asks a person needs the names.
 */
#include <string.h>

#include "engine/review-study-private.h"
#include "engine/review-study.h"
#include "engine/review-workshop.h"
#include "engine/study-formats.h"
#include "engine/study-writing.h"

static void
add_if_there (GPtrArray *paths,
              const char *path)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_ptr_array_add (paths, g_strdup (path));
}

/* Those that are another picture, as any may be where they are to be made smaller. */
static void
add_pictures (GPtrArray *paths,
              LecReview *review,
              const char *folder,
              gboolean is_smaller)
{
  const GPtrArray *slides = lec_review_get_lecture (review)->slides;

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *name = lec_material_dup_picture_name (slide);
      g_autofree char *source = lec_review_build_picture_path (review, slide);
      g_autofree char *target = name != NULL ? g_build_filename (folder, name, NULL) : NULL;

      if (target != NULL && (is_smaller || source == NULL || !lec_study_holds_same (source, target)))
        add_if_there (paths, target);
    }
}

GPtrArray *
lec_review_list_study_in_the_way (LecReview *review,
                                  const LecStudyExport *what,
                                  GError **error)
{
  g_autofree char *pictures = NULL;
  g_autofree char *stem = NULL;
  GPtrArray *paths = NULL;
  gboolean links_pictures = FALSE;

  g_return_val_if_fail (review != NULL && what != NULL, NULL);

  stem = lec_study_plan_stem (lec_workshop_get_name (review), what->output, &pictures, error);
  if (stem == NULL)
    return NULL;

  paths = g_ptr_array_new_with_free_func (g_free);
  for (const char *const *name = what->formats; *name != NULL; name++)
    {
      const LecStudyDocument *document = lec_study_format_find (*name);
      g_autofree char *target = document != NULL ? g_strconcat (stem, document->suffix, NULL) : NULL;

      if (target == NULL)
        continue;
      add_if_there (paths, target);
      links_pictures = links_pictures || document->links_pictures;
    }
  if (links_pictures)
    add_pictures (paths, review, pictures,
                  what->picture_quality != NULL && !g_str_equal (what->picture_quality, "high"));
  return paths;
}
