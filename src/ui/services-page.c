/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is typed goes into the user's lectern.conf, where all programs look; what
 * the environment or a file of the system's sets is shown with where it stands,
 * and cannot be typed. A key goes to the keyring and is never shown again. What is
 * there is read when the page is shown and after each change; what a person is
 * typing meanwhile stays.
 */
#include "ui/services-page.h"

#include <glib/gi18n-lib.h>

#include "ui/agreed-group.h"
#include "ui/inner-buttons.h"
#include "ui/service-requests.h"
#include "ui/toasts.h"
#include "ui/weak-box.h"

#define USE_KEY "use-language-model"

typedef enum
{
  FIELD_FILE,
  FIELD_ADDRESS,
  FIELD_TEXT,
  FIELD_KEY,
} FieldKind;

enum
{
  WHISPER_MODEL,
  SPEECH_ADDRESS,
  SPEECH_MODEL,
  SPEECH_KEY,
  MODEL_ADDRESS,
  MODEL,
  MODEL_KEY,
  N_FIELDS,
};

/* Those of a service come after its address. */
static const struct
{
  const char *name; /* of the setting */
  const char *service;
  FieldKind kind;
  const char *title;
} fields[N_FIELDS] = {
  [WHISPER_MODEL] = { "speech.whisper-model", "speech", FIELD_FILE, N_ ("Speech Model on This Machine") },
  [SPEECH_ADDRESS] = { "speech.service", "speech", FIELD_ADDRESS, N_ ("Speech Service (https://host/v1)") },
  [SPEECH_MODEL] = { "speech.service-model", "speech", FIELD_TEXT, N_ ("Model of the Service (whisper-1)") },
  [SPEECH_KEY] = { "speech.key", "speech", FIELD_KEY, N_ ("Key of the Service") },
  [MODEL_ADDRESS] = { "language-model.service", "language-model", FIELD_ADDRESS,
                      N_ ("Language Model (http://host:11434/v1)") },
  [MODEL] = { "language-model.model", "language-model", FIELD_TEXT, N_ ("Name of the Model") },
  [MODEL_KEY] = { "language-model.key", "language-model", FIELD_KEY, N_ ("Key of the Language Model") },
};

typedef struct
{
  GtkWidget *row;    /* where it can be changed */
  GtkWidget *fixed;  /* where it cannot */
  GtkWidget *remove; /* (nullable): takes away what is set */
  char *shown;       /* (nullable): what was in the row last that nobody has typed */
} Field;

struct _LecServicesPage
{
  AdwPreferencesPage parent_instance;

  GCancellable *cancellable; /* ends with the page */
  Field fields[N_FIELDS];
  AdwPreferencesGroup *fault_group;
  AdwPreferencesGroup *speech_group;
  AdwPreferencesGroup *model_group;
  GtkWidget *use_row;
  GtkWidget *use_switch;
  LecAgreedGroup *agreed_group;
};

G_DEFINE_FINAL_TYPE (LecServicesPage, lec_services_page, ADW_TYPE_PREFERENCES_PAGE)

static void look (LecServicesPage *self);

static guint
find_field (LecServicesPage *self,
            GtkWidget *row)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->fields[i].row == row || self->fields[i].remove == row)
      return i;

  g_assert_not_reached ();
}

/* --- What is shown --- */

/* Where it stands that it cannot be changed here. Returns: (nullable) */
static const LecServiceSetting *
find_fixed (const LecServiceSight *sight,
            guint field)
{
  g_autofree char *file_name = g_strconcat (fields[field].service, ".key-file", NULL);
  const LecServiceSetting *setting = lec_service_sight_find (sight, fields[field].name);
  const LecServiceSetting *file = lec_service_sight_find (sight, file_name);

  if (setting->is_fixed)
    return setting;

  return fields[field].kind == FIELD_KEY && file->value != NULL ? file : NULL;
}

