/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is set by a flag, the environment or a file counts more than what is typed
 * here: that is shown with where it stands, and cannot be typed. A password goes
 * to the keyring, also one that was typed as a part of an address.
 */
#include "ui/cluster-page.h"

#include <glib/gi18n-lib.h>

#include "engine/cluster-check.h"
#include "model/finding.h"
#include "ui/cluster-address.h"
#include "ui/inner-buttons.h"
#include "ui/weak-box.h"

/* Of the servers, those that may want a password come first. */
#define N_PASSWORDS 2

static const struct
{
  const char *key;
  LecSetting setting;
  const char *title;
  const char *password_title; /* (nullable) */
} fields[] = {
  { "cluster-database", LEC_SETTING_DATABASE_URL, N_ ("Database (postgresql://user@host/name)"),
    N_ ("Password of the Database") },
  { "cluster-redis", LEC_SETTING_REDIS_URL, N_ ("Redis, if There Is One (redis://host:6379/0)"),
    N_ ("Password of Redis") },
  { "cluster-folder", LEC_SETTING_SHARED_FOLDER, N_ ("Shared Folder, if There Is One"), NULL },
};

struct _LecClusterPage
{
  AdwPreferencesPage parent_instance;

  LecClusterDesk *desk;
  GSettings *settings;
  GCancellable *testing; /* (nullable): while it is tested */
  GPtrArray *findings;   /* (element-type GtkWidget): rows, unowned */

