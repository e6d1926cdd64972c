/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When all is done, who did it and who could not is of no interest; that nothing
 * can be changed is.
 */
#include "ui/queue-words.h"

#include <glib/gi18n-lib.h>

/* As many as nobody looks at one by one. */
#define MANY 5

/* Because of which nothing goes on. */
static char *
describe_trouble (const LecQueueSight *sight)
{
  if (sight->state == LEC_QUEUE_ELSEWHERE)
    return g_strdup (_ ("Another program works on these videos; they are shown here as it goes on."));
  if (sight->state != LEC_QUEUE_TROUBLE)
    return NULL;
  if (sight->lacks_space)
    /* Translators: %s is which disk, or what could not be written */
    return g_strdup_printf (_ ("There is no space left (%s). Make some, and work goes on by itself."), sight->reason);

  /* Translators: %s is why */
  return g_strdup_printf (_ ("Nothing can be done now, and it is tried again: %s"), sight->reason);
}

/* Most of what was tried. */
static gboolean
are_many (const LecQueueSight *sight)
{
  return sight->n_failed >= MANY && sight->n_failed > sight->n_done;
}

static char *
describe_failures (guint n_failed)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u video failed.", "%u videos failed.", n_failed), n_failed);
}

/* Takes @text. */
static void
offer (LecQueueWords *words,
       char *text,
       const char *button,
       const char *action)
{
  *words = (LecQueueWords){ text, button, action };
}

gboolean
lec_queue_words_choose (const LecQueueSight *sight,
                        LecQueueWords *words)
{
  g_return_val_if_fail (sight != NULL && words != NULL, FALSE);

  *words = (LecQueueWords){ NULL };
  if (sight->read_only != NULL)
    /* Translators: %s is why */
    words->text = g_strdup_printf (_ ("The library can be looked at, and not changed: %s"), sight->read_only);
  else if (sight->n_open > 0)
    words->text = describe_trouble (sight);
  if (words->text != NULL)
    return TRUE;

  if (sight->is_paused)
    offer (words, g_strdup (_ ("The queue is paused: nothing new is begun.")), _ ("_Resume"), "win.paused");
  else if (are_many (sight))
    offer (words, describe_failures (sight->n_failed), _ ("_Retry All"), "win.retry-failed");

  return words->text != NULL;
}

void
lec_queue_words_clear (LecQueueWords *self)
{
  g_clear_pointer (&self->text, g_free);
}
