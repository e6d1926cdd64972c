/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON, so that no text can end its own quotes. A slide is never in two parts.
 */
#include "text/study-prompt.h"

#include <string.h>

#include "base/json.h"

/* Shares of a part that the texts of one slide may have. In JSON a byte may become six. */
#define TITLE_SHARE  32
#define TEXT_SHARE   6
#define SAID_SHARE   2
#define NUMBER_BYTES 64

void
lec_study_part_free (LecStudyPart *self)
{
  if (self == NULL)
    return;

  g_free (self->data);
  g_free (self);
}

/* How long @text is within quotes. */
static gsize
get_quoted_bytes (const char *text)
{
  gsize n_bytes = 0;

  for (; *text != '\0'; text++)
    n_bytes += (guchar) *text < 0x20 || *text == 0x7F ? 6 : (strchr ("\"\\/", *text) != NULL ? 2 : 1);

  return n_bytes;
}

/* Returns: (transfer full) (nullable): @text, or as much of it as fits, with an ellipsis */
static char *
dup_cut (const char *text,
         gsize max_bytes)
{
  gsize n_bytes = 0;
  const char *at = text;

  if (text == NULL || *text == '\0')
    return NULL;
  if (get_quoted_bytes (text) <= max_bytes)
    return g_strdup (text);

  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

      n_bytes += get_quoted_bytes (letter);
      if (n_bytes + strlen ("…") > max_bytes)
        break;
    }
  {
    g_autofree char *begin = g_strndup (text, (gsize) (at - text));

    return g_strconcat (begin, "…", NULL);
  }
}

static JsonNode *
make_slide (const LecSlide *slide,
            const GPtrArray *said,
            gsize max_bytes)
{
  JsonObject *object = json_object_new ();
  g_autofree char *speech = said != NULL ? lec_said_dup_text (said, slide->number) : NULL;
  g_autofree char *title = dup_cut (slide->title, max_bytes / TITLE_SHARE);
  g_autofree char *text = dup_cut (slide->text, max_bytes / TEXT_SHARE);
  g_autofree char *cut_speech = dup_cut (speech, max_bytes / SAID_SHARE);

  json_object_set_int_member (object, "slide", slide->number);
  lec_json_set_string (object, "title", title);
  lec_json_set_string (object, "text", text);
  lec_json_set_string (object, "said", cut_speech);

  return lec_json_wrap (object);
}

static void
end_part (GPtrArray *parts,
          GString *data,
          guint first,
          guint end)
{
  LecStudyPart *part = NULL;

  if (data->len == 0)
    return;

  part = g_new0 (LecStudyPart, 1);
  part->first = first;
  part->n_slides = end - first;
  part->data = g_strconcat ("[", data->str, "]", NULL);
  g_ptr_array_add (parts, part);
  g_string_truncate (data, 0);
}

GPtrArray *
lec_study_prompt_split (const GPtrArray *slides,
                        const GPtrArray *said,
                        gsize max_bytes)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_study_part_free);
  g_autoptr (GString) data = g_string_new (NULL);
  guint first = 0;

  g_return_val_if_fail (slides != NULL && max_bytes >= 4096, parts);

  for (guint i = 0; i < slides->len; i++)
    {
      g_autoptr (JsonNode) node = make_slide (g_ptr_array_index (slides, i), said, max_bytes - NUMBER_BYTES);
      g_autofree char *line = lec_json_to_line (node);

      g_strchomp (line);
      if (data->len + strlen (line) + 3 > max_bytes)
        {
          end_part (parts, data, first, i);
          first = i;
        }
      g_string_append_printf (data, "%s%s", data->len > 0 ? "," : "", line);
    }
  end_part (parts, data, first, slides->len);

  return parts;
}
