/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table says what there may be: the schema that is asked for and the
 * reader of the answer both come from it.
 */
#include "text/study-answer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"

#define MAX_ENTRIES    200 /* of one kind, in one answer */
#define MAX_NUMBER     1000000
#define MAX_READ_BYTES (64 * 1024)
/* Of Latin, Greek and Cyrillic letters. */
#define FIRST_ACCENT 0x0300
#define LAST_ACCENT  0x036F

typedef enum
{
  KIND_NOTE,
  KIND_SUMMARY,
  KIND_GLOSSARY,
  KIND_QUESTION,
} Kind;

typedef struct
{
  const char *array;
  const char *text; /* the member that is there always */
  gsize max_text;
  const char *second; /* (nullable): another one */
  gsize max_second;
  const char *description; /* for the model */
} KindFacts;

static const KindFacts facts[] = {
  [KIND_NOTE] = { "notes", "note", 2000, NULL, 0, "What the slide shows and means, two to four sentences" },
  [KIND_SUMMARY] = { "summary", "text", 600, NULL, 0, "One thing worth keeping, one sentence" },
  [KIND_GLOSSARY] = { "glossary", "term", 100, "definition", 800, "A term that the lecture explains" },
  [KIND_QUESTION] = { "questions", "question", 500, "answer", 1200, "A question that the lecture answers" },
};

typedef struct
{
  Kind kind;
  guint slide;
  double time_s;
  char *text;
  char *second;
} Entry;

struct _LecStudyAnswer
{
  const GPtrArray *slides; /* (element-type LecSlide) unowned */
  GPtrArray *entries;      /* (element-type Entry) */
};

static void
entry_free (Entry *entry)
{
  g_free (entry->text);
  g_free (entry->second);
  g_free (entry);
}

LecStudyAnswer *
lec_study_answer_new (const GPtrArray *slides)
{
  LecStudyAnswer *self = NULL;

  g_return_val_if_fail (slides != NULL, NULL);

  self = g_new0 (LecStudyAnswer, 1);
  self->slides = slides;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  return self;
}

void
lec_study_answer_free (LecStudyAnswer *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

static JsonObject *
make_type (const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  return object;
}

static JsonObject *
make_object_type (JsonObject *properties)
{
  JsonObject *object = make_type ("object");
  JsonArray *required = json_array_new ();
  g_autoptr (GList) names = json_object_get_members (properties);

  for (const GList *name = names; name != NULL; name = name->next)
    json_array_add_string_element (required, name->data);
  json_object_set_object_member (object, "properties", properties);
  json_object_set_array_member (object, "required", required);
  json_object_set_boolean_member (object, "additionalProperties", FALSE);

  return object;
}

static JsonObject *
make_array_type (const KindFacts *kind)
{
  JsonObject *properties = json_object_new ();
  JsonObject *array = make_type ("array");

  json_object_set_object_member (properties, "slide", make_type ("integer"));
  json_object_set_object_member (properties, kind->text, make_type ("string"));
  if (kind->second != NULL)
    json_object_set_object_member (properties, kind->second, make_type ("string"));
  json_object_set_string_member (array, "description", kind->description);
  json_object_set_object_member (array, "items", make_object_type (properties));

  return array;
}

JsonNode *
lec_study_answer_make_schema (void)
{
  JsonObject *properties = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    json_object_set_object_member (properties, facts[i].array, make_array_type (&facts[i]));

  return lec_json_wrap (make_object_type (properties));
}

/* Without white space at its ends, control characters, or what turns the direction of what follows.
 * Returns: (transfer full) (nullable): %NULL for nothing, and for too much */
static char *
dup_clean (const char *text,
           gsize max_bytes,
           gboolean keeps_lines)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      gboolean is_mark = g_unichar_type (c) == G_UNICODE_FORMAT && c != 0x200C && c != 0x200D;

      if ((c == '\n' && keeps_lines) || (!g_unichar_iscntrl (c) && !is_mark))
        g_string_append_unichar (out, c);
      else if (c == '\t' || c == '\r' || c == '\n')
        g_string_append_c (out, ' ');
    }
  g_strstrip (out->str);
  if (*out->str == '\0' || strlen (out->str) > max_bytes)
    {
      g_string_free (out, TRUE);
      return NULL;
    }

  return g_string_free (out, FALSE);
}

