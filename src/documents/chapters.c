/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide that is shown again is a chapter again. Times are whole milliseconds
 * before chapters are compared, so that none is empty in the file.
 */
#include "config.h"

#include "documents/chapters.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "documents/clean-text.h"

#define LAST_S 1.0 /* where the end is not known */

typedef struct
{
  double start_s;
  double end_s;
  const LecSlide *slide;
} Visit;

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  const Visit *left = a;
  const Visit *right = b;

  if (left->start_s != right->start_s)
    return left->start_s < right->start_s ? -1 : 1;

  return left->slide->number < right->slide->number ? -1 : left->slide->number > right->slide->number;
}

static double
round_time (double time_s)
{
  return isfinite (time_s) && time_s > 0 ? floor (time_s * 1000 + 0.5) / 1000 : 0;
}

static GArray *
list_visits (const LecLecture *lecture)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (Visit));

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      for (guint k = 0; k < slide->visits->len; k++)
        {
          const LecVisit *visit = &g_array_index (slide->visits, LecVisit, k);
          Visit entry = { round_time (visit->start_s), round_time (visit->end_s), slide };

          g_array_append_val (visits, entry);
        }
    }
  g_array_sort (visits, compare_visits);

  return visits;
}

static double
get_end_s (const LecLecture *lecture,
           Visit last)
{
  double end_s = lecture->video != NULL ? round_time (lecture->video->duration_s) : 0;

  end_s = MAX (end_s, last.end_s);

  return end_s > last.start_s ? end_s : last.start_s + LAST_S;
}

GPtrArray *
lec_chapters_list (const LecMaterial *material)
{
  GPtrArray *chapters = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_chapter_free);
  g_autoptr (GArray) visits = NULL;
  const LecSlide *before = NULL;
  LecChapter *chapter = NULL;

  g_return_val_if_fail (material != NULL, chapters);

  visits = list_visits (material->lecture);
  for (guint i = 0; i < visits->len; i++)
    {
      Visit visit = g_array_index (visits, Visit, i);
      gboolean is_last = i + 1 == visits->len;
      double end_s = is_last ? get_end_s (material->lecture, visit) : g_array_index (visits, Visit, i + 1).start_s;
      g_autofree char *title = NULL;

      if (end_s <= visit.start_s)
        continue;
      if (chapter != NULL && visit.slide == before)
        {
          chapter->end_s = end_s;
          continue;
        }
      title = lec_material_dup_slide_title (visit.slide);
      chapter = lec_chapter_new (visit.start_s, end_s, title);
      g_ptr_array_add (chapters, chapter);
      before = visit.slide;
    }

  return chapters;
}

static gint64
to_ms (double time_s)
{
  return (gint64) floor (time_s * 1000 + 0.5);
}

static void
append_webvtt_time (GString *out,
                    double time_s)
{
  gint64 ms = to_ms (time_s);

  g_string_append_printf (out, "%02d:%02d:%02d.%03d", (int) (ms / 3600000), (int) (ms / 60000 % 60),
                          (int) (ms / 1000 % 60), (int) (ms % 1000));
}

static gboolean
check (const GPtrArray *chapters,
       GError **error)
{
  if (chapters->len > 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("there is no slide to make a chapter of"));
  return FALSE;
}

gboolean
lec_chapters_write_webvtt (const LecMaterial *material,
                           const char *path,
                           GError **error)
{
  g_autoptr (GPtrArray) chapters = NULL;
  g_autoptr (GString) out = g_string_new ("WEBVTT\n");

  g_return_val_if_fail (material != NULL && path != NULL, FALSE);

  chapters = lec_chapters_list (material);
  if (!check (chapters, error))
    return FALSE;

  for (guint i = 0; i < chapters->len; i++)
    {
      const LecChapter *chapter = g_ptr_array_index (chapters, i);

      g_string_append_printf (out, "\n%u\n", i + 1);
      append_webvtt_time (out, chapter->start_s);
      g_string_append (out, " --> ");
      append_webvtt_time (out, chapter->end_s);
      g_string_append_c (out, '\n');
      lec_clean_text_append_webvtt (out, chapter->title);
      g_string_append_c (out, '\n');
    }

  return lec_pending_file_save (path, out->str, out->len, TRUE, error);
}

/* "Metadata keys or values containing special characters (=, ;, #, \ and a newline) must be escaped
 * with a backslash." */
static void
append_ffmetadata (GString *out,
                   const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  for (const char *p = line; *p != '\0'; p++)
    {
      if (*p == '=' || *p == ';' || *p == '#' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

gboolean
lec_chapters_write_ffmetadata (const LecMaterial *material,
                               const char *path,
                               GError **error)
{
  g_autoptr (GPtrArray) chapters = NULL;
  g_autoptr (GString) out = g_string_new (";FFMETADATA1\ntitle=");

  g_return_val_if_fail (material != NULL && path != NULL, FALSE);

  chapters = lec_chapters_list (material);
  if (!check (chapters, error))
    return FALSE;

  append_ffmetadata (out, material->title);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < chapters->len; i++)
    {
      const LecChapter *chapter = g_ptr_array_index (chapters, i);

      g_string_append_printf (out,
                              "\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=%" G_GINT64_FORMAT "\nEND=%" G_GINT64_FORMAT
                              "\ntitle=",
                              to_ms (chapter->start_s), to_ms (chapter->end_s));
      append_ffmetadata (out, chapter->title);
      g_string_append_c (out, '\n');
    }

  return lec_pending_file_save (path, out->str, out->len, TRUE, error);
}
