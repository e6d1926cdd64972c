/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is asked of the disk here: what is in the way is found out on the
 * desk's thread, and replaced only after a person has said so.
 */
#include "ui/export-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "ui/ask-files.h"
#include "ui/export-formats.h"
#include "ui/export-preview.h"
#include "ui/export-requests.h"
#include "ui/replace-question.h"
#include "ui/weak-box.h"

#define LOOK_MS 100 /* at how far it is */

struct _LecExportDialog
{
  AdwWindow parent_instance;

  LecReviewDesk *desk;
  GCancellable *cancellable; /* ends with the window */
  GCancellable *exporting;   /* (nullable): while it exports */
  LecExportProgress *progress;
  guint progress_source;
  guint fold_source;
  LecJobOptions *options; /* (nullable): the lecture's, until they are known */
  char *folder;           /* that is proposed */
  char *name;             /* of the lecture, as it is shown */
  char *output;           /* what is proposed, or was chosen */
  char *study_folder;     /* likewise, for what one studies from */
  char *deck;             /* (nullable): path of the PDF of the slides */
  guint is_chosen : 1;
  guint is_looking : 1;       /* for what is in the way */
  guint has_looked_again : 1; /* since it was asked to export */
  guint asks_model : 1;

  AdwToastOverlay *toasts;
  AdwLeaflet *panes;
  GtkWidget *preview_button;
  GtkWidget *options_page;
  LecExportPreview *preview;
  AdwComboRow *kind_row;
  GtkWidget *document_group;
  GtkWidget *beside_group;
  LecExportFormats *formats;
  AdwComboRow *layout_row;
  AdwComboRow *per_page_row;
  AdwComboRow *paper_row;
  AdwComboRow *quality_row;
  AdwActionRow *lossless_row;
  GtkSwitch *lossless_switch;
  GtkSwitch *images_switch;
  GtkSwitch *json_switch;
  GtkWidget *deck_group;
  AdwActionRow *deck_row;
  AdwActionRow *output_row;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress_bar;
};

enum
{
  EXPORTED,
  NOTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecExportDialog, lec_export_dialog, ADW_TYPE_WINDOW)

/* As in the list of kinds. */
enum
{
  KIND_SLIDES,
  KIND_STUDY,
};

static const int per_page[] = { 2, 3, 4, 6 };

