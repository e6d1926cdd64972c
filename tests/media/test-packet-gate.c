/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gate before the decoder, on packets pushed into a pad by hand.
 */
#include <string.h>

#include "media/packet-gate.h"

/* A decoder that only notes what reaches it. */
typedef struct
{
  GstPad *pad;
  GArray *mask;    /* (element-type LecPacketFacts) */
  GString *passed; /* a letter a packet */
  guint n_seen;
} Bench;

static void
packet_seen_cb (gpointer user_data)
{
  Bench *bench = user_data;

  bench->n_seen++;
}

/* The size of a test's packet tells which it is. */
static GstFlowReturn
chain_cb (GstPad *pad,
          GstObject *parent,
          GstBuffer *buffer)
{
  GString *passed = g_object_get_data (G_OBJECT (pad), "passed");

  g_string_append_c (passed, (char) gst_buffer_get_size (buffer));
  gst_buffer_unref (buffer);

  return GST_FLOW_OK;
}

static void
set_up (Bench *bench,
        gconstpointer data)
{
  bench->pad = gst_pad_new ("sink", GST_PAD_SINK);
  bench->mask = g_array_new (FALSE, TRUE, sizeof (LecPacketFacts));
  bench->passed = g_string_new (NULL);
  g_object_set_data (G_OBJECT (bench->pad), "passed", bench->passed);
  gst_pad_set_chain_function (bench->pad, chain_cb);
}

static void
tear_down (Bench *bench,
           gconstpointer data)
{
  gst_pad_set_active (bench->pad, FALSE);
  gst_object_unref (bench->pad);
  g_array_unref (bench->mask);
  g_string_free (bench->passed, TRUE);
}

static void
send_segment (Bench *bench)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_send_event (bench->pad, gst_event_new_segment (&segment));
}

/* Before any packet. */
static void
start (Bench *bench,
       LecPacketGate *gate,
       GstCaps *caps)
{
  lec_packet_gate_install (gate, bench->pad);
  gst_pad_set_active (bench->pad, TRUE);
  gst_pad_send_event (bench->pad, gst_event_new_stream_start ("test"));
  if (caps != NULL)
    gst_pad_send_event (bench->pad, gst_event_new_caps (caps));
  send_segment (bench);
}

static void
push (Bench *bench,
      char name,
      guint time_ms,
      gboolean keyframe)
{
  GstBuffer *packet = gst_buffer_new_allocate (NULL, (gsize) name, NULL);

  GST_BUFFER_PTS (packet) = time_ms * GST_MSECOND;
  GST_BUFFER_DURATION (packet) = 40 * GST_MSECOND;
  if (!keyframe)
    GST_BUFFER_FLAG_SET (packet, GST_BUFFER_FLAG_DELTA_UNIT);
  g_assert_cmpint (gst_pad_chain (bench->pad, packet), ==, GST_FLOW_OK);
}

/* Upper case are keyframes; what stands between brackets is not wanted. 40 ms each. */
static void
plan (Bench *bench,
      const char *packets)
{
  gboolean wanted = TRUE;

  for (const char *c = packets; *c != '\0'; c++)
    {
      LecPacketFacts facts = { .time_ms = bench->mask->len * 40 };

      if (*c == '(' || *c == ')')
        {
          wanted = *c == ')';
          continue;
        }
      facts.size_bytes = (guint32) *c;
      facts.keyframe = g_ascii_isupper (*c);
      facts.wanted = wanted;
      g_array_append_val (bench->mask, facts);
    }
}

static void
push_all (Bench *bench,
          const char *packets)
{
  for (guint i = 0; packets[i] != '\0'; i++)
    push (bench, packets[i], i * 40, g_ascii_isupper (packets[i]));
}

static void
test_without_mask (Bench *bench,
                   gconstpointer data)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);

  start (bench, gate, NULL);
  push_all (bench, "AbcdEf");
  g_assert_cmpstr (bench->passed->str, ==, "AbcdEf");
  g_assert_cmpuint (bench->n_seen, ==, 6);
  g_assert_cmpfloat_with_epsilon (lec_packet_gate_get_read_s (gate), 0.24, 1e-9);
  g_assert_cmpfloat_with_epsilon (lec_packet_gate_get_passed_ratio (gate), 1, 1e-9);
  g_assert_false (lec_packet_gate_take_gap (gate, 1));
}

static void
test_mask (Bench *bench,
           gconstpointer data)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);

  plan (bench, "Ab(cd)Ef(gh)I");
  lec_packet_gate_set_mask (gate, bench->mask);
  start (bench, gate, NULL);
  push_all (bench, "AbcdEfghI");
  g_assert_cmpstr (bench->passed->str, ==, "AbEfI");
  g_assert_cmpfloat_with_epsilon (lec_packet_gate_get_passed_ratio (gate), 5 / 9.0, 1e-9);
  /* How far was read counts what was left out. */
  g_assert_cmpfloat_with_epsilon (lec_packet_gate_get_read_s (gate), 0.36, 1e-9);

  g_assert_false (lec_packet_gate_take_gap (gate, 0.04));
  g_assert_true (lec_packet_gate_take_gap (gate, 0.16));
  g_assert_false (lec_packet_gate_take_gap (gate, 0.20));
  g_assert_true (lec_packet_gate_take_gap (gate, 0.32));
}

