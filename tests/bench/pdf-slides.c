/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The times of the slides are taken from the truth, not found: another
 * benchmark tells how well they are found. A picture is the last frame of its
 * slide, as programs take it that know no better.
 */
#include "pdf-slides.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "child-cost.h"
#include "media/frame-reader.h"
#include "ocr-slides.h"
#include "pipeline/stage.h"

#define SECONDS      "70"
#define FPS          "5"
#define CRF          "28"
#define BEFORE_END_S 0.5 /* frames about the change itself belong to nobody */
#define BUILD_S      0.6 /* a build may take so long to be there */
#define JPEG_QUALITY 85  /* as the pipeline has it */
#define PHRASE_WORDS 3

void
pdf_slides_free (PdfSlides *self)
{
  if (self == NULL)
    return;

  lec_lecture_free (self->lecture);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->pictures);
  g_array_unref (self->ends);
  g_free (self);
}

static PdfSlides *
new_slides (void)
{
  PdfSlides *self = g_new0 (PdfSlides, 1);

  self->lecture = lec_lecture_new ();
  if (self->lecture->video == NULL)
    self->lecture->video = lec_video_info_new ();
  if (self->lecture->options == NULL)
    self->lecture->options = lec_job_options_new ();
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

static GPtrArray *
read_lines (JsonObject *slide)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  JsonArray *text = json_object_get_array_member (slide, "text");

  for (guint i = 0; i < json_array_get_length (text); i++)
    g_ptr_array_add (lines, ocr_slides_normalise (json_array_get_string_element (text, i)));

  return lines;
}

static gboolean
write_picture (PdfSlides *self,
               const char *folder,
               const LecPicture *picture,
               LecSlide *slide,
               GError **error)
{
  g_autoptr (GBytes) bytes = lec_picture_encode_jpeg (picture, JPEG_QUALITY, error);
  char *path;

  if (bytes == NULL)
    return FALSE;

  slide->picture = g_strdup_printf (LEC_FOLDER_PICTURES "/%04u.jpg", slide->number);
  slide->picture_width = picture->width;
  slide->picture_height = picture->height;
  path = g_build_filename (folder, slide->picture, NULL);
  g_ptr_array_add (self->pictures, path);

  return g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
}

static gboolean
add_slide (PdfSlides *self,
           const char *folder,
           JsonObject *truth,
           const LecPicture *picture,
           GError **error)
{
  LecSlide *slide = lec_slide_new (self->lecture->slides->len + 1);

  lec_slide_add_visit (slide, json_object_get_double_member (truth, "start"),
                       json_object_get_double_member (truth, "end"));
  g_ptr_array_add (self->lecture->slides, slide);
  g_ptr_array_add (self->texts, read_lines (truth));

  return write_picture (self, folder, picture, slide, error);
}

/* A slide that is complete only where it ends: no frame shows what the truth says. */
static gboolean
is_complete (JsonObject *truth)
{
  double last_s = json_object_get_double_member (truth, "end") - BEFORE_END_S;

  return json_object_get_double_member (truth, "done") + BUILD_S <= last_s;
}

/* The video's slides with the frames that stand at their ends. */
static gboolean
read_video (PdfSlides *self,
            const char *folder,
            const char *video,
            JsonArray *truths,
            GError **error)
{
  LecReadOptions options = { .mode = LEC_READ_EVERYTHING };
  g_autoptr (LecFrameReader) reader = lec_frame_reader_open (video, &options, NULL, error);
  g_autoptr (LecPicture) last = NULL;
  LecFrame frame;
  GError *fault = NULL;
  guint next = 0;

  if (reader == NULL)
    return FALSE;

  while (next < json_array_get_length (truths) && lec_frame_reader_next (reader, &frame, NULL, &fault))
    {
      JsonObject *truth = json_array_get_object_element (truths, next);

      if (last != NULL && frame.time_s > json_object_get_double_member (truth, "end") - BEFORE_END_S)
        {
          if (is_complete (truth) && !add_slide (self, folder, truth, last, error))
            return FALSE;
          g_clear_pointer (&last, lec_picture_free);
          next++;
          continue;
        }
      lec_picture_free (last);
      last = lec_picture_copy (&frame.picture);
    }

  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
add_lecture (PdfSlides *self,
             const char *folder,
             guint seed,
             GError **error)
{
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autofree char *name = g_strdup_printf ("talk-%u.mp4", seed);
  g_autofree char *video = g_build_filename (folder, name, NULL);
  g_autofree char *truth_name = g_strdup_printf ("talk-%u.json", seed);
  g_autofree char *truth_path = g_build_filename (folder, truth_name, NULL);
  const char *argv[] = { LECTURE_VIDEO, "talk", "--seed", seed_text, "--seconds", SECONDS, "--fps",
                         FPS, "--size", "1920x1080", "--codec", "h264", "--quality",
                         CRF, "--output", video, NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  ChildCost cost;

  if (!child_cost_run (argv, NULL, &cost, error) || !json_parser_load_from_file (parser, truth_path, error))
    return FALSE;

  return read_video (self, folder, video,
                     json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "slides"),
                     error);
}

PdfSlides *
pdf_slides_make (const char *folder,
                 guint first_seed,
                 guint n_lectures,
                 GError **error)
{
  g_autoptr (PdfSlides) self = new_slides ();
  g_autofree char *pictures = g_build_filename (folder, LEC_FOLDER_PICTURES, NULL);

  g_mkdir (pictures, 0755);
  for (guint i = 0; i < n_lectures; i++)
    {
      if (!add_lecture (self, folder, first_seed + i, error))
        return NULL;
      g_array_append_val (self->ends, self->texts->len);
    }

  return g_steal_pointer (&self);
}

static void
count_in_line (const char *line,
               const char *page,
               gboolean show,
               PdfPhrases *count)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n_words = g_strv_length (words);

  for (guint i = 0; i + PHRASE_WORDS <= n_words; i++)
    {
      g_autofree char *phrase = g_strjoin (" ", words[i], words[i + 1], words[i + 2], NULL);

      if (strstr (page, phrase) != NULL)
        count->n_found++;
      else if (show)
        g_print ("not found: %s\n", phrase);
      count->n_phrases++;
    }
}

static void
count_on_page (const PdfSlides *self,
               guint slide,
               const char *page_text,
               gboolean show,
               PdfPhrases *count)
{
  g_autofree char *page = ocr_slides_normalise (page_text);
  GPtrArray *lines = g_ptr_array_index (self->texts, slide);

  for (guint i = 0; i < lines->len; i++)
    count_in_line (g_ptr_array_index (lines, i), page, show, count);
}

void
pdf_slides_count_phrases (const PdfSlides *self,
                          char **page_texts,
                          gboolean show,
                          GArray *counts)
{
  guint n_pages = g_strv_length (page_texts);
  guint slide = 0;

  for (guint i = 0; i < self->ends->len; i++)
    {
      PdfPhrases count = { 0, 0 };

      for (; slide < g_array_index (self->ends, guint, i); slide++)
        count_on_page (self, slide, slide < n_pages ? page_texts[slide] : "", show, &count);
      g_array_append_val (counts, count);
    }
}
