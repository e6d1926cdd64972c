/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demuxer alone, with nothing behind it but a sink for each track of text:
 * pictures and sound are passed over and not parsed. A pad probe on the
 * streaming thread notes the text and throws it away; the owner waits, and
 * reads what was noted once the pipeline has stopped. What was read of a file
 * that ends too early counts.
 */
#include "media/subtitle-track.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <gst/tag/tag.h>
#include <string.h>

#include "base/error.h"
#include "media/video-file.h"
#include "model/transcript.h"

#define MAX_TRACKS        64
#define MAX_BYTES         (32 * 1024 * 1024) /* of all tracks */
#define MAX_TITLE_LETTERS 200
#define POLL_MS           50
#define STALL_TIMEOUT_MS  30000
#define LAST_PIECE_S      5.0 /* how long a text is shown that has neither end nor successor */
#define ASS_FIELDS        8   /* before the text of a line of dialogue */
#define FORCED_RATIO      0.2 /* of the longest track: less is a translation of signs */

typedef struct
{
  GstElement *pipeline;
  GstElement *demuxer; /* unowned, in @pipeline */
  int activity;        /* atomic */
  int permille;        /* atomic: of the file */
  int are_all_known;   /* atomic: no more tracks will come */
  guint64 size_bytes;  /* never 0 */

  GMutex tracks_lock; /* guards what follows */
  GPtrArray *tracks;  /* (element-type LecSubtitleTrack) */
  guint n_pictures;
  gsize n_bytes;
} Reading;

/* What a probe gets; lives as long as the pad. */
typedef struct
{
  Reading *reading;
  LecSubtitleTrack *track; /* unowned */
  GstSegment segment;
} Branch;

static const struct
{
  const char *media_type;
  const char *format; /* (nullable) */
  LecSubtitleForm form;
} forms[] = {
  { "text/x-raw", "utf8", LEC_SUBTITLE_PLAIN },
  { "text/x-raw", "pango-markup", LEC_SUBTITLE_TAGS },
  { "application/x-subtitle-unknown", NULL, LEC_SUBTITLE_TAGS },
  { "application/x-ssa", NULL, LEC_SUBTITLE_ASS },
  { "application/x-ass", NULL, LEC_SUBTITLE_ASS },
  { "application/x-subtitle-vtt", NULL, LEC_SUBTITLE_BLOCKS },
};

static void
piece_free (gpointer data)
{
  LecSubtitlePiece *self = data;

  g_free (self->text);
  g_free (self);
}

static void
track_free (gpointer data)
{
  LecSubtitleTrack *self = data;

  g_ptr_array_unref (self->pieces);
  g_free (self->language);
  g_free (self->title);
  g_free (self);
}

void
lec_subtitle_tracks_free (LecSubtitleTracks *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->tracks);
  g_free (self);
}

/**
 * lec_subtitle_language_make:
 * @code: ISO 639-1 or -2, BCP 47, or as Tesseract has it; untrusted
 *
 * Returns: (transfer full) (nullable): the language alone, as ISO 639-1 where it has a code there,
 *   else as it is; %NULL for no language
 */
char *
lec_subtitle_language_make (const char *code)
{
  g_autofree char *language = NULL;
  const char *known = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  language = g_ascii_strdown (code, (gssize) strcspn (code, "-_"));
  if (!lec_text_is_language_tag (language) || strlen (language) < 2 || strlen (language) > 3 ||
      g_str_equal (language, "und"))
    return NULL;

  known = gst_tag_get_language_code_iso_639_1 (language);
  return known != NULL ? g_strdup (known) : g_steal_pointer (&language);
}

