/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All texts of a record are its own.
 */
#include "store/store-records.h"

#include "base/name-list.h"

void
lec_claim_free (LecClaim *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->stage);
  g_free (self->queue);
  g_free (self->source);
  g_free (self->request);
  g_free (self);
}

void
lec_event_free (LecEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->detail);
  g_free (self);
}

void
lec_periodic_free (LecPeriodic *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->error);
  g_free (self);
}

void
lec_queue_facts_free (LecQueueFacts *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

void
lec_try_free (LecTry *self)
{
  if (self == NULL)
    return;

  g_free (self->worker);
  g_free (self->outcome);
  g_free (self);
}

void
lec_dead_task_free (LecDeadTask *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->stage);
  g_free (self->queue);
  g_free (self->worker);
  g_free (self->error_code);
  g_free (self->error);
  g_free (self);
}

/**
 * lec_kept_artifact_new:
 * @address: what leads from it to what was made
 *
 * Returns: (transfer full): one of which no store knows yet
 */
LecKeptArtifact *
lec_kept_artifact_new (const char *kind,
                       const LecBlob *blob,
                       const char *address)
{
  LecKeptArtifact *self = NULL;

  g_return_val_if_fail (kind != NULL && blob != NULL && address != NULL, NULL);

  self = g_new0 (LecKeptArtifact, 1);
  self->kind = g_strdup (kind);
  self->sha256 = g_strdup (blob->hash);
  self->address = g_strdup (address);
  self->size_bytes = blob->size_bytes;
  return self;
}

void
lec_kept_artifact_free (LecKeptArtifact *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->sha256);
  g_free (self->address);
  g_free (self);
}

static const char *const scope_names[LEC_N_TOKEN_SCOPES] = { "read", "submit", "admin" };

const char *
lec_token_scope_get_name (LecTokenScope scope)
{
  g_return_val_if_fail (scope < LEC_N_TOKEN_SCOPES, NULL);

  return scope_names[scope];
}

gboolean
lec_token_scope_from_name (const char *name,
                           LecTokenScope *scope)
{
  guint index = 0;

  if (!lec_name_list_find (scope_names, LEC_N_TOKEN_SCOPES, name, &index))
    return FALSE;

  *scope = (LecTokenScope) index;
  return TRUE;
}

void
lec_token_free (LecToken *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->hash);
  g_free (self->owner);
  g_free (self);
}

static const char *const order_names[LEC_N_JOB_ORDERS] = { "created", "name", "status", "slides" };

const char *
lec_job_order_get_name (LecJobOrder order)
{
  g_return_val_if_fail (order < LEC_N_JOB_ORDERS, NULL);

  return order_names[order];
}

gboolean
lec_job_order_from_name (const char *name,
                         LecJobOrder *order)
{
  guint index = 0;

  if (!lec_name_list_find (order_names, LEC_N_JOB_ORDERS, name, &index))
    return FALSE;

  *order = (LecJobOrder) index;
  return TRUE;
}
