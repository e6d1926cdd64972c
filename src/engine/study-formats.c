/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of documents, and a row of our own at its end.
 */
#include "engine/study-formats.h"

#include <glib/gi18n-lib.h>

#include "engine/review-study.h"

static const LecStudyDocument chaptered_video = {
  "chaptered-video", ".chapters.mkv", "video/x-matroska",
  N_ ("a copy of the video with the slides as its chapters (Matroska)"),
  FALSE, FALSE, NULL
};

const LecStudyDocument *
lec_study_format_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return g_str_equal (name, chaptered_video.name) ? &chaptered_video : lec_study_document_find (name);
}

const LecStudyDocument *
lec_study_format_next (const LecStudyDocument *after)
{
  gsize n_documents = 0;
  const LecStudyDocument *documents = lec_study_document_list (&n_documents);

  if (after == &chaptered_video)
    return NULL;
  if (after == NULL)
    return documents;

  return after + 1 < documents + n_documents ? after + 1 : &chaptered_video;
}

GArray *
lec_study_format_list (void)
{
  GArray *formats = g_array_new (FALSE, FALSE, sizeof (LecStudyFormat));

  for (const LecStudyDocument *each = lec_study_format_next (NULL); each != NULL; each = lec_study_format_next (each))
    {
      LecStudyFormat format = { each->name, each->suffix, each->description, each->has_course };

      g_array_append_val (formats, format);
    }

  return formats;
}

const char *const *
lec_study_format_list_usual (gboolean has_course)
{
  static const char *const usual[] = { "study-pdf", "html", "markdown", "anki", "chapters", NULL };
  static const char *const usual_course[] = { "study-pdf", "html", "markdown", "anki", NULL };

  return has_course ? usual_course : usual;
}
