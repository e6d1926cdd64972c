/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each slide's picture fills a page; its title and text lie behind it, so that
 * they are found, read aloud and shown in the outline; what was said over it are
 * its notes, on pages of the course's paper. A course has a page of contents,
 * and one that begins each lecture. The parts are in data/documents/pptx-*:
 * ECMA-376 (Office Open XML), with all that PowerPoint asks for where the
 * standard would go without.
 */
#include "config.h"

#include "documents/presentation.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/picture-file.h"
#include "documents/template.h"
#include "documents/video-link.h"
#include "documents/zip-file.h"
#include "model/word.h"

/* English Metric Units: 914,400 an inch. */
#define PAGE_WIDTH       G_GINT64_CONSTANT (12192000)
#define MIN_SIDE         G_GINT64_CONSTANT (914400)
#define MAX_SIDE         G_GINT64_CONSTANT (51206400)
#define POINT            12700
#define FIRST_PAGE_ID    256
#define FIRST_RELATION   10 /* of pages, links and jumps; those before are the parts' own */
#define MAX_SHAPE_CHANGE 0.01
#define MAX_ALT_LETTERS  1000

/* A page: a slide, the beginning of a lecture (no slide), or the contents (neither). */
typedef struct
{
  const LecMaterial *material; /* (nullable) */
  const LecSlide *slide;       /* (nullable) */
} Page;

typedef struct
{
  const LecCourse *course;
  LecZipFile *zip;
  JsonObject *common;
  GArray *pages; /* (element-type Page) */
  gint64 height;
} Presentation;

static double
get_shape (const LecSlide *slide)
{
  if (slide->picture_width <= 0 || slide->picture_height <= 0)
    return 16.0 / 9.0;

  return (double) slide->picture_width / slide->picture_height;
}

/* That of most presentations is that of its first slide. */
static gint64
choose_height (const LecCourse *course)
{
  for (guint i = 0; i < course->lectures->len; i++)
    {
      const LecMaterial *material = g_ptr_array_index (course->lectures, i);

      if (material->lecture->slides->len > 0)
        return CLAMP ((gint64) (PAGE_WIDTH / get_shape (g_ptr_array_index (material->lecture->slides, 0))), MIN_SIDE,
                      MAX_SIDE);
    }

  return PAGE_WIDTH * 9 / 16;
}

static GArray *
list_pages (const LecCourse *course)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (Page));
  gboolean is_course = course->lectures->len > 1;
  Page contents = { NULL, NULL };

  if (is_course)
    g_array_append_val (pages, contents);
  for (guint i = 0; i < course->lectures->len; i++)
    {
      Page page = { g_ptr_array_index (course->lectures, i), NULL };

      if (is_course)
        g_array_append_val (pages, page);
      for (guint k = 0; k < page.material->lecture->slides->len; k++)
        {
          page.slide = g_ptr_array_index (page.material->lecture->slides, k);
          g_array_append_val (pages, page);
        }
    }

  return pages;
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  json_object_set_string_member (object, name, line);
}

static void
set_language (JsonObject *object,
              const char *name,
              char *language)
{
  json_object_set_string_member (object, name, g_str_equal (language, "und") ? "" : language);
  g_free (language);
}

/* @text: clean */
static JsonObject *
make_line (const char *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "text", text);
  json_object_set_boolean_member (object, "is_rtl", lec_word_text_is_rtl (text));

  return object;
}

