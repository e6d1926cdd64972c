/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: show-documents FOLDER
 *
 * Writes every document of a made lecture, and of a course of two, to FOLDER:
 * to be looked at.
 */
#include "documents/study-document.h"
#include "made-material.h"

int
main (int argc,
      char **argv)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  gsize n_documents = 0;
  const LecStudyDocument *documents = lec_study_document_list (&n_documents);

  if (argc != 2 || g_mkdir_with_parents (argv[1], 0755) != 0)
    return 2;

  made_material_draw (made);
  for (gsize i = 0; i < n_documents; i++)
    for (guint is_course = 0; is_course <= (guint) documents[i].has_course; is_course++)
      {
        g_autoptr (LecCourse) course = is_course ? made_course_of_two (made) : made_course_new (made);
        g_autoptr (GError) error = NULL;
        g_autofree char *name = g_strconcat (is_course ? "course" : "talk", documents[i].suffix, NULL);
        g_autofree char *path = g_build_filename (argv[1], name, NULL);

        if (!lec_study_document_write (&documents[i], course, path, NULL, &error))
          g_printerr ("%s: %s\n", name, error->message);
      }

  return 0;
}