/* A file that changed between the passes: all is let through, from the next keyframe on. */
static void
test_other_packets (Bench *bench,
                    gconstpointer data)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);

  plan (bench, "Ab(cd)Ef(gh)");
  lec_packet_gate_set_mask (gate, bench->mask);
  start (bench, gate, NULL);
  push_all (bench, "AbcxEfghIjk");
  g_assert_cmpstr (bench->passed->str, ==, "AbEfghIjk");
}

/* More packets than there were. */
static void
test_longer (Bench *bench,
             gconstpointer data)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);

  plan (bench, "Ab(cd)");
  lec_packet_gate_set_mask (gate, bench->mask);
  start (bench, gate, NULL);
  push_all (bench, "AbcdefGh");
  g_assert_cmpstr (bench->passed->str, ==, "AbGh");
}

/* Pictures that come after a keyframe and are shown before it need what was left out. */
static void
test_leading (Bench *bench,
              gconstpointer data)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);

  plan (bench, "A(b)Cde");
  g_array_index (bench->mask, LecPacketFacts, 3).time_ms = 60;
  lec_packet_gate_set_mask (gate, bench->mask);
  start (bench, gate, NULL);
  push (bench, 'A', 0, TRUE);
  push (bench, 'b', 40, FALSE);
  push (bench, 'C', 80, TRUE);
  push (bench, 'd', 60, FALSE);
  push (bench, 'e', 160, FALSE);
  g_assert_cmpstr (bench->passed->str, ==, "ACe");
}

/* After a seek the list begins anew. */
static void
test_seek (Bench *bench,
           gconstpointer data)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);

  plan (bench, "Ab(cd)");
  lec_packet_gate_set_mask (gate, bench->mask);
  start (bench, gate, NULL);
  push (bench, 'X', 5000, TRUE);
  push (bench, 'y', 5040, FALSE);
  gst_pad_send_event (bench->pad, gst_event_new_flush_start ());
  gst_pad_send_event (bench->pad, gst_event_new_flush_stop (TRUE));
  send_segment (bench);
  push_all (bench, "Abcd");
  g_assert_cmpstr (bench->passed->str, ==, "XyAb");
}

static GstBuffer *
make_slice (guint8 header,
            guint time_ms)
{
  const guint8 slice[] = { 0, 0, 0, 1, header, 0x88 };
  GstBuffer *packet = gst_buffer_new_memdup (slice, sizeof slice);

  GST_BUFFER_PTS (packet) = time_ms * GST_MSECOND;

  return packet;
}

/* Pushes an IDR, a reference and a picture nothing refers to; returns how many passed. */
static gsize
push_slices (Bench *bench,
             const char *caps_text)
{
  g_autoptr (LecPacketGate) gate = lec_packet_gate_new (packet_seen_cb, bench);
  g_autoptr (GstCaps) caps = gst_caps_from_string (caps_text);

  lec_packet_gate_drop_unreferenced (gate);
  start (bench, gate, caps);
  g_assert_cmpint (gst_pad_chain (bench->pad, make_slice (0x65, 0)), ==, GST_FLOW_OK);
  g_assert_cmpint (gst_pad_chain (bench->pad, make_slice (0x41, 40)), ==, GST_FLOW_OK);
  g_assert_cmpint (gst_pad_chain (bench->pad, make_slice (0x01, 80)), ==, GST_FLOW_OK);
  gst_pad_set_active (bench->pad, FALSE);

  return bench->passed->len;
}

static void
test_unreferenced (Bench *bench,
                   gconstpointer data)
{
  g_assert_cmpuint (push_slices (bench, "video/x-h264, stream-format=byte-stream"), ==, 2);
}

/* There the second field of a packet may be referred to when the first is not. */
static void
test_interlaced (Bench *bench,
                 gconstpointer data)
{
  g_assert_cmpuint (push_slices (bench, "video/x-h264, stream-format=byte-stream, interlace-mode=mixed"), ==, 3);
}

static void
test_other_codec (Bench *bench,
                  gconstpointer data)
{
  g_assert_cmpuint (push_slices (bench, "video/x-vp9"), ==, 3);
}

#define ADD(name, test) g_test_add ("/packet-gate/" name, Bench, NULL, set_up, test, tear_down)

int
main (int argc,
      char *argv[])
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  ADD ("without-mask", test_without_mask);
  ADD ("mask", test_mask);
  ADD ("other-packets", test_other_packets);
  ADD ("longer", test_longer);
  ADD ("leading", test_leading);
  ADD ("seek", test_seek);
  ADD ("unreferenced", test_unreferenced);
  ADD ("interlaced", test_interlaced);
  ADD ("other-codec", test_other_codec);

  return g_test_run ();
}
