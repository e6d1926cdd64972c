/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The thread that owns a lecture while it is corrected: a real library, a job that was worked on by
 * task processes that follow a script, and what is told of all of it.
 */
#include <string.h>

#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "made-notes.h"
#include "pipeline/stage.h"
#include "scripted-job.h"
#include "ui/hint-item.h"
#include "ui/review-thread.h"
#include "ui/slide-item.h"

#define MORE "duration=100 read=100 slides=6 end=more"
/* Outputs are made when they are asked for, and not before. */
#define NEVER_MS G_MAXINT

typedef struct
{
  char *home; /* of the library */
  LecJob *job;
  LecReviewThread *thread;
  guint n_news;
  LecReviewState state;
  GPtrArray *slides; /* (element-type LecSlideItem) (nullable): as they were told last */
  GPtrArray *hints;
  gboolean can_undo;
  gboolean can_redo;
  guint focus;
  LecOutputsState outputs;
  char *failure;   /* (nullable) */
  char *notice;    /* (nullable) */
  guint n_studies; /* that were told */
  guint n_cues;    /* of the one that was told last, as are those that follow */
  guint n_terms;
  GArray *grades; /* (element-type LecPracticeGrade) (nullable) */
  char *problem;  /* (nullable) */
} Fixture;

static void
take_study (Fixture *fixture,
            const LecStudyNews *study)
{
  fixture->n_studies++;
  fixture->n_cues = study->transcript->len;
  fixture->n_terms = study->glossary->len;
  g_free (fixture->problem);
  fixture->problem = g_strdup (study->problem);
  g_clear_pointer (&fixture->grades, g_array_unref);
  fixture->grades = g_array_ref (study->grades);
}

static void
news_cb (const LecReviewNews *news,
         gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_news++;
  fixture->state = news->state;
  fixture->focus = news->focus;
  fixture->outputs = news->outputs;
  g_free (fixture->failure);
  fixture->failure = news->failure != NULL ? g_strdup (news->failure->message) : NULL;
  g_free (fixture->notice);
  fixture->notice = g_strdup (news->notice);
  if (news->study != NULL)
    take_study (fixture, news->study);
  if (news->slides == NULL)
    return;

  g_clear_pointer (&fixture->slides, g_ptr_array_unref);
  g_clear_pointer (&fixture->hints, g_ptr_array_unref);
  fixture->slides = g_ptr_array_ref (news->slides);
  fixture->hints = g_ptr_array_ref (news->hints);
  fixture->can_undo = news->can_undo;
  fixture->can_redo = news->can_redo;
}

