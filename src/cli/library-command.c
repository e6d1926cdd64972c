/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern library: where it is and what it takes, moving it, copying it,
 * choosing another one.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "base/time-format.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/fact-list.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/library.h"

#define NAME_COLUMNS 13

static void
add_size (LecFactList *facts,
          const char *name,
          guint64 size_bytes)
{
  g_autofree char *size = lec_size_format (size_bytes);

  lec_fact_list_add (facts, name, "%s", size);
}

static void
print_facts (const LecLibraryFacts *facts)
{
  g_autoptr (LecFactList) list = lec_fact_list_new (0, NAME_COLUMNS);
  g_autofree char *text = NULL;

  lec_fact_list_add (list, _ ("library"), "%s", facts->folder);
  lec_fact_list_add (list, _ ("lectures"), "%u", facts->n_lectures);
  /* Translators: how much of the disk the library takes; “takes: 3.5 GB” */
  add_size (list, _ ("takes"), (guint64) facts->total_bytes);
  add_size (list, _ ("database"), (guint64) facts->database_bytes);
  /* Translators: room on the disk; “free: 80 GB” */
  add_size (list, C_ ("room", "free"), facts->free_bytes);
  text = lec_fact_list_format (list);
  lec_report_text (text);
}

static void
print_json (const LecLibraryFacts *facts)
{
  JsonObject *object = json_object_new ();

  lec_json_set_path (object, "folder", facts->folder);
  lec_json_set_path (object, "home", facts->home);
  json_object_set_int_member (object, "lectures", facts->n_lectures);
  json_object_set_int_member (object, "total_bytes", facts->total_bytes);
  json_object_set_int_member (object, "database_bytes", facts->database_bytes);
  json_object_set_int_member (object, "free_bytes", (gint64) facts->free_bytes);
  if (facts->left_over != NULL)
    lec_json_set_path (object, "left_over", facts->left_over);
  lec_report_json (lec_json_wrap (object));
}

static gboolean
show (gboolean json,
      GError **error)
{
  g_auto (LecLibraryFacts) facts = { NULL };

  if (!lec_library_look (&facts, error))
    return FALSE;

  if (json)
    print_json (&facts);
  else
    print_facts (&facts);
  if (facts.left_over != NULL)
    lec_report_warning (_ ("not all has been removed yet from %s; “lectern library move” with the library's folder "
                           "goes on"),
                        facts.left_over);
  return TRUE;
}

static gboolean
move (const char *folder,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);

  if (!lec_library_move (folder, cancellable, error))
    return FALSE;

  lec_report_path (path);
  return TRUE;
}

static gboolean
back_up (const char *folder,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  LecBackUp done = { 0 };
  g_autofree char *size = NULL;

  if (!lec_library_back_up (folder, &done, cancellable, error))
    return FALSE;

  size = lec_size_format ((guint64) done.copied_bytes);
  lec_report_path (path);
  lec_report_warning (g_dngettext (GETTEXT_PACKAGE, "%u lecture in the back-up, %u new or changed (%s)",
                                   "%u lectures in the back-up, %u new or changed (%s)", done.n_lectures),
                      done.n_lectures, done.n_copied, size);
  if (done.n_in_use > 0)
    lec_report_warning (g_dngettext (GETTEXT_PACKAGE,
                                     "%u lecture is being worked on and was left out; back up again later",
                                     "%u lectures are being worked on and were left out; back up again later",
                                     done.n_in_use),
                        done.n_in_use);
  return TRUE;
}

static gboolean
use (const char *folder,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);

  if (!lec_library_use (folder, cancellable, error))
    return FALSE;

  lec_report_path (path);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*run) (const char *folder, GCancellable *cancellable, GError **error);
} verbs[] = {
  { "move", move },
  { "back-up", back_up },
  { "use", use },
};

static gboolean
run_verb (const char *const *inputs,
          gsize n_inputs,
          GCancellable *cancellable,
          GError **error)
{
  for (guint i = 0; n_inputs == 2 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, inputs[0]))
      return verbs[i].run (inputs[1], cancellable, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("that is move, back-up or use, and one folder; see “lectern library --help”"));
  return FALSE;
}

int
lec_command_run_library (const LecArguments *arguments)
{
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (n_inputs == 0)
    done = show (lec_arguments_has (arguments, "json"), &error);
  else
    done = run_verb (inputs, n_inputs, lec_interrupt_get_cancellable (interrupt), &error);

  return done ? 0 : lec_report_failure (NULL, error);
}