static void
show_toast (LecExportDialog *self,
            const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* --- What is chosen --- */

static LecLayout
get_layout (LecExportDialog *self)
{
  return (LecLayout) adw_combo_row_get_selected (self->layout_row);
}

/* The best one first, as people read. */
static LecPictureQuality
get_quality (LecExportDialog *self)
{
  return LEC_PICTURE_QUALITY_HIGH - (LecPictureQuality) adw_combo_row_get_selected (self->quality_row);
}

/* Returns: (transfer full) */
static LecJobOptions *
dup_options (LecExportDialog *self)
{
  LecJobOptions *options = lec_job_options_copy (self->options);
  guint selected = adw_combo_row_get_selected (self->per_page_row);

  options->layout = get_layout (self);
  options->per_page = per_page[MIN (selected, G_N_ELEMENTS (per_page) - 1)];
  options->paper = (LecPaperSize) adw_combo_row_get_selected (self->paper_row);
  options->picture_quality = get_quality (self);
  options->lossless = gtk_switch_get_active (self->lossless_switch);
  options->images = gtk_switch_get_active (self->images_switch);
  options->json = gtk_switch_get_active (self->json_switch);
  return options;
}

/* Another one than that of the job's own PDF. Returns: (transfer full) */
static char *
dup_proposed_name (LecExportDialog *self)
{
  switch (get_layout (self))
    {
    case LEC_LAYOUT_NOTES:
      /* Translators: name of a PDF; %s is the name of a lecture */
      return g_strdup_printf (_ ("%s with text.pdf"), self->name);
    case LEC_LAYOUT_HANDOUT:
      /* Translators: name of a PDF; %s is the name of a lecture */
      return g_strdup_printf (_ ("%s handout.pdf"), self->name);
    case LEC_LAYOUT_SLIDES:
    default:
      /* Translators: name of a PDF; %s is the name of a lecture */
      return g_strdup_printf (_ ("%s slides.pdf"), self->name);
    }
}

/* Something to study from, and not the slides as a PDF. */
static gboolean
is_to_study (LecExportDialog *self)
{
  return adw_combo_row_get_selected (self->kind_row) == KIND_STUDY;
}

static char *
count_files (LecExportDialog *self)
{
  g_auto (GStrv) formats = lec_export_formats_dup_chosen (self->formats);
  guint n_formats = g_strv_length (formats);

  if (n_formats == 0)
    return g_strdup (_ ("No format is chosen"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file", "%u files", n_formats), n_formats);
}

static void
show_output (LecExportDialog *self)
{
  g_autofree char *name = g_path_get_basename (self->output);
  g_autofree char *folder = g_path_get_dirname (self->output);
  g_autofree char *shown_name = is_to_study (self) ? count_files (self) : g_filename_display_name (name);
  g_autofree char *shown_folder = g_filename_display_name (is_to_study (self) ? self->study_folder : folder);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->output_row), shown_name);
  adw_action_row_set_subtitle (self->output_row, shown_folder);
}

static void
propose_output (LecExportDialog *self)
{
  g_autofree char *name = dup_proposed_name (self);
  g_autofree char *encoded = g_filename_from_utf8 (name, -1, NULL, NULL, NULL);

  if (self->is_chosen)
    return;

  g_free (self->output);
  self->output = g_build_filename (self->folder, encoded != NULL ? encoded : "lecture.pdf", NULL);
  show_output (self);
}

static void
show_cost (LecExportDialog *self,
           gboolean lossless)
{
  const char *text = _ ("Larger files (PNG)");

  if (lossless != self->options->lossless)
    text = _ ("The video is read again for it: this takes a while");
  adw_action_row_set_subtitle (self->lossless_row, text);
}

/* A slide's own page has the shape of the slide. */
static void
show_paper (LecExportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->paper_row), is_to_study (self) || get_layout (self) != LEC_LAYOUT_SLIDES);
}

static void
options_changed_cb (LecExportDialog *self)
{
  g_autoptr (LecJobOptions) options = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->per_page_row), get_layout (self) == LEC_LAYOUT_HANDOUT);
  show_paper (self);
  if (self->options == NULL)
    return;

  options = dup_options (self);
  show_cost (self, options->lossless);
  propose_output (self);
  /* A page looks the same with pictures of the other kind. */
  options->lossless = self->options->lossless;
  lec_export_preview_set_options (self->preview, options);
}

/* Nothing can be exported before the lecture is known, or while it is. */
static void
enable_start (LecExportDialog *self)
{
  g_auto (GStrv) formats = lec_export_formats_dup_chosen (self->formats);
  gboolean has_choice = !is_to_study (self) || formats[0] != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.start",
                                 self->options != NULL && self->exporting == NULL && has_choice);
}

static void
formats_changed_cb (LecExportDialog *self)
{
  show_output (self);
  enable_start (self);
}

/* What one studies from is many pages of many kinds: there is no preview of it. */
static void
kind_changed_cb (LecExportDialog *self)
{
  gboolean is_study = is_to_study (self);

  gtk_widget_set_visible (self->document_group, !is_study);
  gtk_widget_set_visible (self->beside_group, !is_study);
  show_paper (self);
  gtk_widget_set_visible (GTK_WIDGET (self->formats), is_study);
  gtk_widget_set_visible (self->deck_group, is_study);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), !is_study);
  /* In the middle where it is alone. */
  gtk_widget_set_hexpand (self->options_page, is_study);
  if (is_study)
    adw_leaflet_set_visible_child (self->panes, self->options_page);
  gtk_widget_set_visible (self->preview_button, !is_study && adw_leaflet_get_folded (self->panes));
  if (self->output != NULL)
    formats_changed_cb (self);
}

static gboolean
show_fold_cb (gpointer user_data)
{
  LecExportDialog *self = user_data;

  self->fold_source = 0;
  gtk_widget_set_visible (self->preview_button, !is_to_study (self) && adw_leaflet_get_folded (self->panes));
  return G_SOURCE_REMOVE;
}

