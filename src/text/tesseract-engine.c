/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tesseract behind one door: starting it with the measured settings, handing
 * it a picture, taking words with boxes out. What the words mean (order, text,
 * title) is decided elsewhere, in pure code.
 *
 * Tesseract forks ten OpenMP threads for pieces of work so small that it runs
 * ten times slower with them. OMP_THREAD_LIMIT is read when the library is
 * loaded; where it was not set the calling thread forbids parallel regions.
 */
#include "config.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>
#include <tesseract/capi.h>

#include "base/error.h"
#include "model/word.h"
#include "text/broken-words.h"
#include "text/bullet-ink.h"
#include "text/bullets.h"
#include "text/grey-picture.h"
#include "text/ink-lines.h"
#include "text/ocr-engine.h"
#include "text/ocr-languages.h"
#include "text/read-word.h"
#include "text/reading-order.h"
#include "text/second-look.h"
#include "text/slide-title.h"
#include "text/word-fit.h"
#include "text/word-text.h"

#define MIN_SIDE    8 /* pixels; nothing can be read on less */
#define ASSUMED_DPI "150"
#define MARGIN      8   /* pixels of white that the engine wants around a line */
#define MAX_LOOKS   16  /* lines of a page that are read again; photos may have any number */
#define OTSU        "0" /* one threshold a page: lec_grey_picture_make() evened it out */

/* Names in the data folder that are no languages: script detection, equations. */
static const char *const not_languages[] = { "osd", "equ", NULL };

struct _LecOcr
{
  TessBaseAPI *api;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TessBaseAPI, TessBaseAPIDelete)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TessResultIterator, TessResultIteratorDelete)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ETEXT_DESC, TessMonitorDelete)

static void
forbid_parallel_regions (void)
{
  void (*set_max_active_levels) (int);

  *(void **) &set_max_active_levels = dlsym (RTLD_DEFAULT, "omp_set_max_active_levels");
  if (set_max_active_levels != NULL)
    set_max_active_levels (0);
}

static TessBaseAPI *
create_quiet_api (void)
{
  TessBaseAPI *api = TessBaseAPICreate ();

  /* It would print warnings about single pictures to standard error. */
  TessBaseAPISetVariable (api, "debug_file", "/dev/null");

  return api;
}

/* Tesseract's parameters are globals of the process, texts among them. */
G_LOCK_DEFINE_STATIC (tesseract_parameters);

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
list_languages_locked (void)
{
  g_autoptr (TessBaseAPI) api = create_quiet_api ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  char **found;

  /* The data folder is known only once a start was tried, even one that fails. */
  TessBaseAPIInit2 (api, NULL, "none", OEM_LSTM_ONLY);
  found = TessBaseAPIGetAvailableLanguagesAsVector (api);
  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    if (!g_strv_contains (not_languages, found[i]))
      g_ptr_array_add (names, g_strdup (found[i]));
  TessDeleteTextArray (found);

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static char **
list_languages (void)
{
  char **languages = NULL;

  G_LOCK (tesseract_parameters);
  languages = list_languages_locked ();
  G_UNLOCK (tesseract_parameters);

  return languages;
}

static LecOcr *
start (const char *languages,
       GError **error)
{
  g_autoptr (TessBaseAPI) api = NULL;
  g_auto (GStrv) installed = NULL;
  LecOcr *self;

  installed = list_languages ();
  if (!lec_ocr_languages_check (languages, (const char *const *) installed, error))
    return NULL;

  api = create_quiet_api ();
  if (TessBaseAPIInit2 (api, NULL, languages, OEM_LSTM_ONLY) != 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("text recognition cannot start with “%s”"), languages);
      return NULL;
    }
  TessBaseAPISetPageSegMode (api, PSM_SINGLE_COLUMN);
  TessBaseAPISetVariable (api, "thresholding_method", OTSU);
  TessBaseAPISetVariable (api, "user_defined_dpi", ASSUMED_DPI);

  self = g_new0 (LecOcr, 1);
  self->api = g_steal_pointer (&api);

  return self;
}

