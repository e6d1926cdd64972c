/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that accepts, and one for each connection. What PostgreSQL's clients send is taken apart
 * into messages, so that a statement that was prepared is known again by its name; Redis is sent
 * one command at a time.
 */
#include "proxy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LOOK_MS      20
#define BUFFER_BYTES 65536

/* Of PostgreSQL: four bytes of length, which count themselves, after the kind if there is one. */
#define LENGTH_BYTES 4

typedef union
{
  struct sockaddr any;
  struct sockaddr_un local;
  struct sockaddr_in inet;
} Address;

struct _Proxy
{
  Address here;
  Address there;
  socklen_t length;
  gboolean is_postgres;
  int fd;
  GThread *thread;
  int state;    /* atomic: ProxyState; so are the others */
  int delay_ms; /* atomic */
  int is_over;  /* atomic */
  int n_killed; /* atomic */
  int n_wires;  /* atomic */
  GMutex trap_lock;
  const char *statement; /* (nullable): guarded by trap_lock; so are the others */
  guint n_left;
  ProxyMoment moment;
  pid_t victim;
};

typedef struct
{
  Proxy *proxy;
  int client;
  int server;
  GByteArray *unread;     /* of the client: less than a message */
  GHashTable *statements; /* (element-type utf8 utf8): owned: by their names */
  guint has_started : 1;
  guint is_trapped : 1;      /* the statement has passed */
  guint dies_of_answer : 1;  /* the next one */
  guint was_killed_here : 1; /* nothing more is passed on */
} Wire;

/* --- The trap --- */

static void
spring (Wire *wire)
{
  Proxy *self = wire->proxy;
  pid_t victim = 0;

  g_mutex_lock (&self->trap_lock);
  victim = self->statement != NULL ? self->victim : 0;
  self->statement = NULL;
  g_mutex_unlock (&self->trap_lock);

  wire->was_killed_here = TRUE;
  if (victim > 0 && kill (victim, SIGKILL) == 0)
    g_atomic_int_inc (&self->n_killed);
}

/* Whether @text is what the trap waits for. @moment: (out) */
static gboolean
is_awaited (Proxy *self,
            const char *text,
            gsize length,
            ProxyMoment *moment)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->trap_lock);

  *moment = self->moment;
  return self->statement != NULL && memmem (text, length, self->statement, strlen (self->statement)) != NULL &&
         self->n_left-- <= 1;
}

static void
look_at_statement (Wire *wire,
                   const char *text)
{
  ProxyMoment moment = PROXY_BEFORE;

  if (wire->is_trapped && g_str_equal (text, "COMMIT"))
    {
      g_mutex_lock (&wire->proxy->trap_lock);
      moment = wire->proxy->moment;
      g_mutex_unlock (&wire->proxy->trap_lock);
      if (moment == PROXY_UNCOMMITTED)
        spring (wire);
      wire->dies_of_answer = moment == PROXY_COMMITTED;
      return;
    }
  if (wire->is_trapped || !is_awaited (wire->proxy, text, strlen (text), &moment))
    return;

  wire->is_trapped = TRUE;
  if (moment == PROXY_BEFORE)
    spring (wire);
}

static void
look_at_command (Wire *wire,
                 const char *text,
                 gsize length)
{
  ProxyMoment moment = PROXY_BEFORE;

  if (!is_awaited (wire->proxy, text, length, &moment))
    return;

  if (moment == PROXY_BEFORE)
    spring (wire);
  wire->dies_of_answer = TRUE;
}

/* @body: ends with a byte that is no part of it */
static void
look_at_message (Wire *wire,
                 char kind,
                 const char *body,
                 gsize length)
{
  const char *second = memchr (body, '\0', length);
  const char *text = NULL;

  second = second != NULL && second + 1 < body + length ? second + 1 : NULL;
  if (kind == 'P' && second != NULL && memchr (second, '\0', length - (gsize) (second - body)) != NULL)
    g_hash_table_insert (wire->statements, g_strdup (body), g_strdup (second));
  else if (kind == 'B' && second != NULL && memchr (second, '\0', length - (gsize) (second - body)) != NULL)
    text = g_hash_table_lookup (wire->statements, second);
  if (text != NULL)
    look_at_statement (wire, text);
}

