/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See the header.
 */
#include "services-pictures.h"

#include <glib/gi18n-lib.h>

#include "engine/service-settings.h"
#include "engine/upload-consent.h"
#include "ui/consent-question.h"
#include "ui/preferences.h"
#include "widget-walk.h"

#define AGREED "ears.example"

/* One is set, one is not; two machines are agreed to. */
static void
choose_services (void)
{
  g_assert_true (lec_service_settings_choose ("speech.service", "https://" AGREED "/v1", NULL));
  g_assert_true (lec_service_settings_choose ("speech.service-model", "whisper-large-v3", NULL));
  g_assert_true (lec_upload_consent_add (AGREED, NULL));
  g_assert_true (lec_upload_consent_add ("http://mind.example:11434", NULL));
}

static gboolean
is_row (GtkWidget *widget,
        gconstpointer title)
{
  return ADW_IS_ACTION_ROW (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

/* Settings are read on another thread. */
static GtkWidget *
open_page (LecWindow *window,
           const LecWindowDesk *desk,
           int width)
{
  LecPreferences *preferences = lec_preferences_new (GTK_WINDOW (window), desk->settings, desk->cluster);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "services");
  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (640, width), 1100);
  gtk_window_present (GTK_WINDOW (preferences));
  while (walk_to (GTK_WIDGET (preferences), is_row, AGREED) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return GTK_WIDGET (preferences);
}

static void
answered_cb (GtkWindow *parent,
             gboolean agrees,
             gpointer user_data)
{
}

/* Returns: the question that is asked above the window */
static GtkWidget *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window; /* the list holds it */
    }

  g_assert_not_reached ();
}

void
services_pictures_take (LecWindow *window,
                        const LecWindowDesk *desk,
                        int width,
                        TakeFunc take,
                        gpointer studio)
{
  const LecUploadDemand demand = { _ ("the sound of the lecture"), AGREED, TRUE, FALSE, 43200000 };
  GtkWidget *shown = NULL;

  choose_services ();
  shown = open_page (window, desk, width);
  take (studio, shown, "preferences-services");
  gtk_window_destroy (GTK_WINDOW (shown));
  lec_consent_question_ask (GTK_WINDOW (window), &demand, answered_cb, NULL, NULL);
  shown = find_question ();
  take (studio, shown, "consent");
  gtk_window_destroy (GTK_WINDOW (shown));
}
