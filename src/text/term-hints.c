/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person looks at each hint, so few and right ones are wanted. What is heard
 * must be rare, and on no slide; what was meant must be on a slide that is
 * shown about then, sound like it, and not be another form of the same word.
 * Unless both sound quite alike, the term must be one that is never heard at
 * all in the lecture: what is recognised elsewhere is known to the model.
 */
#include "text/term-hints.h"

#include <string.h>

#include "text/sound-form.h"

#define MIN_HEARD_LETTERS     4
#define MIN_TERM_LETTERS      5
#define MIN_JOINED_LETTERS    7
#define MIN_PART_BYTES        3 /* an article or "and" of one letter is no part, in any script */
#define MAX_LETTERS           40
#define MIN_SKELETON          3
#define MIN_CONFIDENCE        70.0f
#define MAX_TERMS_ON_SLIDE    2000
#define MAX_HINTS             500
#define RARE_COUNT            3   /* or */
#define RARE_FRACTION         500 /* one in so many words */
#define SKELETON_MAX_DISTANCE 0.4
#define LETTERS_MAX_DISTANCE  0.2
#define LETTERS_MIN_LETTERS   8
#define MAX_ENDING            3
#define MIN_BEGINNING         4

typedef struct
{
  char *text;
  char *folded;
  char *form;
  char *skeleton;
  guint n_letters;
  gboolean is_joined; /* of two */
} Word;

/* Where a word of a cue's text is. */
typedef struct
{
  gsize start;
  gsize end;
} Span;

typedef struct
{
  double start_s;
  guint slide; /* index */
} Visit;

typedef struct
{
  const LecTranscript *transcript;
  const GPtrArray *slides;
  GPtrArray *terms;      /* (element-type GPtrArray of Word): of each slide */
  GHashTable *on_slides; /* folded words */
  GHashTable *counts;    /* folded word that is heard: how often */
  GArray *visits;        /* (element-type Visit): in order */
  GPtrArray *hints;
  guint rare;
} Finder;

void
lec_term_hint_free (LecTermHint *self)
{
  if (self == NULL)
    return;

  g_free (self->heard);
  g_free (self->meant);
  g_free (self);
}

static Word *
word_new (const char *text,
          gsize length)
{
  Word *self = g_new0 (Word, 1);

  self->text = g_strndup (text, length);
  self->folded = g_utf8_casefold (self->text, -1);
  self->form = lec_sound_form_make (self->text);
  self->skeleton = lec_sound_form_make_skeleton (self->form);
  self->n_letters = (guint) g_utf8_strlen (self->folded, -1);

  return self;
}

static void
word_free (Word *self)
{
  g_free (self->text);
  g_free (self->folded);
  g_free (self->form);
  g_free (self->skeleton);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Word, word_free)

/* Runs of letters. Returns: (element-type Span) */
static GArray *
list_spans (const char *text)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (Span));
  const char *start = NULL;

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_letter = g_unichar_isalpha (c) || (start != NULL && g_unichar_ismark (c));

      if (is_letter && start == NULL)
        start = p;
      if (!is_letter && start != NULL)
        {
          Span span = { (gsize) (start - text), (gsize) (p - text) };

          g_array_append_val (spans, span);
          start = NULL;
        }
      if (*p == '\0')
        return spans;
    }
}

static char *
fold_span (const char *text,
           const Span *span)
{
  return g_utf8_casefold (text + span->start, (gssize) (span->end - span->start));
}