static void
wait_for_news (Fixture *fixture)
{
  for (guint before = fixture->n_news; fixture->n_news == before;)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_outputs (Fixture *fixture,
                  LecOutputsState state)
{
  while (fixture->outputs != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
begin (Fixture *fixture,
       const char *script,
       guint rest_ms)
{
  fixture->job = scripted_job_run (fixture->home, "talk.mp4", script);
  fixture->thread = lec_review_thread_new (fixture->job->id, rest_ms, news_cb, fixture);
  wait_for_news (fixture);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *log = NULL;

  fixture->home = lec_data_folder_dup_home ();
  lec_file_tree_remove (fixture->home);
  g_assert_cmpint (g_mkdir_with_parents (fixture->home, 0700), ==, 0);
  log = g_build_filename (fixture->home, "stages.log", NULL);
  g_assert_true (g_setenv ("STAGE_LOG", log, TRUE));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  if (fixture->thread != NULL)
    lec_review_thread_stop (fixture->thread);
  /* What was told and not delivered holds it, too. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->thread);
  lec_job_free (fixture->job);
  g_clear_pointer (&fixture->slides, g_ptr_array_unref);
  g_clear_pointer (&fixture->hints, g_ptr_array_unref);
  g_free (fixture->failure);
  g_free (fixture->notice);
  g_clear_pointer (&fixture->grades, g_array_unref);
  g_free (fixture->problem);
  g_free (fixture->home);
}

/* --- Asking --- */

static LecSlideItem *
get_slide (Fixture *fixture,
           guint number)
{
  return g_ptr_array_index (fixture->slides, number - 1);
}

static LecEdit *
make_edit (Fixture *fixture,
           LecEditKind kind,
           guint first,
           guint second)
{
  LecEdit *edit = lec_edit_new (kind, 0);

  if (first > 0)
    g_array_append_vals (edit->places, lec_slide_item_get_place (get_slide (fixture, first)), 1);
  if (second > 0)
    g_array_append_vals (edit->places, lec_slide_item_get_place (get_slide (fixture, second)), 1);
  return edit;
}

static void
ask (Fixture *fixture,
     LecEditKind kind,
     guint first,
     guint second)
{
  lec_review_thread_edit (fixture->thread, make_edit (fixture, kind, first, second));
  wait_for_news (fixture);
}

/* All that is seen of the slides. */
static char *
describe (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= fixture->slides->len; i++)
    {
      LecSlideItem *slide = get_slide (fixture, i);

      g_string_append_printf (text, "%s|%s|%s|%s|%u\n", lec_slide_item_get_spoken (slide),
                              lec_slide_item_get_picture (slide), lec_slide_item_get_text (slide),
                              lec_slide_item_get_label (slide), lec_slide_item_get_visits (slide)->len);
    }
  for (guint i = 0; i < fixture->hints->len; i++)
    g_string_append_printf (text, "%s\n", lec_hint_item_get_spoken (g_ptr_array_index (fixture->hints, i)));
  return g_string_free (text, FALSE);
}

/* --- Tests --- */

static void
test_open (Fixture *fixture,
           gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  g_assert_cmpint (fixture->state, ==, LEC_REVIEW_OPEN);
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_UP_TO_DATE);
  g_assert_cmpuint (fixture->slides->len, ==, 6);
  g_assert_cmpuint (fixture->hints->len, ==, 3);
  g_assert_false (fixture->can_undo);
  g_assert_false (fixture->can_redo);
  g_assert_cmpstr (lec_slide_item_get_spoken (get_slide (fixture, 1)), ==, "Slide 1: Page 1, at 0:00, doubtful");
  g_assert_cmpstr (lec_slide_item_get_spoken (get_slide (fixture, 4)), ==, "Slide 4: Page 4, at 0:03");
  g_assert_cmpstr (lec_hint_item_get_spoken (g_ptr_array_index (fixture->hints, 0)), ==,
                   "Near miss: 1 may be two, at 0:00");
  g_assert_cmpstr (lec_hint_item_get_spoken (g_ptr_array_index (fixture->hints, 1)), ==,
                   "Doubtful: 2 and 3 may be one, at 0:02");
  g_assert_cmpstr (lec_hint_item_get_spoken (g_ptr_array_index (fixture->hints, 2)), ==,
                   "Left out: a screen, but no page, at 0:50");
}

static void
test_edits (Fixture *fixture,
            gconstpointer data)
{
  LecEdit *edit = NULL;

  begin (fixture, MORE, NEVER_MS);
  ask (fixture, LEC_EDIT_REMOVE, 5, 0);
  g_assert_cmpuint (fixture->slides->len, ==, 5);
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_OLD);
  g_assert_true (fixture->can_undo);

  ask (fixture, LEC_EDIT_MERGE, 3, 4);
  g_assert_cmpuint (fixture->slides->len, ==, 4);
  g_assert_cmpuint (fixture->focus, ==, 3);

  edit = make_edit (fixture, LEC_EDIT_RETITLE, 2, 0);
  lec_edit_set_title (edit, "A <b>better</b> title");
  lec_review_thread_edit (fixture->thread, edit);
  wait_for_news (fixture);
  g_assert_cmpstr (lec_slide_item_get_title (get_slide (fixture, 2)), ==, "A <b>better</b> title");
  g_assert_cmpuint (fixture->focus, ==, 2);

  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  g_assert_cmpstr (lec_slide_item_get_title (get_slide (fixture, 2)), ==, "Page 2");
  g_assert_true (fixture->can_redo);
  ask (fixture, LEC_EDIT_REDO, 0, 0);
  g_assert_cmpstr (lec_slide_item_get_title (get_slide (fixture, 2)), ==, "A <b>better</b> title");
  g_assert_false (fixture->can_redo);
}

/* Asked for twice before the first one is done: the second finds no slide, and takes none else. */
static void
test_stale (Fixture *fixture,
            gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  lec_review_thread_edit (fixture->thread, make_edit (fixture, LEC_EDIT_REMOVE, 5, 0));
  lec_review_thread_edit (fixture->thread, make_edit (fixture, LEC_EDIT_REMOVE, 5, 0));
  while (fixture->failure == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->failure, ==, "its slide is no longer found");
  g_assert_cmpuint (fixture->slides->len, ==, 5);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  LecEdit *edit = NULL;

  begin (fixture, MORE, NEVER_MS);
  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  g_assert_nonnull (fixture->failure);
  edit = make_edit (fixture, LEC_EDIT_CROP, 1, 0);
  edit->crop = (LecRect){ 5000, 5000, 10, 10 };
  lec_review_thread_edit (fixture->thread, edit);
  wait_for_news (fixture);
  g_assert_cmpstr (fixture->failure, ==, "this lies outside of the picture or the video");
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_UP_TO_DATE);
}