/* Comes while the window is laid out: its header has been by then. */
static void
folded_cb (LecExportDialog *self)
{
  if (self->fold_source == 0)
    self->fold_source = g_idle_add (show_fold_cb, self);
}

static void
preview_toggled_cb (LecExportDialog *self,
                    GtkToggleButton *button)
{
  adw_leaflet_set_visible_child (self->panes, gtk_toggle_button_get_active (button) ? GTK_WIDGET (self->preview)
                                                                                    : self->options_page);
}

void
lec_export_dialog_set_output (LecExportDialog *self,
                              const char *path)
{
  g_return_if_fail (LEC_IS_EXPORT_DIALOG (self) && path != NULL);

  if (is_to_study (self))
    {
      g_free (self->study_folder);
      self->study_folder = g_strdup (path);
      show_output (self);
      return;
    }

  g_free (self->output);
  self->output = g_str_has_suffix (path, ".pdf") ? g_strdup (path) : g_strconcat (path, ".pdf", NULL);
  self->is_chosen = TRUE;
  show_output (self);
}

const char *
lec_export_dialog_get_output (LecExportDialog *self)
{
  g_return_val_if_fail (LEC_IS_EXPORT_DIALOG (self), NULL);

  return is_to_study (self) ? self->study_folder : self->output;
}

static void
chosen_cb (LecExportDialog *self,
           int response,
           GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  const char *path = response == GTK_RESPONSE_ACCEPT && file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    lec_export_dialog_set_output (self, path);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
}

static GtkFileChooser *
make_chooser (LecExportDialog *self)
{
  gboolean is_study = is_to_study (self);
  GtkFileChooserAction action = is_study ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_ ("Export To"), GTK_WINDOW (self), action, _ ("_Choose"), NULL);
  g_autofree char *folder = g_path_get_dirname (self->output);
  g_autofree char *name = g_path_get_basename (self->output);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GFile) file = g_file_new_for_path (is_study ? self->study_folder : folder);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), file, NULL);
  if (!is_study)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), shown);
  return GTK_FILE_CHOOSER (chooser);
}

static void
choose_output_cb (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  LecExportDialog *self = LEC_EXPORT_DIALOG (widget);
  GtkFileChooser *chooser = make_chooser (self);

  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- The original slides --- */

void
lec_export_dialog_set_deck (LecExportDialog *self,
                            const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;

  g_return_if_fail (LEC_IS_EXPORT_DIALOG (self));

  g_free (self->deck);
  self->deck = g_strdup (path);
  adw_action_row_set_subtitle (self->deck_row, name != NULL ? name : _ ("None: their pages are not named"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.forget-deck", path != NULL);
  lec_export_formats_set_has_deck (self->formats, path != NULL);
}

static void
deck_chosen_cb (GtkWidget *asker,
                GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    lec_export_dialog_set_deck (LEC_EXPORT_DIALOG (asker), path);
}

static void
choose_deck_cb (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  lec_ask_files (widget, LEC_ASK_DECK, deck_chosen_cb);
}

static void
forget_deck_cb (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  lec_export_dialog_set_deck (LEC_EXPORT_DIALOG (widget), NULL);
}

/* --- Exporting --- */

static gboolean
look_cb (gpointer user_data)
{
  LecExportDialog *self = user_data;

  gtk_progress_bar_set_fraction (self->progress_bar, lec_export_progress_get_fraction (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
set_busy (LecExportDialog *self,
          gboolean is_busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->panes), !is_busy);
  gtk_revealer_set_reveal_child (self->progress_revealer, is_busy);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->progress, lec_export_progress_unref);
  if (is_busy)
    {
      self->progress = lec_export_progress_new ();
      self->progress_source = g_timeout_add (LOOK_MS, look_cb, self);
      gtk_progress_bar_set_fraction (self->progress_bar, 0);
    }
  else
    g_clear_object (&self->exporting);
  enable_start (self);
}

static void look_for_what_is_in_the_way (LecExportDialog *self);

/* @path: (nullable): of the first file that was written; takes @error (nullable) */
static void
end_export (LecExportDialog *self,
            const char *path,
            guint n_files,
            GError *error)
{
  g_autoptr (GError) reason = error;

  set_busy (self, FALSE);
  if (path != NULL)
    {
      g_signal_emit (self, signals[EXPORTED], 0, path, n_files);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_EXISTS) && !self->has_looked_again)
    {
      /* Something has come since; but who is asked of nothing is not asked for ever. */
      self->has_looked_again = TRUE;
      look_for_what_is_in_the_way (self);
    }
  else if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_toast (self, reason->message);
}

static void
exported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecExportDialog) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = lec_export_requests_export_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self != NULL && !g_cancellable_is_cancelled (self->cancellable))
    end_export (self, pdf, 1, g_steal_pointer (&error));
}

