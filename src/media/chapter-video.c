/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * filesrc ! parsebin ! multiqueue ! matroskamux ! filesink. Of
 * GStreamer 1.22's muxers only those of Matroska take a table of contents;
 * that of MP4 takes none, so the copy of an MP4 is a Matroska file. The copy is
 * written aside and renamed.
 *
 * parsebin shows all streams of a file before it lets any of them go on, so no
 * stream comes when the muxer has begun. Pads appear on streaming threads: what
 * is counted there is atomic, everything else is on the caller's thread.
 */
#include "media/chapter-video.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "media/gstreamer.h"
#include "media/video-file.h"
#include "model/chapter.h"

#define POLL_NS      (100 * GST_MSECOND)
#define STALL_POLLS  600 /* a minute without a byte written */
#define LARGEST_TIME 4e9 /* seconds: fits its clock */

typedef struct
{
  const char *video;
  GstElement *pipeline;
  GstElement *queue; /* unowned, in @pipeline; likewise @muxer */
  GstElement *muxer;
  int n_pictures; /* atomic: streams of pictures */
} Copy;

static void
copy_clear (Copy *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->pipeline);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

static GstClockTime
to_clock_time (double time_s)
{
  return (GstClockTime) (CLAMP (time_s, 0, LARGEST_TIME) * GST_SECOND);
}

static GstToc *
make_toc (const GPtrArray *chapters)
{
  GstToc *toc = gst_toc_new (GST_TOC_SCOPE_GLOBAL);
  GstTocEntry *edition = gst_toc_entry_new (GST_TOC_ENTRY_TYPE_EDITION, "1");

  for (guint i = 0; i < chapters->len; i++)
    {
      const LecChapter *chapter = g_ptr_array_index (chapters, i);
      g_autofree char *id = g_strdup_printf ("%u", i + 2);
      GstTocEntry *entry = gst_toc_entry_new (GST_TOC_ENTRY_TYPE_CHAPTER, id);

      gst_toc_entry_set_start_stop_times (entry, (gint64) to_clock_time (chapter->start_s),
                                          (gint64) to_clock_time (chapter->end_s));
      gst_toc_entry_set_tags (entry, gst_tag_list_new (GST_TAG_TITLE, chapter->title, NULL));
      gst_toc_entry_append_sub_entry (edition, entry);
    }
  gst_toc_append_entry (toc, edition);

  return toc;
}

/* The parser that gives a stream the form which Matroska wants; others are in it already. */
static GstElement *
make_parser (const char *type)
{
  static const char *const parsers[][2] = {
    { "video/x-h264", "h264parse" },
    { "video/x-h265", "h265parse" },
    { "video/x-av1", "av1parse" },
    { "audio/x-opus", "opusparse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parsers); i++)
    if (g_str_equal (parsers[i][0], type))
      return gst_element_factory_make (parsers[i][1], NULL);

  return NULL;
}

/* The muxer's pad for a stream of the media type @type; %NULL when it takes none. */
static GstPad *
request_muxer_pad (Copy *self,
                   const char *type)
{
  static const char *const names[] = { "video_%u", "audio_%u", "subtitle_%u" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GstPadTemplate *template = gst_element_class_get_pad_template (GST_ELEMENT_GET_CLASS (self->muxer), names[i]);
      g_autoptr (GstCaps) caps = template != NULL ? gst_pad_template_get_caps (template) : gst_caps_new_empty ();

      for (guint k = 0; k < gst_caps_get_size (caps); k++)
        if (g_str_equal (gst_structure_get_name (gst_caps_get_structure (caps, k)), type))
          {
            if (i == 0)
              g_atomic_int_inc (&self->n_pictures);
            return gst_element_request_pad (self->muxer, template, NULL, NULL);
          }
    }

  return NULL;
}

/* A stream that the file cannot hold is left out. */
static void
leave_out (Copy *self,
           GstPad *pad,
           const char *type)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) sink_pad = NULL;

  g_info ("a stream of %s is left out of the copy", type);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (self->pipeline), sink);
  gst_element_sync_state_with_parent (sink);
  sink_pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_link (pad, sink_pad);
}

/* Returns: (transfer full): the queue's end for @pad, which leads to it */
static GstPad *
link_to_queue (Copy *self,
               GstPad *pad)
{
  g_autoptr (GstPad) in = gst_element_request_pad_simple (self->queue, "sink_%u");
  g_autofree char *name = gst_pad_get_name (in);
  g_autofree char *out = g_strconcat ("src_", name + strlen ("sink_"), NULL);

  gst_pad_link (pad, in);

  return gst_element_get_static_pad (self->queue, out);
}

static void
pad_added_cb (GstElement *parsebin,
              GstPad *pad,
              gpointer user_data)
{
  Copy *self = user_data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const char *type = NULL;
  GstElement *parser = NULL;
  g_autoptr (GstPad) muxer_pad = NULL;
  g_autoptr (GstPad) queue_pad = NULL;

  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  type = gst_caps_get_size (caps) > 0 ? gst_structure_get_name (gst_caps_get_structure (caps, 0)) : "";
  muxer_pad = request_muxer_pad (self, type);
  if (muxer_pad == NULL)
    {
      leave_out (self, pad, type);
      return;
    }

  parser = make_parser (type);
  if (parser != NULL)
    {
      g_autoptr (GstPad) in = gst_element_get_static_pad (parser, "sink");
      g_autoptr (GstPad) out = gst_element_get_static_pad (parser, "src");

      gst_bin_add (GST_BIN (self->pipeline), parser);
      queue_pad = link_to_queue (self, out);
      gst_pad_link (queue_pad, muxer_pad);
      gst_element_sync_state_with_parent (parser);
      gst_pad_link (pad, in);
      return;
    }
  queue_pad = link_to_queue (self, pad);
  gst_pad_link (queue_pad, muxer_pad);
}