/* Each is decided the other way, and is no hint any more. */
static void
test_hints (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  begin (fixture, MORE, NEVER_MS);
  before = describe (fixture);
  for (guint n_hints = 3; n_hints > 0; n_hints--)
    {
      LecHintItem *hint = g_ptr_array_index (fixture->hints, n_hints - 1);

      lec_review_thread_edit (fixture->thread, lec_edit_copy (lec_hint_item_get_edit (hint)));
      wait_for_news (fixture);
      g_assert_null (fixture->failure);
      g_assert_cmpuint (fixture->hints->len, ==, n_hints - 1);
      g_assert_cmpuint (fixture->focus, >, 0);
    }
  /* One was left out, two became one, one became two. */
  g_assert_cmpuint (fixture->slides->len, ==, 7);
  for (guint i = 0; i < 3; i++)
    ask (fixture, LEC_EDIT_UNDO, 0, 0);
  after = describe (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_pdf_has (Fixture *fixture,
                const char *part)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->job->pdf, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, part));
}

static void
test_outputs (Fixture *fixture,
              gconstpointer data)
{
  begin (fixture, MORE, 10);
  assert_pdf_has (fixture, "\n6 slides\n");
  ask (fixture, LEC_EDIT_REMOVE, 5, 0);
  wait_for_outputs (fixture, LEC_OUTPUTS_MAKING);
  wait_for_outputs (fixture, LEC_OUTPUTS_UP_TO_DATE);
  assert_pdf_has (fixture, "\n5 slides\n");
}

static void
ended_cb (LecReviewThread *thread,
          gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Nobody waits for the rest when the page is left. */
static void
test_finish (Fixture *fixture,
             gconstpointer data)
{
  gboolean has_ended = FALSE;
  guint n_news = 0;

  begin (fixture, MORE, NEVER_MS);
  lec_review_thread_edit (fixture->thread, make_edit (fixture, LEC_EDIT_REMOVE, 5, 0));
  lec_review_thread_edit (fixture->thread, make_edit (fixture, LEC_EDIT_REMOVE, 6, 0));
  g_signal_connect (fixture->thread, "ended", G_CALLBACK (ended_cb), &has_ended);
  lec_review_thread_finish (fixture->thread);
  n_news = fixture->n_news;
  while (!has_ended)
    g_main_context_iteration (NULL, TRUE);
  assert_pdf_has (fixture, "\n4 slides\n");
  g_assert_cmpuint (fixture->n_news, ==, n_news);
}

/* What was not rendered when the program ended is when the lecture is opened again. */
static void
test_opened_again (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *picture = NULL;
  LecEdit *edit = NULL;

  begin (fixture, MORE, 10);
  edit = make_edit (fixture, LEC_EDIT_CROP, 2, 0);
  edit->crop = (LecRect){ 0, 0, KEPT_WIDTH / 2, KEPT_HEIGHT / 2 };
  picture = g_strdup (lec_slide_item_get_picture (get_slide (fixture, 2)));
  lec_review_thread_edit (fixture->thread, edit);
  wait_for_outputs (fixture, LEC_OUTPUTS_MAKING);
  wait_for_outputs (fixture, LEC_OUTPUTS_UP_TO_DATE);
  g_assert_cmpstr (lec_slide_item_get_picture (get_slide (fixture, 2)), !=, picture);

  lec_review_thread_stop (fixture->thread);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&fixture->thread));
  fixture->thread = lec_review_thread_new (fixture->job->id, NEVER_MS, news_cb, fixture);
  wait_for_news (fixture);
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_UP_TO_DATE);
  g_assert_true (fixture->can_undo);
  g_assert_cmpstr (lec_slide_item_get_picture (get_slide (fixture, 2)), !=, picture);
}

