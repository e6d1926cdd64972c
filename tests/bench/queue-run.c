/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data folder of its own for each run.
 */
#include "queue-run.h"

#include "engine/kept-slides.h"

static gboolean
add_and_run (const char *const *videos,
             guint n_videos,
             const char *folder,
             const char *concurrency,
             ChildCost *cost,
             GError **error)
{
  const char *const run[] = { LECTERN, "run", "--concurrency", concurrency, NULL };
  g_autoptr (GPtrArray) add = g_ptr_array_new ();
  ChildCost adding = { 0 };

  g_ptr_array_add (add, (gpointer) LECTERN);
  g_ptr_array_add (add, (gpointer) "add");
  for (guint i = 0; i < n_videos; i++)
    g_ptr_array_add (add, (gpointer) videos[i]);
  g_ptr_array_add (add, (gpointer) "-o");
  g_ptr_array_add (add, (gpointer) folder);
  g_ptr_array_add (add, NULL);

  if (!child_cost_run ((const char *const *) add->pdata, NULL, &adding, error) ||
      !child_cost_run (run, NULL, cost, error))
    return FALSE;

  cost->cpu_ms += adding.cpu_ms;
  cost->wall_ms += adding.wall_ms;
  return TRUE;
}

gboolean
queue_run_measure (const char *const *videos,
                   guint n_videos,
                   guint concurrency,
                   ChildCost *cost,
                   GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-queue-run-XXXXXX", error);
  g_autofree char *out = NULL;
  g_autofree char *number = g_strdup_printf ("%u", concurrency);
  gboolean done = FALSE;

  if (folder == NULL)
    return FALSE;

  out = g_build_filename (folder, "out", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  done = add_and_run (videos, n_videos, out, number, cost, error);
  remove_all (folder);
  return done;
}
