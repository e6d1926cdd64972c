/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which answers are given again, for how long, and what ends that.
 */
#include <string.h>

#include "http/api-route.h"
#include "http/kept-answers.h"

#define QUESTION "/api/jobs/7\nauthorization: Bearer one"
#define START    (100 * (gint64) G_USEC_PER_SEC)

static const LecApiRoute *
find_route (const char *method,
            const char *path)
{
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    if (g_str_equal (routes[i].method, method) && g_str_equal (routes[i].path, path))
      return &routes[i];

  g_assert_not_reached ();
}

static LecApiCall *
make_call (const char *method,
           const char *path,
           gsize length)
{
  LecApiCall *call = lec_api_call_new (find_route (method, path));

  call->status = 200;
  call->is_lasting = TRUE;
  call->caller.name = g_strdup ("phone");
  call->content = g_bytes_new_take (g_malloc0 (length), length);
  return call;
}

static LecApiCall *
make_good_call (void)
{
  return make_call ("GET", "/api/jobs/{id}", 100);
}

/* Where nothing is to be asked. */
static const LecApiCall *
find (LecKeptAnswers *answers,
      const char *question,
      int n_changes,
      gint64 now_us)
{
  gboolean has_to_ask = TRUE;
  const LecApiCall *call = lec_kept_answers_find (answers, question, n_changes, now_us, &has_to_ask);

  g_assert_false (has_to_ask);
  return call;
}

static void
test_time (void)
{
  g_autoptr (LecKeptAnswers) answers = lec_kept_answers_new ();
  LecApiCall *call = make_good_call ();
  gboolean has_to_ask = FALSE;

  g_assert_null (find (answers, QUESTION, 1, START));
  lec_kept_answers_add (answers, QUESTION, call, 1, START);
  g_assert_true (find (answers, QUESTION, 1, START + LEC_KEPT_ANSWERS_FRESH_US - 1) == call);
  /* It is to be asked once; all have it again until that is answered. */
  g_assert_true (lec_kept_answers_find (answers, QUESTION, 1, START + LEC_KEPT_ANSWERS_FRESH_US, &has_to_ask) == call);
  g_assert_true (has_to_ask);
  g_assert_true (find (answers, QUESTION, 1, START + LEC_KEPT_ANSWERS_FRESH_US) == call);
  g_assert_true (find (answers, QUESTION, 1, START + LEC_KEPT_ANSWERS_US - 1) == call);
  g_assert_null (find (answers, QUESTION, 1, START + LEC_KEPT_ANSWERS_US));
  /* What was answered then has to be asked in its turn. */
  lec_kept_answers_add (answers, QUESTION, make_good_call (), 1, START);
  g_assert_nonnull (find (answers, QUESTION, 1, START));
  g_assert_nonnull (lec_kept_answers_find (answers, QUESTION, 1, START + LEC_KEPT_ANSWERS_FRESH_US, &has_to_ask));
  g_assert_true (has_to_ask);
}

/* The same question and no other: another's token is another question. */
static void
test_others (void)
{
  g_autoptr (LecKeptAnswers) answers = lec_kept_answers_new ();

  lec_kept_answers_add (answers, QUESTION, make_good_call (), 1, START);
  g_assert_null (find (answers, "/api/jobs/7\nauthorization: Bearer two", 1, START));
  g_assert_null (find (answers, "/api/jobs/7", 1, START));
  g_assert_nonnull (find (answers, QUESTION, 1, START));
}

/* Also when what was changed was asked before, and answered after. */
static void
test_changes (void)
{
  g_autoptr (LecKeptAnswers) answers = lec_kept_answers_new ();

  lec_kept_answers_add (answers, QUESTION, make_good_call (), 1, START);
  g_assert_null (find (answers, QUESTION, 2, START));
  g_assert_null (find (answers, QUESTION, 1, START));
}

static void
test_not_kept (void)
{
  g_autoptr (LecKeptAnswers) answers = lec_kept_answers_new ();
  LecApiCall *calls[] = {
    make_good_call (),
    make_good_call (),
    make_good_call (),
    make_call ("POST", "/api/jobs/{id}/retry", 100),
    make_call ("GET", "/api/jobs/{id}", LEC_KEPT_ANSWERS_MAX_BYTES + 1),
  };

  calls[0]->is_lasting = FALSE;
  calls[1]->status = 404;
  g_clear_pointer (&calls[2]->caller.name, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      lec_kept_answers_add (answers, QUESTION, make_good_call (), 1, START);
      lec_kept_answers_add (answers, QUESTION, calls[i], 1, START);
      g_assert_null (find (answers, QUESTION, 1, START));
    }
}

static guint
count_kept (LecKeptAnswers *answers,
            guint n_added)
{
  guint n_kept = 0;

  for (guint i = 0; i < n_added; i++)
    {
      g_autofree char *question = g_strdup_printf ("/api/jobs/%u", i);

      n_kept += find (answers, question, 1, START) != NULL;
    }
  return n_kept;
}

static void
test_bounds (void)
{
  g_autoptr (LecKeptAnswers) answers = lec_kept_answers_new ();
  guint n_added = LEC_KEPT_ANSWERS_MAX * 5 / 2;

  for (guint i = 0; i < n_added; i++)
    {
      g_autofree char *question = g_strdup_printf ("/api/jobs/%u", i);

      lec_kept_answers_add (answers, question, make_good_call (), 1, START);
    }
  g_assert_cmpuint (count_kept (answers, n_added), >, 0);
  g_assert_cmpuint (count_kept (answers, n_added), <=, LEC_KEPT_ANSWERS_MAX);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/kept-answers/time", test_time);
  g_test_add_func ("/http/kept-answers/others", test_others);
  g_test_add_func ("/http/kept-answers/changes", test_changes);
  g_test_add_func ("/http/kept-answers/not-kept", test_not_kept);
  g_test_add_func ("/http/kept-answers/bounds", test_bounds);
  return g_test_run ();
}