/* A frame that only the video has, and the "video" has none. */
static void
test_outputs_fail (Fixture *fixture,
                   gconstpointer data)
{
  begin (fixture, MORE, 10);
  lec_review_thread_edit (fixture->thread,
                          lec_edit_copy (lec_hint_item_get_edit (g_ptr_array_index (fixture->hints, 0))));
  wait_for_outputs (fixture, LEC_OUTPUTS_FAILED);
  g_assert_cmpuint (fixture->slides->len, ==, 7);
  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  wait_for_outputs (fixture, LEC_OUTPUTS_UP_TO_DATE);
}

/* A correction that comes while outputs are made does not wait for them. */
static void
test_cancels_outputs (Fixture *fixture,
                      gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  ask (fixture, LEC_EDIT_REMOVE, 5, 0);
  lec_review_thread_render (fixture->thread);
  wait_for_outputs (fixture, LEC_OUTPUTS_MAKING);
  lec_review_thread_edit (fixture->thread, make_edit (fixture, LEC_EDIT_REMOVE, 5, 0));
  while (fixture->slides->len != 4)
    wait_for_news (fixture);
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_OLD);
  lec_review_thread_render (fixture->thread);
  wait_for_outputs (fixture, LEC_OUTPUTS_UP_TO_DATE);
  assert_pdf_has (fixture, "\n4 slides\n");
}

static void
test_not_there (Fixture *fixture,
                gconstpointer data)
{
  fixture->thread = lec_review_thread_new (77, NEVER_MS, news_cb, fixture);
  wait_for_news (fixture);
  g_assert_cmpint (fixture->state, ==, LEC_REVIEW_NONE);
  g_assert_nonnull (fixture->failure);
  lec_review_thread_edit (fixture->thread, lec_edit_new (LEC_EDIT_UNDO, 0));
}

/* --- At random --- */

static LecEdit *
make_random_edit (Fixture *fixture,
                  GRand *dice)
{
  guint n_slides = fixture->slides->len;
  guint number = (guint) g_rand_int_range (dice, 1, (int) n_slides + 1);
  LecEdit *edit = NULL;

  switch (g_rand_int_range (dice, 0, 8))
    {
    case 0:
      return make_edit (fixture, LEC_EDIT_REMOVE, number, 0);
    case 1:
      return make_edit (fixture, LEC_EDIT_MERGE, number, 1 + number % n_slides);
    case 2:
      edit = lec_edit_new (LEC_EDIT_ADD, 0);
      lec_edit_add_moment (edit, g_rand_double_range (dice, 0, 100), 0, 100);
      return edit;
    case 3:
      edit = make_edit (fixture, LEC_EDIT_RETITLE, number, 0);
      lec_edit_set_title (edit, g_rand_boolean (dice) ? "Another" : NULL);
      return edit;
    case 4:
      edit = make_edit (fixture, LEC_EDIT_CROP, number, 0);
      edit->crop = (LecRect){ g_rand_int_range (dice, 0, 400), 0, 40, 40 };
      return edit;
    case 5:
      edit = make_edit (fixture, LEC_EDIT_MOVE, number, 0);
      lec_edit_add_moment (edit, 82, 80, 85);
      return edit;
    case 6:
      return lec_edit_new (LEC_EDIT_UNDO, 0);
    default:
      return lec_edit_new (LEC_EDIT_REDO, 0);
    }
}

