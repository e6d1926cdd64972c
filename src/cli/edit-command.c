/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern edit: what a person corrects in a lecture. What was typed is read
 * before anything is opened, and an edit is kept before outputs are made.
 */
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/time-format.h"
#include "cli/arguments.h"
#include "cli/edit-text.h"
#include "cli/extract-report.h"
#include "cli/report.h"
#include "cli/review-session.h"
#include "engine/review-adjust.h"

#define MAX_NUMBER 1000000

/* What was typed after the lecture. */
typedef struct
{
  const struct _Action *action;
  GArray *numbers; /* (element-type guint) owned */
  double time_s;
  const char *title; /* unowned */
  LecRect crop;
  const char *const *settings; /* (array length=n_settings) unowned */
  gsize n_settings;
} Order;

static void
order_clear (Order *self)
{
  g_clear_pointer (&self->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

typedef enum
{
  VALUE_NONE,
  VALUE_NEEDED,
  VALUE_OPTIONAL,
  VALUE_SETTINGS, /* NAME=VALUE, at least one */
} Value;

/**
 * Action:
 * @min_numbers: of slides that follow
 * @max_numbers: likewise
 * @value: one more word, or none, or either
 * @read: (nullable): reads that word, %NULL for none
 * @apply: (nullable): keeps the edit; %NULL where there is none
 */
typedef struct _Action
{
  const char *name;
  guint min_numbers;
  guint max_numbers;
  Value value;
  gboolean (*read) (Order *order, const char *word, GError **error);
  gboolean (*apply) (LecReview *review, const Order *order, GError **error);
} Action;

static gboolean
read_time (Order *order,
           const char *word,
           GError **error)
{
  return lec_time_parse (word, &order->time_s, error);
}

static gboolean
read_title (Order *order,
            const char *word,
            GError **error)
{
  order->title = word;
  return TRUE;
}

static gboolean
read_crop (Order *order,
           const char *word,
           GError **error)
{
  return lec_rect_parse (word, &order->crop, error);
}

static guint
get_first (const Order *order)
{
  return g_array_index (order->numbers, guint, 0);
}

static gboolean
apply_remove (LecReview *review,
              const Order *order,
              GError **error)
{
  return lec_review_remove (review, (const guint *) (gpointer) order->numbers->data, order->numbers->len, error);
}

static gboolean
apply_merge (LecReview *review,
             const Order *order,
             GError **error)
{
  return lec_review_merge (review, (const guint *) (gpointer) order->numbers->data, order->numbers->len, error);
}

static gboolean
apply_add (LecReview *review,
           const Order *order,
           GError **error)
{
  return lec_review_add (review, order->time_s, error);
}

static gboolean
apply_retitle (LecReview *review,
               const Order *order,
               GError **error)
{
  return lec_review_retitle (review, get_first (order), order->title, error);
}

static gboolean
apply_crop (LecReview *review,
            const Order *order,
            GError **error)
{
  return lec_review_crop (review, get_first (order), &order->crop, error);
}

/* Settings of others may be among them that the video would have to be read again for. */
static gboolean
set_setting (LecJobOptions *settings,
             const char *word,
             GError **error)
{
  const char *value = strchr (word, '=');
  g_autofree char *name = g_strndup (word, value != NULL ? (gsize) (value - word) : strlen (word));
  const LecOptionSpec *spec = lec_job_options_find_spec (name);
  g_autofree char *shown = g_utf8_make_valid (word, -1);

  if (value != NULL && spec != NULL && spec->affects == LEC_AFFECTS_SEGMENTS)
    return lec_job_options_set (settings, name, value + 1, error);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("“%s” cannot be adjusted; it is sensitivity=, shortest=, keep-builds= or crop="), shown);
  return FALSE;
}

static gboolean
apply_adjust (LecReview *review,
              const Order *order,
              GError **error)
{
  g_autoptr (LecJobOptions) settings = lec_review_dup_options (review, NULL, error);

  if (settings == NULL)
    return FALSE;
  for (gsize i = 0; i < order->n_settings; i++)
    if (!set_setting (settings, order->settings[i], error))
      return FALSE;

  return lec_review_adjust (review, settings, error);
}

static gboolean
apply_move (LecReview *review,
            const Order *order,
            GError **error)
{
  return lec_review_move (review, get_first (order), order->time_s, error);
}

static gboolean
apply_undo (LecReview *review,
            const Order *order,
            GError **error)
{
  return lec_review_undo (review, error);
}

static gboolean
apply_redo (LecReview *review,
            const Order *order,
            GError **error)
{
  return lec_review_redo (review, error);
}

static const Action actions[] = {
  { "list", 0, 0, VALUE_NONE, NULL, NULL },
  { "remove", 1, G_MAXUINT, VALUE_NONE, NULL, apply_remove },
  { "merge", 2, G_MAXUINT, VALUE_NONE, NULL, apply_merge },
  { "add", 0, 0, VALUE_NEEDED, read_time, apply_add },
  { "retitle", 1, 1, VALUE_OPTIONAL, read_title, apply_retitle },
  { "crop", 1, 1, VALUE_NEEDED, read_crop, apply_crop },
  { "adjust", 0, 0, VALUE_SETTINGS, NULL, apply_adjust },
  { "move", 1, 1, VALUE_NEEDED, read_time, apply_move },
  { "undo", 0, 0, VALUE_NONE, NULL, apply_undo },
  { "redo", 0, 0, VALUE_NONE, NULL, apply_redo },
  { "log", 0, 0, VALUE_NONE, NULL, NULL },
  { "render", 0, 0, VALUE_NONE, NULL, NULL },
};

static gboolean
is_action (const Action *action,
           const char *name)
{
  return g_str_equal (action->name, name);
}

static const Action *
find_action (const char *word,
             GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (is_action (&actions[i], word))
      return &actions[i];

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is nothing that can be done; see “lectern edit --help”"),
               valid);
  return NULL;
}

