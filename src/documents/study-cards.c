/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question comes before the glossary's entry of the same content, and the
 * same question is asked once. The table will be opened by spreadsheets: a
 * field that one of them would take for a formula begins with an apostrophe,
 * whether it is quoted or not (OWASP, CSV injection).
 */
#include "config.h"

#include "documents/study-cards.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/video-link.h"

static void
card_free (gpointer data)
{
  LecStudyCard *card = data;

  g_free (card->id);
  g_free (card->front);
  g_free (card->back);
  g_free (card);
}

/* What is asked is compared without case and the way letters are put together, and without its
 * answer, which may be corrected. The video is known by its size: it may be moved, renamed and read
 * again. */
static char *
make_id (const LecMaterial *material,
         const char *front)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *normal = g_utf8_normalize (front, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : front, -1);
  gint64 size_bytes = material->lecture->video != NULL ? material->lecture->video->size_bytes : 0;
  g_autofree char *size = g_strdup_printf ("lectern-card-1\n%" G_GINT64_FORMAT "\n", size_bytes);

  g_checksum_update (sum, (const guchar *) size, -1);
  g_checksum_update (sum, (const guchar *) folded, -1);

  return g_strdup (g_checksum_get_string (sum));
}

static void
add_card (GPtrArray *cards,
          GHashTable *ids,
          const LecMaterial *material,
          const char *front_text,
          const char *back_text,
          const LecStudySource *source)
{
  g_autofree char *front = lec_clean_text_dup_line (front_text);
  g_autofree char *back = lec_clean_text_dup_line (back_text);
  g_autofree char *id = NULL;
  LecStudyCard *card = NULL;

  if (*front == '\0' || *back == '\0')
    return;
  id = make_id (material, front);
  if (!g_hash_table_add (ids, g_strdup (id)))
    return;

  card = g_new0 (LecStudyCard, 1);
  card->id = g_steal_pointer (&id);
  card->front = g_steal_pointer (&front);
  card->back = g_steal_pointer (&back);
  card->material = material;
  card->slide = lec_material_find_slide (material, source->slide);
  card->time_s = source->time_s;
  card->is_generated = source->is_generated;
  g_ptr_array_add (cards, card);
}

/* Whether a question asks what @entry says. */
static gboolean
is_asked (const LecStudy *study,
          const LecGlossaryEntry *entry)
{
  for (guint i = 0; i < study->questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (study->questions, i);

      if (question->kind == LEC_QUESTION_TERM && g_str_equal (question->answer, entry->definition))
        return TRUE;
    }

  return FALSE;
}

static void
add_lecture (GPtrArray *cards,
             GHashTable *ids,
             const LecMaterial *material)
{
  const LecStudy *study = material->study;

  if (study == NULL)
    return;

  for (guint i = 0; i < study->questions->len; i++)
    {
      const LecQuestion *question = g_ptr_array_index (study->questions, i);

      add_card (cards, ids, material, question->question, question->answer, &question->source);
    }
  for (guint i = 0; i < study->glossary->len; i++)
    {
      const LecGlossaryEntry *entry = g_ptr_array_index (study->glossary, i);

      if (!is_asked (study, entry))
        add_card (cards, ids, material, entry->term, entry->definition, &entry->source);
    }
}

/**
 * lec_study_cards_list:
 *
 * Returns: (transfer full) (element-type LecStudyCard) (nullable): %NULL with
 *   %LEC_ERROR_NO_SLIDES when there is nothing to ask
 */
GPtrArray *
lec_study_cards_list (const LecCourse *course,
                      GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (card_free);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (course != NULL, NULL);

  for (guint i = 0; i < course->lectures->len; i++)
    add_lecture (cards, ids, g_ptr_array_index (course->lectures, i));
  if (cards->len == 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES,
                   _ ("there is no question and no term to make a card of"));
      return NULL;
    }

  return g_steal_pointer (&cards);
}

/* Also the wide forms that Japanese and Chinese keyboards give, which Excel takes for the same. */
static gboolean
is_like_formula (const char *text)
{
  static const gunichar starts[] = { '=', '+', '-', '@', 0x2212, 0xff1d, 0xff0b, 0xff0d, 0xff20, '|', '%' };
  gunichar first = g_utf8_get_char (text);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (first == starts[i])
      return TRUE;

  return FALSE;
}

static void
append_field (GString *out,
              const char *text,
              gboolean is_last)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  g_string_append_c (out, '"');
  if (is_like_formula (line))
    g_string_append_c (out, '\'');
  for (const char *p = line; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append (out, is_last ? "\"\r\n" : "\",");
}

static void
append_card (GString *out,
             const LecStudyCard *card)
{
  g_autofree char *time = lec_time_format (card->time_s);
  g_autofree char *link = lec_video_link_make (card->material->lecture, card->time_s);
  g_autofree char *slide = card->slide != NULL ? g_strdup_printf ("%u", card->slide->number) : NULL;

  append_field (out, card->front, FALSE);
  append_field (out, card->back, FALSE);
  append_field (out, card->material->title, FALSE);
  append_field (out, slide, FALSE);
  append_field (out, time, FALSE);
  append_field (out, link, FALSE);
  append_field (out, card->is_generated ? _ ("generated") : "", TRUE);
}

gboolean
lec_study_cards_write_csv (const LecCourse *course,
                           const char *path,
                           GCancellable *cancellable,
                           GError **error)
{
  const char *const heads[] = {
    _ ("Front"), _ ("Back"), _ ("Lecture"), _ ("Slide"), _ ("Time"), _ ("Link"), _ ("Remark")
  };
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  cards = lec_study_cards_list (course, error);
  if (cards == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    append_field (out, heads[i], i + 1 == G_N_ELEMENTS (heads));
  for (guint i = 0; i < cards->len; i++)
    append_card (out, g_ptr_array_index (cards, i));

  return lec_pending_file_save (path, out->str, out->len, TRUE, error);
}
