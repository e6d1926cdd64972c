/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that a client takes for a database server of whatever version, as far as that is asked
 * for, for one that never answers, or for one that dies as soon as it is asked.
 */
#pragma once

#include <gio/gio.h>
#include <string.h>

G_BEGIN_DECLS

#define FAKE_DIES ""

typedef struct
{
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  const char *version; /* (nullable): silent; or %FAKE_DIES */
} FakePostgres;

static inline void
append_message (GByteArray *bytes,
                char type,
                const char *content,
                gsize length)
{
  guint32 size = GUINT32_TO_BE ((guint32) length + 4);

  g_byte_array_append (bytes, (const guint8 *) &type, 1);
  g_byte_array_append (bytes, (const guint8 *) &size, sizeof size);
  g_byte_array_append (bytes, (const guint8 *) content, (guint) length);
}

/* "You are welcome", and then "Done." to whatever is asked. */
static inline void
serve_fake (GSocketConnection *connection,
            const char *version,
            GCancellable *cancellable)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GByteArray) greeting = g_byte_array_new ();
  g_autoptr (GByteArray) done = g_byte_array_new ();
  g_autofree char *status = g_strdup_printf ("server_version%c%s", '\1', version);
  gsize length = strlen (status) + 1;
  char asked[8192];

  status[strlen ("server_version")] = '\0';
  append_message (greeting, 'R', "\0\0\0\0", 4);
  append_message (greeting, 'S', status, length);
  append_message (greeting, 'Z', "I", 1);
  append_message (done, 'C', "SET", 4);
  append_message (done, 'Z', "I", 1);
  for (guint i = 0; g_input_stream_read (in, asked, sizeof asked, cancellable, NULL) > 0; i++)
    {
      const GByteArray *answer = i == 0 ? greeting : done;

      if (g_str_equal (version, FAKE_DIES))
        return;
      g_output_stream_write_all (out, answer->data, answer->len, NULL, cancellable, NULL);
    }
}

static inline gpointer
run_fake (gpointer data)
{
  FakePostgres *self = data;
  g_autoptr (GSocketConnection) connection =
    g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);

  if (connection != NULL && self->version != NULL)
    serve_fake (connection, self->version, self->cancellable);
  else
    while (!g_cancellable_is_cancelled (self->cancellable))
      g_usleep (10 * 1000);

  return NULL;
}

/* Returns: (transfer full): where it is */
static inline char *
fake_postgres_start (FakePostgres *self,
                     const char *version)
{
  guint16 port = 0;

  self->version = version;
  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, NULL);
  g_assert_cmpuint (port, >, 0);
  self->thread = g_thread_new ("fake", run_fake, self);
  return g_strdup_printf ("postgresql://a:s3cret@127.0.0.1:%u/b?sslmode=disable&gssencmode=disable", port);
}

static inline void
fake_postgres_stop (FakePostgres *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
}

G_END_DECLS
