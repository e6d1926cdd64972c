/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read through the cache is what the store says: after each change, by whichever handle,
 * with strange things in Redis, and without Redis. The contract of stores runs in store-kinds.h.
 */
#include <string.h>

#include "made-jobs.h"
#include "redis/made-client.h"
#include "redis/redis-server.h"
#include "store/cached-forms.h"
#include "store/cached-store.h"
#include "store/sqlite-store.h"

/* @other: of another program, over the same store and server */
typedef struct
{
  RedisServer *server;
  LecRedisClient *client;
  LecStore *inner;
  LecStore *store;
  LecStore *other;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (LecRedisClient) other = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = redis_server_start (NULL);
  fixture->client = make_client (redis_server_get_url (fixture->server));
  other = make_client (redis_server_get_url (fixture->server));
  fixture->inner = lec_sqlite_store_new_in_memory (START_S * SECOND, &error);
  g_assert_no_error (error);
  fixture->store = lec_cached_store_new (fixture->inner, fixture->client);
  fixture->other = lec_cached_store_new (fixture->inner, other);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->other);
  g_assert_finalize_object (fixture->inner);
  lec_redis_client_unref (fixture->client);
  redis_server_free (fixture->server);
}

static guint64
count_hits (LecStore *store)
{
  LecRedisCacheCounts counts = { 0 };

  lec_cached_store_get_counts (LEC_CACHED_STORE (store), &counts);
  return counts.n_hits;
}

/* All that there is to know of it. Returns: (transfer full) */
static char *
read_all (LecStore *store,
          gint64 id)
{
  g_autoptr (LecJob) job = lec_store_get_job (store, id, NULL, NULL);
  g_autoptr (GPtrArray) slides = lec_store_list_slides (store, id, NULL, NULL);
  LecJobMetrics metrics = { 0 };
  g_autofree char *job_text = lec_cached_form_of_job (job);
  g_autofree char *slides_text = lec_cached_form_of_slides (slides);
  g_autofree char *metrics_text = NULL;

  g_assert_true (lec_store_get_metrics (store, id, &metrics, NULL, NULL));
  metrics_text = lec_cached_form_of_metrics (&metrics);
  return g_strconcat (job_text, slides_text, metrics_text, NULL);
}

/* Twice, by both: from the store, and from what is kept by then. */
static void
assert_same (Fixture *fixture,
             gint64 id)
{
  g_autofree char *expected = read_all (fixture->inner, id);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *here = read_all (fixture->store, id);
      g_autofree char *there = read_all (fixture->other, id);

      g_assert_cmpstr (here, ==, expected);
      g_assert_cmpstr (there, ==, expected);
    }
}

static void
test_keeps (Fixture *fixture,
            gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/talks/\xff.mp4", "Title “x”", "Text\nwith lines");
  g_autofree char *first = read_all (fixture->store, id);
  guint64 n_hits = count_hits (fixture->other);
  g_autofree char *second = read_all (fixture->other, id);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (count_hits (fixture->other), ==, n_hits + 3);
  assert_same (fixture, id);
}

/* After each step of a job's life, whoever made it, both see what is. */
static void
test_whole_life (Fixture *fixture,
                 gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", "ada", 0);
  gboolean is_cancelled = FALSE;
  LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = .5, .message = "half" };

  assert_same (fixture, id);
  change (fixture->other, id, LEC_JOB_ACTION_MOVE_FIRST);
  assert_same (fixture, id);
  change (fixture->store, id, LEC_JOB_ACTION_PAUSE);
  assert_same (fixture, id);
  change (fixture->other, id, LEC_JOB_ACTION_RESUME);
  assert_same (fixture, id);
  {
    g_autoptr (LecClaim) claimed = claim (fixture->other);

    assert_same (fixture, id);
    g_assert_true (lec_store_renew (fixture->other, claimed->fence, &renewal, &is_cancelled, START_S * SECOND, NULL,
                                    NULL));
    assert_same (fixture, id);
    g_assert_true (lec_store_release (fixture->other, claimed->fence, START_S * SECOND, NULL, NULL));
    assert_same (fixture, id);
  }
  {
    g_autoptr (LecClaim) claimed = claim (fixture->other);

    assert_same (fixture, id);
    finish (fixture->other, claimed->fence, NULL, NULL);
    assert_same (fixture, id);
  }
  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  assert_same (fixture, id);
  {
    g_autoptr (LecClaim) claimed = claim (fixture->store);

    assert_same (fixture, id);
    fail_at (fixture->store, claimed->fence, LEC_ERROR_NOT_A_VIDEO, START_S);
    assert_same (fixture, id);
  }
  change (fixture->other, id, LEC_JOB_ACTION_REMOVE);
  g_assert_null (lec_store_get_job (fixture->store, id, NULL, NULL));
}

