/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer's libav decoders (1.22) keep a picture mapped for writing as long as
 * others are made from it, and GStreamer copies the memory of a buffer that it
 * passes on meanwhile: 3 MB for each picture of 1080p. The decoder has drawn all
 * of it by then and only reads it, so here the first copy of a memory is a
 * read-only view of it; a copy of a view is a real one. The pool does not hand
 * out again what somebody has a view of.
 */
#include "media/frame-pool.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Blocks that wait for their next picture: as many as are kept for a still. */
#define MAX_WAITING 13
/* Of what mmap() gives, on any system; more than any vector register asks for. */
#define ALIGNMENT 4096
/* What processors have beside small pages. */
#define HUGE_PAGE ((gsize) 2 * 1024 * 1024)

typedef struct
{
  GstMemory memory;
  guint8 *data;
  GstMemory *original; /* (nullable): of a view */
} FrameMemory;

/* An allocator belongs to one pool or more; what it gave out holds it. */
#define LEC_TYPE_FRAME_ALLOCATOR (lec_frame_allocator_get_type ())
G_DECLARE_FINAL_TYPE (LecFrameAllocator, lec_frame_allocator, LEC, FRAME_ALLOCATOR, GstAllocator)

struct _LecFrameAllocator
{
  GstAllocator parent_instance;

  GMutex waiting_lock; /* guards what follows */
  GPtrArray *waiting;  /* (element-type guint8): blocks of @size bytes */
  gsize size;
};

G_DEFINE_FINAL_TYPE (LecFrameAllocator, lec_frame_allocator, GST_TYPE_ALLOCATOR)

struct _LecFramePool
{
  GstVideoBufferPool parent_instance;
};

G_DEFINE_FINAL_TYPE (LecFramePool, lec_frame_pool, GST_TYPE_VIDEO_BUFFER_POOL)

static guint8 *
map_pages (gsize size)
{
  void *pages = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return pages != MAP_FAILED ? pages : NULL;
}

/* From the start of a huge page on. What was mapped around it goes back before it was touched, so
 * no more memory is in use. */
static guint8 *
map_huge_pages (gsize size)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize n_bytes = (size + page - 1) / page * page;
  guint8 *start = map_pages (n_bytes + HUGE_PAGE);
  gsize before, after;

  if (start == NULL)
    return NULL;

  before = HUGE_PAGE - (gsize) start % HUGE_PAGE;
  after = HUGE_PAGE - before;
  munmap (start, before);
  if (after > 0)
    munmap (start + before + n_bytes, after);
#ifdef MADV_HUGEPAGE
  madvise (start + before, n_bytes, MADV_HUGEPAGE);
#endif

  return start + before;
}

/* Blocks are no part of the heap: what is allocated for long would come to lie between them, and
 * what they leave would be of no use to others. Large ones lie in huge pages where the system has
 * them: decoders jump between the rows of several pictures, on fewer pages then. */
static guint8 *
map_block (gsize size)
{
  return size >= HUGE_PAGE ? map_huge_pages (size) : map_pages (size);
}

static void
drop_waiting (LecFrameAllocator *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    munmap (g_ptr_array_index (self->waiting, i), self->size);
  g_ptr_array_set_size (self->waiting, 0);
}

static guint8 *
take_block (LecFrameAllocator *self,
            gsize size)
{
  guint8 *block = NULL;

  g_mutex_lock (&self->waiting_lock);
  if (self->size == size && self->waiting->len > 0)
    block = g_ptr_array_steal_index_fast (self->waiting, self->waiting->len - 1);
  g_mutex_unlock (&self->waiting_lock);

  return block != NULL ? block : map_block (size);
}

static void
give_block (LecFrameAllocator *self,
            guint8 *block,
            gsize size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->waiting_lock);

  if (self->size != size)
    drop_waiting (self);
  self->size = size;
  if (self->waiting->len < MAX_WAITING)
    g_ptr_array_add (self->waiting, block);
  else
    munmap (block, size);
}

static FrameMemory *
new_memory (GstAllocator *allocator,
            GstMemoryFlags flags,
            gsize maxsize,
            gsize align,
            gsize offset,
            gsize size)
{
  FrameMemory *memory = g_new0 (FrameMemory, 1);

  gst_memory_init (GST_MEMORY_CAST (memory), flags, allocator, NULL, maxsize, align, offset, size);

  return memory;
}

static GstMemory *
lec_frame_allocator_alloc (GstAllocator *allocator,
                           gsize size,
                           GstAllocationParams *params)
{
  gsize maxsize = size + params->prefix + params->padding;
  guint8 *block = NULL;
  FrameMemory *memory = NULL;

  g_return_val_if_fail (params->align < ALIGNMENT, NULL);

  block = take_block (LEC_FRAME_ALLOCATOR (allocator), maxsize);
  if (block == NULL)
    return NULL;

  memory = new_memory (allocator, params->flags, maxsize, params->align, params->prefix, size);
  memory->data = block;
  if (params->flags & GST_MEMORY_FLAG_ZERO_PREFIXED)
    memset (memory->data, 0, params->prefix);
  if (params->flags & GST_MEMORY_FLAG_ZERO_PADDED)
    memset (memory->data + params->prefix + size, 0, params->padding);

  return GST_MEMORY_CAST (memory);
}

