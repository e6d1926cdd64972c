/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made on the thread that has read the lecture. What one key does to it is
 * decided here, too: a moment at which the wanted slide is shown.
 */
#include "ui/hint-item.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"

/* So far from a change what is shown is no longer, or not yet, on its way. */
#define BESIDE_CHANGE_S 0.1

struct _LecHintItem
{
  GObject parent_instance;

  gint64 key;
  LecEdit *edit;
  double start_s; /* when it begins */
  double time_s;
  char *picture; /* (nullable) */
  char *label;
  char *reason;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (LecHintItem, lec_hint_item, G_TYPE_OBJECT)

static void
lec_hint_item_finalize (GObject *object)
{
  LecHintItem *self = LEC_HINT_ITEM (object);

  lec_edit_free (self->edit);
  g_free (self->picture);
  g_free (self->label);
  g_free (self->reason);
  g_free (self->spoken);

  G_OBJECT_CLASS (lec_hint_item_parent_class)->finalize (object);
}

static void
lec_hint_item_class_init (LecHintItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_hint_item_finalize;
}

static void
lec_hint_item_init (LecHintItem *self)
{
}

static const char *
get_left_out_reason (LecLeftOutReason reason)
{
  switch (reason)
    {
    case LEC_LEFT_OUT_SPEAKER:
      return _ ("Left out: a camera picture");
    case LEC_LEFT_OUT_MOTION:
      return _ ("Left out: never stood still");
    case LEC_LEFT_OUT_DESKTOP:
      return _ ("Left out: a screen, but no page");
    case LEC_LEFT_OUT_BLANK:
      return _ ("Left out: blank");
    case LEC_LEFT_OUT_NO_SIGNAL:
      return _ ("Left out: no signal");
    case LEC_LEFT_OUT_NEVER:
      return _ ("Left out: on the list of pages never taken");
    case LEC_LEFT_OUT_SHORT:
    default:
      return _ ("Left out: too short");
    }
}

/* Takes @edit and @reason. */
static LecHintItem *
hint_new (LecEdit *edit,
          double start_s,
          char *reason,
          const char *picture)
{
  LecHintItem *self = g_object_new (LEC_TYPE_HINT_ITEM, NULL);

  self->edit = edit;
  self->time_s = g_array_index (edit->places, LecEditPlace, 0).time_s;
  self->start_s = start_s;
  self->picture = g_strdup (picture);
  self->label = lec_time_format (start_s);
  self->reason = reason;
  /* Translators: why something is no slide, or doubtful, and when it is shown */
  self->spoken = g_strdup_printf (_ ("%s, at %s"), reason, self->label);
  return self;
}

/* What is told of slides names them by their numbers: with other ones it is another hint. */
static gint64
make_key (double time_s,
          guint slide,
          guint other_slide)
{
  return (gint64) (time_s * 1000 + 0.5) + ((gint64) (slide % 4096) << 36) + ((gint64) (other_slide % 4096) << 48);
}

LecHintItem *
lec_hint_item_new_left_out (const LecLeftOut *left_out,
                            const char *picture)
{
  LecHintItem *self = NULL;
  LecEdit *edit = NULL;
  double time_s = 0;

  g_return_val_if_fail (left_out != NULL, NULL);

  time_s = (left_out->start_s + left_out->end_s) / 2;
  if (left_out->picture != NULL && left_out->picture_s >= left_out->start_s && left_out->picture_s < left_out->end_s)
    time_s = left_out->picture_s;
  edit = lec_edit_new (LEC_EDIT_ADD, 0);
  lec_edit_add_moment (edit, time_s, left_out->start_s, left_out->end_s);
  self = hint_new (edit, left_out->start_s, g_strdup (get_left_out_reason (left_out->reason)), picture);
  self->key = make_key (left_out->start_s, 0, 0);
  return self;
}

/* What stood before the change, when the slide's picture shows what came after it; else that. */
static LecEdit *
make_addition (const LecSuggestion *suggestion,
               const LecSlide *slide)
{
  LecEdit *edit = lec_edit_new (LEC_EDIT_ADD, 0);
  double beside_s = slide->picture_s >= suggestion->time_s ? -BESIDE_CHANGE_S : BESIDE_CHANGE_S;
  double time_s = MAX (suggestion->time_s + beside_s, 0);

  lec_edit_add_moment (edit, time_s, time_s, time_s);
  return edit;
}

static LecEdit *
make_merger (const LecSlide *slide,
             const LecSlide *other)
{
  LecEdit *edit = lec_edit_new (LEC_EDIT_MERGE, 0);

  lec_edit_add_slide (edit, slide);
  lec_edit_add_slide (edit, other);
  return edit;
}

LecHintItem *
lec_hint_item_new_suggestion (const LecSuggestion *suggestion,
                              const LecSlide *slide,
                              const LecSlide *other,
                              const char *picture)
{
  LecHintItem *self = NULL;

  g_return_val_if_fail (suggestion != NULL && slide != NULL, NULL);
  g_return_val_if_fail (suggestion->kind != LEC_SUGGESTION_MERGE || other != NULL, NULL);

  if (suggestion->kind == LEC_SUGGESTION_MERGE)
    self = hint_new (make_merger (slide, other), suggestion->time_s,
                     /* Translators: the numbers of two slides */
                     g_strdup_printf (_ ("Doubtful: %u and %u may be one"), slide->number, other->number), picture);
  else
    self = hint_new (make_addition (suggestion, slide), suggestion->time_s,
                     /* Translators: the number of a slide */
                     g_strdup_printf (_ ("Near miss: %u may be two"), slide->number), picture);
  self->key = make_key (suggestion->time_s, slide->number, other != NULL ? other->number : 0);
  return self;
}

void
lec_hint_item_update (LecHintItem *self,
                      LecHintItem *wanted)
{
  LecEdit *edit = NULL;

  g_return_if_fail (LEC_IS_HINT_ITEM (self) && LEC_IS_HINT_ITEM (wanted));

  edit = self->edit;
  self->edit = wanted->edit;
  wanted->edit = edit;
  self->time_s = wanted->time_s;
}

gint64
lec_hint_item_get_key (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), 0);

  return self->key;
}

double
lec_hint_item_get_start_s (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), 0);

  return self->start_s;
}

double
lec_hint_item_get_time_s (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), 0);

  return self->time_s;
}

const LecEdit *
lec_hint_item_get_edit (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), NULL);

  return self->edit;
}

const char *
lec_hint_item_get_picture (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), NULL);

  return self->picture;
}

const char *
lec_hint_item_get_label (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), NULL);

  return self->label;
}

const char *
lec_hint_item_get_reason (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), NULL);

  return self->reason;
}

const char *
lec_hint_item_get_spoken (LecHintItem *self)
{
  g_return_val_if_fail (LEC_IS_HINT_ITEM (self), NULL);

  return self->spoken;
}
