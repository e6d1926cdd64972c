/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every document: it is written whole, twice the same, and not
 * at all when there is nothing in it or nobody wants it any more.
 */
#include "base/error.h"
#include "documents/study-document.h"
#include "made-material.h"
#include "read-back.h"

static gboolean
write_document (const LecStudyDocument *document,
                MadeLecture *made,
                const LecCourse *course,
                GCancellable *cancellable,
                char **digest,
                GError **error)
{
  g_autofree char *name = g_strconcat ("out", document->suffix, NULL);
  g_autofree char *path = made_lecture_path (made, name);
  gboolean done = lec_study_document_write (document, course, path, cancellable, error);

  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, done);
  if (done && digest != NULL)
    *digest = digest_file (path);
  g_remove (path);

  return done;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

static void
test_all (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gsize n_documents = 0;
  const LecStudyDocument *documents = lec_study_document_list (&n_documents);
  guint n_files = 0;

  made_material_draw (made);
  n_files = count_files (made->folder);
  g_cancellable_cancel (cancellable);
  for (gsize i = 0; i < n_documents; i++)
    {
      g_autoptr (LecCourse) one = made_course_new (made);
      g_autoptr (LecCourse) two = made_course_of_two (made);
      g_autoptr (LecCourse) none = lec_course_new ("None");
      g_autoptr (GError) error = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      g_test_message ("%s", documents[i].name);
      g_assert_true (lec_study_document_find (documents[i].name) == &documents[i]);
      g_assert_true (write_document (&documents[i], made, one, NULL, &first, &error));
      g_assert_no_error (error);
      g_assert_true (write_document (&documents[i], made, one, NULL, &second, &error));
      g_assert_cmpstr (first, ==, second);

      g_assert_cmpint (write_document (&documents[i], made, two, NULL, NULL, &error), ==, documents[i].has_course);
      if (!documents[i].has_course)
        g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_clear_error (&error);

      g_assert_false (write_document (&documents[i], made, none, NULL, NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
      g_clear_error (&error);

      g_assert_false (lec_study_document_write (&documents[i], one, "/nowhere/at/all", NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
      g_clear_error (&error);

      g_assert_false (write_document (&documents[i], made, one, cancellable, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (made->folder), ==, n_files);
    }
  g_assert_null (lec_study_document_find ("no such"));
}

/* Nothing of the study, no picture, no video, no time, no bytes that are UTF-8. */
static void
test_bare (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  gsize n_documents = 0;
  const LecStudyDocument *documents = lec_study_document_list (&n_documents);

  for (gsize i = 0; i < n_documents; i++)
    {
      LecLecture *lecture = lec_lecture_new ();
      LecSlide *slide = lec_slide_new (1);
      LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_EMBEDDED);
      gboolean is_deck = FALSE;
      g_autoptr (LecCourse) course = NULL;
      g_autoptr (GError) error = NULL;

      lec_slide_add_visit (slide, 0, 1);
      slide->title = g_strdup ("\xff\xfe\x01");
      slide->text = g_strdup ("\xe2\x80\xae");
      slide->picture = g_strdup ("gone.jpg");
      g_ptr_array_add (lecture->slides, slide);
      g_ptr_array_add (transcript->cues, lec_cue_new (0, 1, "\x02"));
      course = lec_course_new_for_one (lec_material_new (lecture, made->folder, "\xff", transcript, lec_study_new ()));
      g_test_message ("%s", documents[i].name);
      is_deck = g_str_equal (documents[i].name, "deck-pdf");
      if (!write_document (&documents[i], made, course, NULL, NULL, &error) && is_deck)
        g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      else if (error != NULL)
        g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES); /* no card */
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study-document/all", test_all);
  g_test_add_func ("/study-document/bare", test_bare);

  return g_test_run ();
}
