/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides and what was left out, in order of time; one line each.
 */
#include "cli/edit-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/json.h"
#include "base/time-format.h"
#include "cli/terminal-text.h"

/* A line of the list: a slide, or else a stretch. */
typedef struct
{
  double start_s;
  double end_s;
  const LecSlide *slide;
  const LecLeftOut *left_out;
} Line;

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *first = a, *second = b;

  return first->start_s < second->start_s ? -1 : first->start_s > second->start_s;
}

static GArray *
list_lines (const LecLecture *lecture)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, 0);
      Line line = { visit->start_s, visit->end_s, slide, NULL };

      g_array_append_val (lines, line);
    }
  for (guint i = 0; i < lecture->left_out->len; i++)
    {
      const LecLeftOut *left_out = g_ptr_array_index (lecture->left_out, i);
      Line line = { left_out->start_s, left_out->end_s, NULL, left_out };

      g_array_append_val (lines, line);
    }
  g_array_sort (lines, compare_lines);

  return lines;
}

static const char *
describe_reason (LecLeftOutReason reason)
{
  switch (reason)
    {
    case LEC_LEFT_OUT_SPEAKER:
      return _ ("left out: a camera picture");
    case LEC_LEFT_OUT_MOTION:
      return _ ("left out: never stood still");
    case LEC_LEFT_OUT_DESKTOP:
      return _ ("left out: a screen, but no page on it");
    case LEC_LEFT_OUT_BLANK:
      return _ ("left out: blank");
    case LEC_LEFT_OUT_NO_SIGNAL:
      return _ ("left out: no signal");
    case LEC_LEFT_OUT_NEVER:
      return _ ("left out: on the list of pages never taken");
    case LEC_LEFT_OUT_SHORT:
    default:
      return _ ("left out: too short");
    }
}

/* A time that can be typed to add the stretch: its start, cut to seconds, would be before it. */
static char *
format_moment (const LecLeftOut *left_out)
{
  double whole_s = ceil (left_out->start_s);
  double middle_s = (left_out->start_s + left_out->end_s) / 2;
  g_autofree char *middle = lec_time_format (middle_s);

  if (whole_s < left_out->end_s)
    return lec_time_format (whole_s);

  return g_strdup_printf ("%s.%02d", middle, (int) ((middle_s - floor (middle_s)) * 100));
}

char *
lec_edit_text_format_lecture (const LecLecture *lecture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) lines = NULL;

  g_return_val_if_fail (lecture != NULL, NULL);

  lines = list_lines (lecture);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      g_autofree char *start = line->slide != NULL ? lec_time_format (line->start_s) : format_moment (line->left_out);
      g_autofree char *title = NULL;

      if (line->slide == NULL)
        {
          g_string_append_printf (text, "   -  %8s  (%s)\n", start, describe_reason (line->left_out->reason));
          continue;
        }
      title = lec_terminal_escape (line->slide->title != NULL ? line->slide->title : "");
      g_string_append_printf (text, "%4u  %8s  %s", line->slide->number, start, title);
      while (text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }

  return g_strdup (text->str);
}

static JsonNode *
line_to_json (const Line *line)
{
  JsonObject *object = json_object_new ();

  if (line->slide != NULL)
    {
      json_object_set_int_member (object, "slide", line->slide->number);
      lec_json_set_string (object, "title", line->slide->title);
    }
  else
    lec_json_set_string (object, "left_out", lec_left_out_reason_get_name (line->left_out->reason));
  json_object_set_double_member (object, "start_s", line->start_s);
  json_object_set_double_member (object, "end_s", line->end_s);

  return lec_json_wrap (object);
}

GPtrArray *
lec_edit_text_list_lecture (const LecLecture *lecture)
{
  GPtrArray *nodes = NULL;
  g_autoptr (GArray) lines = NULL;

  g_return_val_if_fail (lecture != NULL, NULL);

  nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  lines = list_lines (lecture);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (nodes, line_to_json (&g_array_index (lines, Line, i)));

  return nodes;
}

static const char *
describe_kind (LecEditKind kind)
{
  switch (kind)
    {
    case LEC_EDIT_REMOVE:
      return _ ("removed");
    case LEC_EDIT_MERGE:
      return _ ("merged");
    case LEC_EDIT_ADD:
      return C_ ("edit", "added");
    case LEC_EDIT_RETITLE:
      return _ ("retitled");
    case LEC_EDIT_CROP:
      return _ ("cropped");
    case LEC_EDIT_ADJUST:
      return _ ("adjusted");
    case LEC_EDIT_MOVE:
      return _ ("moved");
    case LEC_EDIT_UNDO:
      return _ ("undone");
    case LEC_EDIT_REDO:
    default:
      return _ ("redone");
    }
}

/* When its slides are shown; of add, the moment alone. */
static void
append_places (GString *text,
               const LecEdit *edit)
{
  guint n = edit->kind == LEC_EDIT_ADD ? MIN (edit->places->len, 1) : edit->places->len;

  for (guint i = 0; i < n; i++)
    {
      const LecEditPlace *place = &g_array_index (edit->places, LecEditPlace, i);
      g_autofree char *time = lec_time_format (edit->kind == LEC_EDIT_ADD ? place->time_s : place->start_s);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : " ", time);
    }
}

/* As they are given on the command line. */
static void
append_settings (GString *text,
                 const LecJobOptions *settings)
{
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *value = lec_job_options_dup_value (settings, specs[i].name);

      if (specs[i].affects == LEC_AFFECTS_SEGMENTS)
        g_string_append_printf (text, " %s=%s", specs[i].name, value);
    }
}

static char *
format_date (gint64 created_s)
{
  g_autoptr (GDateTime) date = created_s > 0 ? g_date_time_new_from_unix_local (created_s) : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M") : g_strdup ("");
}

char *
lec_edit_text_format_entry (guint entry,
                            const LecEdit *edit,
                            const char *state)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *date = NULL;

  g_return_val_if_fail (edit != NULL, NULL);

  date = format_date (edit->created_s);
  g_string_append_printf (text, "%4u  %16s  %s", entry + 1, date, describe_kind (edit->kind));
  append_places (text, edit);
  if (edit->kind == LEC_EDIT_RETITLE)
    {
      g_autofree char *title = lec_terminal_escape (edit->title != NULL ? edit->title : "");

      g_string_append_printf (text, " “%s”", title);
    }
  if (edit->kind == LEC_EDIT_CROP)
    {
      g_autofree char *crop = lec_rect_to_string (&edit->crop);

      g_string_append_printf (text, " %s", crop);
    }
  if (edit->settings != NULL)
    append_settings (text, edit->settings);
  if (state != NULL)
    g_string_append_printf (text, " (%s)", state);
  g_string_append_c (text, '\n');

  return g_strdup (text->str);
}
