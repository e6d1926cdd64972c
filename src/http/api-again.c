/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which answers are kept, and for how long, kept-answers says; whether a caller
 * may still ask, his limits.
 */
#include "http/api-again.h"

#include "http/api-exchange.h"
#include "http/api-limits.h"
#include "http/kept-answers.h"

struct _LecApiAgain
{
  const LecApiContext *context; /* unowned */
  LecApiCrews *crews;           /* unowned */
  LecKeptAnswers *kept;         /* owned */
  LecApiCall *refusal;          /* (nullable) owned: the last one */
  guint n_running;
};

/* While a worker thread has the call, for nobody who waits. */
typedef struct
{
  LecApiAgain *again; /* unowned */
  char *question;     /* (nullable) owned: what its answer is kept by */
  int n_changes;      /* before it was asked */
  gint64 began_us;
} Aside;

static void
aside_free (Aside *self)
{
  g_free (self->question);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Aside, aside_free)

LecApiAgain *
lec_api_again_new (const LecApiContext *context,
                   LecApiCrews *crews)
{
  LecApiAgain *self = g_new0 (LecApiAgain, 1);

  self->context = context;
  self->crews = crews;
  self->kept = lec_kept_answers_new ();
  return self;
}

void
lec_api_again_free (LecApiAgain *self)
{
  if (self == NULL)
    return;

  lec_kept_answers_free (self->kept);
  lec_api_call_free (self->refusal);
  g_free (self);
}

void
lec_api_again_keep (LecApiAgain *self,
                    const char *question,
                    LecApiCall *call,
                    int n_changes,
                    gint64 asked_us)
{
  g_return_if_fail (self != NULL);

  lec_kept_answers_add (self->kept, question, call, n_changes, asked_us);
}

static void
done_cb (LecApiCall *call,
         gpointer data)
{
  g_autoptr (Aside) aside = data;
  g_autoptr (LecApiCall) owned = call;
  LecApiAgain *self = aside->again;

  self->n_running--;
  if (aside->question != NULL)
    lec_api_again_keep (self, aside->question, g_steal_pointer (&owned), aside->n_changes, aside->began_us);
}

/* Takes @call. @question: (nullable): what its answer is kept by */
static void
do_aside (LecApiAgain *self,
          LecApiCall *call,
          LecApiStep step,
          const char *question)
{
  g_autoptr (LecApiCall) owned = call;
  g_autoptr (Aside) aside = g_new0 (Aside, 1);

  call->step = step;
  aside->again = self;
  aside->question = g_strdup (question);
  aside->n_changes = g_atomic_int_get (self->context->n_changes);
  aside->began_us = g_get_monotonic_time ();
  if (!lec_api_workers_push (lec_api_crews_choose (self->crews, call->route), call, done_cb, aside))
    return;

  g_steal_pointer (&owned);
  g_steal_pointer (&aside);
  self->n_running++;
}

static void
tell_limits (LecApiAgain *self,
             const LecApiCall *kept)
{
  LecApiCall *call = lec_api_call_new (kept->route);

  call->caller.name = g_strdup (kept->caller.name);
  do_aside (self, call, LEC_API_STEP_TELL, NULL);
}

static void
refresh (LecApiAgain *self,
         SoupServerMessage *message,
         const char *question)
{
  g_autofree char *allowed = NULL;
  LecApiCall *call = lec_api_exchange_read (message, &allowed, NULL);

  if (call != NULL)
    do_aside (self, call, LEC_API_STEP_REFRESH, question);
}

const LecApiCall *
lec_api_again_find (LecApiAgain *self,
                    SoupServerMessage *message,
                    const char *question,
                    gint64 now_us)
{
  const LecApiCall *kept = NULL;
  gboolean has_to_ask = FALSE, has_to_tell = FALSE;

  g_return_val_if_fail (self != NULL && question != NULL, NULL);

  g_clear_pointer (&self->refusal, lec_api_call_free);
  kept = lec_kept_answers_find (self->kept, question, g_atomic_int_get (self->context->n_changes), now_us, &has_to_ask);
  if (kept == NULL || !lec_api_limits_admit_again (kept, self->context, now_us, &has_to_tell, &self->refusal))
    return NULL;

  if (has_to_tell)
    tell_limits (self, kept);
  if (has_to_ask)
    refresh (self, message, question);
  return self->refusal != NULL ? self->refusal : kept;
}

guint
lec_api_again_count_running (const LecApiAgain *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_running;
}
