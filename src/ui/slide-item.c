/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made on the thread that has read the lecture, shown on the main thread.
 */
#include "ui/slide-item.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"

struct _LecSlideItem
{
  GObject parent_instance;

  char *picture; /* (nullable) */
  char *label;
  char *title;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (LecSlideItem, lec_slide_item, G_TYPE_OBJECT)

static void
lec_slide_item_finalize (GObject *object)
{
  LecSlideItem *self = LEC_SLIDE_ITEM (object);

  g_free (self->picture);
  g_free (self->label);
  g_free (self->title);
  g_free (self->spoken);

  G_OBJECT_CLASS (lec_slide_item_parent_class)->finalize (object);
}

static void
lec_slide_item_class_init (LecSlideItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_slide_item_finalize;
}

static void
lec_slide_item_init (LecSlideItem *self)
{
}

LecSlideItem *
lec_slide_item_new (const LecSlide *slide,
                    const char *picture)
{
  LecSlideItem *self = NULL;
  g_autofree char *start = NULL;

  g_return_val_if_fail (slide != NULL, NULL);

  self = g_object_new (LEC_TYPE_SLIDE_ITEM, NULL);
  start = lec_time_format (lec_slide_get_start_s (slide));
  self->picture = g_strdup (picture);
  self->title = g_strdup (slide->title != NULL ? slide->title : "");
  /* Translators: the number of a slide, and when it is first shown */
  self->label = g_strdup_printf (_ ("%u · %s"), slide->number, start);
  if (*self->title == '\0')
    /* Translators: the number of a slide, and when it is first shown */
    self->spoken = g_strdup_printf (_ ("Slide %u, at %s"), slide->number, start);
  else
    /* Translators: the number of a slide, its title, and when it is first shown */
    self->spoken = g_strdup_printf (_ ("Slide %u: %s, at %s"), slide->number, self->title, start);
  return self;
}

const char *
lec_slide_item_get_picture (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->picture;
}

const char *
lec_slide_item_get_label (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->label;
}

const char *
lec_slide_item_get_title (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->title;
}

const char *
lec_slide_item_get_spoken (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->spoken;
}