static void
lec_frame_allocator_memory_free (GstAllocator *allocator,
                                 GstMemory *base)
{
  FrameMemory *memory = (FrameMemory *) base;

  if (memory->original != NULL)
    gst_memory_unref (memory->original);
  else
    give_block (LEC_FRAME_ALLOCATOR (allocator), memory->data, base->maxsize);
  g_free (memory);
}

static gpointer
map_memory (GstMemory *base,
            gsize maxsize,
            GstMapFlags flags)
{
  return ((FrameMemory *) base)->data;
}

static void
unmap_memory (GstMemory *base)
{
}

/* Of @size bytes from @offset on, -1 for all there are. */
static GstMemory *
new_view (GstMemory *base,
          gssize offset,
          gssize size)
{
  FrameMemory *memory = (FrameMemory *) base;
  GstMemory *original = memory->original != NULL ? memory->original : base;
  gsize n_bytes = size >= 0 ? (gsize) size : base->size - (gsize) offset;
  FrameMemory *view = new_memory (base->allocator, GST_MEMORY_FLAG_READONLY, base->maxsize, base->align,
                                  base->offset + (gsize) offset, n_bytes);

  view->data = memory->data;
  view->original = gst_memory_ref (original);

  return GST_MEMORY_CAST (view);
}

static GstMemory *
copy_memory (GstMemory *base,
             gssize offset,
             gssize size)
{
  gsize n_bytes = size >= 0 ? (gsize) size : base->size - (gsize) offset;
  GstAllocationParams params = { .align = base->align };
  GstMemory *copy;

  if (((FrameMemory *) base)->original == NULL)
    return new_view (base, offset, size);

  copy = lec_frame_allocator_alloc (base->allocator, n_bytes, &params);
  if (copy == NULL)
    return NULL;

  memcpy (((FrameMemory *) copy)->data, ((FrameMemory *) base)->data + base->offset + offset, n_bytes);

  return copy;
}

static void
lec_frame_allocator_finalize (GObject *object)
{
  LecFrameAllocator *self = LEC_FRAME_ALLOCATOR (object);

  drop_waiting (self);
  g_ptr_array_unref (self->waiting);
  g_mutex_clear (&self->waiting_lock);

  G_OBJECT_CLASS (lec_frame_allocator_parent_class)->finalize (object);
}

static void
lec_frame_allocator_class_init (LecFrameAllocatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_frame_allocator_finalize;
  GST_ALLOCATOR_CLASS (klass)->alloc = lec_frame_allocator_alloc;
  GST_ALLOCATOR_CLASS (klass)->free = lec_frame_allocator_memory_free;
}

static void
lec_frame_allocator_init (LecFrameAllocator *self)
{
  GstAllocator *allocator = GST_ALLOCATOR (self);

  g_mutex_init (&self->waiting_lock);
  self->waiting = g_ptr_array_new ();
  allocator->mem_type = "LecFrame";
  allocator->mem_map = map_memory;
  allocator->mem_unmap = unmap_memory;
  allocator->mem_copy = copy_memory;
  allocator->mem_share = new_view;
}

static gboolean
is_viewed (GstBuffer *buffer)
{
  for (guint i = 0; i < gst_buffer_n_memory (buffer); i++)
    if (GST_MINI_OBJECT_REFCOUNT_VALUE (gst_buffer_peek_memory (buffer, i)) > 1)
      return TRUE;

  return FALSE;
}

static void
lec_frame_pool_release_buffer (GstBufferPool *pool,
                               GstBuffer *buffer)
{
  /* To the base class this says that the memory is not as it was: the buffer goes. */
  if (is_viewed (buffer))
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_TAG_MEMORY);

  GST_BUFFER_POOL_CLASS (lec_frame_pool_parent_class)->release_buffer (pool, buffer);
}

static void
lec_frame_pool_class_init (LecFramePoolClass *klass)
{
  GST_BUFFER_POOL_CLASS (klass)->release_buffer = lec_frame_pool_release_buffer;
}

static void
lec_frame_pool_init (LecFramePool *self)
{
}

GstAllocator *
lec_frame_pool_new_allocator (void)
{
  return gst_object_ref_sink (g_object_new (LEC_TYPE_FRAME_ALLOCATOR, NULL));
}

GstBufferPool *
lec_frame_pool_new (void)
{
  return gst_object_ref_sink (g_object_new (LEC_TYPE_FRAME_POOL, NULL));
}
