/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The default is not to send: whoever presses Enter without reading has agreed to
 * nothing. A question that a thread waits for has a lock, and is counted: the
 * thread may leave before there is an answer.
 */
#include "ui/consent-question.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/loop-thread.h"

#define AGREE   "agree"
#define POLL_MS 100

/* --- The dialog --- */

typedef struct
{
  LecConsentFunc func;
  gpointer user_data;
  GDestroyNotify free_data; /* (nullable) */
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->user_data);
  g_free (question);
}

static void
response_cb (GtkWindow *dialog,
             const char *response,
             gpointer user_data)
{
  const Question *question = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  if (parent != NULL)
    question->func (parent, g_str_equal (response, AGREE), question->user_data);
}

static const char *
describe_way (const LecUploadDemand *demand)
{
  if (demand->is_this_machine)
    return _ ("It does not leave this machine.");

  return demand->is_encrypted ? _ ("It is encrypted on the way.")
                              : _ ("It is not encrypted: anybody on the way can read it.");
}

/* Returns: (transfer full) */
static char *
describe (const LecUploadDemand *demand)
{
  g_autofree char *size = g_format_size ((guint64) MAX (demand->max_bytes, 0));
  g_autofree char *what = NULL;

  if (demand->max_bytes > 0)
    /* Translators: a machine; what would be sent there, "the sound of the lecture"; how much */
    what = g_strdup_printf (_ ("To %s would be sent: %s, up to %s."), demand->host, demand->what, size);
  else
    /* Translators: a machine; what would be sent there, "the sound of the lecture" */
    what = g_strdup_printf (_ ("To %s would be sent: %s."), demand->host, demand->what);

  /* Translators: what would be sent where, and whether it is encrypted */
  return g_strdup_printf (_ ("%s %s\n\nIf you agree you are not asked again for this machine. You can take that "
                             "back in the preferences, under Services."),
                          what, describe_way (demand));
}

void
lec_consent_question_ask (GtkWindow *parent,
                          const LecUploadDemand *demand,
                          LecConsentFunc func,
                          gpointer user_data,
                          GDestroyNotify free_data)
{
  AdwMessageDialog *dialog = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  Question *question = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && demand != NULL && func != NULL);

  /* Translators: %s is the name of a machine */
  heading = g_strdup_printf (_ ("Send to %s?"), demand->host);
  body = describe (demand);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  adw_message_dialog_add_responses (dialog, "not-now", _ ("_Not Now"), AGREE, _ ("_Agree"), NULL);
  adw_message_dialog_set_default_response (dialog, "not-now");
  adw_message_dialog_set_close_response (dialog, "not-now");
  question = g_new0 (Question, 1);
  *question = (Question){ func, user_data, free_data };
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- For threads --- */

struct _LecConsentAsker
{
  GMainContext *home;
  GWeakRef parent;
};

/* What is waited for. */
typedef struct
{
  LecConsentAsker *asker;
  LecUploadDemand *demand;
  GMutex lock; /* of what follows */
  GCond over;
  gboolean is_over;
  gboolean agrees;
} Wait;

static void
asker_clear (gpointer data)
{
  LecConsentAsker *self = data;

  g_main_context_unref (self->home);
  g_weak_ref_clear (&self->parent);
}

LecConsentAsker *
lec_consent_asker_new (GtkWindow *parent)
{
  LecConsentAsker *self = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = g_atomic_rc_box_new0 (LecConsentAsker);
  self->home = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->parent, parent);
  return self;
}

LecConsentAsker *
lec_consent_asker_ref (LecConsentAsker *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
lec_consent_asker_unref (LecConsentAsker *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, asker_clear);
}

static void
wait_clear (gpointer data)
{
  Wait *wait = data;

  lec_consent_asker_unref (wait->asker);
  lec_upload_demand_free (wait->demand);
  g_mutex_clear (&wait->lock);
  g_cond_clear (&wait->over);
}

static void
end_wait (Wait *wait,
          gboolean agrees)
{
  g_mutex_lock (&wait->lock);
  wait->is_over = TRUE;
  wait->agrees = agrees;
  g_cond_signal (&wait->over);
  g_mutex_unlock (&wait->lock);
}

/* Whatever becomes of the question: nobody waits for ever. */
static void
wait_unref (gpointer data)
{
  Wait *wait = data;

  g_mutex_lock (&wait->lock);
  wait->is_over = TRUE;
  g_cond_signal (&wait->over);
  g_mutex_unlock (&wait->lock);
  g_atomic_rc_box_release_full (wait, wait_clear);
}

static void
answered_cb (GtkWindow *parent,
             gboolean agrees,
             gpointer user_data)
{
  end_wait (user_data, agrees);
}

static gboolean
ask_cb (gpointer user_data)
{
  Wait *wait = user_data;
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&wait->asker->parent);

  if (parent != NULL)
    lec_consent_question_ask (parent, wait->demand, answered_cb, g_atomic_rc_box_acquire (wait), wait_unref);
  else
    end_wait (wait, FALSE);
  return G_SOURCE_REMOVE;
}

static void
release_wait (gpointer data)
{
  g_atomic_rc_box_release_full (data, wait_clear);
}

gboolean
lec_consent_asker_ask (LecConsentAsker *self,
                       const LecUploadDemand *demand,
                       GCancellable *cancellable)
{
  Wait *wait = NULL;
  gboolean agrees = FALSE;

  g_return_val_if_fail (self != NULL && demand != NULL, FALSE);

  wait = g_atomic_rc_box_new0 (Wait);
  wait->asker = lec_consent_asker_ref (self);
  wait->demand = lec_upload_demand_copy (demand);
  g_mutex_init (&wait->lock);
  g_cond_init (&wait->over);
  lec_loop_post (self->home, ask_cb, g_atomic_rc_box_acquire (wait), release_wait);

  g_mutex_lock (&wait->lock);
  while (!wait->is_over && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&wait->over, &wait->lock, g_get_monotonic_time () + POLL_MS * 1000);
  agrees = wait->agrees && !g_cancellable_is_cancelled (cancellable);
  g_mutex_unlock (&wait->lock);
  release_wait (wait);
  return agrees;
}
