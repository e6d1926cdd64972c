/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job that is removed is only hidden while its toast offers to keep it; what
 * is still hidden in the end is removed then. Invariant: an id is in to_remove
 * exactly as long as its job is hidden by this.
 */
#include "ui/removals.h"

#include <glib/gi18n-lib.h>

#include "ui/job-requests.h"
#include "ui/toasts.h"

struct _LecRemovals
{
  GObject parent_instance;

  LecJobModel *model;
  LecJobsThread *jobs;
  AdwToastOverlay *toasts; /* unowned: of the window that owns this */
  GHashTable *to_remove;   /* (element-type gint64) */
};

G_DEFINE_FINAL_TYPE (LecRemovals, lec_removals, G_TYPE_OBJECT)

static void
remove_now (LecRemovals *self,
            gint64 id)
{
  if (g_hash_table_remove (self->to_remove, &id))
    lec_job_requests_change_async (self->jobs, id, LEC_JOB_ACTION_REMOVE, NULL, NULL);
}

static void
toast_dismissed_cb (LecRemovals *self,
                    AdwToast *toast)
{
  gsize n_ids = 0;
  const gint64 *ids =
    g_variant_get_fixed_array (adw_toast_get_action_target_value (toast), &n_ids, sizeof (gint64));

  for (gsize i = 0; i < n_ids; i++)
    remove_now (self, ids[i]);
}

/* Returns: (transfer full): of @ids (element-type gint64) those that are over */
static GArray *
choose (LecRemovals *self,
        const GArray *ids)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      LecJobItem *item = lec_job_model_find (self->model, id);

      /* What is at work, or waits for it, is cancelled first. */
      if (item != NULL && lec_job_is_over (lec_job_item_get_job (item)) &&
          !g_hash_table_contains (self->to_remove, &id))
        g_array_append_val (chosen, id);
    }

  return chosen;
}

static char *
describe (LecRemovals *self,
          const GArray *ids)
{
  LecJobItem *first = lec_job_model_find (self->model, g_array_index (ids, gint64, 0));

  if (ids->len == 1)
    /* Translators: %s is the name of a video */
    return g_strdup_printf (_ ("Removed “%s”"), lec_job_item_get_name (first));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u video removed", "%u videos removed", ids->len), ids->len);
}

static void
offer_to_keep (LecRemovals *self,
               const GArray *ids)
{
  g_autofree char *title = describe (self, ids);
  AdwToast *toast = lec_toast_new_undo (title);

  /* Before one that still tells of something else: its button would be taken for this one's. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_action_target_value (
    toast, g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64)));
  adw_toast_set_action_name (toast, "win.keep-jobs");
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
lec_removals_remove (LecRemovals *self,
                     const GArray *ids)
{
  g_autoptr (GArray) chosen = NULL;

  g_return_if_fail (LEC_IS_REMOVALS (self) && ids != NULL);

  chosen = choose (self, ids);
  if (chosen->len == 0)
    return;

  for (guint i = 0; i < chosen->len; i++)
    g_hash_table_add (self->to_remove, g_memdup2 (&g_array_index (chosen, gint64, i), sizeof (gint64)));
  offer_to_keep (self, chosen);
  lec_job_model_hide (self->model, chosen);
}

void
lec_removals_keep (LecRemovals *self,
                   const gint64 *ids,
                   gsize n_ids)
{
  g_return_if_fail (LEC_IS_REMOVALS (self));

  for (gsize i = 0; i < n_ids; i++)
    if (g_hash_table_remove (self->to_remove, &ids[i]))
      lec_job_model_show (self->model, ids[i]);
}

void
lec_removals_finish (LecRemovals *self)
{
  g_autoptr (GList) ids = NULL;

  g_return_if_fail (LEC_IS_REMOVALS (self));

  ids = g_hash_table_get_keys (self->to_remove);
  for (GList *id = ids; id != NULL; id = id->next)
    remove_now (self, *(const gint64 *) id->data);
}

static void
lec_removals_finalize (GObject *object)
{
  LecRemovals *self = LEC_REMOVALS (object);

  g_object_unref (self->model);
  g_object_unref (self->jobs);
  g_hash_table_unref (self->to_remove);

  G_OBJECT_CLASS (lec_removals_parent_class)->finalize (object);
}

static void
lec_removals_class_init (LecRemovalsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_removals_finalize;
}

static void
lec_removals_init (LecRemovals *self)
{
  self->to_remove = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

LecRemovals *
lec_removals_new (LecJobModel *model,
                  LecJobsThread *jobs,
                  AdwToastOverlay *toasts)
{
  LecRemovals *self = g_object_new (LEC_TYPE_REMOVALS, NULL);

  self->model = g_object_ref (model);
  self->jobs = g_object_ref (jobs);
  self->toasts = toasts;
  return self;
}