static JsonArray *
make_page_list (const Presentation *self)
{
  JsonArray *array = json_array_sized_new (self->pages->len);

  for (guint i = 0; i < self->pages->len; i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "page", i + 1);
      json_object_set_int_member (object, "id", FIRST_PAGE_ID + i);
      json_object_set_int_member (object, "relation", FIRST_RELATION + i);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* Of the sheet that a slide is printed on with its notes: the picture above, the notes below. */
static void
set_notes_page (const Presentation *self,
                JsonObject *common)
{
  gint64 page_width = (gint64) (self->course->paper->width * POINT);
  gint64 page_height = (gint64) (self->course->paper->height * POINT);
  gint64 inner_width = page_width * 8 / 10;
  gint64 width = inner_width;
  gint64 height = width * self->height / PAGE_WIDTH;

  /* A picture of a tall page must leave room for the notes. */
  if (height > inner_width / 2)
    {
      width = inner_width * (inner_width / 2) / height;
      height = inner_width / 2;
    }
  json_object_set_int_member (common, "notes_page_width", page_width);
  json_object_set_int_member (common, "notes_page_height", page_height);
  json_object_set_int_member (common, "notes_left", (page_width - width) / 2);
  json_object_set_int_member (common, "notes_top", page_height / 8);
  json_object_set_int_member (common, "notes_width", width);
  json_object_set_int_member (common, "notes_height", height);
  json_object_set_int_member (common, "notes_text_left", (page_width - inner_width) / 2);
  json_object_set_int_member (common, "notes_text_top", page_height * 48 / 100);
  json_object_set_int_member (common, "notes_text_width", inner_width);
  json_object_set_int_member (common, "notes_text_height", page_height * 45 / 100);
}

/* What the parts that are there once have in common. */
static JsonObject *
make_common (const Presentation *self)
{
  JsonObject *common = json_object_new ();
  gint64 time_s = lec_course_get_time_s (self->course);
  g_autoptr (GDateTime) time = time_s > 0 ? g_date_time_new_from_unix_utc (time_s) : NULL;
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
  gint64 margin = PAGE_WIDTH / 16;
  gint64 title_height = self->height / 5;
  json_object_set_int_member (common, "width", PAGE_WIDTH);
  json_object_set_int_member (common, "height", self->height);
  json_object_set_int_member (common, "left", margin);
  json_object_set_int_member (common, "inner_width", PAGE_WIDTH - 2 * margin);
  json_object_set_int_member (common, "title_top", self->height / 16);
  json_object_set_int_member (common, "title_height", title_height);
  json_object_set_int_member (common, "body_top", self->height / 16 + title_height);
  json_object_set_int_member (common, "body_height", self->height * 7 / 8 - title_height);
  set_notes_page (self, common);
  json_object_set_string_member (common, "generator", "Lectern " LECTERN_VERSION);
  json_object_set_string_member (common, "time", date);
  json_object_set_string_member (common, "label_title", _ ("Title"));
  json_object_set_string_member (common, "label_text", _ ("Text"));
  json_object_set_string_member (common, "label_layout", _ ("Slide"));
  set_text (common, "title", self->course->title);
  set_language (common, "language", lec_course_dup_language (self->course));
  json_object_set_int_member (common, "n_pages", self->pages->len);
  json_object_set_array_member (common, "pages", make_page_list (self));

  return common;
}

static gboolean
add_part (const Presentation *self,
          const char *name,
          const char *template_name,
          JsonObject *values,
          GError **error)
{
  g_autofree char *template = lec_template_load (template_name);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  lec_template_render (out, template, self->common, values != NULL ? values : none);

  return lec_zip_file_add_text (self->zip, name, out->str, error);
}

static gboolean
add_fixed_parts (const Presentation *self,
                 GError **error)
{
  static const char *const parts[][2] = {
    { "[Content_Types].xml", "pptx-types.xml" },
    { "_rels/.rels", "pptx-package-rels.xml" },
    { "docProps/app.xml", "pptx-app.xml" },
    { "docProps/core.xml", "pptx-core.xml" },
    { "ppt/presentation.xml", "pptx-presentation.xml" },
    { "ppt/_rels/presentation.xml.rels", "pptx-presentation-rels.xml" },
    { "ppt/presProps.xml", "pptx-pres-props.xml" },
    { "ppt/viewProps.xml", "pptx-view-props.xml" },
    { "ppt/tableStyles.xml", "pptx-table-styles.xml" },
    { "ppt/theme/theme1.xml", "pptx-theme.xml" },
    { "ppt/theme/theme2.xml", "pptx-theme.xml" },
    { "ppt/slideMasters/slideMaster1.xml", "pptx-master.xml" },
    { "ppt/slideMasters/_rels/slideMaster1.xml.rels", "pptx-master-rels.xml" },
    { "ppt/slideLayouts/slideLayout1.xml", "pptx-layout.xml" },
    { "ppt/slideLayouts/_rels/slideLayout1.xml.rels", "pptx-layout-rels.xml" },
    { "ppt/notesMasters/notesMaster1.xml", "pptx-notes-master.xml" },
    { "ppt/notesMasters/_rels/notesMaster1.xml.rels", "pptx-notes-master-rels.xml" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!add_part (self, parts[i][0], parts[i][1], NULL, error))
      return FALSE;

  return TRUE;
}

static JsonArray *
make_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines[i] != NULL && *text != '\0'; i++)
    json_array_add_object_element (array, make_line (lines[i]));

  return array;
}