static void
studied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (LecExportDialog) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) written = lec_export_requests_study_finish (LEC_REVIEW_DESK (source), result, &note, &error);

  if (self == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (note != NULL)
    g_signal_emit (self, signals[NOTED], 0, note);

  end_export (self, written != NULL ? g_ptr_array_index (written, 0) : NULL, written != NULL ? written->len : 0,
              g_steal_pointer (&error));
}

static void export(LecExportDialog *self,
                   gboolean force)
{
  g_autoptr (LecJobOptions) options = dup_options (self);
  g_auto (GStrv) formats = lec_export_formats_dup_chosen (self->formats);
  g_autoptr (LecConsentAsker) asker = lec_consent_asker_new (GTK_WINDOW (self));
  LecExportStudy what = {
    (const char *const *) formats, options, self->deck, self->study_folder, force, self->asks_model, asker
  };

  g_set_object (&self->exporting, NULL);
  self->exporting = g_cancellable_new ();
  set_busy (self, TRUE);
  if (is_to_study (self))
    lec_export_requests_study_async (self->desk, &what, self->progress, self->exporting, studied_cb,
                                     lec_weak_box_new (self));
  else
    lec_export_requests_export_async (self->desk, options, self->output, force, self->progress, self->exporting,
                                      exported_cb, lec_weak_box_new (self));
}

static void
answered_cb (LecExportDialog *self,
             const char *response)
{
  if (g_str_equal (response, "replace"))
    export(self, TRUE);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecExportDialog) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths =
    lec_export_requests_list_in_the_way_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self != NULL)
    self->is_looking = FALSE;
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (paths == NULL)
    show_toast (self, error->message);
  else if (paths->len > 0)
    lec_replace_question_ask (GTK_WINDOW (self), paths, G_CALLBACK (answered_cb), self);
  else
    export(self, FALSE);
}

static void
look_for_what_is_in_the_way (LecExportDialog *self)
{
  g_autoptr (LecJobOptions) options = dup_options (self);
  g_auto (GStrv) formats = lec_export_formats_dup_chosen (self->formats);
  LecExportStudy what = { (const char *const *) formats, options, self->deck, self->study_folder, FALSE, FALSE, NULL };

  self->is_looking = TRUE;
  if (is_to_study (self))
    lec_export_requests_list_study_in_the_way_async (self->desk, &what, self->cancellable, listed_cb,
                                                     lec_weak_box_new (self));
  else
    lec_export_requests_list_in_the_way_async (self->desk, options, self->output, self->cancellable, listed_cb,
                                               lec_weak_box_new (self));
}

static void
start_cb (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  LecExportDialog *self = LEC_EXPORT_DIALOG (widget);

  if (self->is_looking)
    return;

  self->has_looked_again = FALSE;
  look_for_what_is_in_the_way (self);
}

