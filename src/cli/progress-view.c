/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formatting is pure; what is written goes to one file descriptor, at most ten
 * times a second (bar) or every few seconds (lines).
 */
#include "cli/progress-view.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "base/time-format.h"
#include "cli/terminal-text.h"

#define BAR_INTERVAL_US     (G_USEC_PER_SEC / 10)
#define LINES_INTERVAL_US   (5 * G_USEC_PER_SEC)
#define JSON_INTERVAL_US    (G_USEC_PER_SEC / 4)
#define MIN_BAR             8
#define MAX_BAR             40
#define MIN_NAME            12
#define MAX_NAME            24
#define MIN_COLUMNS_FOR_BAR 60
#define CLEAR_LINE          "\r\033[K"

/* Details beside the bar. */
enum
{
  SHOW_STAGE = 1 << 0,
  SHOW_POSITION = 1 << 1,
  SHOW_SLIDES = 1 << 2,
  SHOW_LEFT = 1 << 3,
  SHOW_ALL = SHOW_STAGE | SHOW_POSITION | SHOW_SLIDES | SHOW_LEFT,
};

struct _LecProgressView
{
  LecProgressMode mode;
  int fd;
  char *video; /* as given */
  char *name;  /* to be shown */
  char *stage; /* (nullable): of the last status shown */
  gint64 shown_us;
  gboolean bar_is_up;
};

LecProgressMode
lec_progress_mode_choose (const char *name,
                          int fd)
{
  g_return_val_if_fail (name != NULL, LEC_PROGRESS_NONE);

  if (g_str_equal (name, "bar"))
    return LEC_PROGRESS_BAR;
  if (g_str_equal (name, "lines"))
    return LEC_PROGRESS_LINES;
  if (g_str_equal (name, "json"))
    return LEC_PROGRESS_JSON;
  if (g_str_equal (name, "none"))
    return LEC_PROGRESS_NONE;

  /* Such a terminal cannot take a line back. */
  return isatty (fd) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0 ? LEC_PROGRESS_BAR : LEC_PROGRESS_LINES;
}

LecProgressView *
lec_progress_view_new (LecProgressMode mode,
                       int fd,
                       const char *video)
{
  LecProgressView *self = g_new0 (LecProgressView, 1);
  g_autofree char *base = g_path_get_basename (video);

  self->mode = mode;
  self->fd = fd;
  self->video = g_strdup (video);
  self->name = lec_terminal_escape (base);
  self->shown_us = G_MININT64;

  return self;
}

/* Progress that cannot be written is not worth failing for. */
static void
put (LecProgressView *self,
     const char *text)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      gssize written = write (self->fd, text, length);

      if (written < 0 && errno != EINTR)
        return;
      text += MAX (written, 0);
      length -= (gsize) MAX (written, 0);
    }
}

static void
put_line (LecProgressView *self,
          const char *text)
{
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  put (self, line);
}

void
lec_progress_view_free (LecProgressView *self)
{
  if (self == NULL)
    return;

  if (self->bar_is_up)
    put (self, CLEAR_LINE);
  g_free (self->video);
  g_free (self->name);
  g_free (self->stage);
  g_free (self);
}

static const char *
name_stage (const char *stage)
{
  if (g_str_equal (stage, "download"))
    return _ ("downloading");
  if (g_str_equal (stage, "probe") || g_str_equal (stage, "extract"))
    return _ ("reading");
  if (g_str_equal (stage, "segment"))
    return _ ("finding slides");
  if (g_str_equal (stage, "transcribe"))
    return _ ("looking for what was said");
  if (g_str_equal (stage, "listen"))
    return _ ("writing down what was said");
  if (g_str_equal (stage, "ask-model"))
    return _ ("asking the language model");
  if (g_str_equal (stage, "edit"))
    return _ ("editing");
  if (g_str_equal (stage, "recognise"))
    return _ ("recognising text");
  if (g_str_equal (stage, "analyse"))
    return _ ("analysing");

  return _ ("writing");
}

static char *
format_position (const LecExtractStatus *status)
{
  g_autofree char *position = lec_time_format (status->position_s);
  g_autofree char *duration = lec_time_format (status->duration_s);

  if (status->duration_s <= 0)
    return g_steal_pointer (&position);

  /* Translators: time reached in the video, and its length */
  return g_strdup_printf (_ ("%s of %s"), position, duration);
}