static void
free_ocr (LecOcr *self)
{
  TessBaseAPIDelete (self->api);
  g_free (self);
}

static bool
cancel_requested_cb (void *cancellable,
                     int n_words)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* Reads the picture, or the part that was chosen last. */
static gboolean
recognise_chosen (LecOcr *self,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (ETEXT_DESC) monitor = TessMonitorCreate ();
  int result;

  TessMonitorSetCancelThis (monitor, cancellable);
  TessMonitorSetCancelFunc (monitor, cancel_requested_cb);
  result = TessBaseAPIRecognize (self->api, monitor);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (result != 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("text recognition failed"));
      return FALSE;
    }

  return TRUE;
}

static gboolean
get_box (const TessResultIterator *iterator,
         TessPageIteratorLevel level,
         LecRect *box)
{
  const TessPageIterator *position = TessResultIteratorGetPageIteratorConst (iterator);
  int left, top, right, bottom;

  if (!TessPageIteratorBoundingBox (position, level, &left, &top, &right, &bottom))
    return FALSE;

  *box = (LecRect){ left, top, right - left, bottom - top };
  return TRUE;
}

static gboolean
is_beginning (const TessResultIterator *iterator,
              TessPageIteratorLevel level)
{
  return TessPageIteratorIsAtBeginningOf (TessResultIteratorGetPageIteratorConst (iterator), level);
}

static void
append_letter (const TessResultIterator *iterator,
               LecReadWord *word)
{
  char *letter = TessResultIteratorGetUTF8Text (iterator, RIL_SYMBOL);
  LecRect box;

  if (letter != NULL && get_box (iterator, RIL_SYMBOL, &box))
    lec_read_word_append (word, letter, box.x + box.width, TessResultIteratorConfidence (iterator, RIL_SYMBOL));
  TessDeleteText (letter);
}

/* Returns: (transfer full) (element-type LecReadWord) */
static GPtrArray *
take_words (LecOcr *self)
{
  GPtrArray *words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_read_word_free);
  g_autoptr (TessResultIterator) iterator = TessBaseAPIGetIterator (self->api);
  LecReadWord *word = NULL;
  guint line = 0;

  if (iterator == NULL)
    return words;

  do
    {
      LecRect box;

      line += is_beginning (iterator, RIL_TEXTLINE);
      if (is_beginning (iterator, RIL_WORD) && get_box (iterator, RIL_WORD, &box))
        {
          word = lec_read_word_new (&box, TessResultIteratorConfidence (iterator, RIL_WORD), line);
          g_ptr_array_add (words, word);
        }
      if (word != NULL)
        append_letter (iterator, word);
    }
  while (TessResultIteratorNext (iterator, RIL_SYMBOL));

  return words;
}

static gboolean
look_again (LecOcr *self,
            LecPix *pix,
            const LecInkLine *line,
            GPtrArray *words,
            GCancellable *cancellable,
            GError **error)
{
  LecRect page = { 0, 0, pixGetWidth (pix), pixGetHeight (pix) };
  LecRect around = { line->box.x - MARGIN, line->box.y - MARGIN, line->box.width + 2 * MARGIN,
                     line->box.height + 2 * MARGIN };
  g_autoptr (GPtrArray) again = NULL;

  if (!lec_rect_intersect (&around, &page, &around))
    return TRUE;
  TessBaseAPISetRectangle (self->api, around.x, around.y, around.width, around.height);
  if (!recognise_chosen (self, cancellable, error))
    return FALSE;
  again = take_words (self);
  lec_second_look_settle (words, line, again);

  return TRUE;
}

