/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token is 256 bits of chance, so its sum needs no salt and no slow function:
 * there is nothing to guess. The store finds it by that sum; how long that takes
 * tells nothing of a token that somebody could go on from.
 */
#include "engine/access-tokens.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "base/error.h"
#include "engine/jobs-private.h"

/* So that one is known for what it is when it is found in a file. */
#define PREFIX        "lectern_"
#define N_RANDOM      32
#define NAME_LETTERS  G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_."
#define TOKEN_LETTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_"

/* Returns: (transfer full) (nullable) */
static char *
make_secret (GError **error)
{
  guint8 random[N_RANDOM] = { 0 };
  g_autofree char *text = NULL;

  if (getrandom (random, sizeof random, 0) != (gssize) sizeof random)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the system gives no random numbers: %s"),
                   g_strerror (errno));
      return NULL;
    }

  /* Letters that need no quoting, wherever it is written. */
  text = g_base64_encode (random, sizeof random);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchrnul (text, '=') = '\0';
  return g_strconcat (PREFIX, text, NULL);
}

static gboolean
is_made_of (const char *text,
            const char *letters,
            gsize max_length)
{
  gsize length = strspn (text, letters);

  return length > 0 && length <= max_length && text[length] == '\0';
}

static gboolean
check_names (const char *name,
             const char *owner,
             GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  if (!is_made_of (name, NAME_LETTERS, LEC_ACCESS_TOKENS_MAX_NAME))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("a token cannot be called “%s”: up to %d letters, digits, “-”, “_” and “.”"), shown,
                   LEC_ACCESS_TOKENS_MAX_NAME);
      return FALSE;
    }
  if (owner != NULL && (strlen (owner) > LEC_ACCESS_TOKENS_MAX_OWNER || !g_utf8_validate (owner, -1, NULL)))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("an owner's name has up to %d bytes of UTF-8"),
                   LEC_ACCESS_TOKENS_MAX_OWNER);
      return FALSE;
    }

  return TRUE;
}

char *
lec_access_tokens_add (LecJobs *jobs,
                       const char *name,
                       LecTokenScope scope,
                       const char *owner,
                       gint64 expires_us,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *secret = NULL;
  g_autofree char *hash = NULL;
  GError *reason = NULL;
  LecToken token = { .scope = scope, .expires_us = expires_us };

  g_return_val_if_fail (jobs != NULL && name != NULL && scope < LEC_N_TOKEN_SCOPES, NULL);

  if (!check_names (name, owner, error))
    return NULL;
  secret = make_secret (error);
  if (secret == NULL)
    return NULL;

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
  token.name = (char *) name;
  token.hash = hash;
  token.owner = (char *) (owner != NULL ? owner : jobs->owner != NULL ? jobs->owner
                                                                      : "");
  lec_store_add_token (jobs->store, &token, g_get_real_time (), cancellable, &reason);
  return lec_jobs_pass_on (reason, error) ? g_steal_pointer (&secret) : NULL;
}

GPtrArray *
lec_access_tokens_list (LecJobs *jobs,
                        GCancellable *cancellable,
                        GError **error)
{
  GError *reason = NULL;
  GPtrArray *tokens = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  tokens = lec_store_list_tokens (jobs->store, NULL, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return tokens;
}

gboolean
lec_access_tokens_remove (LecJobs *jobs,
                          const char *name,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *valid = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL && name != NULL, FALSE);

  valid = g_utf8_make_valid (name, -1);
  lec_store_remove_token (jobs->store, valid, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

gboolean
lec_access_tokens_find (LecJobs *jobs,
                        const char *shown,
                        gint64 now_us,
                        LecToken **token,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL && shown != NULL && token != NULL, FALSE);

  *token = NULL;
  if (!is_made_of (shown, TOKEN_LETTERS, LEC_ACCESS_TOKENS_MAX_SHOWN))
    return TRUE;

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, shown, -1);
  tokens = lec_store_list_tokens (jobs->store, hash, cancellable, &reason);
  if (!lec_jobs_pass_on (reason, error))
    return FALSE;

  if (tokens->len == 1)
    {
      const LecToken *found = g_ptr_array_index (tokens, 0);

      if (found->expires_us == 0 || found->expires_us > now_us)
        *token = g_ptr_array_steal_index (tokens, 0);
    }
  return TRUE;
}
