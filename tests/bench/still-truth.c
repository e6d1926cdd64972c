/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The generator wrote it, so it is taken at its word. What is no slide of the
 * talk, or a flash, is left out: nobody promises a picture of it.
 */
#include "still-truth.h"

#include <json-glib/json-glib.h>

static void
clear_word (gpointer data)
{
  g_free (((StillWord *) data)->text);
}

static void
still_page_free (gpointer data)
{
  StillPage *self = data;

  g_array_unref (self->visits);
  g_array_unref (self->words);
  g_free (self->picture);
  g_free (self);
}

static LecRect
read_box (JsonObject *object,
          const char *name)
{
  JsonArray *box = json_object_get_array_member (object, name);

  return (LecRect){ (int) json_array_get_double_element (box, 0), (int) json_array_get_double_element (box, 1),
                    (int) json_array_get_double_element (box, 2), (int) json_array_get_double_element (box, 3) };
}

static void
read_words (StillPage *page,
            JsonArray *words)
{
  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonObject *object = json_array_get_object_element (words, i);
      StillWord word = { g_strdup (json_object_get_string_member (object, "text")), read_box (object, "box") };

      g_array_append_val (page->words, word);
    }
}

static StillPage *
read_page (JsonObject *slide,
           const char *pictures)
{
  StillPage *page = g_new0 (StillPage, 1);
  const char *picture = json_object_get_string_member_with_default (slide, "picture", NULL);

  page->visits = g_array_new (FALSE, FALSE, sizeof (StillVisit));
  page->words = g_array_new (FALSE, FALSE, sizeof (StillWord));
  g_array_set_clear_func (page->words, clear_word);
  page->region = read_box (slide, "region");
  page->picture = picture != NULL ? g_build_filename (pictures, picture, NULL) : NULL;
  if (json_object_has_member (slide, "words"))
    read_words (page, json_object_get_array_member (slide, "words"));

  return page;
}

static void
add_visit (StillPage *page,
           JsonObject *slide)
{
  StillVisit visit = { json_object_get_double_member (slide, "done"), json_object_get_double_member (slide, "end") };

  g_array_append_val (page->visits, visit);
}

static gboolean
is_slide (JsonObject *slide)
{
  return g_str_equal (json_object_get_string_member (slide, "kind"), "slide") &&
         !json_object_get_boolean_member_with_default (slide, "transient", FALSE);
}

static void
read_slides (StillTruth *self,
             JsonArray *slides,
             const char *pictures)
{
  g_autoptr (GHashTable) pages = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = json_array_get_object_element (slides, i);
      guint first = (guint) json_object_get_int_member_with_default (slide, "same_as", i);
      StillPage *page = g_hash_table_lookup (pages, GUINT_TO_POINTER (first));

      if (!is_slide (slide))
        continue;
      if (page == NULL)
        {
          page = read_page (slide, pictures);
          g_ptr_array_add (self->pages, page);
          g_hash_table_insert (pages, GUINT_TO_POINTER (first), page);
        }
      add_visit (page, slide);
    }
}

static void
read_covers (StillTruth *self,
             JsonArray *covers)
{
  for (guint i = 0; i < json_array_get_length (covers); i++)
    {
      JsonObject *object = json_array_get_object_element (covers, i);
      StillCover cover = { json_object_get_double_member (object, "start"),
                           json_object_get_double_member (object, "end"), read_box (object, "box") };

      g_array_append_val (self->covers, cover);
    }
}

StillTruth *
still_truth_load (const char *path,
                  const char *pictures,
                  GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (StillTruth) self = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  JsonObject *root;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;

  root = json_node_get_object (json_parser_get_root (parser));
  self = g_new0 (StillTruth, 1);
  self->pages = g_ptr_array_new_with_free_func (still_page_free);
  self->covers = g_array_new (FALSE, FALSE, sizeof (StillCover));
  self->name = g_path_get_basename (path);
  *strrchr (self->name, '.') = '\0';
  self->video = g_build_filename (folder, json_object_get_string_member (root, "file"), NULL);
  read_slides (self, json_object_get_array_member (root, "slides"), pictures);
  if (json_object_has_member (root, "covered"))
    read_covers (self, json_object_get_array_member (root, "covered"));

  return g_steal_pointer (&self);
}

void
still_truth_free (StillTruth *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->pages);
  g_array_unref (self->covers);
  g_free (self->name);
  g_free (self->video);
  g_free (self);
}

int
still_page_find_visit (const StillPage *self,
                       double time_s)
{
  for (guint i = 0; i < self->visits->len; i++)
    {
      const StillVisit *visit = &g_array_index (self->visits, StillVisit, i);

      if (time_s >= visit->start_s && time_s < visit->end_s)
        return (int) i;
    }

  return -1;
}
