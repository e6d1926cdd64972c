/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options that are set once for the videos of a folder: a crop, a region left out of the
 * comparison. They are kept in the library, and taken for a job when it is added: what was added
 * before stays as it is.
 */
#pragma once

#include "model/job-request.h"

G_BEGIN_DECLS

/* In the folder of kept lectures. */
#define LEC_FOLDER_DEFAULTS "folders"

/**
 * lec_folder_defaults_load:
 *
 * Returns: (transfer full) (nullable) (element-type LecFolderOptions): by path; %NULL with the
 *   errors of lec_data_folder_open(), %LEC_ERROR_PROTOCOL for a file that cannot be understood
 */
GPtrArray *lec_folder_defaults_load (GError **error);

/**
 * lec_folder_defaults_set:
 * @folder: what its options are from now on; its path may have links in it
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND when there is no such folder, _USAGE when there are too
 *   many, or as lec_folder_defaults_load(), or the errors of writing
 */
gboolean lec_folder_defaults_set (const LecFolderOptions *folder, GError **error);

/**
 * LecFolderChange: what becomes of one option
 * @LEC_FOLDER_REPLACE: the value; %NULL for not being set
 * @LEC_FOLDER_ADD: of a list: the value is in it, too
 * @LEC_FOLDER_TAKE_OUT: the value is not in it any more
 */
typedef enum
{
  LEC_FOLDER_REPLACE,
  LEC_FOLDER_ADD,
  LEC_FOLDER_TAKE_OUT,
} LecFolderChange;

/**
 * lec_folder_defaults_change:
 * @folder: path; it need not be there any more
 * @name: of the one option that is changed
 * @value: (nullable): %NULL only with %LEC_FOLDER_REPLACE
 * @before: (out) (transfer full) (nullable): what it was
 *
 * Returns: %FALSE as lec_folder_defaults_load(), with the errors of writing, or %LEC_ERROR_USAGE
 *   for what is no value or when there are too many folders
 */
gboolean lec_folder_defaults_change (const char *folder,
                                     LecFolderChange change,
                                     const char *name,
                                     const char *value,
                                     char **before,
                                     GError **error);

/* %LEC_ERROR_NOT_FOUND when nothing is set for it. It need not be there any more. */
gboolean lec_folder_defaults_remove (const char *folder, GError **error);

/**
 * lec_folder_defaults_apply:
 * @video: path; links in it are followed
 * @except: (nullable) (array zero-terminated=1): names of options that are left as they are
 *
 * What the folders of @video say becomes that of @options. Where there is no library there are no
 * defaults.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL; @options are unchanged then
 */
gboolean lec_folder_defaults_apply (const char *video,
                                    const char *const *except,
                                    LecJobOptions *options,
                                    GError **error);
/* Likewise, for a job that is to be added: @request notes what was taken of which folder. */
gboolean lec_folder_defaults_apply_to_request (LecJobRequest *request,
                                               const char *const *except,
                                               GError **error);

G_END_DECLS
