/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-upload [MB]
 *
 * A video of 4 GB that is sent to the real service in pieces (tus 1.0.0), cut twice in the middle
 * and gone on with where the service says, and then another one that is sent with a form: whether
 * it is the same by its sum, what the service's memory comes to, and how fast it is beside writing
 * and syncing as much to the same disk. Only what has come is measured: it is made up while it is
 * sent.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "http/service.h"

#define DEFAULT_MB 4000
#define MB         1000000
#define PIECE      65536
#define N_CUTS     2
/* Of the body of a form, at its end. */
#define FORM_TYPE "multipart/form-data; boundary=XXXX"
#define FORM_HEAD \
  "--XXXX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"talk.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"
#define FORM_END "\r\n--XXXX--\r\n"

#define TARGET_GROWTH_MB 32
#define TARGET_RATIO     3.0

/* --- What is sent --- */

/* The bytes at @offset, a multiple of PIECE: no two pieces are the same. */
static void
make_piece (guint8 *piece,
            gint64 offset)
{
  guint64 state = (guint64) offset * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + 1;

  for (gsize i = 0; i < PIECE; i += sizeof state)
    {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      memcpy (piece + i, &state, sizeof state);
    }
}

static char *
sum_made (gint64 size)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 piece[PIECE];

  for (gint64 offset = 0; offset < size; offset += PIECE)
    {
      make_piece (piece, offset);
      g_checksum_update (sum, piece, (gssize) MIN (PIECE, size - offset));
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* --- Sending --- */

static GSocketConnection *
connect_to (Service *service)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
write_text (GSocketConnection *connection,
            const char *text)
{
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                            strlen (text), NULL, NULL, NULL));
}

/* From @offset, which need not be at the beginning of a piece, to @end. */
static void
write_made (GSocketConnection *connection,
            gint64 offset,
            gint64 end)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  guint8 piece[PIECE];

  while (offset < end)
    {
      gint64 begin = offset / PIECE * PIECE;
      gint64 length = MIN (begin + PIECE, end) - offset;

      make_piece (piece, begin);
      g_assert_true (g_output_stream_write_all (out, piece + (offset - begin), (gsize) length, NULL, NULL, NULL));
      offset += length;
    }
}

/* Returns: (transfer full): the answer */
static char *
read_answer (GSocketConnection *connection)
{
  char answer[8192] = { 0 };
  gssize length = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                                       sizeof answer - 1, NULL, NULL);

  g_assert_cmpint (length, >, 0);
  return g_strdup (answer);
}

static gint64
ask_offset (Service *service,
            const char *path)
{
  service_ask (service, "HEAD", path, 200);
  return g_ascii_strtoll (soup_message_headers_get_one (service->answer_headers, "Upload-Offset"), NULL, 10);
}

/* After a cut the service may still write what had come. */
static gint64
wait_for_offset (Service *service,
                 const char *path)
{
  gint64 offset = ask_offset (service, path);
  gint64 before = -1;

  while (offset != before)
    {
      g_usleep (G_USEC_PER_SEC / 2);
      before = offset;
      offset = ask_offset (service, path);
    }
  return offset;
}

/* Cut where @stop is; all of it otherwise. */
static void
send_from (Service *service,
           const char *path,
           gint64 offset,
           gint64 stop,
           gint64 size)
{
  g_autoptr (GSocketConnection) connection = connect_to (service);
  g_autofree char *head =
    g_strdup_printf ("PATCH %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: "
                     "%" G_GINT64_FORMAT "\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: "
                     "%" G_GINT64_FORMAT "\r\n\r\n",
                     path, offset, size - offset);

  write_text (connection, head);
  write_made (connection, offset, stop);
  if (stop == size)
    {
      g_autofree char *answer = read_answer (connection);

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204 "));
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/* Returns: (transfer full): the path of what has come whole */
static char *
send_pieces (Service *service,
             gint64 size,
             gint64 *n_cut)
{
  g_autofree char *length = g_strdup_printf ("%" G_GINT64_FORMAT, size);
  g_autofree char *path = NULL;
  gint64 offset = 0;

  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", length);
  service_ask (service, "POST", "/api/uploads", 201);
  service_set_header (service, "Upload-Length", NULL);
  path = g_strdup (soup_message_headers_get_one (service->answer_headers, "Location"));
  for (gint64 i = 1; i <= N_CUTS; i++)
    {
      send_from (service, path, offset, size * i / (N_CUTS + 1), size);
      offset = wait_for_offset (service, path);
      *n_cut += offset > 0 && offset < size;
    }
  send_from (service, path, offset, size, size);
  g_assert_cmpint (ask_offset (service, path), ==, size);
  return g_steal_pointer (&path);
}

static void
send_form (Service *service,
           gint64 size)
{
  g_autoptr (GSocketConnection) connection = connect_to (service);
  gint64 length = size + (gint64) strlen (FORM_HEAD FORM_END);
  g_autofree char *head = g_strdup_printf ("POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " FORM_TYPE
                                           "\r\nContent-Length: %" G_GINT64_FORMAT "\r\n\r\n" FORM_HEAD,
                                           length);
  g_autofree char *answer = NULL;

  write_text (connection, head);
  write_made (connection, 0, size);
  write_text (connection, FORM_END);
  answer = read_answer (connection);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 202 "));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/* --- What came of it --- */

/* Of the only file of @size below @folder. Returns: (transfer full): its sum */
static char *
sum_found (const char *folder,
           gint64 size)
{
  g_autofree char *line =
    g_strdup_printf ("sh -c \"find '%s' -type f -size %" G_GINT64_FORMAT "c -exec sha256sum {} +\"", folder, size);
  g_autofree char *out = NULL;

  g_assert_true (g_spawn_command_line_sync (line, &out, NULL, NULL, NULL));
  g_assert_cmpuint (strlen (out), >, 64);
  g_assert_null (strchr (strchr (out, '\n') + 1, '\n'));
  return g_strndup (out, 64);
}

/* Returns: the most that it has had at a time so far, in MB */
static double
read_peak_mb (Service *service)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;
  const char *line = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);
  return (double) g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) * 1024 / MB;
}

