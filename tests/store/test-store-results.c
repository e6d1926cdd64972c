/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store promises of results, whichever it is: slides, costs, searches, events; and of
 * periodic work.
 */
#include <string.h>

#include "store-kinds.h"

static void
test_list (Fixture *fixture,
           gconstpointer data)
{
  gint64 done = add_finished_job (fixture->store, "/a.mp4", "A", "a");
  gint64 waiting = add_job (fixture->store, "/b.mp4", NULL, 0);
  LecJobFilter all = { .status = -1 }, queued = { .status = LEC_JOB_QUEUED }, one = { .status = -1, .limit = 1 };
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (fixture->store, &all, NULL, NULL);
  g_autoptr (GPtrArray) queued_jobs = lec_store_list_jobs (fixture->store, &queued, NULL, NULL);
  g_autoptr (GPtrArray) first_job = lec_store_list_jobs (fixture->store, &one, NULL, NULL);

  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpuint (queued_jobs->len, ==, 1);
  g_assert_cmpint (((LecJob *) g_ptr_array_index (queued_jobs, 0))->id, ==, waiting);
  g_assert_cmpuint (first_job->len, ==, 1);
  g_assert_cmpint (((LecJob *) g_ptr_array_index (first_job, 0))->id, ==, done);
}

static void
test_result (Fixture *fixture,
             gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Grammars", "context-free");
  g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_autoptr (GPtrArray) slides = lec_store_list_slides (fixture->store, id, NULL, NULL);
  LecJobMetrics metrics = { 0 };
  const LecSlide *slide = NULL;

  g_assert_cmpuint (job->n_slides, ==, 2);
  g_assert_cmpstr (job->pdf, ==, "/out/talk\xff.pdf");
  g_assert_cmpuint (slides->len, ==, 2);
  slide = g_ptr_array_index (slides, 0);
  g_assert_cmpstr (slide->title, ==, "Grammars");
  g_assert_cmpuint (slide->visits->len, ==, 2);
  g_assert_true (lec_store_get_metrics (fixture->store, id, &metrics, NULL, NULL));
  g_assert_cmpfloat (metrics.extraction_s, ==, 2);
  g_assert_cmpfloat (metrics.analysis_s, ==, 0);
  g_assert_cmpfloat (metrics.processing_s, ==, 2);
  g_assert_cmpfloat (metrics.total_s, ==, 5);
  g_assert_cmpfloat (metrics.cpu_s, ==, 3);
  g_assert_cmpint (metrics.peak_memory_bytes, ==, 1000);
  g_assert_cmpint (metrics.disk_bytes, ==, 77);
  g_assert_cmpuint (metrics.n_frames, ==, 40);
  g_assert_cmpfloat (metrics.video_s, ==, 100);
  g_assert_cmpint (metrics.video_width, ==, 640);
  g_assert_cmpuint (metrics.n_slides, ==, 2);
  g_assert_cmpuint (metrics.n_duplicates, ==, 1);
  g_assert_cmpuint (metrics.n_errors, ==, 0);
}

static void
assert_content (Fixture *fixture,
                gint64 id,
                const char *hash)
{
  g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, NULL);

  g_assert_cmpstr (job->content_hash, ==, hash);
}

/* What the video is may only be known when it was worked on; what does not tell changes nothing. */
static void
test_content (Fixture *fixture,
              gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) again = NULL;
  LecTaskResult result = { .content_hash = "aa11", .cost.exit_status = -1 };

  g_assert_true (lec_store_finish (fixture->store, first->fence, &result, START_S * SECOND, NULL, NULL));
  assert_content (fixture, id, "aa11");
  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  again = claim (fixture->store);
  result.content_hash = NULL;
  g_assert_true (lec_store_finish (fixture->store, again->fence, &result, START_S * SECOND, NULL, NULL));
  assert_content (fixture, id, "aa11");
}