/* Optimal string alignment: what it takes to make one of the other, letter by letter. */
static guint
count_changes (const Word *a,
               const Word *b)
{
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (a->folded, -1, NULL);
  g_autofree gunichar *right = g_utf8_to_ucs4_fast (b->folded, -1, NULL);
  guint rows[3][MAX_LETTERS + 1] = { 0 };

  for (guint j = 0; j <= b->n_letters; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= a->n_letters; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      const guint *before = rows[(i + 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= b->n_letters; j++)
        {
          guint least = above[j - 1] + (left[i - 1] != right[j - 1]);

          least = MIN (least, MIN (above[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
            least = MIN (least, before[j - 2] + 1);
          row[j] = least;
        }
    }

  return rows[a->n_letters % 3][b->n_letters];
}

static double
get_distance (const Word *a,
              const Word *b)
{
  return (double) count_changes (a, b) / MAX (a->n_letters, b->n_letters);
}

/* "ing" after "comput"; nothing, too. Consonants alone are no ending, but for s, t, n, d. */
static gboolean
is_ending (const char *text)
{
  if (g_utf8_strlen (text, -1) > MAX_ENDING)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guint8) *p >= 0x80 || strchr ("aeiouy", *p) != NULL)
      return TRUE;

  return text[strspn (text, "stnd")] == '\0';
}

/* Whether they begin or end with the same word: computer, computing; stable, unstable. */
static gboolean
are_forms_of_one (const Word *a,
                  const Word *b)
{
  const char *p = a->folded;
  const char *q = b->folded;
  guint n_same = 0;

  if (g_str_has_suffix (a->folded, b->folded) || g_str_has_suffix (b->folded, a->folded))
    return TRUE;
  for (; *p != '\0' && g_utf8_get_char (p) == g_utf8_get_char (q); n_same++)
    {
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }

  return n_same >= MIN_BEGINNING && is_ending (p) && is_ending (q);
}

static guint
get_count (const Finder *self,
           const char *folded)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, folded));
}

/* Returns: how unlike they are, 0 to 1; more for what is no hint */
static double
compare (const Finder *self,
         const Word *heard,
         const Word *term)
{
  double distance = 0;
  gboolean sounds_same = strcmp (heard->form, term->form) == 0;
  gboolean has_skeleton = strlen (heard->skeleton) >= MIN_SKELETON && strcmp (heard->skeleton, term->skeleton) == 0;

  if (!sounds_same && !has_skeleton && MIN (heard->n_letters, term->n_letters) < LETTERS_MIN_LETTERS)
    return 2;

  distance = get_distance (heard, term);
  if (sounds_same && strlen (term->form) >= MIN_HEARD_LETTERS && distance <= SKELETON_MAX_DISTANCE)
    return distance / 2;
  if (are_forms_of_one (heard, term) || get_count (self, term->folded) > 0)
    return 2;
  if (has_skeleton && distance <= SKELETON_MAX_DISTANCE)
    return distance;
  if (!heard->is_joined && *heard->skeleton == *term->skeleton &&
      MIN (heard->n_letters, term->n_letters) >= LETTERS_MIN_LETTERS &&
      distance <= LETTERS_MAX_DISTANCE)
    return distance;

  return 2;
}

static void
add_term (Finder *self,
          GPtrArray *terms,
          const char *text,
          const Span *span)
{
  g_autoptr (Word) word = word_new (text + span->start, span->end - span->start);

  g_hash_table_add (self->on_slides, g_strdup (word->folded));
  if (word->n_letters < MIN_TERM_LETTERS || word->n_letters > MAX_LETTERS || terms->len >= MAX_TERMS_ON_SLIDE)
    return;
  for (guint i = 0; i < terms->len; i++)
    if (strcmp (((const Word *) g_ptr_array_index (terms, i))->folded, word->folded) == 0)
      return;

  g_ptr_array_add (terms, g_steal_pointer (&word));
}

static void
add_terms (Finder *self,
           GPtrArray *terms,
           const char *text)
{
  g_autoptr (GArray) spans = list_spans (text);

  for (guint i = 0; i < spans->len; i++)
    add_term (self, terms, text, &g_array_index (spans, Span, i));
}

