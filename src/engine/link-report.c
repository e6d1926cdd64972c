/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of one answer, or what yt-dlp says of a page.
 */
#include "engine/link-report.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/link-error.h"
#include "net/download.h"
#include "net/link-name.h"
#include "net/page-program.h"

static void
video_free (LecLinkVideo *self)
{
  g_free (self->address);
  g_free (self->name);
  g_free (self->etag);
  g_free (self->modified);
  g_free (self);
}

void
lec_link_report_free (LecLinkReport *self)
{
  if (self == NULL)
    return;

  g_free (self->shown);
  g_free (self->host);
  g_free (self->media_type);
  g_free (self->title);
  g_free (self->program);
  g_ptr_array_unref (self->videos);
  g_free (self);
}

gboolean
lec_link_is_address (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return lec_link_name_is_address (text);
}

char *
lec_link_dup_shown (const char *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  return lec_link_name_dup_shown (address);
}

static void
take_file (LecLinkReport *self,
           const char *address,
           LecLinkFacts *facts)
{
  LecLinkVideo *video = g_new0 (LecLinkVideo, 1);

  video->address = g_strdup (address);
  video->name = g_steal_pointer (&facts->name);
  video->etag = g_steal_pointer (&facts->etag);
  video->modified = g_steal_pointer (&facts->modified);
  video->size_bytes = facts->size_bytes;
  g_ptr_array_add (self->videos, video);
}

static void
take_entry (LecLinkReport *self,
            LecPageVideo *entry)
{
  LecLinkVideo *video = g_new0 (LecLinkVideo, 1);

  video->address = g_steal_pointer (&entry->address);
  video->name = g_steal_pointer (&entry->name);
  video->size_bytes = -1;
  video->duration_s = entry->duration_s;
  g_ptr_array_add (self->videos, video);
}

/* Another program knows what is on it, unless it is a text, a picture or the like. */
static gboolean
take_page (LecLinkReport *self,
           const char *address,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (LecPageListing) listing = NULL;

  if (g_strcmp0 (self->media_type, "text/html") != 0 && g_strcmp0 (self->media_type, "application/xhtml+xml") != 0)
    {
      /* Translators: %s is a media type such as application/pdf */
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("this is no video but %s"), self->media_type);
      return FALSE;
    }

  self->program = lec_page_program_find (error);
  listing = self->program != NULL ? lec_page_program_list (self->program, address, cancellable, error) : NULL;
  if (listing == NULL)
    return FALSE;

  self->title = g_steal_pointer (&listing->title);
  self->is_list = listing->is_list;
  self->n_left_out = listing->n_left_out;
  for (guint i = 0; i < listing->videos->len; i++)
    take_entry (self, g_ptr_array_index (listing->videos, i));
  return TRUE;
}

LecLinkReport *
lec_link_report_new (const char *address,
                     const LecLinkOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (LecLinkReport) self = NULL;
  g_auto (LecLinkFacts) facts = { NULL };
  LecDownloadSettings settings = { .http.allow_private = options != NULL && options->own_network };
  GError *reason = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  if (!lec_download_look (&settings, address, &facts, cancellable, &reason))
    {
      lec_link_error_take (error, reason);
      return NULL;
    }

  self = g_new0 (LecLinkReport, 1);
  self->videos = g_ptr_array_new_with_free_func ((GDestroyNotify) video_free);
  self->shown = lec_link_name_dup_shown (address);
  self->host = g_steal_pointer (&facts.host);
  self->media_type = g_steal_pointer (&facts.media_type);
  self->can_resume = facts.can_resume;
  self->is_page = lec_link_name_is_page_type (self->media_type);
  if (self->is_page && options != NULL && options->no_pages)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO,
                           _ ("there is a page at that address, and no video"));
      return NULL;
    }
  if (self->is_page)
    return take_page (self, address, cancellable, error) ? g_steal_pointer (&self) : NULL;

  take_file (self, address, &facts);
  return g_steal_pointer (&self);
}

static JsonNode *
video_to_json (const LecLinkVideo *self)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "name", self->name);
  if (self->size_bytes >= 0)
    json_object_set_int_member (object, "size_bytes", self->size_bytes);
  if (self->duration_s > 0)
    json_object_set_double_member (object, "duration_s", self->duration_s);

  return lec_json_wrap (object);
}

JsonNode *
lec_link_report_to_json (const LecLinkReport *self)
{
  JsonObject *object = NULL;
  JsonArray *videos = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  videos = json_array_new ();
  lec_json_set_string (object, "address", self->shown);
  lec_json_set_string (object, "host", self->host);
  lec_json_set_string (object, "media_type", self->media_type);
  json_object_set_boolean_member (object, "is_page", self->is_page);
  json_object_set_boolean_member (object, "can_resume", self->can_resume);
  lec_json_set_string (object, "title", self->title);
  lec_json_set_string (object, "program", self->program);
  if (self->is_page)
    json_object_set_int_member (object, "n_left_out", self->n_left_out);
  for (guint i = 0; i < self->videos->len; i++)
    json_array_add_element (videos, video_to_json (g_ptr_array_index (self->videos, i)));
  json_object_set_array_member (object, "videos", videos);

  return lec_json_wrap (object);
}