static gboolean
read_number (Order *order,
             const char *word,
             GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (word, -1);
  guint64 value = 0;
  guint number = 0;

  if (!g_ascii_string_to_unsigned (word, 10, 1, MAX_NUMBER, &value, NULL))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is not the number of a slide"), valid);
      return FALSE;
    }

  number = (guint) value;
  g_array_append_val (order->numbers, number);
  return TRUE;
}

static gboolean
has_value (const Action *action,
           gsize n_words)
{
  return action->value == VALUE_NEEDED || (action->value == VALUE_OPTIONAL && n_words > action->min_numbers);
}

static gboolean
fail_as_usage (const Action *action,
               GError **error)
{
  /* Translators: a word as it is typed, such as merge */
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("that is not what “%s” takes; see “lectern edit --help”"),
               action->name);
  return FALSE;
}

/* @words: (array length=n_words): what follows the action */
static gboolean
read_words (Order *order,
            const char *const *words,
            gsize n_words,
            GError **error)
{
  const Action *action = order->action;
  gsize n_values = has_value (action, n_words) ? 1 : 0;
  gsize n_numbers = n_words >= n_values ? n_words - n_values : 0;

  if (action->value == VALUE_SETTINGS)
    {
      order->settings = words;
      order->n_settings = n_words;
      return n_words > 0 || fail_as_usage (action, error);
    }
  if (n_words < n_values || n_numbers < action->min_numbers || n_numbers > action->max_numbers)
    return fail_as_usage (action, error);
  for (gsize i = 0; i < n_numbers; i++)
    if (!read_number (order, words[i], error))
      return FALSE;

  return action->read == NULL || action->read (order, n_values > 0 ? words[n_words - 1] : NULL, error);
}

/* @words: (array length=n_words): what follows the lecture */
static gboolean
read_order (Order *order,
            const char *const *words,
            gsize n_words,
            GError **error)
{
  order->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  order->action = find_action (n_words > 0 ? words[0] : "list", error);
  if (order->action == NULL)
    return FALSE;

  return n_words == 0 || read_words (order, words + 1, n_words - 1, error);
}

