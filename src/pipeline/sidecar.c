/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of talk.mp4: talk.vtt, talk.srt, talk.mp4.srt, talk.de.vtt, talk.en-US.sdh.srt,
 * as programs that fetch or make subtitles name them, with the extension in any
 * case. Translations of signs alone ("forced") are none of them.
 */
#include "pipeline/sidecar.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "media/subtitle-track.h"
#include "model/transcript.h"

#define MAX_SIDECARS 100

static const char *const extensions[] = { ".vtt", ".srt" };

/* What a name may say beside the language. */
static const char *const additions[] = { "auto", "cc", "hi", "orig", "sdh", NULL };

void
lec_sidecar_free (LecSidecar *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->language);
  g_free (self);
}

/* Returns: length of @name without its extension; 0 when it is no name of subtitles */
static gsize
get_stem_length (const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      gsize end = strlen (extensions[i]);

      if (length > end && g_ascii_strcasecmp (name + length - end, extensions[i]) == 0)
        return length - end;
    }

  return 0;
}

/* "de", "en-US", "eng": two or three letters, and what BCP 47 has after them. First, "hi" is Hindi
 * and not for those who hear badly. */
static gboolean
is_language (const char *text)
{
  gsize n_letters = 0;

  while (g_ascii_isalpha (text[n_letters]))
    n_letters++;

  return (n_letters == 2 || n_letters == 3) && (text[n_letters] == '\0' || text[n_letters] == '-') &&
         lec_text_is_language_tag (text) && !g_str_equal (text, "cc") && !g_str_equal (text, "sdh");
}

/* @middle: what is between the video's name and the extension. */
static gboolean
read_middle (const char *middle,
             char **language)
{
  g_auto (GStrv) words = g_strsplit (middle, ".", -1);
  guint i = 0;

  i = words[0] != NULL && is_language (words[0]) ? 1 : 0;
  for (guint j = i; words[j] != NULL; j++)
    if (!g_strv_contains (additions, words[j]))
      return FALSE;
  if (i == 1)
    *language = g_strdup (words[0]);

  return TRUE;
}

/* Whether @name goes with a video that is called @video, or @base without its extension. */
static gboolean
goes_with (const char *name,
           const char *video,
           const char *base,
           char **language)
{
  g_autofree char *stem = g_strndup (name, get_stem_length (name));
  const char *const beginnings[] = { video, base };

  for (guint i = 0; *stem != '\0' && i < G_N_ELEMENTS (beginnings); i++)
    {
      gsize length = strlen (beginnings[i]);

      if (strcmp (stem, beginnings[i]) == 0)
        return TRUE;
      if (g_str_has_prefix (stem, beginnings[i]) && stem[length] == '.' && stem[length + 1] != '\0' &&
          read_middle (stem + length + 1, language))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_base (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

gboolean
lec_sidecar_goes_with (const char *path,
                       const char *video)
{
  g_autofree char *name = NULL;
  g_autofree char *video_name = NULL;
  g_autofree char *base = NULL;
  g_autofree char *language = NULL;

  g_return_val_if_fail (path != NULL && video != NULL, FALSE);

  if (get_stem_length (path) == 0)
    return FALSE;

  name = g_path_get_basename (path);
  video_name = g_path_get_basename (video);
  base = dup_base (video_name);
  return get_stem_length (video_name) == 0 && goes_with (name, video_name, base, &language);
}

static void
add_sidecar (GPtrArray *sidecars,
             const char *folder,
             const char *name,
             const char *language)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf facts = { 0 };
  LecSidecar *self = NULL;

  if (g_stat (path, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_size == 0)
    return;

  self = g_new0 (LecSidecar, 1);
  self->path = g_steal_pointer (&path);
  self->language = g_strdup (language);
  self->size_bytes = facts.st_size;
  self->changed_us = facts.st_mtim.tv_sec * G_USEC_PER_SEC + facts.st_mtim.tv_nsec / 1000;
  g_ptr_array_add (sidecars, self);
}

/**
 * lec_sidecar_list:
 * @video: path
 *
 * Returns: (transfer full) (element-type LecSidecar): sorted without a wanted language
 */
GPtrArray *
lec_sidecar_list (const char *video)
{
  GPtrArray *sidecars = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_sidecar_free);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *entry = NULL;

  g_return_val_if_fail (video != NULL, sidecars);

  folder = g_path_get_dirname (video);
  name = g_path_get_basename (video);
  base = dup_base (name);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL && sidecars->len < MAX_SIDECARS)
    {
      g_autofree char *language = NULL;

      if (goes_with (entry, name, base, &language))
        add_sidecar (sidecars, folder, entry, language);
    }
  lec_sidecar_sort (sidecars, NULL);

  return sidecars;
}

/* Better ones are less: wanted languages in their order, no language, other languages. */
static guint
rank_language (const LecSidecar *sidecar,
               const char *const *languages)
{
  guint n = languages != NULL ? g_strv_length ((char **) languages) : 0;
  g_autofree char *own = sidecar->language != NULL ? lec_subtitle_language_make (sidecar->language) : NULL;

  if (own == NULL)
    return n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *wanted = lec_subtitle_language_make (languages[i]);

      if (g_strcmp0 (own, wanted) == 0)
        return i;
    }

  return n + 1;
}

static guint
rank_extension (const LecSidecar *sidecar)
{
  gsize length = strlen (sidecar->path);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (sidecar->path + length - strlen (extensions[i]), extensions[i]) == 0)
      return i;

  return G_N_ELEMENTS (extensions);
}

static int
compare_sidecars (gconstpointer a,
                  gconstpointer b,
                  gpointer user_data)
{
  const LecSidecar *left = *(const LecSidecar *const *) a;
  const LecSidecar *right = *(const LecSidecar *const *) b;
  guint left_rank = rank_language (left, user_data);
  guint right_rank = rank_language (right, user_data);

  if (left_rank == right_rank)
    {
      left_rank = rank_extension (left);
      right_rank = rank_extension (right);
    }

  return left_rank != right_rank ? (left_rank < right_rank ? -1 : 1) : strcmp (left->path, right->path);
}

/**
 * lec_sidecar_sort:
 * @languages: (nullable) (array zero-terminated=1): wanted, the best one first
 *
 * The first sidecar is the one to take then. WebVTT, which says more, is before SubRip.
 */
void
lec_sidecar_sort (GPtrArray *sidecars,
                  const char *const *languages)
{
  g_return_if_fail (sidecars != NULL);

  g_ptr_array_sort_with_data (sidecars, compare_sidecars, (gpointer) languages);
}
