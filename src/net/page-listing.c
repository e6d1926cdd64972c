/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Members that other versions have named otherwise are looked for by all of
 * their names; an entry that cannot be used is left out, not the list.
 */
#include "net/page-listing.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "net/link-name.h"
#include "net/web-address.h"

#define MAX_ENTRIES     100000
#define MAX_TEXT_BYTES  65536
#define MAX_TITLE_BYTES 1000
#define MAX_LISTS       4 /* within each other: a channel has lists of lists */
#define MAX_DURATION_S  (60.0 * 60 * 24 * 30)
#define USUAL_ENDING    "video/x-matroska"

static void
video_free (LecPageVideo *self)
{
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

void
lec_page_listing_free (LecPageListing *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_ptr_array_unref (self->videos);
  g_free (self);
}

/* Returns: (transfer full) (nullable) */
static char *
dup_member (JsonObject *object,
            const char *name)
{
  char *text = NULL;

  lec_json_read_string (object, name, LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, &text, NULL);
  return text;
}

/* Returns: (transfer full) (nullable): an address that may be asked for */
static char *
dup_address_member (JsonObject *object,
                    const char *name)
{
  g_autofree char *text = dup_member (object, name);
  g_autoptr (GUri) uri = text != NULL ? lec_web_address_parse (text, NULL) : NULL;

  return uri != NULL ? g_steal_pointer (&text) : NULL;
}

/* Videos that lie on one page have its address, and each that of its file. */
static char *
dup_file_address (JsonObject *object)
{
  g_autofree char *protocol = dup_member (object, "protocol");

  return protocol != NULL && (g_str_equal (protocol, "https") || g_str_equal (protocol, "http"))
           ? dup_address_member (object, "url")
           : NULL;
}

/* @page: (nullable): of several videos: its address is theirs only where they have none */
static char *
dup_address (JsonObject *object,
             const char *page)
{
  static const char *const names[] = { "webpage_url", "url", "original_url" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = dup_address_member (object, names[i]);
      g_autofree char *file = text != NULL && g_strcmp0 (text, page) == 0 ? dup_file_address (object) : NULL;

      if (text != NULL)
        return file != NULL ? g_steal_pointer (&file) : g_steal_pointer (&text);
    }

  return NULL;
}

/* A dot in a title begins no ending. */
static char *
dup_name (JsonObject *object)
{
  g_autofree char *title = dup_member (object, "title");
  g_autofree char *id = title == NULL || *title == '\0' ? dup_member (object, "id") : NULL;
  g_autofree char *whole = g_strconcat (id != NULL ? id : title != NULL ? title
                                                                        : "video",
                                        ".mkv", NULL);
  char *name = NULL;

  /* A slash in a title is none of a path. */
  g_strdelimit (whole, "/\\", '-');
  name = lec_link_name_clean (whole, USUAL_ENDING);
  return name != NULL ? name : g_strdup ("video.mkv");
}

static gboolean
has_video (const LecPageListing *self,
           const char *address)
{
  for (guint i = 0; i < self->videos->len; i++)
    if (g_str_equal (((const LecPageVideo *) g_ptr_array_index (self->videos, i))->address, address))
      return TRUE;

  return FALSE;
}

/* @page: (nullable): as for dup_address(). @address: (nullable): in place of one that it does not
 * name */
static void
add_video (LecPageListing *self,
           JsonObject *object,
           const char *page,
           const char *address)
{
  g_autofree char *own = dup_address (object, page);
  LecPageVideo *video = NULL;

  if (own == NULL)
    own = g_strdup (address);
  if (own == NULL || self->videos->len >= LEC_PAGE_LISTING_MAX_VIDEOS)
    {
      self->n_left_out++;
      return;
    }
  if (has_video (self, own))
    return;

  video = g_new0 (LecPageVideo, 1);
  video->address = g_steal_pointer (&own);
  video->name = dup_name (object);
  lec_json_read_double (object, "duration", LEC_JSON_OPTIONAL, 0, MAX_DURATION_S, &video->duration_s, NULL);
  g_ptr_array_add (self->videos, video);
}

/* Returns: (transfer none) (nullable): of a list */
static JsonArray *
find_entries (JsonObject *object)
{
  JsonArray *entries = NULL;

  lec_json_read_array (object, "entries", LEC_JSON_OPTIONAL, MAX_ENTRIES, &entries, NULL);
  return entries;
}

static void
add_list (LecPageListing *self,
          JsonArray *entries,
          const char *page,
          guint depth)
{
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonArray *inner = object != NULL ? find_entries (object) : NULL;

      if (object == NULL || (inner != NULL && depth + 1 >= MAX_LISTS))
        self->n_left_out++;
      else if (inner != NULL)
        add_list (self, inner, page, depth + 1);
      else
        add_video (self, object, page, NULL);
    }
}

static char *
dup_title (JsonObject *object)
{
  g_autofree char *title = dup_member (object, "title");
  GString *out = NULL;

  if (title == NULL)
    return NULL;

  out = g_string_new (NULL);
  for (const char *c = title; *c != '\0' && out->len < MAX_TITLE_BYTES; c = g_utf8_next_char (c))
    g_string_append_unichar (out, g_unichar_isprint (g_utf8_get_char (c)) ? g_utf8_get_char (c) : ' ');

  g_strstrip (out->str);
  return g_string_free (out, *out->str == '\0');
}

LecPageListing *
lec_page_listing_parse (const char *text,
                        gsize length,
                        const char *address,
                        GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (LecPageListing) self = NULL;
  g_autofree char *page = NULL;
  JsonObject *object = NULL;
  JsonArray *entries = NULL;

  g_return_val_if_fail (text != NULL && address != NULL, NULL);

  root = lec_json_parse (text, (gssize) length, LEC_PAGE_LISTING_MAX_BYTES, error);
  object = root != NULL ? lec_json_get_object (root, "page", error) : NULL;
  if (object == NULL)
    return NULL;

  self = g_new0 (LecPageListing, 1);
  self->videos = g_ptr_array_new_with_free_func ((GDestroyNotify) video_free);
  self->title = dup_title (object);
  entries = find_entries (object);
  self->is_list = entries != NULL;
  page = dup_address_member (object, "webpage_url");
  if (entries != NULL)
    add_list (self, entries, json_array_get_length (entries) > 1 ? page : NULL, 0);
  else
    add_video (self, object, NULL, address);
  if (self->videos->len > 0)
    return g_steal_pointer (&self);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("there is no video on this page"));
  return NULL;
}
