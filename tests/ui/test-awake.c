/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The machine is kept awake while videos are worked on, and only then: what a session manager is
 * asked for, by the real application.
 */
#include "fake-session.h"
#include "window-fixture.h"

#define SUSPEND 4 /* as the session manager counts */

/* Other threads answer, too: nothing of this one tells when. */
static void
wait_for (FakeSession *session,
          const guint *fact,
          guint wanted)
{
  while (fake_session_read (session, fact) != wanted)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
test_asked (gpointer data)
{
  Fixture *fixture = data;
  FakeSession *session = g_object_get_data (G_OBJECT (fixture->settings), "session");

  g_assert_cmpuint (fake_session_read (session, &session->n_asked), ==, 0);
  add (fixture, "talk.mp4", HANG);
  wait_for (session, &session->n_asked, 1);
  g_assert_cmpuint (session->flags, ==, SUSPEND);
  g_assert_cmpstr (session->app_id, ==, LEC_APPLICATION_ID);
  g_assert_cmpstr (session->reason, ==, "Videos are being worked on");

  /* The setting counts at once. */
  g_settings_set_boolean (fixture->settings, "keep-awake", FALSE);
  wait_for (session, &session->n_given_back, 1);
  g_settings_set_boolean (fixture->settings, "keep-awake", TRUE);
  wait_for (session, &session->n_asked, 2);

  /* Nothing is worked on any more. */
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.cancel-job", "x", get_id (fixture));
  wait_for (session, &session->n_given_back, 2);
  g_assert_cmpuint (fake_session_read (session, &session->n_asked), ==, 2);
}

static void
run_with_session (Fixture *fixture,
                  gconstpointer data)
{
  FakeSession session = { .n_asked = 0 };

  fake_session_start (&session);
  g_object_set_data (G_OBJECT (fixture->settings), "session", &session);
  run_application (fixture, data);
  fake_session_stop (&session);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/awake/asked", test_asked },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_with_session);
}
