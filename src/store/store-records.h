/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said to a store and what it tells: plain data, without a call of the
 * store's.
 */
#pragma once

#include <gio/gio.h>

#include "model/lecture.h"
#include "store/blobs.h"
#include "store/task-rules.h"

G_BEGIN_DECLS

/**
 * LecNewTask:
 * @queue: (nullable): one of the queues; any other name is "default"
 * @part: tells tasks of one stage and job apart: 0 where there is one, otherwise from 1 on
 * @max_attempts: at least 1
 */
typedef struct
{
  const char *stage;
  const char *queue;
  guint part;
  guint max_attempts;
} LecNewTask;

/**
 * LecWaitingTask: one that can be claimed: what %LecClaimRequest needs of it
 */
typedef struct
{
  gint64 task;
  gint64 generation;
} LecWaitingTask;

/* Passes on hints to whoever wakes workers. @tasks: (array length=n_tasks). Returns: %FALSE when
 * that failed, or there are enough of them: they will come again */
typedef gboolean (*LecRelayFunc) (const LecWaitingTask *tasks, gsize n_tasks, gpointer data, GError **error);

/**
 * LecSubmission:
 * @owner: (nullable)
 * @idempotency_key: (nullable): a second submission with the same key is the first one
 * @job_id: (nullable): likewise; what the job is called in every database, %NULL for a new one
 * @tasks: (array length=n_tasks): what can begin at once
 * @run_after_us: when the first tasks may begin, 0 for at once
 * @pass_on: (nullable): told of the task, where it is only one, as soon as it is in the store and
 *   can be claimed: the quick way of lec_store_relay(), which sees to all others, and to this one
 *   when it was not passed on
 * @pass_on_data: for @pass_on
 */
typedef struct
{
  const LecJobRequest *request;
  const char *content_hash;
  const char *owner;
  const char *idempotency_key;
  int priority;
  gint64 size_bytes;
  const LecNewTask *tasks;
  gsize n_tasks;
  gint64 run_after_us;
  const char *job_id;
  LecRelayFunc pass_on;
  gpointer pass_on_data;
} LecSubmission;

/**
 * LecJobFilter:
 * @status: a %LecJobStatus, or -1 for all
 * @limit: 0 for all
 * @owner: (nullable): whose; %NULL for everybody's
 * @since_us: only those that were added from then on
 */
typedef struct
{
  int status;
  guint limit;
  const char *owner;
  gint64 since_us;
} LecJobFilter;

/* Names: created, name, status, slides. */
typedef enum
{
  LEC_JOB_ORDER_CREATED,
  LEC_JOB_ORDER_NAME,
  LEC_JOB_ORDER_STATUS,
  LEC_JOB_ORDER_SLIDES,
} LecJobOrder;

#define LEC_N_JOB_ORDERS (LEC_JOB_ORDER_SLIDES + 1)

const char *lec_job_order_get_name (LecJobOrder order);
gboolean lec_job_order_from_name (const char *name, LecJobOrder *order);

/**
 * LecJobPage: some of many jobs
 * @status: as in #LecJobFilter, and so is @owner
 * @part: (nullable): of what the video is called, without case
 * @is_descending: whether the last ones come first
 * @offset: how many come before
 * @limit: at least 1
 */
typedef struct
{
  int status;
  const char *owner;
  const char *part;
  LecJobOrder order;
  gboolean is_descending;
  guint offset;
  guint limit;
} LecJobPage;

typedef enum
{
  LEC_JOB_ACTION_CANCEL,
  LEC_JOB_ACTION_PAUSE,
  LEC_JOB_ACTION_RESUME,
  LEC_JOB_ACTION_RETRY,
  LEC_JOB_ACTION_REMOVE,
  LEC_JOB_ACTION_MOVE_FIRST, /* before all others that are not over */
  LEC_JOB_ACTION_MOVE_LAST,
} LecJobAction;

/**
 * LecClaim:
 * @job_id: what the job is called in every database
 * @request: the job's, as lec_job_request_from_text() reads it
 * @attempt: counted tries, this one included
 * @generation: all earlier tries
 * @part: of LecNewTask
 * @n_parts: how many parts the job's stage has; 0 where @part is
 */
typedef struct
{
  gint64 fence;
  gint64 task;
  gint64 generation;
  gint64 job;
  char *job_id;
  char *stage;
  char *queue;
  char *source;
  char *request;
  guint part;
  guint n_parts;
  guint attempt;
  gint64 lease_until_us;
} LecClaim;

void lec_claim_free (LecClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClaim, lec_claim_free)

