/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One owner at a time; and that nobody waits for another where there are no locks at all.
 */
#include "base/error.h"
#include "broken-locks.h"
#include "engine/queue-owner.h"
#include "kept-slides.h"

typedef struct
{
  char *folder;
  GCancellable *cancellable;
  guint n_waits;
  int pid;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-owner-XXXXXX", NULL);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lock_errno = 0;
  g_object_unref (fixture->cancellable);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

/* Who is told that another one is at work has waited for long enough. */
static void
waiting_cb (int pid,
            gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_waits++;
  fixture->pid = pid;
  g_cancellable_cancel (fixture->cancellable);
}

static LecQueueOwner *
wait_for_queue (Fixture *fixture,
                GError **error)
{
  return lec_queue_owner_wait (fixture->folder, waiting_cb, fixture, fixture->cancellable, error);
}

static void
test_one_at_a_time (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LecQueueOwner *owner = wait_for_queue (fixture, &error);

  g_assert_no_error (error);
  g_assert_nonnull (owner);
  g_assert_cmpuint (fixture->n_waits, ==, 0);
  g_assert_null (lec_queue_owner_try (fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_null (wait_for_queue (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_waits, ==, 1);
  g_assert_cmpint (fixture->pid, ==, getpid ());

  lec_queue_owner_free (owner);
  owner = lec_queue_owner_try (fixture->folder, NULL);
  g_assert_nonnull (owner);
  lec_queue_owner_free (owner);
}

static void
test_no_locks (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lock_errno = GPOINTER_TO_INT (data);
  g_assert_null (lec_queue_owner_try (fixture->folder, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE);
  g_clear_error (&error);
  g_assert_null (wait_for_queue (fixture, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE);
  g_assert_nonnull (strstr (error->message, fixture->folder));
  g_assert_nonnull (strstr (error->message, g_strerror (lock_errno)));
  g_assert_cmpuint (fixture->n_waits, ==, 0);
}

static void
test_no_folder (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", NULL);

  g_assert_null (lec_queue_owner_try (gone, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lec_queue_owner_wait (gone, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/queue-owner/one-at-a-time", Fixture, NULL, set_up, test_one_at_a_time, tear_down);
  g_test_add ("/queue-owner/no-locks", Fixture, GINT_TO_POINTER (ENOLCK), set_up, test_no_locks, tear_down);
  g_test_add ("/queue-owner/not-supported", Fixture, GINT_TO_POINTER (EOPNOTSUPP), set_up, test_no_locks, tear_down);
  g_test_add ("/queue-owner/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);

  return g_test_run ();
}