  GtkWidget *entries[G_N_ELEMENTS (fields)];
  GtkWidget *passwords[N_PASSWORDS];
  char *kept[N_PASSWORDS];                 /* (nullable) each: what was not typed: shown or kept last */
  GtkWidget *fixed[G_N_ELEMENTS (fields)]; /* what stands elsewhere */
  AdwActionRow *switch_row;
  AdwActionRow *state_row;
  GtkWidget *use_switch;
  AdwPreferencesGroup *servers_group;
  AdwPreferencesGroup *test_group;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (LecClusterPage, lec_cluster_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- What is shown --- */

static void
show_state (LecClusterPage *self)
{
  LecClusterState state = lec_cluster_desk_get_state (self->desk);
  const char *reason = lec_cluster_desk_get_reason (self->desk);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *note = lec_cluster_words_dup_note (state, lec_cluster_desk_get_since (self->desk), now, reason);

  if (note == NULL && state == LEC_CLUSTER_OFF)
    note = g_strdup (reason != NULL ? reason : _ ("Not in use"));
  else if (note == NULL)
    note = g_strdup (state == LEC_CLUSTER_ONLINE ? _ ("Connected") : _ ("Connecting…"));
  adw_action_row_set_subtitle (self->state_row, note);
  /* It has a name, which says nothing of what is below it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
}

/* Whether it is set somewhere else, which counts more. @settings: (nullable) */
static gboolean
is_fixed (const LecClusterSettings *settings,
          LecSetting setting)
{
  return settings != NULL && settings->origins[setting].source > LEC_SETTING_FROM_PREFERENCES;
}

/* Returns: (transfer full) */
static char *
describe_origin (const LecSettingOrigin *origin)
{
  /* Translators: the value of a setting, and where that was set, such as DATABASE_URL */
  return g_strdup_printf (_ ("%s\nset by %s"), origin->shown, origin->where);
}

static void
show_field (LecClusterPage *self,
            guint field,
            const LecClusterSettings *settings)
{
  gboolean is_elsewhere = is_fixed (settings, fields[field].setting);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->entries[field], !is_elsewhere);
  gtk_widget_set_visible (self->fixed[field], is_elsewhere);
  if (field < N_PASSWORDS)
    gtk_widget_set_visible (self->passwords[field], !is_elsewhere);
  if (!is_elsewhere)
    return;

  text = describe_origin (&settings->origins[fields[field].setting]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->fixed[field]), text);
}

static void
show_switch (LecClusterPage *self,
             const LecClusterSettings *settings)
{
  gboolean is_elsewhere = is_fixed (settings, LEC_SETTING_USE_CLUSTER);
  g_autofree char *text = is_elsewhere ? describe_origin (&settings->origins[LEC_SETTING_USE_CLUSTER]) : NULL;

  gtk_widget_set_sensitive (self->use_switch, !is_elsewhere);
  adw_action_row_set_subtitle (self->switch_row,
                               text != NULL ? text : _ ("Other machines work on the videos that you add"));
}

static void
settings_changed_cb (LecClusterPage *self)
{
  const LecClusterSettings *settings = lec_cluster_desk_get_settings (self->desk);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    show_field (self, i, settings);
  show_switch (self, settings);
  show_state (self);
}

static void
keyring_changed_cb (LecClusterPage *self)
{
  const char *failure = lec_keyring_get_failure (lec_cluster_desk_get_keyring (self->desk));
  g_autofree char *escaped = failure != NULL ? g_markup_escape_text (failure, -1) : NULL;
  g_autofree char *text = NULL;

  if (escaped == NULL)
    text = g_strdup (_ ("Passwords are kept in the keyring of this desktop."));
  else
    /* Translators: %s is why the keyring cannot be used */
    text = g_strdup_printf (_ ("Passwords are kept until Lectern ends: the keyring cannot be used (%s)."), escaped);
  adw_preferences_group_set_description (self->servers_group, text);
}

/* --- What is typed --- */

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (GtkWidget *row,
          const char *text)
{
  if (g_strcmp0 (get_text (row), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* Takes @password (nullable). */
static void
note_kept (LecClusterPage *self,
           guint field,
           char *password)
{
  g_free (self->kept[field]);
  self->kept[field] = password;
}

/* And not kept yet. */
static gboolean
is_password_typed (LecClusterPage *self,
                   guint field)
{
  const char *text = get_text (self->passwords[field]);

  return *text != '\0' && g_strcmp0 (text, self->kept[field]) != 0;
}

static void
stored_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecClusterDesk) desk = user_data;

  lec_keyring_store_finish (LEC_KEYRING (source), result);
  lec_cluster_desk_reconnect (desk);
}

static void
store_password (LecClusterPage *self,
                guint field)
{
  g_autofree char *address = g_settings_get_string (self->settings, fields[field].key);

  if (*address == '\0')
    return;

  note_kept (self, field, g_strdup (get_text (self->passwords[field])));
  lec_keyring_store_async (lec_cluster_desk_get_keyring (self->desk), address, get_text (self->passwords[field]),
                           stored_cb, g_object_ref (self->desk));
}

/* A password that was asked for. */
typedef struct
{
  gpointer page; /* a LecWeakBox */
  guint field;
  gboolean is_moved; /* the address is another one than the row's password was for */
} Question;

/* What is typed counts more. A server that is at another address has the same password, unless one
 * is known for that. */
static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (LecClusterPage) self = lec_weak_box_open (question->page);
  g_autofree char *password = lec_keyring_lookup_finish (LEC_KEYRING (source), result);
  guint field = question->field;
  gboolean is_empty = self == NULL || *get_text (self->passwords[field]) == '\0';

  if (self == NULL || is_password_typed (self, field))
    return;

  if (password != NULL && (is_empty || question->is_moved))
    {
      set_text (self->passwords[field], password);
      note_kept (self, field, g_steal_pointer (&password));
    }
  else if (password == NULL && question->is_moved && !is_empty)
    store_password (self, field);
}

static void
look_up (LecClusterPage *self,
         guint field,
         gboolean is_moved)
{
  g_autofree char *address = g_settings_get_string (self->settings, fields[field].key);
  Question *question = NULL;

  if (*address == '\0')
    return;

  question = g_new0 (Question, 1);
  *question = (Question){ lec_weak_box_new (self), field, is_moved };
  lec_keyring_lookup_async (lec_cluster_desk_get_keyring (self->desk), address, NULL, found_cb, question);
}

static guint
find_field (GtkWidget *const *rows,
            guint n_rows,
            GtkWidget *row)
{
  guint i = 0;

  while (i + 1 < n_rows && rows[i] != row)
    i++;

  return i;
}

static void
password_applied_cb (LecClusterPage *self,
                     GtkWidget *row)
{
  store_password (self, find_field (self->passwords, N_PASSWORDS, row));
}

static void
address_applied_cb (LecClusterPage *self,
                    GtkWidget *row)
{
  guint field = find_field (self->entries, G_N_ELEMENTS (fields), row);
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));
  g_autofree char *password = NULL;
  g_autofree char *address = field < N_PASSWORDS ? lec_cluster_address_split (text, &password) : g_strdup (text);

  set_text (row, address);
  g_settings_set_string (self->settings, fields[field].key, address);
  if (field >= N_PASSWORDS)
    return;

  if (password != NULL)
    set_text (self->passwords[field], password);
  if (password != NULL || is_password_typed (self, field))
    store_password (self, field);
  else
    look_up (self, field, TRUE);
}