/* Reads lines by themselves that were overlooked, or torn where columns are not in step. */
static gboolean
look_at_lines (LecOcr *self,
               LecPix *pix,
               GPtrArray *words,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GArray) lines = lec_ink_lines_find (pix);
  gboolean done = TRUE;
  guint n_looks = 0;

  TessBaseAPISetPageSegMode (self->api, PSM_SINGLE_LINE);
  for (guint i = 0; done && i < lines->len && n_looks < MAX_LOOKS; i++)
    {
      const LecInkLine *line = &g_array_index (lines, LecInkLine, i);

      if (!lec_second_look_is_wanted (words, line))
        continue;
      done = look_again (self, pix, line, words, cancellable, error);
      n_looks++;
    }
  TessBaseAPISetPageSegMode (self->api, PSM_SINGLE_COLUMN);

  return done;
}

/* Returns: (transfer full) (nullable) (element-type LecReadWord) */
static GPtrArray *
read_words (LecOcr *self,
            LecPix *pix,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) words = NULL;

  TessBaseAPISetImage2 (self->api, pix);
  if (!recognise_chosen (self, cancellable, error))
    return NULL;
  words = take_words (self);

  return look_at_lines (self, pix, words, cancellable, error) ? g_steal_pointer (&words) : NULL;
}

/* From pixels of the picture the engine was given to those of the slide's. */
static gboolean
unscale_box (const LecRect *box,
             int scale,
             const LecRect *page,
             LecRect *unscaled)
{
  LecRect found = { .x = box->x / scale, .y = box->y / scale };

  found.width = (box->x + box->width + scale - 1) / scale - found.x;
  found.height = (box->y + box->height + scale - 1) / scale - found.y;

  return lec_rect_intersect (&found, page, unscaled);
}

static void
fill_words (LecSlide *slide,
            GPtrArray *read_words,
            int scale,
            const LecRect *page)
{
  for (guint i = 0; i < read_words->len; i++)
    {
      const LecReadWord *read = g_ptr_array_index (read_words, i);
      g_autofree char *letters = lec_read_word_dup_text (read);
      g_autofree char *text = lec_word_text_clean (letters);
      LecWord *word;
      LecRect box;

      if (text == NULL || !unscale_box (&read->box, scale, page, &box))
        continue;
      word = lec_word_new (text, &box, lec_read_word_get_confidence (read), read->line, 0);
      word->rtl = lec_word_text_is_rtl (text);
      g_ptr_array_add (slide->words, word);
    }
}

/* With several languages, that of the first. */
static gboolean
is_word_cb (const char *text,
            gpointer user_data)
{
  LecOcr *self = user_data;

  return TessBaseAPIIsValidWord (self->api, text) != 0;
}

static gboolean
recognise (LecOcr *self,
           const guint8 *luma,
           int width,
           int height,
           gsize stride,
           LecSlide *slide,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (LecPix) pix = NULL;
  g_autoptr (GPtrArray) words = NULL;
  LecRect page = { 0, 0, width, height };
  int scale;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  g_ptr_array_set_size (slide->words, 0);
  g_clear_pointer (&slide->text, g_free);
  g_clear_pointer (&slide->title, g_free);
  if (width < MIN_SIDE || height < MIN_SIDE)
    return TRUE;

  forbid_parallel_regions ();
  pix = lec_grey_picture_make (luma, width, height, stride, &scale);
  words = read_words (self, pix, cancellable, error);
  TessBaseAPIClear (self->api);
  if (words == NULL)
    return FALSE;

  lec_word_fit_apply (words, pix);
  lec_bullet_ink_mark (words, pix);
  fill_words (slide, words, scale, &page);
  lec_reading_order_apply (slide->words);
  lec_bullets_mark (slide->words);
  lec_broken_words_mend (slide->words, is_word_cb, self);
  slide->text = lec_word_text_join_page (slide->words);
  slide->title = lec_slide_title_find (slide->words, height);

  return TRUE;
}

const LecOcrEngine lec_ocr_engine = { start, free_ocr, recognise, list_languages };