static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20261125);
  g_autofree char *before = NULL;
  g_autofree char *middle = NULL;
  g_autofree char *after = NULL;
  guint n_undone = 0;

  begin (fixture, MORE, NEVER_MS);
  before = describe (fixture);
  for (guint i = 0; i < 200; i++)
    {
      lec_review_thread_edit (fixture->thread, make_random_edit (fixture, dice));
      wait_for_news (fixture);
    }
  middle = describe (fixture);
  g_assert_cmpstr (middle, !=, before);

  for (; fixture->can_undo; n_undone++)
    ask (fixture, LEC_EDIT_UNDO, 0, 0);
  after = describe (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (n_undone, >, 5);

  while (fixture->can_redo)
    ask (fixture, LEC_EDIT_REDO, 0, 0);
}

/* --- What was said and what to study --- */

static char *
build_path (Fixture *fixture,
            const char *name)
{
  g_autofree char *root = g_build_filename (fixture->home, LEC_DATA_FOLDER_LECTURES, NULL);
  g_autofree char *folder = lec_review_find_job_folder (root, fixture->job);

  return g_build_filename (folder, name, NULL);
}

/* A program that works on the same lecture has made them meanwhile. */
static void
keep_notes (Fixture *fixture)
{
  g_autoptr (LecTranscript) transcript = make_transcript ();
  g_autoptr (LecStudy) study = make_study ();
  g_autofree char *said = build_path (fixture, LEC_FILE_TRANSCRIPT);
  g_autofree char *studied = build_path (fixture, LEC_FILE_STUDY);

  g_assert_true (lec_transcript_save (transcript, said, NULL));
  g_assert_true (lec_study_save (study, studied, NULL));
}

