/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of a worker: whether it works, waits, or is not heard of.
 */
#include "ui/worker-item.h"

#define SECOND G_TIME_SPAN_SECOND
#define NOW    (1000 * SECOND)

static void
test_states (void)
{
  static const struct
  {
    LecWorkerFigures figures;
    guint n_slots;
    const char *state;
    const char *icon;
    const char *detail;
  } cases[] = {
    {
      { (char *) "lab:1", 2, 12, 1, 65, NOW - 3 * SECOND },
      4,
      "Working, 2 of 4",
      "lectern-working-symbolic",
      "12 done · 1 failed · median 1:05 · heard of 3 s ago",
    },
    {
      { (char *) "lab:2", 1, 0, 0, 0, NOW },
      0,
      "Working, 1",
      "lectern-working-symbolic",
      "0 done · 0 failed · median 0:00 · heard of 0 s ago",
    },
    {
      { (char *) "lab:3", 1, 1, 0, 8, NOW - 61 * SECOND },
      2,
      "Stalled",
      "lectern-failed-symbolic",
      "1 done · 0 failed · median 0:08 · heard of 1 min ago",
    },
    {
      { (char *) "lab:4", 0, 1, 0, 8, NOW - 61 * SECOND },
      2,
      "Idle",
      "lectern-waiting-symbolic",
      "1 done · 0 failed · median 0:08 · heard of 1 min ago",
    },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecWorkerItem) item = lec_worker_item_new (&cases[i].figures, cases[i].n_slots, NOW);

      g_assert_cmpstr (lec_worker_item_get_name (item), ==, cases[i].figures.name);
      g_assert_cmpstr (lec_worker_item_get_state (item), ==, cases[i].state);
      g_assert_cmpstr (lec_worker_item_get_icon (item), ==, cases[i].icon);
      g_assert_cmpstr (lec_worker_item_get_detail (item), ==, cases[i].detail);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker-item/states", test_states);

  return g_test_run ();
}
