/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where sentences end, in writing and over cues that break anywhere; which
 * time and slide each has.
 */
#include <string.h>

#include "model/said.h"
#include "text/sentences.h"
#include "text/spoken-sentences.h"

static void
test_ends (void)
{
  /* What comes first, with "|" at the end of each sentence that has one. */
  static const char *const cases[][2] = {
    { "It is so. Next", "It is so.| Next" },
    { "Dr. Brown came. He", "Dr. Brown came.| He" },
    { "see e.g. Smith. Then", "see e.g. Smith.| Then" },
    { "J. Bach wrote. He", "J. Bach wrote.| He" },
    { "Am 3. Mai kam er. Dann", "Am 3. Mai kam er.| Dann" },
    { "about 3.14 is pi. So", "about 3.14 is pi.| So" },
    { "lists, etc. and more. So", "lists, etc. and more.| So" },
    { "Really?! Yes. No", "Really?!| Yes.| No" },
    { "He said “so.” Then", "He said “so.”| Then" },
    { "z.B. Eisen. Es", "z.B. Eisen.| Es" },
    { "т.е. энергия. Она", "т.е. энергия.| Она" },
    { "这是数据。那是图！好", "这是数据。|那是图！|好" },
    { "no end here", "no end here" },
    { "the end.", "the end." },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) marked = g_string_new (NULL);
      const char *start = cases[i][0], *end = start + strlen (start);

      for (const char *stop = NULL; (stop = lec_sentence_find_end (start, end, start)) != NULL; start = stop)
        {
          g_string_append_len (marked, start, stop - start);
          g_string_append_c (marked, '|');
        }
      g_string_append (marked, start);
      g_assert_cmpstr (marked->str, ==, cases[i][1]);
    }
}

typedef struct
{
  GString *text;
  guint n_sentences;
} Heard;

static void
heard_cb (const char *text,
          guint slide,
          double time_s,
          gpointer user_data)
{
  Heard *heard = user_data;

  heard->n_sentences++;
  if (heard->text->len < 4096)
    g_string_append_printf (heard->text, "%u@%.0f %s\n", slide, time_s, text);
}

static LecSaid *
add_place (GPtrArray *said,
           guint slide)
{
  LecSaid *place = g_new0 (LecSaid, 1);

  place->slide = slide;
  place->cues = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_cue_free);
  g_ptr_array_add (said, place);
  return place;
}

static void
add_cue (LecSaid *place,
         double start_s,
         double end_s,
         const char *text)
{
  g_ptr_array_add (place->cues, lec_cue_new (start_s, end_s, text));
}

static void
test_cues (void)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_said_free);
  LecSaid *first = add_place (said, 1), *second = add_place (said, 2);
  Heard heard = { g_string_new (NULL), 0 };

  add_cue (first, 0, 4, "The first sentence\ngoes on here. The");
  add_cue (first, 4, 8, "second one has no end");
  add_cue (second, 8, 12, "before this. A third");
  add_cue (second, 20, 24, "After a pause. Last");
  lec_spoken_sentences_find (said, heard_cb, &heard);
  g_assert_cmpstr (heard.text->str, ==,
                   "1@0 The first sentence goes on here.\n"
                   "1@4 The second one has no end before this.\n"
                   "2@11 A third\n"
                   "2@20 After a pause.\n"
                   "2@23 Last\n");
  g_string_free (heard.text, TRUE);
}

/* The times of words count where there are any. */
static void
test_word_times (void)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_said_free);
  LecSaid *place = add_place (said, 3);
  LecCue *cue = lec_cue_new (0, 10, "One two. Three four");
  Heard heard = { g_string_new (NULL), 0 };

  g_ptr_array_add (cue->words, lec_spoken_word_new ("One", 0, 1));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("two.", 1, 2));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("Three", 8, 9));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("four", 9, 10));
  g_ptr_array_add (place->cues, cue);
  lec_spoken_sentences_find (said, heard_cb, &heard);
  g_assert_cmpstr (heard.text->str, ==, "3@0 One two.\n3@8 Three four\n");
  g_string_free (heard.text, TRUE);
}

/* What a machine wrote down has no full stops: pauses part it, and its length. */
static void
test_no_stops (void)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_said_free);
  LecSaid *place = add_place (said, 1);
  Heard heard = { g_string_new (NULL), 0 };

  for (guint i = 0; i < 20; i++)
    add_cue (place, i * 4, i * 4 + 4, "seven words that have no full stop");
  add_cue (place, 82, 84, "after a pause");
  lec_spoken_sentences_find (said, heard_cb, &heard);
  g_assert_cmpuint (heard.n_sentences, ==, 6);
  g_assert_nonnull (strstr (heard.text->str, "1@82 after a pause\n"));
  g_string_free (heard.text, TRUE);
}

/* One cue of four megabytes, and a hundred thousand of a word: both take no time to speak of. */
static void
test_bounds (void)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_said_free);
  LecSaid *place = add_place (said, 1);
  g_autofree char *long_word = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GString) many = g_string_new (NULL);
  Heard heard = { g_string_new (NULL), 0 };

  for (guint i = 0; i < 200000; i++)
    g_string_append (many, "A short one. ");
  add_cue (place, 0, 1, long_word);
  add_cue (place, 1, 2, many->str);
  for (guint i = 0; i < 100000; i++)
    add_cue (place, 2 + i, 3 + i, "word");
  lec_spoken_sentences_find (said, heard_cb, &heard);
  g_assert_cmpuint (heard.n_sentences, >, 200000);
  g_string_free (heard.text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spoken-sentences/ends", test_ends);
  g_test_add_func ("/spoken-sentences/cues", test_cues);
  g_test_add_func ("/spoken-sentences/word-times", test_word_times);
  g_test_add_func ("/spoken-sentences/no-stops", test_no_stops);
  g_test_add_func ("/spoken-sentences/bounds", test_bounds);
  return g_test_run ();
}
