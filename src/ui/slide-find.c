/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture has some hundred slides with some hundred words: they are folded for
 * each search, which takes less than it takes to draw one of them.
 */
#include "ui/slide-find.h"

#include <string.h>

#include "ui/slide-item.h"

char *
lec_slide_find_fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *small = g_utf8_casefold (decomposed != NULL ? decomposed : "", -1);
  GString *folded = g_string_new (NULL);

  for (const char *c = small; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_ismark (g_utf8_get_char (c)))
      g_string_append_unichar (folded, g_utf8_get_char (c));

  return g_string_free (folded, FALSE);
}

char *
lec_slide_find_dup_words (gpointer item)
{
  const char *said = lec_slide_item_get_said (item);
  const char *note = lec_slide_item_get_note (item);

  return g_strconcat (lec_slide_item_get_title (item), "\n", lec_slide_item_get_text (item), "\n",
                      said != NULL ? said : "", "\n", note, NULL);
}

static gboolean
holds_all (const char *all,
           char *const *words)
{
  g_autofree char *folded = lec_slide_find_fold (all);

  for (; *words != NULL; words++)
    if (strstr (folded, *words) == NULL)
      return FALSE;

  return TRUE;
}

char **
lec_slide_find_split (const char *text)
{
  g_autofree char *folded = lec_slide_find_fold (text);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);

  return g_strv_builder_end (words);
}

GArray *
lec_slide_find (GListModel *list,
                LecSlideFindWords dup_words,
                const char *text)
{
  GArray *found = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (list) && dup_words != NULL && text != NULL, NULL);

  found = g_array_new (FALSE, FALSE, sizeof (guint));
  words = lec_slide_find_split (text);
  for (guint i = 0; words[0] != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);
      g_autofree char *all = dup_words (item);

      if (holds_all (all, words))
        g_array_append_val (found, i);
    }

  return found;
}