/* Returns: (nullable): the slide of that number, when it was shown */
static const LecSlide *
find_slide (const LecStudyAnswer *self,
            gint64 number,
            guint first,
            guint n_slides)
{
  for (guint i = first; i < first + n_slides && i < self->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (self->slides, i);

      if (slide->number == number)
        return slide;
    }

  return NULL;
}

/* Returns: %FALSE when it does not follow the schema; *@entry is NULL for one to be left out */
static gboolean
read_entry (JsonNode *node,
            Kind kind,
            gint64 *number,
            Entry **entry,
            GError **error)
{
  const KindFacts *kind_facts = &facts[kind];
  JsonObject *object = lec_json_get_object (node, kind_facts->array, error);
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;
  g_autofree char *clean_text = NULL;
  g_autofree char *clean_second = NULL;

  if (object == NULL ||
      !lec_json_read_string (object, kind_facts->text, LEC_JSON_REQUIRED, MAX_READ_BYTES, &text, error))
    return FALSE;
  if (kind_facts->second != NULL &&
      !lec_json_read_string (object, kind_facts->second, LEC_JSON_REQUIRED, MAX_READ_BYTES, &second, error))
    return FALSE;
  /* A claim without a citation is no fault of form. */
  if (!lec_json_read_int (object, "slide", LEC_JSON_REQUIRED, 1, MAX_NUMBER, number, NULL))
    return TRUE;

  clean_text = dup_clean (text, kind_facts->max_text, kind == KIND_NOTE);
  clean_second = second != NULL ? dup_clean (second, kind_facts->max_second, FALSE) : NULL;
  if (clean_text == NULL || (second != NULL && clean_second == NULL))
    return TRUE;

  *entry = g_new0 (Entry, 1);
  (*entry)->kind = kind;
  (*entry)->text = g_steal_pointer (&clean_text);
  (*entry)->second = g_steal_pointer (&clean_second);
  return TRUE;
}

typedef struct
{
  LecStudyAnswer *answer;
  guint first;
  guint n_slides;
  GPtrArray *entries; /* (element-type Entry) */
} Taking;

static gboolean
take_kind (Taking *self,
           JsonObject *root,
           Kind kind,
           GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (root, facts[kind].array, LEC_JSON_REQUIRED, MAX_ENTRIES, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      Entry *entry = NULL;
      const LecSlide *slide = NULL;
      gint64 number = 0;

      if (!read_entry (json_array_get_element (array, i), kind, &number, &entry, error))
        return FALSE;
      if (entry == NULL)
        continue;
      slide = find_slide (self->answer, number, self->first, self->n_slides);
      if (slide == NULL)
        {
          entry_free (entry);
          continue;
        }
      entry->slide = slide->number;
      entry->time_s = lec_slide_get_start_s (slide);
      g_ptr_array_add (self->entries, entry);
    }

  return TRUE;
}

gboolean
lec_study_answer_take (LecStudyAnswer *self,
                       JsonNode *node,
                       guint first,
                       guint n_slides,
                       GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  Taking taking = { .answer = self, .first = first, .n_slides = n_slides, .entries = entries };
  JsonObject *root = NULL;

  g_return_val_if_fail (self != NULL && node != NULL, FALSE);

  root = lec_json_get_object (node, "answer", error);
  for (guint i = 0; root != NULL && i < G_N_ELEMENTS (facts); i++)
    if (!take_kind (&taking, root, (Kind) i, error))
      return FALSE;
  if (root == NULL)
    return FALSE;
  if (entries->len == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
                           _ ("nothing that the model says names a slide of the lecture"));
      return FALSE;
    }

  g_ptr_array_extend_and_steal (self->entries, g_steal_pointer (&entries));
  return TRUE;
}

