/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text has a head of lines as "# keys: a; b", then slides: "= Title", the
 * lines that stand below it, and what is said over it in lines that begin with
 * ">". Slides stand for a minute each; speech fills it evenly.
 */
#include "study-texts.h"

#include <string.h>

#define SLIDE_S 60.0

static const char *const held_out[] = { "federalist", "huxley", "james", "poincare", "russell", NULL };

void
study_text_free (StudyText *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->language);
  g_ptr_array_unref (self->keys);
  lec_lecture_free (self->lecture);
  lec_transcript_free (self->transcript);
  g_free (self);
}

static void
read_head (StudyText *self,
           const char *line)
{
  if (g_str_has_prefix (line, "# language: "))
    self->language = g_strdup (line + strlen ("# language: "));
  if (g_str_has_prefix (line, "# keys: "))
    {
      g_auto (GStrv) keys = g_strsplit (line + strlen ("# keys: "), ";", -1);

      for (guint i = 0; keys[i] != NULL; i++)
        g_ptr_array_add (self->keys, g_strdup (g_strstrip (keys[i])));
    }
}

/* The cues of one slide, as long as they are. */
static void
add_cues (StudyText *self,
          const GPtrArray *spoken,
          double start_s)
{
  gsize total = 0;
  double at_s = start_s;

  for (guint i = 0; i < spoken->len; i++)
    total += strlen (g_ptr_array_index (spoken, i));
  for (guint i = 0; i < spoken->len; i++)
    {
      const char *text = g_ptr_array_index (spoken, i);
      double end_s = at_s + SLIDE_S * (double) strlen (text) / (double) total;

      g_ptr_array_add (self->transcript->cues, lec_cue_new (at_s, end_s, text));
      at_s = end_s;
    }
}

static void
finish_slide (StudyText *self,
              LecSlide *slide,
              GString *text,
              GPtrArray *spoken)
{
  if (slide == NULL)
    return;

  slide->text = g_strdup (text->str);
  g_ptr_array_add (self->lecture->slides, slide);
  add_cues (self, spoken, lec_slide_get_start_s (slide));
  g_string_truncate (text, 0);
  g_ptr_array_set_size (spoken, 0);
}

static void
read_lines (StudyText *self,
            char **lines)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) spoken = g_ptr_array_new ();
  LecSlide *slide = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '#')
        read_head (self, lines[i]);
      else if (*lines[i] == '=')
        {
          finish_slide (self, slide, text, spoken);
          slide = lec_slide_new (self->lecture->slides->len + 1);
          lec_slide_add_visit (slide, self->lecture->slides->len * SLIDE_S, (self->lecture->slides->len + 1) * SLIDE_S);
          slide->title = g_strdup (lines[i] + 2);
          g_string_append (text, slide->title);
        }
      else if (*lines[i] == '>')
        g_ptr_array_add (spoken, lines[i] + 2);
      else if (*lines[i] != '\0')
        g_string_append_printf (text, "\n%s", lines[i]);
    }
  finish_slide (self, slide, text, spoken);
}

static StudyText *
load (const char *folder,
      const char *file,
      GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  StudyText *self = NULL;

  if (!g_file_get_contents (path, &content, NULL, error))
    return NULL;

  self = g_new0 (StudyText, 1);
  self->name = g_strndup (file, strlen (file) - strlen (".txt"));
  self->is_held_out = g_strv_contains (held_out, self->name);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->lecture = lec_lecture_new ();
  self->transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  lines = g_strsplit (content, "\n", -1);
  read_lines (self, lines);

  return self;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (nullable) (element-type StudyText): in the order of their names */
GPtrArray *
study_texts_load (const char *folder,
                  GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) study_text_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);

  if (dir == NULL)
    return NULL;
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      StudyText *text = load (folder, g_ptr_array_index (names, i), error);

      if (text == NULL)
        return NULL;
      g_ptr_array_add (texts, text);
    }

  return g_steal_pointer (&texts);
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_length (words);
}

StudyText *
study_texts_make_long (const GPtrArray *texts,
                       guint n_slides,
                       guint slide_words)
{
  g_autoptr (GPtrArray) cues = g_ptr_array_new ();
  g_autoptr (GPtrArray) slides = g_ptr_array_new ();
  StudyText *made = g_new0 (StudyText, 1);
  guint next = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      const StudyText *text = g_ptr_array_index (texts, i);

      for (guint j = 0; g_str_equal (text->language, "en") && j < text->transcript->cues->len; j++)
        g_ptr_array_add (cues, g_ptr_array_index (text->transcript->cues, j));
      for (guint j = 0; g_str_equal (text->language, "en") && j < text->lecture->slides->len; j++)
        g_ptr_array_add (slides, g_ptr_array_index (text->lecture->slides, j));
    }
  made->keys = g_ptr_array_new ();
  made->lecture = lec_lecture_new ();
  made->transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  for (guint i = 0; i < n_slides; i++)
    {
      LecSlide *slide = lec_slide_copy (g_ptr_array_index (slides, i % slides->len));
      guint n_words = 0;

      slide->number = i + 1;
      g_array_set_size (slide->visits, 0);
      lec_slide_add_visit (slide, i * 60.0, (i + 1) * 60.0);
      g_ptr_array_add (made->lecture->slides, slide);
      while (n_words < slide_words)
        {
          const LecCue *from = g_ptr_array_index (cues, next++ % cues->len);
          double at_s = i * 60.0 + 59.0 * n_words / slide_words;

          g_ptr_array_add (made->transcript->cues, lec_cue_new (at_s, at_s + 0.5, from->text));
          n_words += count_words (from->text);
        }
    }

  return made;
}