/* "reading · 12:34 of 55:00 · 17 slides · 4 min left": those of @details that are known */
static char *
format_details (const LecExtractStatus *status,
                guint details,
                const char *separator)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *left = lec_time_left_format (status->left_s);

  if (details & SHOW_STAGE)
    g_ptr_array_add (parts, g_strdup (name_stage (status->stage)));
  if (details & SHOW_POSITION && status->position_s >= 0)
    g_ptr_array_add (parts, format_position (status));
  if (details & SHOW_SLIDES && status->n_slides > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", status->n_slides),
                                             status->n_slides));
  if (details & SHOW_LEFT && left != NULL)
    g_ptr_array_add (parts, g_steal_pointer (&left));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (separator, (char **) parts->pdata);
}

static char *
draw_bar (double fraction,
          int columns)
{
  gboolean utf8 = g_get_charset (NULL);
  int n_done = (int) (fraction * columns + 0.5);
  GString *bar = g_string_new (NULL);

  for (int i = 0; i < columns; i++)
    if (utf8)
      g_string_append (bar, i < n_done ? "━" : "┄");
    else
      g_string_append_c (bar, i < n_done ? '=' : '.');

  return g_string_free (bar, FALSE);
}

/* As many details as fit; where the place in the video shows, what is being done goes first. */
static char *
choose_details (const LecExtractStatus *status,
                int columns)
{
  gboolean has_position = status->position_s >= 0;
  const guint choices[] = {
    SHOW_ALL,
    has_position ? SHOW_POSITION | SHOW_SLIDES | SHOW_LEFT : SHOW_STAGE | SHOW_LEFT,
    has_position ? SHOW_POSITION | SHOW_LEFT : SHOW_LEFT,
    SHOW_LEFT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *details = format_details (status, choices[i], g_get_charset (NULL) ? " · " : ", ");

      if (lec_terminal_get_text_width (details) <= columns)
        return g_steal_pointer (&details);
    }

  return g_strdup ("");
}

/**
 * lec_progress_view_format_bar:
 * @name: valid UTF-8, safe to print
 * @columns: of the terminal
 *
 * Always fits on one line: gives up details one by one, the time left last; a narrow terminal has
 * no bar. Name and bar keep their width while what follows them changes.
 *
 * Returns: (transfer full): less than @columns wide
 */
char *
lec_progress_view_format_bar (const char *name,
                              const LecExtractStatus *status,
                              int columns)
{
  double fraction = CLAMP (status->fraction, 0, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *short_name = lec_terminal_shorten (name, CLAMP (columns / 5, MIN_NAME, MAX_NAME));
  g_autofree char *details = NULL;

  g_string_append_printf (text, "%s  ", short_name);
  if (columns >= MIN_COLUMNS_FOR_BAR)
    {
      g_autofree char *bar = draw_bar (fraction, MIN (MIN_BAR + (columns - MIN_COLUMNS_FOR_BAR) / 10, MAX_BAR));

      g_string_append_printf (text, "%s ", bar);
    }
  g_string_append_printf (text, "%3d %%", (int) (fraction * 100));
  details = choose_details (status, columns - 1 - lec_terminal_get_text_width (text->str) - 2);
  if (*details != '\0')
    g_string_append_printf (text, "  %s", details);

  return lec_terminal_shorten (text->str, columns - 1);
}

/* Returns: (transfer full) */
char *
lec_progress_view_format_line (const char *name,
                               const LecExtractStatus *status)
{
  g_autofree char *details = format_details (status, SHOW_ALL, ", ");

  return g_strdup_printf ("%s: %d %%, %s", name, (int) (CLAMP (status->fraction, 0, 1) * 100), details);
}

static JsonObject *
new_event (LecProgressView *self,
           const char *event)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "event", event);
  lec_json_set_path (object, "video", self->video);

  return object;
}

static void
put_event (LecProgressView *self,
           JsonObject *event)
{
  g_autoptr (JsonNode) node = lec_json_wrap (event);
  g_autofree char *line = lec_json_to_line (node);

  put_line (self, line);
}

