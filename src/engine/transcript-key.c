/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A checksum of the options that matter and of name, size and time of each
 * subtitle file that may be taken. Where the videos lie is not in it: what is
 * within them does not change with that.
 */
#include "engine/transcript-key.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/pending-file.h"
#include "engine/service-settings.h"
#include "pipeline/sidecar.h"

static const char *const option_names[] = { "transcript", "transcript-language", "language", "from", "to" };

static void
add_text (GChecksum *sum,
          const char *text)
{
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
add_file (GChecksum *sum,
          const char *path,
          gint64 size_bytes,
          gint64 changed_us)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *facts = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, size_bytes, changed_us);

  add_text (sum, name);
  add_text (sum, facts);
}

static void
add_sidecars (GChecksum *sum,
              const char *video)
{
  g_autoptr (GPtrArray) sidecars = lec_sidecar_list (video);

  for (guint i = 0; i < sidecars->len; i++)
    {
      const LecSidecar *sidecar = g_ptr_array_index (sidecars, i);

      add_file (sum, sidecar->path, sidecar->size_bytes, sidecar->changed_us);
    }
}

static void
add_chosen (GChecksum *sum,
            const char *path)
{
  GStatBuf facts = { 0 };

  if (g_stat (path, &facts) == 0)
    add_file (sum, path, facts.st_size, facts.st_mtim.tv_sec * G_USEC_PER_SEC + facts.st_mtim.tv_nsec / 1000);
}

/* What makes words of the sound, and whether it may: nothing where none is set. */
static void
add_speech (GChecksum *sum,
            const char *option)
{
  g_autoptr (LecServiceSettings) settings = lec_service_settings_load (NULL);
  gboolean is_auto = g_str_equal (option, "auto");

  if (settings == NULL)
    return;
  if (settings->whisper_model != NULL && (is_auto || g_str_equal (option, "whisper")))
    add_text (sum, settings->whisper_model);
  if (settings->speech_address != NULL && (is_auto || g_str_equal (option, "service")))
    {
      add_text (sum, settings->speech_address);
      add_text (sum, settings->speech_model);
    }
}

/**
 * lec_transcript_key_make:
 * @videos: (element-type filename): that are known
 *
 * Returns: (transfer full): 64 hex digits
 */
char *
lec_transcript_key_make (const LecJobOptions *options,
                         const GPtrArray *videos)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *chosen = NULL;

  g_return_val_if_fail (options != NULL && videos != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (option_names); i++)
    {
      g_autofree char *value = lec_job_options_dup_value (options, option_names[i]);

      add_text (sum, value);
    }
  chosen = lec_job_options_get_subtitles (options);
  if (chosen != NULL)
    add_chosen (sum, chosen);
  else if (g_str_equal (options->transcript, "auto") || g_str_equal (options->transcript, "sidecar"))
    for (guint i = 0; i < videos->len; i++)
      add_sidecars (sum, g_ptr_array_index (videos, i));

  add_speech (sum, options->transcript);

  return g_strdup (g_checksum_get_string (sum));
}

gboolean
lec_transcript_key_matches (const char *folder,
                            const char *key)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (folder != NULL && key != NULL, FALSE);

  path = g_build_filename (folder, LEC_FILE_TRANSCRIPT_KEY, NULL);
  return g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (text, key);
}

gboolean
lec_transcript_key_save (const char *folder,
                         const char *key,
                         GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL && key != NULL, FALSE);

  path = g_build_filename (folder, LEC_FILE_TRANSCRIPT_KEY, NULL);
  return lec_pending_file_save (path, key, strlen (key), TRUE, error);
}
