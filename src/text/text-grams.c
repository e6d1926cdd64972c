/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs are numbers (a hash of their letters): two that meet by chance do not
 * matter among hundreds. Their weight is that of a word in a collection, the
 * logarithm of how few texts have it.
 */
#include "text/text-grams.h"

#include <math.h>
#include <string.h>

#define MAX_TEXT_BYTES (64 * 1024)
#define MAX_COUNT      3   /* of one run in one text: a table of zeros is no evidence */
#define LEAST_WEIGHT   0.1 /* of a run that all texts have */
#define EDGE           '_' /* before and after a word */

/* A run and how often a text has it. */
typedef struct
{
  guint64 gram;
  guint count;
  double weight;
} Gram;

struct _LecTextGrams
{
  GPtrArray *texts; /* (element-type GArray of Gram): in order of grams */
  GArray *masses;   /* (element-type double) */
  GHashTable *df;   /* (element-type guint64 guint): in how many texts */
};

static gboolean
is_sign (gunichar c)
{
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

static guint64
hash_letters (const gunichar *letters,
              guint n)
{
  guint64 hash = 14695981039346656037u; /* FNV-1a */

  for (guint i = 0; i < n; i++)
    hash = (hash ^ letters[i]) * 1099511628211u;
  return hash;
}

static void
add_gram (GArray *grams,
          const gunichar *letters,
          guint n)
{
  Gram gram = { hash_letters (letters, n), 1, 0 };

  g_array_append_val (grams, gram);
}

/* @letters: of one word, with an edge at both ends */
static void
add_word (GArray *grams,
          const GArray *letters)
{
  const gunichar *all = (const gunichar *) (gpointer) letters->data;

  for (guint i = 0; i + 2 < letters->len; i++)
    if (is_sign (all[i + 1]))
      add_gram (grams, all + i + 1, all[i + 2] == EDGE ? 1 : 2);
    else
      add_gram (grams, all + i, 3);
}

static int
compare_grams (gconstpointer a,
               gconstpointer b)
{
  guint64 x = ((const Gram *) a)->gram, y = ((const Gram *) b)->gram;

  return x < y ? -1 : x > y;
}

/* Each once. */
static void
count_grams (GArray *grams)
{
  guint n = 0;

  g_array_sort (grams, compare_grams);
  for (guint i = 0; i < grams->len; i++)
    {
      const Gram *gram = &g_array_index (grams, Gram, i);
      Gram *last = n > 0 ? &g_array_index (grams, Gram, n - 1) : NULL;

      if (last != NULL && last->gram == gram->gram)
        last->count = MIN (last->count + 1, MAX_COUNT);
      else
        g_array_index (grams, Gram, n++) = *gram;
    }
  g_array_set_size (grams, n);
}

/* Composed signs as they are, everything else without marks. Returns: (transfer full) */
static char *
simplify (const char *text)
{
  gsize length = MIN (strlen (text), MAX_TEXT_BYTES);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (plain != NULL ? plain : valid, -1);
}

static void
end_word (GArray *grams,
          GArray *letters)
{
  gunichar edge = EDGE;

  if (letters->len > 1)
    {
      g_array_append_val (letters, edge);
      add_word (grams, letters);
    }
  g_array_set_size (letters, 1);
}

/* Returns: (transfer full) (element-type Gram) */
static GArray *
split (const char *text)
{
  g_autofree char *simple = simplify (text != NULL ? text : "");
  g_autoptr (GArray) letters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  GArray *grams = g_array_new (FALSE, FALSE, sizeof (Gram));
  gunichar edge = EDGE;

  g_array_append_val (letters, edge);
  for (const char *p = simple; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_array_append_val (letters, c);
      else if (!g_unichar_ismark (c))
        end_word (grams, letters);
    }
  end_word (grams, letters);
  count_grams (grams);

  return grams;
}

char *
lec_text_grams_dup_form (const char *word)
{
  g_autofree char *simple = NULL;
  g_autoptr (GString) form = g_string_new (NULL);

  g_return_val_if_fail (word != NULL, NULL);

  simple = simplify (word);
  for (const char *p = simple; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (form, g_utf8_get_char (p));

  return form->len > 0 ? g_string_free (g_steal_pointer (&form), FALSE) : NULL;
}

static double
weigh (const LecTextGrams *self,
       guint64 gram)
{
  guint df = GPOINTER_TO_UINT (g_hash_table_lookup (self->df, &gram));

  return MAX (log ((self->texts->len + 1.0) / (df + 0.5)), LEAST_WEIGHT);
}

/* Returns: the sum of all */
static double
weigh_all (const LecTextGrams *self,
           GArray *grams)
{
  double mass = 0;

  for (guint i = 0; i < grams->len; i++)
    {
      Gram *gram = &g_array_index (grams, Gram, i);

      gram->weight = weigh (self, gram->gram);
      mass += gram->weight * gram->count;
    }

  return mass;
}

static void
note_grams (LecTextGrams *self,
            const GArray *grams)
{
  for (guint i = 0; i < grams->len; i++)
    {
      guint64 gram = g_array_index (grams, Gram, i).gram;
      guint df = GPOINTER_TO_UINT (g_hash_table_lookup (self->df, &gram));

      g_hash_table_insert (self->df, g_memdup2 (&gram, sizeof gram), GUINT_TO_POINTER (df + 1));
    }
}

/**
 * lec_text_grams_new:
 * @texts: (array length=n_texts) (element-type utf8): %NULL counts as empty
 *
 * Returns: (transfer full)
 */
LecTextGrams *
lec_text_grams_new (const char *const *texts,
                    guint n_texts)
{
  LecTextGrams *self = g_new0 (LecTextGrams, 1);

  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->masses = g_array_new (FALSE, FALSE, sizeof (double));
  self->df = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n_texts; i++)
    {
      GArray *grams = split (texts[i]);

      note_grams (self, grams);
      g_ptr_array_add (self->texts, grams);
    }
  for (guint i = 0; i < n_texts; i++)
    {
      double mass = weigh_all (self, g_ptr_array_index (self->texts, i));

      g_array_append_val (self->masses, mass);
    }

  return self;
}

void
lec_text_grams_free (LecTextGrams *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->texts);
  g_array_unref (self->masses);
  g_hash_table_unref (self->df);
  g_free (self);
}

static double
sum_common (const GArray *a,
            const GArray *b)
{
  double sum = 0;
  guint i = 0, k = 0;

  while (i < a->len && k < b->len)
    {
      const Gram *x = &g_array_index (a, Gram, i), *y = &g_array_index (b, Gram, k);

      if (x->gram == y->gram)
        sum += x->weight * MIN (x->count, y->count);
      if (x->gram <= y->gram)
        i++;
      if (y->gram <= x->gram)
        k++;
    }

  return sum;
}

void
lec_text_grams_compare (const LecTextGrams *self,
                        const char *text,
                        LecTextLikeness *likeness)
{
  g_autoptr (GArray) grams = NULL;
  double mass = 0;

  g_return_if_fail (self != NULL && likeness != NULL);

  grams = split (text);
  mass = weigh_all (self, grams);
  for (guint i = 0; i < self->texts->len; i++)
    {
      double known = g_array_index (self->masses, double, i);
      double common = sum_common (grams, g_ptr_array_index (self->texts, i));

      likeness[i].found = mass > 0 ? MIN (common / mass, 1) : 0;
      likeness[i].covered = known > 0 ? MIN (common / known, 1) : 0;
      likeness[i].mass = sqrt (mass * known);
    }
}
