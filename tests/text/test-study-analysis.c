/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The analysis of a lecture by its door: from slides, from speech and from
 * both; what is a definition in each language and what is none; each kind of
 * question; the same bytes each time; nothing that grows without bounds.
 */
#include <string.h>

#include "base/json.h"
#include "made-talk.h"
#include "text/study-analysis.h"

static LecStudy *
analyse (const MadeTalk *talk,
         const char *language,
         const char *syllabus)
{
  LecAnalysisOptions options = { syllabus, language };
  g_autoptr (GError) error = NULL;
  LecStudy *study = lec_study_analyse (talk->lecture, talk->transcript, &options, NULL, &error);
  g_autoptr (JsonNode) node = lec_study_to_json (study);
  g_autoptr (LecStudy) again = lec_study_from_json (node, &error);

  /* Whatever comes out is good enough for whoever reads it. */
  g_assert_no_error (error);
  g_assert_nonnull (again);
  return study;
}

static void
fill (MadeTalk *talk)
{
  made_talk_add (talk, "Data structures", "Week 3", "Good morning. Today we look at stacks and queues.");
  made_talk_add (talk, "Stacks", "• Push and pop at one end\n• Last in, first out\n• The call stack of a program",
                 "A stack is a collection from which the item that was added last is taken first. "
                 "The call stack keeps the return addresses of a program. Every call of a function pushes a frame.");
  made_talk_add (talk, "Queues", "• First in, first out\n• Ring buffer: an array whose end is joined to its beginning",
                 "A queue is defined as a collection from which the oldest item is taken first. "
                 "A ring buffer is how most queues are built. The ring buffer never moves an item.");
  made_talk_add (talk, "Priority queues", "• A heap keeps the smallest item on top\n• Insert and remove in "
                                          "logarithmic time",
                 "A priority queue hands out the smallest item first. Mostly a heap is behind it. "
                 "A heap is a tree in which no item is smaller than its parent. It needs no pointers.");
  made_talk_add (talk, "Summary", "• Stacks, queues and priority queues", "So much for the stack, the queue and "
                                                                          "the heap.");
}

static const LecKeyword *
look_for_keyword (const LecStudy *study,
                  const char *text)
{
  for (guint i = 0; i < study->keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (study->keywords, i);

      if (g_ascii_strcasecmp (keyword->text, text) == 0)
        return keyword;
    }

  return NULL;
}

static const LecGlossaryEntry *
look_for_entry (const LecStudy *study,
                const char *term)
{
  for (guint i = 0; i < study->glossary->len; i++)
    {
      const LecGlossaryEntry *entry = g_ptr_array_index (study->glossary, i);

      if (g_str_equal (entry->term, term))
        return entry;
    }

  return NULL;
}

static const LecQuestion *
look_for_question (const LecStudy *study,
                   LecQuestionKind kind,
                   const char *question)
{
  for (guint i = 0; i < study->questions->len; i++)
    {
      const LecQuestion *found = g_ptr_array_index (study->questions, i);

      if (found->kind == kind && g_str_equal (found->question, question))
        return found;
    }

  return NULL;
}

static gboolean
has_keyword (const LecStudy *study,
             const char *text)
{
  return look_for_keyword (study, text) != NULL;
}

static gboolean
has_entry (const LecStudy *study,
           const char *term)
{
  return look_for_entry (study, term) != NULL;
}

static const LecKeyword *
find_keyword (const LecStudy *study,
              const char *text)
{
  const LecKeyword *keyword = look_for_keyword (study, text);

  g_assert (keyword != NULL);
  return keyword;
}

static const LecGlossaryEntry *
find_entry (const LecStudy *study,
            const char *term)
{
  const LecGlossaryEntry *entry = look_for_entry (study, term);

  g_assert (entry != NULL);
  return entry;
}