static void
look_again (Fixture *fixture)
{
  guint before = fixture->n_studies;

  lec_review_thread_look (fixture->thread);
  while (fixture->n_studies == before)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_said_over (Fixture *fixture,
              guint number,
              const char *words)
{
  const char *said = lec_slide_item_get_said (get_slide (fixture, number));

  return said != NULL && strstr (said, words) != NULL;
}

/* It is told once, and with the slides that the words belong to. */
static void
test_study (Fixture *fixture,
            gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  g_assert_cmpuint (fixture->n_studies, ==, 1);
  g_assert_cmpuint (fixture->n_cues, ==, 0);
  g_assert_null (lec_slide_item_get_said (get_slide (fixture, 1)));

  keep_notes (fixture);
  look_again (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 6);
  g_assert_cmpuint (fixture->n_terms, ==, 3);
  g_assert_true (is_said_over (fixture, 6, "Good morning."));
  g_assert_false (is_said_over (fixture, 5, "Good morning."));
  /* It comes back. */
  g_assert_true (is_said_over (fixture, 2, "Relocation changes addresses"));
  g_assert_cmpstr (lec_slide_item_get_note (get_slide (fixture, 4)), !=, NULL);
  g_assert_cmpstr (lec_slide_item_get_note (get_slide (fixture, 3)), ==, NULL);

  /* What was over a slide that goes is over the one before. */
  ask (fixture, LEC_EDIT_REMOVE, 6, 0);
  g_assert_cmpuint (fixture->n_studies, ==, 2);
  g_assert_true (is_said_over (fixture, 5, "Good morning."));
  /* The description goes with its slide, whatever its number is by then. */
  ask (fixture, LEC_EDIT_REMOVE, 1, 0);
  g_assert_cmpstr (lec_slide_item_get_note (get_slide (fixture, 3)), !=, NULL);
  g_assert_cmpstr (lec_slide_item_get_note (get_slide (fixture, 4)), ==, NULL);
}

/* One is damaged: the other is shown, and it is told which. */
static void
test_study_damaged (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *path = NULL;

  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  path = build_path (fixture, LEC_FILE_TRANSCRIPT);
  g_assert_true (g_file_set_contents (path, "{\"version\": 1", -1, NULL));
  look_again (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 0);
  g_assert_cmpuint (fixture->n_terms, ==, 3);
  g_assert_nonnull (strstr (fixture->problem, "the transcript cannot be read"));

  keep_notes (fixture);
  g_free (path);
  path = build_path (fixture, LEC_FILE_STUDY);
  g_assert_true (g_file_set_contents (path, "[]", -1, NULL));
  look_again (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 6);
  g_assert_cmpuint (fixture->n_terms, ==, 0);
  g_assert_nonnull (strstr (fixture->problem, "what there is to study cannot be read"));
}

static LecPracticeGrade
get_grade (Fixture *fixture,
           guint question)
{
  return g_array_index (fixture->grades, LecPracticeGrade, question);
}

/* What was known is known in the next session, too, whatever is kept of the lecture. */
static void
test_practice (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecStudy) study = make_study ();
  g_autofree char *first = lec_practice_dup_key (g_ptr_array_index (study->questions, 0));
  g_autofree char *second = lec_practice_dup_key (g_ptr_array_index (study->questions, 1));
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpstr (first, !=, second);
  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  g_assert_cmpuint (fixture->grades->len, ==, 3);
  g_assert_cmpint (get_grade (fixture, 0), ==, LEC_PRACTICE_NEW);

  lec_review_thread_note_answer (fixture->thread, first, TRUE);
  lec_review_thread_note_answer (fixture->thread, second, TRUE);
  lec_review_thread_note_answer (fixture->thread, second, FALSE);
  keep_notes (fixture);
  look_again (fixture);
  g_assert_cmpint (get_grade (fixture, 0), ==, LEC_PRACTICE_KNEW);
  g_assert_cmpint (get_grade (fixture, 1), ==, LEC_PRACTICE_MISSED);
  g_assert_cmpint (get_grade (fixture, 2), ==, LEC_PRACTICE_NEW);

  /* A file that is damaged is told of and left as it is. */
  name = g_strconcat (fixture->job->content_hash, ".json", NULL);
  path = g_build_filename (fixture->home, LEC_DATA_FOLDER_LECTURES, LEC_FOLDER_PRACTICE, name, NULL);
  g_assert_true (g_file_set_contents (path, "{\"version\": 1, \"answers\": [{}]}", -1, NULL));
  lec_review_thread_note_answer (fixture->thread, first, TRUE);
  wait_for_news (fixture);
  g_assert_nonnull (strstr (fixture->failure, path));
  keep_notes (fixture);
  look_again (fixture);
  g_assert_cmpint (get_grade (fixture, 0), ==, LEC_PRACTICE_NEW);
  g_assert_nonnull (strstr (fixture->problem, "which questions were known cannot be read"));
}

static char *
write_file (Fixture *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->home, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_steal_pointer (&path);
}

/* What a person gives goes before what was found, and can be put back. */
static void
test_given (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *good = NULL;
  g_autofree char *other = NULL;

  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  good = write_file (fixture, "mine & yours.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello <b>there</b>\n\n"
                                                  "00:03.000 --> 0x:05.000\nlost\n");
  lec_review_thread_take_transcript (fixture->thread, good);
  wait_for_news (fixture);
  g_assert_null (fixture->failure);
  g_assert_nonnull (strstr (fixture->notice, "“mine & yours.vtt”; 1 place"));
  g_assert_cmpuint (fixture->n_cues, ==, 1);
  g_assert_true (is_said_over (fixture, 2, "Hello there"));

  other = write_file (fixture, "other.srt", "1\n00:00:01,000 --> 00:00:02,000\nFirst\n\n"
                                            "2\n00:00:03,000 --> 00:00:04,000\nSecond\n");
  lec_review_thread_take_transcript (fixture->thread, other);
  wait_for_news (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 2);
  lec_review_thread_put_back_transcript (fixture->thread);
  wait_for_news (fixture);
  g_assert_null (fixture->notice);
  g_assert_cmpuint (fixture->n_cues, ==, 1);

  /* It is there in the next session. */
  lec_review_thread_stop (fixture->thread);
  g_clear_object (&fixture->thread);
  fixture->thread = lec_review_thread_new (fixture->job->id, NEVER_MS, news_cb, fixture);
  wait_for_news (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 1);
}

