/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written slide by slide, so that a course of any length needs the memory of
 * one picture. What is fixed is in data/documents/guide-*; here are the values.
 * Links to the video are those of the PDF; the script turns them into a player
 * beside the page where it can.
 */
#include "config.h"

#include "documents/html-guide.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "base/pending-file.h"
#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/deck-pages.h"
#include "documents/picture-file.h"
#include "documents/template.h"
#include "documents/video-link.h"

/* Numbers of which the page is told which form of the plural they take. */
#define N_PLURALS 200

/* What is written, and the lecture it is at. */
typedef struct
{
  const LecCourse *course;
  LecPendingFile *file;
  JsonObject *common;
  const LecMaterial *material;
  char *id; /* of the lecture in the page */
} Guide;

static const struct
{
  const char *name;
  const char *text;
} labels[] = {
  { "label_skip", N_ ("Skip to the content") },
  { "label_video", N_ ("Video") },
  /* Translators: in a web page, beside a link that says "Open the video" */
  { "label_failed", N_ ("The video cannot be played here.") },
  { "label_open", N_ ("Open the video") },
  { "label_close", N_ ("Close the video") },
  { "label_search", N_ ("Search") },
  { "label_found_none", N_ ("Nothing found") },
  { "label_contents", N_ ("Contents") },
  { "label_summary", N_ ("Summary") },
  { "label_concepts", N_ ("Key concepts") },
  { "label_topics", N_ ("Topics") },
  { "label_slides", N_ ("Slides") },
  { "label_glossary", N_ ("Glossary") },
  { "label_questions", N_ ("Questions") },
  { "label_text", N_ ("Text on the slide") },
  /* Translators: after a text that a language model wrote */
  { "label_generated", N_ ("generated") },
};

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  json_object_set_string_member (object, name, line);
}

/* An attribute of an element, as it is written; nothing where the language is not known. */
static void
set_language (JsonObject *object,
              const char *name,
              const char *language)
{
  g_autofree char *attribute = g_strdup_printf (" lang=\"%s\"", language);

  json_object_set_string_member (object, name, g_str_equal (language, "und") ? "" : attribute);
}

/* As a policy of content names an element's text. */
static void
set_hash (JsonObject *object,
          const char *name,
          const char *text)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;
  g_autofree char *source = NULL;

  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_get_digest (sum, digest, &length);
  base64 = g_base64_encode (digest, length);
  source = g_strconcat ("sha256-", base64, NULL);
  json_object_set_string_member (object, name, source);
}

/* For the page's script, which has no gettext: each form of the plural that there is, and for each
 * number below N_PLURALS which of them it takes. No language asks for more of a greater number than
 * its last two digits, see guide.js. */
static void
set_found (JsonObject *object)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();
  g_autoptr (GString) choice = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint n = 0; n < N_PLURALS; n++)
    {
      /* Translators: what a search in a web page has found; %d stays as it is, without “|” */
      const char *form = g_dngettext (GETTEXT_PACKAGE, "%d place found", "%d places found", n);
      guint index = 0;

      if (!g_ptr_array_find_with_equal_func (forms, form, g_str_equal, &index))
        {
          index = forms->len;
          g_ptr_array_add (forms, (gpointer) form);
        }
      g_string_append_printf (choice, "%u", index);
    }
  g_ptr_array_add (forms, NULL);

  joined = g_strjoinv ("|", (GStrv) forms->pdata);
  json_object_set_string_member (object, "label_found", joined);
  json_object_set_string_member (object, "found_forms", choice->str);
}

static gboolean
is_written_from_right (const char *language)
{
  static const char *const languages[] = { "ar", "fa", "he", "ur", "yi" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (language, languages[i]))
      return TRUE;

  return FALSE;
}

