/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens of the service: made once, found by what is shown, and kept nowhere.
 */
#include <string.h>

#include "base/error.h"
#include "engine/access-tokens.h"
#include "temporary-folder.h"

typedef struct
{
  char *folder;
  LecJobs *jobs;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-tokens-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->jobs = lec_jobs_open (fixture->folder, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_jobs_free (fixture->jobs);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static LecToken *
find (Fixture *fixture,
      const char *shown,
      gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  LecToken *token = NULL;

  g_assert_true (lec_access_tokens_find (fixture->jobs, shown, now_us, &token, NULL, &error));
  g_assert_no_error (error);
  return token;
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  static const char *const none[] = { "", "lectern_", "x y", "'; DROP TABLE tokens; --", "\xff" };
  g_autofree char *secret = lec_access_tokens_add (fixture->jobs, "phone", LEC_TOKEN_SUBMIT, "ann", 0, NULL, NULL);
  g_autofree char *other = lec_access_tokens_add (fixture->jobs, "tablet", LEC_TOKEN_READ, NULL, 0, NULL, NULL);
  g_autoptr (LecToken) token = find (fixture, secret, 1);
  g_autofree char *shorter = g_strndup (secret, strlen (secret) - 1);
  g_autofree char *longer = g_strnfill (LEC_ACCESS_TOKENS_MAX_SHOWN + 1, 'a');

  g_assert_cmpstr (secret, !=, other);
  g_assert_cmpuint (strlen (secret), >=, 43);
  g_assert_cmpstr (token->name, ==, "phone");
  g_assert_cmpstr (token->owner, ==, "ann");
  g_assert_cmpint (token->scope, ==, LEC_TOKEN_SUBMIT);
  g_assert_null (find (fixture, shorter, 1));
  g_assert_null (find (fixture, longer, 1));
  g_assert_null (find (fixture, token->hash, 1));
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (find (fixture, none[i], 1));
}

static void
test_expired (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *secret = lec_access_tokens_add (fixture->jobs, "phone", LEC_TOKEN_READ, NULL, 1000, NULL, NULL);
  g_autoptr (LecToken) token = find (fixture, secret, 999);

  g_assert_nonnull (token);
  g_assert_null (find (fixture, secret, 1000));
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *secret = lec_access_tokens_add (fixture->jobs, "phone", LEC_TOKEN_READ, NULL, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_access_tokens_remove (fixture->jobs, "phone", NULL, NULL));
  g_assert_null (find (fixture, secret, 1));
  g_assert_false (lec_access_tokens_remove (fixture->jobs, "phone", NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  static const char *const wrong[] = { "", "a b", "ä", "\xff", "a/b", "a\n" };
  g_autofree char *longer = g_strnfill (LEC_ACCESS_TOKENS_MAX_NAME + 1, 'a');
  g_autofree char *owner = g_strnfill (LEC_ACCESS_TOKENS_MAX_OWNER + 1, 'a');
  g_autofree char *secret = lec_access_tokens_add (fixture->jobs, "a.b-c_1", LEC_TOKEN_READ, NULL, 0, NULL, NULL);
  g_autoptr (GError) taken = NULL;

  g_assert_nonnull (secret);
  g_assert_null (lec_access_tokens_add (fixture->jobs, "a.b-c_1", LEC_TOKEN_READ, NULL, 0, NULL, &taken));
  g_assert_error (taken, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_null (lec_access_tokens_add (fixture->jobs, longer, LEC_TOKEN_READ, NULL, 0, NULL, NULL));
  g_assert_null (lec_access_tokens_add (fixture->jobs, "b", LEC_TOKEN_READ, owner, 0, NULL, NULL));
  g_assert_null (lec_access_tokens_add (fixture->jobs, "b", LEC_TOKEN_READ, "\xff", 0, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_access_tokens_add (fixture->jobs, wrong[i], LEC_TOKEN_READ, NULL, 0, NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
    }
}

/* Whoever reads the library finds no token in it. */
static void
test_kept_nowhere (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *secret = lec_access_tokens_add (fixture->jobs, "phone", LEC_TOKEN_ADMIN, NULL, 0, NULL, NULL);
  const char *argv[] = { "grep", "-r", "-a", "-F", secret, fixture->folder, NULL };
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status >> 8, ==, 1);
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
    { "/access-tokens/find", test_find },
    { "/access-tokens/expired", test_expired },
    { "/access-tokens/remove", test_remove },
    { "/access-tokens/names", test_names },
    { "/access-tokens/kept-nowhere", test_kept_nowhere },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
