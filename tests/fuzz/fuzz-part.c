/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a long video as another machine has read it, that is a row of records; and the bytes as
 * the file itself, that is what is left of a compressed one. What is taken is in order, and fits
 * what the file says of itself.
 */
#include <glib.h>
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "fuzz/fuzz.h"
#include "fuzz/pack.h"
#include "pipeline/part-file.h"

static void
check_facts (const LecPartFacts *facts)
{
  g_assert_cmpuint (facts->part.index, <, facts->part.n);
  g_assert_cmpuint (facts->first, <=, facts->end);
  g_assert_cmpuint (facts->end, <=, facts->n_packets);
  g_assert_true (g_utf8_validate (facts->video, -1, NULL));
}

static void
check_frame (const LecPartRecord *record,
             double *time_s)
{
  g_assert_true (isfinite (record->time_s) && isfinite (record->end_s));
  g_assert_cmpfloat (record->time_s, >=, *time_s);
  g_assert_cmpfloat (record->end_s, >=, record->time_s);
  g_assert_cmpint (record->signature->width, >, 0);
  g_assert_cmpint (record->signature->height, >, 0);
  *time_s = record->time_s;
}

static void
check_still (const LecPartStill *still)
{
  g_assert_nonnull (still->picture);
  g_assert_true (isfinite (still->start_s) && isfinite (still->settled_s) && isfinite (still->picture_s));
  g_assert_cmpfloat (still->end_s, >=, still->start_s);
}

static void
read_all (LecPartReader *reader)
{
  LecPartRecord record = { .kind = LEC_PART_FRAME };
  g_autoptr (GError) error = NULL;
  double time_s = 0;

  check_facts (lec_part_reader_get_facts (reader));
  while (record.kind != LEC_PART_END)
    {
      if (!lec_part_reader_next (reader, &record, &error))
        {
          g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
          return;
        }
      if (record.kind == LEC_PART_FRAME)
        check_frame (&record, &time_s);
      else if (record.kind == LEC_PART_STILL)
        check_still (&record.still);
    }
  g_assert_true (isfinite (record.time_s));
}

static void
check_file (const void *data,
            size_t size)
{
  int fd = memfd_create ("part", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (LecPartReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  reader = lec_part_reader_new (path, &error);
  close (fd);
  if (reader != NULL)
    read_all (reader);
  else
    g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) packed = fuzz_pack (data, size);

  check_file (data, size);
  check_file (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return 0;
}