static void
assert_artifact (const GPtrArray *artifacts,
                 guint i,
                 const LecArtifact *wanted,
                 gint64 fence)
{
  const LecKeptArtifact *artifact = g_ptr_array_index (artifacts, i);

  g_assert_cmpstr (artifact->kind, ==, wanted->kind);
  g_assert_cmpstr (artifact->sha256, ==, wanted->sha256);
  g_assert_cmpstr (artifact->address, ==, wanted->address);
  g_assert_cmpint (artifact->size_bytes, ==, wanted->size_bytes);
  g_assert_cmpint (artifact->fence, ==, fence);
}

/* Of each kind there is one, the last; they go with their job. */
static void
test_artifacts (Fixture *fixture,
                gconstpointer data)
{
  static const LecArtifact first[] = {
    { "pdf", "aa11", "/out/a.pdf", 5 },
    { "lecture", "bb22", "blob:bb22", G_GINT64_CONSTANT (1) << 40 },
  };
  static const LecArtifact second = { "pdf", "cc33", "blob:cc33", 0 };
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  gint64 other = add_job (fixture->store, "/b.mp4", NULL, -1);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (LecClaim) again = NULL;
  g_autoptr (GPtrArray) artifacts = NULL;
  g_autoptr (GPtrArray) renewed = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  LecTaskResult result = { .artifacts = first, .n_artifacts = 2, .cost.exit_status = -1 };

  g_assert_cmpint (claimed->job, ==, id);
  g_assert_true (lec_store_finish (fixture->store, claimed->fence, &result, START_S * SECOND, NULL, NULL));
  artifacts = lec_store_list_artifacts (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (artifacts->len, ==, 2);
  assert_artifact (artifacts, 0, &first[1], claimed->fence);
  assert_artifact (artifacts, 1, &first[0], claimed->fence);
  none = lec_store_list_artifacts (fixture->store, other, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);

  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  again = claim (fixture->store);
  result = (LecTaskResult){ .artifacts = &second, .n_artifacts = 1, .cost.exit_status = -1 };
  g_assert_true (lec_store_finish (fixture->store, again->fence, &result, START_S * SECOND, NULL, NULL));
  renewed = lec_store_list_artifacts (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (renewed->len, ==, 2);
  assert_artifact (renewed, 1, &second, again->fence);

  change (fixture->store, id, LEC_JOB_ACTION_REMOVE);
  gone = lec_store_list_artifacts (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (gone->len, ==, 0);
}

/* A second result takes the place of the first. */
static void
test_result_again (Fixture *fixture,
                   gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Grammars", "context-free");
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GPtrArray) slides = NULL;
  g_autoptr (GPtrArray) old_hits = NULL;
  g_autoptr (GPtrArray) new_hits = NULL;
  LecTaskResult result = { .lecture = lecture, .cost.exit_status = -1 };

  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  claimed = claim (fixture->store);
  add_text_slide (lecture, "Automata", "finite");
  g_assert_true (lec_store_finish (fixture->store, claimed->fence, &result, START_S * SECOND, NULL, NULL));
  slides = lec_store_list_slides (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (slides->len, ==, 1);
  old_hits = lec_store_search (fixture->store, "grammars", 10, NULL, NULL);
  g_assert_cmpuint (old_hits->len, ==, 0);
  new_hits = lec_store_search (fixture->store, "automata", 10, NULL, NULL);
  g_assert_cmpuint (new_hits->len, ==, 1);
}

/* What somebody has made of a result takes its place, also in the search. */
static void
test_set_lecture (Fixture *fixture,
                  gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Grammars", "context-free");
  gint64 waiting = add_job (fixture->store, "/b.mp4", NULL, 0);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GPtrArray) slides = NULL;
  g_autoptr (GPtrArray) old_hits = NULL;
  g_autoptr (GPtrArray) new_hits = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (LecJob) job = NULL;
  g_autoptr (GError) error = NULL;

  add_text_slide (lecture, "Automata", "finite");
  g_assert_true (lec_store_set_lecture (fixture->store, id, lecture, START_S * SECOND, NULL, &error));
  g_assert_no_error (error);
  slides = lec_store_list_slides (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (slides->len, ==, 1);
  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (job->n_slides, ==, 1);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  old_hits = lec_store_search (fixture->store, "grammars", 10, NULL, NULL);
  g_assert_cmpuint (old_hits->len, ==, 0);
  new_hits = lec_store_search (fixture->store, "automata", 10, NULL, NULL);
  g_assert_cmpuint (new_hits->len, ==, 1);
  events = lec_store_list_events (fixture->store, 0, 100, NULL, NULL);
  g_assert_cmpstr (((LecEvent *) g_ptr_array_index (events, events->len - 1))->kind, ==, "edited");

  g_assert_false (lec_store_set_lecture (fixture->store, waiting, lecture, START_S * SECOND, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_assert_false (lec_store_set_lecture (fixture->store, 99, lecture, START_S * SECOND, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB);
}

static void
test_warning (Fixture *fixture,
              gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (GError) warning = g_error_new_literal (LEC_ERROR, LEC_ERROR_INCOMPLETE, "read 1:00 of 2:00");
  LecTaskResult result = { .pdf = "/a.pdf", .warning = warning, .cost.exit_status = -1 };
  g_autoptr (LecJob) job = NULL;

  g_assert_true (lec_store_finish (fixture->store, claimed->fence, &result, START_S * SECOND, NULL, NULL));
  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->error_code, ==, "incomplete");
  g_assert_cmpstr (job->error, ==, "read 1:00 of 2:00");
}

static void
assert_finds (LecStore *store,
              const char *query,
              const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = lec_store_search (store, query, 10, NULL, &error);

  g_assert_no_error (error);
  g_test_message ("%.40s: %u", query, hits->len);
  g_assert_cmpuint (hits->len, ==, title != NULL ? 1 : 0);
  if (title != NULL)
    g_assert_cmpstr (((LecSearchHit *) g_ptr_array_index (hits, 0))->title, ==, title);
}

static void
test_search (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;
  const LecSearchHit *hit = NULL;

  add_finished_job (fixture->store, "/a.mp4", "Grammars", "A context-free\ngrammar has rules");
  add_finished_job (fixture->store, "/b.mp4", "Übungen", "Größe und café");
  add_finished_job (fixture->store, "/c.mp4", "Greek", "λόγος");
  assert_finds (fixture->store, "context-free grammar", "Grammars");
  assert_finds (fixture->store, "CONTEXT rules", "Grammars");
  assert_finds (fixture->store, "contex", "Grammars");
  assert_finds (fixture->store, "ubungen", "Übungen");
  assert_finds (fixture->store, "CAFÉ grosse", NULL);
  assert_finds (fixture->store, "cafe", "Übungen");
  assert_finds (fixture->store, "Λόγος", "Greek");
  assert_finds (fixture->store, "context missing", NULL);

  hits = lec_store_search (fixture->store, "free", 10, NULL, NULL);
  hit = g_ptr_array_index (hits, 0);
  g_assert_cmpstr (hit->source, ==, "/a.mp4");
  g_assert_cmpstr (hit->pdf, ==, "/out/talk\xff.pdf");
  g_assert_cmpuint (hit->number, ==, 1);
  g_assert_cmpfloat (hit->start_s, ==, 10);
  g_assert_nonnull (strstr (hit->snippet, LEC_MATCH_START "free" LEC_MATCH_END));
  g_assert_null (strchr (hit->snippet, '\n'));
}

static void
test_search_cjk (Fixture *fixture,
                 gconstpointer data)
{
  add_finished_job (fixture->store, "/a.mp4", "形式语言", "上下文无关文法是一种形式文法");
  assert_finds (fixture->store, "上下文无关", "形式语言");
  assert_finds (fixture->store, "文法", "形式语言");
  assert_finds (fixture->store, "语言", "形式语言");
  assert_finds (fixture->store, "量子力学", NULL);
}

/* Whatever is typed is words, never a language of queries. */
static void
test_search_odd (Fixture *fixture,
                 gconstpointer data)
{
  static const char *const queries[] = {
    "",
    " ",
    "\"",
    "\"\"",
    "a\"b",
    "*",
    "(",
    "NEAR(",
    "title:",
    "-",
    "^",
    "AND",
    "NOT x",
    "'; DROP TABLE jobs; --",
    "\xff\xfe",
    "a*b c^d",
    "文\"法",
    "\"文",
    "+++",
    "{}",
    "a \xcc\x81",
    "\xcc\x81 文法",
  };
  g_autofree char *long_query = g_strnfill (100000, 'a');

  add_finished_job (fixture->store, "/a.mp4", "Grammars", "and then 文法");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = lec_store_search (fixture->store, queries[i], 10, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (hits);
    }
  assert_finds (fixture->store, "AND", "Grammars");
  assert_finds (fixture->store, long_query, NULL);
}

/* What is read off a picture, or stands in somebody's PDF, may be endless. */
static void
test_search_endless (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("needle");

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, " %0200u", i);
  add_finished_job (fixture->store, "/a.mp4", "Grammars", text->str);
  assert_finds (fixture->store, "needle", "Grammars");
}

static void
test_events (Fixture *fixture,
             gconstpointer data)
{
  static const char *const kinds[] = { "submitted", "processing", "queued", "processing", "completed", "removed" };
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) later = NULL;
  gint64 sequence = 0;

  finish (fixture->store, first->fence, "generate", "generation");
  second = claim (fixture->store);
  finish (fixture->store, second->fence, NULL, NULL);
  change (fixture->store, id, LEC_JOB_ACTION_REMOVE);

  events = lec_store_list_events (fixture->store, 0, 100, NULL, NULL);
  g_assert_cmpuint (events->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < events->len; i++)
    {
      const LecEvent *event = g_ptr_array_index (events, i);

      g_assert_cmpstr (event->kind, ==, kinds[i]);
      g_assert_cmpint (event->job, ==, id);
      g_assert_cmpint (event->sequence, >, sequence);
      sequence = event->sequence;
    }
  later = lec_store_list_events (fixture->store, ((LecEvent *) g_ptr_array_index (events, 3))->sequence, 1, NULL, NULL);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpstr (((LecEvent *) g_ptr_array_index (later, 0))->kind, ==, "completed");
}

static void
test_metrics_of_failures (Fixture *fixture,
                          gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  gint64 now_s = START_S;
  LecJobMetrics metrics = { .n_errors = 9 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_store_get_metrics (fixture->store, id, &metrics, NULL, NULL));
  g_assert_cmpuint (metrics.n_errors, ==, 0);
  for (guint i = 0; i < 3; i++, now_s += 3600)
    {
      g_autoptr (LecClaim) claimed = claim_at (fixture->store, now_s);

      fail_at (fixture->store, claimed->fence, LEC_ERROR_STALLED, now_s);
    }
  g_assert_true (lec_store_get_metrics (fixture->store, id, &metrics, NULL, NULL));
  g_assert_cmpuint (metrics.n_errors, ==, 3);
  g_assert_cmpuint (metrics.n_retries, ==, 2);
  g_assert_cmpfloat (metrics.processing_s, ==, 3);
  g_assert_false (lec_store_get_metrics (fixture->store, 99, &metrics, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB);
}

/* Also of a job that fails at once, and of one whose worker is gone. */
static void
test_metrics_of_first_failure (Fixture *fixture,
                               gconstpointer data)
{
  gint64 broken = add_job (fixture->store, "/a.mp4", NULL, 0), lost = 0;
  g_autoptr (LecClaim) first = claim_at (fixture->store, START_S + 2);
  g_autoptr (LecClaim) second = NULL;
  LecJobMetrics metrics = { 0 };

  fail_at (fixture->store, first->fence, LEC_ERROR_NOT_A_VIDEO, START_S + 3);
  g_assert_true (lec_store_get_metrics (fixture->store, broken, &metrics, NULL, NULL));
  g_assert_cmpfloat (metrics.total_s, ==, 3);
  g_assert_cmpuint (metrics.n_errors, ==, 1);
  g_assert_cmpuint (metrics.n_retries, ==, 0);

  lost = add_job (fixture->store, "/b.mp4", NULL, 0);
  second = claim_at (fixture->store, START_S + 4);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, NULL, (START_S + 1000) * SECOND, NULL, NULL));
  g_assert_true (lec_store_get_metrics (fixture->store, lost, &metrics, NULL, NULL));
  g_assert_cmpuint (metrics.n_errors, ==, 1);
  g_assert_cmpuint (metrics.n_retries, ==, 1);
}

/* --- Periodic work --- */

#define HOUR (3600 * SECOND)
/* When a slot begins. */
#define SLOT_US (1000 * HOUR)

static gboolean
take (LecStore *store,
      const char *name,
      gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  gboolean is_taken = FALSE;

  g_assert_true (lec_store_take_slot (store, name, HOUR, &is_taken, now_us, NULL, &error));
  g_assert_no_error (error);
  return is_taken;
}

/* Once a period; what was missed is made up for once. */
static void
test_slots (Fixture *fixture,
            gconstpointer data)
{
  gint64 now_us = SLOT_US;

  g_assert_true (take (fixture->store, "cleanup", now_us));
  g_assert_false (take (fixture->store, "cleanup", now_us));
  g_assert_false (take (fixture->store, "cleanup", now_us + HOUR - 1));
  g_assert_true (take (fixture->store, "upkeep", now_us + HOUR - 1));
  g_assert_true (take (fixture->store, "cleanup", now_us + HOUR));
  g_assert_true (take (fixture->store, "cleanup", now_us + 100 * HOUR));
  g_assert_false (take (fixture->store, "cleanup", now_us + 100 * HOUR));
  g_assert_false (take (fixture->store, "cleanup", now_us + 101 * HOUR - 1));
}

/* Who takes one late does not make the next one late. */
static void
test_slots_grid (Fixture *fixture,
                 gconstpointer data)
{
  gint64 late_us = SLOT_US + HOUR - SECOND;

  g_assert_true (take (fixture->store, "cleanup", late_us));
  g_assert_false (take (fixture->store, "cleanup", SLOT_US + HOUR - 1));
  g_assert_true (take (fixture->store, "cleanup", SLOT_US + HOUR));
  g_assert_false (take (fixture->store, "cleanup", late_us + HOUR));
  g_assert_true (take (fixture->store, "cleanup", SLOT_US + 2 * HOUR + SECOND));
  g_assert_true (take (fixture->store, "cleanup", SLOT_US + 3 * HOUR));
}

/* A clock that is behind is that of a program which was stopped; one far behind was put right. */
static void
test_slots_clock (Fixture *fixture,
                  gconstpointer data)
{
  gint64 now_us = START_S * SECOND;

  g_assert_true (take (fixture->store, "cleanup", now_us));
  g_assert_false (take (fixture->store, "cleanup", now_us - SECOND));
  g_assert_false (take (fixture->store, "cleanup", now_us - 100 * HOUR));
  g_assert_true (take (fixture->store, "cleanup", now_us + 1000 * HOUR));
  g_assert_true (take (fixture->store, "cleanup", now_us));
  g_assert_false (take (fixture->store, "cleanup", now_us));
}

static void
test_list_periodic (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) none = lec_store_list_periodic (fixture->store, NULL, NULL);
  g_autoptr (GPtrArray) both = NULL;
  const LecPeriodic *first = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  take (fixture->store, "upkeep", SLOT_US);
  take (fixture->store, "cleanup", SLOT_US + 5 * SECOND);
  both = lec_store_list_periodic (fixture->store, NULL, NULL);
  g_assert_cmpuint (both->len, ==, 2);
  first = g_ptr_array_index (both, 0);
  g_assert_cmpstr (first->name, ==, "cleanup");
  g_assert_cmpint (first->period_us, ==, HOUR);
  g_assert_cmpint (first->last_us, ==, SLOT_US);
}

/* What became of a work: none yet, an error, all well; out of turn where nobody had a slot, too. */
static void
test_end_slot (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GPtrArray) begun = NULL;
  g_autoptr (GPtrArray) ended = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const LecPeriodic *work = NULL;

  take (fixture->store, "upkeep", SLOT_US);
  begun = lec_store_list_periodic (fixture->store, NULL, NULL);
  work = g_ptr_array_index (begun, 0);
  g_assert_cmpint (work->ended_us, ==, 0);
  g_assert_null (work->error);

  g_assert_true (lec_store_end_slot (fixture->store, "upkeep", HOUR, "no room", SLOT_US + 5 * SECOND, NULL, NULL));
  ended = lec_store_list_periodic (fixture->store, NULL, NULL);
  work = g_ptr_array_index (ended, 0);
  g_assert_cmpint (work->last_us, ==, SLOT_US);
  g_assert_cmpint (work->ended_us, ==, SLOT_US + 5 * SECOND);
  g_assert_cmpstr (work->error, ==, "no room");

  g_assert_true (lec_store_end_slot (fixture->store, "upkeep", HOUR, NULL, SLOT_US + 9 * SECOND, NULL, NULL));
  g_assert_true (lec_store_end_slot (fixture->store, "aside", HOUR, NULL, SLOT_US + 9 * SECOND, NULL, NULL));
  again = lec_store_list_periodic (fixture->store, NULL, NULL);
  work = g_ptr_array_index (again, 0);
  g_assert_cmpstr (work->name, ==, "aside");
  g_assert_cmpint (work->last_us, ==, SLOT_US);
  work = g_ptr_array_index (again, 1);
  g_assert_cmpint (work->last_us, ==, SLOT_US);
  g_assert_null (work->error);
}

