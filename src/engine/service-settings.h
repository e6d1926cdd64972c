/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The speech program, and the services on the web, that a user has chosen on
 * this machine. They are no options of a job: neither they nor their keys are
 * in a message, a queue or a database.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecServiceSettings: (nullable) all of them
 * @whisper_model: path of a ggml model
 * @whisper_program: a name or a path
 * @speech_address: of a service that writes down what is said
 * @speech_model: that it knows
 * @model_address: of a service with a language model
 * @model: that it knows
 */
typedef struct
{
  char *whisper_model;
  char *whisper_program;
  char *speech_address;
  char *speech_model;
  char *speech_key;
  char *model_address;
  char *model;
  char *model_key;
} LecServiceSettings;

/**
 * LecServiceSetting: a value, and where it is from; for whoever looks at them
 * @name: GROUP.NAME
 * @value: (nullable): of a key only where it is, never the key, nor what may be one in an address
 * @where: (nullable): the file or the variable; %NULL for what is not set
 * @own: (nullable): what the user's own file says, in full: to be changed by that user and shown to
 *   nobody else; never a key
 * @is_fixed: it is set where lec_service_settings_choose() cannot change it; likewise
 */
typedef struct
{
  char *name;
  char *value;
  char *where;
  char *own;
  gboolean is_fixed;
} LecServiceSetting;

LecServiceSettings *lec_service_settings_load (GError **error);
void lec_service_settings_free (LecServiceSettings *self);
GPtrArray *lec_service_settings_list (GError **error);
GPtrArray *lec_service_settings_list_without_keyring (GError **error);
void lec_service_setting_free (LecServiceSetting *self);
gboolean lec_service_settings_knows (const char *group, const char *name);
gboolean lec_service_settings_choose (const char *name, const char *value, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecServiceSettings, lec_service_settings_free)

G_END_DECLS
