/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that is not where it was: first it is looked for, then a person is asked.
 */
#include "ui/locate-video.h"
#include "ui/player-private.h"

void
lec_player_quest_stop (LecPlayer *self)
{
  g_cancellable_cancel (self->quest);
  g_clear_object (&self->quest);
}

/* Takes @place. */
static void
take_place (LecPlayer *self,
            char *place)
{
  lec_player_parts_take_place (self->parts, self->part, place);
  lec_player_open_part (self, self->part);
  lec_player_ask (self, LEC_SEEK_EXACTLY, self->asked_s);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (LecPlayer) self = user_data;
  g_autoptr (GError) error = NULL;
  char *place = lec_locate_video_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->quest);
  if (place != NULL)
    take_place (self, place);
  else if (self->state.error != NULL)
    lec_player_show_error (self, self->state.error);
}

void
lec_player_quest_stop_asking (LecPlayer *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

void
lec_player_quest_start (LecPlayer *self)
{
  self->has_looked = TRUE;
  self->quest = g_cancellable_new ();
  lec_locate_video_find_async (lec_player_parts_get_places (self->parts), self->part, self->content_id, self->quest,
                               found_cb, g_object_ref (self));
}

static void
located_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (LecPlayer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *escaped = NULL;
  char *place = lec_locate_video_ask_finish (result, &error);

  /* Or another lecture is shown by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (place != NULL)
    {
      take_place (self, place);
      return;
    }

  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->missing_page, escaped);
}

static void
locate_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (lec_player_parts_count (self->parts) == 0)
    return;

  lec_player_quest_stop_asking (self);
  self->asking = g_cancellable_new ();
  lec_locate_video_ask_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                              lec_player_parts_get_places (self->parts), self->part, self->content_id, self->asking,
                              located_cb, g_object_ref (self));
}

void
lec_player_quest_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "player.locate", NULL, locate_cb);
}
