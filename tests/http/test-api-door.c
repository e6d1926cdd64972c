/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many connections there may be, and how long one rests between two requests.
 */
#include <sys/resource.h>

#include "http/api-door.h"

#define PATIENCE_US (10 * G_USEC_PER_SEC)
#define SECOND_US   ((gint64) G_USEC_PER_SEC)

/* A door, who came by it, and those on the other side. */
typedef struct
{
  LecApiDoor *door;
  GPtrArray *guests;  /* (element-type GSocketConnection) */
  GPtrArray *clients; /* (element-type GSocketConnection) */
  guint16 port;
} Fixture;

static void
came_cb (GSocketConnection *connection,
         gpointer data)
{
  g_ptr_array_add (data, g_object_ref (connection));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autoptr (GUri) uri = NULL;

  fixture->guests = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->clients = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->door = lec_api_door_open ("127.0.0.1", 0, came_cb, fixture->guests, NULL);
  g_assert_nonnull (fixture->door);
  address = lec_api_door_dup_address (fixture->door);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  fixture->port = (guint16) g_uri_get_port (uri);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->door, lec_api_door_close);
  g_clear_pointer (&fixture->guests, g_ptr_array_unref);
  g_clear_pointer (&fixture->clients, g_ptr_array_unref);
}

static GSocket *
get_socket (GPtrArray *connections,
            guint i)
{
  return g_socket_connection_get_socket (g_ptr_array_index (connections, i));
}

static void
knock (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, NULL);
  g_assert_nonnull (connection);
  g_ptr_array_add (fixture->clients, connection);
}

static void
let_in (Fixture *fixture)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;
  guint n_before = fixture->guests->len;

  knock (fixture);
  while (fixture->guests->len == n_before && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->guests->len, ==, n_before + 1);
}

/* Whether that client was shown out. */
static gboolean
is_out (Fixture *fixture,
        guint i)
{
  GSocket *socket = get_socket (fixture->clients, i);
  char byte = 0;

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_socket_set_blocking (socket, FALSE);
  return g_socket_receive (socket, &byte, 1, NULL, NULL) == 0;
}

static void
wait_until_out (Fixture *fixture,
                guint i)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  while (!is_out (fixture, i) && g_get_monotonic_time () < end_us)
    g_usleep (1000);
  g_assert_true (is_out (fixture, i));
}

/* Who rests too long; not who is answered, or has asked again. */
static void
test_rest (Fixture *fixture,
           gconstpointer data)
{
  gint64 end_us = 0;

  for (guint i = 0; i < 3; i++)
    let_in (fixture);
  lec_api_door_begin_rest (get_socket (fixture->guests, 0));
  lec_api_door_begin_rest (get_socket (fixture->guests, 1));
  lec_api_door_end_rest (get_socket (fixture->guests, 1));
  end_us = g_get_monotonic_time () + LEC_API_DOOR_REST_US;

  g_assert_false (is_out (fixture, 0));
  lec_api_door_look (fixture->door, end_us - SECOND_US);
  g_assert_false (is_out (fixture, 0));
  lec_api_door_look (fixture->door, end_us + SECOND_US);
  wait_until_out (fixture, 0);
  g_assert_false (is_out (fixture, 1));
  g_assert_false (is_out (fixture, 2));
}

/* The door is closed before those who came by it have gone. */
static void
test_closed (Fixture *fixture,
             gconstpointer data)
{
  let_in (fixture);
  let_in (fixture);
  lec_api_door_begin_rest (get_socket (fixture->guests, 0));
  g_clear_pointer (&fixture->door, lec_api_door_close);
  g_clear_pointer (&fixture->guests, g_ptr_array_unref);
  wait_until_out (fixture, 0);
  wait_until_out (fixture, 1);
}

static gboolean
may_open (rlim_t n_files)
{
  struct rlimit limit = { 0, 0 };

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < n_files)
    return FALSE;

  limit.rlim_cur = MAX (limit.rlim_cur, n_files);
  return setrlimit (RLIMIT_NOFILE, &limit) == 0;
}

/* Who has rested longest makes room; where nobody rests, who comes goes. */
static void
test_full (Fixture *fixture,
           gconstpointer data)
{
  if (!may_open (2 * LEC_API_DOOR_MAX + 100))
    {
      g_test_skip ("so many files may not be open here");
      return;
    }

  for (guint i = 0; i < LEC_API_DOOR_MAX; i++)
    let_in (fixture);
  knock (fixture);
  wait_until_out (fixture, LEC_API_DOOR_MAX);
  g_assert_cmpuint (fixture->guests->len, ==, LEC_API_DOOR_MAX);

  lec_api_door_begin_rest (get_socket (fixture->guests, 7));
  g_usleep (1000);
  lec_api_door_begin_rest (get_socket (fixture->guests, 3));
  let_in (fixture);
  wait_until_out (fixture, 7);
  g_assert_false (is_out (fixture, 3));
  let_in (fixture);
  wait_until_out (fixture, 3);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/http/api-door/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/http/api-door/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/http/api-door/full", Fixture, NULL, set_up, test_full, tear_down);

  return g_test_run ();
}
