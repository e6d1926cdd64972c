/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 keeps two hundred rows for a screen of ten, and takes all of them down when
 * other jobs are shown: a button is two widgets, a menu button four, which was half of
 * a row. So only the rows that are seen have them. All are of one size, so that those
 * that are not there yet have their room and nothing moves when they come. In a narrow
 * row they would leave no room for the name: there the menu has all of it.
 */
#include "ui/job-buttons.h"

#include <glib/gi18n-lib.h>

#include "ui/inner-buttons.h"

#define BUTTON_SIZE 34 /* as libadwaita makes those that are an icon */

/* In the order in which they stand. */
static const struct
{
  const char *source; /* property of the item */
  const char *action;
  const char *icon;
  const char *label;
} kinds[] = {
  { "can-open", "job.open", "document-open-symbolic", NC_ ("job", "Open the PDF") },
  { "can-pause", "job.pause", "media-playback-pause-symbolic", NC_ ("job", "Pause") },
  { "can-resume", "job.resume", "media-playback-start-symbolic", NC_ ("job", "Resume") },
  { "can-cancel", "job.cancel", "process-stop-symbolic", NC_ ("job", "Cancel") },
  { "can-retry", "job.retry", "view-refresh-symbolic", NC_ ("job", "Retry") },
  { "can-remove", "job.remove", "user-trash-symbolic", NC_ ("job", "Remove from the list") },
};

struct _LecJobButtons
{
  GtkWidget parent_instance;

  LecJobItem *item;                         /* (nullable) */
  gboolean is_wanted[G_N_ELEMENTS (kinds)]; /* by the item */
  GtkWidget *buttons[G_N_ELEMENTS (kinds)]; /* (nullable) each */
  GtkWidget *more;                          /* (nullable): there when buttons are */
  gboolean is_folded;                       /* whether it is the only one */
};

G_DEFINE_FINAL_TYPE (LecJobButtons, lec_job_buttons, GTK_TYPE_WIDGET)

static const char *
get_label (guint kind)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "job", kinds[kind].label);
}

/* --- The menu --- */

static GMenuModel *
make_section_of_buttons (LecJobButtons *self)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->is_wanted[i] && self->is_folded)
      g_menu_append (section, get_label (i), kinds[i].action);
  return G_MENU_MODEL (section);
}

/* Only for one that is opened. */
static void
make_menu (GtkMenuButton *button,
           gpointer user_data)
{
  LecJobButtons *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) folded = make_section_of_buttons (self);
  g_autoptr (GMenu) place = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  gboolean can_move = FALSE;

  g_object_get (self->item, "can-move", &can_move, NULL);
  if (can_move)
    {
      g_menu_append (place, _ ("Move to the _Front of the Queue"), "job.move-first");
      g_menu_append (place, _ ("Move to the _End of the Queue"), "job.move-last");
    }
  g_menu_append (rest, _ ("Show S_lides"), "job.view");
  g_menu_append (rest, _ ("_Show in Folder"), "job.reveal");
  g_menu_append (rest, _ ("_Details"), "job.show");
  g_menu_append_section (menu, NULL, folded);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

static GtkWidget *
make_more (LecJobButtons *self)
{
  GtkWidget *more = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_widget_set_tooltip_text (more, C_ ("menu", "More"));
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_size_request (more, BUTTON_SIZE, BUTTON_SIZE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (more), make_menu, self, NULL);
  lec_inner_buttons_name (more, (const char *[]){ C_ ("menu", "More"), NULL });
  return more;
}

/* --- Buttons --- */

static GtkWidget *
make_button (guint kind)
{
  GtkWidget *button = gtk_button_new_from_icon_name (kinds[kind].icon);

  gtk_widget_set_tooltip_text (button, get_label (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, get_label (kind), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_size_request (button, BUTTON_SIZE, BUTTON_SIZE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), kinds[kind].action);
  return button;
}

static gboolean
is_shown (LecJobButtons *self,
          guint kind)
{
  return self->is_wanted[kind] && !self->is_folded;
}

/* @before: (nullable): what it stands behind */
static void
show_button (LecJobButtons *self,
             guint kind,
             GtkWidget *before)
{
  if (self->buttons[kind] == NULL && is_shown (self, kind))
    {
      self->buttons[kind] = make_button (kind);
      gtk_widget_insert_after (self->buttons[kind], GTK_WIDGET (self), before);
    }
  if (self->buttons[kind] != NULL)
    gtk_widget_set_visible (self->buttons[kind], is_shown (self, kind));
}

static void
show_buttons (LecJobButtons *self)
{
  GtkWidget *before = NULL;

  if (self->more == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      show_button (self, i, before);
      before = self->buttons[i] != NULL ? self->buttons[i] : before;
    }
}

static void
take_room (LecJobButtons *self)
{
  int n_buttons = 1;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    n_buttons += is_shown (self, i) ? 1 : 0;

  gtk_widget_set_size_request (GTK_WIDGET (self), n_buttons * BUTTON_SIZE, BUTTON_SIZE);
}

static void
make_buttons (LecJobButtons *self)
{
  self->more = make_more (self);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  show_buttons (self);
}

static void
drop_buttons (LecJobButtons *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);
}

gboolean
lec_job_buttons_set_made (LecJobButtons *self,
                          gboolean are_made)
{
  g_return_val_if_fail (LEC_IS_JOB_BUTTONS (self), FALSE);

  if (are_made == (self->more != NULL))
    return FALSE;

  if (are_made)
    make_buttons (self);
  else
    drop_buttons (self);
  return TRUE;
}

void
lec_job_buttons_set_folded (LecJobButtons *self,
                            gboolean are_folded)
{
  g_return_if_fail (LEC_IS_JOB_BUTTONS (self));

  if (are_folded == self->is_folded)
    return;

  self->is_folded = are_folded;
  take_room (self);
  show_buttons (self);
}

/* --- The item --- */

static gboolean
ask_item (LecJobButtons *self,
          guint kind)
{
  gboolean is_wanted = FALSE;

  g_object_get (self->item, kinds[kind].source, &is_wanted, NULL);
  return is_wanted;
}

void
lec_job_buttons_update (LecJobButtons *self,
                        const char *property)
{
  g_return_if_fail (LEC_IS_JOB_BUTTONS (self) && property != NULL && self->item != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].source, property))
      {
        self->is_wanted[i] = ask_item (self, i);
        take_room (self);
        show_buttons (self);
      }
}

void
lec_job_buttons_set_item (LecJobButtons *self,
                          LecJobItem *item)
{
  g_return_if_fail (LEC_IS_JOB_BUTTONS (self) && (item == NULL || LEC_IS_JOB_ITEM (item)));

  if (!g_set_object (&self->item, item) || item == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    self->is_wanted[i] = ask_item (self, i);
  take_room (self);
  show_buttons (self);
}

static void
lec_job_buttons_dispose (GObject *object)
{
  LecJobButtons *self = LEC_JOB_BUTTONS (object);

  drop_buttons (self);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (lec_job_buttons_parent_class)->dispose (object);
}

static void
lec_job_buttons_class_init (LecJobButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_job_buttons_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
lec_job_buttons_init (LecJobButtons *self)
{
}