/* --- Passing on --- */

static gboolean
send_all (int fd,
          const guint8 *bytes,
          gsize length)
{
  while (length > 0)
    {
      gssize n = send (fd, bytes, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static guint32
read_length (const guint8 *bytes)
{
  guint32 length = 0;

  memcpy (&length, bytes, LENGTH_BYTES);
  return g_ntohl (length);
}

/* Returns: whether the connection is still good */
static gboolean
pass_messages (Wire *wire)
{
  GByteArray *unread = wire->unread;
  gboolean is_sent = TRUE;

  while (is_sent && !wire->was_killed_here)
    {
      gsize kind_bytes = wire->has_started ? 1 : 0;
      gsize length = kind_bytes;

      if (unread->len >= kind_bytes + LENGTH_BYTES)
        length += read_length (unread->data + kind_bytes);
      if (length == kind_bytes || unread->len < length)
        return TRUE;
      if (wire->has_started && length > kind_bytes + LENGTH_BYTES)
        look_at_message (wire, (char) unread->data[0], (const char *) unread->data + kind_bytes + LENGTH_BYTES,
                         length - kind_bytes - LENGTH_BYTES);
      wire->has_started = TRUE;
      is_sent = wire->was_killed_here || send_all (wire->server, unread->data, length);
      g_byte_array_remove_range (unread, 0, (guint) length);
    }

  return is_sent && !wire->was_killed_here;
}

static gboolean
pass_from_client (Wire *wire,
                  const guint8 *bytes,
                  gsize length)
{
  ProxyMoment moment = PROXY_BEFORE;

  if (wire->proxy->is_postgres)
    {
      g_byte_array_append (wire->unread, bytes, (guint) length);
      return pass_messages (wire);
    }

  look_at_command (wire, (const char *) bytes, length);
  if (wire->was_killed_here || !send_all (wire->server, bytes, length))
    return FALSE;

  g_mutex_lock (&wire->proxy->trap_lock);
  moment = wire->proxy->moment;
  g_mutex_unlock (&wire->proxy->trap_lock);
  if (wire->dies_of_answer && moment == PROXY_UNCOMMITTED)
    spring (wire);
  return !wire->was_killed_here;
}

static gboolean
pass_from_server (Wire *wire,
                  const guint8 *bytes,
                  gsize length)
{
  if (wire->dies_of_answer)
    spring (wire);
  return !wire->was_killed_here && send_all (wire->client, bytes, length);
}

/* Returns: whether the connection is still good */
static gboolean
pass (Wire *wire,
      gboolean from_client)
{
  guint8 buffer[BUFFER_BYTES];
  gssize n = recv (from_client ? wire->client : wire->server, buffer, sizeof buffer, 0);
  int delay_ms = g_atomic_int_get (&wire->proxy->delay_ms);

  if (n <= 0)
    return FALSE;

  if (delay_ms > 0)
    g_usleep ((gulong) delay_ms * 1000);
  return from_client ? pass_from_client (wire, buffer, (gsize) n) : pass_from_server (wire, buffer, (gsize) n);
}

static gboolean
pass_what_came (Wire *wire)
{
  struct pollfd fds[2] = { { wire->client, POLLIN, 0 }, { wire->server, POLLIN, 0 } };

  if (poll (fds, 2, LOOK_MS) < 0 && errno != EINTR)
    return FALSE;

  return (fds[0].revents == 0 || pass (wire, TRUE)) && (fds[1].revents == 0 || pass (wire, FALSE));
}

static int
connect_to_server (const Proxy *self)
{
  int fd = socket (self->there.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd >= 0 && connect (fd, &self->there.any, self->length) == 0)
    return fd;

  if (fd >= 0)
    close (fd);
  return -1;
}

static gpointer
run_wire (gpointer data)
{
  Wire *wire = data;
  Proxy *self = wire->proxy;
  ProxyState state = PROXY_OPEN;
  gboolean is_good = TRUE;

  wire->server = connect_to_server (self);
  is_good = wire->server >= 0;
  while (is_good && !g_atomic_int_get (&self->is_over))
    {
      state = (ProxyState) g_atomic_int_get (&self->state);
      if (state == PROXY_SILENT)
        g_usleep (LOOK_MS * 1000);
      is_good = state == PROXY_SILENT || (state == PROXY_OPEN && pass_what_came (wire));
    }

  close (wire->client);
  if (wire->server >= 0)
    close (wire->server);
  g_byte_array_unref (wire->unread);
  g_hash_table_unref (wire->statements);
  g_free (wire);
  g_atomic_int_add (&self->n_wires, -1);
  return NULL;
}

static void
begin_wire (Proxy *self,
            int client)
{
  Wire *wire = g_new0 (Wire, 1);

  wire->proxy = self;
  wire->client = client;
  wire->unread = g_byte_array_new ();
  wire->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_atomic_int_inc (&self->n_wires);
  g_thread_unref (g_thread_new ("wire", run_wire, wire));
}

static gpointer
accept_all (gpointer data)
{
  Proxy *self = data;

  while (!g_atomic_int_get (&self->is_over))
    {
      struct pollfd fd = { self->fd, POLLIN, 0 };
      int client = poll (&fd, 1, LOOK_MS) > 0 ? accept4 (self->fd, NULL, NULL, SOCK_CLOEXEC) : -1;

      if (client >= 0 && g_atomic_int_get (&self->state) == PROXY_CUT)
        close (client);
      else if (client >= 0)
        begin_wire (self, client);
    }
  while (g_atomic_int_get (&self->n_wires) > 0)
    g_usleep (1000);

  return NULL;
}

/* --- Its life --- */

static Proxy *
proxy_start (Proxy *self)
{
  socklen_t length = sizeof self->here;

  self->fd = socket (self->here.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->fd, &self->here.any, self->length), ==, 0);
  g_assert_cmpint (getsockname (self->fd, &self->here.any, &length), ==, 0);
  g_assert_cmpint (listen (self->fd, SOMAXCONN), ==, 0);
  g_mutex_init (&self->trap_lock);
  self->thread = g_thread_new ("proxy", accept_all, self);
  return self;
}

static void
set_local (Address *address,
           const char *folder,
           guint port)
{
  address->local.sun_family = AF_UNIX;
  g_snprintf (address->local.sun_path, sizeof address->local.sun_path, "%s/.s.PGSQL.%u", folder, port);
}

Proxy *
proxy_new_for_postgres (const char *folder,
                        guint port,
                        const char *server_folder)
{
  Proxy *self = g_new0 (Proxy, 1);

  self->is_postgres = TRUE;
  self->length = sizeof self->here.local;
  set_local (&self->here, folder, port);
  set_local (&self->there, server_folder, port);
  return proxy_start (self);
}

static void
set_loopback (Address *address,
              guint port)
{
  address->inet = (struct sockaddr_in){ .sin_family = AF_INET,
                                        .sin_port = htons ((guint16) port),
                                        .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
}

Proxy *
proxy_new_for_redis (guint server_port)
{
  Proxy *self = g_new0 (Proxy, 1);

  self->length = sizeof self->here.inet;
  set_loopback (&self->here, 0);
  set_loopback (&self->there, server_port);
  return proxy_start (self);
}

void
proxy_free (Proxy *self)
{
  if (self == NULL)
    return;

  g_atomic_int_set (&self->is_over, 1);
  g_thread_join (self->thread);
  close (self->fd);
  if (self->is_postgres)
    unlink (self->here.local.sun_path);
  g_mutex_clear (&self->trap_lock);
  g_free (self);
}

guint
proxy_get_port (const Proxy *self)
{
  return ntohs (self->here.inet.sin_port);
}

void
proxy_set_state (Proxy *self,
                 ProxyState state)
{
  g_atomic_int_set (&self->state, (int) state);
}

void
proxy_set_delay (Proxy *self,
                 guint delay_ms)
{
  g_atomic_int_set (&self->delay_ms, (int) delay_ms);
}

void
proxy_kill_at (Proxy *self,
               const char *statement,
               guint nth,
               ProxyMoment moment,
               pid_t victim)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->trap_lock);

  self->statement = statement;
  self->n_left = nth;
  self->moment = moment;
  self->victim = victim;
  g_atomic_int_set (&self->n_killed, 0);
}

gboolean
proxy_has_killed (Proxy *self)
{
  return g_atomic_int_get (&self->n_killed) > 0;
}
