/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on slides is text: only the marks of what was found become
 * markup.
 */
#include "ui/hit-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/time-format.h"

struct _LecHitItem
{
  GObject parent_instance;

  gint64 job;
  guint number;
  char *place;
  char *snippet;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (LecHitItem, lec_hit_item, G_TYPE_OBJECT)

/* The marks may be unbalanced, as in what was cut off. */
static char *
make_markup (const char *snippet)
{
  GString *markup = g_string_new (NULL);
  gboolean is_open = FALSE;

  while (*snippet != '\0')
    {
      gsize length = strcspn (snippet, LEC_MATCH_START LEC_MATCH_END);
      g_autofree char *text = g_markup_escape_text (snippet, (gssize) length);
      char mark = snippet[length];

      g_string_append (markup, text);
      snippet += length + (mark != '\0');
      if ((mark == *LEC_MATCH_START) == is_open || mark == '\0')
        continue;
      g_string_append (markup, is_open ? "</b>" : "<b>");
      is_open = !is_open;
    }
  if (is_open)
    g_string_append (markup, "</b>");

  return g_string_free (markup, FALSE);
}

static char *
drop_marks (const char *snippet)
{
  g_auto (GStrv) parts = g_strsplit_set (snippet, LEC_MATCH_START LEC_MATCH_END, -1);

  return g_strjoinv (NULL, parts);
}

static void
lec_hit_item_finalize (GObject *object)
{
  LecHitItem *self = LEC_HIT_ITEM (object);

  g_free (self->place);
  g_free (self->snippet);
  g_free (self->spoken);

  G_OBJECT_CLASS (lec_hit_item_parent_class)->finalize (object);
}

static void
lec_hit_item_class_init (LecHitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_hit_item_finalize;
}

static void
lec_hit_item_init (LecHitItem *self)
{
}

LecHitItem *
lec_hit_item_new (const LecSearchHit *hit)
{
  LecHitItem *self = NULL;
  g_autofree char *name = NULL;
  g_autofree char *time = NULL;
  g_autofree char *plain = NULL;

  g_return_val_if_fail (hit != NULL, NULL);

  self = g_object_new (LEC_TYPE_HIT_ITEM, NULL);
  name = g_path_get_basename (hit->source);
  time = lec_time_format (hit->start_s);
  plain = drop_marks (hit->snippet);
  self->job = hit->job;
  self->number = hit->number;
  /* Translators: a slide that was found: the video's name, the slide's number, when it is shown */
  self->place = g_strdup_printf (_ ("%s · slide %u · %s"), name, hit->number, time);
  self->snippet = make_markup (hit->snippet);
  /* Translators: where something was found, and its text, as they are read aloud */
  self->spoken = g_strdup_printf (C_ ("hit", "%s: %s"), self->place, plain);
  return self;
}

LecHitItem *
lec_hit_item_new_heading (const char *text)
{
  LecHitItem *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (LEC_TYPE_HIT_ITEM, NULL);
  self->place = g_strdup (text);
  self->snippet = g_strdup ("");
  self->spoken = g_strdup (text);
  return self;
}

gboolean
lec_hit_item_is_heading (LecHitItem *self)
{
  g_return_val_if_fail (LEC_IS_HIT_ITEM (self), FALSE);

  return self->number == 0;
}

gint64
lec_hit_item_get_job (LecHitItem *self)
{
  g_return_val_if_fail (LEC_IS_HIT_ITEM (self), 0);

  return self->job;
}

guint
lec_hit_item_get_number (LecHitItem *self)
{
  g_return_val_if_fail (LEC_IS_HIT_ITEM (self), 0);

  return self->number;
}

const char *
lec_hit_item_get_place (LecHitItem *self)
{
  g_return_val_if_fail (LEC_IS_HIT_ITEM (self), NULL);

  return self->place;
}

const char *
lec_hit_item_get_snippet (LecHitItem *self)
{
  g_return_val_if_fail (LEC_IS_HIT_ITEM (self), NULL);

  return self->snippet;
}

const char *
lec_hit_item_get_spoken (LecHitItem *self)
{
  g_return_val_if_fail (LEC_IS_HIT_ITEM (self), NULL);

  return self->spoken;
}
