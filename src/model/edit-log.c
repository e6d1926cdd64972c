/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An undo or redo with nothing before it for it means nothing, as does all of
 * what an edit after an undo has made impossible to redo; such entries stay.
 */
#include "model/edit-log.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"

#define MAX_ENTRIES    20000
#define MAX_LINE_BYTES (1024 * 1024)

struct _LecEditLog
{
  GPtrArray *entries; /* (element-type LecEdit) owned */
  GArray *done;       /* (element-type guint): entries that count, in order */
  GArray *undone;     /* (element-type guint): what a redo would bring back, the next one last */
};

/* Returns: (transfer full): nothing was corrected */
LecEditLog *
lec_edit_log_new (void)
{
  LecEditLog *self = g_new0 (LecEditLog, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_edit_free);
  self->done = g_array_new (FALSE, FALSE, sizeof (guint));
  self->undone = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

void
lec_edit_log_free (LecEditLog *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_array_unref (self->done);
  g_array_unref (self->undone);
  g_free (self);
}

guint
lec_edit_log_get_length (const LecEditLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

const LecEdit *
lec_edit_log_get (const LecEditLog *self,
                  guint i)
{
  g_return_val_if_fail (self != NULL && i < self->entries->len, NULL);

  return g_ptr_array_index (self->entries, i);
}

const LecEdit *
lec_edit_log_peek_step (const LecEditLog *self,
                        LecEditKind step)
{
  const GArray *entries = NULL;

  g_return_val_if_fail (self != NULL && (step == LEC_EDIT_UNDO || step == LEC_EDIT_REDO), NULL);

  entries = step == LEC_EDIT_UNDO ? self->done : self->undone;
  if (entries->len == 0)
    return NULL;

  return g_ptr_array_index (self->entries, g_array_index (entries, guint, entries->len - 1));
}

gboolean
lec_edit_log_can_undo (const LecEditLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->done->len > 0;
}

gboolean
lec_edit_log_can_redo (const LecEditLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->undone->len > 0;
}

/* The last item of @from becomes the last one of @to. */
static void
move_last (GArray *from,
           GArray *to)
{
  if (from->len == 0)
    return;

  g_array_append_val (to, g_array_index (from, guint, from->len - 1));
  g_array_set_size (from, from->len - 1);
}

static void
take (LecEditLog *self,
      LecEdit *edit)
{
  guint index = self->entries->len;

  g_ptr_array_add (self->entries, edit);
  if (edit->kind == LEC_EDIT_UNDO)
    {
      move_last (self->done, self->undone);
      return;
    }
  if (edit->kind == LEC_EDIT_REDO)
    {
      move_last (self->undone, self->done);
      return;
    }

  g_array_append_val (self->done, index);
  g_array_set_size (self->undone, 0);
}

static gboolean
check (const LecEditLog *self,
       const LecEdit *edit,
       GError **error)
{
  const char *reason = NULL;

  if (edit->kind == LEC_EDIT_UNDO && self->done->len == 0)
    reason = _ ("there is nothing to undo");
  else if (edit->kind == LEC_EDIT_REDO && self->undone->len == 0)
    reason = _ ("there is nothing to redo");
  else if (self->entries->len >= MAX_ENTRIES)
    reason = _ ("there are too many edits");
  if (reason == NULL)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, reason);
  return FALSE;
}

/**
 * lec_edit_log_append:
 * @edit: (transfer full)
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when there is nothing to undo or redo, or no room
 */
gboolean
lec_edit_log_append (LecEditLog *self,
                     LecEdit *edit,
                     GError **error)
{
  g_return_val_if_fail (self != NULL && edit != NULL, FALSE);

  if (!check (self, edit, error))
    {
      lec_edit_free (edit);
      return FALSE;
    }

  take (self, edit);
  return TRUE;
}

/* Returns: (transfer full) (element-type guint): numbers of the entries that count now, from 0 */
GArray *
lec_edit_log_list_active (const LecEditLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_array_copy (self->done);
}

/* Returns: (transfer full) (element-type LecEdit): copies of the entries that count now */
GPtrArray *
lec_edit_log_dup_active (const LecEditLog *self)
{
  GPtrArray *edits = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_edit_free);
  for (guint i = 0; i < self->done->len; i++)
    g_ptr_array_add (edits, lec_edit_copy (lec_edit_log_get (self, g_array_index (self->done, guint, i))));

  return edits;
}

static void
append_line (GString *text,
             JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *line = lec_json_to_line (owned);

  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

gboolean
lec_edit_log_adjust (const LecEditLog *self,
                     LecJobOptions *options)
{
  g_autoptr (GPtrArray) edits = NULL;

  g_return_val_if_fail (self != NULL && options != NULL, FALSE);

  edits = lec_edit_log_dup_active (self);
  for (guint i = edits->len; i > 0; i--)
    {
      const LecEdit *edit = g_ptr_array_index (edits, i - 1);

      if (edit->kind != LEC_EDIT_ADJUST)
        continue;
      lec_job_options_take (options, edit->settings, LEC_AFFECTS_SEGMENTS);
      return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full) */
char *
lec_edit_log_to_text (const LecEditLog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *head = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_int_member (head, "version", LEC_EDIT_LOG_VERSION);
  append_line (text, lec_json_wrap (head));
  for (guint i = 0; i < self->entries->len; i++)
    append_line (text, lec_edit_to_json (g_ptr_array_index (self->entries, i)));

  return g_strdup (text->str);
}

static gboolean
read_head (JsonNode *node,
           GError **error)
{
  JsonObject *head = lec_json_get_object (node, "log", error);
  gint64 version = 0;

  return head != NULL &&
         lec_json_read_int (head, "version", LEC_JSON_REQUIRED, 1, LEC_EDIT_LOG_VERSION, &version, error);
}

static gboolean
read_entry (LecEditLog *self,
            JsonNode *node,
            GError **error)
{
  LecEdit *edit = NULL;

  if (self->entries->len >= MAX_ENTRIES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there are too many edits"));
      return FALSE;
    }

  edit = lec_edit_from_json (node, error);
  if (edit == NULL)
    return FALSE;

  take (self, edit);
  return TRUE;
}

static gboolean
read_line (LecEditLog *self,
           guint number,
           const char *line,
           gsize length,
           GError **error)
{
  g_autoptr (JsonNode) node = lec_json_parse (line, (gssize) length, MAX_LINE_BYTES, error);

  if (node != NULL && (number == 1 ? read_head (node, error) : read_entry (self, node, error)))
    return TRUE;

  /* Translators: of a file */
  g_prefix_error (error, _ ("line %u: "), number);
  return FALSE;
}

/**
 * lec_edit_log_from_text:
 * @text: (array length=length): untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecEditLog *
lec_edit_log_from_text (const char *text,
                        gsize length,
                        GError **error)
{
  g_autoptr (LecEditLog) self = lec_edit_log_new ();
  const char *end = text + length;
  guint number = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > LEC_EDIT_LOG_MAX_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there are too many edits"));
      return NULL;
    }
  while (text < end || number == 0)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));
      const char *line_end = newline != NULL ? newline : end;

      if (!read_line (self, ++number, text, (gsize) (line_end - text), error))
        return NULL;
      text = newline != NULL ? newline + 1 : end;
    }

  return g_steal_pointer (&self);
}