/* Old events go; jobs, slides and what can be found stay. */
static void
test_upkeep (Fixture *fixture,
             gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Grammars", "context-free");
  gint64 month_us = START_S * SECOND + 30 * 24 * HOUR;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) slides = NULL;

  g_assert_true (lec_store_upkeep (fixture->store, month_us, NULL, NULL));
  kept = lec_store_list_events (fixture->store, 0, 100, NULL, NULL);
  g_assert_cmpuint (kept->len, ==, 3);
  g_assert_true (lec_store_upkeep (fixture->store, month_us + SECOND, NULL, NULL));
  left = lec_store_list_events (fixture->store, 0, 100, NULL, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  slides = lec_store_list_slides (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (slides->len, ==, 2);
  assert_finds (fixture->store, "grammars", "Grammars");
}

static void
renew_with (Fixture *fixture,
            gint64 fence,
            const LecLecture *lecture)
{
  LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = -1, .slides = lecture->slides };
  gboolean is_cancelled = FALSE;

  g_assert_true (lec_store_renew (fixture->store, fence, &renewal, &is_cancelled, START_S * SECOND, NULL, NULL));
}

/* The titles of the slides a job has, and what it says of their number. */
static void
assert_titles (Fixture *fixture,
               gint64 id,
               const char *expected)
{
  g_autoptr (GPtrArray) slides = lec_store_list_slides (fixture->store, id, NULL, NULL);
  g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < slides->len; i++)
    g_string_append_printf (titles, "%s ", ((const LecSlide *) g_ptr_array_index (slides, i))->title);
  g_assert_cmpstr (titles->str, ==, expected);
  g_assert_cmpuint (job->n_slides, ==, slides->len);
}

