/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-html-guide: the study guide of an hour, opened from disk in headless
 * Chromium: what it asks for, and how soon its search answers.
 *
 *   bench-html-guide
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "child-cost.h"
#include "documents/html-guide.h"
#include "drawn-hour.h"

#define MAX_SEARCHES 100
#define TARGET_MS    50

typedef struct
{
  const char *name; /* member of each search */
  const char *label;
  double target_ms; /* 0: none */
} Figure;

static const Figure figures[] = {
  { "ms", "search answers and is laid out", TARGET_MS },
  { "least_ms", "  baseline: hiding as much and laying out", 0 },
  { "mark_ms", "marking the words found, once one has typed", TARGET_MS },
};

/* Returns: whether the targets are met */
static gboolean
print_figure (const Figure *figure,
              JsonArray *searches)
{
  guint n_searches = MIN (json_array_get_length (searches), MAX_SEARCHES);
  double values[MAX_SEARCHES];
  double median_ms = 0, worst_ms = 0;
  const char *worst = "";

  for (guint i = 0; i < n_searches; i++)
    {
      JsonObject *search = json_array_get_object_element (searches, i);

      values[i] = json_object_get_double_member (search, figure->name);
      if (values[i] >= worst_ms)
        {
          worst_ms = values[i];
          worst = json_object_get_string_member (search, "query");
        }
    }
  median_ms = child_cost_find_median (values, n_searches);
  g_print ("%-46s %8.1f %8.1f", figure->label, median_ms, worst_ms);
  if (figure->target_ms > 0)
    g_print (" %8.0f  %s", figure->target_ms, median_ms <= figure->target_ms ? "met" : "MISSED");
  g_print ("  (worst: \"%s\")\n", worst);

  return figure->target_ms == 0 || median_ms <= figure->target_ms;
}

static gboolean
print_results (const char *output,
               gsize size_bytes,
               GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (output, error);
  JsonArray *searches = NULL;
  gboolean is_met = TRUE;

  if (root == NULL)
    return FALSE;

  searches = json_object_get_array_member (json_node_get_object (root), "searches");
  g_print ("%u slides, %u words said, one slide titled <script>: %.0f KB, nothing asked for, no script error\n",
           DRAWN_HOUR_SLIDES, DRAWN_HOUR_WORDS, (double) size_bytes / 1e3);
  g_print ("%-46s %8s %8s %8s\n", "ms, wall", "median", "worst", "target");
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    is_met = print_figure (&figures[i], searches) && is_met;
  g_print ("%u different searches, the median of 9 tries each\n", json_array_get_length (searches));

  if (!is_met)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a target is missed");
  return is_met;
}

static gboolean
run (GError **error)
{
  g_autoptr (DrawnHour) hour = drawn_hour_new (TEXTS_DIR, error);
  g_autofree char *path = NULL;
  g_autofree char *output = NULL;
  const char *argv[] = { "python3", "-IB", TIME_GUIDE, NULL, DRAWN_HOUR_MARKUP, NULL };
  ChildCost cost;
  GStatBuf facts;

  if (hour == NULL)
    return FALSE;

  path = g_build_filename (drawn_hour_get_folder (hour), "guide.html", NULL);
  argv[3] = path;
  return lec_html_guide_write (drawn_hour_get_course (hour), path, NULL, error) && g_stat (path, &facts) == 0 &&
         child_cost_run (argv, &output, &cost, error) && print_results (output, (gsize) facts.st_size, error);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  if (run (&error))
    return 0;

  g_printerr ("bench-html-guide: %s\n", error != NULL ? error->message : "the page is gone");
  return 1;
}
