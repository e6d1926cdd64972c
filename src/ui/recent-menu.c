/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desktop's list of recent files has those of all programs; whether they are
 * still there is seen when one is added again.
 */
#include "ui/recent-menu.h"

#define MAX_ENTRIES    8
#define MAX_REMEMBERED 20 /* of what is added at once */

void
lec_recent_menu_remember (GListModel *files)
{
  g_return_if_fail (G_IS_LIST_MODEL (files));

  for (guint i = 0; i < MIN (g_list_model_get_n_items (files), MAX_REMEMBERED); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *uri = g_file_get_uri (file);

      gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
    }
}

static int
compare_infos (gconstpointer a,
               gconstpointer b)
{
  GDateTime *first = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  GDateTime *second = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return g_date_time_compare (second, first);
}

/* In a menu an underscore is a mnemonic. */
static char *
make_label (GtkRecentInfo *info)
{
  g_auto (GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);

  return g_strjoinv ("__", parts);
}

static void
add_entry (GMenu *menu,
           GtkRecentInfo *info)
{
  g_autofree char *label = make_label (info);
  g_autoptr (GMenuItem) entry = g_menu_item_new (label, NULL);
  const char *const uris[] = { gtk_recent_info_get_uri (info), NULL };

  g_menu_item_set_action_and_target (entry, "win.add-uris", "^as", uris);
  g_menu_append_item (menu, entry);
}

static void
fill (GtkRecentManager *manager,
      GMenu *menu)
{
  GList *infos = g_list_sort (gtk_recent_manager_get_items (manager), compare_infos);

  g_menu_remove_all (menu);
  for (GList *info = infos; info != NULL && g_menu_model_get_n_items (G_MENU_MODEL (menu)) < MAX_ENTRIES;
       info = info->next)
    if (gtk_recent_info_has_application (info->data, g_get_application_name ()))
      add_entry (menu, info->data);
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
}

void
lec_recent_menu_follow (GMenu *menu)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();

  g_return_if_fail (G_IS_MENU (menu));

  g_signal_connect_object (manager, "changed", G_CALLBACK (fill), menu, G_CONNECT_DEFAULT);
  fill (manager, menu);
}
