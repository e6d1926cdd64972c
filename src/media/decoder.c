/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decodebin would decode the sound too and might take a hardware decoder, which
 * needs devices that a task process may not open. So the decoder is chosen
 * here: software only, the fastest known one first, then by GStreamer's rank.
 */
#include "media/decoder.h"

#include <glib/gi18n-lib.h>
#include <gst/pbutils/pbutils.h>

#include "base/error.h"

/* Of so many, decoding is most of the work. */
#define LARGE_N_SAMPLES (2560 * 1440)

/**
 * CodecFacts:
 * @media_type: of the caps
 * @name: as LecVideoInfo has it
 * @preferred: (nullable): the fastest software decoder
 * @package: Debian package with a decoder
 * @alone: a second thread costs a tenth more processor time and brings nothing, unless pictures are
 *   large: each frame waits for the statistics of the one before it
 */
typedef struct
{
  const char *media_type;
  const char *name;
  const char *preferred;
  const char *package;
  gboolean alone;
} CodecFacts;

static const CodecFacts codecs[] = {
  { "video/x-h264", "h264", "avdec_h264", "gstreamer1.0-libav", FALSE },
  { "video/x-h265", "h265", "avdec_h265", "gstreamer1.0-libav", FALSE },
  { "video/x-vp8", "vp8", "avdec_vp8", "gstreamer1.0-plugins-good", FALSE },
  { "video/x-vp9", "vp9", "avdec_vp9", "gstreamer1.0-plugins-good", TRUE },
  { "video/x-av1", "av1", "dav1ddec", "gstreamer1.0-plugins-bad", FALSE },
  { "video/mpeg", "mpeg4", "avdec_mpeg4", "gstreamer1.0-libav", FALSE },
  { "image/jpeg", "mjpeg", "jpegdec", "gstreamer1.0-plugins-good", FALSE },
  { "video/x-prores", "prores", "avdec_prores", "gstreamer1.0-libav", FALSE },
};

static const CodecFacts *
find_facts (const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int mpeg_version = 0;

  if (gst_structure_get_int (structure, "mpegversion", &mpeg_version) && mpeg_version != 4)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (gst_structure_has_name (structure, codecs[i].media_type))
      return &codecs[i];

  return NULL;
}

const char *
lec_decoder_get_codec_name (const GstCaps *caps)
{
  const CodecFacts *facts = find_facts (caps);

  return facts != NULL ? facts->name
                       : gst_structure_get_name (gst_caps_get_structure (caps, 0));
}

static gboolean
is_software_decoder_for (GstElementFactory *factory,
                         const GstCaps *caps)
{
  const char *classes = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);

  return classes != NULL && strstr (classes, "Hardware") == NULL &&
         gst_element_factory_can_sink_any_caps (factory, caps);
}

/* Returns: (transfer full) (nullable) */
static GstElementFactory *
find_preferred (const CodecFacts *facts,
                const GstCaps *caps)
{
  g_autoptr (GstElementFactory) factory = NULL;

  if (facts == NULL || facts->preferred == NULL)
    return NULL;

  factory = gst_element_factory_find (facts->preferred);
  if (factory == NULL || !is_software_decoder_for (factory, caps))
    return NULL;

  return g_steal_pointer (&factory);
}

static GstElement *
create_preferred (const CodecFacts *facts,
                  const GstCaps *caps)
{
  g_autoptr (GstElementFactory) factory = find_preferred (facts, caps);

  return factory != NULL ? gst_element_factory_create (factory, NULL) : NULL;
}

gboolean
lec_decoder_is_chosen (GstElementFactory *factory,
                       const GstCaps *caps)
{
  g_autoptr (GstElementFactory) preferred = find_preferred (find_facts (caps), caps);

  return preferred != NULL ? factory == preferred : is_software_decoder_for (factory, caps);
}

static GstElement *
create_by_rank (const GstCaps *caps)
{
  GList *factories = gst_element_factory_list_get_elements (
    GST_ELEMENT_FACTORY_TYPE_DECODER | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO | GST_ELEMENT_FACTORY_TYPE_MEDIA_IMAGE,
    GST_RANK_MARGINAL);
  GstElement *decoder = NULL;

  factories = g_list_sort (factories, gst_plugin_feature_rank_compare_func);
  for (GList *l = factories; l != NULL && decoder == NULL; l = l->next)
    if (is_software_decoder_for (l->data, caps))
      decoder = gst_element_factory_create (l->data, NULL);
  gst_plugin_feature_list_free (factories);

  return decoder;
}

static void
set_if_there (GstElement *element,
              const char *property,
              const char *value)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), property) != NULL)
    gst_util_set_object_arg (G_OBJECT (element), property, value);
}

static gboolean
is_large (const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int width = 0, height = 0;

  gst_structure_get_int (structure, "width", &width);
  gst_structure_get_int (structure, "height", &height);

  return (gint64) width * height >= LARGE_N_SAMPLES;
}

void
lec_decoder_skip_damage (GstElement *decoder)
{
  set_if_there (decoder, "max-errors", "-1");
  set_if_there (decoder, "output-corrupt", "false");
}

static void
configure (GstElement *decoder,
           guint max_threads)
{
  g_autofree char *threads = g_strdup_printf ("%u", max_threads);

  set_if_there (decoder, "max-threads", threads); /* libav, jpeg2000 */
  set_if_there (decoder, "threads", threads);     /* libvpx */
  set_if_there (decoder, "n-threads", threads);   /* dav1d */
  set_if_there (decoder, "qos", "false");
  lec_decoder_skip_damage (decoder);
}

static void
set_unsupported (const GstCaps *caps,
                 const CodecFacts *facts,
                 GError **error)
{
  g_autofree char *codec = gst_pb_utils_get_codec_description (caps);

  g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED,
               _ ("no decoder for %s is installed; the Debian package %s brings one"),
               codec, facts != NULL ? facts->package : "gstreamer1.0-libav");
}

GstElement *
lec_decoder_new (const GstCaps *caps,
                 guint max_threads,
                 GError **error)
{
  const CodecFacts *facts = find_facts (caps);
  GstElement *decoder = NULL;

  if (gst_structure_has_name (gst_caps_get_structure (caps, 0), "video/x-raw"))
    return gst_element_factory_make ("identity", NULL);

  decoder = create_preferred (facts, caps);
  if (decoder == NULL)
    decoder = create_by_rank (caps);
  if (decoder == NULL)
    {
      set_unsupported (caps, facts, error);
      return NULL;
    }

  configure (decoder, facts != NULL && facts->alone && !is_large (caps) ? 1 : max_threads);
  return decoder;
}

gsize
lec_decoder_count_codecs (void)
{
  return G_N_ELEMENTS (codecs);
}

gboolean
lec_decoder_check_codec (gsize index,
                         char **name,
                         const char **package)
{
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstElement) decoder = NULL;

  g_return_val_if_fail (index < G_N_ELEMENTS (codecs) && name != NULL && package != NULL, FALSE);

  caps = gst_caps_new_empty_simple (codecs[index].media_type);
  if (g_str_equal (codecs[index].media_type, "video/mpeg"))
    gst_caps_set_simple (caps, "mpegversion", G_TYPE_INT, 4, "systemstream", G_TYPE_BOOLEAN, FALSE, NULL);
  *name = gst_pb_utils_get_codec_description (caps);
  *package = codecs[index].package;
  decoder = lec_decoder_new (caps, 1, NULL);
  if (decoder == NULL)
    return FALSE;

  gst_object_ref_sink (decoder);
  return TRUE;
}
