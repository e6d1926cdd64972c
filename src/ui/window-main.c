/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK ends the program itself when there is no screen, and GSettings when its
 * schema is not installed: both are looked for first, and said as a person reads
 * it.
 */
#include "ui/window-main.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "ui/application.h"

#define MAX_TRIES        100
#define BETWEEN_TRIES_US (100 * 1000)

static int
fail (LecError code,
      const char *reason)
{
  g_printerr ("lectern: %s\n", reason);
  return lec_error_get_exit_code (code);
}

static int
fail_without_screen (int argc,
                     char *argv[])
{
  g_autofree char *file = argc > 1 ? g_filename_display_name (argv[1]) : NULL;
  g_autofree char *escaped = file != NULL ? g_strescape (file, NULL) : NULL;
  g_autofree char *reason = NULL;

  if (escaped == NULL)
    reason = g_strdup (_ ("there is no screen for a window; “lectern help” lists what works without one"));
  else
    reason = g_strdup_printf (_ ("there is no screen for a window; did you mean “lectern extract %s”?"), escaped);

  return fail (LEC_ERROR_USAGE, reason);
}

static gboolean
has_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, LEC_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL;
}

/* One that is about to end still has the name on the bus, and answers no more: then this one takes
 * its place as soon as it has gone. What else can be wrong is told by g_application_run(). A
 * service is what the bus starts, when nobody has the name; it is none before its arguments are
 * read. */
static void
register_after_the_last (GApplication *application,
                         int argc,
                         char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--gapplication-service"))
    return;

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autoptr (GError) error = NULL;

      if (g_application_register (application, NULL, &error) ||
          !(g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
            g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)))
        return;
      g_usleep (BETWEEN_TRIES_US);
    }
}

int
lec_window_main (int argc,
                 char *argv[])
{
  g_autoptr (LecApplication) application = NULL;

  if (!gtk_init_check ())
    return fail_without_screen (argc, argv);
  if (!has_schema ())
    return fail (LEC_ERROR_INTERNAL, _ ("the window is not installed completely: its settings are missing"));

  g_set_application_name ("Lectern");
  application = lec_application_new (G_APPLICATION_DEFAULT_FLAGS);
  register_after_the_last (G_APPLICATION (application), argc, argv);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