static const LecQuestion *
find_question (const LecStudy *study,
               LecQuestionKind kind,
               const char *text)
{
  const LecQuestion *question = look_for_question (study, kind, text);

  g_assert (question != NULL);
  return question;
}

static void
test_both (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  const LecKeyword *keyword = NULL;
  const LecGlossaryEntry *entry = NULL;
  const LecSummaryPoint *point = NULL;

  fill (&talk);
  study = analyse (&talk, NULL, NULL);
  g_assert_cmpstr (study->language, ==, "en");
  g_assert_cmpuint (study->slides->len, ==, 5);
  g_assert_cmpint (((const LecStudySlide *) g_ptr_array_index (study->slides, 0))->kind, ==, LEC_SLIDE_KIND_TITLE);
  g_assert_cmpint (((const LecStudySlide *) g_ptr_array_index (study->slides, 4))->kind, ==, LEC_SLIDE_KIND_SUMMARY);

  g_assert_cmpfloat (((const LecKeyword *) g_ptr_array_index (study->keywords, 0))->weight, ==, 1);
  keyword = find_keyword (study, "ring buffer");
  g_assert_cmpuint (keyword->slides->len, ==, 1);
  g_assert_cmpuint (g_array_index (keyword->slides, guint, 0), ==, 3);
  g_assert_true (keyword->is_concept);
  g_assert_false (has_keyword (study, "the"));

  entry = find_entry (study, "queue");
  g_assert_cmpstr (entry->definition, ==, "a collection from which the oldest item is taken first");
  g_assert_cmpuint (entry->source.slide, ==, 3);
  g_assert_true (entry->source.is_said);
  g_assert_cmpfloat (entry->source.time_s, ==, 120);
  entry = find_entry (study, "Ring buffer");
  g_assert_false (entry->source.is_said);
  g_assert_cmpstr (entry->definition, ==, "an array whose end is joined to its beginning");

  g_assert_cmpuint (study->summary->len, >=, 3);
  point = g_ptr_array_index (study->summary, 0);
  g_assert_true (point->source.is_said);
  g_assert_cmpuint (point->source.slide, >, 0);
}

static void
test_slides_alone (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;

  fill (&talk);
  g_clear_pointer (&talk.transcript, lec_transcript_free);
  study = analyse (&talk, NULL, NULL);
  g_assert_true (has_keyword (study, "stacks"));
  g_assert_true (has_entry (study, "Ring buffer"));
  g_assert_cmpuint (study->summary->len, >, 0);
  for (guint i = 0; i < study->summary->len; i++)
    g_assert_false (((const LecSummaryPoint *) g_ptr_array_index (study->summary, i))->source.is_said);
  g_assert_cmpuint (study->questions->len, >, 0);
}

static void
test_speech_alone (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  const LecKeyword *keyword = NULL;

  fill (&talk);
  g_ptr_array_set_size (talk.lecture->slides, 0);
  study = analyse (&talk, NULL, NULL);
  g_assert_cmpstr (study->language, ==, "en");
  g_assert_cmpuint (study->slides->len, ==, 0);
  keyword = find_keyword (study, "ring buffer");
  g_assert_cmpuint (keyword->slides->len, ==, 1);
  g_assert_cmpuint (g_array_index (keyword->slides, guint, 0), ==, 0);
  g_assert_true (has_entry (study, "queue"));
  g_assert_cmpuint (study->summary->len, >, 0);
}

/* Speech before the first slide belongs to none, and counts. */
static void
test_before_slides (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  const LecGlossaryEntry *entry = NULL;

  fill (&talk);
  for (guint i = 0; i < talk.lecture->slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (talk.lecture->slides, i);
      LecVisit *visit = &g_array_index (slide->visits, LecVisit, 0);

      visit->start_s += 600;
      visit->end_s += 600;
    }
  study = analyse (&talk, NULL, NULL);
  g_assert_cmpuint (study->slides->len, ==, 5);
  entry = find_entry (study, "queue");
  g_assert_cmpuint (entry->source.slide, ==, 0);
}