/* What is being exported, else the dialog. */
static void
cancel_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  LecExportDialog *self = LEC_EXPORT_DIALOG (widget);

  if (self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* --- The lecture --- */

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecExportDialog) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecExportFacts) facts = lec_export_requests_look_finish (LEC_REVIEW_DESK (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facts == NULL)
    {
      show_toast (self, error->message);
      return;
    }

  lec_export_preview_set_lecture (self->preview, self->desk, facts->n_slides);
  adw_combo_row_set_selected (self->layout_row, facts->options->layout);
  for (guint i = 0; i < G_N_ELEMENTS (per_page); i++)
    if (per_page[i] == facts->options->per_page)
      adw_combo_row_set_selected (self->per_page_row, i);
  adw_combo_row_set_selected (self->paper_row, facts->options->paper);
  adw_combo_row_set_selected (self->quality_row, LEC_PICTURE_QUALITY_HIGH - facts->options->picture_quality);
  gtk_switch_set_active (self->lossless_switch, facts->options->lossless);
  gtk_switch_set_active (self->images_switch, facts->options->images);
  gtk_switch_set_active (self->json_switch, facts->options->json);
  self->options = g_steal_pointer (&facts->options);
  lec_export_formats_set_has_speech (self->formats, facts->has_speech);
  enable_start (self);
  options_changed_cb (self);
}

static void
lec_export_dialog_dispose (GObject *object)
{
  LecExportDialog *self = LEC_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  g_clear_pointer (&self->progress, lec_export_progress_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (lec_export_dialog_parent_class)->dispose (object);
}

static void
lec_export_dialog_finalize (GObject *object)
{
  LecExportDialog *self = LEC_EXPORT_DIALOG (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_free (self->folder);
  g_free (self->name);
  g_free (self->output);
  g_free (self->study_folder);
  g_free (self->deck);

  G_OBJECT_CLASS (lec_export_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, panes);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, preview_button);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, options_page);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, document_group);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, beside_group);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, formats);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, layout_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, per_page_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, quality_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, lossless_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, lossless_switch);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, images_switch);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, json_switch);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, deck_group);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, deck_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, output_row);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, LecExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, formats_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_toggled_cb);
}

/* Keys that turn the preview's page wherever the focus is. */
static gboolean
turn_cb (GtkWidget *widget,
         GVariant *back,
         gpointer user_data)
{
  lec_export_preview_turn (LEC_EXPORT_DIALOG (widget)->preview, g_variant_get_boolean (back));
  return TRUE;
}

static void
lec_export_dialog_class_init (LecExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lec_export_dialog_dispose;
  object_class->finalize = lec_export_dialog_finalize;
  signals[EXPORTED] = g_signal_new ("exported", LEC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[NOTED] = g_signal_new ("noted", LEC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);

  g_type_ensure (LEC_TYPE_EXPORT_FORMATS);
  g_type_ensure (LEC_TYPE_EXPORT_PREVIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "export.start", NULL, start_cb);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "export.choose-output", NULL, choose_output_cb);
  gtk_widget_class_install_action (widget_class, "export.choose-deck", NULL, choose_deck_cb);
  gtk_widget_class_install_action (widget_class, "export.forget-deck", NULL, forget_deck_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "export.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "export.start", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, turn_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, turn_cb, "b", FALSE);
}

static void
lec_export_dialog_init (LecExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->output_row), FALSE);
  lec_export_dialog_set_deck (self, NULL);
  enable_start (self);
}

static char *
dup_name (LecJobItem *item)
{
  char *name = g_strdup (lec_job_item_get_name (item));
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name)
    *dot = '\0';
  return name;
}

LecExportDialog *
lec_export_dialog_new (GtkWindow *parent,
                       LecJobItem *item)
{
  LecExportDialog *self = NULL;
  const LecJob *job = NULL;

  g_return_val_if_fail (LEC_IS_JOB_ITEM (item), NULL);

  job = lec_job_item_get_job (item);
  self = g_object_new (LEC_TYPE_EXPORT_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->desk = lec_review_desk_new (item);
  self->folder = g_path_get_dirname (job->pdf != NULL ? job->pdf : job->source);
  self->study_folder = g_strdup (self->folder);
  self->name = dup_name (item);
  propose_output (self);
  options_changed_cb (self);
  lec_export_requests_look_async (self->desk, self->cancellable, looked_cb, lec_weak_box_new (self));
  return self;
}

void
lec_export_dialog_set_asks_model (LecExportDialog *self,
                                  gboolean asks_model)
{
  g_return_if_fail (LEC_IS_EXPORT_DIALOG (self));

  self->asks_model = asks_model != FALSE;
}