static gboolean
find_form (const GstCaps *caps,
           LecSubtitleForm *form)
{
  const GstStructure *structure = gst_caps_is_empty (caps) || gst_caps_is_any (caps) ? NULL
                                                                                     : gst_caps_get_structure (caps, 0);
  const char *format = structure != NULL ? gst_structure_get_string (structure, "format") : NULL;

  for (guint i = 0; structure != NULL && i < G_N_ELEMENTS (forms); i++)
    if (gst_structure_has_name (structure, forms[i].media_type) &&
        (forms[i].format == NULL || g_strcmp0 (forms[i].format, format) == 0))
      {
        *form = forms[i].form;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_picture_of_text (const GstCaps *caps)
{
  const char *name = gst_caps_is_empty (caps) || gst_caps_is_any (caps)
                       ? ""
                       : gst_structure_get_name (gst_caps_get_structure (caps, 0));

  return g_str_has_prefix (name, "subpicture/") || g_str_has_prefix (name, "subtitle/") ||
         g_str_has_prefix (name, "closedcaption/") || g_str_equal (name, "application/x-teletext") ||
         g_str_equal (name, "application/ttml+xml") || g_str_equal (name, "application/x-usf");
}

static void
read_tags (LecSubtitleTrack *track,
           const GstTagList *tags)
{
  g_autofree char *code = NULL;
  g_autofree char *title = NULL;

  if (track->language == NULL && gst_tag_list_get_string (tags, GST_TAG_LANGUAGE_CODE, &code))
    track->language = lec_subtitle_language_make (code);
  if (track->title == NULL && gst_tag_list_get_string (tags, GST_TAG_TITLE, &title))
    {
      g_autofree char *valid = g_utf8_make_valid (title, -1);

      track->title = g_strstrip (g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_TITLE_LETTERS)));
      if (*track->title == '\0')
        g_clear_pointer (&track->title, g_free);
    }
}

static void
take_event (Branch *self,
            GstEvent *event)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->reading->tracks_lock);
  GstTagList *tags = NULL;
  GstStreamFlags flags = GST_STREAM_FLAG_NONE;

  if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
    gst_event_copy_segment (event, &self->segment);
  else if (GST_EVENT_TYPE (event) == GST_EVENT_TAG)
    {
      gst_event_parse_tag (event, &tags);
      read_tags (self->track, tags);
    }
  else if (GST_EVENT_TYPE (event) == GST_EVENT_STREAM_START)
    {
      gst_event_parse_stream_flags (event, &flags);
      self->track->is_default = (flags & GST_STREAM_FLAG_SELECT) != 0;
    }
}

static double
to_stream_s (const GstSegment *segment,
             GstClockTime time)
{
  guint64 stream_time = time;

  if (segment->format == GST_FORMAT_TIME)
    stream_time = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, time);
  if (stream_time == GST_CLOCK_TIME_NONE)
    return -1;

  return MIN ((double) stream_time / GST_SECOND, LEC_CUE_MAX_TIME_S);
}

/* Where another one begins, the one before has ended. */
static void
end_last_piece (LecSubtitleTrack *track,
                double start_s)
{
  LecSubtitlePiece *last = track->pieces->len > 0 ? g_ptr_array_index (track->pieces, track->pieces->len - 1) : NULL;

  if (last != NULL && last->end_s < 0)
    last->end_s = MAX (start_s, last->start_s);
}

static gboolean
is_full (const Reading *self,
         const LecSubtitleTrack *track)
{
  return self->n_bytes >= MAX_BYTES || track->pieces->len >= LEC_TRANSCRIPT_MAX_CUES;
}

static void
take_text (Branch *self,
           GstBuffer *buffer,
           const GstMapInfo *map)
{
  LecSubtitleTrack *track = self->track;
  gsize length = strnlen ((const char *) map->data, MIN (map->size, LEC_CUE_MAX_TEXT_BYTES));
  g_autofree char *text = g_utf8_make_valid ((const char *) map->data, (gssize) length);
  double start_s = GST_BUFFER_PTS_IS_VALID (buffer) ? to_stream_s (&self->segment, GST_BUFFER_PTS (buffer)) : -1;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->reading->tracks_lock);
  LecSubtitlePiece *piece = NULL;

  if (start_s < 0 || is_full (self->reading, track))
    return;

  end_last_piece (track, start_s);
  /* In MP4 a text ends where an empty one begins. */
  if (text[strspn (text, " \t\r\n")] == '\0')
    return;

  piece = g_new0 (LecSubtitlePiece, 1);
  piece->start_s = start_s;
  piece->end_s = -1;
  if (GST_BUFFER_DURATION_IS_VALID (buffer) && GST_BUFFER_DURATION (buffer) > 0)
    piece->end_s = MIN (start_s + (double) GST_BUFFER_DURATION (buffer) / GST_SECOND, LEC_CUE_MAX_TIME_S);
  piece->text = g_steal_pointer (&text);
  track->n_bytes += strlen (piece->text);
  self->reading->n_bytes += strlen (piece->text);
  g_ptr_array_add (track->pieces, piece);
}

