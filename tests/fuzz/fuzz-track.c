/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A signature track's content, that is a serialised GVariant; and the bytes as the file itself,
 * that is what is left of a compressed one. What is taken must do for the slide finder.
 */
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "fuzz/fuzz.h"
#include "fuzz/pack.h"
#include "media/signature-track.h"
#include "media/slide-finder.h"

static void
use (const LecSignatureTrack *track)
{
  LecFinderOptions options = { .sensitivity = LEC_SENSITIVITY_NORMAL, .shortest_s = 0.6 };
  g_autoptr (LecSegments) segments = lec_slide_finder_find (track->stretches, &options);

  for (guint i = 0; i < segments->slides->len; i++)
    {
      const LecFoundSlide *slide = g_ptr_array_index (segments->slides, i);

      g_assert_cmpuint (slide->stretch, <, track->stretches->len);
      g_assert_cmpuint (slide->visits->len, >, 0);
    }
}

static void
check_file (const void *data,
            size_t size)
{
  int fd = memfd_create ("track", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (LecSignatureTrack) track = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  track = lec_signature_track_load (path, &error);
  close (fd);
  if (track == NULL)
    g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  else if (track->stretches->len < 64)
    use (track);
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