/* The lectures of a course, each a jump to where it begins. */
static JsonArray *
make_contents (const Presentation *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = &g_array_index (self->pages, Page, i);
      g_autofree char *title = NULL;
      g_autofree char *jump = NULL;
      JsonObject *line = NULL;

      if (page->material == NULL || page->slide != NULL)
        continue;
      title = lec_clean_text_dup_line (page->material->title);
      jump = g_strdup_printf ("rId%u", FIRST_RELATION + i);
      line = make_line (title);
      json_object_set_string_member (line, "jump", jump);
      json_object_set_int_member (line, "target", i + 1);
      json_array_add_object_element (array, line);
    }

  return array;
}

/* What the lecture's first page says of it. */
static void
set_beginning (const LecMaterial *material,
               JsonObject *values)
{
  const GPtrArray *slides = material->lecture->slides;
  JsonArray *lines = json_array_new ();
  g_autofree char *n_slides = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", slides->len),
                                               slides->len);

  json_array_add_object_element (lines, make_line (n_slides));
  for (guint i = 0; material->study != NULL && i < material->study->summary->len; i++)
    {
      const LecSummaryPoint *point = g_ptr_array_index (material->study->summary, i);
      g_autofree char *text = lec_clean_text_dup_line (point->text);

      json_array_add_object_element (lines, make_line (text));
    }
  set_text (values, "title", material->title);
  json_object_set_array_member (values, "lines", lines);
}

/* Adds the picture's file as a part of its own, and its place on the page. */
static gboolean
add_picture (const Presentation *self,
             const Page *page,
             guint number,
             JsonObject *values,
             GError **error)
{
  g_autoptr (LecPictureFile) picture = lec_picture_file_load (page->material, page->slide);
  double shape = CLAMP (get_shape (page->slide), 0.05, 20.0);
  gint64 width = MIN (PAGE_WIDTH, (gint64) ((double) self->height * shape));
  gint64 height = MIN (self->height, (gint64) (PAGE_WIDTH / shape));
  double change = shape * (double) self->height / PAGE_WIDTH;
  g_autofree char *name = NULL;
  g_autofree char *part = NULL;
  gsize length = 0;
  gconstpointer data = NULL;

  if (picture == NULL)
    return TRUE;

  /* The page's height is a whole number: a hair's breadth is no frame. */
  if (fabs (change - 1) < MAX_SHAPE_CHANGE)
    {
      width = PAGE_WIDTH;
      height = self->height;
    }
  name = g_strdup_printf ("image%u%s", number, picture->suffix);
  part = g_strconcat ("ppt/media/", name, NULL);
  json_object_set_string_member (values, "picture", name);
  json_object_set_int_member (values, "x", (PAGE_WIDTH - width) / 2);
  json_object_set_int_member (values, "y", (self->height - height) / 2);
  json_object_set_int_member (values, "cx", width);
  json_object_set_int_member (values, "cy", height);
  json_object_set_boolean_member (values, "is_framed", width != PAGE_WIDTH || height != self->height);
  data = g_bytes_get_data (picture->content, &length);

  return lec_zip_file_add (self->zip, part, data, length, FALSE, error);
}

static void
set_alt (JsonObject *values,
         const char *title,
         const char *text)
{
  g_autofree char *all = g_strdup_printf ("%s. %s", title, text);
  g_autofree char *line = lec_clean_text_dup_line (all);
  g_autofree char *alt = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_ALT_LETTERS));

  json_object_set_string_member (values, "alt", alt);
}

/* When the slide was shown, as links. */
static JsonArray *
make_times (const Page *page)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < page->slide->visits->len; i++)
    {
      double start_s = g_array_index (page->slide->visits, LecVisit, i).start_s;
      g_autofree char *time = lec_time_format (start_s);
      g_autofree char *label = g_strconcat ("▶ ", time, NULL);
      g_autofree char *link = lec_video_link_make (page->material->lecture, start_s);
      g_autofree char *id = link != NULL ? g_strdup_printf ("rId%u", FIRST_RELATION + i) : g_strdup ("");
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "time", label);
      json_object_set_string_member (object, "link", link != NULL ? link : "");
      json_object_set_string_member (object, "link_id", id);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_speech (JsonArray *notes,
            const LecMaterial *material,
            guint slide)
{
  g_autoptr (GPtrArray) speech = lec_material_dup_speech (material, slide);

  for (guint i = 0; i < speech->len; i++)
    {
      const LecParagraph *paragraph = g_ptr_array_index (speech, i);
      g_autofree char *text = paragraph->speaker != NULL
                                ? g_strdup_printf ("%s: %s", paragraph->speaker, paragraph->text)
                                : g_strdup (paragraph->text);

      json_array_add_object_element (notes, make_line (text));
    }
}

