/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every text is pushed in pieces of each size, and gives the same events.
 */
#include <string.h>

#include "net/event-stream.h"
#include "net/net-error.h"

static void
pop_all (LecEventStream *stream,
         GString *found)
{
  char *event = NULL;

  while ((event = lec_event_stream_pop (stream)) != NULL)
    {
      g_string_append_printf (found, "[%s]", event);
      g_free (event);
    }
}

/* Returns: (transfer full): all events, in brackets */
static char *
read_events (const char *text,
             gsize piece)
{
  g_autoptr (LecEventStream) stream = lec_event_stream_new (1000);
  GString *found = g_string_new (NULL);
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i += piece)
    {
      g_assert_true (lec_event_stream_push (stream, text + i, MIN (piece, length - i), NULL));
      pop_all (stream, found);
    }

  return g_string_free (found, FALSE);
}

static void
assert_events (const char *text,
               const char *expected)
{
  for (gsize piece = 1; piece <= strlen (text); piece++)
    {
      g_autofree char *found = read_events (text, piece);

      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_events (void)
{
  assert_events ("data: a\n\ndata: b\n\n", "[a][b]");
  assert_events ("data:a\r\n\r\ndata:  b\r\n\r\n", "[a][ b]");
  assert_events ("data: a\r\rdata: b\r\r", "[a][b]");
  assert_events ("data: a\ndata: b\ndata\n\n", "[a\nb\n]");
  assert_events (": comment\nevent: x\nid: 1\nretry: 5\ndata: a\nunknown: y\n\n", "[a]");
  assert_events ("\xef\xbb\xbf"
                 "data: a\n\n",
                 "[a]");
  assert_events ("\n\n\nevent: x\n\n", "");
  assert_events ("datax: a\n\ndata: \n\n", "[]");
  assert_events ("data: \xff\n\n", "[\xef\xbf\xbd]");
  /* What no empty line has ended is none. */
  assert_events ("data: a\n\ndata: b\n", "[a]");
}

static void
test_too_large (void)
{
  static const char *const texts[] = { "data: ", ": ", "" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LecEventStream) stream = lec_event_stream_new (100);
      g_autoptr (GError) error = NULL;
      g_autofree char *filling = g_strnfill (101, 'x');

      g_assert_true (lec_event_stream_push (stream, texts[i], strlen (texts[i]), NULL));
      g_assert_false (lec_event_stream_push (stream, filling, 101, &error));
      g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_PROTOCOL);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-stream/events", test_events);
  g_test_add_func ("/event-stream/too-large", test_too_large);
  return g_test_run ();
}
