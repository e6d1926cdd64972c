/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words and slides: by hand for what the rules say, and 10,000 made-up lectures
 * for what must hold whatever comes. Each word there is another one, so that
 * none can be lost, come twice, or change places unseen.
 */
#include <math.h>
#include <string.h>

#include "model/said.h"

#define N_LECTURES 10000

static LecSlide *
add_slide (GPtrArray *slides,
           guint number,
           double start_s)
{
  LecSlide *slide = lec_slide_new (number);

  lec_slide_add_visit (slide, start_s, start_s);
  g_ptr_array_add (slides, slide);
  return slide;
}

static LecCue *
add_cue (LecTranscript *transcript,
         double start_s,
         double end_s,
         const char *text)
{
  LecCue *cue = lec_cue_new (start_s, end_s, text);

  g_ptr_array_add (transcript->cues, cue);
  return cue;
}

/* "SLIDE: TEXT|TEXT" of each place, a line each. */
static char *
describe (const GPtrArray *said)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);

      g_string_append_printf (text, "%u:", place->slide);
      for (guint j = 0; j < place->cues->len; j++)
        {
          const LecCue *cue = g_ptr_array_index (place->cues, j);

          g_string_append_printf (text, "%s%s", j == 0 ? " " : "|", cue->text);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
assert_said (const LecTranscript *transcript,
             const GPtrArray *slides,
             const char *expected)
{
  g_autoptr (GPtrArray) said = lec_said_place (transcript, slides);
  g_autofree char *text = describe (said);

  g_assert_cmpstr (text, ==, expected);
}

static GPtrArray *
make_slides (void)
{
  GPtrArray *slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);

  add_slide (slides, 2, 20);
  lec_slide_add_visit (add_slide (slides, 1, 10), 30, 40);
  return slides;
}

static void
test_places (void)
{
  g_autoptr (GPtrArray) slides = make_slides ();
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);

  add_cue (transcript, 2, 4, "before");
  add_cue (transcript, 12, 14, "one");
  add_cue (transcript, 14, 20, "till the end");
  add_cue (transcript, 19, 22, "mostly two");
  add_cue (transcript, 20, 20, "a moment");
  add_cue (transcript, 28, 32, "in doubt");
  add_cue (transcript, 29, 32, "back");
  add_cue (transcript, 500, 501, "after");
  assert_said (transcript, slides,
               "0: before\n"
               "1: one|till the end\n"
               "2: mostly two|a moment|in doubt\n"
               "1: back|after\n");
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) slides = make_slides ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);

  assert_said (NULL, slides, "1:\n2:\n1:\n");
  assert_said (transcript, none, "");
  add_cue (transcript, 2, 4, "alone");
  assert_said (transcript, none, "0: alone\n");
}

static void
test_cut_by_words (void)
{
  g_autoptr (GPtrArray) slides = make_slides ();
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autoptr (GPtrArray) said = NULL;
  LecCue *cue = add_cue (transcript, 8, 22, "“Good day,\ndear people – all!”");
  const LecSaid *place = NULL;
  const LecCue *part = NULL;

  cue->speaker = g_strdup ("A");
  g_ptr_array_add (cue->words, lec_spoken_word_new ("Good", 8.5, 9));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("day", 9, 11.5));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("dear", 12, 13));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("people", 13, 19));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("all", 20, 21));
  assert_said (transcript, slides, "0: “Good\n1: day,\ndear people –\n2: all!”\n1:\n");

  said = lec_said_place (transcript, slides);
  place = g_ptr_array_index (said, 0);
  part = g_ptr_array_index (place->cues, 0);
  g_assert_cmpfloat (part->start_s, ==, 8);
  g_assert_cmpfloat (part->end_s, ==, 9);
  g_assert_cmpstr (part->speaker, ==, "A");
  place = g_ptr_array_index (said, 1);
  part = g_ptr_array_index (place->cues, 0);
  g_assert_cmpfloat (part->start_s, ==, 9);
  g_assert_cmpfloat (part->end_s, ==, 19);
  g_assert_cmpuint (part->words->len, ==, 3);
  place = g_ptr_array_index (said, 2);
  part = g_ptr_array_index (place->cues, 0);
  g_assert_cmpfloat (part->start_s, ==, 20);
  g_assert_cmpfloat (part->end_s, ==, 22);
}

/* Times for other words than those of the text cut nothing. */
static void
test_other_words (void)
{
  g_autoptr (GPtrArray) slides = make_slides ();
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  LecCue *cue = add_cue (transcript, 18, 23, "one two");

  g_ptr_array_add (cue->words, lec_spoken_word_new ("one", 18, 19));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("three", 21, 22));
  assert_said (transcript, slides, "1:\n2: one two\n1:\n");
}