/* What was said over the slide; with the first one also what was said before it. */
static JsonArray *
make_notes (const Page *page)
{
  const LecStudySlide *study = lec_material_find_study_slide (page->material, page->slide->number);
  JsonArray *notes = json_array_new ();

  if (g_ptr_array_index (page->material->lecture->slides, 0) == page->slide)
    add_speech (notes, page->material, 0);
  add_speech (notes, page->material, page->slide->number);
  if (study != NULL && study->note != NULL)
    {
      g_autofree char *note = lec_clean_text_dup_line (study->note);
      /* Translators: %s is what a language model wrote about a slide */
      g_autofree char *text = g_strdup_printf (_ ("Generated: %s"), note);

      json_array_add_object_element (notes, make_line (text));
    }

  return notes;
}

static gboolean
set_slide (const Presentation *self,
           const Page *page,
           guint number,
           JsonObject *values,
           GError **error)
{
  g_autofree char *title = lec_material_dup_slide_title (page->slide);
  g_autofree char *text = lec_material_dup_slide_text (page->slide);

  json_object_set_string_member (values, "title", title);
  json_object_set_array_member (values, "lines", make_lines (text));
  json_object_set_array_member (values, "times", make_times (page));
  json_object_set_array_member (values, "notes", make_notes (page));
  set_alt (values, title, text);

  return add_picture (self, page, number, values, error);
}

static gboolean
set_page (const Presentation *self,
          const Page *page,
          guint number,
          JsonObject *values,
          GError **error)
{
  gboolean done = TRUE;

  json_object_set_int_member (values, "page", number);
  json_object_set_boolean_member (values, "is_silent", page->slide == NULL);
  if (page->material == NULL)
    {
      set_text (values, "title", self->course->title);
      json_object_set_array_member (values, "lines", make_contents (self));
    }
  else
    {
      set_language (values, "language", lec_material_dup_language (page->material));
      set_language (values, "speech_language", lec_material_dup_speech_language (page->material));
      if (page->slide != NULL)
        done = set_slide (self, page, number, values, error);
      else
        set_beginning (page->material, values);
    }
  json_object_set_boolean_member (values, "title_is_rtl",
                                  lec_word_text_is_rtl (json_object_get_string_member (values, "title")));

  return done;
}

static gboolean
add_page (const Presentation *self,
          guint i,
          GError **error)
{
  static const char *const parts[][2] = {
    { "ppt/slides/slide%u.xml", "pptx-slide.xml" },
    { "ppt/slides/_rels/slide%u.xml.rels", "pptx-slide-rels.xml" },
    { "ppt/notesSlides/notesSlide%u.xml", "pptx-notes.xml" },
    { "ppt/notesSlides/_rels/notesSlide%u.xml.rels", "pptx-notes-rels.xml" },
  };
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *number = g_strdup_printf ("%u", i + 1);

  if (!set_page (self, &g_array_index (self->pages, Page, i), i + 1, values, error))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
    {
      g_auto (GStrv) pieces = g_strsplit (parts[k][0], "%u", 2);
      g_autofree char *name = g_strjoinv (number, pieces);

      if (!add_part (self, name, parts[k][1], values, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_pages (const Presentation *self,
           GCancellable *cancellable,
           GError **error)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_page (self, i, error))
      return FALSE;

  return TRUE;
}

gboolean
lec_presentation_write (const LecCourse *course,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (LecZipFile) zip = NULL;
  g_autoptr (GArray) pages = NULL;
  g_autoptr (JsonObject) common = NULL;
  Presentation self = { .course = course };

  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  if (!lec_course_has_slides (course, error))
    return FALSE;
  zip = lec_zip_file_new (path, lec_course_get_time_s (course), error);
  if (zip == NULL)
    return FALSE;

  pages = list_pages (course);
  self.zip = zip;
  self.pages = pages;
  self.height = choose_height (course);
  common = make_common (&self);
  self.common = common;

  return add_fixed_parts (&self, error) && add_pages (&self, cancellable, error) && lec_zip_file_commit (zip, error);
}
