/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made on the thread that has read the lecture, shown on the main thread. An
 * item stays while its slide does, so that a correction of another one neither
 * takes it out of the selection nor moves what is seen.
 */
#include "ui/slide-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/time-format.h"

/* All that an update takes over as a whole. */
typedef struct
{
  guint number;
  LecEditPlace place;
  GArray *visits; /* (element-type LecVisit) */
  double picture_s;
  double place_s;
  LecRect region;
  gboolean is_doubtful;
  char *picture; /* (nullable) */
  char *label;
  char *title;
  char *text;
  char *speech; /* (nullable): markup */
  char *said;   /* (nullable): the same as plain text */
  char *note;   /* (nullable) */
  char *spoken;
} Facts;

struct _LecSlideItem
{
  GObject parent_instance;

  Facts facts;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecSlideItem, lec_slide_item, G_TYPE_OBJECT)

static void
facts_clear (Facts *facts)
{
  g_clear_pointer (&facts->visits, g_array_unref);
  g_free (facts->picture);
  g_free (facts->label);
  g_free (facts->title);
  g_free (facts->text);
  g_free (facts->speech);
  g_free (facts->said);
  g_free (facts->note);
  g_free (facts->spoken);
}

/* What is seen of it, or said. */
static gboolean
looks_same (const Facts *a,
            const Facts *b)
{
  return a->is_doubtful == b->is_doubtful && g_strcmp0 (a->picture, b->picture) == 0 &&
         g_str_equal (a->label, b->label) && g_str_equal (a->title, b->title) && g_str_equal (a->text, b->text) &&
         g_strcmp0 (a->speech, b->speech) == 0 && g_strcmp0 (a->note, b->note) == 0 &&
         g_str_equal (a->spoken, b->spoken);
}

static char *
make_spoken (const Facts *facts,
             const char *start)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  if (*facts->title == '\0')
    /* Translators: the number of a slide, and when it is shown */
    g_string_printf (spoken, _ ("Slide %u, at %s"), facts->number, start);
  else
    /* Translators: the number of a slide, its title, and when it is shown */
    g_string_printf (spoken, _ ("Slide %u: %s, at %s"), facts->number, facts->title, start);
  if (facts->is_doubtful)
    /* Translators: follows what a screen reader says of a slide */
    g_string_append (spoken, _ (", doubtful"));

  return g_strdup (spoken->str);
}

static void
lec_slide_item_finalize (GObject *object)
{
  facts_clear (&LEC_SLIDE_ITEM (object)->facts);

  G_OBJECT_CLASS (lec_slide_item_parent_class)->finalize (object);
}

static void
lec_slide_item_class_init (LecSlideItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_slide_item_finalize;
  signals[CHANGED] = g_signal_new ("changed", LEC_TYPE_SLIDE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lec_slide_item_init (LecSlideItem *self)
{
}

LecSlideItem *
lec_slide_item_new (const LecSlide *slide,
                    const char *picture,
                    gboolean is_doubtful)
{
  LecSlideItem *self = NULL;
  g_autofree char *start = NULL;
  Facts *facts = NULL;

  g_return_val_if_fail (slide != NULL && slide->visits->len > 0, NULL);

  self = g_object_new (LEC_TYPE_SLIDE_ITEM, NULL);
  facts = &self->facts;
  start = lec_time_format (lec_slide_get_place_s (slide));
  facts->number = slide->number;
  lec_edit_place_init_for_slide (&facts->place, slide);
  facts->visits = g_array_copy (slide->visits);
  facts->picture_s = slide->picture_s;
  facts->place_s = lec_slide_get_place_s (slide);
  facts->region = slide->region;
  facts->is_doubtful = is_doubtful;
  facts->picture = g_strdup (picture);
  facts->title = g_strdup (slide->title != NULL ? slide->title : "");
  facts->text = g_strdup (slide->text != NULL ? slide->text : "");
  /* Translators: the number of a slide, and when it is shown */
  facts->label = g_strdup_printf (_ ("%u · %s"), slide->number, start);
  facts->spoken = make_spoken (facts, start);
  return self;
}

void
lec_slide_item_update (LecSlideItem *self,
                       LecSlideItem *wanted)
{
  Facts before;
  gboolean is_same = FALSE;

  g_return_if_fail (LEC_IS_SLIDE_ITEM (self) && LEC_IS_SLIDE_ITEM (wanted));

  before = self->facts;
  is_same = looks_same (&before, &wanted->facts);
  self->facts = wanted->facts;
  wanted->facts = before;
  if (!is_same)
    g_signal_emit (self, signals[CHANGED], 0);
}

gint64
lec_slide_item_get_key (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), 0);

  return (gint64) (lec_slide_item_get_start_s (self) * 1000 + 0.5);
}

guint
lec_slide_item_get_number (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), 0);

  return self->facts.number;
}

const LecEditPlace *
lec_slide_item_get_place (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return &self->facts.place;
}

const GArray *
lec_slide_item_get_visits (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.visits;
}

double
lec_slide_item_get_start_s (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), 0);

  return g_array_index (self->facts.visits, LecVisit, 0).start_s;
}

double
lec_slide_item_get_place_s (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), 0);

  return self->facts.place_s;
}

double
lec_slide_item_get_picture_s (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), 0);

  return self->facts.picture_s > 0 ? self->facts.picture_s : lec_slide_item_get_start_s (self);
}

const LecRect *
lec_slide_item_get_region (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return &self->facts.region;
}

const char *
lec_slide_item_get_picture (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.picture;
}

gboolean
lec_slide_item_is_doubtful (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), FALSE);

  return self->facts.is_doubtful;
}

const char *
lec_slide_item_get_label (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.label;
}

const char *
lec_slide_item_get_title (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.title;
}

const char *
lec_slide_item_get_text (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.text;
}

const char *
lec_slide_item_get_spoken (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.spoken;
}

void
lec_slide_item_set_study (LecSlideItem *self,
                          const char *speech,
                          const char *said,
                          const char *note)
{
  g_return_if_fail (LEC_IS_SLIDE_ITEM (self) && (speech == NULL) == (said == NULL));

  g_free (self->facts.speech);
  g_free (self->facts.said);
  g_free (self->facts.note);
  self->facts.speech = g_strdup (speech);
  self->facts.said = g_strdup (said);
  self->facts.note = g_strdup (note);
}

const char *
lec_slide_item_get_speech (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.speech;
}

const char *
lec_slide_item_get_said (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.said;
}

const char *
lec_slide_item_get_note (LecSlideItem *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (self), NULL);

  return self->facts.note;
}
