/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data and its JSON; ranges are checked on reading, since sizes are
 * multiplied and pictures allocated from them.
 */
#include "model/video-info.h"

#include "base/json-file.h"
#include "base/json.h"

#define MAX_FILE_BYTES (64 * 1024)
#define MAX_NAME_BYTES 128
#define MAX_SIDE       65535
#define MAX_TIME_S     1e7
#define MAX_FPS        1e5
#define MAX_STREAMS    1000

/* Returns: (transfer full): nothing known, upright square pixels */
LecVideoInfo *
lec_video_info_new (void)
{
  LecVideoInfo *self = g_new0 (LecVideoInfo, 1);

  self->par_n = 1;
  self->par_d = 1;
  self->bit_depth = 8;
  return self;
}

LecVideoInfo *
lec_video_info_copy (const LecVideoInfo *self)
{
  LecVideoInfo *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->path = g_strdup (self->path);
  copy->address = g_strdup (self->address);
  copy->container = g_strdup (self->container);
  copy->codec = g_strdup (self->codec);
  copy->profile = g_strdup (self->profile);

  return copy;
}

void
lec_video_info_free (LecVideoInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->address);
  g_free (self->container);
  g_free (self->codec);
  g_free (self->profile);
  g_free (self);
}

/* Returns: (transfer full) */
JsonNode *
lec_video_info_to_json (const LecVideoInfo *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  lec_json_set_path (object, "path", self->path);
  lec_json_set_string (object, "address", self->address);
  if (self->is_page)
    json_object_set_boolean_member (object, "page", TRUE);
  json_object_set_int_member (object, "size_bytes", self->size_bytes);
  lec_json_set_string (object, "container", self->container);
  lec_json_set_string (object, "codec", self->codec);
  lec_json_set_string (object, "profile", self->profile);
  json_object_set_int_member (object, "width", self->width);
  json_object_set_int_member (object, "height", self->height);
  json_object_set_int_member (object, "coded_width", self->coded_width);
  json_object_set_int_member (object, "coded_height", self->coded_height);
  json_object_set_int_member (object, "par_n", self->par_n);
  json_object_set_int_member (object, "par_d", self->par_d);
  json_object_set_int_member (object, "rotation_deg", self->rotation_deg);
  json_object_set_double_member (object, "fps", self->fps);
  json_object_set_int_member (object, "bit_depth", self->bit_depth);
  json_object_set_double_member (object, "duration_s", self->duration_s);
  json_object_set_boolean_member (object, "seekable", self->seekable);
  json_object_set_int_member (object, "n_audio_streams", self->n_audio_streams);
  json_object_set_int_member (object, "n_subtitle_streams", self->n_subtitle_streams);

  return lec_json_wrap (object);
}

static gboolean
read_int_member (JsonObject *object,
                 const char *name,
                 int minimum,
                 int maximum,
                 int *value,
                 GError **error)
{
  gint64 number = 0;

  if (!lec_json_read_int (object, name, LEC_JSON_REQUIRED, minimum, maximum, &number, error))
    return FALSE;

  *value = (int) number;
  return TRUE;
}

static gboolean
read_strings (LecVideoInfo *self,
              JsonObject *object,
              GError **error)
{
  return lec_json_read_path (object, "path", LEC_JSON_OPTIONAL, &self->path, error) &&
         lec_json_read_string (object, "address", LEC_JSON_OPTIONAL, LEC_MAX_ADDRESS_BYTES, &self->address, error) &&
         lec_json_read_boolean (object, "page", LEC_JSON_OPTIONAL, &self->is_page, error) &&
         lec_json_read_string (object, "container", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->container, error) &&
         lec_json_read_string (object, "codec", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->codec, error) &&
         lec_json_read_string (object, "profile", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->profile, error);
}

static gboolean
read_picture_facts (LecVideoInfo *self,
                    JsonObject *object,
                    GError **error)
{
  if (!read_int_member (object, "width", 0, MAX_SIDE, &self->width, error) ||
      !read_int_member (object, "height", 0, MAX_SIDE, &self->height, error) ||
      !read_int_member (object, "coded_width", 0, MAX_SIDE, &self->coded_width, error) ||
      !read_int_member (object, "coded_height", 0, MAX_SIDE, &self->coded_height, error) ||
      !read_int_member (object, "par_n", 1, G_MAXINT, &self->par_n, error) ||
      !read_int_member (object, "par_d", 1, G_MAXINT, &self->par_d, error) ||
      !read_int_member (object, "rotation_deg", 0, 270, &self->rotation_deg, error) ||
      !read_int_member (object, "bit_depth", 1, 16, &self->bit_depth, error))
    return FALSE;
  /* Quarter turns only: the next one down is as good as any for a value nobody wrote. */
  self->rotation_deg -= self->rotation_deg % 90;

  return TRUE;
}

static gboolean
read_stream_facts (LecVideoInfo *self,
                   JsonObject *object,
                   GError **error)
{
  gboolean seekable = FALSE;
  int n_audio = 0, n_subtitles = 0;

  if (!lec_json_read_int (object, "size_bytes", LEC_JSON_REQUIRED, 0, G_MAXINT64, &self->size_bytes, error) ||
      !lec_json_read_double (object, "fps", LEC_JSON_REQUIRED, 0, MAX_FPS, &self->fps, error) ||
      !lec_json_read_double (object, "duration_s", LEC_JSON_REQUIRED, 0, MAX_TIME_S, &self->duration_s, error) ||
      !lec_json_read_boolean (object, "seekable", LEC_JSON_REQUIRED, &seekable, error) ||
      !read_int_member (object, "n_audio_streams", 0, MAX_STREAMS, &n_audio, error) ||
      !read_int_member (object, "n_subtitle_streams", 0, MAX_STREAMS, &n_subtitles, error))
    return FALSE;

  self->seekable = seekable != FALSE;
  self->n_audio_streams = (guint) n_audio;
  self->n_subtitle_streams = (guint) n_subtitles;

  return TRUE;
}

/**
 * lec_video_info_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecVideoInfo *
lec_video_info_from_json (JsonNode *node,
                          GError **error)
{
  g_autoptr (LecVideoInfo) self = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "video", error);
  if (object == NULL)
    return NULL;

  self = lec_video_info_new ();
  if (!read_strings (self, object, error) || !read_picture_facts (self, object, error) ||
      !read_stream_facts (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lec_video_info_load:
 * @path: of a file that the probe stage made; untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL, or those of reading a file
 */
LecVideoInfo *
lec_video_info_load (const char *path,
                     GError **error)
{
  return lec_json_file_load (path, MAX_FILE_BYTES, (LecJsonReader) lec_video_info_from_json, error);
}
