/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether something may be sent: jobs do not wait for the answer, and what lacks something for that
 * is asked for once it is done. Videos follow a script.
 */
#include <adwaita.h>

#include "engine/upload-consent.h"
#include "ui/consent-question.h"
#include "window-fixture.h"

#define HOST "ears.example"

static GtkWidget *
wait_for_question (void)
{
  GtkWidget *dialog = NULL;

  g_test_message ("waiting for the question");
  while ((dialog = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static void
answer (GtkWidget *dialog,
        const char *response)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Long enough that a question would be there. */
static void
assert_no_question (void)
{
  for (guint i = 0; i < 10; i++)
    {
      g_usleep (50000);
      settle ();
    }
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
}

static void
assert_asks (GtkWidget *dialog)
{
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  const char *body = adw_message_dialog_get_body (message);

  g_assert_nonnull (strstr (adw_message_dialog_get_heading (message), HOST));
  g_assert_nonnull (strstr (body, "the sound of the lecture"));
  g_assert_nonnull (strstr (body, "3.2"));
  g_assert_nonnull (strstr (body, "encrypted"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (message), ==, "not-now");
  g_assert_cmpstr (adw_message_dialog_get_close_response (message), ==, "not-now");
}

static GtkWidget *
find_retry (Fixture *fixture)
{
  return find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "job.retry");
}

/* Who says "Not Now" is asked again when they want it; who agrees never again. */
static void
test_jobs (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *dialog = NULL;

  add (fixture, "talk.mp4", GOOD);
  dialog = wait_for_question ();
  assert_asks (dialog);
  answer (dialog, "not-now");
  wait_until_says (GTK_WIDGET (fixture->page), "Done\u00a0in\u00a0part");
  g_assert_false (lec_upload_consent_has (HOST));
  assert_no_question ();

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.retry-job", "x", get_id (fixture));
  dialog = wait_for_question ();
  answer (dialog, "agree");
  while (says (GTK_WIDGET (fixture->page), "Done\u00a0in\u00a0part"))
    g_main_context_iteration (NULL, TRUE);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  g_assert_true (lec_upload_consent_has (HOST));
  g_assert_null (find_retry (fixture));

  add (fixture, "other.mp4", GOOD);
  while (lec_job_model_count (lec_application_get_model (fixture->application), LEC_JOB_COMPLETED) < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_no_question ();
  g_assert_true (lec_upload_consent_remove (HOST, NULL));
}

/* --- For threads --- */

typedef struct
{
  LecConsentAsker *asker;
  GCancellable *cancellable;
  gboolean agrees;
  gint is_over; /* atomic */
} Asking;

static gpointer
ask_thread (gpointer data)
{
  static const LecUploadDemand demand = { "what is written", "model.example", FALSE, FALSE, 0 };
  Asking *asking = data;

  asking->agrees = lec_consent_asker_ask (asking->asker, &demand, asking->cancellable);
  g_atomic_int_set (&asking->is_over, TRUE);
  return NULL;
}

static void
wait_until_over (Asking *asking,
                 GThread *thread)
{
  while (!g_atomic_int_get (&asking->is_over))
    g_main_context_iteration (NULL, FALSE);
  g_thread_join (thread);
  asking->is_over = FALSE;
}

/* The answer, be it that there is none any more. */
static void
test_thread (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (LecConsentAsker) asker = lec_consent_asker_new (GTK_WINDOW (parent));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Asking asking = { asker, cancellable, FALSE, FALSE };
  GThread *thread = NULL;
  GtkWidget *dialog = NULL;

  g_assert_nonnull (fixture->window);
  gtk_window_present (GTK_WINDOW (parent));
  thread = g_thread_new ("ask", ask_thread, &asking);
  dialog = wait_for_question ();
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "not encrypted"));
  answer (dialog, "agree");
  wait_until_over (&asking, thread);
  g_assert_true (asking.agrees);

  thread = g_thread_new ("ask", ask_thread, &asking);
  answer (wait_for_question (), "not-now");
  wait_until_over (&asking, thread);
  g_assert_false (asking.agrees);

  /* It goes with the window, and nobody waits for ever. */
  thread = g_thread_new ("ask", ask_thread, &asking);
  wait_for_question ();
  gtk_window_destroy (GTK_WINDOW (parent));
  wait_until_over (&asking, thread);
  g_assert_false (asking.agrees);
  thread = g_thread_new ("ask", ask_thread, &asking);
  wait_until_over (&asking, thread);
  g_assert_false (asking.agrees);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/consent/jobs", test_jobs },
    { "/consent/thread", test_thread },
  };

  g_assert_true (g_setenv ("LECTERN_SPEECH_SERVICE", "https://" HOST "/v1", TRUE));
  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
