/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide that was built up may be several pages, and one that somebody drew on
 * a board is none. Pages that follow each other are written as a range.
 */
#include "documents/deck-pages.h"

#include <glib/gi18n-lib.h>

/* @first: after it pages follow up to @last */
static void
append_range (GString *text,
              guint first,
              guint last)
{
  g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", first);
  if (last == first + 1)
    g_string_append_printf (text, ", %u", last);
  else if (last > first)
    g_string_append_printf (text, "–%u", last);
}

/* @is_one: (array length=n_pages): of each page from 1, whether it is one of them.
 * Returns: (transfer full) */
static char *
list_pages (const gboolean *is_one,
            guint n_pages,
            guint *n_listed)
{
  GString *text = g_string_new (NULL);

  *n_listed = 0;
  for (guint page = 1; page <= n_pages; page++)
    {
      guint last = page;

      if (!is_one[page - 1])
        continue;
      while (last < n_pages && is_one[last])
        last++;
      append_range (text, page, last);
      *n_listed += last - page + 1;
      page = last;
    }

  return g_string_free (text, FALSE);
}

char *
lec_deck_pages_describe (const LecMaterial *material,
                         guint slide)
{
  const LecDeck *deck = NULL;
  g_autofree gboolean *is_shown = NULL;
  g_autofree char *pages = NULL;
  guint n_pages = 0;

  g_return_val_if_fail (material != NULL, NULL);

  deck = material->deck;
  if (deck == NULL)
    return NULL;

  is_shown = g_new0 (gboolean, deck->n_pages);
  for (guint i = 0; i < deck->shows->len; i++)
    {
      const LecDeckShow *show = &g_array_index (deck->shows, LecDeckShow, i);

      if (show->slide == slide && show->page > 0 && show->page <= deck->n_pages)
        is_shown[show->page - 1] = TRUE;
    }
  pages = list_pages (is_shown, deck->n_pages, &n_pages);
  if (n_pages == 0 && deck->name == NULL)
    /* Translators: of a slide */
    return g_strdup (_ ("On no page of the deck"));
  if (n_pages == 0)
    /* Translators: of a slide; %s is the name of a file */
    return g_strdup_printf (_ ("On no page of %s"), deck->name);
  if (deck->name == NULL)
    /* Translators: numbers of pages */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Page %s of the deck", "Pages %s of the deck", n_pages),
                            pages);

  /* Translators: numbers of pages, and the name of a file */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Page %s of %s", "Pages %s of %s", n_pages), pages, deck->name);
}

char *
lec_deck_pages_describe_never_shown (const LecMaterial *material)
{
  const LecDeck *deck = NULL;
  g_autofree gboolean *is_missing = NULL;
  g_autofree char *pages = NULL;
  guint n_pages = 0;

  g_return_val_if_fail (material != NULL, NULL);

  deck = material->deck;
  if (deck == NULL)
    return NULL;

  is_missing = g_new0 (gboolean, deck->n_pages);
  for (guint page = 1; page <= deck->n_pages; page++)
    is_missing[page - 1] = !lec_deck_is_shown (deck, page);
  pages = list_pages (is_missing, deck->n_pages, &n_pages);
  if (n_pages == 0)
    return NULL;

  if (deck->name == NULL)
    /* Translators: numbers of pages */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A page of the deck that was never shown: %s",
                                         "Pages of the deck that were never shown: %s", n_pages),
                            pages);

  /* Translators: the name of a file, and numbers of pages */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A page of %s that was never shown: %s",
                                       "Pages of %s that were never shown: %s", n_pages),
                          deck->name, pages);
}
