/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "told-resolver.h"

#define TYPE_TOLD_RESOLVER (told_resolver_get_type ())
G_DECLARE_FINAL_TYPE (ToldResolver, told_resolver, TOLD, RESOLVER, GResolver)

struct _ToldResolver
{
  GResolver parent_instance;
  ToldNameFunc tell;
  int n_asked;
};

G_DEFINE_FINAL_TYPE (ToldResolver, told_resolver, G_TYPE_RESOLVER)

static GResolver *usual;

static void
given_up_cb (GCancellable *cancellable,
             GTask *task)
{
  g_task_return_error_if_cancelled (task);
}

static void
told_resolver_lookup_async (GResolver *resolver,
                            const char *name,
                            GResolverNameLookupFlags flags,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ToldResolver *self = TOLD_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  const char *address = self->tell (name, (guint) g_atomic_int_add (&self->n_asked, 1));

  if (address == NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (given_up_cb), g_object_ref (task), g_object_unref);
  else if (*address == '\0')
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such name: %s", name);
  else
    g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_from_string (address)), NULL);
}

static GList *
told_resolver_lookup_finish (GResolver *resolver,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
told_resolver_class_init (ToldResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = told_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = told_resolver_lookup_finish;
}

static void
told_resolver_init (ToldResolver *self)
{
}

void
told_resolver_begin (ToldNameFunc tell)
{
  g_autoptr (ToldResolver) told = g_object_new (TYPE_TOLD_RESOLVER, NULL);

  told->tell = tell;
  usual = g_resolver_get_default ();
  g_resolver_set_default (G_RESOLVER (told));
}

guint
told_resolver_end (void)
{
  g_autoptr (GResolver) told = g_resolver_get_default ();

  g_resolver_set_default (usual);
  g_clear_object (&usual);
  return (guint) g_atomic_int_get (&TOLD_RESOLVER (told)->n_asked);
}
