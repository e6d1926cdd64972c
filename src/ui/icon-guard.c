/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK takes no part in who disposes of an icon, so the class is told to: an object may take a
 * reference of itself there, and goes on living until that is dropped.
 */
#include "ui/icon-guard.h"

#include <gtk/gtk.h>

#include "ui/loop-thread.h"

static GThread *home;
static void (*dispose_at_home) (GObject *icon);

static gboolean
come_home_cb (gpointer icon)
{
  return G_SOURCE_REMOVE;
}

static void
dispose (GObject *icon)
{
  if (g_thread_self () == home)
    dispose_at_home (icon);
  else
    lec_loop_post (g_main_context_default (), come_home_cb, g_object_ref (icon), g_object_unref);
}

void
lec_icon_guard_install (void)
{
  GObjectClass *icon_class = NULL;

  if (home != NULL)
    return;

  home = g_thread_self ();
  icon_class = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE); /* kept: a static type's class stays */
  dispose_at_home = icon_class->dispose;
  icon_class->dispose = dispose;
}
