/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is chosen for machines of all sizes, and that it is left alone when it was asked for.
 */
#include "engine/work-options.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define GIB (G_GUINT64_CONSTANT (1) << 30)

static void
test_machines (void)
{
  static const struct
  {
    guint n_cores;
    guint64 memory_bytes;
    guint concurrency;
    guint64 share_bytes;
    guint64 ahead_bytes; /* beside a task, where more than one may run */
  } rows[] = {
    { 2, 23 * GIB, 2, 3 * GIB, 768 * MIB },
    { 8, 8 * GIB, 4, 1152 * MIB, 384 * MIB },
    { 4, 4 * GIB, 2, 1152 * MIB, 384 * MIB },
    { 1, 2 * GIB, 1, 3 * GIB / 2, 384 * MIB },
    { 4, 1 * GIB, 1, 768 * MIB, 256 * MIB },
    { 1, 256 * MIB, 1, 512 * MIB, 256 * MIB },
    { 64, 64 * GIB, 32, 1152 * MIB, 384 * MIB },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LecWorkOptions options = { 0 };

      lec_work_options_resolve (&options, rows[i].n_cores, rows[i].memory_bytes);
      g_assert_cmpuint (options.concurrency, ==, rows[i].concurrency);
      g_assert_cmpuint (options.max_memory_per_child_bytes, ==, rows[i].share_bytes);
      g_assert_cmpuint (options.max_memory_ahead_bytes, ==, rows[i].ahead_bytes);
      g_assert_cmpuint (options.max_tasks_per_child, ==, 10);
      g_assert_true (g_strv_contains (options.queues, "extraction"));
    }
}

/* Memory is shared by as many as were asked for. */
static void
test_asked_for (void)
{
  static const char *const queues[] = { "analysis", NULL };
  LecWorkOptions many = { .concurrency = 8 };
  LecWorkOptions all = { 3, queues, 5, 100 * MIB };

  lec_work_options_resolve (&many, 2, 8 * GIB);
  g_assert_cmpuint (many.concurrency, ==, 8);
  g_assert_cmpuint (many.max_memory_per_child_bytes, ==, 512 * MIB);

  lec_work_options_resolve (&all, 2, 8 * GIB);
  g_assert_cmpuint (all.concurrency, ==, 3);
  g_assert_true (all.queues == queues);
  g_assert_cmpuint (all.max_tasks_per_child, ==, 5);
  g_assert_cmpuint (all.max_memory_per_child_bytes, ==, 100 * MIB);
  g_assert_cmpuint (all.max_memory_ahead_bytes, ==, 100 * MIB);
}

/* What runs at a time may be chosen anew: memory is shared by as many as run then. */
static void
test_follow (void)
{
  LecWorkControl *control = lec_work_control_new ();
  LecWorkOptions options = { .concurrency = 2, .control = control };
  LecWorkOptions given = { .concurrency = 2, .max_memory_per_child_bytes = 100 * MIB, .control = control };
  guint64 share_bytes = 0;

  lec_work_options_resolve (&options, 2, 8 * GIB);
  lec_work_options_resolve (&given, 2, 8 * GIB);
  share_bytes = options.max_memory_per_child_bytes;
  lec_work_options_follow (&options);
  g_assert_cmpuint (options.max_memory_per_child_bytes, ==, share_bytes);

  lec_work_control_set_concurrency (control, 8);
  lec_work_options_follow (&options);
  lec_work_options_follow (&given);
  g_assert_cmpuint (options.concurrency, ==, 8);
  g_assert_cmpuint (options.max_memory_per_child_bytes, ==, 512 * MIB);
  g_assert_cmpuint (options.max_memory_ahead_bytes, ==, 256 * MIB);
  g_assert_cmpuint (given.max_memory_per_child_bytes, ==, 100 * MIB);

  lec_work_control_free (control);
}

static void
test_here (void)
{
  LecWorkOptions options = { 0 };

  lec_work_options_resolve_here (&options);
  g_assert_cmpuint (options.concurrency, >=, 1);
  g_assert_cmpuint (options.concurrency, <=, g_get_num_processors ());
  g_assert_cmpuint (options.max_memory_per_child_bytes, >=, 512 * MIB);
}

/* All processes together stay below three quarters, with those that read words. */
static void
test_together (void)
{
  for (guint64 gib = 2; gib <= 256; gib *= 2)
    for (guint n_cores = 1; n_cores <= 128; n_cores *= 2)
      {
        LecWorkOptions options = { 0 };
        guint64 bytes = 0;

        lec_work_options_resolve (&options, n_cores, gib * GIB);
        bytes = options.max_memory_per_child_bytes;
        if (options.concurrency > 1)
          bytes += options.max_memory_ahead_bytes;
        g_assert_cmpuint (bytes * options.concurrency, <=, gib * GIB / 4 * 3);
      }
}

static void
test_alone (void)
{
  LecWorkOptions one_core = { 0 };
  LecWorkOptions more = { 0 };

  lec_work_options_resolve_alone (&one_core, 1, 2 * GIB);
  g_assert_cmpuint (one_core.max_memory_per_child_bytes, ==, 3 * GIB / 2);
  lec_work_options_resolve_alone (&more, 4, 2 * GIB);
  g_assert_cmpuint (more.concurrency, ==, 1);
  g_assert_cmpuint (more.max_memory_per_child_bytes + more.max_memory_ahead_bytes, ==, 3 * GIB / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work-options/machines", test_machines);
  g_test_add_func ("/work-options/asked-for", test_asked_for);
  g_test_add_func ("/work-options/follow", test_follow);
  g_test_add_func ("/work-options/here", test_here);
  g_test_add_func ("/work-options/together", test_together);
  g_test_add_func ("/work-options/alone", test_alone);
  return g_test_run ();
}
