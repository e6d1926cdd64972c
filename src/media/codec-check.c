/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each element is made, not only looked up: a plug-in may be listed and not
 * load. What nothing can be read without is a problem, the rest a warning.
 */
#include "media/codec-check.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>

#include "media/decoder.h"

#define PACKAGE_CORE "libgstreamer1.0-0"
#define PACKAGE_BASE "gstreamer1.0-plugins-base"
#define PACKAGE_GOOD "gstreamer1.0-plugins-good"
#define PACKAGE_BAD  "gstreamer1.0-plugins-bad"
#define PACKAGE_UGLY "gstreamer1.0-plugins-ugly"

/**
 * Need:
 * @element: an element's name
 * @label: (nullable): what it is for; its name
 * @is_essential: most recordings need it
 */
typedef struct
{
  const char *element;
  const char *label;
  const char *package;
  gboolean is_essential;
} Need;

/* What every pipeline of this room is made of. */
static const Need reading_needs[] = {
  { "filesrc", NULL, PACKAGE_CORE, TRUE },
  { "capsfilter", NULL, PACKAGE_CORE, TRUE },
  { "parsebin", NULL, PACKAGE_BASE, TRUE },
  { "videoconvertscale", NULL, PACKAGE_BASE, TRUE },
  { "appsink", NULL, PACKAGE_BASE, TRUE },
  { "videoflip", NULL, PACKAGE_GOOD, FALSE },
  /* MP4 and MKV say of their streams what these would find out; AVI does not. */
  { "h264parse", NULL, PACKAGE_BAD, FALSE },
  { "h265parse", NULL, PACKAGE_BAD, FALSE },
  { "mpeg4videoparse", NULL, PACKAGE_BAD, FALSE },
};

static const Need container_needs[] = {
  { "qtdemux", "MP4, MOV", PACKAGE_GOOD, TRUE },
  { "matroskademux", "MKV, WebM", PACKAGE_GOOD, TRUE },
  { "avidemux", "AVI", PACKAGE_GOOD, FALSE },
  { "flvdemux", "FLV", PACKAGE_GOOD, FALSE },
  { "tsdemux", "MPEG-TS", PACKAGE_BAD, FALSE },
  { "mpegpsdemux", "MPEG-PS", PACKAGE_BAD, FALSE },
  { "asfdemux", "WMV, ASF", PACKAGE_UGLY, FALSE },
};

/* What has been found of one kind of thing. */
typedef struct
{
  GString *there;
  GString *missing;
  GString *packages;
  GHashTable *named; /* (element-type utf8): packages, unowned */
  gboolean is_problem;
} Tally;

static void
tally_clear (Tally *tally)
{
  g_string_free (tally->there, TRUE);
  g_string_free (tally->missing, TRUE);
  g_string_free (tally->packages, TRUE);
  g_hash_table_unref (tally->named);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, tally_clear)

static void
tally_init (Tally *tally)
{
  tally->there = g_string_new (NULL);
  tally->missing = g_string_new (NULL);
  tally->packages = g_string_new (NULL);
  tally->named = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
append_item (GString *list,
             const char *separator,
             const char *item)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? separator : "", item);
}

/* @package: outlives the tally */
static void
tally_add (Tally *tally,
           const char *label,
           const char *package,
           gboolean is_there,
           gboolean is_essential)
{
  append_item (is_there ? tally->there : tally->missing, ", ", label);
  if (is_there)
    return;

  tally->is_problem = tally->is_problem || is_essential;
  if (g_hash_table_add (tally->named, (gpointer) package))
    append_item (tally->packages, " ", package);
}

static LecFinding *
tally_conclude (const Tally *tally,
                const char *check)
{
  char *message = NULL;
  char *advice = NULL;

  if (tally->missing->len == 0)
    return lec_finding_new_ok (check, g_strdup (tally->there->str));

  message = g_strdup_printf (_ ("missing: %s"), tally->missing->str);
  /* Translators: names of Debian's packages */
  advice = g_strdup_printf (_ ("on Debian and Ubuntu: apt install %s"), tally->packages->str);
  return tally->is_problem ? lec_finding_new_problem (check, LEC_ERROR_UNSUPPORTED, message, advice)
                           : lec_finding_new_warning (check, message, advice);
}

static gboolean
can_make (const char *name)
{
  g_autoptr (GstElement) element = gst_element_factory_make (name, NULL);

  if (element == NULL)
    return FALSE;

  gst_object_ref_sink (element);
  return TRUE;
}

static LecFinding *
check_needs (const char *check,
             const Need *needs,
             gsize n_needs)
{
  g_auto (Tally) tally = { NULL };

  tally_init (&tally);
  for (gsize i = 0; i < n_needs; i++)
    tally_add (&tally, needs[i].label != NULL ? needs[i].label : needs[i].element, needs[i].package,
               can_make (needs[i].element), needs[i].is_essential);

  return tally_conclude (&tally, check);
}

static LecFinding *
check_reading (void)
{
  g_autofree char *version = gst_version_string ();
  LecFinding *finding = check_needs (LEC_CHECK_READING, reading_needs, G_N_ELEMENTS (reading_needs));

  /* Names of elements say nothing to a person when they are all there. */
  if (finding->level == LEC_FINDING_OK)
    {
      g_free (finding->message);
      finding->message = g_steal_pointer (&version);
    }
  return finding;
}

/* The first one, H.264, is what nearly all lectures are in. */
static LecFinding *
check_codecs (void)
{
  g_auto (Tally) tally = { NULL };

  tally_init (&tally);
  for (gsize i = 0; i < lec_decoder_count_codecs (); i++)
    {
      g_autofree char *name = NULL;
      const char *package = NULL;
      gboolean is_there = lec_decoder_check_codec (i, &name, &package);

      tally_add (&tally, name, package, is_there, i == 0);
    }

  return tally_conclude (&tally, LEC_CHECK_CODECS);
}

void
lec_codec_check (GPtrArray *findings)
{
  g_return_if_fail (findings != NULL);

  g_ptr_array_add (findings, check_reading ());
  g_ptr_array_add (findings, check_needs (LEC_CHECK_CONTAINERS, container_needs, G_N_ELEMENTS (container_needs)));
  g_ptr_array_add (findings, check_codecs ());
}
