/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row says and offers in each state, and of which changes it hears.
 */
#include "base/error.h"
#include "made-jobs.h"
#include "ui/added-words.h"
#include "ui/job-words.h"
#include "ui/left-estimate.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  LecJobStatus status;
  const char *error;
  gboolean cancel_requested;
  gboolean pause_requested;
  const char *summary;
  const char *icon;
  const char *offers; /* a letter for each: pause, Resume, cancel, retry (t), remove (x), open */
} State;

static const State states[] = {
  { LEC_JOB_QUEUED, NULL, FALSE, FALSE, "Waiting · 40 % · 3 slides", "lectern-waiting-symbolic", "pc" },
  { LEC_JOB_PROCESSING, NULL, FALSE, FALSE, "Working · 40 % · 3 slides", "lectern-working-symbolic", "pc" },
  { LEC_JOB_PROCESSING, NULL, FALSE, TRUE, "Pauses after this step · 40 % · 3 slides",
    "lectern-working-symbolic", "Rc" },
  { LEC_JOB_PROCESSING, NULL, TRUE, FALSE, "Being cancelled · 40 % · 3 slides", "lectern-working-symbolic", "" },
  { LEC_JOB_PAUSED, NULL, FALSE, TRUE, "Paused · 40 % · 3 slides", "lectern-paused-symbolic", "Rc" },
  { LEC_JOB_COMPLETED, NULL, FALSE, FALSE, "Done · 3 slides · took 1:05", "lectern-done-symbolic", "xo" },
  { LEC_JOB_COMPLETED, "it ends at 41:07", FALSE, FALSE, "Done in part · 3 slides · took 1:05",
    "lectern-partial-symbolic", "xo" },
  { LEC_JOB_FAILED, "the disk is full", FALSE, FALSE, "Failed · 3 slides", "lectern-failed-symbolic", "tx" },
  { LEC_JOB_CANCELLED, NULL, FALSE, FALSE, "Cancelled · 3 slides", "lectern-cancelled-symbolic", "tx" },
};

static LecJobItem *
make_item (const State *state)
{
  LecJob *job = make_job (1, state->status);

  job->progress = 0.4;
  job->n_slides = 3;
  job->processing_s = 65;
  job->error = g_strdup (state->error);
  job->cancel_requested = state->cancel_requested;
  job->pause_requested = state->pause_requested;
  job->pdf = state->status == LEC_JOB_COMPLETED ? g_strdup ("/videos/talk 1.pdf") : NULL;
  return lec_job_item_new (job, SECOND);
}

/* A line of it ends after a dot, and nowhere else. */
static void
assert_summary (const char *summary,
                const char *wanted)
{
  g_autoptr (GString) plain = g_string_new (summary);
  g_auto (GStrv) lines = g_strsplit (summary, " ", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_true (lines[i + 1] == NULL || g_str_has_suffix (lines[i], "·"));
  g_string_replace (plain, "\u00a0", " ", 0);
  g_assert_cmpstr (plain->str, ==, wanted);
}

static char *
list_offers (LecJobItem *item)
{
  static const struct
  {
    const char *property;
    char letter;
  } offers[] = {
    { "can-pause", 'p' },
    { "can-resume", 'R' },
    { "can-cancel", 'c' },
    { "can-retry", 't' },
    { "can-remove", 'x' },
    { "can-open", 'o' },
  };
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      gboolean is_offered = FALSE;

      g_object_get (item, offers[i].property, &is_offered, NULL);
      if (is_offered)
        g_string_append_c (letters, offers[i].letter);
    }

  return g_string_free (letters, FALSE);
}

static void
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (LecJobItem) item = make_item (&states[i]);
      g_autofree char *offers = list_offers (item);
      g_autofree char *summary = NULL;
      g_autofree char *reason = NULL;
      g_autofree char *icon = NULL;

      g_object_get (item, "summary", &summary, "reason", &reason, "icon-name", &icon, NULL);
      g_assert_cmpstr (lec_job_item_get_name (item), ==, "talk 1.mp4");
      assert_summary (summary, states[i].summary);
      g_assert_cmpstr (reason, ==, states[i].error);
      g_assert_cmpstr (icon, ==, states[i].icon);
      g_assert_cmpstr (offers, ==, states[i].offers);
    }
}

