/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list does not look at its items again when they change: whoever changes them
 * says so. Names and words are compared without case.
 */
#include "ui/job-sieve.h"

#include <string.h>

#include "base/name-list.h"

struct _LecJobSieve
{
  GtkFilter parent_instance;

  LecJobGroup group;
  char *query;
};

G_DEFINE_FINAL_TYPE (LecJobSieve, lec_job_sieve, GTK_TYPE_FILTER)

static const char *const group_names[] = { "all", "running", "failed", "done" };

G_STATIC_ASSERT (G_N_ELEMENTS (group_names) == LEC_N_JOB_GROUPS);

const char *
lec_job_group_get_name (LecJobGroup group)
{
  g_return_val_if_fail (group < LEC_N_JOB_GROUPS, NULL);

  return group_names[group];
}

gboolean
lec_job_group_from_name (const char *name,
                         LecJobGroup *group)
{
  guint index = 0;

  g_return_val_if_fail (group != NULL, FALSE);

  if (!lec_name_list_find (group_names, LEC_N_JOB_GROUPS, name, &index))
    return FALSE;

  *group = (LecJobGroup) index;
  return TRUE;
}

gboolean
lec_job_group_contains (LecJobGroup group,
                        LecJobStatus status)
{
  switch (group)
    {
    case LEC_JOB_GROUP_RUNNING:
      return status == LEC_JOB_QUEUED || status == LEC_JOB_PROCESSING || status == LEC_JOB_PAUSED;
    case LEC_JOB_GROUP_FAILED:
      return status == LEC_JOB_FAILED;
    case LEC_JOB_GROUP_DONE:
      return status == LEC_JOB_COMPLETED;
    case LEC_JOB_GROUP_ALL:
    default:
      return TRUE;
    }
}

guint
lec_job_group_count (LecJobGroup group,
                     LecJobModel *model)
{
  guint n = 0;

  for (int status = 0; status < LEC_N_JOB_STATUSES; status++)
    if (lec_job_group_contains (group, (LecJobStatus) status))
      n += lec_job_model_count (model, (LecJobStatus) status);

  return n;
}

gboolean
lec_job_sieve_has_words (const char *name,
                         const char *query)
{
  g_autofree char *folded_name = NULL;
  g_autofree char *folded_query = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (name != NULL && query != NULL, FALSE);

  folded_name = g_utf8_casefold (name, -1);
  folded_query = g_utf8_casefold (query, -1);
  words = g_strsplit_set (folded_query, " \t", -1);
  for (char **word = words; *word != NULL; word++)
    if (strstr (folded_name, *word) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
lec_job_sieve_match (GtkFilter *filter,
                     gpointer item)
{
  LecJobSieve *self = LEC_JOB_SIEVE (filter);

  return lec_job_group_contains (self->group, lec_job_item_get_job (item)->status) &&
         lec_job_sieve_has_words (lec_job_item_get_name (item), self->query);
}

static GtkFilterMatch
lec_job_sieve_get_strictness (GtkFilter *filter)
{
  LecJobSieve *self = LEC_JOB_SIEVE (filter);

  return self->group == LEC_JOB_GROUP_ALL && *self->query == '\0' ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
}

static void
lec_job_sieve_finalize (GObject *object)
{
  g_free (LEC_JOB_SIEVE (object)->query);

  G_OBJECT_CLASS (lec_job_sieve_parent_class)->finalize (object);
}

static void
lec_job_sieve_class_init (LecJobSieveClass *klass)
{
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lec_job_sieve_finalize;
  filter_class->match = lec_job_sieve_match;
  filter_class->get_strictness = lec_job_sieve_get_strictness;
}

static void
lec_job_sieve_init (LecJobSieve *self)
{
  self->query = g_strdup ("");
}

LecJobSieve *
lec_job_sieve_new (void)
{
  return g_object_new (LEC_TYPE_JOB_SIEVE, NULL);
}

void
lec_job_sieve_set_group (LecJobSieve *self,
                         LecJobGroup group)
{
  g_return_if_fail (LEC_IS_JOB_SIEVE (self) && group < LEC_N_JOB_GROUPS);

  if (self->group == group)
    return;

  self->group = group;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

void
lec_job_sieve_set_query (LecJobSieve *self,
                         const char *query)
{
  g_return_if_fail (LEC_IS_JOB_SIEVE (self) && query != NULL);

  if (g_str_equal (self->query, query))
    return;

  g_free (self->query);
  self->query = g_strdup (query);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

void
lec_job_sieve_look_again (LecJobSieve *self)
{
  g_return_if_fail (LEC_IS_JOB_SIEVE (self));

  if (self->group != LEC_JOB_GROUP_ALL)
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}
