/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What POST /api/extract is asked for: a video, at an address or one that has
 * come here, and how its slides are to be found. As JSON, or field by field.
 * Pure; all of it is untrusted.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/jobs.h"

G_BEGIN_DECLS

/* What all fields together, or the JSON, may have. */
#define LEC_API_WISH_MAX_BYTES 65536

/**
 * LecApiWish:
 * @address: (nullable): one of this and @upload
 * @upload: (nullable): the id of what has come here
 * @options: with no path in it
 */
typedef struct
{
  char *address;
  char *upload;
  LecJobOptions *options;
  int priority;
} LecApiWish;

/* @self: anything. What nobody says. */
void lec_api_wish_init (LecApiWish *self);
void lec_api_wish_clear (LecApiWish *self);

/* All that is in @text. Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST */
gboolean lec_api_wish_read (LecApiWish *self, const char *text, gsize length, GError **error);
/* A field of a form: a member of the JSON, or an option by its name. @value: UTF-8. Returns:
   likewise */
gboolean lec_api_wish_set_field (LecApiWish *self, const char *name, const char *value, GError **error);
/* Once all is set. @has_file: whether the video came along. Returns: likewise */
gboolean lec_api_wish_check (const LecApiWish *self, gboolean has_file, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecApiWish, lec_api_wish_clear)

G_END_DECLS
