/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is put goes to one place, and whether it is there already is asked of
 * that one alone: whoever it is for may not see the other. What is got may be
 * in either.
 */
#include "store/layered-blobs.h"

struct _LecLayeredBlobs
{
  GObject parent_instance;

  LecBlobs *written; /* owned */
  LecBlobs *other;   /* owned */
};

static void lec_layered_blobs_iface_init (LecBlobsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LecLayeredBlobs,
                               lec_layered_blobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_BLOBS, lec_layered_blobs_iface_init))

static gboolean
find (LecBlobs *blobs,
      const char *hash,
      gint64 *size_bytes,
      GCancellable *cancellable,
      GError **error)
{
  LecBlobs *written = LEC_LAYERED_BLOBS (blobs)->written;

  return LEC_BLOBS_GET_IFACE (written)->find (written, hash, size_bytes, cancellable, error);
}

static gboolean
keep (LecBlobs *blobs,
      const char *hash,
      gint64 *size_bytes,
      GCancellable *cancellable,
      GError **error)
{
  LecBlobs *written = LEC_LAYERED_BLOBS (blobs)->written;

  return LEC_BLOBS_GET_IFACE (written)->keep (written, hash, size_bytes, cancellable, error);
}

static gboolean
write_blob (LecBlobs *blobs,
            const LecBlob *blob,
            LecBlobSource *source,
            GError **error)
{
  LecBlobs *written = LEC_LAYERED_BLOBS (blobs)->written;

  return LEC_BLOBS_GET_IFACE (written)->write (written, blob, source, error);
}

/* All of it from one place: what a sink has got cannot be taken back. */
static gboolean
read_blob (LecBlobs *blobs,
           const LecBlob *blob,
           LecBlobSink *sink,
           GError **error)
{
  LecLayeredBlobs *self = LEC_LAYERED_BLOBS (blobs);
  LecBlobs *place = self->written;
  gint64 size_bytes = -1;

  if (!lec_blobs_find (self->written, blob->hash, &size_bytes, NULL, error))
    return FALSE;
  if (size_bytes < 0)
    place = self->other;

  return LEC_BLOBS_GET_IFACE (place)->read (place, blob, sink, error);
}

static gboolean
remove_blob (LecBlobs *blobs,
             const char *hash,
             GCancellable *cancellable,
             GError **error)
{
  LecLayeredBlobs *self = LEC_LAYERED_BLOBS (blobs);

  return lec_blobs_remove (self->written, hash, cancellable, error) &&
         lec_blobs_remove (self->other, hash, cancellable, error);
}

static gboolean
measure (LecBlobs *blobs,
         LecBlobUse *use,
         GCancellable *cancellable,
         GError **error)
{
  return lec_blobs_measure (LEC_LAYERED_BLOBS (blobs)->written, use, cancellable, error);
}

static gboolean
sweep (LecBlobs *blobs,
       GHashTable *named,
       gint64 before_us,
       guint *n_swept,
       GCancellable *cancellable,
       GError **error)
{
  LecLayeredBlobs *self = LEC_LAYERED_BLOBS (blobs);
  guint n_others = 0;

  if (!lec_blobs_sweep (self->written, named, before_us, n_swept, cancellable, error) ||
      !lec_blobs_sweep (self->other, named, before_us, &n_others, cancellable, error))
    return FALSE;

  *n_swept += n_others;
  return TRUE;
}

static gboolean
upkeep (LecBlobs *blobs,
        gint64 now_us,
        GCancellable *cancellable,
        GError **error)
{
  LecLayeredBlobs *self = LEC_LAYERED_BLOBS (blobs);

  return lec_blobs_upkeep (self->written, now_us, cancellable, error) &&
         lec_blobs_upkeep (self->other, now_us, cancellable, error);
}

static void
lec_layered_blobs_dispose (GObject *object)
{
  LecLayeredBlobs *self = LEC_LAYERED_BLOBS (object);

  g_clear_object (&self->written);
  g_clear_object (&self->other);
  G_OBJECT_CLASS (lec_layered_blobs_parent_class)->dispose (object);
}

static void
lec_layered_blobs_class_init (LecLayeredBlobsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_layered_blobs_dispose;
}

static void
lec_layered_blobs_init (LecLayeredBlobs *self)
{
}

static void
lec_layered_blobs_iface_init (LecBlobsInterface *iface)
{
  iface->find = find;
  iface->keep = keep;
  iface->write = write_blob;
  iface->read = read_blob;
  iface->remove = remove_blob;
  iface->measure = measure;
  iface->sweep = sweep;
  iface->upkeep = upkeep;
}

/**
 * lec_layered_blobs_new:
 * @written: where what is put goes to, and whose quota counts
 * @other: where what is got is looked for, too, and which is cleaned up likewise
 *
 * A handle for the thread that both belong to.
 *
 * Returns: (transfer full)
 */
LecBlobs *
lec_layered_blobs_new (LecBlobs *written,
                       LecBlobs *other)
{
  LecLayeredBlobs *self = NULL;

  g_return_val_if_fail (LEC_IS_BLOBS (written) && LEC_IS_BLOBS (other) && written != other, NULL);

  self = g_object_new (LEC_TYPE_LAYERED_BLOBS, NULL);
  self->written = g_object_ref (written);
  self->other = g_object_ref (other);
  return LEC_BLOBS (self);
}
