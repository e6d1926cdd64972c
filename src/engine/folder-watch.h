/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Watches folders for new recordings, on a thread of its own, and adds each to
 * the queue when it is complete. What it did is handed out as news.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecFolderWatchOptions:
 * @folders: (element-type filename): absolute; with their subfolders
 * @request: how, and where to; its videos are not looked at
 * @given: (nullable) (array zero-terminated=1): names of its options that stay whatever is set for
 *   the folder of a recording
 * @takes_existing: whether what is there at the start is taken, too
 * @settle_us: how long a file must not have changed
 * @data_folder: (nullable): as for lec_jobs_open(); so is @executable
 *
 * All are copied or unowned while the watch is made; @request and @given as long as the watch
 * lives.
 */
typedef struct
{
  const char *const *folders;
  const LecJobRequest *request;
  const char *const *given;
  int priority;
  gboolean takes_existing;
  gint64 settle_us;
  const char *data_folder;
  const char *executable;
} LecFolderWatchOptions;

/**
 * LecWatchNews:
 * @path: (nullable): the recording; %NULL when the watch itself has failed and ended
 * @is_folder: whether @path is a watched folder, in which there is more than is looked at
 * @job: its number; 0 when it could not be added
 * @is_new: whether it had not been added before
 * @reason: (nullable): why it could not; it is looked into again later
 */
typedef struct
{
  char *path;
  gint64 job;
  gboolean is_new;
  gboolean is_folder;
  GError *reason;
} LecWatchNews;

void lec_watch_news_free (LecWatchNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecWatchNews, lec_watch_news_free)

typedef struct _LecFolderWatch LecFolderWatch;

/* Starts to watch. Returns: (transfer full) */
LecFolderWatch *lec_folder_watch_new (const LecFolderWatchOptions *options);
/* Ends it; blocks until a look into a video has ended. */
void lec_folder_watch_free (LecFolderWatch *self);
/* From any thread, never blocks. Returns: (transfer full) (nullable) */
LecWatchNews *lec_folder_watch_pop_news (LecFolderWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecFolderWatch, lec_folder_watch_free)

G_END_DECLS
