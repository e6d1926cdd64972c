/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of the cluster. Pure.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecClusterState:
 * @LEC_CLUSTER_OFF: there is none, or it is switched off
 * @LEC_CLUSTER_CONNECTING: nothing is known yet
 */
typedef enum
{
  LEC_CLUSTER_OFF,
  LEC_CLUSTER_CONNECTING,
  LEC_CLUSTER_ONLINE,
  LEC_CLUSTER_OFFLINE,
} LecClusterState;

/* Of a video on its way to the machines of a cluster. Returns: (transfer full) */
char *lec_cluster_words_dup_sending (const LecJobsSending *sending);
/* @text: of files on their way. Returns: (transfer full) */
char *lec_cluster_words_dup_carrying (const char *text, double fraction);

/* Of a job of the cluster that is not over: where its lecture is, and when it comes here. Returns:
 * (transfer full) */
char *lec_cluster_words_dup_whereabouts (const LecJob *job);

/**
 * lec_cluster_words_dup_note:
 * @since: (nullable): since when it is offline
 * @now: of the same time zone
 * @reason: (nullable): why it is
 *
 * Returns: (transfer full) (nullable): plain; %NULL when there is nothing to be told
 */
char *lec_cluster_words_dup_note (LecClusterState state, GDateTime *since, GDateTime *now, const char *reason);

G_END_DECLS
