/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels are part of the tests and trusted: json-glib complains where one is
 * not as it should be.
 */
#include "film-truth.h"

#include <json-glib/json-glib.h>

/* A page is settled so long after it came, where the labels say nothing else. */
#define SETTLE_S       0.4
#define BUILD_SETTLE_S 0.4

static void
free_slide (gpointer data)
{
  TruthSlide *slide = data;

  g_array_unref (slide->builds_s);
  g_free (slide);
}

static gboolean
is_page (JsonObject *slide)
{
  const char *kind = json_object_get_string_member_with_default (slide, "kind", "slide");

  return g_str_equal (kind, "slide") || g_str_equal (kind, "video") || g_str_equal (kind, "demo");
}

static TruthSlide *
read_slide (JsonObject *object,
            guint index,
            double settle_s)
{
  TruthSlide *slide = g_new0 (TruthSlide, 1);

  slide->is_page = is_page (object);
  slide->transient = json_object_get_boolean_member_with_default (object, "transient", FALSE);
  slide->page = (guint) json_object_get_int_member_with_default (object, "same_as", index);
  slide->start_s = json_object_get_double_member (object, "start");
  slide->end_s = json_object_get_double_member (object, "end");
  slide->done_s = slide->start_s + settle_s;
  slide->builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  if (json_object_has_member (object, "builds"))
    {
      JsonArray *builds = json_object_get_array_member (object, "builds");

      for (guint i = 0; i < json_array_get_length (builds); i++)
        {
          double build_s = json_array_get_double_element (builds, i);

          g_array_append_val (slide->builds_s, build_s);
          slide->done_s = MAX (slide->done_s, build_s + BUILD_SETTLE_S);
        }
    }
  slide->done_s = json_object_get_double_member_with_default (object, "done", slide->done_s);

  return slide;
}

static char *
dup_name (const char *file)
{
  const char *dot = strrchr (file, '.');

  return dot != NULL ? g_strndup (file, (gsize) (dot - file)) : g_strdup (file);
}

FilmTruth *
film_truth_load (const char *path,
                 GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  FilmTruth *self;
  JsonObject *root;
  JsonArray *slides;
  double settle_s;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;

  root = json_node_get_object (json_parser_get_root (parser));
  slides = json_object_get_array_member (root, "slides");
  settle_s = json_object_get_double_member_with_default (root, "settle_s", SETTLE_S);
  self = g_new0 (FilmTruth, 1);
  self->name = dup_name (json_object_get_string_member (root, "file"));
  self->video = g_build_filename (folder, json_object_get_string_member (root, "file"), NULL);
  self->kind = g_strdup (json_object_get_string_member_with_default (root, "case", self->name));
  self->n_unique = (guint) json_object_get_int_member (root, "unique_slides");
  self->slides = g_ptr_array_new_with_free_func (free_slide);
  for (guint i = 0; i < json_array_get_length (slides); i++)
    g_ptr_array_add (self->slides, read_slide (json_array_get_object_element (slides, i), i, settle_s));

  return self;
}

void
film_truth_free (FilmTruth *self)
{
  g_free (self->name);
  g_free (self->video);
  g_free (self->kind);
  g_ptr_array_unref (self->slides);
  g_free (self);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 ((*(FilmTruth *const *) a)->name, (*(FilmTruth *const *) b)->name);
}

GPtrArray *
film_truth_load_folder (const char *folder,
                        GError **error)
{
  g_autoptr (GPtrArray) films = g_ptr_array_new_with_free_func ((GDestroyNotify) film_truth_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      FilmTruth *film;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      film = film_truth_load (path, error);
      if (film == NULL)
        return NULL;
      g_ptr_array_add (films, film);
    }
  g_ptr_array_sort (films, compare_names);

  return g_steal_pointer (&films);
}