static GstPadProbeReturn
text_seen_cb (GstPad *pad,
              GstPadProbeInfo *info,
              gpointer user_data)
{
  Branch *self = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  GstMapInfo map = GST_MAP_INFO_INIT;

  if (!(GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER))
    {
      take_event (self, GST_PAD_PROBE_INFO_EVENT (info));
      return GST_PAD_PROBE_OK;
    }

  if (gst_buffer_map (buffer, &map, GST_MAP_READ))
    {
      take_text (self, buffer, &map);
      gst_buffer_unmap (buffer, &map);
    }

  return GST_PAD_PROBE_DROP;
}

/* Returns: (transfer none) (nullable): %NULL when there are too many */
static LecSubtitleTrack *
add_track (Reading *self,
           LecSubtitleForm form)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->tracks_lock);
  LecSubtitleTrack *track = NULL;

  if (self->tracks->len >= MAX_TRACKS)
    return NULL;

  track = g_new0 (LecSubtitleTrack, 1);
  track->form = form;
  track->pieces = g_ptr_array_new_with_free_func (piece_free);
  g_ptr_array_add (self->tracks, track);
  return track;
}

static void
link_track (Reading *self,
            GstPad *pad,
            LecSubtitleForm form)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  LecSubtitleTrack *track = sink != NULL ? add_track (self, form) : NULL;
  g_autoptr (GstPad) sink_pad = NULL;
  Branch *branch = NULL;

  if (track == NULL)
    {
      gst_clear_object (&sink);
      return;
    }

  branch = g_new0 (Branch, 1);
  branch->reading = self;
  branch->track = track;
  gst_segment_init (&branch->segment, GST_FORMAT_UNDEFINED);
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  gst_bin_add (GST_BIN (self->pipeline), sink);
  sink_pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (sink_pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, text_seen_cb, branch,
                     g_free);
  gst_element_sync_state_with_parent (sink);
  gst_pad_link (pad, sink_pad);
}

static void
pad_added_cb (GstElement *demuxer,
              GstPad *pad,
              gpointer user_data)
{
  Reading *self = user_data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  LecSubtitleForm form = LEC_SUBTITLE_PLAIN;

  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  if (find_form (caps, &form))
    link_track (self, pad, form);
  else if (is_picture_of_text (caps))
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->tracks_lock);

      self->n_pictures++;
    }
}

static void
no_more_pads_cb (GstElement *demuxer,
                 gpointer user_data)
{
  Reading *self = user_data;

  g_atomic_int_set (&self->are_all_known, TRUE);
}

/* However little text there is, the file must get on. */
static GstPadProbeReturn
bytes_seen_cb (GstPad *pad,
               GstPadProbeInfo *info,
               gpointer user_data)
{
  Reading *self = user_data;

  g_atomic_int_inc (&self->activity);
  g_atomic_int_set (&self->permille, (int) MIN (GST_PAD_PROBE_INFO_OFFSET (info) * 1000.0 / self->size_bytes, 1000));

  return GST_PAD_PROBE_OK;
}

/* Returns: (nullable): the demuxer for what begins like this; %NULL where no text is */
static const char *
find_demuxer (const char *path)
{
  static const char *const atoms[] = { "ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp" };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char head[8] = { 0 };
  gsize n_read = 0;

  if (stream != NULL)
    g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n_read, NULL, NULL);
  if (n_read < sizeof head)
    return NULL;
  if (memcmp (head, "\x1a\x45\xdf\xa3", 4) == 0)
    return "matroskademux";
  for (guint i = 0; i < G_N_ELEMENTS (atoms); i++)
    if (memcmp (head + 4, atoms[i], 4) == 0)
      return "qtdemux";

  return NULL;
}

static gboolean
build_pipeline (Reading *self,
                const char *path,
                const char *demuxer,
                GError **error)
{
  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  g_autoptr (GstPad) pad = NULL;

  self->demuxer = gst_element_factory_make (demuxer, NULL);
  if (source == NULL || self->demuxer == NULL)
    {
      gst_clear_object (&source);
      g_clear_pointer (&self->demuxer, gst_object_unref);
      g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("GStreamer's plug-in for %s is not installed"), demuxer);
      return FALSE;
    }

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  g_object_set (source, "location", path, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), source, self->demuxer, NULL);
  gst_element_link (source, self->demuxer);
  pad = gst_element_get_static_pad (source, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_PULL | GST_PAD_PROBE_TYPE_PUSH, bytes_seen_cb,
                     self, NULL);
  g_signal_connect (self->demuxer, "pad-added", G_CALLBACK (pad_added_cb), self);
  g_signal_connect (self->demuxer, "no-more-pads", G_CALLBACK (no_more_pads_cb), self);

  return TRUE;
}