static void
test_nothing (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;

  study = analyse (&talk, NULL, NULL);
  g_assert_null (study->language);
  g_assert_cmpuint (study->keywords->len + study->summary->len + study->glossary->len + study->questions->len, ==, 0);

  made_talk_add (&talk, NULL, "", "…");
  g_clear_pointer (&study, lec_study_free);
  study = analyse (&talk, "xx", "");
  g_assert_cmpuint (study->slides->len, ==, 1);
}

/* Of each language: a sentence that defines, one with "is a" whose term stands on the slide, and
 * one that begins with a pronoun and defines nothing. */
static const struct
{
  const char *language;
  const char *title;
  const char *said;
  const char *terms[3];
  const char *definition; /* of the first one */
} languages[] = {
  { "en", "Entropy and enthalpy", "Entropy is defined as a measure of disorder in a system. Enthalpy is a "
                                  "quantity that counts heat at constant "
                                  "pressure. This is a very important point for us. By latent heat we mean the "
                                  "heat of a change of phase.",
    { "Entropy", "Enthalpy", "latent heat" },
    "a measure of disorder in a system" },
  { "de", "Entropie und Enthalpie", "Die Entropie ist definiert als ein Maß für die Unordnung eines Systems. "
                                    "Die Enthalpie ist eine Größe, welche die "
                                    "Wärme zählt. Das ist ein sehr wichtiger Punkt. Unter latenter Wärme "
                                    "versteht man die Wärme beim Wechsel der Phase.",
    { "Entropie", "Enthalpie", "latenter Wärme" },
    "ein Maß für die Unordnung eines Systems" },
  { "fr", "Entropie et enthalpie", "L'entropie désigne une mesure du désordre d'un système. L'enthalpie est une "
                                   "grandeur qui compte la chaleur à "
                                   "pression constante. C'est un point très important. Par chaleur latente on "
                                   "entend la chaleur d'un changement.",
    { "entropie", "enthalpie", "chaleur latente" },
    "une mesure du désordre d'un système" },
  { "es", "Entropía y entalpía", "La entropía se define como una medida del desorden de un sistema. La entalpía "
                                 "es una magnitud que cuenta el calor. "
                                 "Esto es un punto muy importante. Por calor latente se entiende el calor de un "
                                 "cambio de fase.",
    { "entropía", "entalpía", "calor latente" },
    "una medida del desorden de un sistema" },
  { "pt", "Entropia e entalpia", "A entropia define-se como uma medida da desordem de um sistema. A entalpia é "
                                 "uma grandeza que conta o calor. "
                                 "Isto é um ponto muito importante. Por calor latente entende-se o calor de uma "
                                 "mudança de fase.",
    { "entropia", "entalpia", "calor latente" },
    "uma medida da desordem de um sistema" },
  { "it", "Entropia ed entalpia", "L'entropia si definisce come una misura del disordine di un sistema. "
                                  "L'entalpia è una grandezza che conta il "
                                  "calore. Questo è un punto molto importante. Per calore latente si intende il "
                                  "calore di un passaggio di fase.",
    { "entropia", "entalpia", "calore latente" },
    "una misura del disordine di un sistema" },
  { "nl", "Entropie en enthalpie", "Entropie wordt gedefinieerd als een maat voor de wanorde van een systeem. "
                                   "Enthalpie is een grootheid die warmte "
                                   "telt. Dit is een heel belangrijk punt. Onder latente warmte verstaan we de "
                                   "warmte van een overgang.",
    { "Entropie", "Enthalpie", "latente warmte" },
    "een maat voor de wanorde van een systeem" },
  { "sv", "Entropi och entalpi", "Entropi definieras som ett mått på oordningen i ett system. Entalpi är en "
                                 "storhet som räknar värme vid konstant "
                                 "tryck. Detta är en mycket viktig punkt. Med latent värme menas värmen vid en "
                                 "fasövergång.",
    { "Entropi", "Entalpi", "latent värme" },
    "ett mått på oordningen i ett system" },
  { "ru", "Энтропия и энтальпия", "Энтропия определяется как мера беспорядка в системе. Энтальпия — это "
                                  "величина, которая учитывает теплоту. "
                                  "Это очень важный вопрос для нас. Под скрытой теплотой понимается теплота "
                                  "фазового перехода.",
    { "Энтропия", "Энтальпия", "скрытой теплотой" },
    "мера беспорядка в системе" },
  { "pl", "Entropia i entalpia", "Entropia oznacza miarę nieuporządkowania układu. Entalpia to wielkość, która "
                                 "opisuje ciepło układu. "
                                 "To jest bardzo ważna sprawa dla nas. Przez ciepło utajone rozumiemy ciepło "
                                 "przemiany fazowej.",
    { "Entropia", "Entalpia", "ciepło utajone" },
    "miarę nieuporządkowania układu" },
};

