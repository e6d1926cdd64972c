/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which files beside a video are its subtitles, and which of them comes first.
 */
#include <glib/gstdio.h>

#include "pipeline/sidecar.h"
#include "temporary-folder.h"

typedef struct
{
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->path = g_dir_make_tmp ("lectern-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->path);
  g_free (fixture->path);
}

static void
put (Fixture *fixture,
     const char *name,
     const char *text)
{
  put_text_file (fixture->path, name, text);
}

/* Names and languages, in order. */
static void
assert_sorted (Fixture *fixture,
               const char *video,
               const char *const *languages,
               const char *expected)
{
  g_autofree char *path = g_build_filename (fixture->path, video, NULL);
  g_autoptr (GPtrArray) sidecars = lec_sidecar_list (path);
  g_autoptr (GString) text = g_string_new (NULL);

  lec_sidecar_sort (sidecars, languages);
  for (guint i = 0; i < sidecars->len; i++)
    {
      const LecSidecar *sidecar = g_ptr_array_index (sidecars, i);
      g_autofree char *name = g_path_get_basename (sidecar->path);

      g_assert_cmpint (sidecar->size_bytes, >, 0);
      g_assert_cmpint (sidecar->changed_us, >, 0);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", name);
      if (sidecar->language != NULL)
        g_string_append_printf (text, "(%s)", sidecar->language);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  static const char *const names[] = {
    "talk.vtt", "talk.SRT", "talk.de.srt", "talk.en-US.Vtt", "talk.mp4.srt", "talk.zh-Hans.sdh.srt", "talk.auto.vtt",
    "talk.hi.cc.srt", "talk.sdh.srt",
    /* none of its own */
    "talk", "talk.mp4", "talk.txt", "talk2.vtt", "tal.vtt", "talk.forced.srt", "talk.en.forced.srt", "talk..vtt",
    "talk.part.de.vtt", ".vtt", "Talk.vtt", "talk.de.vtt.bak", "talk.english.vtt"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    put (fixture, names[i], "x");
  put (fixture, "talk.fr.srt", "");
  assert_sorted (fixture, "talk.mp4", NULL,
                 "talk.auto.vtt talk.vtt talk.SRT talk.mp4.srt talk.sdh.srt talk.en-US.Vtt(en-US) talk.de.srt(de) "
                 "talk.hi.cc.srt(hi) talk.zh-Hans.sdh.srt(zh-Hans)");
  assert_sorted (fixture, "talk.mkv", NULL,
                 "talk.auto.vtt talk.vtt talk.SRT talk.sdh.srt talk.en-US.Vtt(en-US) talk.de.srt(de) "
                 "talk.hi.cc.srt(hi) talk.zh-Hans.sdh.srt(zh-Hans)");
  assert_sorted (fixture, "other.mp4", NULL, "");
}

static void
test_languages (Fixture *fixture,
                gconstpointer data)
{
  const char *const german[] = { "deu", "eng", NULL };
  const char *const french[] = { "fr", NULL };

  put (fixture, "talk.srt", "x");
  put (fixture, "talk.de.srt", "x");
  put (fixture, "talk.en.vtt", "x");
  put (fixture, "talk.ru.vtt", "x");
  assert_sorted (fixture, "talk.mp4", german, "talk.de.srt(de) talk.en.vtt(en) talk.srt talk.ru.vtt(ru)");
  assert_sorted (fixture, "talk.mp4", french, "talk.srt talk.en.vtt(en) talk.ru.vtt(ru) talk.de.srt(de)");
}

static void
test_odd_places (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->path, "talk.vtt", NULL);
  g_autofree char *missing = g_build_filename (fixture->path, "nowhere", "talk.mp4", NULL);
  g_autoptr (GPtrArray) none = lec_sidecar_list (missing);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpuint (none->len, ==, 0);
  assert_sorted (fixture, "talk.mp4", NULL, "");
  put (fixture, ".mp4.srt", "x");
  assert_sorted (fixture, ".mp4", NULL, ".mp4.srt");
  put (fixture, "a.b.srt", "x");
  assert_sorted (fixture, "a.b", NULL, "a.b.srt");
  assert_sorted (fixture, "a.b.mp4", NULL, "a.b.srt");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sidecar/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/sidecar/languages", Fixture, NULL, set_up, test_languages, tear_down);
  g_test_add ("/sidecar/odd-places", Fixture, NULL, set_up, test_odd_places, tear_down);
  return g_test_run ();
}