/* The right to work on the only job, an hour after @n failures. */
static gint64
claim_later (Fixture *fixture,
             guint n)
{
  g_autoptr (LecClaim) claimed = claim_at (fixture->store, START_S + n * 3600);

  return claimed != NULL ? claimed->fence : 0;
}

/* What is found on the way is there at once, goes with the try that found it, and never stands
 * beside what another one has found. */
static void
test_provisional (Fixture *fixture,
                  gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecLecture) first = lec_lecture_new ();
  g_autoptr (LecLecture) second = lec_lecture_new ();
  LecTaskResult result = { .lecture = first, .cost.exit_status = -1 };
  gint64 fence = claim_later (fixture, 0);

  add_text_slide (first, "One", "one");
  add_text_slide (second, "Uno", "uno");
  add_text_slide (second, "Due", "due");
  renew_with (fixture, fence, first);
  assert_titles (fixture, id, "One ");
  renew_with (fixture, fence, second);
  assert_titles (fixture, id, "Uno Due ");

  fail_at (fixture->store, fence, LEC_ERROR_CRASHED, START_S);
  assert_titles (fixture, id, "");
  fence = claim_later (fixture, 1);
  renew_with (fixture, fence, second);
  g_assert_true (lec_store_finish (fixture->store, fence, &result, START_S * SECOND, NULL, NULL));
  assert_titles (fixture, id, "One ");
}