/* One that was begun and is to be tried again says why, until it is. */
static void
test_waits_for_another_try (void)
{
  LecJob *job = make_job (1, LEC_JOB_QUEUED);
  g_autoptr (LecJobItem) item = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  job->message = g_strdup ("talk.pdf: No space left on device");
  job->error_code = g_strdup ("no-space");
  item = lec_job_item_new (job, SECOND);
  g_object_get (item, "reason", &before, NULL);
  g_assert_true (g_str_has_prefix (before, "talk.pdf: No space left on device; tried again later\nMake room there"));
  lec_job_item_update (item, make_job (1, LEC_JOB_PROCESSING), 2 * SECOND);
  g_object_get (item, "reason", &after, NULL);
  g_assert_null (after);
}

/* Nor has one that waits for others been tried. */
static void
test_waits_for_others (void)
{
  LecJob *job = make_job (1, LEC_JOB_QUEUED);
  g_autoptr (LecJobItem) item = NULL;
  g_autofree char *reason = NULL;

  job->message = g_strdup ("waits: ada has 2 tasks at work, as many as one may have");
  item = lec_job_item_new (job, SECOND);
  g_object_get (item, "reason", &reason, NULL);
  g_assert_cmpstr (reason, ==, job->message);
}

/* Whatever somebody can do something about says what, in a line of its own. */
static void
test_advice (void)
{
  for (LecError code = 0; code < LEC_N_ERRORS; code++)
    {
      gboolean has_advice = code != LEC_ERROR_USAGE && code != LEC_ERROR_PROTOCOL && code != LEC_ERROR_INTERNAL;
      LecJob *job = make_job (1, LEC_JOB_FAILED);
      g_autoptr (LecJobItem) item = NULL;
      g_autofree char *reason = NULL;

      g_free (job->error);
      job->error = g_strdup ("talk.mp4: it fails");
      job->error_code = g_strdup (lec_error_get_name (code));
      item = lec_job_item_new (job, SECOND);
      g_object_get (item, "reason", &reason, NULL);
      g_assert_true (g_str_has_prefix (reason, "talk.mp4: it fails"));
      g_test_message ("%s", reason);
      g_assert_cmpint (strchr (reason, '\n') != NULL, ==, has_advice);
    }
}

static void
count_cb (guint *n)
{
  ++*n;
}

/* A row that nothing has happened to hears nothing. */
static void
test_tells_what_changed (void)
{
  g_autoptr (LecJobItem) item = make_item (&states[1]);
  LecJob *same = make_job (1, LEC_JOB_PROCESSING);
  LecJob *further = make_job (1, LEC_JOB_PROCESSING);
  guint n_any = 0;
  guint n_fraction = 0;
  guint n_icon = 0;

  g_signal_connect_swapped (item, "notify", G_CALLBACK (count_cb), &n_any);
  g_signal_connect_swapped (item, "notify::fraction", G_CALLBACK (count_cb), &n_fraction);
  g_signal_connect_swapped (item, "notify::icon-name", G_CALLBACK (count_cb), &n_icon);

  same->progress = further->progress = 0.4;
  same->n_slides = further->n_slides = 3;
  lec_job_item_update (item, same, 2 * SECOND);
  g_assert_cmpuint (n_any, ==, 0);

  further->progress = 0.5;
  lec_job_item_update (item, further, 3 * SECOND);
  g_assert_cmpuint (n_fraction, ==, 1);
  g_assert_cmpuint (n_icon, ==, 0);
  g_assert_cmpuint (n_any, ==, 2); /* the summary, too */
}

static void
test_time_left (void)
{
  g_autoptr (LecJobItem) item = make_item (&states[1]);
  g_autofree char *summary = NULL;
  LecJob *further = make_job (1, LEC_JOB_PROCESSING);

  further->progress = 0.65;
  lec_job_item_update (item, further, 21 * SECOND);
  g_object_get (item, "summary", &summary, NULL);
  assert_summary (summary, "Working · 65 % · 30 s left");
}

