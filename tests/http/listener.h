/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who listens to a job's events, and a worker who makes them: it has the store and no
 * video.
 */
#pragma once

#include "http/service.h"
#include "store/made-jobs.h"
#include "store/sqlite-store.h"

G_BEGIN_DECLS

/* --- Listening --- */

typedef struct
{
  SoupMessage *message;
  GDataInputStream *in; /* (nullable): where nothing is streamed */
  char *id;             /* of the last event */
  char *name;
  char *data;
  guint n_comments;
} Listener;

static inline void
listener_close (Listener *self)
{
  g_clear_object (&self->in);
  g_clear_object (&self->message);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->data, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listener, listener_close)

/* @after: (nullable): the last event that it has */
static inline void
listener_open (Listener *self,
               Service *service,
               const char *path,
               const char *after,
               guint status)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s", (guint) service->port, path);
  g_autofree char *known = g_strdup (after);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer name = NULL, value = NULL;

  listener_close (self);
  self->message = soup_message_new ("GET", url);
  g_hash_table_iter_init (&iter, service->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (soup_message_get_request_headers (self->message), name, value);
  if (known != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (self->message), "Last-Event-ID", known);
  stream = soup_session_send (service->session, self->message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (self->message), ==, status);
  self->in = g_data_input_stream_new (stream);
}

static inline void
listener_take_line (Listener *self,
                    const char *line)
{
  static const char *const fields[] = { "id: ", "event: ", "data: " };
  char **values[] = { &self->id, &self->name, &self->data };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_has_prefix (line, fields[i]))
      {
        g_free (*values[i]);
        *values[i] = g_strdup (line + strlen (fields[i]));
      }
  self->n_comments += *line == ':';
}

/* Waits for the next event, or a comment where that is wanted. Returns: %FALSE at the end */
static inline gboolean
listener_next (Listener *self,
               gboolean takes_comments)
{
  gboolean is_event = FALSE;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (self->in, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        return FALSE;
      listener_take_line (self, line);
      is_event = is_event || g_str_has_prefix (line, "data: ");
      if (*line == '\0' && is_event)
        break;
      if (*line == ':' && takes_comments)
        return TRUE;
    }

  g_test_message ("%s %s %.500s", self->id, self->name, self->data);
  return TRUE;
}

/* The next event has to be that one. */
static inline void
listener_expect (Listener *self,
                 const char *name)
{
  g_assert_true (listener_next (self, FALSE));
  g_assert_cmpstr (self->name, ==, name);
}

/* Others may come before. */
static inline void
listener_await (Listener *self,
                const char *name)
{
  do
    g_assert_true (listener_next (self, FALSE));
  while (!g_str_equal (self->name, name));
}

/* --- Working --- */

typedef struct
{
  LecStore *store;
  gint64 fence;
} Worker;

static inline gint64
worker_now (void)
{
  return g_get_real_time ();
}

/* A cluster of this machine in a file, and a job of Ann's that waits in it. */
static inline void
worker_start (Worker *self,
              Service *service)
{
  g_autofree char *path = g_build_filename (service->folder, "cluster.db", NULL);
  g_autofree char *url = g_strconcat ("sqlite://", path, NULL);
  g_autoptr (GError) error = NULL;

  g_setenv ("DATABASE_URL", url, TRUE);
  g_free (service_lectern (service, "cluster init"));
  self->store = lec_sqlite_store_open (path, worker_now (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (add_job (self->store, "/srv/talk.mp4", "ann", 0), ==, 1);
}

static inline void
worker_stop (Worker *self)
{
  g_clear_object (&self->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Worker, worker_stop)

static inline void
worker_claim (Worker *self)
{
  LecClaimRequest request = { lec_store_get_queue_names (), "tester", 3600 * SECOND };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClaim) claimed = lec_store_claim (self->store, &request, worker_now (), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (claimed);
  self->fence = claimed->fence;
}

static inline LecSlide *
worker_make_slide (guint number,
                   const char *text)
{
  LecSlide *slide = lec_slide_new (number);

  lec_slide_add_visit (slide, number, number + 1);
  slide->picture = g_strdup_printf ("slides/%u.jpg", number);
  slide->text = g_strdup (text);
  return slide;
}

/* Has found slides @first to @last by now. */
static inline void
worker_advance (Worker *self,
                double progress,
                guint first,
                guint last,
                const char *text)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  LecRenewal renewal = { .lease_us = 3600 * SECOND, .progress = progress, .message = "reading", .slides = slides };
  gboolean is_cancelled = FALSE;
  g_autoptr (GError) error = NULL;

  for (guint i = first; i <= last; i++)
    g_ptr_array_add (slides, worker_make_slide (i, text));
  lec_store_renew (self->store, self->fence, &renewal, &is_cancelled, worker_now (), NULL, &error);
  g_assert_no_error (error);
}

static inline void
worker_finish (Worker *self,
               guint n_slides,
               const char *text)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecTaskResult result = { .lecture = lecture, .cost.exit_status = -1 };
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= n_slides; i++)
    g_ptr_array_add (lecture->slides, worker_make_slide (i, text));
  lec_store_finish (self->store, self->fence, &result, worker_now (), NULL, &error);
  g_assert_no_error (error);
}

G_END_DECLS
