/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pool, used as a decoder does that goes on reading what it gave away.
 */
#include <gst/video/video.h>
#include <string.h>

#include "media/frame-pool.h"

#define WIDTH  38
#define HEIGHT 21

#define HUGE_PAGE ((gsize) 2 * 1024 * 1024)

typedef struct
{
  GstVideoInfo format;
  GstBufferPool *pool;
} Bench;

static void
set_up (Bench *bench,
        gconstpointer data)
{
  g_autoptr (GstAllocator) allocator = lec_frame_pool_new_allocator ();
  const GstAllocationParams params = { .align = 31, .prefix = 16, .padding = 8, .flags = GST_MEMORY_FLAG_ZERO_PADDED };
  g_autoptr (GstCaps) caps = NULL;
  GstStructure *config = NULL;

  gst_video_info_set_format (&bench->format, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  caps = gst_video_info_to_caps (&bench->format);
  bench->pool = lec_frame_pool_new ();
  config = gst_buffer_pool_get_config (bench->pool);
  gst_buffer_pool_config_set_params (config, caps, (guint) bench->format.size, 0, 0);
  gst_buffer_pool_config_set_allocator (config, allocator, &params);
  gst_buffer_pool_config_add_option (config, GST_BUFFER_POOL_OPTION_VIDEO_META);
  g_assert_true (gst_buffer_pool_set_config (bench->pool, config));
  g_assert_true (gst_buffer_pool_set_active (bench->pool, TRUE));
}

static void
tear_down (Bench *bench,
           gconstpointer data)
{
  gst_buffer_pool_set_active (bench->pool, FALSE);
  gst_object_unref (bench->pool);
}

/* Mapped for writing, and all of it @luma. */
static GstBuffer *
draw (Bench *bench,
      GstVideoFrame *frame,
      guint8 luma)
{
  GstBuffer *buffer = NULL;

  g_assert_cmpint (gst_buffer_pool_acquire_buffer (bench->pool, &buffer, NULL), ==, GST_FLOW_OK);
  g_assert_true (gst_video_frame_map (frame, &bench->format, buffer, GST_MAP_READWRITE));
  g_assert_cmpuint ((gsize) frame->map[0].data % 16, ==, 0);
  memset (frame->map[0].data, luma, frame->map[0].size);

  return buffer;
}

static void
assert_luma (GstBuffer *buffer,
             guint8 luma)
{
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  for (gsize i = 0; i < map.size; i++)
    g_assert_cmpuint (map.data[i], ==, luma);
  gst_buffer_unmap (buffer, &map);
}

static const guint8 *
get_address (GstBuffer *buffer)
{
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  gst_buffer_unmap (buffer, &map);

  return map.data;
}

/* What is passed on while it is mapped for writing is the same memory. */
static void
test_nothing_copied (Bench *bench,
                     gconstpointer data)
{
  GstVideoFrame frame;
  g_autoptr (GstBuffer) drawn = draw (bench, &frame, 7);
  g_autoptr (GstBuffer) passed = gst_buffer_copy (drawn);

  assert_luma (passed, 7);
  g_assert_true (get_address (passed) == frame.map[0].data);
  gst_video_frame_unmap (&frame);
}

/* What somebody looks at is not drawn over, whoever gives it back first. */
static void
test_kept (Bench *bench,
           gconstpointer data)
{
  g_autoptr (GPtrArray) passed = g_ptr_array_new_with_free_func ((GDestroyNotify) gst_buffer_unref);

  for (guint8 i = 0; i < 20; i++)
    {
      GstVideoFrame frame;
      g_autoptr (GstBuffer) drawn = draw (bench, &frame, i);

      g_ptr_array_add (passed, gst_buffer_copy (drawn));
      gst_video_frame_unmap (&frame);
    }
  for (guint8 i = 0; i < 20; i++)
    assert_luma (g_ptr_array_index (passed, i), i);
}

static void
test_used_again (Bench *bench,
                 gconstpointer data)
{
  const guint8 *addresses[2];

  for (guint8 i = 0; i < 2; i++)
    {
      GstVideoFrame frame;
      g_autoptr (GstBuffer) drawn = draw (bench, &frame, i);
      g_autoptr (GstBuffer) passed = gst_buffer_copy (drawn);

      addresses[i] = get_address (passed);
      gst_video_frame_unmap (&frame);
      /* Once the decoder, once the one that looks gives it back first. */
      g_clear_pointer (i == 0 ? &drawn : &passed, gst_buffer_unref);
    }
  g_assert_true (addresses[0] == addresses[1]);
}

/* Who wants to write into what it was given gets memory of its own. */
static void
test_written (Bench *bench,
              gconstpointer data)
{
  GstVideoFrame frame;
  g_autoptr (GstBuffer) drawn = draw (bench, &frame, 7);
  g_autoptr (GstBuffer) passed = gst_buffer_copy (drawn);
  GstMapInfo map;

  assert_luma (passed, 7);
  g_assert_true (gst_buffer_map (passed, &map, GST_MAP_READWRITE));
  g_assert_cmpuint (map.data[map.size - 1], ==, 7);
  memset (map.data, 9, map.size);
  gst_buffer_unmap (passed, &map);
  gst_video_frame_unmap (&frame);
  assert_luma (passed, 9);
  assert_luma (drawn, 7);
}

static void
test_part (Bench *bench,
           gconstpointer data)
{
  GstVideoFrame frame;
  g_autoptr (GstBuffer) drawn = draw (bench, &frame, 7);
  g_autoptr (GstBuffer) part = NULL;

  frame.map[0].data[100] = 5;
  part = gst_buffer_copy_region (drawn, GST_BUFFER_COPY_MEMORY, 100, 1);
  g_assert_cmpuint (gst_buffer_get_size (part), ==, 1);
  assert_luma (part, 5);
  gst_video_frame_unmap (&frame);
}

/* Written to its last byte: what is mapped for a large one is cut to size. */
static void
check_size (GstAllocator *allocator,
            gsize size)
{
  GstMemory *memories[4];
  GstMapInfo maps[4];

  for (guint i = 0; i < G_N_ELEMENTS (memories); i++)
    {
      memories[i] = gst_allocator_alloc (allocator, size, NULL);
      g_assert_true (gst_memory_map (memories[i], &maps[i], GST_MAP_READWRITE));
      g_assert_cmpuint (maps[i].size, ==, size);
      memset (maps[i].data, 'a' + (int) i, size);
    }
  for (guint i = 0; i < G_N_ELEMENTS (memories); i++)
    {
      g_assert_cmpuint (maps[i].data[0], ==, 'a' + i);
      g_assert_cmpuint (maps[i].data[size - 1], ==, 'a' + i);
      g_assert_true (size < HUGE_PAGE || (gsize) maps[i].data % HUGE_PAGE == 0);
      gst_memory_unmap (memories[i], &maps[i]);
      gst_memory_unref (memories[i]);
    }
}

static void
test_sizes (void)
{
  g_autoptr (GstAllocator) allocator = lec_frame_pool_new_allocator ();

  check_size (allocator, 1);
  check_size (allocator, HUGE_PAGE - 1);
  check_size (allocator, HUGE_PAGE);
  check_size (allocator, HUGE_PAGE + 1);
  check_size (allocator, 1920 * 1088 * 3 / 2 + 16);
}

static void
add (const char *path,
     void (*test) (Bench *bench, gconstpointer data))
{
  g_test_add (path, Bench, NULL, set_up, test, tear_down);
}

int
main (int argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  add ("/frame-pool/nothing-copied", test_nothing_copied);
  add ("/frame-pool/kept", test_kept);
  add ("/frame-pool/used-again", test_used_again);
  add ("/frame-pool/written", test_written);
  add ("/frame-pool/part", test_part);
  g_test_add_func ("/frame-pool/sizes", test_sizes);

  return g_test_run ();
}