/**
 * LecClaimRequest:
 * @queues: (array zero-terminated=1): whose tasks the worker takes
 * @worker: name of the worker
 * @lease_us: how long the claim holds without being renewed
 * @task: no other one than this, which somebody has told of; 0 for whichever is next
 * @generation: of that task: when it has another one by now, the claim gets nothing
 * @max_per_owner: how many tasks of one owner may run at a time; 0 for any number
 * @taken: (nullable): told of the claim as soon as it holds, while others are still told of it (a
 *   cache is made to forget the job); the caller gets that same claim then, whatever comes of those
 * @taken_data: for @taken
 */
typedef struct
{
  const char *const *queues;
  const char *worker;
  gint64 lease_us;
  gint64 task;
  gint64 generation;
  guint max_per_owner;
  void (*taken) (LecClaim *claim, gpointer data);
  gpointer taken_data;
} LecClaimRequest;

/**
 * LecRenewal:
 * @progress: of the whole job, 0..1; < 0 leaves it. Of a part: as if all were as far as this one:
 *   the job is as far as its parts are in the mean
 * @message: (nullable): for people
 * @slides: (nullable) (element-type LecSlide): found since the last renewal. They are provisional:
 *   in the place of those of their numbers and of all that other tries have left, until the try
 *   has ended
 */
typedef struct
{
  gint64 lease_us;
  double progress;
  const char *message;
  const GPtrArray *slides;
} LecRenewal;

/**
 * LecAttemptCost: what the try has cost
 * @peak_memory_bytes: of the task process
 * @exit_status: as waitpid() gives it; -1 when the process lives on
 * @stderr_tail: (nullable): valid UTF-8
 * @disk_bytes: what the job's files take now; 0 leaves what is known
 * @n_cache_hits: stages whose result was there already
 * @n_frames: pictures that were decoded
 */
typedef struct
{
  double wall_s;
  double cpu_s;
  gint64 peak_memory_bytes;
  int exit_status;
  const char *stderr_tail;
  gint64 disk_bytes;
  guint n_cache_hits;
  guint64 n_frames;
} LecAttemptCost;

/**
 * LecArtifact: a file that came of a task
 * @sha256: lower-case hex
 * @address: where it lies, as valid UTF-8
 */
typedef struct
{
  const char *kind;
  const char *sha256;
  const char *address;
  gint64 size_bytes;
} LecArtifact;

/**
 * LecKeptArtifact: one that the store knows of
 * @fence: of the claim that it came of
 */
typedef struct
{
  char *kind;
  char *sha256;
  char *address;
  gint64 size_bytes;
  gint64 fence;
} LecKeptArtifact;

LecKeptArtifact *lec_kept_artifact_new (const char *kind, const LecBlob *blob, const char *address);
void lec_kept_artifact_free (LecKeptArtifact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecKeptArtifact, lec_kept_artifact_free)

/**
 * LecTaskResult:
 * @content_hash: (nullable): of the job's videos, where it was not known when the job was added
 * @lecture: (nullable): its slides take the place of those the job has
 * @next: (array length=n_next): tasks that can begin now
 * @waits_for_parts: they begin when all parts of this task's stage are done, with the last one
 * @pdf: (nullable): so are @images and @json: files a person may open
 * @warning: (nullable): in %LEC_ERROR: what is missing of the result
 */
typedef struct
{
  const char *content_hash;
  const LecLecture *lecture;
  const LecNewTask *next;
  gsize n_next;
  gboolean waits_for_parts;
  const LecArtifact *artifacts;
  gsize n_artifacts;
  const char *pdf;
  const char *images;
  const char *json;
  const GError *warning;
  LecAttemptCost cost;
} LecTaskResult;

/**
 * LecAdoption: a job that has ended elsewhere
 * @submission: as it would be added; its tasks are what a retry begins with
 * @status: how: %LEC_JOB_COMPLETED, %LEC_JOB_FAILED, %LEC_JOB_CANCELLED
 * @lecture: its result, or what was found until then
 * @artifacts: (array length=n_artifacts)
 * @pdf: (nullable): so are @images and @json: files a person may open
 * @error_code: (nullable): so is @error: what is missing of the result, or why it has failed
 * @created_us: so are the next two: of the other store's clock
 * @metrics: (nullable): what it has cost there
 */
typedef struct
{
  LecSubmission submission;
  LecJobStatus status;
  const LecLecture *lecture;
  const LecArtifact *artifacts;
  gsize n_artifacts;
  const char *pdf;
  const char *images;
  const char *json;
  const char *error_code;
  const char *error;
  gint64 created_us;
  gint64 started_us;
  gint64 completed_us;
  const LecJobMetrics *metrics;
} LecAdoption;

