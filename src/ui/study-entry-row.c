/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are used again for other entries. The first time is a button, which a screen
 * reader can press; where a term comes up on many slides, the others are links.
 */
#include "ui/study-entry-row.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/study-marks.h"

#define MAX_TIMES 12 /* that are shown */

struct _LecStudyEntryRow
{
  GtkBox parent_instance;

  LecStudyEntry *entry; /* (nullable) */
  char *words;          /* (nullable): marked */
  GtkButton *time_button;
  GtkLabel *heading;
  GtkLabel *text;
  GtkLabel *more_times;
  GtkWidget *remark_box;
  GtkImage *remark_icon;
  GtkLabel *remark;
};

G_DEFINE_FINAL_TYPE (LecStudyEntryRow, lec_study_entry_row, GTK_TYPE_BOX)

static void
show_text (GtkLabel *label,
           const char *text,
           const char *words)
{
  g_autoptr (PangoAttrList) marks = lec_study_marks_new (text, words);

  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, marks);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* The target first: an action of another type than its target is a warning. */
static void
show_first_time (LecStudyEntryRow *self,
                 double time_s)
{
  g_autofree char *start = lec_time_format (time_s);
  /* Translators: a button; a time such as 1:05 */
  g_autofree char *spoken = g_strdup_printf (_ ("Show the video at %s"), start);

  gtk_button_set_label (self->time_button, start);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->time_button), "d", time_s);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->time_button), "study.go-to");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time_button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->time_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_more_times (LecStudyEntryRow *self,
                 const GArray *times)
{
  g_autoptr (GString) links = g_string_new (NULL);

  for (guint i = 1; i < MIN (times->len, MAX_TIMES); i++)
    {
      double time_s = g_array_index (times, double, i);
      g_autofree char *start = lec_time_format (time_s);
      char address[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_dtostr (address, sizeof address, time_s);
      g_string_append_printf (links, "%s<a href=\"%s\">%s</a>", i > 1 ? " · " : "", address, start);
    }
  if (times->len > MAX_TIMES)
    g_string_append (links, " · …");

  gtk_label_set_label (self->more_times, links->str);
  gtk_widget_set_visible (GTK_WIDGET (self->more_times), links->len > 0);
}

/* Of a section there is none; of others the room for it stays, so that texts are below each
 * other. */
static void
show_times (LecStudyEntryRow *self)
{
  const GArray *times = lec_study_entry_get_times (self->entry);
  gboolean is_section = lec_study_entry_get_kind (self->entry) == LEC_STUDY_ENTRY_SECTION;

  gtk_widget_set_visible (GTK_WIDGET (self->time_button), !is_section);
  gtk_widget_set_opacity (GTK_WIDGET (self->time_button), times->len > 0 ? 1 : 0);
  gtk_widget_set_can_focus (GTK_WIDGET (self->time_button), times->len > 0);
  gtk_widget_set_can_target (GTK_WIDGET (self->time_button), times->len > 0);
  if (times->len > 0)
    show_first_time (self, g_array_index (times, double, 0));
  show_more_times (self, times);
}

static void
show_remark (LecStudyEntryRow *self)
{
  const char *remark = lec_study_entry_get_remark (self->entry);
  LecStudyEntryKind kind = lec_study_entry_get_kind (self->entry);
  const char *icon = "lectern-doubtful-symbolic";

  if (kind == LEC_STUDY_ENTRY_COVERED)
    icon = "lectern-done-symbolic";
  else if (kind == LEC_STUDY_ENTRY_MISSED)
    icon = "lectern-cancelled-symbolic";

  gtk_widget_set_visible (self->remark_box, remark != NULL);
  gtk_image_set_from_icon_name (self->remark_icon, icon);
  gtk_label_set_label (self->remark, remark != NULL ? remark : "");
}

static void
set_class (GtkLabel *label,
           const char *name,
           gboolean is_wanted)
{
  if (is_wanted)
    gtk_widget_add_css_class (GTK_WIDGET (label), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), name);
}

static void
show_entry (LecStudyEntryRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean is_section = lec_study_entry_get_kind (self->entry) == LEC_STUDY_ENTRY_SECTION;
  g_autofree char *plain = lec_study_entry_dup_plain (self->entry);

  show_text (self->heading, lec_study_entry_get_heading (self->entry), self->words);
  set_class (self->heading, "title-4", is_section);
  set_class (self->heading, "heading", !is_section);
  show_text (self->text, lec_study_entry_get_text (self->entry), self->words);
  show_times (self);
  show_remark (self);

  /* The row of the list has no name of its own in GTK 4.8. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, g_strchomp (plain), -1);
}

static gboolean
link_cb (LecStudyEntryRow *self,
         const char *address)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "study.go-to", "d", g_ascii_strtod (address, NULL));
  return TRUE;
}

void
lec_study_entry_row_bind (LecStudyEntryRow *self,
                          LecStudyEntry *entry)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY_ROW (self) && LEC_IS_STUDY_ENTRY (entry) && self->entry == NULL);

  self->entry = g_object_ref (entry);
  show_entry (self);
}

void
lec_study_entry_row_unbind (LecStudyEntryRow *self)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY_ROW (self));

  g_clear_object (&self->entry);
}

void
lec_study_entry_row_mark (LecStudyEntryRow *self,
                          const char *words)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY_ROW (self));

  g_free (self->words);
  self->words = g_strdup (words);
  if (self->entry != NULL)
    show_entry (self);
}

static void
lec_study_entry_row_dispose (GObject *object)
{
  g_clear_object (&LEC_STUDY_ENTRY_ROW (object)->entry);

  G_OBJECT_CLASS (lec_study_entry_row_parent_class)->dispose (object);
}

static void
lec_study_entry_row_finalize (GObject *object)
{
  g_free (LEC_STUDY_ENTRY_ROW (object)->words);

  G_OBJECT_CLASS (lec_study_entry_row_parent_class)->finalize (object);
}

static void
lec_study_entry_row_class_init (LecStudyEntryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_study_entry_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_study_entry_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/study-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, time_button);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, heading);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, text);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, more_times);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, remark_box);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, remark_icon);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, remark);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
}

static void
lec_study_entry_row_init (LecStudyEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecStudyEntryRow *
lec_study_entry_row_new (void)
{
  return g_object_new (LEC_TYPE_STUDY_ENTRY_ROW, NULL);
}