static GstElement *
add_element (Copy *self,
             const char *factory,
             GError **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("GStreamer's element “%s” is not installed"), factory);
      return NULL;
    }
  gst_bin_add (GST_BIN (self->pipeline), element);

  return element;
}

static gboolean
build (Copy *self,
       const char *target,
       GError **error)
{
  GstElement *source = NULL;
  GstElement *parsebin = NULL;
  GstElement *sink = NULL;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  source = add_element (self, "filesrc", error);
  parsebin = source != NULL ? add_element (self, "parsebin", error) : NULL;
  self->queue = parsebin != NULL ? add_element (self, "multiqueue", error) : NULL;
  self->muxer = self->queue != NULL ? add_element (self, "matroskamux", error) : NULL;
  sink = self->muxer != NULL ? add_element (self, "filesink", error) : NULL;
  if (sink == NULL)
    return FALSE;

  g_object_set (source, "location", self->video, NULL);
  g_object_set (sink, "location", target, NULL);
  /* By bytes alone: streams may lie far apart in a file. It grows where one of them waits. */
  g_object_set (self->queue, "max-size-time", (guint64) 0, "max-size-buffers", 0, "max-size-bytes",
                32 * 1024 * 1024, NULL);
  g_object_set (self->muxer, "writing-app", "Lectern", NULL);
  g_signal_connect (parsebin, "pad-added", G_CALLBACK (pad_added_cb), self);

  return gst_element_link (source, parsebin) && gst_element_link (self->muxer, sink);
}

static void
set_contents (Copy *self,
              const GPtrArray *chapters)
{
  GstToc *toc = make_toc (chapters);

  gst_toc_setter_set_toc (GST_TOC_SETTER (self->muxer), toc);
  gst_toc_unref (toc);
  /* The muxer of 1.22 writes the texts of tags quoted and with backslashes: none are better. */
  gst_tag_setter_set_tag_merge_mode (GST_TAG_SETTER (self->muxer), GST_TAG_MERGE_KEEP_ALL);
}

static void
report (const Copy *self,
        LecChapterVideoProgressFunc progress,
        gpointer user_data)
{
  gint64 position = 0;
  gint64 duration = 0;

  if (progress != NULL && gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0 &&
      gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    progress (CLAMP ((double) position / (double) duration, 0.0, 1.0), user_data);
}

static gboolean
fail (const Copy *self,
      GstMessage *message,
      GError **error)
{
  g_autoptr (GError) posted = NULL;

  gst_message_parse_error (message, &posted, NULL);
  g_propagate_error (error, lec_video_file_translate_error (self->video, posted, NULL));

  return FALSE;
}

static gint64
get_size (const char *path)
{
  GStatBuf facts = { 0 };

  return g_stat (path, &facts) == 0 ? (gint64) facts.st_size : 0;
}

static gboolean
set_stalled (const Copy *self,
             GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->video);

  g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("%s: copying it does not go on"), name);
  return FALSE;
}

/* Until all is written. */
static gboolean
run (const Copy *self,
     const char *target,
     LecChapterVideoProgressFunc progress,
     gpointer user_data,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  gint64 size = 0;
  guint n_quiet = 0;

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, POLL_NS, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
      gint64 now = get_size (target);

      if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
        return TRUE;
      if (message != NULL)
        return fail (self, message, error);
      n_quiet = now == size ? n_quiet + 1 : 0;
      size = now;
      if (n_quiet > STALL_POLLS)
        return set_stalled (self, error);
      report (self, progress, user_data);
    }

  return FALSE;
}

/**
 * lec_chapter_video_write:
 * @video: of any kind that can be read
 * @chapters: (element-type LecChapter)
 * @path: of a Matroska file, which holds any codec; what is there is replaced
 * @progress: (nullable)
 *
 * Streams that the new file cannot hold are left out, pictures never; so is what the file said of
 * itself (its title), but for the streams' languages. The identifiers of the copy's parts are
 * random: two copies are not the same bytes. Blocks; from any thread.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_A_VIDEO, _UNSUPPORTED, _DAMAGED,
 *   _STALLED, _NOT_WRITABLE, _NO_SPACE, _INTERNAL or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_chapter_video_write (const char *video,
                         const GPtrArray *chapters,
                         const char *path,
                         LecChapterVideoProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Copy) copy = { .video = video };
  g_autoptr (LecPendingFile) file = NULL;
  gint64 size_bytes = 0;
  const char *target = NULL;

  g_return_val_if_fail (video != NULL && chapters != NULL && path != NULL, FALSE);

  if (!lec_gstreamer_init (error) || !lec_video_file_check (video, &size_bytes, error))
    return FALSE;
  file = lec_pending_file_new (path, TRUE, error);
  if (file == NULL)
    return FALSE;

  target = lec_pending_file_get_path (file);
  if (!build (&copy, target, error))
    return FALSE;
  set_contents (&copy, chapters);
  if (!run (&copy, target, progress, user_data, cancellable, error))
    return FALSE;
  gst_element_set_state (copy.pipeline, GST_STATE_NULL);
  if (g_atomic_int_get (&copy.n_pictures) == 0)
    {
      g_propagate_error (error, lec_video_file_new_no_video_error (video, NULL));
      return FALSE;
    }

  return lec_pending_file_commit (file, error);
}