/* A job that is done keeps its slides until others are found. */
static void
test_provisional_again (Fixture *fixture,
                        gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Grammars", "context-free");
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  gint64 fence = 0;

  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  fence = claim_later (fixture, 0);
  assert_titles (fixture, id, "Grammars The end ");
  add_text_slide (lecture, "Automata", "finite");
  renew_with (fixture, fence, lecture);
  assert_titles (fixture, id, "Automata ");
}

/* As it comes from elsewhere: two slides, an artifact, and what it has cost there. */
static gint64
adopt_as (Fixture *fixture,
          LecJobStatus status,
          const char *job_id,
          const char *key,
          gboolean *is_new)
{
  static const LecArtifact artifact = { "lecture", "aa11", "id", 5 };
  static const LecNewTask first = { "extract", "extraction", 0, 3 };
  static const LecJobMetrics metrics = { .processing_s = 7, .extraction_s = 4, .n_retries = 1 };
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GError) error = NULL;
  LecAdoption adoption = {
    .submission = { request, "hash", "ann", key, 3, 12, &first, 1, 0, job_id },
    .status = status,
    .lecture = lecture,
    .artifacts = &artifact,
    .n_artifacts = 1,
    .pdf = "/out/a.pdf",
    .error_code = "incomplete",
    .error = "cut short",
    .created_us = 10 * SECOND,
    .started_us = 11 * SECOND,
    .completed_us = 20 * SECOND,
    .metrics = &metrics,
  };
  gint64 id = 0;

  add_text_slide (lecture, "Grammars", "context-free");
  add_text_slide (lecture, "The end", "Thank you");
  id = lec_store_adopt (fixture->store, &adoption, is_new, START_S * SECOND, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static gint64
adopt (Fixture *fixture,
       const char *job_id,
       const char *key,
       gboolean *is_new)
{
  return adopt_as (fixture, LEC_JOB_COMPLETED, job_id, key, is_new);
}

static void
test_adopt (Fixture *fixture,
            gconstpointer data)
{
  gboolean is_new = FALSE;
  gint64 id = adopt (fixture, "its-id", "its-key", &is_new);
  g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_autoptr (GPtrArray) artifacts = lec_store_list_artifacts (fixture->store, id, NULL, NULL);
  g_autoptr (GPtrArray) hits = lec_store_search (fixture->store, "grammars", 5, NULL, NULL);
  LecJobMetrics metrics = { 0 };

  g_assert_true (is_new);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->job_id, ==, "its-id");
  g_assert_cmpstr (job->owner, ==, "ann");
  g_assert_cmpstr (job->pdf, ==, "/out/a.pdf");
  g_assert_cmpstr (job->error_code, ==, "incomplete");
  g_assert_cmpint (job->created_us, ==, 10 * SECOND);
  g_assert_cmpint (job->completed_us, ==, 20 * SECOND);
  g_assert_cmpfloat (job->progress, ==, 1);
  g_assert_cmpfloat (job->processing_s, ==, 7);
  assert_titles (fixture, id, "Grammars The end ");
  g_assert_cmpuint (artifacts->len, ==, 1);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (lec_store_get_metrics (fixture->store, id, &metrics, NULL, NULL));
  g_assert_cmpfloat (metrics.extraction_s, ==, 4);
  g_assert_cmpuint (metrics.n_slides, ==, 2);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);

  /* Begun anew it is a job like any other. */
  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  g_assert_cmpint (claim_job (fixture->store), ==, id);
}