static void
put_status_event (LecProgressView *self,
                  const LecExtractStatus *status)
{
  JsonObject *event = new_event (self, "progress");

  lec_json_set_string (event, "stage", status->stage);
  json_object_set_double_member (event, "fraction", status->fraction);
  if (status->position_s >= 0)
    json_object_set_double_member (event, "position_s", status->position_s);
  if (status->duration_s > 0)
    json_object_set_double_member (event, "duration_s", status->duration_s);
  json_object_set_int_member (event, "n_slides", status->n_slides);
  if (status->left_s >= 0)
    json_object_set_double_member (event, "left_s", status->left_s);
  put_event (self, event);
}

static gint64
get_interval_us (LecProgressMode mode)
{
  switch (mode)
    {
    case LEC_PROGRESS_BAR:
      return BAR_INTERVAL_US;
    case LEC_PROGRESS_LINES:
      return LINES_INTERVAL_US;
    case LEC_PROGRESS_JSON:
    case LEC_PROGRESS_NONE:
    default:
      return JSON_INTERVAL_US;
    }
}

/**
 * lec_progress_view_show:
 * @now_us: monotonic time
 *
 * A new stage shows at once, anything else when it is time.
 */
void
lec_progress_view_show (LecProgressView *self,
                        const LecExtractStatus *status,
                        gint64 now_us)
{
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL && status != NULL);

  if (self->mode == LEC_PROGRESS_NONE ||
      (g_strcmp0 (self->stage, status->stage) == 0 && now_us - self->shown_us < get_interval_us (self->mode)))
    return;

  self->shown_us = now_us;
  g_free (self->stage);
  self->stage = g_strdup (status->stage);
  if (self->mode == LEC_PROGRESS_JSON)
    {
      put_status_event (self, status);
      return;
    }
  if (self->mode == LEC_PROGRESS_LINES)
    {
      text = lec_progress_view_format_line (self->name, status);
      put_line (self, text);
      return;
    }

  text = lec_progress_view_format_bar (self->name, status, lec_terminal_get_columns (self->fd));
  put (self, CLEAR_LINE);
  put (self, text);
  self->bar_is_up = TRUE;
}

/* A slide that has words was told without them before. */
void
lec_progress_view_add_slide (LecProgressView *self,
                             const LecSlide *slide)
{
  JsonObject *event = NULL;

  g_return_if_fail (self != NULL && slide != NULL);

  if (self->mode != LEC_PROGRESS_JSON)
    return;

  event = new_event (self, slide->words->len > 0 ? "words" : "slide");
  json_object_set_int_member (event, "number", slide->number);
  json_object_set_double_member (event, "start_s", lec_slide_get_start_s (slide));
  lec_json_set_string (event, "title", slide->title);
  put_event (self, event);
}

static void
put_result_event (LecProgressView *self,
                  const LecExtractResult *result)
{
  JsonObject *event = new_event (self, "done");

  lec_json_set_path (event, "pdf", result->pdf);
  lec_json_set_path (event, "images", result->images);
  lec_json_set_path (event, "json", result->json);
  json_object_set_int_member (event, "n_slides", result->n_slides);
  json_object_set_int_member (event, "n_written", result->n_written);
  json_object_set_double_member (event, "read_s", result->read_s);
  json_object_set_double_member (event, "duration_s", result->duration_s);
  json_object_set_boolean_member (event, "incomplete", result->cuts->len > 0);
  put_event (self, event);
}

/* Until it shows something again. */
void
lec_progress_view_hide (LecProgressView *self)
{
  g_return_if_fail (self != NULL);

  if (self->bar_is_up)
    put (self, CLEAR_LINE);
  self->bar_is_up = FALSE;
}

void
lec_progress_view_finish (LecProgressView *self,
                          const LecExtractResult *result,
                          const GError *error)
{
  JsonObject *event = NULL;

  g_return_if_fail (self != NULL && result != NULL);

  lec_progress_view_hide (self);
  if (self->mode != LEC_PROGRESS_JSON)
    return;
  if (error == NULL)
    {
      put_result_event (self, result);
      return;
    }

  event = new_event (self, "failed");
  json_object_set_int_member (event, "exit_code", lec_error_get_exit_code_for (error));
  lec_json_set_string (event, "message", error->message);
  put_event (self, event);
}
