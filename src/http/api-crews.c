/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quick are those that ask the store, slow those that may wait for machines
 * elsewhere, and there are some that write bodies to a disk.
 */
#include "http/api-crews.h"

#include "http/api-route.h"

/* As many wait for a thread as are answered within some seconds. */
#define N_QUICK     4
#define N_SLOW      8
#define N_TAKING    4
#define MAX_WAITING 256

struct _LecApiCrews
{
  const LecApiContext *context; /* unowned */
  LecApiWorkers *quick;         /* owned */
  LecApiWorkers *slow;          /* owned */
  LecApiWorkers *taking;        /* owned */
};

LecApiCrews *
lec_api_crews_new (const LecApiContext *context)
{
  LecApiCrews *self = g_new0 (LecApiCrews, 1);

  self->context = context;
  self->quick = lec_api_workers_new (N_QUICK, MAX_WAITING, context);
  self->slow = lec_api_workers_new (N_SLOW, MAX_WAITING, context);
  self->taking = lec_api_workers_new (N_TAKING, MAX_WAITING, context);
  return self;
}

void
lec_api_crews_end (LecApiCrews *self)
{
  g_return_if_fail (self != NULL);

  lec_api_workers_end (self->quick, FALSE);
  lec_api_workers_end (self->slow, FALSE);
  lec_api_workers_end (self->taking, TRUE);
}

void
lec_api_crews_free (LecApiCrews *self)
{
  if (self == NULL)
    return;

  lec_api_workers_free (self->quick);
  lec_api_workers_free (self->slow);
  lec_api_workers_free (self->taking);
  g_free (self);
}

LecApiWorkers *
lec_api_crews_choose (const LecApiCrews *self,
                      const LecApiRoute *route)
{
  gboolean is_slow = route->is_slow || (route->brings && self->context->settings->uses_cluster);

  return is_slow ? self->slow : self->quick;
}

LecApiWorkers *
lec_api_crews_get_takers (const LecApiCrews *self)
{
  return self->taking;
}

LecApiWorkers *
lec_api_crews_choose_finishers (const LecApiCrews *self,
                                const LecApiRoute *route)
{
  return route->is_slow ? self->slow : self->taking;
}