/* What has come to nothing elsewhere is told of, and counted, as one's own; it can be tried
 * again. */
static void
test_adopt_ended (Fixture *fixture,
                  gconstpointer data)
{
  static const LecJobStatus statuses[] = { LEC_JOB_FAILED, LEC_JOB_CANCELLED };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const char *name = lec_job_status_get_name (statuses[i]);
      gint64 id = adopt_as (fixture, statuses[i], name, name, NULL);
      g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, NULL);
      guint n_jobs[LEC_N_JOB_STATUSES] = { 0 };

      g_assert_cmpint (job->status, ==, statuses[i]);
      g_assert_cmpstr (job->error, ==, "cut short");
      g_assert_cmpfloat (job->progress, ==, 0);
      g_assert_cmpint (job->completed_us, ==, 20 * SECOND);
      g_assert_true (lec_store_count_jobs (fixture->store, n_jobs, NULL, NULL));
      g_assert_cmpuint (n_jobs[statuses[i]], ==, 1);
      g_assert_cmpint (claim_job (fixture->store), ==, 0);
      change (fixture->store, id, LEC_JOB_ACTION_RETRY);
      g_assert_cmpint (claim_job (fixture->store), ==, id);
    }
}

/* By its id, or by its key: what is there stays as it is. */
static void
test_adopt_again (Fixture *fixture,
                  gconstpointer data)
{
  gboolean is_new = TRUE;
  gint64 id = adopt (fixture, "its-id", "its-key", NULL);
  gint64 found = -1;

  g_assert_cmpint (adopt (fixture, "its-id", "other-key", &is_new), ==, id);
  g_assert_false (is_new);
  g_assert_cmpint (adopt (fixture, "other-id", "its-key", &is_new), ==, id);
  g_assert_false (is_new);
  g_assert_true (lec_store_find_same (fixture->store, "its-id", "x", &found, NULL, NULL));
  g_assert_cmpint (found, ==, id);
  g_assert_true (lec_store_find_same (fixture->store, "x", "its-key", &found, NULL, NULL));
  g_assert_cmpint (found, ==, id);
  g_assert_true (lec_store_find_same (fixture->store, "x", "x", &found, NULL, NULL));
  g_assert_cmpint (found, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  static const StoreTest tests[] = {
    { "list", test_list },
    { "content", test_content },
    { "artifacts", test_artifacts },
    { "result", test_result },
    { "result-again", test_result_again },
    { "set-lecture", test_set_lecture },
    { "provisional", test_provisional },
    { "provisional-again", test_provisional_again },
    { "warning", test_warning },
    { "adopt", test_adopt },
    { "adopt-again", test_adopt_again },
    { "adopt-ended", test_adopt_ended },
    { "search", test_search },
    { "search-cjk", test_search_cjk },
    { "search-odd", test_search_odd },
    { "search-endless", test_search_endless },
    { "events", test_events },
    { "metrics-of-failures", test_metrics_of_failures },
    { "metrics-of-first-failure", test_metrics_of_first_failure },
    { "slots", test_slots },
    { "slots-grid", test_slots_grid },
    { "slots-clock", test_slots_clock },
    { "list-periodic", test_list_periodic },
    { "end-slot", test_end_slot },
    { "upkeep", test_upkeep },
  };

  g_test_init (&argc, &argv, NULL);
  return run_store_tests ("store-results", tests, G_N_ELEMENTS (tests));
}
