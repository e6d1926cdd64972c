/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decoders give the frame that is shown at the time of a seek by its duration,
 * which is a guess where frames come at uneven distances: then the frame after
 * it comes. Nothing at all gives the frame before another one. So those before a
 * time are held back here, as few as needed, until one comes that is not.
 *
 * What is aimed at counts from the flush of the next seek on: frames of before
 * may still be on their way when it is set.
 */
#include "media/frame-gate.h"

typedef struct
{
  gint64 before_ns;
  guint nth; /* 0 for no aim */
} Aim;

struct _LecFrameGate
{
  GstElement parent_instance;

  GstPad *sink; /* unowned, as @source: the element's */
  GstPad *source;

  GMutex facts_lock; /* guards what follows */
  Aim next_aim;
  Aim aim;
  GQueue held; /* (element-type GstBuffer) owned, the newest first */
  GstSegment segment;
  LecGateFacts facts;
};

G_DEFINE_FINAL_TYPE (LecFrameGate, lec_frame_gate, GST_TYPE_ELEMENT)

static GstStaticPadTemplate sink_template =
  GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);
static GstStaticPadTemplate source_template =
  GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static void
drop_held_locked (LecFrameGate *self)
{
  g_queue_clear_full (&self->held, (GDestroyNotify) gst_buffer_unref);
}

/* Whether @buffer begins before what is aimed at. */
static gboolean
is_early_locked (LecFrameGate *self,
                 GstBuffer *buffer)
{
  guint64 start_ns = 0;

  return self->aim.nth > 0 && self->segment.format == GST_FORMAT_TIME && GST_BUFFER_PTS_IS_VALID (buffer) &&
         gst_segment_to_stream_time_full (&self->segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer), &start_ns) == 1 &&
         (gint64) start_ns < self->aim.before_ns;
}

static void
hold_locked (LecFrameGate *self,
             GstBuffer *buffer)
{
  g_queue_push_head (&self->held, buffer);
  if (self->held.length > self->aim.nth)
    gst_buffer_unref (g_queue_pop_tail (&self->held));
}

/* Returns: (transfer full) (nullable): the frame aimed at; the gate is open from then on */
static GstBuffer *
open_gate_locked (LecFrameGate *self)
{
  GstBuffer *found = g_queue_pop_tail (&self->held);

  if (found != NULL)
    self->facts.is_found = self->held.length + 1 == self->aim.nth;
  self->aim.nth = 0;
  drop_held_locked (self);
  return found;
}

static GstFlowReturn
chain_cb (GstPad *pad,
          GstObject *parent,
          GstBuffer *buffer)
{
  LecFrameGate *self = LEC_FRAME_GATE (parent);
  GstBuffer *found = NULL;
  gboolean is_early = FALSE;

  g_mutex_lock (&self->facts_lock);
  is_early = is_early_locked (self, buffer);
  if (is_early)
    hold_locked (self, buffer);
  else if (self->aim.nth > 0)
    found = open_gate_locked (self);
  g_mutex_unlock (&self->facts_lock);

  if (is_early)
    return GST_FLOW_OK;
  if (found != NULL)
    {
      GstFlowReturn flow = gst_pad_push (self->source, found);

      if (flow != GST_FLOW_OK)
        {
          gst_buffer_unref (buffer);
          return flow;
        }
    }

  return gst_pad_push (self->source, buffer);
}

/* Returns: (transfer full) (nullable): what has to go before the end */
static GstBuffer *
end (LecFrameGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->facts_lock);

  return open_gate_locked (self);
}

static void
take_segment (LecFrameGate *self,
              GstEvent *event)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->facts_lock);

  gst_event_copy_segment (event, &self->segment);
  self->facts.start_ns = (gint64) gst_segment_to_stream_time (&self->segment, GST_FORMAT_TIME, self->segment.start);
}

static void
take_flush (LecFrameGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->facts_lock);

  drop_held_locked (self);
  gst_segment_init (&self->segment, GST_FORMAT_UNDEFINED);
  self->aim = self->next_aim;
  self->facts = (LecGateFacts){ .n_flushes = self->facts.n_flushes + 1 };
}

static gboolean
event_cb (GstPad *pad,
          GstObject *parent,
          GstEvent *event)
{
  LecFrameGate *self = LEC_FRAME_GATE (parent);
  GstBuffer *found = NULL;

  switch (GST_EVENT_TYPE (event))
    {
    case GST_EVENT_SEGMENT:
      take_segment (self, event);
      break;
    case GST_EVENT_FLUSH_STOP:
      take_flush (self);
      break;
    default:
      if (lec_frame_gate_is_end (event))
        found = end (self);
      break;
    }

  if (found != NULL)
    gst_pad_push (self->source, found);
  return gst_pad_event_default (pad, parent, event);
}

static void
lec_frame_gate_finalize (GObject *object)
{
  LecFrameGate *self = LEC_FRAME_GATE (object);

  drop_held_locked (self);
  g_mutex_clear (&self->facts_lock);

  G_OBJECT_CLASS (lec_frame_gate_parent_class)->finalize (object);
}

static void
lec_frame_gate_class_init (LecFrameGateClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lec_frame_gate_finalize;

  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &source_template);
  gst_element_class_set_static_metadata (element_class, "Frame gate", "Filter/Video", "Holds frames back", "Lectern");
}

static void
lec_frame_gate_init (LecFrameGate *self)
{
  g_mutex_init (&self->facts_lock);
  g_queue_init (&self->held);
  gst_segment_init (&self->segment, GST_FORMAT_UNDEFINED);

  self->sink = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sink, chain_cb);
  gst_pad_set_event_function (self->sink, event_cb);
  GST_PAD_SET_PROXY_CAPS (self->sink);
  GST_PAD_SET_PROXY_ALLOCATION (self->sink);
  gst_element_add_pad (GST_ELEMENT (self), self->sink);

  self->source = gst_pad_new_from_static_template (&source_template, "src");
  GST_PAD_SET_PROXY_CAPS (self->source);
  gst_element_add_pad (GST_ELEMENT (self), self->source);
}

LecFrameGate *
lec_frame_gate_new (void)
{
  return g_object_new (LEC_TYPE_FRAME_GATE, NULL);
}

void
lec_frame_gate_aim (LecFrameGate *self,
                    gint64 before_ns,
                    guint nth)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (LEC_IS_FRAME_GATE (self) && nth <= LEC_FRAME_GATE_MAX_HELD);

  locker = g_mutex_locker_new (&self->facts_lock);
  self->next_aim = (Aim){ before_ns, nth };
}

void
lec_frame_gate_get_facts (LecFrameGate *self,
                          LecGateFacts *facts)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (LEC_IS_FRAME_GATE (self) && facts != NULL);

  locker = g_mutex_locker_new (&self->facts_lock);
  *facts = self->facts;
}

gboolean
lec_frame_gate_is_end (GstEvent *event)
{
  GstClockTime duration = 0;

  if (GST_EVENT_TYPE (event) == GST_EVENT_EOS)
    return TRUE;
  if (GST_EVENT_TYPE (event) != GST_EVENT_GAP)
    return FALSE;

  gst_event_parse_gap (event, NULL, &duration);
  return !GST_CLOCK_TIME_IS_VALID (duration);
}
