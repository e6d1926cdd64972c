/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regions are told as sizes and places, not as X,Y,W,H.
 */
#include "ui/folder-words.h"

#include <glib/gi18n-lib.h>

#include "base/geometry.h"
#include "model/folder-options.h"

static char *
describe_crop (const char *value)
{
  LecRect rect = { 0 };

  if (g_str_equal (value, "none"))
    return g_strdup (_ ("Not cropped"));
  if (!lec_rect_parse (value, &rect, NULL))
    return g_strdup (_ ("Cropped where that is certain"));

  /* Translators: width and height, then from the left and from the top, in pixels */
  return g_strdup_printf (_ ("Cropped to %d × %d at %d, %d"), rect.width, rect.height, rect.x, rect.y);
}

static char *
describe_ignored (const char *value)
{
  LecRect rect = { 0 };

  if (!lec_rect_parse (value, &rect, NULL))
    return g_strdup (_ ("Nothing is ignored"));

  /* Translators: width and height, then from the left and from the top, in pixels */
  return g_strdup_printf (_ ("Ignored: %d × %d at %d, %d"), rect.width, rect.height, rect.x, rect.y);
}

char *
lec_folder_words_dup_setting (const char *name,
                              const char *value)
{
  g_return_val_if_fail (name != NULL && value != NULL, NULL);

  return g_str_equal (name, "crop") ? describe_crop (value) : describe_ignored (value);
}

char **
lec_folder_words_split (const char *name,
                        const char *value)
{
  g_autoptr (GStrvBuilder) whole = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (name != NULL && value != NULL, NULL);

  parts = g_strsplit (value, " ", -1);
  if (parts[0] != NULL)
    return g_steal_pointer (&parts);

  whole = g_strv_builder_new ();
  g_strv_builder_add (whole, value);
  return g_strv_builder_end (whole);
}