/* Before anything was given, what was found is put back. */
static void
test_given_put_back (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *good = NULL;

  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  good = write_file (fixture, "good.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");
  lec_review_thread_take_transcript (fixture->thread, good);
  wait_for_news (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 1);
  lec_review_thread_put_back_transcript (fixture->thread);
  wait_for_news (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 6);
}

/* What is corrected is kept, step by step undone, and refused where it is not there. */
static void
test_said_corrected (Fixture *fixture,
                     gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  lec_review_thread_correct_transcript (fixture->thread, 2, "Good morning.", "  Good <evening>. ");
  wait_for_news (fixture);
  g_assert_null (fixture->failure);
  g_assert_nonnull (fixture->notice);
  g_assert_true (is_said_over (fixture, 6, "Good <evening>."));
  lec_review_thread_correct_transcript (fixture->thread, 150, "Which names are in that table?", " ");
  wait_for_news (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 5);

  lec_review_thread_correct_transcript (fixture->thread, 2, "Good morning.", "Good night.");
  wait_for_news (fixture);
  g_assert_nonnull (fixture->failure);
  g_assert_true (is_said_over (fixture, 6, "Good <evening>."));

  lec_review_thread_put_back_transcript (fixture->thread);
  wait_for_news (fixture);
  g_assert_cmpuint (fixture->n_cues, ==, 6);
  g_assert_true (is_said_over (fixture, 6, "Good <evening>."));
  lec_review_thread_put_back_transcript (fixture->thread);
  wait_for_news (fixture);
  g_assert_true (is_said_over (fixture, 6, "Good morning."));
}

static guint
count_slides (Fixture *fixture)
{
  return fixture->slides->len;
}

/* Slides and what was said are undone and redone in the order in which they were corrected. */
static void
test_said_undone (Fixture *fixture,
                  gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  g_assert_false (fixture->can_undo);
  ask (fixture, LEC_EDIT_REMOVE, 2, 0);
  lec_review_thread_correct_transcript (fixture->thread, 2, "Good morning.", "Good evening.");
  wait_for_news (fixture);
  g_assert_true (fixture->can_undo);
  g_assert_false (fixture->can_redo);
  ask (fixture, LEC_EDIT_REMOVE, 1, 0);
  g_assert_cmpuint (count_slides (fixture), ==, 4);

  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  g_assert_cmpuint (count_slides (fixture), ==, 5);
  g_assert_true (is_said_over (fixture, 5, "Good evening."));
  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  g_assert_true (is_said_over (fixture, 5, "Good morning."));
  g_assert_cmpuint (count_slides (fixture), ==, 5);
  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  g_assert_cmpuint (count_slides (fixture), ==, 6);
  g_assert_false (fixture->can_undo);

  g_assert_true (fixture->can_redo);
  ask (fixture, LEC_EDIT_REDO, 0, 0);
  g_assert_cmpuint (count_slides (fixture), ==, 5);
  ask (fixture, LEC_EDIT_REDO, 0, 0);
  g_assert_true (is_said_over (fixture, 5, "Good evening."));
  ask (fixture, LEC_EDIT_REDO, 0, 0);
  g_assert_cmpuint (count_slides (fixture), ==, 4);
  g_assert_false (fixture->can_redo);
}

/* Nor does what was said wait for outputs that are being made. */
static void
test_said_cancels_outputs (Fixture *fixture,
                           gconstpointer data)
{
  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  ask (fixture, LEC_EDIT_REMOVE, 2, 0);
  lec_review_thread_render (fixture->thread);
  wait_for_outputs (fixture, LEC_OUTPUTS_MAKING);
  lec_review_thread_correct_transcript (fixture->thread, 2, "Good morning.", "Good evening.");
  while (fixture->notice == NULL)
    wait_for_news (fixture);
  g_assert_true (is_said_over (fixture, 5, "Good evening."));
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_OLD);
}

