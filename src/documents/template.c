/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates are part of the program, so what is wrong with one is a mistake of
 * ours. A tag of a section that stands alone on its line takes the line with it.
 */
#include "documents/template.h"

#include <gio/gio.h>
#include <string.h>

#include "documents/clean-text.h"

#define RESOURCES "/org/lectern/documents/"
#define MAX_NAME  64

typedef struct
{
  GString *out;
  const char *start;
  GPtrArray *around; /* (element-type JsonNode) unowned: the innermost one last */
} Rendering;

typedef struct
{
  char kind; /* one of # ^ / &, or a space */
  char name[MAX_NAME];
  const char *before; /* where the text before it ends */
  const char *after;
} Tag;

static const char *render_section (Rendering *self, const char *text, const char *name, gboolean is_shown);

char *
lec_template_load (const char *name)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;
  const char *text = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  path = g_strconcat (RESOURCES, name, NULL);
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_return_val_if_fail (bytes != NULL, g_strdup (""));
  text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

/* A section's tag that is alone on its line: from the line's start to the next line's. */
static void
take_line (const Rendering *self,
           Tag *tag)
{
  const char *start = tag->before;

  while (start > self->start && (start[-1] == ' ' || start[-1] == '\t'))
    start--;
  if ((start == self->start || start[-1] == '\n') && *tag->after == '\n')
    {
      tag->before = start;
      tag->after++;
    }
}

static gboolean
find_tag (const Rendering *self,
          const char *text,
          Tag *tag)
{
  const char *open = strstr (text, "{{");
  const char *close = open != NULL ? strstr (open, "}}") : NULL;
  const char *name = NULL;

  if (close == NULL)
    return FALSE;

  name = open + 2;
  tag->kind = strchr ("#^/&", *name) != NULL ? *name++ : ' ';
  g_return_val_if_fail (close - name < MAX_NAME, FALSE);
  memcpy (tag->name, name, (gsize) (close - name));
  tag->name[close - name] = '\0';
  tag->before = open;
  tag->after = close + 2;
  if (strchr ("#^/", tag->kind) != NULL)
    take_line (self, tag);

  return TRUE;
}

/* Returns: (transfer none) (nullable) */
static JsonNode *
look_up (const Rendering *self,
         const char *name)
{
  for (guint i = self->around->len; i > 0; i--)
    {
      JsonNode *node = g_ptr_array_index (self->around, i - 1);

      if (g_str_equal (name, "."))
        return node;
      if (JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), name))
        return json_object_get_member (json_node_get_object (node), name);
    }

  return NULL;
}

static gboolean
is_something (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) > 0;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return *json_node_get_string (node) != '\0';

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);

  return json_node_get_int (node) != 0;
}

static void
append_value (const Rendering *self,
              const Tag *tag)
{
  JsonNode *node = look_up (self, tag->name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    g_string_append_printf (self->out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (json_node_get_value_type (node) != G_TYPE_STRING)
    return;
  else if (tag->kind == '&')
    g_string_append (self->out, json_node_get_string (node));
  else
    lec_clean_text_append_xml (self->out, json_node_get_string (node));
}

static const char *
render_item (Rendering *self,
             const char *text,
             const char *name,
             JsonNode *item)
{
  const char *after = NULL;

  g_ptr_array_add (self->around, item);
  after = render_section (self, text, name, TRUE);
  g_ptr_array_set_size (self->around, (int) self->around->len - 1);

  return after;
}

/* Returns: what follows the section's end */
static const char *
render_inner (Rendering *self,
              const Tag *tag,
              gboolean is_shown)
{
  JsonNode *node = look_up (self, tag->name);
  gboolean has = is_something (node);
  const char *after = NULL;

  if (!is_shown || has == (tag->kind == '^'))
    return render_section (self, tag->after, tag->name, FALSE);
  if (!has)
    return render_section (self, tag->after, tag->name, TRUE);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return render_item (self, tag->after, tag->name, node);

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    after = render_item (self, tag->after, tag->name, json_array_get_element (json_node_get_array (node), i));

  return after;
}

static void
append_text (const Rendering *self,
             const char *text,
             const char *end,
             gboolean is_shown)
{
  if (is_shown && end > text)
    g_string_append_len (self->out, text, end - text);
}

static void
check_end (const char *begun,
           const char *ended)
{
  if (g_strcmp0 (begun, ended) != 0)
    g_critical ("a template's section “%s” ends as “%s”", begun, ended);
}

/* @name: (nullable): of the section, %NULL for the whole. Returns: what follows its end */
static const char *
render_section (Rendering *self,
                const char *text,
                const char *name,
                gboolean is_shown)
{
  Tag tag;

  while (find_tag (self, text, &tag))
    {
      append_text (self, text, tag.before, is_shown);
      text = tag.after;
      if (tag.kind == '/')
        {
          check_end (name, tag.name);
          return text;
        }
      if (tag.kind == '#' || tag.kind == '^')
        text = render_inner (self, &tag, is_shown);
      else if (is_shown)
        append_value (self, &tag);
    }
  check_end (name, NULL);
  append_text (self, text, text + strlen (text), is_shown);

  return text + strlen (text);
}

void
lec_template_render (GString *out,
                     const char *text,
                     JsonObject *common,
                     JsonObject *values)
{
  g_autoptr (GPtrArray) around = g_ptr_array_new ();
  g_autoptr (JsonNode) outer = NULL;
  g_autoptr (JsonNode) inner = NULL;
  Rendering self = { out, text, around };

  g_return_if_fail (out != NULL && text != NULL && values != NULL);

  if (common != NULL)
    {
      outer = json_node_init_object (json_node_alloc (), common);
      g_ptr_array_add (around, outer);
    }
  inner = json_node_init_object (json_node_alloc (), values);
  g_ptr_array_add (around, inner);
  render_section (&self, text, NULL, TRUE);
}
