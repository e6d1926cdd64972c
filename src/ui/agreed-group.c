/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever shows it lists anew after each change: another program may have made
 * one, too.
 */
#include "ui/agreed-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/group-rows.h"
#include "ui/service-requests.h"

#define PLAIN "http://"

struct _LecAgreedGroup
{
  AdwPreferencesGroup parent_instance;

  LecGroupRows *rows;
};

enum
{
  TAKEN_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecAgreedGroup, lec_agreed_group, ADW_TYPE_PREFERENCES_GROUP)

static void
taken_back_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (LecAgreedGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  lec_service_requests_change_finish (result, &error);
  g_signal_emit (self, signals[TAKEN_BACK], 0, error != NULL ? error->message : NULL);
}

static void
clicked_cb (LecAgreedGroup *self,
            GtkWidget *button)
{
  gtk_widget_set_sensitive (button, FALSE);
  lec_service_requests_forget_host_async (g_object_get_data (G_OBJECT (button), "host"), taken_back_cb,
                                          g_object_ref (self));
}

static GtkWidget *
make_button (LecAgreedGroup *self,
             const char *host)
{
  /* Translators: %s is the name of a machine that something may be sent to */
  g_autofree char *label = g_strdup_printf (_ ("Send nothing to %s any more"), host);
  GtkWidget *button = lec_group_rows_make_button (label);

  gtk_widget_set_tooltip_text (button, _ ("Send nothing there any more"));
  g_object_set_data_full (G_OBJECT (button), "host", g_strdup (host), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

void
lec_agreed_group_show (LecAgreedGroup *self,
                       const GPtrArray *hosts)
{
  g_return_if_fail (LEC_IS_AGREED_GROUP (self) && hosts != NULL);

  lec_group_rows_begin (self->rows);
  for (guint i = 0; i < hosts->len; i++)
    {
      const char *host = g_ptr_array_index (hosts, i);
      gboolean is_plain = g_str_has_prefix (host, PLAIN);

      lec_group_rows_add (self->rows, is_plain ? host + strlen (PLAIN) : host,
                          is_plain ? _ ("Also without encryption: anybody on the way can read it") : "",
                          make_button (self, host));
    }
  lec_group_rows_end (self->rows, NULL);
}

static void
lec_agreed_group_finalize (GObject *object)
{
  lec_group_rows_free (LEC_AGREED_GROUP (object)->rows);

  G_OBJECT_CLASS (lec_agreed_group_parent_class)->finalize (object);
}

static void
lec_agreed_group_class_init (LecAgreedGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_agreed_group_finalize;
  signals[TAKEN_BACK] = g_signal_new ("taken-back", LEC_TYPE_AGREED_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lec_agreed_group_init (LecAgreedGroup *self)
{
  self->rows = lec_group_rows_new (ADW_PREFERENCES_GROUP (self));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Machines You Have Agreed To"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("What a service is asked may be sent there without asking you again"));
}
