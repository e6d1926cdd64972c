/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What yt-dlp says of a page (its -J): one video, or a list of them. Pure; what
 * it says comes from the page, and nothing of it is trusted.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of one page. */
#define LEC_PAGE_LISTING_MAX_VIDEOS 1000
/* A page of one video lists all its formats. */
#define LEC_PAGE_LISTING_MAX_BYTES (32 * 1024 * 1024)

/**
 * LecPageVideo:
 * @address: of its page or file: http or https
 * @name: safe to be a file's, with an ending
 * @duration_s: 0 when it is not known
 */
typedef struct
{
  char *address;
  char *name;
  double duration_s;
} LecPageVideo;

/**
 * LecPageListing:
 * @title: (nullable): in one printable line
 * @is_list: whether it is the title of a list, and not of one video
 * @videos: (element-type LecPageVideo) owned: in its order, each address once
 * @n_left_out: that were private, gone, or more than may be
 */
typedef struct
{
  char *title;
  gboolean is_list;
  GPtrArray *videos;
  guint n_left_out;
} LecPageListing;

/**
 * lec_page_listing_parse:
 * @text: untrusted, need not be terminated
 * @address: of the page, which a single video may not name
 *
 * Returns: (transfer full) (nullable): at least one video; %NULL with %LEC_ERROR_PROTOCOL for what
 *   is no such JSON, %LEC_ERROR_NOT_A_VIDEO for a page without videos
 */
LecPageListing *lec_page_listing_parse (const char *text, gsize length, const char *address, GError **error);
void lec_page_listing_free (LecPageListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPageListing, lec_page_listing_free)

G_END_DECLS
