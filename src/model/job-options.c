/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from the table of options (option-table.c): setting by name,
 * printing, comparing, JSON. Only the types know how a value looks; nothing
 * here knows an option by its name.
 */
#include "model/job-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/time-format.h"
#include "model/transcript.h"

#define MAX_REGIONS        32
#define MAX_LANGUAGE_BYTES 256
#define MAX_VALUE_BYTES    8192
#define FOLLOWS_SEGMENTS   (LEC_AFFECTS_SEGMENTS | LEC_AFFECTS_RECOGNITION | LEC_AFFECTS_DOCUMENTS)

#define FIELD(type, self, spec) G_STRUCT_MEMBER (type, self, (spec)->offset)

/* Returns: (transfer full): the defaults of the table */
LecJobOptions *
lec_job_options_new (void)
{
  LecJobOptions *self = g_new0 (LecJobOptions, 1);
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  self->ignore = g_array_new (FALSE, FALSE, sizeof (LecRect));
  for (gsize i = 0; i < n_specs; i++)
    if (specs[i].default_text != NULL)
      lec_job_options_set (self, specs[i].name, specs[i].default_text, NULL);

  return self;
}

LecJobOptions *
lec_job_options_copy (const LecJobOptions *self)
{
  LecJobOptions *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->ignore = g_array_copy (self->ignore);
  copy->language = g_strdup (self->language);
  copy->transcript = g_strdup (self->transcript);
  copy->transcript_language = g_strdup (self->transcript_language);

  return copy;
}

void
lec_job_options_free (LecJobOptions *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->ignore);
  g_free (self->language);
  g_free (self->transcript);
  g_free (self->transcript_language);
  g_free (self);
}

static gboolean
set_boolean (LecJobOptions *self,
             const LecOptionSpec *spec,
             const char *value)
{
  gboolean on = value == NULL || g_str_equal (value, "true");

  if (!on && !g_str_equal (value, "false"))
    return FALSE;

  FIELD (gboolean, self, spec) = on;
  return TRUE;
}

static gboolean
set_choice (LecJobOptions *self,
            const LecOptionSpec *spec,
            const char *value)
{
  for (int i = 0; spec->choices[i] != NULL; i++)
    if (g_str_equal (spec->choices[i], value))
      {
        FIELD (int, self, spec) = spec->type == LEC_OPTION_CHOICE ? i : atoi (value);
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_seconds (LecJobOptions *self,
             const LecOptionSpec *spec,
             const char *value)
{
  double seconds = 0;

  if (!lec_number_parse (value, &seconds) || seconds < spec->minimum || seconds > spec->maximum)
    return FALSE;

  FIELD (double, self, spec) = seconds;
  return TRUE;
}

static gboolean
set_crop (LecJobOptions *self,
          const char *value,
          GError **error)
{
  LecRect region = { 0 };
  LecCropMode mode = LEC_CROP_REGION;

  if (g_str_equal (value, "auto"))
    mode = LEC_CROP_AUTO;
  else if (g_str_equal (value, "none"))
    mode = LEC_CROP_NONE;
  else if (!lec_rect_parse (value, &region, error))
    return FALSE;

  self->crop_mode = mode;
  self->crop = region;
  return TRUE;
}

static gboolean
add_region (LecJobOptions *self,
            const LecOptionSpec *spec,
            const char *value,
            GError **error)
{
  LecRect region = { 0 };

  if (!lec_rect_parse (value, &region, error))
    return FALSE;
  if (FIELD (GArray *, self, spec)->len >= MAX_REGIONS)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("more than %d regions"), MAX_REGIONS);
      return FALSE;
    }

  g_array_append_val (FIELD (GArray *, self, spec), region);
  return TRUE;
}

/* Names that become file names below Tesseract's data folder: nothing but letters, digits, "_". */
static gboolean
set_languages (LecJobOptions *self,
               const LecOptionSpec *spec,
               const char *value)
{
  gsize length = strlen (value);

  if (length == 0 || length > MAX_LANGUAGE_BYTES)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      gboolean joint = value[i] == '+' && i > 0 && i + 1 < length && value[i - 1] != '+';

      if (!joint && !g_ascii_isalnum (value[i]) && value[i] != '_')
        return FALSE;
    }

  g_free (FIELD (char *, self, spec));
  FIELD (char *, self, spec) = g_strdup (value);
  return TRUE;
}

static void
set_text (LecJobOptions *self,
          const LecOptionSpec *spec,
          char *value)
{
  g_free (FIELD (char *, self, spec));
  FIELD (char *, self, spec) = value;
}

