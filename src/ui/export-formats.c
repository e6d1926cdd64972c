/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row for each format of the engine, in its order; chosen is what the command line
 * takes when nothing is said.
 */
#include "ui/export-formats.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/review-study.h"

/* Of a row, what is said of its format. */
#define DESCRIPTION "lectern-description"

typedef struct
{
  const char *name;
  const char *title;
  gboolean needs_speech;
  gboolean needs_deck;
} FormatWords;

typedef struct
{
  const char *name; /* unowned: of the engine's table */
  gboolean needs_speech;
  gboolean needs_deck;
  GtkWidget *row;
  GtkCheckButton *check;
} Format;

struct _LecExportFormats
{
  AdwPreferencesGroup parent_instance;

  GArray *formats; /* (element-type Format) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecExportFormats, lec_export_formats, ADW_TYPE_PREFERENCES_GROUP)

/* What a person calls them. One that is not here is called as on the command line. */
static const FormatWords words[] = {
  { "study-pdf", N_ ("Study guide (PDF)"), FALSE, FALSE },
  { "transcript-pdf", N_ ("Slides with speech (PDF)"), FALSE, FALSE },
  { "deck-pdf", N_ ("Original slides with speech (PDF)"), FALSE, TRUE },
  { "html", N_ ("Web page (HTML)"), FALSE, FALSE },
  { "markdown", N_ ("Notes (Markdown)"), FALSE, FALSE },
  { "json", N_ ("Data (JSON)"), FALSE, FALSE },
  { "anki", N_ ("Deck for Anki"), FALSE, FALSE },
  { "csv", N_ ("Table of cards (CSV)"), FALSE, FALSE },
  { "pptx", N_ ("Presentation (PowerPoint)"), FALSE, FALSE },
  { "chapters", N_ ("Chapters (WebVTT)"), FALSE, FALSE },
  { "ffmetadata", N_ ("Chapters for ffmpeg"), FALSE, FALSE },
  { "vtt", N_ ("Subtitles (WebVTT)"), TRUE, FALSE },
  { "srt", N_ ("Subtitles (SubRip)"), TRUE, FALSE },
  { "txt", N_ ("Transcript (text)"), TRUE, FALSE },
  { "chaptered-video", N_ ("Video with chapters (Matroska)"), FALSE, FALSE },
};

static FormatWords
find_words (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      return words[i];

  return (FormatWords){ name, name, FALSE, FALSE };
}

/* On the command line it follows a name. Returns: (transfer full) */
static char *
begin_sentence (const char *text)
{
  char first[8] = { 0 };

  if (*text == '\0')
    return g_strdup (text);

  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

static void
toggled_cb (LecExportFormats *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_format (LecExportFormats *self,
            const LecStudyFormat *format,
            gboolean is_chosen)
{
  FormatWords called = find_words (format->name);
  g_autofree char *description = begin_sentence (_ (format->description));
  Format item = { format->name, called.needs_speech, called.needs_deck, adw_action_row_new (), NULL };
  GtkWidget *check = gtk_check_button_new ();

  item.check = GTK_CHECK_BUTTON (check);
  gtk_check_button_set_active (item.check, is_chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (called.title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (item.row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (item.row), _ (called.title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (item.row), description);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (item.row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (item.row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (item.row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), item.row);
  g_object_set_data_full (G_OBJECT (item.row), DESCRIPTION, g_steal_pointer (&description), g_free);
  g_array_append_val (self->formats, item);
}

void
lec_export_formats_set_has_deck (LecExportFormats *self,
                                 gboolean has_deck)
{
  g_return_if_fail (LEC_IS_EXPORT_FORMATS (self));

  for (guint i = 0; i < self->formats->len; i++)
    {
      const Format *format = &g_array_index (self->formats, Format, i);
      const char *description = g_object_get_data (G_OBJECT (format->row), DESCRIPTION);

      if (!format->needs_deck)
        continue;
      gtk_widget_set_sensitive (format->row, has_deck);
      gtk_check_button_set_active (format->check, has_deck);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (format->row),
                                   has_deck ? description : _ ("Choose the slides below"));
    }
}

void
lec_export_formats_set_has_speech (LecExportFormats *self,
                                   gboolean has_speech)
{
  g_return_if_fail (LEC_IS_EXPORT_FORMATS (self));

  for (guint i = 0; i < self->formats->len; i++)
    {
      const Format *format = &g_array_index (self->formats, Format, i);

      if (!format->needs_speech)
        continue;
      gtk_widget_set_sensitive (format->row, has_speech);
      if (has_speech)
        continue;
      gtk_check_button_set_active (format->check, FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (format->row), _ ("Nothing is known of what was said"));
    }
}

char **
lec_export_formats_dup_chosen (LecExportFormats *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (LEC_IS_EXPORT_FORMATS (self), NULL);

  for (guint i = 0; i < self->formats->len; i++)
    {
      const Format *format = &g_array_index (self->formats, Format, i);

      if (gtk_check_button_get_active (format->check))
        g_strv_builder_add (builder, format->name);
    }

  return g_strv_builder_end (builder);
}

void
lec_export_formats_choose (LecExportFormats *self,
                           const char *name,
                           gboolean is_chosen)
{
  g_return_if_fail (LEC_IS_EXPORT_FORMATS (self) && name != NULL);

  for (guint i = 0; i < self->formats->len; i++)
    {
      const Format *format = &g_array_index (self->formats, Format, i);

      if (g_str_equal (format->name, name))
        gtk_check_button_set_active (format->check, is_chosen);
    }
}

static void
lec_export_formats_finalize (GObject *object)
{
  g_array_unref (LEC_EXPORT_FORMATS (object)->formats);

  G_OBJECT_CLASS (lec_export_formats_parent_class)->finalize (object);
}

static void
lec_export_formats_class_init (LecExportFormatsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_export_formats_finalize;
  signals[CHANGED] = g_signal_new ("changed", LEC_TYPE_EXPORT_FORMATS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lec_export_formats_init (LecExportFormats *self)
{
  g_autoptr (GArray) formats = lec_study_format_list ();
  const char *const *usual = lec_study_format_list_usual (FALSE);

  self->formats = g_array_new (FALSE, FALSE, sizeof (Format));
  for (guint i = 0; i < formats->len; i++)
    {
      const LecStudyFormat *format = &g_array_index (formats, LecStudyFormat, i);

      add_format (self, format, g_strv_contains (usual, format->name));
    }
  lec_export_formats_set_has_deck (self, FALSE);
}
