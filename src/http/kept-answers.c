/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many who ask for the same job are as much work as one of them. Only jobs that
 * are over are kept (LecApiCall.is_lasting): who hears of an end would otherwise
 * read, for an instant, what was before it.
 */
#include "http/kept-answers.h"

#include "http/api-route.h"

struct _LecKeptAnswers
{
  GHashTable *answers; /* (element-type utf8 Answer) */
};

typedef struct
{
  LecApiCall *call; /* owned */
  int n_changes;
  gint64 asked_us;
  gboolean is_asked; /* anew */
} Answer;

static void
answer_free (Answer *self)
{
  lec_api_call_free (self->call);
  g_free (self);
}

LecKeptAnswers *
lec_kept_answers_new (void)
{
  LecKeptAnswers *self = g_new0 (LecKeptAnswers, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);
  return self;
}

void
lec_kept_answers_free (LecKeptAnswers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->answers);
  g_free (self);
}

static gboolean
can_be_kept (const LecApiCall *call)
{
  return call->is_lasting && call->status == 200 && call->caller.name != NULL && call->content != NULL &&
         g_bytes_get_size (call->content) <= LEC_KEPT_ANSWERS_MAX_BYTES && g_str_equal (call->route->method, "GET");
}

static gboolean
is_old (gpointer question,
        gpointer answer,
        gpointer now_us)
{
  return *(const gint64 *) now_us - ((const Answer *) answer)->asked_us >= LEC_KEPT_ANSWERS_US;
}

static void
make_room (LecKeptAnswers *self,
           gint64 now_us)
{
  if (g_hash_table_size (self->answers) < LEC_KEPT_ANSWERS_MAX)
    return;

  g_hash_table_foreach_remove (self->answers, is_old, &now_us);
  if (g_hash_table_size (self->answers) >= LEC_KEPT_ANSWERS_MAX)
    g_hash_table_remove_all (self->answers);
}

void
lec_kept_answers_add (LecKeptAnswers *self,
                      const char *question,
                      LecApiCall *call,
                      int n_changes,
                      gint64 asked_us)
{
  g_autoptr (LecApiCall) owned = call;
  Answer *answer = NULL;

  g_return_if_fail (self != NULL && question != NULL && call != NULL);

  if (!can_be_kept (call))
    {
      g_hash_table_remove (self->answers, question);
      return;
    }

  make_room (self, asked_us);
  answer = g_new0 (Answer, 1);
  answer->call = g_steal_pointer (&owned);
  answer->n_changes = n_changes;
  answer->asked_us = asked_us;
  g_hash_table_replace (self->answers, g_strdup (question), answer);
}

const LecApiCall *
lec_kept_answers_find (LecKeptAnswers *self,
                       const char *question,
                       int n_changes,
                       gint64 now_us,
                       gboolean *has_to_ask)
{
  Answer *answer = NULL;

  g_return_val_if_fail (self != NULL && question != NULL && has_to_ask != NULL, NULL);

  *has_to_ask = FALSE;
  answer = g_hash_table_lookup (self->answers, question);
  if (answer == NULL)
    return NULL;
  if (answer->n_changes != n_changes || is_old (NULL, answer, &now_us))
    {
      g_hash_table_remove (self->answers, question);
      return NULL;
    }

  *has_to_ask = !answer->is_asked && now_us - answer->asked_us >= LEC_KEPT_ANSWERS_FRESH_US;
  answer->is_asked = answer->is_asked || *has_to_ask;
  return answer->call;
}