/* What there is to study follows what was said, after a rest; the documents stay. */
static void
test_said_studied (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *log = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  begin (fixture, MORE, 10);
  g_assert_cmpuint (fixture->n_terms, ==, 0);
  log = g_build_filename (fixture->home, "stages.log", NULL);
  g_assert_true (g_file_get_contents (log, &before, NULL, NULL));
  path = write_file (fixture, "said.vtt", "WEBVTT\n\n00:01.000 --> 00:09.000\n"
                                          "A heap is defined as a tree whose root is the smallest item.\n");
  lec_review_thread_take_transcript (fixture->thread, path);
  while (fixture->n_terms == 0)
    wait_for_news (fixture);
  g_assert_null (fixture->failure);
  g_assert_cmpint (fixture->outputs, ==, LEC_OUTPUTS_UP_TO_DATE);
  g_assert_true (g_file_get_contents (log, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);

  ask (fixture, LEC_EDIT_UNDO, 0, 0);
  while (fixture->n_terms > 0)
    wait_for_news (fixture);
  g_assert_null (fixture->failure);
}

/* A lecture of a library of before has nothing to study from: that is made when it is opened. */
static void
test_studied_late (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *path = NULL;

  begin (fixture, MORE, NEVER_MS);
  lec_review_thread_stop (fixture->thread);
  g_clear_object (&fixture->thread);
  path = build_path (fixture, LEC_FILE_STUDY);
  g_assert_cmpint (g_unlink (path), ==, 0);
  fixture->thread = lec_review_thread_new (fixture->job->id, 10, news_cb, fixture);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    wait_for_news (fixture);
  g_assert_null (fixture->failure);
}

/* It is told why, and what was said stays. */
static void
test_given_refused (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *nothing = NULL;
  g_autofree char *repeated = NULL;
  g_autoptr (GString) text = g_string_new ("WEBVTT\n\n");

  begin (fixture, MORE, NEVER_MS);
  keep_notes (fixture);
  look_again (fixture);
  nothing = write_file (fixture, "nothing.vtt", "no times at all");
  lec_review_thread_take_transcript (fixture->thread, nothing);
  wait_for_news (fixture);
  g_assert_nonnull (strstr (fixture->failure, "nothing.vtt"));
  g_assert_null (fixture->notice);

  for (guint i = 10; i < 60; i++)
    g_string_append_printf (text, "00:%u.000 --> 00:%u.500\nThanks for watching the video\n\n", i, i);
  repeated = write_file (fixture, "repeated.vtt", text->str);
  lec_review_thread_take_transcript (fixture->thread, repeated);
  wait_for_news (fixture);
  g_test_message ("%s", fixture->failure);
  g_assert_nonnull (fixture->failure);
  g_assert_cmpuint (fixture->n_cues, ==, 6);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/review-thread/open", test_open },
    { "/review-thread/edits", test_edits },
    { "/review-thread/stale", test_stale },
    { "/review-thread/refused", test_refused },
    { "/review-thread/hints", test_hints },
    { "/review-thread/outputs", test_outputs },
    { "/review-thread/outputs-fail", test_outputs_fail },
    { "/review-thread/cancels-outputs", test_cancels_outputs },
    { "/review-thread/finish", test_finish },
    { "/review-thread/opened-again", test_opened_again },
    { "/review-thread/not-there", test_not_there },
    { "/review-thread/random", test_random },
    { "/review-thread/study", test_study },
    { "/review-thread/study-damaged", test_study_damaged },
    { "/review-thread/practice", test_practice },
    { "/review-thread/given", test_given },
    { "/review-thread/given-put-back", test_given_put_back },
    { "/review-thread/given-refused", test_given_refused },
    { "/review-thread/said-corrected", test_said_corrected },
    { "/review-thread/said-undone", test_said_undone },
    { "/review-thread/said-cancels-outputs", test_said_cancels_outputs },
    { "/review-thread/said-studied", test_said_studied },
    { "/review-thread/studied-late", test_studied_late },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
