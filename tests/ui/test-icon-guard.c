/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "ui/icon-guard.h"

#define N_ROUNDS 3000
/* GTK keeps the last hundred icons that are smaller: their last reference is seldom a test's. */
#define SIZE 200

static GtkIconPaintable *
look_up (void)
{
  return gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "edit-undo-symbolic",
                                     NULL, SIZE, 1, GTK_TEXT_DIR_LTR, 0);
}

static gpointer
drop_in_thread (gpointer icon)
{
  g_object_unref (icon);
  return NULL;
}

static void
gone_cb (gpointer thread,
         GObject *icon)
{
  *(GThread **) thread = g_thread_self ();
}

static void
test_home (void)
{
  GtkIconPaintable *icon = look_up ();
  GThread *gone = NULL;

  g_object_weak_ref (G_OBJECT (icon), gone_cb, &gone);
  g_thread_join (g_thread_new ("drop", drop_in_thread, icon));
  while (gone == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gone == g_thread_self ());
}

static void
look_up_often (void)
{
  for (int i = 0; i < 20; i++)
    g_object_unref (look_up ());
}

static void
test_race (void)
{
  for (int i = 0; i < N_ROUNDS; i++)
    {
      GThread *thread = g_thread_new ("drop", drop_in_thread, look_up ());

      look_up_often ();
      g_thread_join (thread);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  lec_icon_guard_install ();

  g_test_add_func ("/icon-guard/home", test_home);
  g_test_add_func ("/icon-guard/race", test_race);

  return g_test_run ();
}
