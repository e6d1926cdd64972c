/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks a person whether something of a lecture may be sent to a machine: on the
 * main thread, or for a thread that waits for the answer. What was agreed to is
 * kept by whoever has asked.
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/upload-consent.h"

G_BEGIN_DECLS

/* On the main thread. Not called when the window has gone: that is no answer */
typedef void (*LecConsentFunc) (GtkWindow *parent, gboolean agrees, gpointer user_data);

/* @user_data: (transfer full): for @func, freed with @free_data (nullable) */
void lec_consent_question_ask (GtkWindow *parent,
                               const LecUploadDemand *demand,
                               LecConsentFunc func,
                               gpointer user_data,
                               GDestroyNotify free_data);

/* Whom a thread asks; counted, for any thread. */
typedef struct _LecConsentAsker LecConsentAsker;

/* On the main thread, which is where it asks then. @parent: when it has gone nobody agrees */
LecConsentAsker *lec_consent_asker_new (GtkWindow *parent);
LecConsentAsker *lec_consent_asker_ref (LecConsentAsker *self);
void lec_consent_asker_unref (LecConsentAsker *self);
/* From another thread; blocks until there is an answer. Returns: whether they agree; %FALSE when it
 * is cancelled, too */
gboolean lec_consent_asker_ask (LecConsentAsker *self, const LecUploadDemand *demand, GCancellable *cancellable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecConsentAsker, lec_consent_asker_unref)

G_END_DECLS
