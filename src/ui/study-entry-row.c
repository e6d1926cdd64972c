/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are used again for other entries. What a person types in is made when it is
 * asked for: most are never corrected. It goes with the entry, which keeps what was typed
 * for the next row that shows it. The first time is a button, which a screen reader can
 * press; where a term comes up on many slides, the others are links.
 */
#include "ui/study-entry-row.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/study-marks.h"
#include "ui/time-button.h"

#define MAX_TIMES         12 /* that are shown */
#define EDITOR_MARGIN     12 /* pixels: above and below what is typed */
#define MIN_EDITOR_HEIGHT 36

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
  GtkBox *sections;
  GtkButton *edit_button;
  GtkWidget *editor_frame; /* (nullable): while it is corrected */
  GtkTextView *editor;     /* (nullable): in it */
};

G_DEFINE_FINAL_TYPE (LecStudyEntryRow, lec_study_entry_row, GTK_TYPE_BOX)

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
    lec_time_button_show (self->time_button, g_array_index (times, double, 0));
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

/* It opens what one types in, and keeps what was typed. */
static void
show_edit_button (LecStudyEntryRow *self)
{
  const char *words = self->editor != NULL ? _ ("Keep this correction") : _ ("Correct these words");

  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), lec_study_entry_is_correctable (self->entry));
  gtk_button_set_icon_name (self->edit_button,
                            self->editor != NULL ? "lectern-done-symbolic" : "document-edit-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->edit_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->edit_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_entry (LecStudyEntryRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean is_section = lec_study_entry_get_kind (self->entry) == LEC_STUDY_ENTRY_SECTION;
  g_autofree char *plain = lec_study_entry_dup_plain (self->entry);

  lec_study_marks_show (self->heading, lec_study_entry_get_heading (self->entry), self->words);
  set_class (self->heading, "title-4", is_section);
  set_class (self->heading, "heading", !is_section);
  lec_study_marks_show (self->text, lec_study_entry_get_text (self->entry), self->words);
  show_times (self);
  show_remark (self);
  show_edit_button (self);
  if (self->editor != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->text), FALSE);

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

/* --- Corrections --- */

static void
remove_editor (LecStudyEntryRow *self)
{
  if (self->editor == NULL)
    return;

  gtk_box_remove (self->sections, self->editor_frame);
  self->editor_frame = NULL;
  self->editor = NULL;
}

static char *
dup_typed (LecStudyEntryRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->editor);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* The target is what this row shows now: another one may be shown when it is done. */
static void
ask_for_correction (LecStudyEntryRow *self,
                    const char *typed)
{
  double start_s = g_array_index (lec_study_entry_get_times (self->entry), double, 0);

  if (!g_str_equal (typed, lec_study_entry_get_text (self->entry)))
    gtk_widget_activate_action (GTK_WIDGET (self), "study.correct", "(dss)", start_s,
                                lec_study_entry_get_text (self->entry), typed);
}

static void
end_correction (LecStudyEntryRow *self,
                gboolean is_kept)
{
  g_autofree char *typed = dup_typed (self);

  gtk_widget_grab_focus (GTK_WIDGET (self->edit_button));
  remove_editor (self);
  lec_study_entry_set_draft (self->entry, NULL);
  show_entry (self);
  if (is_kept)
    ask_for_correction (self, typed);
}

/* Enter may be an input method's, which takes it to choose a word. */
static gboolean
is_input_method (LecStudyEntryRow *self,
                 GtkEventController *keys)
{
  GdkEvent *event = gtk_event_controller_get_current_event (keys);

  return event != NULL && gtk_text_view_im_context_filter_keypress (self->editor, event);
}

static gboolean
key_cb (LecStudyEntryRow *self,
        guint key,
        guint code,
        GdkModifierType modifiers,
        GtkEventController *keys)
{
  gboolean is_enter = (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (modifiers & GDK_SHIFT_MASK) == 0;

  if (!is_enter && key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  if (is_input_method (self, keys))
    return GDK_EVENT_STOP;

  end_correction (self, is_enter);
  return GDK_EVENT_STOP;
}

/* A text asks for no height before it is laid out: it gets that of what it stands for. */
static GtkWidget *
frame_editor (LecStudyEntryRow *self)
{
  GtkWidget *frame = gtk_scrolled_window_new ();
  int height = gtk_widget_get_height (GTK_WIDGET (self->text)) + EDITOR_MARGIN;

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (frame), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (frame), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (frame), MAX (height, MIN_EDITOR_HEIGHT));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), GTK_WIDGET (self->editor));
  gtk_widget_add_css_class (frame, "study-editor");
  return frame;
}

static void
open_editor (LecStudyEntryRow *self,
             const char *text)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->editor = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->editor, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->editor, FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->editor), text, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->editor), _ ("Enter keeps it, Escape does not"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What was said"),
                                  -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->editor), keys);
  self->editor_frame = frame_editor (self);
  gtk_box_insert_child_after (self->sections, self->editor_frame, GTK_WIDGET (self->text));
  show_entry (self);
}

static void
edit_cb (LecStudyEntryRow *self)
{
  if (self->entry == NULL)
    return;
  if (self->editor != NULL)
    {
      end_correction (self, TRUE);
      return;
    }

  open_editor (self, lec_study_entry_get_text (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

void
lec_study_entry_row_bind (LecStudyEntryRow *self,
                          LecStudyEntry *entry)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY_ROW (self) && LEC_IS_STUDY_ENTRY (entry) && self->entry == NULL);

  self->entry = g_object_ref (entry);
  if (lec_study_entry_get_draft (entry) != NULL)
    open_editor (self, lec_study_entry_get_draft (entry));
  else
    show_entry (self);
}

void
lec_study_entry_row_save_draft (LecStudyEntryRow *self)
{
  g_autofree char *typed = NULL;

  g_return_if_fail (LEC_IS_STUDY_ENTRY_ROW (self));

  if (self->editor == NULL || self->entry == NULL)
    return;

  typed = dup_typed (self);
  lec_study_entry_set_draft (self->entry, typed);
}

void
lec_study_entry_row_unbind (LecStudyEntryRow *self)
{
  g_return_if_fail (LEC_IS_STUDY_ENTRY_ROW (self));

  lec_study_entry_row_save_draft (self);
  remove_editor (self);
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
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, sections);
  gtk_widget_class_bind_template_child (widget_class, LecStudyEntryRow, edit_button);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
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