/* What the bearer of a token may do; each may do what those before it may. Names: read, submit,
 * admin. */
typedef enum
{
  LEC_TOKEN_READ,
  LEC_TOKEN_SUBMIT,
  LEC_TOKEN_ADMIN,
} LecTokenScope;

#define LEC_N_TOKEN_SCOPES (LEC_TOKEN_ADMIN + 1)

const char *lec_token_scope_get_name (LecTokenScope scope);
gboolean lec_token_scope_from_name (const char *name, LecTokenScope *scope);

/**
 * LecToken: who may ask the service for what
 * @name: that no other one has
 * @hash: the sum of what its bearer shows, which is nowhere else
 * @owner: whose jobs it is about, "" for those of nobody
 * @expires_us: 0 for never
 */
typedef struct
{
  char *name;
  char *hash;
  LecTokenScope scope;
  char *owner;
  gint64 created_us;
  gint64 expires_us;
} LecToken;

void lec_token_free (LecToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecToken, lec_token_free)

typedef enum
{
  LEC_REAP_EXPIRED, /* claims whose lease is over */
  LEC_REAP_ALL,     /* by the only owner of the queue, of all who were before: does not count */
} LecReap;

/**
 * LecBacklog:
 * @has_queued: whether a task could be claimed now
 * @next_us: when the next one can be, 0 when none waits for its time
 */
typedef struct
{
  gboolean has_queued;
  gint64 next_us;
} LecBacklog;

/**
 * LecEvent: something has changed
 * @kind: submitted, removed, retrying, edited, moved, or the name of a %LecJobStatus
 */
typedef struct
{
  gint64 sequence;
  gint64 at_us;
  gint64 job;
  char *kind;
  char *detail;
} LecEvent;

void lec_event_free (LecEvent *self);

/**
 * LecPeriodic: what is done again and again, whoever does it
 * @last_us: when the slot that was taken last began
 * @ended_us: when it was done last, be it out of turn; 0 for never. Before @last_us: it runs, or
 *   whoever had the slot was killed
 * @error: (nullable): what had become of it then; %NULL when all was well
 */
typedef struct
{
  char *name;
  gint64 period_us;
  gint64 last_us;
  gint64 ended_us;
  char *error;
} LecPeriodic;

void lec_periodic_free (LecPeriodic *self);

/**
 * LecQueueFacts: a queue, as it is now
 * @n_waiting: tasks that could be claimed if it is not paused
 * @oldest_us: when the job of the oldest of them was added; 0 when none waits
 */
typedef struct
{
  char *name;
  gboolean is_paused;
  guint n_waiting;
  gint64 oldest_us;
} LecQueueFacts;

void lec_queue_facts_free (LecQueueFacts *self);

/**
 * LecEnding: a job that was completed
 * @processing_s: all its tries together
 * @was_kept: whether what was asked for was there from before
 */
typedef struct
{
  gint64 at_us;
  double processing_s;
  gboolean was_kept;
} LecEnding;

/**
 * LecTry: one try of a worker
 * @outcome: as in LecAttempt
 * @ended_us: 0 while it runs
 * @lease_until_us: how long its claim holds; 0 when it has none any more
 */
typedef struct
{
  char *worker;
  char *outcome;
  gint64 started_us;
  gint64 ended_us;
  gint64 lease_until_us;
} LecTry;

void lec_try_free (LecTry *self);

/**
 * LecDeadTask: a task that was given up; %LEC_JOB_ACTION_RETRY of its job wakes it again
 * @n_tries: all of them
 * @worker: (nullable): so are @error_code and @error: of the last try
 */
typedef struct
{
  gint64 task;
  gint64 job;
  char *source;
  char *stage;
  char *queue;
  guint n_tries;
  char *worker;
  char *error_code;
  char *error;
  gint64 at_us;
} LecDeadTask;

void lec_dead_task_free (LecDeadTask *self);

/**
 * LecRelayRequest:
 * @queue: whose tasks
 * @limit: how many of them at most
 * @data: for @pass_on
 * @is_quick: by who has just added a task: what has waited for its time, and what is of no use any
 *   more, is left to the next relay
 */
typedef struct
{
  const char *queue;
  guint limit;
  LecRelayFunc pass_on;
  gpointer data;
  gboolean is_quick;
} LecRelayRequest;

G_END_DECLS
