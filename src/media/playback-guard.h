/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which elements a player may take for what is in a file. Nothing of a video is
 * trusted, and a player has no sandbox around it.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * lec_playback_guard_allows:
 * @caps: of the stream that @factory would take
 *
 * Demuxers, parsers and software decoders are. What reads from a network or follows a list of other
 * files is not, nor are subtitles, devices, streams larger than any picture here may be, and a
 * video decoder that is not the one that lectures are read with.
 */
gboolean lec_playback_guard_allows (GstElementFactory *factory, const GstCaps *caps);

/* From then on, for whatever @playbin makes. Before it leaves the null state. */
void lec_playback_guard_install (GstElement *playbin);

G_END_DECLS
