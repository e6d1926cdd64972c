/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file with what was said, dropped on the lecture or chosen, and what is corrected in
 * it; a PDF of the slides that is dropped goes to lecture-deck. Where it cannot be read is
 * told by the thread that reads it.
 */
#include <glib/gi18n-lib.h>

#include "ui/ask-files.h"
#include "ui/lecture-page-private.h"
#include "ui/toasts.h"

static const char *const transcripts[] = { ".vtt", ".srt", NULL };
static const char *const decks[] = { ".pdf", NULL };

/* Returns: (transfer full) (nullable): path of the first one that is of that kind by its name */
static char *
find_file (const GSList *files,
           const char *const *suffixes)
{
  for (; files != NULL; files = files->next)
    {
      g_autofree char *path = g_file_get_path (files->data);
      g_autofree char *small = path != NULL ? g_ascii_strdown (path, -1) : NULL;

      for (guint i = 0; small != NULL && suffixes[i] != NULL; i++)
        if (g_str_has_suffix (small, suffixes[i]))
          return g_steal_pointer (&path);
    }

  return NULL;
}

static gboolean
can_take (LecLecturePage *self)
{
  return self->thread != NULL && self->state == LEC_REVIEW_OPEN;
}

static gboolean
drop_cb (LecLecturePage *self,
         const GValue *value,
         double x,
         double y)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autofree char *path = find_file (files, transcripts);
  g_autofree char *deck = find_file (files, decks);

  if (path == NULL && deck == NULL)
    {
      lec_toast_show (self->toasts,
                      _ ("A transcript is a .vtt or .srt file, slides are a .pdf; videos are added in the library"));
      return FALSE;
    }
  if (!can_take (self))
    {
      lec_toast_show (self->toasts, _ ("A transcript or slides can be taken once the slides of the video are there"));
      return FALSE;
    }

  if (deck != NULL)
    lec_lecture_deck_take (self, deck);
  if (path != NULL)
    lec_review_thread_take_transcript (self->thread, path);
  return TRUE;
}

static void
drop_changed_cb (LecLecturePage *self,
                 GParamSpec *pspec,
                 GtkDropTarget *target)
{
  gtk_widget_set_visible (self->drop_card, gtk_drop_target_get_current_drop (target) != NULL);
}

static void
chosen_cb (GtkWidget *asker,
           GListModel *files)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (asker);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && can_take (self))
    lec_review_thread_take_transcript (self->thread, path);
}

static void
choose_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  lec_ask_files (widget, LEC_ASK_TRANSCRIPT, chosen_cb);
}

/* What was heard wrong is written otherwise in the study guide. */
static void
said_corrected_cb (LecLecturePage *self,
                   double start_s,
                   const char *heard,
                   const char *meant)
{
  if (can_take (self))
    lec_review_thread_correct_transcript (self->thread, start_s, heard, meant);
}

static void
put_back_cb (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  if (can_take (self))
    lec_review_thread_put_back_transcript (self->thread);
}

void
lec_lecture_transcript_tell (LecLecturePage *self,
                             const char *notice)
{
  AdwToast *toast = lec_toast_new_undo (notice);

  adw_toast_set_action_name (toast, "lecture.put-back-transcript");
  lec_toast_replace (self->toasts, toast);
}

void
lec_lecture_transcript_init (LecLecturePage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "notify::current-drop", G_CALLBACK (drop_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
lec_lecture_transcript_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, said_corrected_cb);
  gtk_widget_class_install_action (widget_class, "lecture.choose-transcript", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "lecture.put-back-transcript", NULL, put_back_cb);
}