/* What is the same in all parts of the page. */
static JsonObject *
make_common (const LecCourse *course)
{
  JsonObject *common = json_object_new ();
  /* Translators: the language of your translation as HTML names it, for example "de" or "pt-BR" */
  const char *language = C_ ("language tag", "en");
  gboolean is_course = course->lectures->len > 1;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    json_object_set_string_member (common, labels[i].name, _ (labels[i].text));
  set_found (common);
  json_object_set_string_member (common, "ui_lang", language);
  json_object_set_string_member (common, "ui_dir", is_written_from_right (language) ? "rtl" : "ltr");
  json_object_set_boolean_member (common, "is_course", is_course);
  json_object_set_int_member (common, "part_level", is_course ? 3 : 2);
  json_object_set_int_member (common, "slide_level", is_course ? 4 : 3);

  return common;
}

static char *
dup_slide_id (const Guide *guide,
              guint number)
{
  return g_strdup_printf ("%s-slide-%u", guide->id, number);
}

/* A moment: what is shown of it, and where it leads. */
static JsonObject *
make_time (const Guide *guide,
           double time_s)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = lec_time_format (time_s);
  g_autofree char *link = lec_video_link_make (guide->material->lecture, time_s);
  /* Translators: a link into the video; %s is a time such as 12:34 */
  g_autofree char *label = g_strdup_printf (_ ("Play from %s"), time);

  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "label", label);
  json_object_set_string_member (object, "link", link != NULL ? link : "");

  return object;
}

static JsonObject *
make_source (const Guide *guide,
             const LecStudySource *source)
{
  JsonObject *object = make_time (guide, source->time_s);

  json_object_set_boolean_member (object, "is_generated", source->is_generated);

  return object;
}

static void
set_list (JsonObject *object,
          const char *name,
          JsonArray *array)
{
  g_autofree char *has = g_strconcat ("has_", name, NULL);

  json_object_set_boolean_member (object, has, json_array_get_length (array) > 0);
  json_object_set_array_member (object, name, array);
}

