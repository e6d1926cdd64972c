/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever wants the end, before a call, while it is made or long after that: it
 * ends, and nothing is touched by two threads at once.
 */
#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "base/cancel-relay.h"

/* A pipe that nobody writes to. */
typedef struct
{
  int ends[2];
  GMainContext *context;
  GInputStream *stream;
  GAsyncResult *result;
} Wait;

static void
wait_begin (Wait *self)
{
  g_assert_cmpint (pipe (self->ends), ==, 0);
  self->context = g_main_context_new ();
  self->stream = g_unix_input_stream_new (self->ends[0], TRUE);
  self->result = NULL;
}

static void
wait_end (Wait *self)
{
  g_clear_object (&self->result);
  g_object_unref (self->stream);
  g_main_context_unref (self->context);
  close (self->ends[1]);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Wait *self = user_data;

  self->result = g_object_ref (result);
}

/* Returns: how many bytes came */
static gssize
read_one (Wait *self,
          GCancellable *wanted,
          GError **error)
{
  g_autoptr (GMainContextPusher) pusher = g_main_context_pusher_new (self->context);
  LecCancelRelay relay;
  char byte = 0;

  lec_cancel_relay_begin (&relay, self->context, wanted);
  g_input_stream_read_async (self->stream, &byte, 1, G_PRIORITY_DEFAULT, relay.cancellable, read_cb, self);
  while (self->result == NULL)
    lec_cancel_relay_iterate (&relay);
  lec_cancel_relay_end (&relay);
  return g_input_stream_read_finish (self->stream, self->result, error);
}

static void
test_nobody (void)
{
  Wait wait = { { 0 } };
  g_autoptr (GError) error = NULL;

  wait_begin (&wait);
  g_assert_cmpint (write (wait.ends[1], "a", 1), ==, 1);
  g_assert_cmpint (read_one (&wait, NULL, &error), ==, 1);
  g_assert_no_error (error);
  wait_end (&wait);
}

static void
test_before (void)
{
  Wait wait = { { 0 } };
  g_autoptr (GCancellable) wanted = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  wait_begin (&wait);
  g_cancellable_cancel (wanted);
  g_assert_cmpint (read_one (&wait, wanted, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_end (&wait);
}

static gpointer
cancel_soon (gpointer wanted)
{
  g_usleep ((gulong) g_random_int_range (0, 200));
  g_cancellable_cancel (wanted);
  return NULL;
}

static void
test_meanwhile (void)
{
  for (guint i = 0; i < 500; i++)
    {
      Wait wait = { { 0 } };
      g_autoptr (GCancellable) wanted = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = NULL;

      wait_begin (&wait);
      thread = g_thread_new ("cancel", cancel_soon, wanted);
      g_assert_cmpint (read_one (&wait, wanted, &error), ==, -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
      wait_end (&wait);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cancel-relay/nobody", test_nobody);
  g_test_add_func ("/cancel-relay/before", test_before);
  g_test_add_func ("/cancel-relay/meanwhile", test_meanwhile);
  return g_test_run ();
}
