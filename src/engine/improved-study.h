/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a language model has made of a lecture's study guide, kept beside the one that
 * was made without it: that one is never touched, and counts again as soon as this one
 * is of something else, or gone.
 */
#pragma once

#include "model/study.h"

G_BEGIN_DECLS

/* In a lecture's folder: one file, there whole or not at all. */
#define LEC_FILE_IMPROVED "improved.json"

/**
 * lec_improved_study_save:
 * @folder: of the lecture, which the caller holds
 * @key: what it was made of, as study.key has it
 *
 * Replaces the one before. Blocks.
 *
 * Returns: %FALSE with the file system's errors
 */
gboolean lec_improved_study_save (const LecStudy *self, const char *folder, const char *key, GError **error);

/**
 * lec_improved_study_load:
 * @key: (out) (transfer full): as it was saved
 *
 * Nothing in the file is trusted. Blocks.
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when there is none, else with
 *   %LEC_ERROR_PROTOCOL or the file system's errors
 */
LecStudy *lec_improved_study_load (const char *folder, char **key, GError **error);

/* Returns: %FALSE with the file system's errors; that there is none is no failure */
gboolean lec_improved_study_remove (const char *folder, GError **error);

G_END_DECLS