/* What was read with doubt is on the slide, perhaps, but nothing to correct by. */
static void
add_slide (Finder *self,
           const LecSlide *slide)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func ((GDestroyNotify) word_free);
  g_autoptr (GPtrArray) doubtful = g_ptr_array_new_with_free_func ((GDestroyNotify) word_free);

  for (guint i = 0; i < slide->words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);

      add_terms (self, word->confidence >= MIN_CONFIDENCE ? terms : doubtful, word->text);
    }
  if (slide->title != NULL)
    add_terms (self, slide->words->len == 0 ? terms : doubtful, slide->title);
  if (slide->text != NULL)
    add_terms (self, slide->words->len == 0 ? terms : doubtful, slide->text);
  g_ptr_array_add (self->terms, terms);
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  const Visit *left = a;
  const Visit *right = b;

  return (left->start_s > right->start_s) - (left->start_s < right->start_s);
}

static void
read_slides (Finder *self)
{
  for (guint i = 0; i < self->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (self->slides, i);

      add_slide (self, slide);
      for (guint j = 0; j < slide->visits->len; j++)
        {
          Visit visit = { g_array_index (slide->visits, LecVisit, j).start_s, i };

          g_array_append_val (self->visits, visit);
        }
    }
  g_array_sort (self->visits, compare_visits);
}

static void
count_heard (Finder *self)
{
  guint n_words = 0;

  for (guint i = 0; i < self->transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (self->transcript->cues, i);
      g_autoptr (GArray) spans = list_spans (cue->text);

      n_words += spans->len;
      for (guint j = 0; j < spans->len; j++)
        {
          char *folded = fold_span (cue->text, &g_array_index (spans, Span, j));
          guint n = get_count (self, folded);

          g_hash_table_insert (self->counts, folded, GUINT_TO_POINTER (n + 1));
        }
    }
  self->rare = MAX (RARE_COUNT, n_words / RARE_FRACTION);
}

/* The visit when half of the cue is said; the number of all visits before the first one. */
static guint
find_visit (const Finder *self,
            const LecCue *cue)
{
  double time_s = (cue->start_s + cue->end_s) / 2;
  guint low = 0, high = self->visits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->visits, Visit, middle).start_s <= time_s)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? low - 1 : self->visits->len;
}

/* The best term of the slides about then; %NULL when there is none, or two are as good. */
static const Word *
find_term (const Finder *self,
           const Word *heard,
           guint visit,
           guint *slide)
{
  guint end = MIN (visit + 2, self->visits->len);
  const Word *best = NULL;
  double least = 1;
  gboolean is_clear = TRUE;

  for (guint i = visit > 0 ? visit - 1 : 0; i < end; i++)
    {
      guint index = g_array_index (self->visits, Visit, i).slide;
      const GPtrArray *terms = g_ptr_array_index (self->terms, index);

      for (guint j = 0; j < terms->len; j++)
        {
          const Word *term = g_ptr_array_index (terms, j);
          double distance = compare (self, heard, term);
          gboolean is_known = best != NULL && strcmp (best->folded, term->folded) == 0;

          if (distance > least || (is_known && i != visit))
            continue;
          is_clear = distance < least || is_known;
          least = distance;
          best = term;
          *slide = index;
        }
    }

  return is_clear ? best : NULL;
}

static gboolean
is_candidate (const Finder *self,
              const char *folded)
{
  return get_count (self, folded) <= self->rare && !g_hash_table_contains (self->on_slides, folded);
}

/* What is between @from and @to of the cue's text, with @heard as its letters. */
static gboolean
offer (Finder *self,
       guint cue,
       gsize from,
       gsize to,
       const Word *heard,
       guint visit)
{
  const LecCue *said = g_ptr_array_index (self->transcript->cues, cue);
  guint slide = 0;
  const Word *term = NULL;
  LecTermHint *hint = NULL;

  if (heard->n_letters < MIN_HEARD_LETTERS || heard->n_letters > MAX_LETTERS)
    return FALSE;
  term = find_term (self, heard, visit, &slide);
  if (term == NULL)
    return FALSE;

  hint = g_new0 (LecTermHint, 1);
  hint->cue = cue;
  hint->at = from;
  hint->heard = g_strndup (said->text + from, to - from);
  hint->meant = g_strdup (term->text);
  hint->slide = ((const LecSlide *) g_ptr_array_index (self->slides, slide))->number;
  g_ptr_array_add (self->hints, hint);
  return TRUE;
}