static void
show_fixed (Field *field,
            const LecServiceSetting *setting)
{
  /* Translators: the value of a setting, and where that was set, such as LECTERN_MODEL */
  g_autofree char *text =
    setting != NULL ? g_strdup_printf (_ ("%s\nset by %s"), setting->value, setting->where) : NULL;

  gtk_widget_set_visible (field->row, setting == NULL);
  gtk_widget_set_visible (field->fixed, setting != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (field->fixed), text);
}

static const char *
get_text (const Field *field)
{
  return gtk_editable_get_text (GTK_EDITABLE (field->row));
}

/* What somebody is typing stays. */
static void
show_text (Field *field,
           const char *text)
{
  gboolean is_typed = g_strcmp0 (get_text (field), field->shown != NULL ? field->shown : "") != 0;

  if (!is_typed && g_strcmp0 (get_text (field), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (field->row), text);
  g_free (field->shown);
  field->shown = g_strdup (text);
}

static void
show_path (Field *field,
           const char *path)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (field->row),
                               path != NULL ? path : _ ("None: whisper.cpp is not asked"));
  gtk_widget_set_visible (field->remove, path != NULL);
}

/* A key belongs to an address. @title: of its row; @knows_keys: whether the keyring was asked */
static void
show_key (Field *field,
          const char *title,
          const LecServiceSetting *setting,
          const LecServiceSetting *address,
          gboolean knows_keys)
{
  gboolean is_kept = setting->value != NULL;
  /* Translators: %s is “Key of the Service” or the like: another one can be typed */
  g_autofree char *text = is_kept ? g_strdup_printf (_ ("%s (one is kept)"), title) : g_strdup (title);

  gtk_widget_set_sensitive (field->row, address->value != NULL);
  if (!knows_keys)
    return;

  gtk_widget_set_visible (field->remove, is_kept);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), text);
}

static void
show_field (LecServicesPage *self,
            guint i,
            const LecServiceSight *sight,
            gboolean knows_keys)
{
  const LecServiceSetting *setting = lec_service_sight_find (sight, fields[i].name);
  const LecServiceSetting *fixed = find_fixed (sight, i);
  g_autofree char *address_name = g_strconcat (fields[i].service, ".service", NULL);

  show_fixed (&self->fields[i], fixed);
  if (fixed != NULL)
    return;

  switch (fields[i].kind)
    {
    case FIELD_FILE:
      show_path (&self->fields[i], setting->own);
      break;
    case FIELD_KEY:
      show_key (&self->fields[i], _ (fields[i].title), setting, lec_service_sight_find (sight, address_name),
                knows_keys);
      break;
    case FIELD_ADDRESS:
    case FIELD_TEXT:
    default:
      show_text (&self->fields[i], setting->own != NULL ? setting->own : "");
    }
}

/* Nothing is written into a file that cannot be understood. */
static void
show_fault (LecServicesPage *self,
            const char *reason)
{
  g_autofree char *escaped = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->fault_group), reason != NULL);
  adw_preferences_group_set_description (self->fault_group, escaped);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speech_group), reason == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->model_group), reason == NULL);
}

static void
show_sight (LecServicesPage *self,
            const LecServiceSight *sight,
            gboolean knows_keys)
{
  for (guint i = 0; i < N_FIELDS; i++)
    show_field (self, i, sight, knows_keys);
  gtk_widget_set_sensitive (self->use_row, lec_service_sight_find (sight, fields[MODEL_ADDRESS].name)->value != NULL &&
                                             lec_service_sight_find (sight, fields[MODEL].name)->value != NULL);
  lec_agreed_group_show (self->agreed_group, sight->hosts);
}

/* Returns: whether it was not given up */
static gboolean
show_looked (LecServicesPage *self,
             GAsyncResult *result,
             gboolean knows_keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecServiceSight) sight = lec_service_requests_look_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  show_fault (self, error != NULL ? error->message : NULL);
  if (sight != NULL)
    show_sight (self, sight, knows_keys);
  return TRUE;
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecServicesPage) self = lec_weak_box_open (user_data);

  if (self != NULL)
    show_looked (self, result, TRUE);
}

