/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What it is to show is remembered while it is not seen.
 */
#include "ui/slide-preview.h"

#include "ui/bin-focus.h"

struct _LecSlidePreview
{
  AdwBin parent_instance;

  GPtrArray *parts; /* (element-type LecVideoPart) (nullable) */
  char *content_id; /* (nullable) */
  guint seen_idle;  /* 0 for none */
  gboolean is_seen;
  gboolean is_open;
  gint64 sought;   /* key of the slide that the player was sent to, -1 for none */
  double wanted_s; /* where it is to be when it is opened, < 0 for nowhere */
  GArray *marks_s; /* (element-type double) */
  LecPlayer *player;
};

G_DEFINE_FINAL_TYPE (LecSlidePreview, lec_slide_preview, ADW_TYPE_BIN)

static void
show_marks (LecSlidePreview *self)
{
  lec_player_set_marks (self->player, (const double *) (gconstpointer) self->marks_s->data, self->marks_s->len);
}

static void
open_video (LecSlidePreview *self)
{
  if (!self->is_seen || self->is_open || self->parts == NULL || self->parts->len == 0)
    return;

  self->is_open = TRUE;
  lec_player_open (self->player, self->parts, self->content_id);
  show_marks (self);
}

static void
seek (LecSlidePreview *self)
{
  if (!self->is_seen || !self->is_open || self->wanted_s < 0)
    return;

  lec_player_seek (self->player, self->wanted_s);
  self->wanted_s = -1;
}

static gboolean
is_same_video (const GPtrArray *a,
               const GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  if (a->len == 0)
    return TRUE;

  return g_strcmp0 (((const LecVideoPart *) g_ptr_array_index (a, 0))->path,
                    ((const LecVideoPart *) g_ptr_array_index (b, 0))->path) == 0;
}

void
lec_slide_preview_set_video (LecSlidePreview *self,
                             GPtrArray *parts,
                             const char *content_id)
{
  g_return_if_fail (LEC_IS_SLIDE_PREVIEW (self) && parts != NULL);

  if (is_same_video (self->parts, parts))
    return;

  lec_slide_preview_clear (self);
  self->parts = g_ptr_array_ref (parts);
  self->content_id = g_strdup (content_id);
  open_video (self);
}

void
lec_slide_preview_set_marks (LecSlidePreview *self,
                             GListModel *slides)
{
  g_return_if_fail (LEC_IS_SLIDE_PREVIEW (self) && G_IS_LIST_MODEL (slides));

  g_array_set_size (self->marks_s, 0);
  for (guint i = 0; i < g_list_model_get_n_items (slides); i++)
    {
      g_autoptr (LecSlideItem) slide = g_list_model_get_item (slides, i);
      double start_s = lec_slide_item_get_place_s (slide);

      g_array_append_val (self->marks_s, start_s);
    }
  if (self->is_open)
    show_marks (self);
}

void
lec_slide_preview_follow (LecSlidePreview *self,
                          LecSlideItem *slide)
{
  g_return_if_fail (LEC_IS_SLIDE_PREVIEW (self));

  if (slide == NULL || lec_slide_item_get_key (slide) == self->sought)
    return;

  self->sought = lec_slide_item_get_key (slide);
  self->wanted_s = lec_slide_item_get_place_s (slide);
  seek (self);
}

void
lec_slide_preview_go_to (LecSlidePreview *self,
                         double time_s)
{
  g_return_if_fail (LEC_IS_SLIDE_PREVIEW (self));

  self->sought = -1;
  self->wanted_s = time_s;
  seek (self);
}

gboolean
lec_slide_preview_get_moment (LecSlidePreview *self,
                              double *time_s)
{
  g_return_val_if_fail (LEC_IS_SLIDE_PREVIEW (self) && time_s != NULL, FALSE);

  if (!self->is_open || !g_str_equal (lec_player_get_shown (self->player), "video"))
    return FALSE;

  *time_s = lec_player_get_position (self->player);
  return TRUE;
}

void
lec_slide_preview_clear (LecSlidePreview *self)
{
  g_return_if_fail (LEC_IS_SLIDE_PREVIEW (self));

  lec_player_close (self->player);
  self->is_open = FALSE;
  self->sought = -1;
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->content_id, g_free);
}

LecPlayer *
lec_slide_preview_get_player (LecSlidePreview *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_PREVIEW (self), NULL);

  return self->player;
}

static gboolean
seen_cb (gpointer user_data)
{
  LecSlidePreview *self = user_data;

  self->seen_idle = 0;
  self->is_seen = TRUE;
  open_video (self);
  seek (self);
  return G_SOURCE_REMOVE;
}

/* Before a window is laid out first it shows more than there is room for. */
static void
lec_slide_preview_map (GtkWidget *widget)
{
  LecSlidePreview *self = LEC_SLIDE_PREVIEW (widget);

  GTK_WIDGET_CLASS (lec_slide_preview_parent_class)->map (widget);
  if (self->seen_idle == 0)
    self->seen_idle = g_idle_add (seen_cb, self);
}

static void
lec_slide_preview_unmap (GtkWidget *widget)
{
  LecSlidePreview *self = LEC_SLIDE_PREVIEW (widget);

  g_clear_handle_id (&self->seen_idle, g_source_remove);
  self->is_seen = FALSE;
  GTK_WIDGET_CLASS (lec_slide_preview_parent_class)->unmap (widget);
}

static void
lec_slide_preview_dispose (GObject *object)
{
  g_clear_handle_id (&LEC_SLIDE_PREVIEW (object)->seen_idle, g_source_remove);

  G_OBJECT_CLASS (lec_slide_preview_parent_class)->dispose (object);
}

static gboolean
lec_slide_preview_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LEC_SLIDE_PREVIEW (widget)->player));
}

static void
lec_slide_preview_finalize (GObject *object)
{
  LecSlidePreview *self = LEC_SLIDE_PREVIEW (object);

  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->content_id);
  g_array_unref (self->marks_s);

  G_OBJECT_CLASS (lec_slide_preview_parent_class)->finalize (object);
}

static void
lec_slide_preview_class_init (LecSlidePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_slide_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_slide_preview_finalize;
  GTK_WIDGET_CLASS (klass)->map = lec_slide_preview_map;
  GTK_WIDGET_CLASS (klass)->unmap = lec_slide_preview_unmap;
  GTK_WIDGET_CLASS (klass)->focus = lec_bin_focus;
  GTK_WIDGET_CLASS (klass)->grab_focus = lec_slide_preview_grab_focus;
}

static void
lec_slide_preview_init (LecSlidePreview *self)
{
  self->sought = -1;
  self->wanted_s = -1;
  self->marks_s = g_array_new (FALSE, FALSE, sizeof (double));
  self->player = lec_player_new ();
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->player));
}
