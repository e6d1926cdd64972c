/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys of services with a real keyring on a bus of the test's own, and without one.
 */
#include "base/error.h"
#include "engine/service-key.h"
#include "keyring-daemon.h"
#include "net/net-error.h"

#define ADDRESS  "https://speech.example/v1"
#define OTHER    "https://speech.example.evil/v1"
#define KEY      "sk-s3cret-key"
#define PATIENCE 20000

/* @key: (nullable) */
static void
assert_finds (const char *address,
              const char *key)
{
  g_autoptr (GError) error = NULL;
  char *found = lec_service_key_look_up (address, PATIENCE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, key);
  lec_service_key_free (found);
}

static void
keep (const char *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_service_key_keep (ADDRESS, key, PATIENCE, NULL, &error));
  g_assert_no_error (error);
}

/* What is kept fails, and what is asked goes on without. */
static void
test_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reason = NULL;
  char *key = NULL;

  g_assert_false (lec_service_key_keep (ADDRESS, KEY, PATIENCE, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_INTERNAL);
  g_assert_null (strstr (error->message, KEY));
  g_clear_error (&error);

  g_assert_true (lec_service_key_add (&key, ADDRESS, &reason, NULL, &error));
  g_assert_no_error (error);
  g_assert_error (reason, LEC_ERROR, LEC_ERROR_INTERNAL);
  g_assert_null (key);
}

/* Only where the service did not take it is the keyring of interest. */
static void
test_explained (void)
{
  g_autoptr (GError) reason = g_error_new_literal (LEC_ERROR, LEC_ERROR_STALLED, "the keyring sleeps");
  g_autoptr (GError) refused = g_error_new_literal (LEC_NET_ERROR, LEC_NET_ERROR_REFUSED, "no");
  g_autoptr (GError) busy = g_error_new_literal (LEC_NET_ERROR, LEC_NET_ERROR_BUSY, "later");

  lec_service_key_explain (&refused, NULL);
  g_assert_cmpstr (refused->message, ==, "no");
  lec_service_key_explain (&refused, reason);
  g_assert_cmpstr (refused->message, ==, "the keyring sleeps; no");
  lec_service_key_explain (&busy, reason);
  g_assert_cmpstr (busy->message, ==, "later");
}

/* Nothing that could be a second header, or none at all. */
static void
test_faults (void)
{
  static const char *const faulty[] = { "", "two words", "line\r\nX-Header: 1", "schl\303\274ssel", "a\tb" };
  g_autofree char *long_key = g_strnfill (LEC_SERVICE_KEY_MAX_BYTES + 1, 'k');
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_service_key_find_fault (KEY));
  g_assert_nonnull (lec_service_key_find_fault (long_key));
  for (guint i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      g_assert_false (lec_service_key_keep (ADDRESS, faulty[i], PATIENCE, NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_clear_error (&error);
    }
}

/* For the address that it was given for, until it is taken away. */
static void
test_kept (void)
{
  KeyringDaemon daemon = { NULL };
  char *own = g_strdup ("own");
  char *key = NULL;

  if (!keyring_daemon_is_installed ())
    return;

  keyring_daemon_start (&daemon);
  assert_finds (ADDRESS, NULL);
  keep (KEY);
  assert_finds (ADDRESS, KEY);
  assert_finds (OTHER, NULL);
  g_assert_true (lec_service_key_add (&key, ADDRESS, NULL, NULL, NULL));
  g_assert_cmpstr (key, ==, KEY);
  g_assert_true (lec_service_key_add (&own, ADDRESS, NULL, NULL, NULL));
  g_assert_cmpstr (own, ==, "own");
  keep ("another");
  assert_finds (ADDRESS, "another");
  keep (NULL);
  assert_finds (ADDRESS, NULL);
  keep (NULL);

  lec_service_key_free (key);
  lec_service_key_free (own);
  keyring_daemon_end (&daemon);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (300000);
  g_cancellable_cancel (data);
  return NULL;
}

/* Nobody is kept waiting by one that does not answer. */
static void
test_silent (void)
{
  KeyringDaemon daemon = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = NULL;
  gint64 before_us = 0;

  if (!keyring_daemon_is_installed ())
    return;

  keyring_daemon_start (&daemon);
  /* What was begun with the one before is of no use with this one: that is found once. */
  while (!lec_service_key_keep (ADDRESS, KEY, PATIENCE, NULL, NULL))
    ;
  keyring_daemon_hold (&daemon);
  before_us = g_get_monotonic_time ();
  g_assert_null (lec_service_key_look_up (ADDRESS, 300, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_STALLED);
  g_clear_error (&error);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_null (lec_service_key_look_up (ADDRESS, G_MAXINT, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 15 * G_USEC_PER_SEC);

  keyring_daemon_go_on (&daemon);
  assert_finds (ADDRESS, KEY);
  keyring_daemon_end (&daemon);
}

int
main (int argc,
      char *argv[])
{
  /* Never freed: that would wait for connections that libraries keep. */
  static GTestDBus *bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/service-key/none", test_none);
  g_test_add_func ("/service-key/explained", test_explained);
  g_test_add_func ("/service-key/faults", test_faults);
  g_test_add_func ("/service-key/kept", test_kept);
  g_test_add_func ("/service-key/silent", test_silent);
  status = g_test_run ();

  g_test_dbus_stop (bus);
  return status;
}
