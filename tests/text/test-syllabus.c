/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Topics of what people write down of a course, and which slides cover them.
 */
#include <string.h>

#include "base/error.h"
#include "made-talk.h"
#include "temporary-folder.h"
#include "text/syllabus-file.h"
#include "text/syllabus.h"

static char *
read_topics (const char *text)
{
  g_autoptr (GPtrArray) topics = lec_syllabus_read (text);
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < topics->len; i++)
    g_string_append_printf (titles, "%s\n", ((const LecTopic *) g_ptr_array_index (topics, i))->title);

  return g_string_free (titles, FALSE);
}

static void
test_read (void)
{
  static const char *const cases[][2] = {
    { "# Course\n\n## Sorting\n- Merge sort\n- **Quick** sort\n\n## Graphs\n\n## Trees\n",
      "Merge sort\nQuick sort\nGraphs\nTrees\n" },
    { "1. Stacks\n2) Queues\n   a) Ring buffers\n3.1 Heaps\n", "Stacks\nQueues\nRing buffers\nHeaps\n" },
    { "Week 1: Stacks\nLecture 2 - Queues\nTermin 3 – Bäume\nWeek 4\n", "Stacks\nQueues\nBäume\nWeek 4\n" },
    { "* [ ] Open\n* [x] Done\n+ [A link](https://example.org)\n", "Open\nDone\nA link\n" },
    { "Plain topic\r\nAnother one\r\n\r\nPlain topic\r\n", "Plain topic\nAnother one\n" },
    { "---\ntitle: x\n---\n- After the head\n```\n- code\n```\n| a | b |\n<!-- no -->\n- End\n",
      "After the head\nEnd\n" },
    { "This is a paragraph that says at some length what the course is about and for whom it is meant.\n- Topic\n",
      "Topic\n" },
    { "- \n-\n#\n***\n- 42\n", "" },
    { "- 机器学习\n• データ構造\n", "机器学习\nデータ構造\n" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *topics = read_topics (cases[i][0]);

      g_assert_cmpstr (topics, ==, cases[i][1]);
    }
}

/* Bytes that are no text, a line without end, lines without end. */
static void
test_hostile (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *long_line = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *latin = read_topics ("- K\xf6rper\n");
  g_autofree char *none = read_topics (NULL);
  g_autoptr (GPtrArray) topics = NULL;
  g_autoptr (GPtrArray) one = lec_syllabus_read (long_line);

  g_assert_true (g_utf8_validate (latin, -1, NULL));
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (one->len, ==, 1);
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (many, "- topic %u\n", i);
  topics = lec_syllabus_read (many->str);
  g_assert_cmpuint (topics->len, <=, 1000);
  g_assert_cmpuint (topics->len, >, 100);
}

static char *
cover (const LecPassages *material,
       const char *topic)
{
  g_autoptr (GPtrArray) topics = lec_syllabus_cover (material, topic);
  GString *slides = g_string_new (NULL);
  const GArray *numbers = NULL;

  g_assert_cmpuint (topics->len, ==, 1);
  numbers = ((const LecTopic *) g_ptr_array_index (topics, 0))->slides;
  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (slides, "%s%u", i > 0 ? " " : "", g_array_index (numbers, guint, i));

  return g_string_free (slides, FALSE);
}

static void
test_cover (void)
{
  static const char *const cases[][2] = {
    { "- Merge sort", "1" },           /* on the slide */
    { "- Merging and sorting", "1" },  /* in another form */
    { "- Hash functions", "2" },       /* said in one breath */
    { "- Collisions of buckets", "" }, /* said far apart */
    { "- Quantum computers", "" },     /* not at all */
    { "- Sort", "1" },
    { "- Open addressing of hash tables", "2" },
    { "- The", "" },
  };
  g_auto (MadeTalk) talk = made_talk_new ();
  g_autoptr (LecPassages) material = NULL;

  made_talk_add (&talk, "Merge sort", "• Sorts in n log n\n• Merging two lists", "We merge what is sorted.");
  made_talk_add (&talk, "Tables", "• Hash tables with open addressing",
                 "A hash function maps keys to numbers. There may be collisions. Then we look elsewhere. It is cheap. "
                 "It stays cheap. We go on for long. Nothing happens. Each bucket has a list.");
  material = lec_passages_gather (talk.lecture, talk.transcript, "en");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slides = cover (material, cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (slides, ==, cases[i][1]);
    }
}

#define BYTES(text) text, sizeof text - 1

/* Files as editors of all systems write them; what is none is refused by name, with the reason. */
static void
test_files (void)
{
  static const struct
  {
    const char *content;
    gsize length;
    const char *topics;
    const char *says; /* where it is refused */
  } cases[] = {
    { BYTES ("- K\xc3\xb6rper\n"), "Körper\n", NULL },
    { BYTES ("\xef\xbb\xbf# Trees\n"), "Trees\n", NULL },
    { BYTES ("- K\xf6rper\r- Trees\r"), "Körper\nTrees\n", NULL },
    { BYTES ("\xff\xfe-\0 \0K\0\xf6\0r\0p\0e\0r\0\r\0\n\0"), "Körper\n", NULL },
    { BYTES (""), NULL, "there are no topics in it" },
    { BYTES ("\n---\n42\n"), NULL, "there are no topics in it" },
    { BYTES ("%PDF-1.7\n\0\0stream"), NULL, "a syllabus is Markdown or plain text" },
  };
  g_autofree char *folder = g_dir_make_tmp ("lectern-syllabus-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "topics.md", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *topics = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].content, (gssize) cases[i].length, NULL));
      text = lec_syllabus_file_load (path, &error);
      topics = text != NULL ? read_topics (text) : NULL;
      g_assert_cmpstr (topics, ==, cases[i].topics);
      if (cases[i].says == NULL)
        continue;
      g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
      g_assert_true (g_str_has_prefix (error->message, path) && g_str_has_suffix (error->message, cases[i].says));
    }
  remove_all (folder);
}

static void
test_no_file (void)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) not_a_file = NULL;

  g_assert_null (lec_syllabus_file_load ("/nowhere/topics.md", &missing));
  g_assert_error (missing, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_null (lec_syllabus_file_load ("/dev/null", &not_a_file));
  g_assert_error (not_a_file, LEC_ERROR, LEC_ERROR_UNREADABLE);
  g_assert_true (g_str_has_prefix (not_a_file->message, "/dev/null: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/syllabus/read", test_read);
  g_test_add_func ("/syllabus/hostile", test_hostile);
  g_test_add_func ("/syllabus/cover", test_cover);
  g_test_add_func ("/syllabus/files", test_files);
  g_test_add_func ("/syllabus/no-file", test_no_file);
  return g_test_run ();
}
