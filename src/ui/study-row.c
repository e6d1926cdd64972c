/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are used again for other slides. Text that is selectable takes the focus
 * on its way; that is what makes it copyable by keyboard.
 */
#include "ui/study-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/study-marks.h"
#include "ui/thumbnail-picture.h"
#include "ui/time-button.h"

struct _LecStudyRow
{
  GtkBox parent_instance;

  LecSlideItem *item;        /* (nullable) */
  LecThumbnails *thumbnails; /* (nullable) */
  char *words;               /* (nullable): marked */
  LecThumbnailPicture *picture;
  GtkButton *time_button;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *speech;
  GtkLabel *note;
  GtkWidget *note_box;
};

G_DEFINE_FINAL_TYPE (LecStudyRow, lec_study_row, GTK_TYPE_BOX)

/* Its times are links: what is looked for is marked in the text as it is shown. */
static void
show_speech (LecStudyRow *self)
{
  const char *speech = lec_slide_item_get_speech (self->item);
  g_autoptr (PangoAttrList) marks = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->speech), speech != NULL);
  gtk_label_set_label (self->speech, speech != NULL ? speech : "");
  marks = lec_study_marks_new (gtk_label_get_text (self->speech), self->words);
  gtk_label_set_attributes (self->speech, marks);
}

static void
show_note (LecStudyRow *self)
{
  const char *note = lec_slide_item_get_note (self->item);

  gtk_widget_set_visible (self->note_box, note != NULL);
  lec_study_marks_show (self->note, note != NULL ? note : "", self->words);
}

static gboolean
link_cb (LecStudyRow *self,
         const char *address)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "study.go-to", "d", g_ascii_strtod (address, NULL));
  return TRUE;
}

const char *
lec_study_row_get_body (LecSlideItem *item)
{
  const char *title = lec_slide_item_get_title (item);
  const char *text = lec_slide_item_get_text (item);
  gsize length = strlen (title);

  if (length == 0 || strncmp (text, title, length) != 0)
    return text;
  if (text[length] == '\n')
    return text + length + 1;

  return text[length] == '\0' ? "" : text;
}

static void
show_item (LecStudyRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *title = lec_slide_item_get_title (self->item);
  /* Translators: the number of a slide that has no title */
  g_autofree char *untitled = g_strdup_printf (_ ("Slide %u"), lec_slide_item_get_number (self->item));

  lec_time_button_show (self->time_button, lec_slide_item_get_place_s (self->item));
  lec_study_marks_show (self->title, *title != '\0' ? title : untitled, self->words);
  lec_study_marks_show (self->text, lec_study_row_get_body (self->item), self->words);
  show_speech (self);
  show_note (self);
  lec_thumbnail_picture_show (self->picture, lec_slide_item_get_picture (self->item), self->thumbnails);

  /* The row of the list has no name of its own in GTK 4.8. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    lec_slide_item_get_spoken (self->item), -1);
}

void
lec_study_row_bind (LecStudyRow *self,
                    LecSlideItem *item,
                    LecThumbnails *thumbnails)
{
  g_return_if_fail (LEC_IS_STUDY_ROW (self) && LEC_IS_SLIDE_ITEM (item) && self->item == NULL);

  self->item = g_object_ref (item);
  self->thumbnails = g_object_ref (thumbnails);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

static void
forget_item (LecStudyRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->thumbnails);
}

void
lec_study_row_unbind (LecStudyRow *self)
{
  g_return_if_fail (LEC_IS_STUDY_ROW (self));

  forget_item (self);
  lec_thumbnail_picture_clear (self->picture);
}

void
lec_study_row_mark (LecStudyRow *self,
                    const char *words)
{
  g_return_if_fail (LEC_IS_STUDY_ROW (self));

  g_free (self->words);
  self->words = g_strdup (words);
  if (self->item != NULL)
    show_item (self);
}

static void
lec_study_row_dispose (GObject *object)
{
  forget_item (LEC_STUDY_ROW (object));

  G_OBJECT_CLASS (lec_study_row_parent_class)->dispose (object);
}

static void
lec_study_row_finalize (GObject *object)
{
  g_free (LEC_STUDY_ROW (object)->words);

  G_OBJECT_CLASS (lec_study_row_parent_class)->finalize (object);
}

static void
lec_study_row_class_init (LecStudyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_study_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_study_row_finalize;

  g_type_ensure (LEC_TYPE_THUMBNAIL_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/study-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, picture);
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, time_button);
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, title);
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, text);
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, speech);
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, note);
  gtk_widget_class_bind_template_child (widget_class, LecStudyRow, note_box);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
}

static void
lec_study_row_init (LecStudyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecStudyRow *
lec_study_row_new (void)
{
  return g_object_new (LEC_TYPE_STUDY_ROW, NULL);
}
