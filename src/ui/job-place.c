/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No database has counted up to that bit.
 */
#include "ui/job-place.h"

#define CLUSTER (G_GINT64_CONSTANT (1) << 61)

gint64
lec_job_place_in_cluster (gint64 number)
{
  return number | CLUSTER;
}

gboolean
lec_job_place_is_cluster (gint64 id)
{
  return id > 0 && (id & CLUSTER) != 0;
}

gint64
lec_job_place_get_number (gint64 id)
{
  return lec_job_place_is_cluster (id) ? id & ~CLUSTER : id;
}