/* A keyring may take its time: all else is there before. */
static void
looked_first_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (LecServicesPage) self = lec_weak_box_open (user_data);

  if (self != NULL && show_looked (self, result, FALSE))
    lec_service_requests_look_async (TRUE, self->cancellable, looked_cb, lec_weak_box_new (self));
}

/* What was asked before is not of interest any more. */
static void
look (LecServicesPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  lec_service_requests_look_async (FALSE, self->cancellable, looked_first_cb, lec_weak_box_new (self));
}

/* --- What is changed --- */

static void
tell (LecServicesPage *self,
      const char *text)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);

  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), lec_toast_new (text));
}

/* A change on its way. */
typedef struct
{
  GWeakRef *page; /* a LecWeakBox */
  guint field;
  char *text; /* (nullable): that was typed, unless it is a key */
} Change;

static Change *
change_new (LecServicesPage *self,
            guint field,
            const char *text)
{
  Change *change = g_new0 (Change, 1);

  *change = (Change){ lec_weak_box_new (self), field, g_strdup (text) };
  return change;
}

/* What could not be kept can be mended: it stays in its row. */
static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree Change *change = user_data;
  g_autofree char *text = change->text;
  g_autoptr (LecServicesPage) self = lec_weak_box_open (change->page);
  g_autoptr (GError) error = NULL;
  gboolean is_done = lec_service_requests_change_finish (result, &error);
  Field *field = NULL;

  if (self == NULL)
    return;

  field = &self->fields[change->field];
  if (is_done)
    gtk_widget_remove_css_class (field->row, "error");
  else
    {
      gtk_widget_add_css_class (field->row, "error");
      tell (self, error->message);
    }
  if (is_done && text != NULL && g_str_equal (get_text (field), text))
    {
      g_free (field->shown);
      field->shown = g_strdup (text);
    }
  if (is_done && fields[change->field].kind == FIELD_KEY)
    gtk_editable_set_text (GTK_EDITABLE (field->row), "");
  look (self);
}

static void
text_applied_cb (LecServicesPage *self,
                 GtkWidget *row)
{
  guint i = find_field (self, row);
  const char *text = get_text (&self->fields[i]);

  lec_service_requests_choose_async (fields[i].name, text, changed_cb, change_new (self, i, text));
}

static void
key_applied_cb (LecServicesPage *self,
                GtkWidget *row)
{
  guint i = find_field (self, row);

  if (*get_text (&self->fields[i]) != '\0')
    lec_service_requests_keep_key_async (fields[i].service, get_text (&self->fields[i]), changed_cb,
                                         change_new (self, i, NULL));
}

static void
remove_cb (LecServicesPage *self,
           GtkWidget *button)
{
  guint i = find_field (self, button);

  if (fields[i].kind == FIELD_KEY)
    lec_service_requests_keep_key_async (fields[i].service, NULL, changed_cb, change_new (self, i, NULL));
  else
    lec_service_requests_choose_async (fields[i].name, NULL, changed_cb, change_new (self, i, NULL));
}

static void
chosen_cb (LecServicesPage *self,
           int response,
           GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  const char *path = response == GTK_RESPONSE_ACCEPT && file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    lec_service_requests_choose_async (fields[WHISPER_MODEL].name, path, changed_cb,
                                       change_new (self, WHISPER_MODEL, NULL));
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
}

static void
choose_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_ ("Speech Model"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Models of whisper.cpp (.bin)"));
  gtk_file_filter_add_suffix (filter, "bin");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
taken_back_cb (LecServicesPage *self,
               const char *failure)
{
  if (failure != NULL)
    tell (self, failure);
  look (self);
}

/* --- Making --- */

static AdwPreferencesGroup *
get_group (LecServicesPage *self,
           guint field)
{
  return field < MODEL_ADDRESS ? self->speech_group : self->model_group;
}

static GtkWidget *
add_row (LecServicesPage *self,
         guint field,
         GtkWidget *row)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (fields[field].title));
  adw_preferences_group_add (get_group (self, field), row);
  return row;
}

static GtkWidget *
make_remove (LecServicesPage *self,
             const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_choose (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Choose…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "services.choose-whisper-model");
  return button;
}

