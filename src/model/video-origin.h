/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where on the web a video is from, as it may be kept and given to others, and
 * how a moment of it is named there. Pure; addresses are untrusted.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_video_origin_clean:
 * @address: as it was asked for
 *
 * Returns: (transfer full) (nullable): an ASCII address of http or https without what may be secret
 *   in it: a name, a password, what follows "?" or "#". What names the video on a page that is
 *   known stays. %NULL for anything else
 */
char *lec_video_origin_clean (const char *address);

/**
 * lec_video_origin_make_link:
 * @address: as lec_video_origin_clean() has made it
 * @is_page: whether it is of a page that shows the video, and not of its file
 * @time_s: in the video, from 0
 *
 * Returns: (transfer full) (nullable): an ASCII URI that leads to the moment; to the page, where
 *   nobody knows how it is named there. %NULL for what is no address of http or https
 */
char *lec_video_origin_make_link (const char *address, gboolean is_page, double time_s);

G_END_DECLS
