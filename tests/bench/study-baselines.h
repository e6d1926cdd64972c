/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What keywords are held against: RAKE and TF-IDF as their papers have them,
 * with the same words, stop words and stems as ours.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (element-type utf8): stems, apart by spaces, the best first */
GPtrArray *study_baseline_rake (const LecPassages *material, guint least_count);
GPtrArray *study_baseline_tf_idf (const LecPassages *material, guint max_words);

G_END_DECLS
