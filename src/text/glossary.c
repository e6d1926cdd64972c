/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Definitions in the order of a dictionary, each term once, with the slides on
 * which it comes up.
 */
#include "text/glossary.h"

#include <string.h>

#include "text/keywords.h"

#define MAX_ENTRIES 80

/* In the order of a dictionary, whatever the locale is: without case and accents. */
static char *
make_sort_key (const char *term)
{
  g_autofree char *folded = g_utf8_casefold (term, -1);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_NFD);
  GString *key = g_string_new (NULL);

  for (const char *at = apart; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (key, g_utf8_get_char (at));
  g_string_append_c (key, '\n');
  g_string_append (key, term);

  return g_string_free (key, FALSE);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const LecGlossaryEntry *left = *(const LecGlossaryEntry *const *) a;
  const LecGlossaryEntry *right = *(const LecGlossaryEntry *const *) b;
  g_autofree char *left_key = make_sort_key (left->term);
  g_autofree char *right_key = make_sort_key (right->term);

  return strcmp (left_key, right_key);
}

static LecGlossaryEntry *
make_entry (const LecPassages *material,
            const LecDefinition *definition,
            const LecPhrase *phrase)
{
  LecGlossaryEntry *entry = lec_glossary_entry_new (definition->term, definition->definition,
                                                    definition->passage->source);

  for (guint i = 0; phrase != NULL && i < phrase->documents->len; i++)
    g_array_append_val (entry->slides,
                        lec_passages_get_document (material, g_array_index (phrase->documents, guint, i))->slide);
  if (entry->slides->len == 0)
    g_array_append_val (entry->slides, definition->passage->source.slide);
  lec_slide_numbers_tidy (entry->slides);

  return entry;
}

/**
 * lec_glossary_make:
 *
 * Of several definitions of one term the certain one counts, and the first of those.
 *
 * Returns: (transfer full) (element-type LecGlossaryEntry)
 */
GPtrArray *
lec_glossary_make (const LecPassages *material,
                   const GPtrArray *definitions,
                   const GPtrArray *phrases)
{
  GPtrArray *glossary = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_glossary_entry_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_val_if_fail (material != NULL && definitions != NULL && phrases != NULL, glossary);

  for (guint i = 0; i < phrases->len; i++)
    {
      LecPhrase *phrase = g_ptr_array_index (phrases, i);

      g_hash_table_insert (by_key, &phrase->key, phrase);
    }
  for (guint certain = 2; certain-- > 0;)
    for (guint i = 0; i < definitions->len && glossary->len < MAX_ENTRIES; i++)
      {
        LecDefinition *definition = g_ptr_array_index (definitions, i);

        if ((guint) definition->is_certain != certain || !g_hash_table_add (taken, &definition->key))
          continue;
        g_ptr_array_add (glossary, make_entry (material, definition, g_hash_table_lookup (by_key, &definition->key)));
      }
  g_ptr_array_sort (glossary, compare_entries);

  return glossary;
}
