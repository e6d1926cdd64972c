/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store promises of the tokens of the service.
 */
#include "store-kinds.h"

static gboolean
add_token (LecStore *store,
           const char *name,
           const char *hash,
           LecTokenScope scope,
           gint64 expires_s,
           GError **error)
{
  LecToken token = {
    .name = (char *) name,
    .hash = (char *) hash,
    .scope = scope,
    .owner = (char *) "ann",
    .expires_us = expires_s * SECOND,
  };

  return lec_store_add_token (store, &token, START_S * SECOND, NULL, error);
}

static void
test_token (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) tokens = NULL;
  const LecToken *token = NULL;

  g_assert_true (add_token (fixture->store, "phone", "11", LEC_TOKEN_READ, 0, NULL));
  g_assert_true (add_token (fixture->store, "moodle", "22", LEC_TOKEN_ADMIN, START_S + 5, NULL));
  tokens = lec_store_list_tokens (fixture->store, NULL, NULL, NULL);
  g_assert_cmpuint (tokens->len, ==, 2);
  token = g_ptr_array_index (tokens, 0);
  g_assert_cmpstr (token->name, ==, "moodle");
  g_assert_cmpstr (token->hash, ==, "22");
  g_assert_cmpint (token->scope, ==, LEC_TOKEN_ADMIN);
  g_assert_cmpstr (token->owner, ==, "ann");
  g_assert_cmpint (token->created_us, ==, START_S * SECOND);
  g_assert_cmpint (token->expires_us, ==, (START_S + 5) * SECOND);
  token = g_ptr_array_index (tokens, 1);
  g_assert_cmpstr (token->name, ==, "phone");
  g_assert_cmpint (token->scope, ==, LEC_TOKEN_READ);
  g_assert_cmpint (token->expires_us, ==, 0);
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (add_token (fixture->store, "phone", "11", LEC_TOKEN_READ, 0, NULL));
  g_assert_true (add_token (fixture->store, "moodle", "22", LEC_TOKEN_SUBMIT, 0, NULL));
  found = lec_store_list_tokens (fixture->store, "22", NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((const LecToken *) g_ptr_array_index (found, 0))->name, ==, "moodle");
  none = lec_store_list_tokens (fixture->store, "2", NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Neither a name nor a sum is there twice. */
static void
test_taken (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) name = NULL;
  g_autoptr (GError) hash = NULL;

  g_assert_true (add_token (fixture->store, "phone", "11", LEC_TOKEN_READ, 0, NULL));
  g_assert_false (add_token (fixture->store, "phone", "22", LEC_TOKEN_ADMIN, 0, &name));
  g_assert_error (name, LEC_STORE_ERROR, LEC_STORE_ERROR_TAKEN);
  g_assert_false (add_token (fixture->store, "tablet", "11", LEC_TOKEN_ADMIN, 0, &hash));
  g_assert_error (hash, LEC_STORE_ERROR, LEC_STORE_ERROR_TAKEN);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (add_token (fixture->store, "phone", "11", LEC_TOKEN_READ, 0, NULL));
  g_assert_true (lec_store_remove_token (fixture->store, "phone", NULL, NULL));
  tokens = lec_store_list_tokens (fixture->store, NULL, NULL, NULL);
  g_assert_cmpuint (tokens->len, ==, 0);
  g_assert_false (lec_store_remove_token (fixture->store, "phone", NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_TOKEN);
}

int
main (int argc,
      char *argv[])
{
  static const StoreTest tests[] = {
    { "token", test_token },
    { "find", test_find },
    { "taken", test_taken },
    { "remove", test_remove },
  };

  g_test_init (&argc, &argv, NULL);
  return run_store_tests ("store-tokens", tests, G_N_ELEMENTS (tests));
}