static void
assert_has_terms (const LecStudy *study,
                  const char *language,
                  const char *const *terms,
                  gsize n_terms)
{
  for (gsize i = 0; i < n_terms; i++)
    {
      g_test_message ("%s: %s", language, terms[i]);
      g_assert_true (has_entry (study, terms[i]));
    }
}

static void
test_languages (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_auto (MadeTalk) talk = made_talk_new ();
      g_autoptr (LecStudy) study = NULL;

      made_talk_add (&talk, "?", "", NULL);
      made_talk_add (&talk, languages[i].title, "", languages[i].said);
      study = analyse (&talk, NULL, NULL);
      g_assert_cmpstr (study->language, ==, languages[i].language);
      assert_has_terms (study, languages[i].language, languages[i].terms, G_N_ELEMENTS (languages[i].terms));
      g_assert_cmpuint (study->glossary->len, ==, 3);
      g_assert_cmpstr (find_entry (study, languages[i].terms[0])->definition, ==, languages[i].definition);
      g_assert_cmpuint (study->questions->len, >=, 3);
    }
}

/* What joins the meaning to its sentence is no part of it, unless it begins what is meant. */
static void
test_clauses (void)
{
  static const struct
  {
    const char *language;
    const char *said;
    const char *term;
    const char *definition;
  } cases[] = {
    { "en", "Convexity means that each chord lies above the graph.", "Convexity", "each chord lies above the graph" },
    { "en", "Convexity refers to that which lies above the graph.", "Convexity", "that which lies above the graph" },
    { "de", "Konvexität bedeutet, dass jede Sehne über dem Graphen liegt.", "Konvexität",
      "jede Sehne über dem Graphen liegt" },
    { "fr", "La convexité signifie que chaque corde reste au-dessus du graphe.", "convexité",
      "chaque corde reste au-dessus du graphe" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (MadeTalk) talk = made_talk_new ();
      g_autoptr (LecStudy) study = NULL;

      made_talk_add (&talk, "?", "", NULL);
      made_talk_add (&talk, "?", "", cases[i].said);
      study = analyse (&talk, cases[i].language, NULL);
      g_assert_nonnull (find_entry (study, cases[i].term));
      g_assert_cmpstr (find_entry (study, cases[i].term)->definition, ==, cases[i].definition);
    }
}

/* Sentences and points that look like definitions, and are none. */
static void
test_no_definitions (void)
{
  static const char *const said[] = {
    "It is a collection.",
    "That is defined as a tree.",
    "There is a reason for the tree.",
    "What is a tree?",
    "The reason is a lack of time for all of it.",
    "One example is a tree with a root in it.",
    "And this means that the tree has to grow again.",
    "Trees, which is a word of ours, are a thing.",
    "Surely he is a man who knows about the trees.",
    "An unknown is a thing that nobody has ever heard of here.",
  };
  static const char *const lines[] = {
    "• Example: a tree with a root and leaves",
    "• Note: trees have no cycles in them",
    "• Step 1: take a tree and a saw",
    "• Metals: iron, copper, zinc",
    "• 2024: a year of many trees",
    "• Newton: white light is composed of colours",
    "• This: what we have seen before now",
    "• See https://example.org/trees for more of this",
    "https://example.org/all/of/the/trees",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (said) + G_N_ELEMENTS (lines); i++)
    {
      g_auto (MadeTalk) talk = made_talk_new ();
      g_autoptr (LecStudy) study = NULL;
      gboolean is_line = i >= G_N_ELEMENTS (said);
      const char *text = is_line ? lines[i - G_N_ELEMENTS (said)] : said[i];

      made_talk_add (&talk, "Trees", "", NULL);
      made_talk_add (&talk, "Forests", is_line ? text : "• Some trees\n• Some more", is_line ? NULL : text);
      study = analyse (&talk, "en", NULL);
      g_test_message ("%s", text);
      g_assert_cmpuint (study->glossary->len, ==, 0);
    }
}

static void
test_questions (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  const LecQuestion *question = NULL;
  double before_s = 0;

  fill (&talk);
  study = analyse (&talk, "en", NULL);
  question = find_question (study, LEC_QUESTION_CLOZE,
                            "A ____ is defined as a collection from which the oldest item is taken first.");
  g_assert_cmpstr (question->answer, ==, "queue");
  question = find_question (study, LEC_QUESTION_TERM, "What is meant by “Ring buffer”?");
  g_assert_cmpstr (question->answer, ==, "an array whose end is joined to its beginning");
  question = find_question (study, LEC_QUESTION_EXPLAIN, "Explain in your own words: Priority queues");
  g_assert_nonnull (strstr (question->answer, "heap"));
  g_assert_cmpuint (question->source.slide, ==, 4);
  for (guint i = 0; i < study->questions->len; i++)
    {
      question = g_ptr_array_index (study->questions, i);
      g_assert_cmpfloat (question->source.time_s, >=, before_s);
      before_s = question->source.time_s;
    }
}

static void
test_chinese (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;

  made_talk_add (&talk, "机器学习", "• 监督学习：从有标签的数据中学习一个函数\n• 神经网络",
                 "今天我们讲机器学习。神经网络需要很多数据。监督学习需要标签。");
  made_talk_add (&talk, "神经网络", "• 训练神经网络\n• 梯度下降", "神经网络由很多层组成。梯度下降用来训练神经网络。");
  study = analyse (&talk, NULL, NULL);
  g_assert_cmpstr (study->language, ==, "zh");
  g_assert_true (has_keyword (study, "神经网络"));
  g_assert_false (has_keyword (study, "神经")); /* only ever a part of the other one */
  g_assert_true (has_entry (study, "监督学习"));
  g_assert_cmpuint (study->summary->len, >, 0);
}

static char *
to_text (const LecStudy *study)
{
  g_autoptr (JsonNode) node = lec_study_to_json (study);

  return lec_json_to_pretty_text (node);
}

static void
test_same_bytes (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autofree char *first = NULL;

  fill (&talk);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (LecStudy) study = analyse (&talk, NULL, "- Stacks\n- Trees");
      g_autofree char *text = to_text (study);

      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, first);
    }
}

