/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a terminal one line that is written over again, for whichever job has
 * advanced last; elsewhere a line every few seconds.
 */
#include "cli/run-view.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/job-text.h"
#include "cli/terminal-text.h"

#define CLEAR_LINE        "\r\033[K"
#define LINES_INTERVAL_US (10 * (gint64) G_USEC_PER_SEC)

struct _LecRunView
{
  LecProgressMode mode;
  int fd;
  gint64 shown_us;
  gboolean line_is_up;
};

LecRunView *
lec_run_view_new (LecProgressMode mode,
                  int fd)
{
  LecRunView *self = g_new0 (LecRunView, 1);

  self->mode = mode;
  self->fd = fd;
  self->shown_us = g_get_monotonic_time ();
  return self;
}

LecRunView *
lec_run_view_new_for (const LecArguments *arguments)
{
  const char *mode = lec_arguments_get_value (arguments, "progress");

  return lec_run_view_new (lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO), STDERR_FILENO);
}

void
lec_run_view_free (LecRunView *self)
{
  if (self == NULL)
    return;

  lec_run_view_clear (self);
  g_free (self);
}

static void
write_text (LecRunView *self,
            const char *text)
{
  g_autofree char *encoded = lec_terminal_encode (text);

  /* Nobody who reads it any more is no reason to stop the work. */
  if (dprintf (self->fd, "%s", encoded) < 0)
    self->mode = LEC_PROGRESS_NONE;
}

void
lec_run_view_clear (LecRunView *self)
{
  g_return_if_fail (self != NULL);

  if (self->line_is_up)
    write_text (self, CLEAR_LINE);
  self->line_is_up = FALSE;
}

char *
lec_run_view_format_line (const LecJob *job,
                          double progress,
                          const char *message)
{
  g_autofree char *name = NULL;
  g_autofree char *safe = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  name = lec_job_text_dup_name (job);
  safe = message != NULL ? lec_terminal_escape (message) : NULL;
  if (safe == NULL)
    /* Translators: a video, and how far the work on it is */
    return g_strdup_printf (_ ("%s: %d %%"), name, (int) (progress * 100));

  /* Translators: a video, how far the work on it is, what is going on */
  return g_strdup_printf (_ ("%s: %d %%, %s"), name, (int) (progress * 100), safe);
}

static void
show_bar (LecRunView *self,
          const char *line)
{
  g_autofree char *fitting = lec_terminal_shorten (line, MAX (lec_terminal_get_columns (self->fd) - 1, 1));
  g_autofree char *text = g_strconcat (CLEAR_LINE, fitting, NULL);

  write_text (self, text);
  self->line_is_up = TRUE;
}

static void
show_line (LecRunView *self,
           const char *line)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  if (now_us - self->shown_us < LINES_INTERVAL_US)
    return;

  self->shown_us = now_us;
  write_text (self, text);
}

static JsonObject *
make_event (const char *event,
            const LecJob *job)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "event", event);
  json_object_set_int_member (object, "job", job->id);
  lec_json_set_string (object, "source", job->source);
  return object;
}

/* Takes @object. */
static void
write_json (LecRunView *self,
            JsonObject *object)
{
  g_autoptr (JsonNode) node = lec_json_wrap (object);
  g_autofree char *line = lec_json_to_line (node);
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  if (dprintf (self->fd, "%s", text) < 0)
    self->mode = LEC_PROGRESS_NONE;
}

/* @progress: 0..1; @message: (nullable) */
void
lec_run_view_show (LecRunView *self,
                   const LecJob *job,
                   double progress,
                   const char *message)
{
  g_autofree char *line = NULL;
  JsonObject *object = NULL;

  g_return_if_fail (self != NULL && job != NULL);

  switch (self->mode)
    {
    case LEC_PROGRESS_BAR:
      line = lec_run_view_format_line (job, progress, message);
      show_bar (self, line);
      break;
    case LEC_PROGRESS_LINES:
      line = lec_run_view_format_line (job, progress, message);
      show_line (self, line);
      break;
    case LEC_PROGRESS_JSON:
      object = make_event ("progress", job);
      json_object_set_double_member (object, "fraction", progress);
      lec_json_set_string (object, "message", message);
      write_json (self, object);
      break;
    case LEC_PROGRESS_NONE:
    default:
      break;
    }
}

void
lec_run_view_note (LecRunView *self,
                   const char *event,
                   const LecJob *job,
                   const GError *reason)
{
  JsonObject *object = NULL;

  g_return_if_fail (self != NULL && event != NULL && job != NULL);

  if (self->mode != LEC_PROGRESS_JSON)
    return;

  object = make_event (event, job);
  json_object_set_int_member (object, "slides", job->n_slides);
  lec_json_set_path (object, "pdf", job->pdf);
  lec_json_set_string (object, "message", reason != NULL ? reason->message : job->error);
  write_json (self, object);
}