/* All there is has been seen, or nothing will come. */
static gboolean
is_over (Reading *self,
         GstBus *bus)
{
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, POLL_MS * GST_MSECOND,
                                                               GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gboolean are_all_known = g_atomic_int_get (&self->are_all_known);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->tracks_lock);

  return message != NULL || (are_all_known && self->tracks->len == 0);
}

static gboolean
wait_for_end (Reading *self,
              guint stall_timeout_ms,
              LecSubtitleProgressFunc progress,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  int activity = g_atomic_int_get (&self->activity);
  guint idle_ms = 0;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (g_atomic_int_get (&self->permille) / 1000.0, user_data);

      idle_ms = activity == g_atomic_int_get (&self->activity) ? idle_ms + POLL_MS : 0;
      activity = g_atomic_int_get (&self->activity);
      if (idle_ms >= stall_timeout_ms)
        {
          g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("reading did not get on for %.0f seconds"),
                       stall_timeout_ms / 1000.0);
          return FALSE;
        }
    }
  while (!is_over (self, bus));

  return TRUE;
}

/* "ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text" */
static void
cut_fields (LecSubtitlePiece *piece)
{
  const char *text = piece->text;
  char *rest = NULL;

  for (guint i = 0; i < ASS_FIELDS && text != NULL; i++)
    {
      text = strchr (text, ',');
      text = text != NULL ? text + 1 : NULL;
    }
  if (text == NULL)
    return;

  rest = g_strdup (text);
  g_free (piece->text);
  piece->text = rest;
}

/* "line:90%", "align:start" and the like, alone on their line, or nothing. */
static gboolean
are_settings (const char *line,
              gsize length)
{
  static const char *const names[] = { "line:", "position:", "align:", "size:", "vertical:", "region:" };
  gboolean is_one = FALSE;

  if (length == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names) && !is_one; i++)
    is_one = g_ascii_strncasecmp (line, names[i], strlen (names[i])) == 0;

  return is_one;
}

/* In WebM a cue is its name and its settings, a line each, before its text. */
static void
cut_settings (LecSubtitlePiece *piece)
{
  const char *second = strchr (piece->text, '\n');
  const char *third = second != NULL ? strchr (second + 1, '\n') : NULL;
  char *rest = NULL;

  if (third == NULL || !are_settings (second + 1, (gsize) (third - second - 1)))
    return;

  rest = g_strdup (third + 1);
  g_free (piece->text);
  piece->text = rest;
}

static void
finish_track (LecSubtitleTrack *track)
{
  for (guint i = 0; i < track->pieces->len; i++)
    {
      LecSubtitlePiece *piece = g_ptr_array_index (track->pieces, i);

      if (piece->end_s < 0)
        piece->end_s = piece->start_s + LAST_PIECE_S;
      if (track->form == LEC_SUBTITLE_ASS)
        cut_fields (piece);
      else if (track->form == LEC_SUBTITLE_TAGS)
        cut_settings (piece);
    }
}

static LecSubtitleTracks *
take_tracks (Reading *self)
{
  LecSubtitleTracks *tracks = g_new0 (LecSubtitleTracks, 1);

  tracks->n_pictures = self->n_pictures;
  tracks->tracks = g_ptr_array_new_with_free_func (track_free);
  for (guint i = 0; i < self->tracks->len; i++)
    {
      LecSubtitleTrack *track = g_ptr_array_index (self->tracks, i);

      finish_track (track);
      if (track->pieces->len > 0)
        g_ptr_array_add (tracks->tracks, track);
      else
        track_free (track);
    }
  g_ptr_array_set_size (self->tracks, 0);

  return tracks;
}