static JsonArray *
make_slide_links (const Guide *guide,
                  const GArray *slides)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < slides->len; i++)
    {
      guint number = g_array_index (slides, guint, i);
      JsonObject *object = NULL;
      g_autofree char *id = dup_slide_id (guide, number);
      g_autofree char *label = g_strdup_printf (_ ("Slide %u"), number);

      if (lec_material_find_slide (guide->material, number) == NULL)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", id);
      json_object_set_int_member (object, "number", number);
      json_object_set_string_member (object, "label", label);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_summary (const Guide *guide)
{
  const GPtrArray *summary = guide->material->study->summary;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < summary->len; i++)
    {
      const LecSummaryPoint *point = g_ptr_array_index (summary, i);
      JsonObject *object = json_object_new ();

      set_text (object, "heading", point->heading);
      set_text (object, "text", point->text);
      json_object_set_object_member (object, "source", make_source (guide, &point->source));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_concepts (const Guide *guide)
{
  const GPtrArray *keywords = guide->material->study->keywords;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);
      JsonObject *object = NULL;

      if (!keyword->is_concept)
        continue;
      object = json_object_new ();
      set_text (object, "text", keyword->text);
      json_object_set_array_member (object, "slides", make_slide_links (guide, keyword->slides));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_topics (const Guide *guide)
{
  const GPtrArray *topics = guide->material->study->topics;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < topics->len; i++)
    {
      const LecTopic *topic = g_ptr_array_index (topics, i);
      JsonObject *object = json_object_new ();
      gboolean is_covered = topic->slides->len > 0;

      set_text (object, "title", topic->title);
      /* Translators: of a topic of the syllabus */
      json_object_set_string_member (object, "state", is_covered ? _ ("covered") : _ ("not covered"));
      json_object_set_boolean_member (object, "is_covered", is_covered);
      json_object_set_array_member (object, "slides", make_slide_links (guide, topic->slides));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_glossary (const Guide *guide)
{
  const GPtrArray *glossary = guide->material->study->glossary;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < glossary->len; i++)
    {
      const LecGlossaryEntry *entry = g_ptr_array_index (glossary, i);
      JsonObject *object = json_object_new ();

      set_text (object, "term", entry->term);
      set_text (object, "definition", entry->definition);
      json_object_set_object_member (object, "source", make_source (guide, &entry->source));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_questions (const Guide *guide)
{
  const GPtrArray *questions = guide->material->study->questions;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (questions, i);
      JsonObject *object = json_object_new ();

      set_text (object, "question", question->question);
      set_text (object, "answer", question->answer);
      json_object_set_object_member (object, "source", make_source (guide, &question->source));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_speech (const Guide *guide,
             guint slide)
{
  g_autoptr (GPtrArray) speech = lec_material_dup_speech (guide->material, slide);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < speech->len; i++)
    {
      const LecParagraph *paragraph = g_ptr_array_index (speech, i);
      JsonObject *object = json_object_new ();

      set_text (object, "speaker", paragraph->speaker);
      set_text (object, "text", paragraph->text);
      json_object_set_object_member (object, "source", make_time (guide, paragraph->start_s));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_lines (const LecSlide *slide)
{
  g_autofree char *text = lec_material_dup_slide_text (slide);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines[i] != NULL && *text != '\0'; i++)
    json_array_add_string_element (array, lines[i]);

  return array;
}

static void
set_languages (JsonObject *object,
               const LecMaterial *material)
{
  g_autofree char *language = lec_material_dup_language (material);
  g_autofree char *speech_language = lec_material_dup_speech_language (material);

  set_language (object, "lang", language);
  set_language (object, "speech_lang", speech_language);
}

/* What the parts of a lecture around its slides show. */
static JsonObject *
make_lecture (const Guide *guide)
{
  JsonObject *object = json_object_new ();
  g_autofree char *never_shown = lec_deck_pages_describe_never_shown (guide->material);

  json_object_set_string_member (object, "id", guide->id);
  set_text (object, "title", guide->material->title);
  set_languages (object, guide->material);
  set_text (object, "never_shown", never_shown);
  set_list (object, "before", make_speech (guide, 0));
  if (guide->material->study != NULL)
    {
      set_list (object, "summary", make_summary (guide));
      set_list (object, "concepts", make_concepts (guide));
      set_list (object, "topics", make_topics (guide));
      set_list (object, "glossary", make_glossary (guide));
      set_list (object, "questions", make_questions (guide));
    }

  return object;
}

static void
add_part (JsonArray *parts,
          const Guide *guide,
          JsonObject *lecture,
          const char *name)
{
  g_autofree char *has = g_strconcat ("has_", name, NULL);
  g_autofree char *part = g_strconcat (guide->id, "-", name, NULL);
  g_autofree char *label = g_strconcat ("label_", name, NULL);
  JsonObject *object = NULL;

  if (!json_object_get_boolean_member_with_default (lecture, has, FALSE))
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "part", part);
  json_object_set_string_member (object, "label", json_object_get_string_member (guide->common, label));
  json_array_add_object_element (parts, object);
}

/* A lecture in the contents. */
static JsonObject *
make_contents (const Guide *guide)
{
  static const char *const names[] = { "summary", "concepts", "topics", "glossary", "questions" };
  const GPtrArray *slides = guide->material->lecture->slides;
  g_autoptr (JsonObject) lecture = make_lecture (guide);
  JsonObject *object = json_object_new ();
  JsonArray *parts = json_array_new ();
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_part (parts, guide, lecture, names[i]);
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      JsonObject *entry = json_object_new ();
      g_autofree char *id = dup_slide_id (guide, slide->number);
      g_autofree char *title = lec_material_dup_slide_title (slide);
      g_autofree char *time = lec_time_format (lec_slide_get_place_s (slide));

      json_object_set_string_member (entry, "id", id);
      json_object_set_int_member (entry, "number", slide->number);
      json_object_set_string_member (entry, "title", title);
      json_object_set_string_member (entry, "time", time);
      json_array_add_object_element (entries, entry);
    }
  json_object_set_string_member (object, "id", guide->id);
  set_text (object, "title", guide->material->title);
  set_languages (object, guide->material);
  json_object_set_array_member (object, "parts", parts);
  json_object_set_array_member (object, "slides", entries);

  return object;
}

static void
set_picture (JsonObject *object,
             const Guide *guide,
             const LecSlide *slide)
{
  g_autoptr (LecPictureFile) picture = lec_picture_file_load (guide->material, slide);
  g_autofree char *title = lec_material_dup_slide_title (slide);
  /* Translators: stands for a picture; %u is the slide's number, %s its title */
  g_autofree char *alt = g_strdup_printf (_ ("Picture of slide %u: %s"), slide->number, title);
  g_autofree char *base64 = NULL;
  g_autofree char *uri = NULL;
  gsize length = 0;
  gconstpointer data = NULL;

  if (picture == NULL)
    return;

  data = g_bytes_get_data (picture->content, &length);
  base64 = g_base64_encode (data, length);
  uri = g_strconcat ("data:", picture->media_type, ";base64,", base64, NULL);
  json_object_set_string_member (object, "picture", uri);
  json_object_set_int_member (object, "width", MAX (slide->picture_width, 1));
  json_object_set_int_member (object, "height", MAX (slide->picture_height, 1));
  json_object_set_string_member (object, "alt", alt);
}

static JsonObject *
make_slide (const Guide *guide,
            const LecSlide *slide)
{
  const LecStudySlide *study = lec_material_find_study_slide (guide->material, slide->number);
  JsonObject *object = json_object_new ();
  JsonArray *times = json_array_new ();
  g_autofree char *id = dup_slide_id (guide, slide->number);
  g_autofree char *title = lec_material_dup_slide_title (slide);
  g_autofree char *deck = lec_deck_pages_describe (guide->material, slide->number);

  for (guint i = 0; i < slide->visits->len; i++)
    json_array_add_object_element (times, make_time (guide, g_array_index (slide->visits, LecVisit, i).start_s));
  json_object_set_string_member (object, "id", id);
  json_object_set_int_member (object, "number", slide->number);
  json_object_set_string_member (object, "title", title);
  json_object_set_array_member (object, "times", times);
  set_text (object, "deck", deck);
  set_languages (object, guide->material);
  set_picture (object, guide, slide);
  set_list (object, "lines", make_lines (slide));
  set_list (object, "speech", make_speech (guide, slide->number));
  set_text (object, "note", study != NULL ? study->note : NULL);

  return object;
}

/* "12 slides · 1:02:03 · 2026-01-31" */
static char *
describe_facts (const LecCourse *course)
{
  GString *facts = g_string_new (NULL);
  guint n_slides = 0;
  double duration_s = 0;
  gint64 time_s = lec_course_get_time_s (course);
  g_autoptr (GDateTime) time = time_s > 0 ? g_date_time_new_from_unix_utc (time_s) : NULL;
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;

  for (guint i = 0; i < course->lectures->len; i++)
    {
      const LecLecture *lecture = ((LecMaterial *) g_ptr_array_index (course->lectures, i))->lecture;

      n_slides += lecture->slides->len;
      duration_s += lecture->video != NULL ? lecture->video->duration_s : 0;
    }
  g_string_append_printf (facts, g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n_slides), n_slides);
  if (duration_s > 0)
    {
      g_autofree char *duration = lec_time_format (duration_s);

      g_string_append_printf (facts, " · %s", duration);
    }
  if (date != NULL)
    g_string_append_printf (facts, " · %s", date);

  return g_string_free (facts, FALSE);
}

static gboolean
write_template (const Guide *guide,
                const char *name,
                JsonObject *values,
                GError **error)
{
  g_autofree char *template = lec_template_load (name);
  g_autoptr (GString) out = g_string_new (NULL);

  lec_template_render (out, template, guide->common, values);

  return lec_pending_file_write (guide->file, out->str, out->len, error);
}

static void
set_lecture (Guide *guide,
             guint i)
{
  guide->material = g_ptr_array_index (guide->course->lectures, i);
  g_free (guide->id);
  guide->id = g_strdup_printf ("lecture-%u", i + 1);
}

static gboolean
write_begin (Guide *guide,
             GError **error)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *style = lec_template_load ("guide.css");
  g_autofree char *script = lec_template_load ("guide.js");
  g_autofree char *facts = describe_facts (guide->course);
  g_autofree char *language = lec_course_dup_language (guide->course);
  JsonArray *lectures = json_array_new ();

  for (guint i = 0; i < guide->course->lectures->len; i++)
    {
      set_lecture (guide, i);
      json_array_add_object_element (lectures, make_contents (guide));
    }
  set_text (values, "title", guide->course->title);
  set_language (values, "lang", language);
  json_object_set_string_member (values, "facts", facts);
  json_object_set_string_member (values, "generator", "Lectern " LECTERN_VERSION);
  json_object_set_string_member (values, "style", style);
  set_hash (values, "style_hash", style);
  set_hash (values, "script_hash", script);
  json_object_set_array_member (values, "lectures", lectures);

  return write_template (guide, "guide-begin.html", values, error);
}

static gboolean
write_lecture (const Guide *guide,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (JsonObject) lecture = make_lecture (guide);
  const GPtrArray *slides = guide->material->lecture->slides;

  if (!write_template (guide, "guide-lecture.html", lecture, error))
    return FALSE;
  for (guint i = 0; i < slides->len; i++)
    {
      g_autoptr (JsonObject) slide = make_slide (guide, g_ptr_array_index (slides, i));

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !write_template (guide, "guide-slide.html", slide, error))
        return FALSE;
    }

  return write_template (guide, "guide-lecture-end.html", lecture, error);
}