/* Only after 5 % and 10 s, from what was watched; a step that begins anew is watched anew. */
static void
test_estimate (void)
{
  LecLeftEstimate estimate = { 0 };

  g_assert_cmpfloat (lec_left_estimate_see (&estimate, 0.5, 100 * SECOND), <, 0);
  g_assert_cmpfloat (lec_left_estimate_see (&estimate, 0.9, 109 * SECOND), <, 0);
  g_assert_cmpfloat_with_epsilon (lec_left_estimate_see (&estimate, 0.9, 110 * SECOND), 2.5, 1e-9);
  g_assert_cmpfloat (lec_left_estimate_see (&estimate, 0.1, 111 * SECOND), <, 0);
  g_assert_cmpfloat (lec_left_estimate_see (&estimate, 0.14, 211 * SECOND), <, 0);
  g_assert_cmpfloat_with_epsilon (lec_left_estimate_see (&estimate, 0.2, 211 * SECOND), 800, 1e-9);
  lec_left_estimate_reset (&estimate);
  g_assert_cmpfloat (lec_left_estimate_see (&estimate, 0.9, 900 * SECOND), <, 0);
}

static char *
say_added (guint n_new,
           guint n_again,
           guint n_before,
           guint n_failures)
{
  LecAddedJobs *added = g_new0 (LecAddedJobs, 1);
  char *words = NULL;

  added->new_jobs = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_array_set_size (added->new_jobs, n_new);
  added->left = g_ptr_array_new_with_free_func (g_object_unref);
  added->n_again = n_again;
  added->n_before = n_before;
  added->n_failures = n_failures;
  added->failure = n_failures > 0 ? g_strdup ("a.mp4: it is gone") : NULL;
  words = lec_added_words_dup (added);
  lec_added_jobs_free (added);
  return words;
}

static void
test_added (void)
{
  g_autofree char *one = say_added (1, 0, 0, 0);
  g_autofree char *before = say_added (0, 0, 2, 0);
  g_autofree char *all = say_added (3, 1, 1, 2);

  g_assert_cmpstr (one, ==, "1 video added");
  g_assert_cmpstr (before, ==, "2 were there already");
  g_assert_cmpstr (all, ==,
                   "3 videos added · 1 begins again · 1 was there already · a.mp4: it is gone · and 1 more failed");
}

static void
test_steps (void)
{
  LecAttempt known = { .stage = (char *) "recognise", .outcome = (char *) "lost" };
  LecAttempt unknown = { .stage = (char *) "dance", .outcome = (char *) "odd" };
  LecAttempt part = { .stage = (char *) "read-part" };
  LecAttempt parts = { .stage = (char *) "join" };

  g_assert_cmpstr (lec_job_words_get_stage (&known), ==, "Reading text");
  g_assert_cmpstr (lec_job_words_get_outcome (&known), ==, "cut off");
  g_assert_cmpstr (lec_job_words_get_stage (&part), ==, "Reading a part of the video");
  g_assert_cmpstr (lec_job_words_get_stage (&parts), ==, "Joining the parts");
  g_assert_cmpstr (lec_job_words_get_stage (&unknown), ==, "dance");
  g_assert_cmpstr (lec_job_words_get_outcome (&unknown), ==, "odd");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job-item/states", test_states);
  g_test_add_func ("/job-item/waits-for-another-try", test_waits_for_another_try);
  g_test_add_func ("/job-item/waits-for-others", test_waits_for_others);
  g_test_add_func ("/job-item/advice", test_advice);
  g_test_add_func ("/job-item/tells-what-changed", test_tells_what_changed);
  g_test_add_func ("/job-item/time-left", test_time_left);
  g_test_add_func ("/job-item/estimate", test_estimate);
  g_test_add_func ("/job-item/added", test_added);
  g_test_add_func ("/job-item/steps", test_steps);

  return g_test_run ();
}