static void
look_up_all (LecClusterPage *self)
{
  for (guint i = 0; i < N_PASSWORDS; i++)
    look_up (self, i, FALSE);
}

static void
fill_in (LecClusterPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = g_settings_get_string (self->settings, fields[i].key);

      set_text (self->entries[i], text);
    }
  look_up_all (self);
}

/* --- Testing --- */

static const char *
get_title (const LecFinding *finding)
{
  static const struct
  {
    const char *check;
    const char *title;
  } titles[] = {
    { "settings", N_ ("Settings") },
    { "database", N_ ("Database") },
    { "tables", N_ ("Tables") },
    { "redis", N_ ("Redis") },
    { "shared-folder", N_ ("Shared folder") },
    { "sent-files", N_ ("Sent files") },
    { "workers", N_ ("Workers") },
    { "silent-workers", N_ ("Silent workers") },
    { "versions", N_ ("Versions") },
    { "paused", N_ ("Paused queue") },
    { "unserved", N_ ("Queue without workers") },
    { "cluster", N_ ("Cluster") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].check, finding->check))
      return _ (titles[i].title);

  return finding->check;
}

static const char *
get_icon (const LecFinding *finding)
{
  static const char *const icons[] = {
    [LEC_FINDING_OK] = "lectern-done-symbolic",
    [LEC_FINDING_WARNING] = "dialog-warning-symbolic",
    [LEC_FINDING_PROBLEM] = "lectern-failed-symbolic",
  };

  return icons[finding->level];
}

/* What the icon says. */
static const char *
get_level (const LecFinding *finding)
{
  static const char *const levels[] = {
    [LEC_FINDING_OK] = N_ ("In order"),
    [LEC_FINDING_WARNING] = N_ ("Warning"),
    [LEC_FINDING_PROBLEM] = N_ ("Problem"),
  };

  return _ (levels[finding->level]);
}

static const char *
get_style (const LecFinding *finding)
{
  static const char *const styles[] = {
    [LEC_FINDING_OK] = "success",
    [LEC_FINDING_WARNING] = "warning",
    [LEC_FINDING_PROBLEM] = "error",
  };

  return styles[finding->level];
}

static void
add_finding (LecClusterPage *self,
             const LecFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (finding));
  g_autofree char *text = NULL;

  if (finding->advice != NULL)
    /* Translators: what is so, and what to do */
    text = g_strdup_printf (_ ("%s\nTo do: %s"), finding->message, finding->advice);
  gtk_widget_add_css_class (icon, get_style (finding));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, get_level (finding), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_title (finding));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? text : finding->message);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (self->test_group, row);
  g_ptr_array_add (self->findings, row);
}

static void
clear_findings (LecClusterPage *self)
{
  for (guint i = 0; i < self->findings->len; i++)
    adw_preferences_group_remove (self->test_group, g_ptr_array_index (self->findings, i));
  g_ptr_array_set_size (self->findings, 0);
}

static void
set_testing (LecClusterPage *self,
             gboolean is_testing)
{
  g_clear_object (&self->testing);
  if (is_testing)
    self->testing = g_cancellable_new ();
  gtk_spinner_set_spinning (self->spinner, is_testing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cluster.test", !is_testing);
}

static void
run_test (GTask *task,
          gpointer source,
          gpointer preferences,
          GCancellable *cancellable)
{
  g_task_return_pointer (task, lec_cluster_check_run (preferences, cancellable), (GDestroyNotify) g_ptr_array_unref);
}

static void
tested_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecClusterPage) self = lec_weak_box_open (user_data);
  g_autoptr (GPtrArray) findings = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self == NULL || findings == NULL)
    return;

  set_testing (self, FALSE);
  for (guint i = 0; i < findings->len; i++)
    add_finding (self, g_ptr_array_index (findings, i));
}

