/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kinds of children have in common, and what each does its own way.
 */
#pragma once

#include "worker/child.h"

G_BEGIN_DECLS

typedef struct
{
  /* Returns: whether it has ended; sets the fields below then */
  gboolean (*try_reap) (LecChild *self);
  /* (nullable) for all that follow: asks it to end by force */
  void (*kill) (LecChild *self);
  void (*limit) (LecChild *self, guint64 address_space_bytes, guint64 file_bytes);
  guint64 (*get_peak_rss) (LecChild *self);
  void (*reset_peak_rss) (LecChild *self);
  gint64 (*get_cpu_us) (LecChild *self);
  void (*clear) (LecChild *self);
} LecChildKind;

struct _LecChild
{
  const LecChildKind *kind;
  int control_fd;
  int stderr_fd;
  int exit_status;
  guint has_ended : 1;
  guint was_killed : 1; /* in vain, while it has not ended: there is no use in waiting again */
};

G_END_DECLS
