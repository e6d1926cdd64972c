/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides, speech and a syllabus of any text: what is made of them is a study that can be written
 * and read, and the same one each time.
 *
 * Lines that begin with "=" are titles and begin a slide, those with ">" are said, those with "%"
 * belong to the syllabus, and the rest stands on the slide.
 */
#include <string.h>

#include "base/json.h"
#include "fuzz/fuzz.h"
#include "text/study-analysis.h"

#define MAX_LINES 2000

typedef struct
{
  LecLecture *lecture;
  LecTranscript *transcript;
  GString *syllabus;
} Talk;

static LecSlide *
get_slide (Talk *talk,
           gboolean is_new)
{
  GPtrArray *slides = talk->lecture->slides;

  if (is_new || slides->len == 0)
    {
      LecSlide *slide = lec_slide_new (slides->len + 1);

      lec_slide_add_visit (slide, slides->len * 10.0, slides->len * 10.0 + 10);
      slide->text = g_strdup ("");
      g_ptr_array_add (slides, slide);
    }

  return g_ptr_array_index (slides, slides->len - 1);
}

static void
add_to_slide (LecSlide *slide,
              const char *line)
{
  char *text = g_strconcat (slide->text, line, "\n", NULL);

  g_free (slide->text);
  slide->text = text;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static void
add_line (Talk *talk,
          const char *line,
          guint index)
{
  LecSlide *slide = get_slide (talk, *line == '=');

  if (*line == '>' && !is_blank (line + 1))
    g_ptr_array_add (talk->transcript->cues, lec_cue_new (index * 3.0, index * 3.0 + 2, line + 1));
  else if (*line == '%')
    g_string_append_printf (talk->syllabus, "%s\n", line + 1);
  else if (*line == '=' && line[1] != '\0')
    {
      g_free (slide->title);
      slide->title = g_strdup (line + 1);
      add_to_slide (slide, line + 1);
    }
  else
    add_to_slide (slide, line);
}

static char *
analyse (const Talk *talk)
{
  LecAnalysisOptions options = { talk->syllabus->str, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) study = lec_study_analyse (talk->lecture, talk->transcript, &options, NULL, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (LecStudy) again = NULL;

  g_assert_no_error (error);
  node = lec_study_to_json (study);
  again = lec_study_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  g_assert_cmpuint (study->slides->len, ==, talk->lecture->slides->len);

  return lec_json_to_line (node);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) strnlen ((const char *) data, size));
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES);
  Talk talk = { lec_lecture_new (), lec_transcript_new (LEC_TRANSCRIPT_SIDECAR), g_string_new (NULL) };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (&talk, lines[i], i);
  first = analyse (&talk);
  second = analyse (&talk);
  g_assert_cmpstr (first, ==, second);

  lec_lecture_free (talk.lecture);
  lec_transcript_free (talk.transcript);
  g_string_free (talk.syllabus, TRUE);
  return 0;
}
