/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be written for a setting, wherever it is: on the command line, in
 * the environment, in a file. Pure.
 *
 * All readers leave the value as it was when they return %FALSE.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decimal digits only. */
gboolean lec_setting_read_number (const char *text, guint minimum, guint maximum, guint *value);
/* true, yes, on, 1, false, no, off, 0, in any case. */
gboolean lec_setting_read_boolean (const char *text, gboolean *value);
/* 800M, 2G, 65536K; a bare number counts KiB, as Celery has it. More than nothing. */
gboolean lec_setting_read_memory (const char *text, guint64 *bytes);
/* MIN,MAX */
gboolean lec_setting_read_range (const char *text, guint maximum, guint *first, guint *last);
/* Whether it begins with one of @schemes (array zero-terminated=1), has something behind that, and
 * no white space. */
gboolean lec_setting_is_address (const char *text, const char *const *schemes);

/**
 * lec_setting_read_queues:
 * @queues: (out): (transfer full) (array zero-terminated=1): each once, in the order given
 * @unknown: (out): (transfer full) (nullable): as valid UTF-8: what is no queue
 */
gboolean lec_setting_read_queues (const char *text, char ***queues, char **unknown);

/**
 * lec_setting_read_origins:
 * @text: "*", or as browsers say where a page is from, with commas between them
 * @origins: (out): (transfer full) (array zero-terminated=1): as browsers say it; just "*" for any
 */
gboolean lec_setting_read_origins (const char *text, char ***origins);

G_END_DECLS