static void
test_text (void)
{
  g_autoptr (GPtrArray) slides = make_slides ();
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autoptr (GPtrArray) said = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  add_cue (transcript, 12, 14, " Good day,\ndear \n\n");
  add_cue (transcript, 14, 16, "people.");
  add_cue (transcript, 22, 24, "你好");
  add_cue (transcript, 24, 26, "世界");
  add_cue (transcript, 32, 33, "Again.");
  said = lec_said_place (transcript, slides);
  one = lec_said_dup_text (said, 1);
  two = lec_said_dup_text (said, 2);
  g_assert_cmpstr (one, ==, "Good day, dear people.\n\nAgain.");
  g_assert_cmpstr (two, ==, "你好世界");
  g_assert_null (lec_said_dup_text (said, 0));
}

/* A lecture of the dice: some have no slides, slides that return, slides that begin together, cues
 * one after the other or over each other, long ones, moments. */
static GPtrArray *
roll_slides (GRand *rand)
{
  GPtrArray *slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  guint n_visits = (guint) g_rand_int_range (rand, 0, 16);
  double time_s = g_rand_boolean (rand) ? 0 : g_rand_double_range (rand, 0, 30);

  for (guint i = 0; i < n_visits; i++)
    {
      double end_s = time_s + (g_rand_int_range (rand, 0, 12) == 0 ? 0 : g_rand_double_range (rand, 0.4, 60));
      guint known = (guint) g_rand_int_range (rand, 0, (gint32) slides->len + 1);

      if (known < slides->len && g_rand_boolean (rand))
        lec_slide_add_visit (g_ptr_array_index (slides, known), time_s, end_s);
      else
        add_slide (slides, slides->len + 1, time_s);
      time_s = end_s;
    }
  for (guint i = slides->len; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer kept = slides->pdata[other];

      slides->pdata[other] = slides->pdata[i - 1];
      slides->pdata[i - 1] = kept;
    }

  return slides;
}

static void
roll_words (GRand *rand,
            LecCue *cue)
{
  g_auto (GStrv) words = g_strsplit_set (cue->text, " \n", -1);
  guint n_words = g_strv_length (words);
  double length_s = (cue->end_s - cue->start_s) / n_words;

  for (guint i = 0; i < n_words; i++)
    {
      double start_s = MIN (cue->start_s + length_s * i, cue->end_s);
      /* Some are longer than to the next one, some a moment. */
      double end_s = start_s + length_s * g_rand_int_range (rand, 0, 4);

      g_ptr_array_add (cue->words, lec_spoken_word_new (words[i], start_s, CLAMP (end_s, start_s, cue->end_s)));
    }
}

static LecTranscript *
roll_transcript (GRand *rand,
                 guint *n_words)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  guint n_cues = (guint) g_rand_int_range (rand, 0, 60);
  gboolean overlap = g_rand_boolean (rand);
  double time_s = g_rand_double_range (rand, 0, 20);

  for (guint i = 0; i < n_cues; i++)
    {
      double length_s = g_rand_int_range (rand, 0, 10) == 0 ? 0 : g_rand_double_range (rand, 0, 12);
      guint n = 1 + (guint) g_rand_int_range (rand, 0, 9);
      g_autoptr (GString) text = g_string_new (NULL);
      LecCue *cue = NULL;

      if (g_rand_int_range (rand, 0, 20) == 0)
        length_s *= 20;
      for (guint j = 0; j < n; j++)
        g_string_append_printf (text, "%sw%u.", j == 0 ? "" : j % 4 == 0 ? "\n"
                                                                         : " ",
                                (*n_words)++);
      cue = add_cue (transcript, time_s, time_s + length_s, text->str);
      if (g_rand_boolean (rand))
        roll_words (rand, cue);
      time_s += overlap ? length_s * g_rand_double (rand) : length_s + g_rand_int_range (rand, 0, 3);
    }

  return transcript;
}

/* The words of a cue in the place of that number. */
static void
note_words (const LecCue *cue,
            guint place,
            guint *places,
            guint n_words)
{
  g_auto (GStrv) words = g_strsplit_set (cue->text, " \n", -1);

  for (char **word = words; *word != NULL; word++)
    {
      guint number = (guint) g_ascii_strtoull (*word + 1, NULL, 10);

      g_assert_cmpuint (number, <, n_words);
      g_assert_cmpuint (places[number], ==, G_MAXUINT);
      places[number] = place;
    }
}

/* Where each word went, and that it is there once. */
static guint *
find_words (const GPtrArray *said,
            guint n_words)
{
  guint *places = g_new (guint, n_words + 1);

  memset (places, 0xff, (n_words + 1) * sizeof (guint));
  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);

      for (guint j = 0; j < place->cues->len; j++)
        note_words (g_ptr_array_index (place->cues, j), i, places, n_words);
    }
  for (guint i = 0; i < n_words; i++)
    g_assert_cmpuint (places[i], !=, G_MAXUINT);

  return places;
}

static double
get_overlap_s (const LecSaid *place,
               double start_s,
               double end_s)
{
  return MAX (MIN (end_s, place->end_s) - MAX (start_s, place->start_s), 0);
}

