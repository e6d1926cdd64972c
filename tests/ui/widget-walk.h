/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking for a widget among those below another one.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef gboolean (*WidgetCheck) (GtkWidget *widget, gconstpointer data);

/* Returns: (nullable): the first of @widget and those below it that passes */
static inline GtkWidget *
walk_to (GtkWidget *widget,
         WidgetCheck check,
         gconstpointer data)
{
  GtkWidget *found = check (widget, data) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = walk_to (child, check, data);

  return found;
}

/* Returns: how many of @widget and those below it pass */
static inline guint
count_widgets (GtkWidget *widget,
               WidgetCheck check,
               gconstpointer data)
{
  guint n_found = check (widget, data) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_found += count_widgets (child, check, data);

  return n_found;
}

static inline gboolean
is_of_type (GtkWidget *widget,
            gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) type);
}

static inline gboolean
is_mapped_of_type (GtkWidget *widget,
                   gconstpointer type)
{
  return is_of_type (widget, type) && gtk_widget_get_mapped (widget);
}

/* Returns: (nullable): also one that is not shown */
static inline GtkWidget *
walk_to_type (GtkWidget *widget,
              GType type)
{
  return walk_to (widget, is_of_type, &type);
}

/* Returns: (nullable): one that is shown */
static inline GtkWidget *
walk_to_mapped (GtkWidget *widget,
                GType type)
{
  return walk_to (widget, is_mapped_of_type, &type);
}

/* Returns: (transfer none) (nullable): what @widget itself listens with, of that type */
static inline GtkEventController *
find_controller (GtkWidget *widget,
                 GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller; /* the widget holds it */
    }

  return NULL;
}

G_END_DECLS
