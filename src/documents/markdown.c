/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing of the lecture is taken for markup: each sign that could be is
 * escaped by a backslash, also those of common extensions (formulas, tables,
 * templates). Anchors are HTML, since every reader makes other ones of
 * headings; a reader that leaves HTML out loses the links of the contents only.
 */
#include "config.h"

#include "documents/markdown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "base/pending-file.h"
#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/deck-pages.h"
#include "documents/video-link.h"

#define MARKUP       "\\`*_[]<~|$^{}"
#define LINE_STARTS  "#+-=:>"
#define MAX_HEADINGS 6

/* What is written, and where in it. */
typedef struct
{
  GString *out;
  const LecMaterial *material;
  guint n_lecture; /* from 1 */
  guint level;     /* of the lecture's heading */
} Page;

/* Whether @text begins a list with a number. */
static gboolean
is_list_number (const char *text)
{
  gsize n_digits = strspn (text, "0123456789");

  return n_digits > 0 && n_digits < 10 && (text[n_digits] == '.' || text[n_digits] == ')');
}

static gboolean
is_entity (const char *text)
{
  return *text == '&' && (g_ascii_isalnum (text[1]) || text[1] == '#');
}

/* A # at the end would be taken for the end of a heading. */
void
lec_markdown_append_text (GString *out,
                          const char *text,
                          gboolean starts_line)
{
  g_autofree char *line = lec_clean_text_dup_line (text);
  const char *p = line;

  g_return_if_fail (out != NULL);

  if (starts_line && is_list_number (p))
    {
      gsize n_digits = strspn (p, "0123456789");

      g_string_append_len (out, p, (gssize) n_digits);
      g_string_append_printf (out, "\\%c", p[n_digits]);
      p += n_digits + 1;
    }
  else if (starts_line && *p != '\0' && strchr (LINE_STARTS, *p) != NULL)
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, *p++);
    }
  for (; *p != '\0'; p++)
    {
      if (strchr (MARKUP, *p) != NULL || is_entity (p) || (*p == '#' && p[1] == '\0'))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

static void
append_heading (GString *out,
                guint level,
                const char *text)
{
  for (guint i = 0; i < MIN (level, MAX_HEADINGS); i++)
    g_string_append_c (out, '#');
  g_string_append_c (out, ' ');
  lec_markdown_append_text (out, text, FALSE);
  g_string_append (out, "\n\n");
}

static void
append_time (const Page *page,
             double time_s)
{
  g_autofree char *link = lec_video_link_make (page->material->lecture, time_s);
  g_autofree char *time = lec_time_format (time_s);

  if (link != NULL)
    g_string_append_printf (page->out, "[%s](<%s>)", time, link);
  else
    g_string_append (page->out, time);
}

/* Where a statement comes from: the time, and whether a program wrote it. */
static void
append_source (const Page *page,
               const LecStudySource *source)
{
  g_string_append (page->out, " (");
  append_time (page, source->time_s);
  if (source->is_generated)
    /* Translators: after a text that a language model wrote */
    g_string_append_printf (page->out, ", %s", _ ("generated"));
  g_string_append_c (page->out, ')');
}

static void
append_slide_link (const Page *page,
                   guint slide)
{
  g_string_append_printf (page->out, "[%u](#slide-%u-%u)", slide, page->n_lecture, slide);
}

/* " – slides 1, 4"; nothing where there are none */
static void
append_slide_links (const Page *page,
                    const GArray *slides)
{
  if (slides->len > 0)
    /* Translators: before the numbers of slides */
    g_string_append_printf (page->out, " – %s ", g_dngettext (GETTEXT_PACKAGE, "slide", "slides", slides->len));
  for (guint i = 0; i < slides->len; i++)
    {
      g_string_append (page->out, i > 0 ? ", " : "");
      append_slide_link (page, g_array_index (slides, guint, i));
    }
}

/* A string of YAML: JSON is a part of it. */
static void
append_front_member (GString *out,
                     const char *name,
                     const char *text)
{
  g_autofree char *clean = lec_clean_text_dup_line (text);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), clean);
  g_autofree char *quoted = lec_json_to_line (node);

  g_string_append_printf (out, "%s: %s\n", name, quoted);
}

static void
append_front (GString *out,
              const LecCourse *course)
{
  gint64 time_s = lec_course_get_time_s (course);
  g_autofree char *language = lec_course_dup_language (course);
  g_autoptr (GDateTime) time = time_s > 0 ? g_date_time_new_from_unix_utc (time_s) : NULL;
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;

  g_string_append (out, "---\n");
  append_front_member (out, "title", course->title);
  if (date != NULL)
    append_front_member (out, "date", date);
  append_front_member (out, "lang", language);
  append_front_member (out, "generator", "Lectern " LECTERN_VERSION);
  g_string_append (out, "---\n\n");
}

