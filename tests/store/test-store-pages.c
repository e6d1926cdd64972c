/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store promises of pages of jobs.
 */
#include "store-kinds.h"

/* Returns: (transfer full): the videos' names, with spaces between them */
static char *
read_page (LecStore *store,
           const LecJobPage *page,
           guint n_expected)
{
  g_autoptr (GError) error = NULL;
  guint n_jobs = 0;
  g_autoptr (GPtrArray) jobs = lec_store_page_jobs (store, page, &n_jobs, NULL, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (n_jobs, ==, n_expected);
  for (guint i = 0; i < jobs->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((const LecJob *) g_ptr_array_index (jobs, i))->source);
  return g_string_free (names, FALSE);
}

static void
assert_page (LecStore *store,
             LecJobPage page,
             guint n_expected,
             const char *expected)
{
  g_autofree char *names = read_page (store, &page, n_expected);

  g_assert_cmpstr (names, ==, expected);
}

static void
add_some (LecStore *store)
{
  static const char *const videos[] = { "/b.mp4", "/C.mp4", "/a_1.mp4", "/a%2.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (videos); i++)
    add_job (store, videos[i], i == 1 ? "ann" : NULL, 0);
}

static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  add_some (fixture->store);
  assert_page (fixture->store, (LecJobPage){ .status = -1, .limit = 10 }, 4, "/b.mp4 /C.mp4 /a_1.mp4 /a%2.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .limit = 3, .is_descending = TRUE }, 4,
               "/a%2.mp4 /a_1.mp4 /C.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .limit = 3, .offset = 3, .is_descending = TRUE }, 4,
               "/b.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .limit = 3, .offset = 4 }, 4, "");
}

/* On two pages together each is once, whatever decides. */
static void
test_orders (Fixture *fixture,
             gconstpointer data)
{
  add_some (fixture->store);
  for (guint order = 0; order < LEC_N_JOB_ORDERS; order++)
    for (guint is_descending = 0; is_descending < 2; is_descending++)
      {
        LecJobPage page = { .status = -1, .order = order, .is_descending = is_descending != 0, .limit = 2 };
        g_autofree char *first = read_page (fixture->store, &page, 4);
        g_autofree char *second = NULL;
        g_autofree char *both = NULL;

        page.offset = 2;
        second = read_page (fixture->store, &page, 4);
        both = g_strconcat (first, " ", second, NULL);
        g_assert_nonnull (strstr (both, "/b.mp4"));
        g_assert_nonnull (strstr (both, "/C.mp4"));
        g_assert_nonnull (strstr (both, "/a_1.mp4"));
        g_assert_nonnull (strstr (both, "/a%2.mp4"));
      }
  assert_page (fixture->store, (LecJobPage){ .status = -1, .order = LEC_JOB_ORDER_NAME, .limit = 1, .offset = 3 }, 4,
               "/C.mp4");
  assert_page (fixture->store,
               (LecJobPage){ .status = -1, .order = LEC_JOB_ORDER_NAME, .is_descending = TRUE, .limit = 2 }, 4,
               "/C.mp4 /b.mp4");
}

static void
test_filters (Fixture *fixture,
              gconstpointer data)
{
  add_some (fixture->store);
  change (fixture->store, 1, LEC_JOB_ACTION_CANCEL);
  assert_page (fixture->store, (LecJobPage){ .status = LEC_JOB_CANCELLED, .limit = 10 }, 1, "/b.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .owner = "ann", .limit = 10 }, 1, "/C.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .owner = "", .limit = 10 }, 3, "/b.mp4 /a_1.mp4 /a%2.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = LEC_JOB_CANCELLED, .owner = "ann", .limit = 10 }, 0, "");
}

/* What means something to the database means nothing here. */
static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  add_some (fixture->store);
  assert_page (fixture->store, (LecJobPage){ .status = -1, .part = "c.MP", .limit = 10 }, 1, "/C.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .part = "_", .limit = 10 }, 1, "/a_1.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .part = "a%2", .limit = 10 }, 1, "/a%2.mp4");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .part = "!", .limit = 10 }, 0, "");
  assert_page (fixture->store, (LecJobPage){ .status = -1, .part = "'; DROP TABLE jobs; --", .limit = 10 }, 0, "");
}

int
main (int argc,
      char *argv[])
{
  static const StoreTest tests[] = {
    { "pages", test_pages },
    { "orders", test_orders },
    { "filters", test_filters },
    { "parts", test_parts },
  };

  g_test_init (&argc, &argv, NULL);
  return run_store_tests ("store-pages", tests, G_N_ELEMENTS (tests));
}