static void
make_file (LecServicesPage *self,
           guint i)
{
  Field *field = &self->fields[i];

  field->row = add_row (self, i, adw_action_row_new ());
  field->remove = make_remove (self, _ ("No speech model"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (field->row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (field->row), field->remove);
  adw_action_row_add_suffix (ADW_ACTION_ROW (field->row), make_choose ());
}

/* Its buttons come without names, and in this order. */
static void
make_key (LecServicesPage *self,
          guint i)
{
  Field *field = &self->fields[i];

  field->row = add_row (self, i, adw_password_entry_row_new ());
  lec_inner_buttons_name (field->row, (const char *[]){ _ ("Apply"), _ ("Show the key"), NULL });
  field->remove = make_remove (self, _ ("Remove the key from the keyring"));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (field->row), field->remove);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (field->row), TRUE);
  g_signal_connect_object (field->row, "apply", G_CALLBACK (key_applied_cb), self, G_CONNECT_SWAPPED);
}

static void
make_entry (LecServicesPage *self,
            guint i)
{
  Field *field = &self->fields[i];

  field->row = add_row (self, i, adw_entry_row_new ());
  gtk_editable_set_enable_undo (GTK_EDITABLE (field->row), TRUE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (field->row), TRUE);
  if (fields[i].kind == FIELD_ADDRESS)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (field->row), GTK_INPUT_PURPOSE_URL);
  g_signal_connect_object (field->row, "apply", G_CALLBACK (text_applied_cb), self, G_CONNECT_SWAPPED);
}

static void
make_field (LecServicesPage *self,
            guint i)
{
  self->fields[i].fixed = add_row (self, i, adw_action_row_new ());
  gtk_widget_set_visible (self->fields[i].fixed, FALSE);
  if (fields[i].kind == FIELD_FILE)
    make_file (self, i);
  else if (fields[i].kind == FIELD_KEY)
    make_key (self, i);
  else
    make_entry (self, i);
}

/* Somebody may have changed them since it was last seen. */
static void
lec_services_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lec_services_page_parent_class)->map (widget);

  look (LEC_SERVICES_PAGE (widget));
}

static void
lec_services_page_dispose (GObject *object)
{
  LecServicesPage *self = LEC_SERVICES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&self->fields[i].shown, g_free);

  G_OBJECT_CLASS (lec_services_page_parent_class)->dispose (object);
}

static void
lec_services_page_finalize (GObject *object)
{
  g_object_unref (LEC_SERVICES_PAGE (object)->cancellable);

  G_OBJECT_CLASS (lec_services_page_parent_class)->finalize (object);
}

static void
lec_services_page_class_init (LecServicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_services_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_services_page_finalize;
  widget_class->map = lec_services_page_map;

  g_type_ensure (LEC_TYPE_AGREED_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/services-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LecServicesPage, fault_group);
  gtk_widget_class_bind_template_child (widget_class, LecServicesPage, speech_group);
  gtk_widget_class_bind_template_child (widget_class, LecServicesPage, model_group);
  gtk_widget_class_bind_template_child (widget_class, LecServicesPage, use_row);
  gtk_widget_class_bind_template_child (widget_class, LecServicesPage, use_switch);
  gtk_widget_class_bind_template_child (widget_class, LecServicesPage, agreed_group);
  gtk_widget_class_install_action (widget_class, "services.choose-whisper-model", NULL, choose_cb);
}

static void
lec_services_page_init (LecServicesPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FIELDS; i++)
    make_field (self, i);
  g_signal_connect_object (self->agreed_group, "taken-back", G_CALLBACK (taken_back_cb), self, G_CONNECT_SWAPPED);
}

void
lec_services_page_bind_settings (LecServicesPage *self,
                                 GSettings *settings)
{
  g_return_if_fail (LEC_IS_SERVICES_PAGE (self) && G_IS_SETTINGS (settings));

  g_settings_bind (settings, USE_KEY, self->use_switch, "active", G_SETTINGS_BIND_DEFAULT);
}