static void
append_summary (const Page *page)
{
  const GPtrArray *summary = page->material->study->summary;

  if (summary->len == 0)
    return;

  append_heading (page->out, page->level + 1, _ ("Summary"));
  for (guint i = 0; i < summary->len; i++)
    {
      const LecSummaryPoint *point = g_ptr_array_index (summary, i);

      if (point->heading != NULL)
        {
          g_string_append (page->out, i > 0 ? "\n" : "");
          append_heading (page->out, page->level + 2, point->heading);
        }
      g_string_append (page->out, "- ");
      lec_markdown_append_text (page->out, point->text, TRUE);
      append_source (page, &point->source);
      g_string_append_c (page->out, '\n');
    }
  g_string_append_c (page->out, '\n');
}

static void
append_keywords (const Page *page)
{
  const GPtrArray *keywords = page->material->study->keywords;
  gboolean begun = FALSE;

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);

      if (!keyword->is_concept)
        continue;
      if (!begun)
        append_heading (page->out, page->level + 1, _ ("Key concepts"));
      begun = TRUE;
      g_string_append (page->out, "- ");
      lec_markdown_append_text (page->out, keyword->text, TRUE);
      append_slide_links (page, keyword->slides);
      g_string_append_c (page->out, '\n');
    }
  g_string_append (page->out, begun ? "\n" : "");
}

static void
append_glossary (const Page *page)
{
  const GPtrArray *glossary = page->material->study->glossary;

  if (glossary->len == 0)
    return;

  append_heading (page->out, page->level + 1, _ ("Glossary"));
  for (guint i = 0; i < glossary->len; i++)
    {
      const LecGlossaryEntry *entry = g_ptr_array_index (glossary, i);

      g_string_append (page->out, "- **");
      lec_markdown_append_text (page->out, entry->term, FALSE);
      g_string_append (page->out, "**: ");
      lec_markdown_append_text (page->out, entry->definition, FALSE);
      append_source (page, &entry->source);
      g_string_append_c (page->out, '\n');
    }
  g_string_append_c (page->out, '\n');
}

static void
append_questions (const Page *page)
{
  const GPtrArray *questions = page->material->study->questions;

  if (questions->len == 0)
    return;

  append_heading (page->out, page->level + 1, _ ("Questions"));
  for (guint i = 0; i < questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *number = g_strdup_printf ("%u. ", i + 1);

      g_string_append (page->out, number);
      lec_markdown_append_text (page->out, question->question, TRUE);
      g_string_append_printf (page->out, "\n\n%*s> ", (int) strlen (number), "");
      lec_markdown_append_text (page->out, question->answer, TRUE);
      append_source (page, &question->source);
      g_string_append (page->out, "\n\n");
    }
}

static void
append_topics (const Page *page)
{
  const GPtrArray *topics = page->material->study->topics;

  if (topics->len == 0)
    return;

  append_heading (page->out, page->level + 1, _ ("Topics"));
  for (guint i = 0; i < topics->len; i++)
    {
      const LecTopic *topic = g_ptr_array_index (topics, i);

      g_string_append (page->out, topic->slides->len > 0 ? "- [x] " : "- [ ] ");
      lec_markdown_append_text (page->out, topic->title, FALSE);
      append_slide_links (page, topic->slides);
      g_string_append_c (page->out, '\n');
    }
  g_string_append_c (page->out, '\n');
}

static void
append_picture (const Page *page,
                const LecSlide *slide)
{
  g_autofree char *name = lec_material_dup_picture_name (slide);
  g_autofree char *title = lec_material_dup_slide_title (slide);
  g_autofree char *place = NULL;
  g_autofree char *link = NULL;

  if (name == NULL || page->material->pictures_link == NULL)
    return;

  place = g_build_filename (page->material->pictures_link, name, NULL);
  link = g_uri_escape_string (place, "/", FALSE);
  g_string_append (page->out, "![");
  lec_markdown_append_text (page->out, title, FALSE);
  g_string_append_printf (page->out, "](<%s>)\n\n", link);
}

/* What stands on the slide, line by line. */
static void
append_slide_text (const Page *page,
                   const LecSlide *slide)
{
  g_autofree char *text = lec_material_dup_slide_text (slide);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (*text == '\0')
    return;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (page->out, *lines[i] != '\0' ? "> " : ">");
      lec_markdown_append_text (page->out, lines[i], TRUE);
      if (*lines[i] != '\0' && lines[i + 1] != NULL && *lines[i + 1] != '\0')
        g_string_append_c (page->out, '\\');
      g_string_append_c (page->out, '\n');
    }
  g_string_append_c (page->out, '\n');
}

