/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that a row shows, so that rows know nothing of where it comes from.
 */
#include "ui/study-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/time-format.h"

struct _LecStudyEntry
{
  GObject parent_instance;

  LecStudyEntryKind kind;
  gboolean is_correctable;
  char *heading;
  char *text;
  char *remark;  /* (nullable) */
  char *draft;   /* (nullable) */
  GArray *times; /* (element-type double) */
};

G_DEFINE_FINAL_TYPE (LecStudyEntry, lec_study_entry, G_TYPE_OBJECT)

static void
lec_study_entry_finalize (GObject *object)
{
  LecStudyEntry *self = LEC_STUDY_ENTRY (object);

  g_free (self->heading);
  g_free (self->text);
  g_free (self->remark);
  g_free (self->draft);
  g_array_unref (self->times);

  G_OBJECT_CLASS (lec_study_entry_parent_class)->finalize (object);
}

static void
lec_study_entry_class_init (LecStudyEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_study_entry_finalize;
}

static void
lec_study_entry_init (LecStudyEntry *self)
{
  self->times = g_array_new (FALSE, FALSE, sizeof (double));
}

LecStudyEntry *
lec_study_entry_new (LecStudyEntryKind kind,
                     const char *heading,
                     const char *text)
{
  LecStudyEntry *self = g_object_new (LEC_TYPE_STUDY_ENTRY, NULL);

  self->kind = kind;
  self->heading = g_strdup (heading != NULL ? heading : "");
  self->text = g_strdup (text != NULL ? text : "");
  if (kind == LEC_STUDY_ENTRY_COVERED)
    /* Translators: of a topic of a syllabus */
    self->remark = g_strdup (_ ("Covered"));
  else if (kind == LEC_STUDY_ENTRY_MISSED)
    /* Translators: likewise */
    self->remark = g_strdup (_ ("Not covered"));
  return self;
}

void
lec_study_entry_add_time (LecStudyEntry *self,
                          double time_s)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY (self));

  for (guint i = 0; i < self->times->len; i++)
    if (g_array_index (self->times, double, i) == time_s)
      return;

  g_array_append_val (self->times, time_s);
}

char *
lec_study_entry_dup_generated (const char *model)
{
  if (model == NULL)
    return g_strdup (_ ("Written by a language model"));

  /* Translators: the name of a language model */
  return g_strdup_printf (_ ("Written by a language model (%s)"), model);
}

void
lec_study_entry_set_generated (LecStudyEntry *self,
                               const char *model)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY (self));

  g_free (self->remark);
  self->remark = lec_study_entry_dup_generated (model);
}

void
lec_study_entry_set_correctable (LecStudyEntry *self)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY (self) && self->times->len == 1);

  self->is_correctable = TRUE;
}

gboolean
lec_study_entry_is_correctable (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), FALSE);

  return self->is_correctable;
}

void
lec_study_entry_set_draft (LecStudyEntry *self,
                           const char *draft)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY (self));

  g_free (self->draft);
  self->draft = g_strdup (draft);
}

const char *
lec_study_entry_get_draft (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), NULL);

  return self->draft;
}

gboolean
lec_study_entry_is_same (LecStudyEntry *self,
                         LecStudyEntry *other)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self) && LEC_IS_STUDY_ENTRY (other), FALSE);

  return self->kind == other->kind && self->is_correctable == other->is_correctable &&
         g_str_equal (self->heading, other->heading) && g_str_equal (self->text, other->text) &&
         g_strcmp0 (self->remark, other->remark) == 0 && self->times->len == other->times->len &&
         (self->times->len == 0 ||
          memcmp (self->times->data, other->times->data, self->times->len * sizeof (double)) == 0);
}

LecStudyEntryKind
lec_study_entry_get_kind (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), LEC_STUDY_ENTRY_PLAIN);

  return self->kind;
}

const char *
lec_study_entry_get_heading (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), NULL);

  return self->heading;
}

const char *
lec_study_entry_get_text (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), NULL);

  return self->text;
}

const char *
lec_study_entry_get_remark (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), NULL);

  return self->remark;
}

const GArray *
lec_study_entry_get_times (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), NULL);

  return self->times;
}

char *
lec_study_entry_dup_words (LecStudyEntry *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), NULL);

  return g_strconcat (self->heading, "\n", self->text, NULL);
}

char *
lec_study_entry_dup_plain (LecStudyEntry *self)
{
  GString *plain = g_string_new (NULL);

  g_return_val_if_fail (LEC_IS_STUDY_ENTRY (self), g_string_free (plain, FALSE));

  if (*self->heading != '\0')
    g_string_append_printf (plain, "%s\n", self->heading);
  for (guint i = 0; i < self->times->len; i++)
    {
      g_autofree char *start = lec_time_format (g_array_index (self->times, double, i));

      g_string_append_printf (plain, "%s%s", i > 0 ? " " : "", start);
    }
  if (self->times->len > 0)
    g_string_append_c (plain, *self->text != '\0' ? ' ' : '\n');
  if (*self->text != '\0')
    g_string_append_printf (plain, "%s\n", self->text);
  if (self->remark != NULL)
    g_string_append_printf (plain, "(%s)\n", self->remark);

  return g_string_free (plain, FALSE);
}
