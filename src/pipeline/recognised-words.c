/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One small file a picture, holding the slide as JSON: written whole or not at
 * all, and one that cannot be read only means recognising again.
 */
#include "config.h"

#include "pipeline/recognised-words.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "pipeline/stage.h"

#define MAX_BYTES (16 * 1024 * 1024)

/* With the program's version: another one may recognise better. */
char *
lec_recognised_words_make_key (GBytes *picture,
                               const char *languages)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);

  g_checksum_update (checksum, (const guint8 *) LECTERN_VERSION, sizeof LECTERN_VERSION);
  g_checksum_update (checksum, (const guint8 *) languages, (gssize) strlen (languages) + 1);
  g_checksum_update (checksum, data, (gssize) size);
  return g_strdup (g_checksum_get_string (checksum));
}

static char *
make_path (const char *folder,
           const char *key)
{
  g_autofree char *name = g_strconcat (key, ".json", NULL);

  return g_build_filename (folder, LEC_FOLDER_WORDS, name, NULL);
}

gboolean
lec_recognised_words_load (const char *folder,
                           const char *key,
                           LecSlide *slide)
{
  g_autofree char *path = make_path (folder, key);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_BYTES, NULL);
  g_autoptr (LecSlide) known = node != NULL ? lec_slide_from_json (node, NULL) : NULL;

  if (known == NULL)
    return FALSE;

  lec_slide_take_words (slide, known);
  return TRUE;
}

gboolean
lec_recognised_words_save (const char *folder,
                           const char *key,
                           const LecSlide *slide,
                           GError **error)
{
  g_autofree char *words_folder = g_build_filename (folder, LEC_FOLDER_WORDS, NULL);
  g_autofree char *path = make_path (folder, key);
  g_autoptr (JsonNode) node = lec_slide_to_json (slide);
  g_autofree char *line = lec_json_to_line (node);

  if (g_mkdir (words_folder, 0700) != 0 && errno != EEXIST)
    {
      lec_error_set_from_errno (error, errno, "create", words_folder);
      return FALSE;
    }

  return lec_pending_file_save (path, line, strlen (line), TRUE, error);
}