/* Takes @value. */
static void
put (GHashTable *preferences,
     LecSetting setting,
     char *value)
{
  g_hash_table_insert (preferences, g_strdup (lec_setting_get_name (setting)), value);
}

/* Returns: (transfer full): what was typed */
static GHashTable *
collect (LecClusterPage *self)
{
  GHashTable *preferences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  put (preferences, LEC_SETTING_USE_CLUSTER, g_strdup ("true"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (get_text (self->entries[i])));

      put (preferences, fields[i].setting,
           i < N_PASSWORDS ? lec_cluster_address_join (text, get_text (self->passwords[i])) : g_steal_pointer (&text));
    }

  return preferences;
}

static void
test_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecClusterPage *self = LEC_CLUSTER_PAGE (widget);
  g_autoptr (GTask) task = NULL;

  clear_findings (self);
  set_testing (self, TRUE);
  task = g_task_new (NULL, self->testing, tested_cb, lec_weak_box_new (self));
  g_task_set_source_tag (task, test_cb);
  g_task_set_task_data (task, collect (self), (GDestroyNotify) g_hash_table_unref);
  g_task_run_in_thread (task, run_test);
}

/* --- Making --- */

static GtkWidget *
make_entry (LecClusterPage *self,
            GtkWidget *row,
            const char *title,
            GCallback applied_cb)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", applied_cb, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->servers_group, row);
  return row;
}

/* Its buttons come without names. */
static GtkWidget *
make_password (LecClusterPage *self,
               const char *title)
{
  GtkWidget *row = make_entry (self, adw_password_entry_row_new (), title, G_CALLBACK (password_applied_cb));

  lec_inner_buttons_name (row, (const char *[]){ _ ("Apply"), _ ("Show the password"), NULL });
  return row;
}

static GtkWidget *
make_fixed (LecClusterPage *self,
            const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_visible (row, FALSE);
  adw_preferences_group_add (self->servers_group, row);
  return row;
}

static void
make_fields (LecClusterPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      self->fixed[i] = make_fixed (self, _ (fields[i].title));
      self->entries[i] =
        make_entry (self, adw_entry_row_new (), _ (fields[i].title), G_CALLBACK (address_applied_cb));
      gtk_editable_set_enable_undo (GTK_EDITABLE (self->entries[i]), TRUE);
      if (i < N_PASSWORDS)
        self->passwords[i] = make_password (self, _ (fields[i].password_title));
    }
}

static void
lec_cluster_page_dispose (GObject *object)
{
  LecClusterPage *self = LEC_CLUSTER_PAGE (object);

  g_cancellable_cancel (self->testing);
  g_clear_object (&self->testing);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  for (guint i = 0; i < N_PASSWORDS; i++)
    g_clear_pointer (&self->kept[i], g_free);

  G_OBJECT_CLASS (lec_cluster_page_parent_class)->dispose (object);
}

static void
lec_cluster_page_class_init (LecClusterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_cluster_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/cluster-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LecClusterPage, switch_row);
  gtk_widget_class_bind_template_child (widget_class, LecClusterPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, LecClusterPage, use_switch);
  gtk_widget_class_bind_template_child (widget_class, LecClusterPage, servers_group);
  gtk_widget_class_bind_template_child (widget_class, LecClusterPage, test_group);
  gtk_widget_class_bind_template_child (widget_class, LecClusterPage, spinner);
  gtk_widget_class_install_action (widget_class, "cluster.test", NULL, test_cb);
}

static void
lec_cluster_page_init (LecClusterPage *self)
{
  self->findings = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->state_row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->switch_row), FALSE);
  make_fields (self);
}

void
lec_cluster_page_set_desk (LecClusterPage *self,
                           LecClusterDesk *desk,
                           GSettings *settings)
{
  g_return_if_fail (LEC_IS_CLUSTER_PAGE (self) && LEC_IS_CLUSTER_DESK (desk) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "use-cluster", self->use_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (desk, "settings-changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "state-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lec_cluster_desk_get_keyring (desk), "notify::failure", G_CALLBACK (keyring_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lec_cluster_desk_get_keyring (desk), "found-late", G_CALLBACK (look_up_all), self,
                           G_CONNECT_SWAPPED);
  settings_changed_cb (self);
  keyring_changed_cb (self);
  fill_in (self);
}