static void
append_speech (const Page *page,
               guint slide)
{
  g_autoptr (GPtrArray) speech = lec_material_dup_speech (page->material, slide);

  for (guint i = 0; i < speech->len; i++)
    {
      const LecParagraph *paragraph = g_ptr_array_index (speech, i);

      append_time (page, paragraph->start_s);
      g_string_append_c (page->out, ' ');
      if (paragraph->speaker != NULL)
        {
          g_string_append (page->out, "**");
          lec_markdown_append_text (page->out, paragraph->speaker, FALSE);
          g_string_append (page->out, ":** ");
        }
      lec_markdown_append_text (page->out, paragraph->text, FALSE);
      g_string_append (page->out, "\n\n");
    }
}

/* @text: (nullable) (transfer full) */
static void
append_deck (const Page *page,
             char *text)
{
  g_autofree char *owned = text;

  if (text == NULL)
    return;

  g_string_append_c (page->out, '*');
  lec_markdown_append_text (page->out, text, FALSE);
  g_string_append (page->out, "*\n\n");
}

static void
append_slide (const Page *page,
              const LecSlide *slide)
{
  const LecStudySlide *study = lec_material_find_study_slide (page->material, slide->number);
  g_autofree char *title = lec_material_dup_slide_title (slide);
  g_autofree char *heading = g_strdup_printf ("%u. %s", slide->number, title);

  g_string_append_printf (page->out, "<a id=\"slide-%u-%u\"></a>\n\n", page->n_lecture, slide->number);
  append_heading (page->out, page->level + 2, heading);
  for (guint i = 0; i < slide->visits->len; i++)
    {
      g_string_append (page->out, i > 0 ? " · " : "▶ ");
      append_time (page, g_array_index (slide->visits, LecVisit, i).start_s);
    }
  g_string_append (page->out, "\n\n");
  append_deck (page, lec_deck_pages_describe (page->material, slide->number));
  append_picture (page, slide);
  append_slide_text (page, slide);
  append_speech (page, slide->number);
  if (study != NULL && study->note != NULL)
    {
      g_string_append_printf (page->out, "*%s:* ", _ ("Note, generated"));
      lec_markdown_append_text (page->out, study->note, FALSE);
      g_string_append (page->out, "\n\n");
    }
}

static gboolean
append_slides (const Page *page,
               GCancellable *cancellable,
               GError **error)
{
  const GPtrArray *slides = page->material->lecture->slides;

  append_heading (page->out, page->level + 1, _ ("Slides"));
  append_deck (page, lec_deck_pages_describe_never_shown (page->material));
  append_speech (page, 0);
  for (guint i = 0; i < slides->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      append_slide (page, g_ptr_array_index (slides, i));
    }

  return TRUE;
}

static void
append_contents (const Page *page)
{
  const GPtrArray *slides = page->material->lecture->slides;

  append_heading (page->out, page->level + 1, _ ("Contents"));
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *title = lec_material_dup_slide_title (slide);

      g_string_append_printf (page->out, "- [%u. ", slide->number);
      lec_markdown_append_text (page->out, title, FALSE);
      g_string_append_printf (page->out, "](#slide-%u-%u) (", page->n_lecture, slide->number);
      append_time (page, lec_slide_get_place_s (slide));
      g_string_append (page->out, ")\n");
    }
  g_string_append_c (page->out, '\n');
}

static gboolean
append_lecture (const Page *page,
                GCancellable *cancellable,
                GError **error)
{
  g_string_append_printf (page->out, "<a id=\"lecture-%u\"></a>\n\n", page->n_lecture);
  append_heading (page->out, page->level, page->material->title);
  if (page->material->study != NULL)
    {
      append_summary (page);
      append_keywords (page);
      append_topics (page);
    }
  append_contents (page);
  if (!append_slides (page, cancellable, error))
    return FALSE;
  if (page->material->study != NULL)
    {
      append_glossary (page);
      append_questions (page);
    }

  return TRUE;
}

static void
append_course_contents (GString *out,
                        const LecCourse *course)
{
  append_heading (out, 1, course->title);
  for (guint i = 0; i < course->lectures->len; i++)
    {
      const LecMaterial *material = g_ptr_array_index (course->lectures, i);

      g_string_append_printf (out, "%u. [", i + 1);
      lec_markdown_append_text (out, material->title, TRUE);
      g_string_append_printf (out, "](#lecture-%u)\n", i + 1);
    }
  g_string_append_c (out, '\n');
}

gboolean
lec_markdown_write (const LecCourse *course,
                    const char *path,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_course = FALSE;

  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  if (!lec_course_has_slides (course, error))
    return FALSE;

  is_course = course->lectures->len > 1;
  append_front (out, course);
  if (is_course)
    append_course_contents (out, course);
  for (guint i = 0; i < course->lectures->len; i++)
    {
      Page page = { out, g_ptr_array_index (course->lectures, i), i + 1, is_course ? 2 : 1 };

      if (!append_lecture (&page, cancellable, error))
        return FALSE;
    }
  /* One newline at the end. */
  g_string_truncate (out, out->len - 1);

  return lec_pending_file_save (path, out->str, out->len, TRUE, error);
}
