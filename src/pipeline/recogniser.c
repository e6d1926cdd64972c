/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words are kept in the folder by picture and languages as soon as they are
 * there.
 */
#include "pipeline/recogniser.h"

#include "base/error.h"
#include "media/picture.h"
#include "pipeline/recognised-words.h"
#include "text/ocr.h"

struct _LecRecogniser
{
  char *folder;
  char *languages;
  LecOcr *ocr; /* (nullable): started for the first picture that needs it */
};

LecRecogniser *
lec_recogniser_new (const char *folder,
                    const char *languages)
{
  LecRecogniser *self = g_new0 (LecRecogniser, 1);

  self->folder = g_strdup (folder);
  self->languages = g_strdup (languages);
  return self;
}

void
lec_recogniser_free (LecRecogniser *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->ocr, lec_ocr_free);
  g_free (self->folder);
  g_free (self->languages);
  g_free (self);
}

static GBytes *
load_picture (LecRecogniser *self,
              const LecSlide *slide,
              GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, slide->picture, NULL);
  char *data;
  gsize length;

  return g_file_get_contents (path, &data, &length, error) ? g_bytes_new_take (data, length) : NULL;
}

static gboolean
start_ocr (LecRecogniser *self,
           GError **error)
{
  if (self->ocr == NULL)
    self->ocr = lec_ocr_new (self->languages, error);

  return self->ocr != NULL;
}

static gboolean
read_picture (LecRecogniser *self,
              GBytes *bytes,
              LecSlide *slide,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LecPicture) picture = lec_picture_decode (bytes, error);

  return picture != NULL &&
         lec_ocr_recognise (self->ocr, picture->planes[0], picture->width, picture->height,
                            picture->strides[0], slide, cancellable, error);
}

/* A picture that cannot be read is no reason to lose the words of the others. */
gboolean
lec_recogniser_read (LecRecogniser *self,
                     LecSlide *slide,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && slide != NULL && slide->picture != NULL, FALSE);

  bytes = load_picture (self, slide, &fault);
  key = bytes != NULL ? lec_recognised_words_make_key (bytes, self->languages) : NULL;
  if (key != NULL && lec_recognised_words_load (self->folder, key, slide))
    return TRUE;
  if (key != NULL && !start_ocr (self, error))
    return FALSE;
  if (key != NULL && read_picture (self, bytes, slide, cancellable, &fault))
    return lec_recognised_words_save (self->folder, key, slide, error);
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }

  g_message ("slide %u has no words: %s", slide->number, fault->message);
  return TRUE;
}