/* Which models wrote what is marked. */
static JsonArray *
make_models (const LecCourse *course)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < course->lectures->len; i++)
    {
      const LecStudy *study = ((LecMaterial *) g_ptr_array_index (course->lectures, i))->study;
      g_autofree char *text = NULL;

      if (study == NULL || study->model == NULL || !g_hash_table_add (seen, study->model))
        continue;
      /* Translators: %s is the name of a language model */
      text = g_strdup_printf (_ ("What is marked as generated was written by the language model %s."), study->model);
      json_array_add_string_element (array, text);
    }

  return array;
}

static gboolean
write_end (const Guide *guide,
           GError **error)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *script = lec_template_load ("guide.js");
  /* Translators: at the foot of a page; %s is the program with its version */
  g_autofree char *made_by = g_strdup_printf (_ ("Made by %s"), "Lectern " LECTERN_VERSION);

  json_object_set_string_member (values, "script", script);
  json_object_set_string_member (values, "made_by", made_by);
  json_object_set_array_member (values, "models", make_models (guide->course));

  return write_template (guide, "guide-end.html", values, error);
}

gboolean
lec_html_guide_write (const LecCourse *course,
                      const char *path,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (LecPendingFile) file = NULL;
  g_autoptr (JsonObject) common = NULL;
  Guide guide = { .course = course };
  gboolean done = FALSE;

  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  if (!lec_course_has_slides (course, error))
    return FALSE;
  file = lec_pending_file_new (path, TRUE, error);
  if (file == NULL)
    return FALSE;

  common = make_common (course);
  guide.file = file;
  guide.common = common;
  done = write_begin (&guide, error);
  for (guint i = 0; done && i < course->lectures->len; i++)
    {
      set_lecture (&guide, i);
      done = write_lecture (&guide, cancellable, error);
    }
  done = done && write_end (&guide, error) && lec_pending_file_commit (file, error);
  g_free (guide.id);

  return done;
}