/* Cancelled while somebody works on it, who dies. */
static void
test_reaped (Fixture *fixture,
             gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->other);

  change (fixture->store, id, LEC_JOB_ACTION_CANCEL);
  assert_same (fixture, id);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, NULL, (START_S + 2 * LEASE_S) * SECOND, NULL, NULL));
  assert_same (fixture, id);
}

/* One task has failed for good while another is still being worked on, by one that nobody hears of
 * again. */
static void
test_half_failed (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask tasks[] = {
    { .stage = "extract", .queue = "extraction", .max_attempts = 1 },
    { .stage = "recognise", .queue = "analysis", .max_attempts = 1 },
  };
  LecSubmission submission = { .request = request, .tasks = tasks, .n_tasks = 2 };
  gint64 id = lec_store_submit (fixture->store, &submission, NULL, START_S * SECOND, NULL, NULL);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = claim (fixture->inner);
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = .9, .message = "going on", .slides = slides };
  gboolean is_cancelled = FALSE;

  fail_at (fixture->store, first->fence, LEC_ERROR_NOT_A_VIDEO, START_S);
  assert_same (fixture, id);
  g_ptr_array_add (slides, lec_slide_new (1));
  lec_slide_add_visit (g_ptr_array_index (slides, 0), 1, 2);
  lec_store_renew (fixture->inner, second->fence, &renewal, &is_cancelled, START_S * SECOND, NULL, NULL);
  assert_same (fixture, id);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, NULL, (START_S + 2 * LEASE_S) * SECOND, NULL, NULL));
  assert_same (fixture, id);
}

static void
test_set_lecture (Fixture *fixture,
                  gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Title", "Text");
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  assert_same (fixture, id);
  add_text_slide (lecture, "Mended", "Text");
  g_assert_true (lec_store_set_lecture (fixture->other, id, lecture, START_S * SECOND, NULL, NULL));
  assert_same (fixture, id);
}

/* Whatever somebody wrote there: it is asked of the store. */
static void
test_strange_values (Fixture *fixture,
                     gconstpointer data)
{
  static const char *const values[] = {
    "",
    "x",
    "{}",
    "[]",
    "{\"id\": 99}",
    "{\"slides\": [{\"number\": 1, \"picture\": \"../../etc/passwd\", \"visits\": []}]}",
    "{\"slides\": [{\"number\": 1, \"visits\": [5, 1]}]}",
    "{\"slides\": [{\"number\": 0, \"visits\": []}]}",
    "{\"slides\": 5}",
    "{\"slides\": [5]}",
  };
  static const char *const parts[] = { "row", "slides", "metrics" };
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Title", "Text");
  g_autofree char *id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *expected = read_all (fixture->inner, id);
  g_autoptr (LecRedisCache) cache = lec_redis_cache_new (fixture->client);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *found = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          gint64 version = 0;
          g_autofree char *unused = lec_redis_cache_get (cache, "job", id_text, parts[j], &version);

          lec_redis_cache_put (cache, "job", id_text, parts[j], version, values[i]);
        }
      found = read_all (fixture->store, id);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_without_redis (Fixture *fixture,
                    gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Title", "Text");

  assert_same (fixture, id);
  redis_server_kill (fixture->server);
  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  {
    g_autofree char *expected = read_all (fixture->inner, id);
    g_autofree char *found = read_all (fixture->store, id);

    g_assert_cmpstr (found, ==, expected);
  }
}

