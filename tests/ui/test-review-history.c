/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is undone and redone next, when slides and what was said are corrected in turn.
 */
#include "ui/review-history.h"

typedef struct
{
  LecReviewHistory *history;
  LecEditLog *log;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->history = lec_review_history_new ();
  fixture->log = lec_edit_log_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_review_history_free (fixture->history);
  lec_edit_log_free (fixture->log);
}

/* Returns: (transfer full): known by @name */
static LecTranscript *
make_transcript (const char *name)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);

  transcript->origin = g_strdup (name);
  return transcript;
}

static void
log_edit (Fixture *fixture,
          LecEditKind kind)
{
  LecEdit *edit = lec_edit_new (kind, 1);

  if (kind == LEC_EDIT_ADD)
    lec_edit_add_moment (edit, 2, 1, 3);
  g_assert_true (lec_edit_log_append (fixture->log, edit, NULL));
}

static void
add_slides (Fixture *fixture)
{
  log_edit (fixture, LEC_EDIT_ADD);
  lec_review_history_add_slides (fixture->history);
}

static void
assert_next (Fixture *fixture,
             LecHistoryKind undo,
             LecHistoryKind redo)
{
  g_assert_cmpint (lec_review_history_peek (fixture->history, LEC_EDIT_UNDO, fixture->log), ==, undo);
  g_assert_cmpint (lec_review_history_peek (fixture->history, LEC_EDIT_REDO, fixture->log), ==, redo);
}

/* @brings: (nullable): what is given by it; @current: (nullable): what was till then */
static void
step_said (Fixture *fixture,
           LecEditKind step,
           const char *brings,
           const char *current)
{
  const LecTranscript *said = NULL;

  g_assert_true (lec_review_history_find_said (fixture->history, step, &said));
  g_assert_cmpstr (said != NULL ? said->origin : NULL, ==, brings);
  lec_review_history_step_said (fixture->history, step, current != NULL ? make_transcript (current) : NULL);
}

static void
step_slides (Fixture *fixture,
             LecEditKind step)
{
  log_edit (fixture, step);
  lec_review_history_step_slides (fixture->history, step);
}

static void
test_said (Fixture *fixture,
           gconstpointer data)
{
  assert_next (fixture, LEC_HISTORY_NONE, LEC_HISTORY_NONE);
  lec_review_history_add_said (fixture->history, NULL);
  lec_review_history_add_said (fixture->history, make_transcript ("a"));
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_NONE);
  step_said (fixture, LEC_EDIT_UNDO, "a", "b");
  step_said (fixture, LEC_EDIT_UNDO, NULL, "a");
  assert_next (fixture, LEC_HISTORY_NONE, LEC_HISTORY_SAID);
  step_said (fixture, LEC_EDIT_REDO, "a", NULL);
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_SAID);
  step_said (fixture, LEC_EDIT_REDO, "b", "a");
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_NONE);

  /* Another correction: nothing is redone any more. */
  step_said (fixture, LEC_EDIT_UNDO, "a", "b");
  lec_review_history_add_said (fixture->history, make_transcript ("a"));
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_NONE);
  lec_review_history_clear (fixture->history);
  assert_next (fixture, LEC_HISTORY_NONE, LEC_HISTORY_NONE);
}

/* In the order in which it was done. */
static void
test_in_turn (Fixture *fixture,
              gconstpointer data)
{
  add_slides (fixture);
  lec_review_history_add_said (fixture->history, NULL);
  add_slides (fixture);
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_NONE);
  step_slides (fixture, LEC_EDIT_UNDO);
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_SLIDES);
  step_said (fixture, LEC_EDIT_UNDO, NULL, "a");
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_SAID);
  step_slides (fixture, LEC_EDIT_UNDO);
  assert_next (fixture, LEC_HISTORY_NONE, LEC_HISTORY_SLIDES);
  step_slides (fixture, LEC_EDIT_REDO);
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_SAID);
  step_said (fixture, LEC_EDIT_REDO, "a", NULL);
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_SLIDES);
  step_slides (fixture, LEC_EDIT_REDO);
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_NONE);
}

/* What was done before it was opened is in the log alone. */
static void
test_before (Fixture *fixture,
             gconstpointer data)
{
  log_edit (fixture, LEC_EDIT_ADD);
  log_edit (fixture, LEC_EDIT_ADD);
  log_edit (fixture, LEC_EDIT_UNDO);
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_SLIDES);
  lec_review_history_add_said (fixture->history, NULL);
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_NONE);
  step_said (fixture, LEC_EDIT_UNDO, NULL, "a");
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_SAID);
  step_slides (fixture, LEC_EDIT_UNDO);
  assert_next (fixture, LEC_HISTORY_NONE, LEC_HISTORY_SLIDES);
}

/* By the button that tells of it; and when the log was undone elsewhere. */
static void
test_out_of_turn (Fixture *fixture,
                  gconstpointer data)
{
  const LecTranscript *said = NULL;

  lec_review_history_add_said (fixture->history, make_transcript ("a"));
  add_slides (fixture);
  step_said (fixture, LEC_EDIT_UNDO, "a", "b");
  g_assert_false (lec_review_history_find_said (fixture->history, LEC_EDIT_UNDO, &said));
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_SAID);
  step_said (fixture, LEC_EDIT_REDO, "b", "a");
  assert_next (fixture, LEC_HISTORY_SAID, LEC_HISTORY_NONE);

  add_slides (fixture);
  log_edit (fixture, LEC_EDIT_UNDO);
  log_edit (fixture, LEC_EDIT_UNDO);
  g_assert_cmpint (lec_review_history_peek (fixture->history, LEC_EDIT_UNDO, fixture->log), ==, LEC_HISTORY_SAID);
}

/* Only so many transcripts are held. */
static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  guint n_steps = 0;

  add_slides (fixture);
  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      lec_review_history_add_said (fixture->history, make_transcript (name));
    }
  while (lec_review_history_peek (fixture->history, LEC_EDIT_UNDO, fixture->log) == LEC_HISTORY_SAID)
    {
      g_autofree char *name = g_strdup_printf ("%u", 249 - n_steps++);

      step_said (fixture, LEC_EDIT_UNDO, name, "x");
    }
  g_assert_cmpuint (n_steps, ==, 100);
  assert_next (fixture, LEC_HISTORY_SLIDES, LEC_HISTORY_SAID);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/review-history/said", Fixture, NULL, set_up, test_said, tear_down);
  g_test_add ("/review-history/in-turn", Fixture, NULL, set_up, test_in_turn, tear_down);
  g_test_add ("/review-history/before", Fixture, NULL, set_up, test_before, tear_down);
  g_test_add ("/review-history/out-of-turn", Fixture, NULL, set_up, test_out_of_turn, tear_down);
  g_test_add ("/review-history/many", Fixture, NULL, set_up, test_many, tear_down);
  return g_test_run ();
}