static void
print_list (LecReviewSession *self,
            gboolean as_json)
{
  const LecLecture *lecture = lec_review_get_lecture (self->review);
  g_autoptr (GPtrArray) nodes = lec_edit_text_list_lecture (lecture);
  g_autofree char *text = lec_edit_text_format_lecture (lecture);

  if (!as_json)
    lec_report_text (text);
  for (guint i = 0; as_json && i < nodes->len; i++)
    lec_report_json (json_node_ref (g_ptr_array_index (nodes, i)));
}

static gboolean
is_step (const LecEdit *edit)
{
  return edit->kind == LEC_EDIT_UNDO || edit->kind == LEC_EDIT_REDO;
}

static const char *
describe_state (const LecEdit *edit,
                const LecEditRecord *record)
{
  if (is_step (edit))
    return NULL;

  return record != NULL ? lec_review_describe_outcome (record->outcome) : _ ("does not count");
}

static JsonNode *
entry_to_json (guint entry,
               const LecEdit *edit,
               const LecEditRecord *record)
{
  JsonNode *node = record != NULL ? lec_edit_record_to_json (record) : lec_edit_to_json (edit);

  json_object_set_int_member (json_node_get_object (node), "entry", entry + 1);
  json_object_set_boolean_member (json_node_get_object (node), "counts", record != NULL);
  return node;
}

static void
print_log (LecReviewSession *self,
           gboolean as_json)
{
  const LecEditLog *log = lec_review_get_log (self->review);

  for (guint i = 0; i < lec_edit_log_get_length (log); i++)
    {
      const LecEdit *edit = lec_edit_log_get (log, i);
      const LecEditRecord *record = lec_review_find_record (self->review, i);
      g_autofree char *text = lec_edit_text_format_entry (i, edit, describe_state (edit, record));

      if (as_json)
        lec_report_json (entry_to_json (i, edit, record));
      else
        lec_report_text (text);
    }
  if (lec_edit_log_get_length (log) == 0)
    lec_report_note (self->name, "%s", _ ("nothing was edited"));
}

static int
render (LecReviewSession *self,
        const LecArguments *arguments,
        gboolean is_kept)
{
  const char *mode = lec_arguments_get_value (arguments, "progress");
  g_autoptr (LecProgressView) view =
    lec_progress_view_new (lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO), STDERR_FILENO,
                           self->name);
  LecExtractListener listener = { NULL };
  g_auto (LecExtractResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  lec_extract_report_listen (&listener, view);
  lec_review_render (self->review, lec_arguments_get_value (arguments, "output"),
                     lec_arguments_has (arguments, "force"), &listener, &result,
                     lec_interrupt_get_cancellable (self->interrupt), &error);
  lec_progress_view_finish (view, &result, error);
  if (error == NULL)
    {
      lec_review_session_tell_jobs (self, &result);
      return lec_extract_report_result (self->name, &result);
    }

  if (is_kept)
    lec_report_note (self->name, "%s", _ ("the edit is kept, the outputs are as they were; “render” makes them again"));
  return lec_report_failure (self->name, error);
}

int
lec_command_run_edit (const LecArguments *arguments)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  gboolean as_json = lec_arguments_has (arguments, "json");
  g_auto (LecReviewSession) session = { NULL };
  g_auto (Order) order = { NULL };
  g_autoptr (GError) error = NULL;

  if (!read_order (&order, inputs + 1, n_inputs - 1, &error))
    return lec_report_failure (NULL, error);
  if (!lec_review_session_init (&session, inputs[0], &error) ||
      (order.action->apply != NULL && !order.action->apply (session.review, &order, &error)))
    return lec_report_failure (inputs[0], error);

  if (is_action (order.action, "list"))
    print_list (&session, as_json);
  else if (is_action (order.action, "log"))
    print_log (&session, as_json);
  else
    return render (&session, arguments, order.action->apply != NULL);

  return 0;
}