static LecStudySource
make_source (const Entry *entry)
{
  return (LecStudySource){ .slide = entry->slide, .time_s = entry->time_s, .is_generated = TRUE };
}

static void
add_note (LecStudy *study,
          const Entry *entry)
{
  for (guint i = 0; i < study->slides->len; i++)
    {
      LecStudySlide *slide = g_ptr_array_index (study->slides, i);

      if (slide->slide == entry->slide && slide->note == NULL)
        slide->note = g_strdup (entry->text);
    }
}

/* "Émeute" and "emeute" are one term, and stand beside each other. Marks of other scripts are more
 * than accents: they make another word, as "ガス" and "カス" are two. */
static char *
make_key (const char *term)
{
  g_autofree char *folded = g_utf8_casefold (term, -1);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *key = g_string_new (NULL);

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) < FIRST_ACCENT || g_utf8_get_char (at) > LAST_ACCENT)
      g_string_append_unichar (key, g_utf8_get_char (at));

  return g_string_free (key, FALSE);
}

static int
compare_terms (const char *left,
               const char *right)
{
  g_autofree char *left_key = make_key (left);
  g_autofree char *right_key = make_key (right);

  return strcmp (left_key, right_key);
}

/* In its place; nothing when the term is there. */
static void
add_term (LecStudy *study,
          const Entry *entry)
{
  LecGlossaryEntry *made = NULL;
  guint place = 0;

  for (guint i = 0; i < study->glossary->len; i++)
    {
      const LecGlossaryEntry *other = g_ptr_array_index (study->glossary, i);
      int order = compare_terms (other->term, entry->text);

      if (order == 0)
        return;
      place = order < 0 ? i + 1 : place;
    }

  made = lec_glossary_entry_new (entry->text, entry->second, make_source (entry));
  g_array_append_val (made->slides, entry->slide);
  g_ptr_array_insert (study->glossary, (int) place, made);
}

/* Behind those of the same time. */
static void
add_question (LecStudy *study,
              const Entry *entry)
{
  guint place = study->questions->len;

  while (place > 0 &&
         ((const LecQuestion *) g_ptr_array_index (study->questions, place - 1))->source.time_s > entry->time_s)
    place--;
  g_ptr_array_insert (study->questions, (int) place,
                      lec_question_new (LEC_QUESTION_EXPLAIN, entry->text, entry->second, make_source (entry)));
}

static void
add_point (GPtrArray *summary,
           const Entry *entry)
{
  guint place = summary->len;

  while (place > 0 && ((const LecSummaryPoint *) g_ptr_array_index (summary, place - 1))->source.time_s > entry->time_s)
    place--;
  g_ptr_array_insert (summary, (int) place, lec_summary_point_new (entry->text, make_source (entry)));
}

LecStudy *
lec_study_answer_apply (LecStudyAnswer *self,
                        const LecStudy *local,
                        const char *model)
{
  LecStudy *study = NULL;
  g_autoptr (GPtrArray) summary = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_summary_point_free);

  g_return_val_if_fail (self != NULL && local != NULL && model != NULL && *model != '\0', NULL);

  study = lec_study_copy (local);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      switch (entry->kind)
        {
        case KIND_NOTE:
          add_note (study, entry);
          break;
        case KIND_SUMMARY:
          add_point (summary, entry);
          break;
        case KIND_GLOSSARY:
          add_term (study, entry);
          break;
        case KIND_QUESTION:
          add_question (study, entry);
          break;
        default:
          g_assert_not_reached ();
        }
    }
  if (summary->len > 0)
    {
      g_ptr_array_unref (study->summary);
      study->summary = g_steal_pointer (&summary);
    }
  g_free (study->model);
  study->model = g_strdup (model);

  return study;
}
