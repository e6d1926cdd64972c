/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of findings is {"findings": […]}, so that what comes over the process
 * boundary is an object like everything else there.
 */
#include "model/finding.h"

#include <glib/gi18n-lib.h>

#include "base/json.h"

#define MAX_CHECK_BYTES 64
#define MAX_TEXT_BYTES  (16 * 1024)
#define MAX_FINDINGS    64

static const char *const level_names[] = {
  [LEC_FINDING_OK] = "ok",
  [LEC_FINDING_WARNING] = "warning",
  [LEC_FINDING_PROBLEM] = "problem",
};

static LecFinding *
finding_new (const char *check,
             LecFindingLevel level,
             char *message,
             char *advice)
{
  LecFinding *self = g_new0 (LecFinding, 1);

  self->check = g_strdup (check);
  self->level = level;
  self->message = message;
  self->advice = advice;
  return self;
}

LecFinding *
lec_finding_new_ok (const char *check,
                    char *message)
{
  g_return_val_if_fail (check != NULL && message != NULL, NULL);

  return finding_new (check, LEC_FINDING_OK, message, NULL);
}

LecFinding *
lec_finding_new_warning (const char *check,
                         char *message,
                         char *advice)
{
  g_return_val_if_fail (check != NULL && message != NULL, NULL);

  return finding_new (check, LEC_FINDING_WARNING, message, advice);
}

LecFinding *
lec_finding_new_problem (const char *check,
                         LecError code,
                         char *message,
                         char *advice)
{
  LecFinding *self = NULL;

  g_return_val_if_fail (check != NULL && message != NULL, NULL);

  self = finding_new (check, LEC_FINDING_PROBLEM, message, advice);
  self->code = code;
  return self;
}

void
lec_finding_free (LecFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->check);
  g_free (self->message);
  g_free (self->advice);
  g_free (self);
}

const char *
lec_finding_level_get_name (LecFindingLevel level)
{
  g_return_val_if_fail (level < G_N_ELEMENTS (level_names), NULL);

  return level_names[level];
}

JsonNode *
lec_finding_to_json (const LecFinding *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  lec_json_set_string (object, "check", self->check);
  lec_json_set_string (object, "level", level_names[self->level]);
  if (self->level == LEC_FINDING_PROBLEM)
    lec_json_set_string (object, "error", lec_error_get_name (self->code));
  lec_json_set_string (object, "message", self->message);
  lec_json_set_string (object, "advice", self->advice);

  return lec_json_wrap (object);
}

static gboolean
find_level (const char *name,
            LecFindingLevel *level,
            GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (level_names); i++)
    if (g_str_equal (level_names[i], name))
      {
        *level = (LecFindingLevel) i;
        return TRUE;
      }

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not how a check can go"), name);
  return FALSE;
}

static gboolean
find_code (const char *name,
           LecError *code,
           GError **error)
{
  if (name == NULL || lec_error_from_name (name, code))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there is no error “%s”"), name);
  return FALSE;
}

LecFinding *
lec_finding_from_json (JsonNode *node,
                       GError **error)
{
  g_autoptr (LecFinding) self = NULL;
  g_autofree char *level = NULL;
  g_autofree char *code = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "finding", error);
  if (object == NULL)
    return NULL;

  self = g_new0 (LecFinding, 1);
  if (!lec_json_read_string (object, "check", LEC_JSON_REQUIRED, MAX_CHECK_BYTES, &self->check, error) ||
      !lec_json_read_string (object, "level", LEC_JSON_REQUIRED, MAX_CHECK_BYTES, &level, error) ||
      !lec_json_read_string (object, "error", LEC_JSON_OPTIONAL, MAX_CHECK_BYTES, &code, error) ||
      !lec_json_read_string (object, "message", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &self->message, error) ||
      !lec_json_read_string (object, "advice", LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, &self->advice, error) ||
      !find_level (level, &self->level, error) || !find_code (code, &self->code, error))
    return NULL;

  return g_steal_pointer (&self);
}

JsonNode *
lec_findings_to_json (const GPtrArray *findings)
{
  JsonObject *object = NULL;
  JsonArray *array = NULL;

  g_return_val_if_fail (findings != NULL, NULL);

  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < findings->len; i++)
    json_array_add_element (array, lec_finding_to_json (g_ptr_array_index (findings, i)));
  json_object_set_array_member (object, "findings", array);

  return lec_json_wrap (object);
}

GPtrArray *
lec_findings_from_json (JsonNode *node,
                        GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  JsonObject *object = NULL;
  JsonArray *array = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "findings", error);
  if (object == NULL ||
      !lec_json_read_array (object, "findings", LEC_JSON_REQUIRED, MAX_FINDINGS, &array, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      LecFinding *finding = lec_finding_from_json (json_array_get_element (array, i), error);

      if (finding == NULL)
        return NULL;
      g_ptr_array_add (findings, finding);
    }

  return g_steal_pointer (&findings);
}