/**
 * lec_subtitle_tracks_read:
 * @path: untrusted
 * @stall_timeout_ms: 0 for 30 s
 * @progress: (nullable)
 *
 * Reads the tracks of text of an MP4, QuickTime, Matroska or WebM file; where there is none it
 * looks at the beginning of the file only. gst_init() must have been called. Blocks.
 *
 * Returns: (transfer full) (nullable): also without any track; %NULL with %LEC_ERROR_NOT_FOUND,
 *   _UNREADABLE, _NOT_A_VIDEO, _UNSUPPORTED, _STALLED or %G_IO_ERROR_CANCELLED
 */
LecSubtitleTracks *
lec_subtitle_tracks_read (const char *path,
                          guint stall_timeout_ms,
                          LecSubtitleProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) tracks = g_ptr_array_new ();
  Reading self = { .tracks = tracks };
  LecSubtitleTracks *result = NULL;
  const char *demuxer = NULL;
  gint64 size_bytes = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!lec_video_file_check (path, &size_bytes, error))
    return NULL;
  self.size_bytes = (guint64) size_bytes;
  demuxer = find_demuxer (path);
  if (demuxer != NULL && !build_pipeline (&self, path, demuxer, error))
    return NULL;

  g_mutex_init (&self.tracks_lock);
  if (demuxer == NULL)
    result = take_tracks (&self);
  else
    {
      gboolean ended = FALSE;

      gst_element_set_state (self.pipeline, GST_STATE_PLAYING);
      ended = wait_for_end (&self, stall_timeout_ms > 0 ? stall_timeout_ms : STALL_TIMEOUT_MS, progress, user_data,
                            cancellable, error);
      /* Until this is done probes use what is on this stack. */
      gst_element_set_state (self.pipeline, GST_STATE_NULL);
      gst_clear_object (&self.pipeline);
      result = take_tracks (&self);
      if (!ended)
        g_clear_pointer (&result, lec_subtitle_tracks_free);
    }
  g_mutex_clear (&self.tracks_lock);

  return result;
}

/* A few lines for those who understand the rest. */
static gboolean
is_forced (const LecSubtitleTrack *track,
           gsize longest_bytes)
{
  g_autofree char *title = track->title != NULL ? g_utf8_casefold (track->title, -1) : NULL;

  return (title != NULL && (strstr (title, "forced") != NULL || strstr (title, "forcé") != NULL)) ||
         (double) track->n_bytes < FORCED_RATIO * (double) longest_bytes;
}

/* How near to the wanted languages: the first one best, none of them is 0. */
static guint
rank_language (const LecSubtitleTrack *track,
               const char *const *languages)
{
  guint n = languages != NULL ? g_strv_length ((char **) languages) : 0;

  for (guint i = 0; i < n && track->language != NULL; i++)
    {
      g_autofree char *language = lec_subtitle_language_make (languages[i]);

      if (g_strcmp0 (language, track->language) == 0)
        return n - i;
    }

  return 0;
}

static gboolean
is_better (const LecSubtitleTrack *a,
           const LecSubtitleTrack *b,
           const char *const *languages,
           gsize longest_bytes)
{
  guint a_rank = rank_language (a, languages);
  guint b_rank = rank_language (b, languages);
  gboolean a_forced = is_forced (a, longest_bytes);
  gboolean b_forced = is_forced (b, longest_bytes);

  if (a_forced != b_forced)
    return !a_forced;
  if (a_rank != b_rank)
    return a_rank > b_rank;
  if (a->is_default != b->is_default)
    return a->is_default;

  return a->n_bytes > b->n_bytes;
}

/**
 * lec_subtitle_tracks_choose:
 * @languages: (nullable) (array zero-terminated=1): wanted, the best one first
 *
 * All that is said rather than signs alone, then what is in a wanted language, then what players
 * show, then what is longest.
 *
 * Returns: (transfer none) (nullable): %NULL when there is no track
 */
const LecSubtitleTrack *
lec_subtitle_tracks_choose (const LecSubtitleTracks *self,
                            const char *const *languages)
{
  const LecSubtitleTrack *best = NULL;
  gsize longest_bytes = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->tracks->len; i++)
    longest_bytes = MAX (longest_bytes, ((const LecSubtitleTrack *) g_ptr_array_index (self->tracks, i))->n_bytes);
  for (guint i = 0; i < self->tracks->len; i++)
    {
      const LecSubtitleTrack *track = g_ptr_array_index (self->tracks, i);

      if (best == NULL || is_better (track, best, languages, longest_bytes))
        best = track;
    }

  return best;
}
