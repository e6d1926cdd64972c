/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Languages told by a few sentences, by the lines of a slide, and by a script.
 */
#include <string.h>

#include "text/language.h"

/* The first article of the Universal Declaration of Human Rights, and slides. */
static const char *const samples[][2] = {
  { "en", "All human beings are born free and equal in dignity and rights. They are endowed with reason and "
          "conscience." },
  { "de", "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen "
          "begabt." },
  { "fr", "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison." },
  { "es", "Todos los seres humanos nacen libres e iguales en dignidad y derechos y deben comportarse fraternalmente." },
  { "pt", "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de "
          "consciência." },
  { "it", "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione." },
  { "nl", "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand." },
  { "sv", "Alla människor är födda fria och lika i värde och rättigheter. De har utrustats med förnuft och samvete." },
  { "da", "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med fornuft og bør "
          "handle mod hverandre i en broderskabets ånd." },
  { "no", "Alle mennesker er født frie og med samme menneskeverd og menneskerettigheter. De er utstyrt med "
          "fornuft og bør handle mot hverandre." },
  { "fi", "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki." },
  { "pl", "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem." },
  { "hu", "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, ésszel bírván." },
  { "tr", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve "
          "birbirlerine." },
  { "ru", "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью." },
  { "zh", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。" },
  { "ja", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" },
  { "ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다." },
};

static const char *const slides[][2] = {
  { "en", "Sorting algorithms\n• Merge sort is stable\n• Quicksort in place\n• Lower bound of comparison sorts" },
  { "de", "Sortierverfahren\n• Mergesort ist stabil\n• Quicksort ohne zusätzlichen Speicher\n• Untere Schranke "
          "für Vergleiche" },
  { "fr", "Algorithmes de tri\n• Le tri fusion est stable\n• Tri rapide sans mémoire\n• Borne inférieure des "
          "comparaisons" },
  { "es", "Algoritmos de ordenación\n• La ordenación por mezcla es estable\n• Cota inferior de las comparaciones" },
  { "pt", "Algoritmos de ordenação\n• A ordenação por intercalação é estável\n• Limite inferior das comparações" },
  { "it", "Algoritmi di ordinamento\n• Il merge sort è stabile\n• Limite inferiore dei confronti" },
  { "nl", "Sorteeralgoritmen\n• Mergesort is stabiel en snel\n• Quicksort zonder extra geheugen\n• De "
          "ondergrens van het aantal" },
  { "sv", "Sorteringsalgoritmer\n• Mergesort är stabil\n• Quicksort utan extra minne\n• Undre gräns för antalet "
          "jämförelser" },
  { "pl", "Algorytmy sortowania\n• Sortowanie przez scalanie jest stabilne\n• Dolne ograniczenie liczby porównań" },
  { "ru", "Алгоритмы сортировки\n• Сортировка слиянием устойчива\n• Нижняя оценка числа сравнений не зависит" },
};

static const char *
recognise (const char *text)
{
  return lec_language_recognise (text, strlen (text));
}

static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    g_assert_cmpstr (recognise (samples[i][1]), ==, samples[i][0]);
}

static void
test_slides (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (slides); i++)
    g_assert_cmpstr (recognise (slides[i][1]), ==, slides[i][0]);
}

/* Rather none than a wrong one. */
static void
test_none (void)
{
  g_assert_cmpstr (recognise (""), ==, NULL);
  g_assert_cmpstr (recognise ("3.14 + 2 = 5.14"), ==, NULL);
  g_assert_cmpstr (recognise ("BERT GPU CUDA TensorFlow"), ==, NULL);
  g_assert_cmpstr (recognise ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι"), ==, NULL);
  g_assert_cmpstr (recognise ("Всі люди народжуються вільними і рівними у своїй гідності та правах"), ==, NULL);
}

/* A letter that is cut in two where the text is no more looked at. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("x");

  while (text->len < 600 * 1024)
    g_string_append (text, "es ist schön über ");
  g_assert_cmpstr (lec_language_recognise (text->str, text->len), ==, "de");
  for (gsize length = 300 * 1024; length < 300 * 1024 + 20; length++)
    g_assert_cmpstr (lec_language_recognise (text->str, length), ==, "de");
}

static void
test_tags (void)
{
  static const char *const tags[][2] = {
    { "de", "de" },
    { "pt-BR", "pt" },
    { "EN_us", "en" },
    { "deu", NULL },
    { "d", NULL },
    { "", NULL },
    { "1x", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *code = lec_language_from_tag (tags[i][0]);

      g_assert_cmpstr (code, ==, tags[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/sentences", test_sentences);
  g_test_add_func ("/language/slides", test_slides);
  g_test_add_func ("/language/none", test_none);
  g_test_add_func ("/language/long", test_long);
  g_test_add_func ("/language/tags", test_tags);
  return g_test_run ();
}
