/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times are those of the first frame that shows the thing, rounded to a
 * microsecond so that the file is the same each time.
 */
#include "truth.h"

#include <json-glib/json-glib.h>
#include <math.h>

static void
truth_slide_free (gpointer data)
{
  TruthSlide *self = data;

  g_array_unref (self->builds);
  g_free (self->title);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self->picture);
  g_free (self->note);
  g_free (self);
}

Truth *
truth_new (void)
{
  Truth *self = g_new0 (Truth, 1);

  self->slides = g_ptr_array_new_with_free_func (truth_slide_free);
  self->covers = g_array_new (FALSE, FALSE, sizeof (TruthCover));
  return self;
}

void
truth_free (Truth *self)
{
  g_ptr_array_unref (self->slides);
  g_array_unref (self->covers);
  g_free (self);
}

TruthSlide *
truth_add_slide (Truth *self, const char *kind, double start_s, double end_s)
{
  TruthSlide *slide = g_new0 (TruthSlide, 1);

  slide->kind = kind;
  slide->start_s = start_s;
  slide->end_s = end_s;
  slide->done_s = start_s;
  slide->builds = g_array_new (FALSE, FALSE, sizeof (double));
  slide->same_as = -1;
  g_ptr_array_add (self->slides, slide);
  return slide;
}

void
truth_add_cover (Truth *self, const char *what, double start_s, double end_s, cairo_rectangle_int_t box)
{
  const TruthCover cover = { start_s, end_s, box, what };

  if (box.width > 0 && box.height > 0)
    g_array_append_val (self->covers, cover);
}

gboolean
truth_kind_is_kept (const char *kind)
{
  static const char *const kept[] = { "slide", "video", "demo", NULL };

  return g_strv_contains (kept, kind);
}

guint
truth_count_unique (const Truth *self)
{
  guint n = 0;

  for (guint i = 0; i < self->slides->len; i++)
    {
      const TruthSlide *slide = g_ptr_array_index (self->slides, i);

      if (slide->same_as < 0 && !slide->transient && truth_kind_is_kept (slide->kind))
        n++;
    }
  return n;
}

static void
add_time (JsonBuilder *json, const char *name, double time_s)
{
  if (name != NULL)
    json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, round (time_s * 1e6) / 1e6);
}

static void
add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_box (JsonBuilder *json, const char *name, double x, double y, double width, double height)
{
  const double numbers[] = { x, y, width, height };

  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_builder_add_double_value (json, round (numbers[i] * 10) / 10);
  json_builder_end_array (json);
}

static gboolean
is_page_text (TextRole role)
{
  return role == TEXT_TITLE || role == TEXT_BODY;
}

static void
add_lines (JsonBuilder *json, const char *name, GPtrArray *lines, gboolean (*wanted) (TextRole role))
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      const TextLine *line = g_ptr_array_index (lines, i);

      if (wanted (line->role))
        json_builder_add_string_value (json, line->text);
    }
  json_builder_end_array (json);
}

static gboolean
is_label (TextRole role)
{
  return role == TEXT_LABEL;
}

static gboolean
is_furniture (TextRole role)
{
  return role == TEXT_FURNITURE;
}

static void
add_words (JsonBuilder *json, GPtrArray *lines)
{
  json_builder_set_member_name (json, "words");
  json_builder_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      const TextLine *line = g_ptr_array_index (lines, i);

      for (guint j = 0; j < line->words->len; j++)
        {
          const TextWord *word = g_ptr_array_index (line->words, j);

          json_builder_begin_object (json);
          add_string (json, "text", word->text);
          add_box (json, "box", word->x, word->y, word->width, word->height);
          add_int (json, "line", i);
          json_builder_end_object (json);
        }
    }
  json_builder_end_array (json);
}

static void
add_slide (JsonBuilder *json, const TruthSlide *slide)
{
  json_builder_begin_object (json);
  add_string (json, "kind", slide->kind);
  add_time (json, "start", slide->start_s);
  add_time (json, "end", slide->end_s);
  add_time (json, "done", slide->done_s);
  json_builder_set_member_name (json, "builds");
  json_builder_begin_array (json);
  for (guint i = 0; i < slide->builds->len; i++)
    add_time (json, NULL, g_array_index (slide->builds, double, i));
  json_builder_end_array (json);
  if (slide->same_as >= 0)
    add_int (json, "same_as", slide->same_as);
  if (slide->transient)
    {
      json_builder_set_member_name (json, "transient");
      json_builder_add_boolean_value (json, TRUE);
    }
  add_box (json, "region", slide->region.x, slide->region.y, slide->region.width, slide->region.height);
  if (slide->note != NULL)
    add_string (json, "note", slide->note);
  if (slide->picture != NULL)
    add_string (json, "picture", slide->picture);
  if (slide->title != NULL)
    add_string (json, "title", slide->title);
  if (slide->lines != NULL)
    {
      add_lines (json, "text", slide->lines, is_page_text);
      add_lines (json, "labels", slide->lines, is_label);
      add_lines (json, "furniture", slide->lines, is_furniture);
      add_words (json, slide->lines);
    }
  json_builder_end_object (json);
}

static void
add_covers (JsonBuilder *json, const Truth *self)
{
  json_builder_set_member_name (json, "covered");
  json_builder_begin_array (json);
  for (guint i = 0; i < self->covers->len; i++)
    {
      const TruthCover *cover = &g_array_index (self->covers, TruthCover, i);

      json_builder_begin_object (json);
      add_string (json, "what", cover->what);
      add_time (json, "start", cover->start_s);
      add_time (json, "end", cover->end_s);
      add_box (json, "box", cover->box.x, cover->box.y, cover->box.width, cover->box.height);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static JsonNode *
build (const Truth *self, const TruthFile *file)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_string (json, "file", file->file);
  add_string (json, "recipe", file->recipe);
  add_string (json, "case", file->case_name);
  add_int (json, "seed", file->seed);
  add_string (json, "codec", file->codec);
  add_string (json, "container", file->container);
  add_int (json, "width", file->width);
  add_int (json, "height", file->height);
  add_time (json, "fps", file->fps);
  add_time (json, "duration", file->duration_s);
  add_int (json, "unique_slides", truth_count_unique (self));
  add_time (json, "settle_s", 0);
  json_builder_set_member_name (json, "slides");
  json_builder_begin_array (json);
  for (guint i = 0; i < self->slides->len; i++)
    add_slide (json, g_ptr_array_index (self->slides, i));
  json_builder_end_array (json);
  add_covers (json, self);
  json_builder_end_object (json);
  return json_builder_get_root (json);
}

gboolean
truth_save (const Truth *self, const TruthFile *file, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = build (self, file);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  json_generator_set_root (generator, root);
  return json_generator_to_file (generator, path, error);
}
