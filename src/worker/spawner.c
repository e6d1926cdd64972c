/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests go to the thread through a queue, each with its own queue for the
 * answer. The first one starts it.
 */
#include "worker/spawner.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

struct _LecSpawner
{
  GThread *thread;       /* (nullable): before the first request */
  GAsyncQueue *requests; /* (element-type Request) */
};

typedef struct
{
  const char *executable;
  char **environment;
  LecChild *child;
  int errnum;
  GError *error;
  GAsyncQueue *answered;
} Request;

static gpointer
run_thread (gpointer data)
{
  GAsyncQueue *requests = data;

  while (TRUE)
    {
      Request *request = g_async_queue_pop (requests);

      if (request->executable == NULL)
        return NULL;

      request->child = lec_child_spawn (request->executable, request->environment, &request->errnum, &request->error);
      g_async_queue_push (request->answered, request);
    }
}

LecSpawner *
lec_spawner_new (void)
{
  LecSpawner *self = g_new0 (LecSpawner, 1);

  self->requests = g_async_queue_new ();
  return self;
}

void
lec_spawner_free (LecSpawner *self)
{
  Request end = { NULL };

  if (self->thread != NULL)
    {
      g_async_queue_push (self->requests, &end);
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->requests);
  g_free (self);
}

static gboolean
start_thread (LecSpawner *self,
              GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (self->thread != NULL)
    return TRUE;

  self->thread = g_thread_try_new ("spawner", run_thread, self->requests, &reason);
  if (self->thread != NULL)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("there are too many processes and threads (ulimit -u): %s"),
               reason->message);
  return FALSE;
}

LecChild *
lec_spawner_spawn (LecSpawner *self,
                   const char *executable,
                   char **environment,
                   int *errnum,
                   GError **error)
{
  g_autoptr (GAsyncQueue) answered = g_async_queue_new ();
  Request request = { executable, environment, NULL, 0, NULL, answered };

  g_return_val_if_fail (executable != NULL && errnum != NULL, NULL);

  *errnum = 0;
  if (!start_thread (self, error))
    return NULL;

  g_async_queue_push (self->requests, &request);
  g_async_queue_pop (answered);
  *errnum = request.errnum;
  if (request.error != NULL)
    g_propagate_error (error, request.error);
  return request.child;
}