/* Returns: how long it takes to write as much to the same disk, in s */
static double
write_plainly (const char *folder,
               gint64 size)
{
  g_autofree char *path = g_build_filename (folder, "plain", NULL);
  gint64 before_us = g_get_monotonic_time ();
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  guint8 piece[PIECE];

  for (gint64 offset = 0; offset < size; offset += PIECE)
    {
      make_piece (piece, offset);
      g_assert_cmpint (write (fd, piece, (size_t) MIN (PIECE, size - offset)), >, 0);
    }
  g_assert_cmpint (fdatasync (fd), ==, 0);
  close (fd);
  g_unlink (path);
  return (double) (g_get_monotonic_time () - before_us) / G_USEC_PER_SEC;
}

static void
run (Service *service,
     gint64 size)
{
  g_autofree char *made = sum_made (size);
  g_autofree char *uploads = g_build_filename (service->home, "lectern", "uploads", NULL);
  g_autofree char *served = g_build_filename (service->home, "lectern", "served", NULL);
  g_autofree char *path = NULL;
  g_autofree char *came = NULL;
  g_autofree char *came_with_form = NULL;
  double plain_s = write_plainly (service->folder, size);
  double before_mb = 0, pieces_mb = 0, form_mb = 0, pieces_s = 0, form_s = 0;
  gint64 n_cut = 0, begin_us = 0;

  service_start (service, "--max-upload 100000 --log-level error");
  service_ask (service, "GET", "/api/jobs", 200);
  before_mb = read_peak_mb (service);
  begin_us = g_get_monotonic_time ();
  path = send_pieces (service, size, &n_cut);
  pieces_s = (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC;
  pieces_mb = read_peak_mb (service);
  came = sum_found (uploads, size);
  service_ask (service, "DELETE", path, 204);
  begin_us = g_get_monotonic_time ();
  send_form (service, size);
  form_s = (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC;
  form_mb = read_peak_mb (service);
  came_with_form = sum_found (served, size);

  g_print ("| %" G_GINT64_FORMAT " MB | ours | target |\n|---|---|---|\n", size / MB);
  g_print ("| in pieces: cut and gone on with | %" G_GINT64_FORMAT " | %d |\n", n_cut, N_CUTS);
  g_print ("| in pieces: the same by its sum | %s | yes |\n", g_str_equal (came, made) ? "yes" : "NO");
  g_print ("| with a form: the same by its sum | %s | yes |\n", g_str_equal (came_with_form, made) ? "yes" : "NO");
  g_print ("| growth of the service's memory, in pieces / with a form, MB (of %.0f before) | %.1f / %.1f | %d |\n",
           before_mb, pieces_mb - before_mb, form_mb - before_mb, TARGET_GROWTH_MB);
  g_print ("| wall time against making and writing as much, in pieces (with a second of waiting a cut) / with a form, "
           "whose job reads it once | %.2f / %.2f | %.1f |\n",
           pieces_s / plain_s, form_s / plain_s, TARGET_RATIO);
}

int
main (int argc,
      char *argv[])
{
  Service service = { NULL };
  gint64 size = (argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : DEFAULT_MB) * MB;
  struct statvfs facts;

  g_assert_cmpint (size, >, 0);
  g_setenv ("LECTERN", LECTERN, FALSE);
  service_set_up (&service, NULL);
  if (statvfs (service.folder, &facts) == 0 && (gint64) (facts.f_bavail * facts.f_frsize) > 2 * size)
    run (&service, size);
  else
    g_print ("NOT RUN: there is no room for %" G_GINT64_FORMAT " MB twice\n", size / MB);
  service_tear_down (&service, NULL);
  return 0;
}