static void
test_topics (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  const LecTopic *topic = NULL;

  fill (&talk);
  study = analyse (&talk, "en", "# Data structures\n- Priority queues\n- Hash tables\n");
  g_assert_cmpuint (study->topics->len, ==, 2);
  topic = g_ptr_array_index (study->topics, 0);
  g_assert_cmpstr (topic->title, ==, "Priority queues");
  g_assert_cmpuint (topic->slides->len, >=, 1);
  g_assert_cmpuint (g_array_index (topic->slides, guint, 0), ==, 4);
  topic = g_ptr_array_index (study->topics, 1);
  g_assert_cmpuint (topic->slides->len, ==, 0);
}

static void
test_cancelled (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fill (&talk);
  g_cancellable_cancel (cancellable);
  g_assert_null (lec_study_analyse (talk.lecture, talk.transcript, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Numbers that run backwards or come twice, titles and words without end, marks that are not seen:
 * what is made of them is in order, as whoever reads it expects. */
static void
test_odd_slides (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  g_autofree char *title = g_strnfill (16000, 'a');
  g_autoptr (GString) hidden = g_string_new ("soft");

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append (hidden, "\u00ad");
      if (i % 100 == 0)
        title[i] = ' ';
    }
  g_string_append (hidden, " hyphens");
  fill (&talk);
  for (guint i = 0; i < 12; i++)
    made_talk_add (&talk, title, hidden->str, "Soft hyphens are in soft hyphens. A priority queue is a heap of "
                                              "soft hyphens.");
  for (guint i = 0; i < talk.lecture->slides->len; i++)
    ((LecSlide *) g_ptr_array_index (talk.lecture->slides, i))->number = (talk.lecture->slides->len - i) / 2 + 1;
  study = analyse (&talk, NULL, NULL);
  g_assert_cmpuint (study->slides->len, ==, talk.lecture->slides->len / 2 + 1);
  g_assert_true (has_keyword (study, "soft hyphens"));
}

/* Ten hours in a hundred thousand cues, slides of one line that is a megabyte, words without end.
 * A test that takes more than its two minutes has failed. */
static void
test_bounds (void)
{
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecStudy) study = NULL;
  g_autofree char *word = g_strnfill (1024 * 1024, 'w');
  g_autoptr (GString) long_line = g_string_new (NULL);
  g_autoptr (GString) syllabus = g_string_new (NULL);

  while (long_line->len < 1024 * 1024)
    g_string_append (long_line, "a tree is a graph: ");
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (syllabus, "- graph tree graph %u of word%u and word%u\n", i, i, i + 1);
  for (guint i = 0; i < 500; i++)
    made_talk_add (&talk, "A tree is a graph", "• tree: a graph that is a tree\n• graph", NULL);
  made_talk_add (&talk, word, word, NULL);
  made_talk_add (&talk, "Long", long_line->str, NULL);
  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *text = g_strdup_printf ("A graph%u is a tree of word%u and tree.", i % 977, i);

      g_ptr_array_add (talk.transcript->cues, lec_cue_new (i * 0.36, (i + 1) * 0.36, text));
    }
  g_ptr_array_add (talk.transcript->cues, lec_cue_new (36000, 36001, word));
  study = analyse (&talk, NULL, syllabus->str);
  g_assert_cmpuint (study->slides->len, ==, 502);
  g_assert_cmpuint (study->keywords->len, <=, 30);
  g_assert_cmpuint (study->summary->len, <=, 15);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study-analysis/both", test_both);
  g_test_add_func ("/study-analysis/slides-alone", test_slides_alone);
  g_test_add_func ("/study-analysis/speech-alone", test_speech_alone);
  g_test_add_func ("/study-analysis/before-slides", test_before_slides);
  g_test_add_func ("/study-analysis/nothing", test_nothing);
  g_test_add_func ("/study-analysis/languages", test_languages);
  g_test_add_func ("/study-analysis/clauses", test_clauses);
  g_test_add_func ("/study-analysis/no-definitions", test_no_definitions);
  g_test_add_func ("/study-analysis/questions", test_questions);
  g_test_add_func ("/study-analysis/chinese", test_chinese);
  g_test_add_func ("/study-analysis/same-bytes", test_same_bytes);
  g_test_add_func ("/study-analysis/topics", test_topics);
  g_test_add_func ("/study-analysis/cancelled", test_cancelled);
  g_test_add_func ("/study-analysis/odd-slides", test_odd_slides);
  g_test_add_func ("/study-analysis/bounds", test_bounds);
  return g_test_run ();
}