static gboolean
is_subtitles (const char *value)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  return strchr (value, '/') != NULL || g_str_has_suffix (lower, ".vtt") || g_str_has_suffix (lower, ".srt");
}

/* A path is looked for from the current folder now, not where the job runs. JSON has no other
 * texts than UTF-8. */
static gboolean
set_transcript (LecJobOptions *self,
                const LecOptionSpec *spec,
                const char *value)
{
  g_autofree char *path = NULL;

  if (g_strv_contains (spec->choices, value))
    {
      set_text (self, spec, g_strdup (value));
      return TRUE;
    }
  if (!is_subtitles (value) || !g_utf8_validate (value, -1, NULL))
    return FALSE;
  path = g_canonicalize_filename (value, NULL);
  if (strlen (path) > MAX_VALUE_BYTES || !g_utf8_validate (path, -1, NULL))
    return FALSE;

  set_text (self, spec, g_steal_pointer (&path));
  return TRUE;
}

static gboolean
set_tag (LecJobOptions *self,
         const LecOptionSpec *spec,
         const char *value)
{
  if (!lec_text_is_language_tag (value))
    return FALSE;

  set_text (self, spec, g_strdup (value));
  return TRUE;
}

const char *
lec_job_options_get_subtitles (const LecJobOptions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return *self->transcript == '/' ? self->transcript : NULL;
}

/* What would be right, for the error message. */
static char *
describe_values (const LecOptionSpec *spec)
{
  g_autofree char *list = NULL;

  switch (spec->type)
    {
    case LEC_OPTION_CHOICE:
    case LEC_OPTION_INTEGER:
      list = g_strjoinv (", ", (char **) spec->choices);
      /* Translators: %s is a list of words a user can choose from */
      return g_strdup_printf (_ ("it has to be one of %s"), list);
    case LEC_OPTION_SECONDS:
      return g_strdup_printf (_ ("it has to be a number of seconds from %g to %g"), spec->minimum, spec->maximum);
    case LEC_OPTION_LANGUAGES:
      return g_strdup (_ ("it has to be the name of a language or several joined by “+”, such as eng+deu"));
    case LEC_OPTION_TRANSCRIPT:
      list = g_strjoinv (", ", (char **) spec->choices);
      /* Translators: %s is a list of words a user can choose from */
      return g_strdup_printf (_ ("it has to be one of %s, or the name of a .vtt or .srt file"), list);
    case LEC_OPTION_TAG:
      return g_strdup (_ ("it has to be auto or the tag of a language, such as de or en-US"));
    case LEC_OPTION_BOOLEAN:
    default:
      return g_strdup (_ ("it has to be true or false"));
    }
}

static gboolean
set_value (LecJobOptions *self,
           const LecOptionSpec *spec,
           const char *value,
           GError **error)
{
  switch (spec->type)
    {
    case LEC_OPTION_BOOLEAN:
      return set_boolean (self, spec, value);
    case LEC_OPTION_CHOICE:
    case LEC_OPTION_INTEGER:
      return set_choice (self, spec, value);
    case LEC_OPTION_SECONDS:
      return set_seconds (self, spec, value);
    case LEC_OPTION_TIME:
      return lec_time_parse (value, &FIELD (double, self, spec), error);
    case LEC_OPTION_CROP:
      return set_crop (self, value, error);
    case LEC_OPTION_REGIONS:
      return add_region (self, spec, value, error);
    case LEC_OPTION_TRANSCRIPT:
      return set_transcript (self, spec, value);
    case LEC_OPTION_TAG:
      return set_tag (self, spec, value);
    case LEC_OPTION_LANGUAGES:
    default:
      return set_languages (self, spec, value);
    }
}

/**
 * lec_job_options_set:
 * @name: as in the table, without dashes
 * @value: (nullable): untrusted; %NULL switches a boolean on
 *
 * A list (--ignore) grows with each call.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE; @self is unchanged then
 */
gboolean
lec_job_options_set (LecJobOptions *self,
                     const char *name,
                     const char *value,
                     GError **error)
{
  const LecOptionSpec *spec = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *right = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  spec = lec_job_options_find_spec (name);
  if (spec == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no option --%s"), name);
      return FALSE;
    }
  if (value == NULL && spec->type != LEC_OPTION_BOOLEAN)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s needs a value"), name);
      return FALSE;
    }
  if (set_value (self, spec, value, &reason))
    return TRUE;

  if (reason != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason), "--%s: ", name);
      return FALSE;
    }
  shown = g_utf8_make_valid (value, -1);
  right = describe_values (spec);
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s cannot be “%s”: %s"), name, shown, right);

  return FALSE;
}

