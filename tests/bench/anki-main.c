/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-anki: the deck of an hour, read back by the rules that Anki has for one
 * (tests/documents/read-deck.py), its size and its time. The least that a deck
 * of these pictures can be is the pictures themselves.
 *
 *   bench-anki [ROUNDS]
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "child-cost.h"
#include "documents/anki-deck.h"
#include "drawn-hour.h"

#define MAX_ROUNDS     99
#define DEFAULT_ROUNDS 9

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* The baseline: all pictures read, and a digest of each, by which they are told apart. */
static double
time_pictures (const char *folder,
               gsize *size_bytes)
{
  double start_ms = get_cpu_ms ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  *size_bytes = 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      g_autofree char *digest = NULL;
      gsize length = 0;

      if (!g_str_has_suffix (name, ".jpg") || !g_file_get_contents (path, &content, &length, NULL))
        continue;
      digest = g_compute_checksum_for_data (G_CHECKSUM_SHA1, (const guchar *) content, length);
      *size_bytes += length;
    }

  return get_cpu_ms () - start_ms;
}

/* @output: (out): what the reader printed, its last line alone */
static gboolean
read_back (const char *path,
           const char *folder,
           char **output,
           GError **error)
{
  const char *argv[] = { "python3", "-IB", READ_DECK, path, folder, NULL };
  g_autofree char *printed = NULL;
  ChildCost cost;

  if (!child_cost_run (argv, &printed, &cost, error))
    return FALSE;

  g_strchomp (printed);
  *output = g_strdup (strrchr (printed, '\n') != NULL ? strrchr (printed, '\n') + 1 : printed);
  return TRUE;
}

static gboolean
run (guint n_rounds,
     GError **error)
{
  g_autoptr (DrawnHour) hour = drawn_hour_new (TEXTS_DIR, error);
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  double times[MAX_ROUNDS], least[MAX_ROUNDS];
  double time_ms = 0, least_ms = 0;
  gsize pictures_bytes = 0;
  GStatBuf facts;

  if (hour == NULL)
    return FALSE;

  path = g_build_filename (drawn_hour_get_folder (hour), "hour.apkg", NULL);
  for (guint i = 0; i < n_rounds; i++)
    {
      double start_ms = get_cpu_ms ();

      if (!lec_anki_deck_write (drawn_hour_get_course (hour), path, NULL, error))
        return FALSE;
      times[i] = get_cpu_ms () - start_ms;
      least[i] = time_pictures (drawn_hour_get_folder (hour), &pictures_bytes);
    }
  if (g_stat (path, &facts) != 0 || !read_back (path, drawn_hour_get_folder (hour), &found, error))
    return FALSE;

  time_ms = child_cost_find_median (times, n_rounds);
  least_ms = child_cost_find_median (least, n_rounds);
  g_print ("%u slides, %u words said: %s; notes, cards, media and checksums are as Anki has them\n",
           DRAWN_HOUR_SLIDES, DRAWN_HOUR_WORDS, found);
  g_print ("%-46s %8.1f\n", "processor time, ms", time_ms);
  g_print ("%-46s %8.2f\n", "  against reading the pictures, each digested", time_ms / least_ms);
  g_print ("%-46s %8.0f\n", "size, KB", (double) facts.st_size / 1e3);
  g_print ("%-46s %8.2f\n", "  against all pictures of the lecture", (double) facts.st_size / (double) pictures_bytes);

  return TRUE;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 n_rounds = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : DEFAULT_ROUNDS;

  if (run ((guint) CLAMP (n_rounds, 1, MAX_ROUNDS), &error))
    return 0;

  g_printerr ("bench-anki: %s\n", error != NULL ? error->message : "the deck is gone");
  return 1;
}
