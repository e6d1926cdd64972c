/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be said of an address before anything is brought from there.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LecLinkOptions:
 * @own_network: whether a machine of the own network may be asked, too: a person has said so
 * @no_pages: whether a page is refused: the program that knows such pages asks whatever machines
 *   they name, those of the own network, too
 * @max_bytes: how large a video may be; 0 for what is usual
 */
typedef struct
{
  gboolean own_network;
  gboolean no_pages;
  gint64 max_bytes;
} LecLinkOptions;

/**
 * LecLinkVideo: one that is behind an address
 * @address: may carry a secret
 * @name: safe to be a file's
 * @etag: (nullable)
 * @modified: (nullable)
 * @size_bytes: -1 when it is not known
 * @duration_s: 0 when it is not known
 */
typedef struct
{
  char *address;
  char *name;
  char *etag;
  char *modified;
  gint64 size_bytes;
  double duration_s;
} LecLinkVideo;

/**
 * LecLinkReport:
 * @shown: the address, without what may be a secret
 * @host: that answers in the end, to be shown
 * @media_type: (nullable): in small letters
 * @title: (nullable): of a page
 * @is_list: whether the page lists videos, so that they are a course of that title
 * @is_page: whether it is a page, whose videos another program finds
 * @can_resume: whether what is missing of a video can be had later on
 * @program: (nullable): what finds them, where it is installed
 * @n_left_out: of a page: videos that are private or gone
 * @videos: (element-type LecLinkVideo) owned: at least one
 */
typedef struct
{
  char *shown;
  char *host;
  char *media_type;
  char *title;
  gboolean is_page;
  gboolean is_list;
  gboolean can_resume;
  char *program;
  guint n_left_out;
  GPtrArray *videos;
} LecLinkReport;

/* Whether @text is meant to be an address, and no file. */
gboolean lec_link_is_address (const char *text);
/* Returns: (transfer full): to be shown, without what may be a secret in it */
char *lec_link_dup_shown (const char *address);

/**
 * lec_link_report_new:
 * @options: (nullable)
 *
 * Asks the server, and for a page the program that knows such pages. Blocks.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE for what is no address,
 *   _NOT_FOUND, _UNREADABLE for what the server or the guard refuses, _UNSUPPORTED for a page when
 *   the program is missing that knows it, _NOT_A_VIDEO, _WEB when there is no answer
 */
LecLinkReport *lec_link_report_new (const char *address,
                                    const LecLinkOptions *options,
                                    GCancellable *cancellable,
                                    GError **error);
void lec_link_report_free (LecLinkReport *self);
/* Returns: (transfer full): without anything secret */
JsonNode *lec_link_report_to_json (const LecLinkReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLinkReport, lec_link_report_free)

G_END_DECLS
