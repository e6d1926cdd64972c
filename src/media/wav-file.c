/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The canonical header of 44 bytes, little-endian.
 */
#include "media/wav-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define SAMPLE_BYTES 2

struct _LecWavFile
{
  char *path;
  int fd;
  gint64 n_samples;
};

/* A chunk's name, without the end of a string. */
static void
put_name (guint8 *at,
          const char *name)
{
  for (; *name != '\0'; name++)
    *at++ = (guint8) *name;
}

static void
put_32 (guint8 *at,
        guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

static void
put_16 (guint8 *at,
        guint16 value)
{
  value = GUINT16_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

void
lec_wav_file_fill_header (guint8 *header,
                          gint64 n_samples)
{
  guint32 data_bytes = (guint32) (n_samples * SAMPLE_BYTES);

  g_return_if_fail (header != NULL && n_samples >= 0 && n_samples <= LEC_WAV_MAX_SAMPLES);

  put_name (header, "RIFF");
  put_32 (header + 4, LEC_WAV_HEADER_BYTES - 8 + data_bytes);
  put_name (header + 8, "WAVEfmt ");
  put_32 (header + 16, 16);
  put_16 (header + 20, 1); /* PCM */
  put_16 (header + 22, 1); /* channels */
  put_32 (header + 24, LEC_WAV_RATE);
  put_32 (header + 28, LEC_WAV_RATE * SAMPLE_BYTES);
  put_16 (header + 32, SAMPLE_BYTES);
  put_16 (header + 34, 8 * SAMPLE_BYTES);
  put_name (header + 36, "data");
  put_32 (header + 40, data_bytes);
}

static gboolean
set_malformed (LecWavFile *self,
               GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("%s is no sound as it is kept here"), shown);
  return FALSE;
}

/* The header has to be the one that fits the file's length. */
static gboolean
check_header (LecWavFile *self,
              GError **error)
{
  guint8 header[LEC_WAV_HEADER_BYTES];
  guint8 expected[LEC_WAV_HEADER_BYTES];
  struct stat facts;

  if (fstat (self->fd, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_size < LEC_WAV_HEADER_BYTES ||
      pread (self->fd, header, sizeof header, 0) != sizeof header)
    return set_malformed (self, error);

  self->n_samples = (facts.st_size - LEC_WAV_HEADER_BYTES) / SAMPLE_BYTES;
  if (self->n_samples > LEC_WAV_MAX_SAMPLES)
    return set_malformed (self, error);
  lec_wav_file_fill_header (expected, self->n_samples);

  return memcmp (header, expected, sizeof header) == 0 || set_malformed (self, error);
}

LecWavFile *
lec_wav_file_open (const char *path,
                   GError **error)
{
  g_autoptr (LecWavFile) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (LecWavFile, 1);
  self->path = g_strdup (path);
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0)
    {
      lec_error_set_from_errno (error, errno, "open", path);
      return NULL;
    }

  return check_header (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lec_wav_file_free (LecWavFile *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

gint64
lec_wav_file_get_n_samples (LecWavFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_samples;
}

gssize
lec_wav_file_read (LecWavFile *self,
                   gint64 first,
                   gint16 *samples,
                   gsize n_samples,
                   GError **error)
{
  gsize wanted = 0, done = 0;

  g_return_val_if_fail (self != NULL && first >= 0 && samples != NULL, -1);

  wanted = (gsize) CLAMP (self->n_samples - first, 0, (gint64) n_samples) * SAMPLE_BYTES;
  while (done < wanted)
    {
      gssize n_read = pread (self->fd, (guint8 *) samples + done, wanted - done,
                             LEC_WAV_HEADER_BYTES + first * SAMPLE_BYTES + (gint64) done);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read <= 0)
        {
          lec_error_set_from_errno (error, n_read < 0 ? errno : EIO, "read", self->path);
          return -1;
        }
      done += (gsize) n_read;
    }
  for (gsize i = 0; i < wanted / SAMPLE_BYTES; i++)
    samples[i] = GINT16_FROM_LE (samples[i]);

  return (gssize) (wanted / SAMPLE_BYTES);
}