/* No other place has more of it; none before has as much. */
static void
assert_mostly_there (const GPtrArray *said,
                     guint at,
                     double start_s,
                     double end_s)
{
  double there_s = get_overlap_s (g_ptr_array_index (said, at), start_s, end_s);

  for (guint i = 0; i < said->len; i++)
    {
      double other_s = get_overlap_s (g_ptr_array_index (said, i), start_s, end_s);

      g_assert_cmpfloat (other_s, <=, there_s);
      if (i < at && there_s > 0)
        g_assert_cmpfloat (other_s, <, there_s);
    }
  if (start_s == end_s)
    {
      const LecSaid *place = g_ptr_array_index (said, at);

      g_assert_cmpfloat (place->start_s, <=, start_s);
      g_assert_cmpfloat (place->end_s, >, start_s);
    }
}

/* Its words are in order; whole and where most of it lies when its words have no times. */
static void
check_cue (const GPtrArray *said,
           const guint *places,
           const LecCue *cue)
{
  g_auto (GStrv) words = g_strsplit_set (cue->text, " \n", -1);
  guint first = (guint) g_ascii_strtoull (words[0] + 1, NULL, 10);
  guint n = g_strv_length (words);

  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (places[first + i - 1], <=, places[first + i]);
  if (cue->words->len == 0)
    {
      g_assert_cmpuint (places[first], ==, places[first + n - 1]);
      assert_mostly_there (said, places[first], cue->start_s, cue->end_s);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);

      /* Unless a word before it has gone on for longer. */
      if (i == 0 || places[first + i] != places[first + i - 1])
        assert_mostly_there (said, places[first + i], word->start_s, word->end_s);
    }
}

/* @before: (nullable): in the same place */
static void
check_part (const LecCue *cue,
            const LecCue *before)
{
  g_assert_cmpfloat (cue->start_s, <=, cue->end_s);
  if (before != NULL)
    g_assert_cmpfloat (before->start_s, <=, cue->start_s);
  for (guint i = 0; i < cue->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);

      g_assert_nonnull (strstr (cue->text, word->text));
      g_assert_cmpfloat (word->start_s, >=, cue->start_s);
      g_assert_cmpfloat (word->end_s, <=, cue->end_s);
    }
}

static guint
count_parts (const GPtrArray *said,
             guint *n_words)
{
  guint n_cues = 0;

  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);
      const LecSaid *next = i + 1 < said->len ? g_ptr_array_index (said, i + 1) : NULL;

      g_assert_cmpfloat (place->end_s, ==, next != NULL ? next->start_s : G_MAXDOUBLE);
      n_cues += place->cues->len;
      for (guint j = 0; j < place->cues->len; j++)
        {
          const LecCue *cue = g_ptr_array_index (place->cues, j);

          check_part (cue, j > 0 ? g_ptr_array_index (place->cues, j - 1) : NULL);
          *n_words += cue->words->len;
        }
    }

  return n_cues;
}

static void
check_lecture (guint seed,
               guint *n_cut)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) slides = roll_slides (rand);
  guint n_words = 0, n_timed = 0, n_timed_placed = 0;
  g_autoptr (LecTranscript) transcript = roll_transcript (rand, &n_words);
  g_autoptr (GPtrArray) said = lec_said_place (transcript, slides);
  g_autofree guint *places = find_words (said, n_words);
  guint n_visits = 0, word = 0, last_of_all = 0;
  double end_s = 0;

  for (guint i = 0; i < slides->len; i++)
    n_visits += ((LecSlide *) g_ptr_array_index (slides, i))->visits->len;
  g_assert_cmpuint (said->len, >=, n_visits);
  g_assert_cmpuint (said->len, <=, n_visits + 1);

  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);
      g_auto (GStrv) words = g_strsplit_set (cue->text, " \n", -1);
      guint last = word + g_strv_length (words) - 1;

      check_cue (said, places, cue);
      /* What begins after all before it has ended is in no earlier place. */
      if (cue->start_s >= end_s && i > 0)
        g_assert_cmpuint (places[word], >=, last_of_all);
      end_s = MAX (end_s, cue->end_s);
      last_of_all = MAX (last_of_all, places[last]);
      n_timed += cue->words->len;
      word = last + 1;
    }
  *n_cut += count_parts (said, &n_timed_placed) - transcript->cues->len;
  g_assert_cmpuint (n_timed_placed, ==, n_timed);
}

static void
test_made_up_lectures (void)
{
  guint n_cut = 0;

  for (guint i = 0; i < N_LECTURES; i++)
    check_lecture (i, &n_cut);
  /* The dice must have made what is to be tested. */
  g_assert_cmpuint (n_cut, >, N_LECTURES);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/said/places", test_places);
  g_test_add_func ("/said/nothing", test_nothing);
  g_test_add_func ("/said/cut-by-words", test_cut_by_words);
  g_test_add_func ("/said/other-words", test_other_words);
  g_test_add_func ("/said/text", test_text);
  g_test_add_func ("/said/made-up-lectures", test_made_up_lectures);
  return g_test_run ();
}
