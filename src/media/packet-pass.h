/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first of two passes over a video: all packets are looked at and none is
 * decoded, at less than a hundredth of the price.
 */
#pragma once

#include <gio/gio.h>

#include "media/packet-facts.h"

G_BEGIN_DECLS

/**
 * LecPacketPass:
 * @packets: (element-type LecPacketFacts): in order of decoding
 * @n_macroblocks: in a picture
 */
typedef struct
{
  GArray *packets;
  guint n_macroblocks;
} LecPacketPass;

/**
 * lec_packet_pass_run:
 * @from_s: where the second pass will start, see lec_video_source_seek()
 * @to_s: where it will stop; 0 for the end
 * @patient: looks at all of it, however long that takes
 * @stall_timeout_ms: as of LecReadOptions
 *
 * Only H.264 is looked at. What is damaged ends the list early.
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when there is nothing to say;
 *   otherwise %LEC_ERROR_STALLED, or %G_IO_ERROR_CANCELLED
 */
LecPacketPass *lec_packet_pass_run (const char *path,
                                    double from_s,
                                    double to_s,
                                    gboolean patient,
                                    guint stall_timeout_ms,
                                    GCancellable *cancellable,
                                    GError **error);
void lec_packet_pass_free (LecPacketPass *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPacketPass, lec_packet_pass_free)

G_END_DECLS