static char *
dup_number (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

static char *
dup_crop (const LecJobOptions *self)
{
  switch (self->crop_mode)
    {
    case LEC_CROP_AUTO:
      return g_strdup ("auto");
    case LEC_CROP_NONE:
      return g_strdup ("none");
    case LEC_CROP_REGION:
    default:
      return lec_rect_to_string (&self->crop);
    }
}

static char *
dup_regions (const GArray *regions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < regions->len; i++)
    {
      g_autofree char *region = lec_rect_to_string (&g_array_index (regions, LecRect, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", region);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_value (const LecJobOptions *self,
           const LecOptionSpec *spec)
{
  switch (spec->type)
    {
    case LEC_OPTION_BOOLEAN:
      return g_strdup (FIELD (gboolean, self, spec) ? "true" : "false");
    case LEC_OPTION_CHOICE:
      return g_strdup (spec->choices[FIELD (int, self, spec)]);
    case LEC_OPTION_INTEGER:
      return g_strdup_printf ("%d", FIELD (int, self, spec));
    case LEC_OPTION_SECONDS:
    case LEC_OPTION_TIME:
      return dup_number (FIELD (double, self, spec));
    case LEC_OPTION_CROP:
      return dup_crop (self);
    case LEC_OPTION_REGIONS:
      return dup_regions (FIELD (GArray *, self, spec));
    case LEC_OPTION_LANGUAGES:
    case LEC_OPTION_TRANSCRIPT:
    case LEC_OPTION_TAG:
    default:
      return g_strdup (FIELD (char *, self, spec));
    }
}

/**
 * lec_job_options_dup_value:
 * @name: of an option in the table
 *
 * Returns: (transfer full) (nullable): the value as it would be written, entries of a list with a
 *   space between; %NULL for an unknown name
 */
char *
lec_job_options_dup_value (const LecJobOptions *self,
                           const char *name)
{
  const LecOptionSpec *spec = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  spec = lec_job_options_find_spec (name);
  return spec != NULL ? dup_value (self, spec) : NULL;
}

gboolean
lec_job_options_validate (const LecJobOptions *self,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->to_s > 0 && self->to_s <= self->from_s)
    {
      g_autofree char *from = lec_time_format (self->from_s);
      g_autofree char *to = lec_time_format (self->to_s);

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("--to %s is not after --from %s"), to, from);
      return FALSE;
    }

  return TRUE;
}

/**
 * lec_job_options_compare:
 *
 * Returns: all that must run again: what differs and what follows from that; 0 when the two give
 *   the same
 */
LecAffects
lec_job_options_compare (const LecJobOptions *self,
                         const LecJobOptions *other)
{
  guint affects = 0;
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_return_val_if_fail (self != NULL && other != NULL, 0);

  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *mine = dup_value (self, &specs[i]);
      g_autofree char *theirs = dup_value (other, &specs[i]);

      if (!g_str_equal (mine, theirs))
        affects |= specs[i].affects;
    }
  if (affects & LEC_AFFECTS_READING)
    affects |= FOLLOWS_SEGMENTS;
  if (affects & LEC_AFFECTS_SEGMENTS)
    affects |= FOLLOWS_SEGMENTS;
  if (affects & (LEC_AFFECTS_RECOGNITION | LEC_AFFECTS_TRANSCRIPT))
    affects |= LEC_AFFECTS_DOCUMENTS;

  return (LecAffects) affects;
}

void
lec_job_options_take (LecJobOptions *self,
                      const LecJobOptions *other,
                      LecAffects affects)
{
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_return_if_fail (self != NULL && other != NULL);

  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *value = dup_value (other, &specs[i]);

      if (specs[i].affects == affects && specs[i].type != LEC_OPTION_REGIONS)
        lec_job_options_set (self, specs[i].name, value, NULL);
    }
}

static char *
dup_member_name (const LecOptionSpec *spec)
{
  return g_strdelimit (g_strdup (spec->name), "-", '_');
}

static JsonNode *
regions_to_json (const GArray *regions)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_sized_new (regions->len);

  for (guint i = 0; i < regions->len; i++)
    {
      g_autofree char *region = lec_rect_to_string (&g_array_index (regions, LecRect, i));

      json_array_add_string_element (array, region);
    }
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
value_to_json (const LecJobOptions *self,
               const LecOptionSpec *spec)
{
  g_autofree char *text = NULL;

  switch (spec->type)
    {
    case LEC_OPTION_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), FIELD (gboolean, self, spec));
    case LEC_OPTION_INTEGER:
      return json_node_init_int (json_node_alloc (), FIELD (int, self, spec));
    case LEC_OPTION_SECONDS:
    case LEC_OPTION_TIME:
      return json_node_init_double (json_node_alloc (), FIELD (double, self, spec));
    case LEC_OPTION_REGIONS:
      return regions_to_json (FIELD (GArray *, self, spec));
    case LEC_OPTION_CHOICE:
    case LEC_OPTION_CROP:
    case LEC_OPTION_LANGUAGES:
    case LEC_OPTION_TRANSCRIPT:
    case LEC_OPTION_TAG:
    default:
      text = dup_value (self, spec);
      return json_node_init_string (json_node_alloc (), text);
    }
}

