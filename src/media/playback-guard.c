/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * playbin asks its uridecodebin, which asks whoever listens. There may be several
 * of those: the first who does not say "try" decides. So playbin's own choice of
 * sinks stays as it is.
 */
#include "media/playback-guard.h"

#include <string.h>

#include "media/decoder.h"
#include "media/picture.h"

/* What decodebin has for the answers; it installs no header. */
typedef enum
{
  ANSWER_TRY,
  ANSWER_EXPOSE,
  ANSWER_SKIP,
} Answer;

static gboolean
has_any (const char *classes,
         const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (classes, *words) != NULL)
      return TRUE;

  return FALSE;
}

/* What may not be known before it is parsed is not too large yet: then the parser's output is asked
 * about. */
static gboolean
is_too_large (const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int width = 0, height = 0;

  gst_structure_get_int (structure, "width", &width);
  gst_structure_get_int (structure, "height", &height);

  return width > LEC_PICTURE_MAX_SIDE || height > LEC_PICTURE_MAX_SIDE;
}

gboolean
lec_playback_guard_allows (GstElementFactory *factory,
                           const GstCaps *caps)
{
  static const char *const allowed[] = { "Demux", "Parse", "Decoder", NULL };
  static const char *const refused[] = { "Network", "Adaptive", "Subtitle", "Hardware", "Decryptor", "Source", "Sink",
                                         NULL };
  const char *classes = NULL;

  g_return_val_if_fail (factory != NULL && caps != NULL, FALSE);

  classes = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);
  if (classes == NULL || !has_any (classes, allowed) || has_any (classes, refused))
    return FALSE;
  if (gst_caps_is_empty (caps) || gst_caps_is_any (caps))
    return TRUE;
  if (is_too_large (caps))
    return FALSE;

  return !gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER |
                                                       GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO |
                                                       GST_ELEMENT_FACTORY_TYPE_MEDIA_IMAGE) ||
         lec_decoder_is_chosen (factory, caps);
}

static int
select_cb (GstElement *uridecodebin,
           GstPad *pad,
           GstCaps *caps,
           GstElementFactory *factory,
           gpointer user_data)
{
  return lec_playback_guard_allows (factory, caps) ? ANSWER_TRY : ANSWER_SKIP;
}

static void
element_added_cb (GstBin *playbin,
                  GstBin *bin,
                  GstElement *element,
                  gpointer user_data)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory != NULL && g_strcmp0 (GST_OBJECT_NAME (factory), "uridecodebin") == 0)
    g_signal_connect (element, "autoplug-select", G_CALLBACK (select_cb), NULL);
  else if (factory != NULL && gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER))
    lec_decoder_skip_damage (element);
}

void
lec_playback_guard_install (GstElement *playbin)
{
  g_return_if_fail (GST_IS_BIN (playbin));

  g_signal_connect (playbin, "deep-element-added", G_CALLBACK (element_added_cb), NULL);
}