/* Ten jobs on a dashboard, that is drawn twenty times. */
static void
test_hit_rate (Fixture *fixture,
               gconstpointer data)
{
  gint64 ids[10] = { 0 };
  LecRedisCacheCounts counts = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = add_finished_job (fixture->store, "/a.mp4", "Title", "Text");
  for (guint round = 0; round < 20; round++)
    for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
      {
        g_autofree char *unused = read_all (fixture->store, ids[i]);

        g_assert_nonnull (unused);
      }
  lec_cached_store_get_counts (LEC_CACHED_STORE (fixture->store), &counts);
  g_assert_cmpuint (counts.n_hits * 100, >=, (counts.n_hits + counts.n_misses) * 95);
  g_assert_cmpuint (counts.n_failures, ==, 0);
}

/* None is left out, also of those that the interface gets later. */
static void
test_is_complete (Fixture *fixture,
                  gconstpointer data)
{
  const LecStoreInterface *iface = LEC_STORE_GET_IFACE (fixture->store);
  const gpointer *calls = (const gpointer *) (gconstpointer) ((const char *) iface + sizeof (GTypeInterface));

  for (gsize i = 0; i < (sizeof (LecStoreInterface) - sizeof (GTypeInterface)) / sizeof (gpointer); i++)
    g_assert_nonnull (calls[i]);
}

static void
test_forms (void)
{
  g_autoptr (LecJob) job = lec_job_new ();
  g_autoptr (LecJob) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  job->id = G_MAXINT64;
  job->job_id = g_strdup ("id");
  job->source = g_strdup ("/a b/“ü”.mp4");
  g_free (job->owner);
  job->owner = g_strdup ("");
  job->priority = -2000000000;
  job->progress = 1. / 3;
  job->n_slides = G_MAXUINT;
  job->pause_requested = TRUE;
  job->pdf = g_strdup ("/out/\xff.pdf");
  job->status = LEC_JOB_CANCELLED;
  text = lec_cached_form_of_job (job);
  again = lec_cached_form_to_job (text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->id, ==, job->id);
  g_assert_cmpstr (again->source, ==, job->source);
  g_assert_cmpstr (again->owner, ==, "");
  g_assert_cmpint (again->priority, ==, job->priority);
  g_assert_cmpfloat (again->progress, ==, job->progress);
  g_assert_cmpuint (again->n_slides, ==, G_MAXUINT);
  g_assert_true (again->pause_requested);
  g_assert_false (again->cancel_requested);
  g_assert_cmpstr (again->pdf, ==, job->pdf);
  g_assert_null (again->error);
  second = lec_cached_form_of_job (again);
  g_assert_cmpstr (text, ==, second);
}

static const struct
{
  const char *path;
  void (*test) (Fixture *fixture, gconstpointer data);
} tests[] = {
  { "/cached-store/keeps", test_keeps },
  { "/cached-store/whole-life", test_whole_life },
  { "/cached-store/reaped", test_reaped },
  { "/cached-store/half-failed", test_half_failed },
  { "/cached-store/set-lecture", test_set_lecture },
  { "/cached-store/strange-values", test_strange_values },
  { "/cached-store/without-redis", test_without_redis },
  { "/cached-store/hit-rate", test_hit_rate },
  { "/cached-store/is-complete", test_is_complete },
};

static void
test_no_server (void)
{
  g_test_skip ("redis-server is not installed");
}

int
main (int argc,
      char *argv[])
{
  gboolean is_installed = redis_server_is_installed ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cached-store/forms", test_forms);
  for (guint i = 0; is_installed && i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  if (!is_installed)
    g_test_add_func ("/cached-store/server", test_no_server);

  return g_test_run ();
}
