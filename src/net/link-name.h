/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file from the web is called here. Pure; what it is given is untrusted.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_link_name_clean:
 * @text: (nullable): anything
 * @media_type: (nullable): what an ending is chosen by where there is none
 *
 * Returns: (transfer full) (nullable): the name of one file in a folder: at most 180 bytes,
 *   printable, not hidden, nothing that a file system does not take; %NULL when nothing is left
 */
char *lec_link_name_clean (const char *text, const char *media_type);

/**
 * lec_link_name_choose:
 * @given: (nullable): what the server calls it
 * @uri: where it was had from
 * @media_type: (nullable)
 *
 * Returns: (transfer full): likewise; the machine's name when nothing else is there
 */
char *lec_link_name_choose (const char *given, GUri *uri, const char *media_type);

/**
 * lec_link_name_dup_shown:
 * @address: as a person has given it
 *
 * Returns: (transfer full): without what may be a secret in it: a name, a password, what follows
 *   "?" or "#". One line, printable; to be shown, logged and kept
 */
char *lec_link_name_dup_shown (const char *address);

/* Whether it is of a page, a text or a picture, and no video. @media_type: (nullable) */
gboolean lec_link_name_is_page_type (const char *media_type);
/* Whether @text is meant to be an address on the web, and no file. */
gboolean lec_link_name_is_address (const char *text);

G_END_DECLS