/* "pie torch": two words with a space between them, as one. */
static gboolean
offer_joined (Finder *self,
              guint cue,
              const Span *first,
              const Span *second,
              guint visit)
{
  const char *text = ((const LecCue *) g_ptr_array_index (self->transcript->cues, cue))->text;
  g_autofree char *left = g_strndup (text + first->start, first->end - first->start);
  g_autofree char *joined = NULL;
  g_autofree char *left_folded = NULL;
  g_autofree char *right_folded = NULL;
  g_autoptr (Word) word = NULL;

  if (first->end - first->start < MIN_PART_BYTES || second->end - second->start < MIN_PART_BYTES ||
      second->start != first->end + 1 || (text[first->end] != ' ' && text[first->end] != '\n'))
    return FALSE;
  left_folded = fold_span (text, first);
  right_folded = fold_span (text, second);
  if (g_hash_table_contains (self->on_slides, left_folded) || g_hash_table_contains (self->on_slides, right_folded) ||
      !(is_candidate (self, left_folded) || is_candidate (self, right_folded)))
    return FALSE;

  joined = g_strdup_printf ("%s%.*s", left, (int) (second->end - second->start), text + second->start);
  word = word_new (joined, strlen (joined));
  word->is_joined = TRUE;
  return word->n_letters >= MIN_JOINED_LETTERS && offer (self, cue, first->start, second->end, word, visit);
}

static void
read_cue (Finder *self,
          guint number)
{
  const LecCue *cue = g_ptr_array_index (self->transcript->cues, number);
  g_autoptr (GArray) spans = list_spans (cue->text);
  guint visit = find_visit (self, cue);

  if (visit == self->visits->len)
    return;

  for (guint i = 0; i < spans->len && self->hints->len < MAX_HINTS; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      g_autofree char *folded = fold_span (cue->text, span);
      g_autoptr (Word) word = NULL;

      if (i + 1 < spans->len && offer_joined (self, number, span, span + 1, visit))
        {
          i++;
          continue;
        }
      if (!is_candidate (self, folded))
        continue;
      word = word_new (cue->text + span->start, span->end - span->start);
      offer (self, number, span->start, span->end, word, visit);
    }
}

/**
 * lec_term_hints_find:
 * @slides: (element-type LecSlide): with their words
 *
 * Returns: (transfer full) (element-type LecTermHint): in order of the cues and of their
 *   words, which are in one hint at most; 500 hints at most
 */
GPtrArray *
lec_term_hints_find (const LecTranscript *transcript,
                     const GPtrArray *slides)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) on_slides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (Visit));
  GPtrArray *hints = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_term_hint_free);
  Finder self = { transcript, slides, terms, on_slides, counts, visits, hints, 0 };

  g_return_val_if_fail (transcript != NULL && slides != NULL, hints);

  read_slides (&self);
  count_heard (&self);
  for (guint i = 0; i < transcript->cues->len; i++)
    read_cue (&self, i);

  return hints;
}

/* Times of words are those of words that are not there any more. */
static void
apply (const LecTermHint *hint,
       LecCue *cue)
{
  g_autoptr (GString) text = g_string_new (cue->text);

  g_string_erase (text, (gssize) hint->at, (gssize) strlen (hint->heard));
  g_string_insert (text, (gssize) hint->at, hint->meant);
  g_free (cue->text);
  cue->text = g_strdup (text->str);
  g_ptr_array_set_size (cue->words, 0);
}

void
lec_term_hints_apply (const GPtrArray *hints,
                      LecTranscript *transcript)
{
  g_return_if_fail (hints != NULL && transcript != NULL);

  /* The last first: what stands before it stays where it is. */
  for (guint i = hints->len; i > 0; i--)
    {
      const LecTermHint *hint = g_ptr_array_index (hints, i - 1);

      apply (hint, g_ptr_array_index (transcript->cues, hint->cue));
    }
}