static void
set_member (const LecJobOptions *self,
            const LecOptionSpec *spec,
            JsonObject *object)
{
  g_autofree char *name = dup_member_name (spec);

  lec_json_set_node (object, name, value_to_json (self, spec));
}

/* Returns: (transfer full): every option, whether it has its default value or not */
JsonNode *
lec_job_options_to_json (const LecJobOptions *self)
{
  JsonObject *object = NULL;
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  for (gsize i = 0; i < n_specs; i++)
    set_member (self, &specs[i], object);

  return lec_json_wrap (object);
}

JsonNode *
lec_job_options_part_to_json (const LecJobOptions *self,
                              LecAffects affects)
{
  JsonObject *object = NULL;
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  for (gsize i = 0; i < n_specs; i++)
    if (specs[i].affects == affects)
      set_member (self, &specs[i], object);

  return lec_json_wrap (object);
}

static gboolean
read_text (LecJobOptions *self,
           const LecOptionSpec *spec,
           JsonNode *node,
           GError **error)
{
  const char *text = lec_json_node_to_text (node, spec->name, MAX_VALUE_BYTES, error);

  return text != NULL && lec_job_options_set (self, spec->name, text, error);
}

static gboolean
read_regions (LecJobOptions *self,
              const LecOptionSpec *spec,
              JsonObject *object,
              const char *member,
              GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, member, LEC_JSON_REQUIRED, MAX_REGIONS, &array, error))
    return FALSE;

  g_array_set_size (FIELD (GArray *, self, spec), 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_text (self, spec, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

/* Numbers take the way of the command line, so that there is one check of their range. */
static gboolean
read_number (LecJobOptions *self,
             const LecOptionSpec *spec,
             JsonNode *node,
             GError **error)
{
  g_autofree char *text = NULL;
  double number = 0;

  if (!lec_json_node_to_double (node, spec->name, 0, 1e6, &number, error))
    return FALSE;

  text = g_strdup_printf ("%d", (int) number);
  if (spec->type == LEC_OPTION_INTEGER && number == (int) number)
    return lec_job_options_set (self, spec->name, text, error);

  g_free (text);
  text = g_malloc (G_ASCII_DTOSTR_BUF_SIZE);
  g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.9f", number);
  return lec_job_options_set (self, spec->name, text, error);
}

static gboolean
read_option (LecJobOptions *self,
             const LecOptionSpec *spec,
             JsonObject *object,
             GError **error)
{
  g_autofree char *member = dup_member_name (spec);
  JsonNode *node = NULL;

  if (!lec_json_read_node (object, member, LEC_JSON_OPTIONAL, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  switch (spec->type)
    {
    case LEC_OPTION_BOOLEAN:
      return lec_json_read_boolean (object, member, LEC_JSON_REQUIRED, &FIELD (gboolean, self, spec), error);
    case LEC_OPTION_INTEGER:
    case LEC_OPTION_SECONDS:
    case LEC_OPTION_TIME:
      return read_number (self, spec, node, error);
    case LEC_OPTION_REGIONS:
      return read_regions (self, spec, object, member, error);
    case LEC_OPTION_CHOICE:
    case LEC_OPTION_CROP:
    case LEC_OPTION_LANGUAGES:
    case LEC_OPTION_TRANSCRIPT:
    case LEC_OPTION_TAG:
    default:
      return read_text (self, spec, node, error);
    }
}

/**
 * lec_job_options_from_json:
 * @node: untrusted; members that are missing keep their default, unknown ones are skipped
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecJobOptions *
lec_job_options_from_json (JsonNode *node,
                           GError **error)
{
  g_autoptr (LecJobOptions) self = lec_job_options_new ();
  g_autoptr (GError) reason = NULL;
  JsonObject *object = NULL;
  gboolean valid = TRUE;
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "options", error);
  if (object == NULL)
    return NULL;

  for (gsize i = 0; valid && i < n_specs; i++)
    valid = read_option (self, &specs[i], object, &reason);
  if (valid && lec_job_options_validate (self, &reason))
    return g_steal_pointer (&self);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, reason->message);
  return NULL;
}
