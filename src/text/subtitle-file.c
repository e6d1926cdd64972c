/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One reader for both formats, as what is found in files is often between
 * them. A cue begins with its times, whatever stands before; it ends with an
 * empty line or where the next one begins. What cannot be read is left out and
 * named with its line.
 */
#include "text/subtitle-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "text/cue-text.h"
#include "text/rolling-captions.h"
#include "text/subtitle-time.h"
#include "text/text-charset.h"

#define MAX_FILE_BYTES (32 * 1024 * 1024)
#define MAX_PROBLEMS   100

typedef struct
{
  char *rest; /* what is not read yet: lines that end with \n */
  char *line;
  guint n_line;
  gboolean is_again; /* the line is to be read once more */
  gboolean is_web;
  gboolean is_full;

  /* The cue that is being read. */
  GString *text; /* (nullable) */
  guint text_line;
  double start_s;
  double end_s;
  /* A line between cues: the name of the one that comes, or text. */
  const char *stray; /* (nullable) */
  guint stray_line;

  LecTranscript *transcript;
  GPtrArray *problems; /* (element-type LecSubtitleProblem) */
  guint n_problems;
} Reader;

void
lec_subtitle_problem_free (LecSubtitleProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self);
}

/* Returns: (transfer full): "line 17: the time is no time" */
char *
lec_subtitle_problem_describe (const LecSubtitleProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->line == 0)
    return g_strdup (self->reason);

  /* Translators: a line of a file, and what is wrong there */
  return g_strdup_printf (_ ("line %u: %s"), self->line, self->reason);
}

static void
add_problem (Reader *self,
             guint line,
             const char *reason)
{
  LecSubtitleProblem *problem = NULL;

  if (++self->n_problems > MAX_PROBLEMS)
    return;

  problem = g_new0 (LecSubtitleProblem, 1);
  problem->line = line;
  problem->reason = g_strdup (reason);
  g_ptr_array_add (self->problems, problem);
}

/* \r\n and \r become \n. */
static void
join_line_ends (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      gboolean is_return = *from == '\r';

      *to++ = is_return ? '\n' : *from;
      if (is_return && from[1] == '\n')
        from++;
    }
  *to = '\0';
}

/* Returns: whether there is another line, which is in self->line then */
static gboolean
next_line (Reader *self)
{
  char *end = NULL;

  if (self->is_again)
    {
      self->is_again = FALSE;
      return TRUE;
    }
  if (*self->rest == '\0')
    return FALSE;

  self->line = self->rest;
  self->n_line++;
  end = strchr (self->rest, '\n');
  self->rest = end != NULL ? end + 1 : self->rest + strlen (self->rest);
  if (end != NULL)
    *end = '\0';

  return TRUE;
}

static gboolean
is_blank (const char *line)
{
  return line[strspn (line, " \t")] == '\0';
}

static gboolean
is_number (const char *line)
{
  gsize blanks = strspn (line, " \t");
  gsize digits = strspn (line + blanks, "0123456789");

  return digits > 0 && is_blank (line + blanks + digits);
}

static gboolean
is_span (const Reader *self,
         const char *line)
{
  double start_s = 0, end_s = 0;

  return lec_subtitle_time_read_span (line, self->is_web, &start_s, &end_s);
}

/* A line that was to be times and is none. In SubRip an arrow may be said, too. */
static gboolean
is_broken_span (const Reader *self,
                const char *line)
{
  const char *text = line + strspn (line, " \t");

  return strstr (line, "-->") != NULL && !is_span (self, line) &&
         (self->is_web || g_ascii_isdigit (*text) || *text == '-');
}

static void
close_cue (Reader *self)
{
  GPtrArray *cues = self->transcript->cues;

  if (self->text == NULL)
    return;

  if (!lec_cue_text_read (self->text->str, LEC_CUE_MARKUP_TAGS, self->start_s, self->end_s, cues))
    add_problem (self, self->text_line, _ ("the text is too long; its end is left out"));
  if (cues->len > LEC_TRANSCRIPT_MAX_CUES)
    {
      g_ptr_array_set_size (cues, LEC_TRANSCRIPT_MAX_CUES);
      add_problem (self, self->text_line, _ ("there are too many cues; what comes from here on is left out"));
      self->is_full = TRUE;
    }
  g_string_free (g_steal_pointer (&self->text), TRUE);
}

static void
append_text (Reader *self,
             const char *line)
{
  /* Beyond the limit by one line at most: it is cut, and said, when the cue is read. */
  if (self->text->len > LEC_CUE_MAX_TEXT_BYTES)
    return;
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  g_string_append (self->text, line);
}

/* No times come after the line. SubRip has empty lines in its texts though it should not. */
static void
settle_stray (Reader *self)
{
  if (self->stray == NULL)
    return;

  if (!self->is_web && self->text != NULL && !is_number (self->stray))
    append_text (self, self->stray);
  else if (!is_number (self->stray) && !is_blank (self->stray))
    add_problem (self, self->stray_line, _ ("the text is outside of any cue"));
  self->stray = NULL;
}

/* The times come after the line. */
static void
drop_name (Reader *self)
{
  if (self->is_web || self->stray == NULL || is_number (self->stray))
    self->stray = NULL;
  else
    settle_stray (self);
}

/* Up to an empty line, or where a cue begins. */
static void
skip_block (Reader *self)
{
  while (next_line (self) && *self->line != '\0')
    if (is_span (self, self->line))
      {
        self->is_again = TRUE;
        return;
      }
}

static void
refuse_times (Reader *self)
{
  add_problem (self, self->n_line, _ ("the time is no time"));
  skip_block (self);
}

/* The name of the next cue is the last line, where the empty line before it is missing. */
static void
take_back_name (Reader *self,
                const char *last,
                gsize last_start,
                gboolean is_after_blank)
{
  if (last != NULL && (is_number (last) || is_after_blank))
    g_string_truncate (self->text, last_start);
}

static void
read_text (Reader *self)
{
  const char *last = NULL;
  gsize last_start = 0;
  gboolean is_after_blank = FALSE;

  while (next_line (self) && *self->line != '\0')
    {
      if (is_span (self, self->line))
        {
          take_back_name (self, last, last_start, is_after_blank);
          self->is_again = TRUE;
          return;
        }
      if (is_broken_span (self, self->line))
        {
          take_back_name (self, last, last_start, is_after_blank);
          refuse_times (self);
          return;
        }
      is_after_blank = last != NULL && is_blank (last);
      last_start = self->text->len;
      append_text (self, self->line);
      last = self->line;
    }
}

static void
read_cue (Reader *self)
{
  double last_start_s = self->start_s;
  gboolean is_first = self->text_line == 0;

  close_cue (self);
  if (self->is_full)
    return;

  lec_subtitle_time_read_span (self->line, self->is_web, &self->start_s, &self->end_s);
  self->text = g_string_new (NULL);
  self->text_line = self->n_line;
  if (self->end_s < self->start_s)
    {
      add_problem (self, self->n_line, _ ("the cue ends before it begins"));
      self->end_s = self->start_s;
    }
  if (!is_first && self->start_s < last_start_s)
    add_problem (self, self->n_line, _ ("the cue begins before the one above it"));
  read_text (self);
}

/* What WebVTT has between cues. */
static gboolean
is_comment (const Reader *self)
{
  static const char *const names[] = { "NOTE", "STYLE", "REGION" };

  for (guint i = 0; self->is_web && i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (self->line, names[i]) && is_blank (self->line + strlen (names[i])))
      return TRUE;

  return self->is_web && (g_str_has_prefix (self->line, "NOTE ") || g_str_has_prefix (self->line, "NOTE\t"));
}

static void
read_header_line (Reader *self)
{
  const char *value = NULL;
  g_autofree char *language = NULL;

  if (g_ascii_strncasecmp (self->line, "Language:", strlen ("Language:")) != 0)
    return;

  value = self->line + strlen ("Language:");
  language = g_strstrip (g_strdup (value));
  if (self->transcript->language == NULL && lec_text_is_language_tag (language))
    self->transcript->language = g_steal_pointer (&language);
}

static void
read_header (Reader *self)
{
  gboolean is_there = FALSE;

  while ((is_there = next_line (self)) && is_blank (self->line))
    ;
  self->is_web = is_there && g_str_has_prefix (self->line, "WEBVTT");
  if (!self->is_web)
    {
      self->is_again = is_there;
      return;
    }
  while (next_line (self) && *self->line != '\0')
    {
      if (is_span (self, self->line))
        {
          self->is_again = TRUE;
          return;
        }
      read_header_line (self);
    }
}

static void
read_all (Reader *self)
{
  gboolean is_block_start = TRUE;

  read_header (self);
  while (!self->is_full && next_line (self))
    {
      gboolean was_block_start = is_block_start;

      is_block_start = *self->line == '\0';
      if (*self->line == '\0')
        settle_stray (self);
      else if (is_span (self, self->line))
        {
          drop_name (self);
          read_cue (self);
          is_block_start = TRUE;
        }
      else if (is_broken_span (self, self->line))
        {
          drop_name (self);
          refuse_times (self);
          is_block_start = TRUE;
        }
      else if (was_block_start && is_comment (self))
        {
          skip_block (self);
          is_block_start = TRUE;
        }
      else
        {
          settle_stray (self);
          self->stray = self->line;
          self->stray_line = self->n_line;
        }
    }
  settle_stray (self);
  close_cue (self);
}

static int
compare_cues (gconstpointer a,
              gconstpointer b)
{
  const LecCue *left = *(const LecCue *const *) a;
  const LecCue *right = *(const LecCue *const *) b;

  return (left->start_s > right->start_s) - (left->start_s < right->start_s);
}

static void
name_charset (Reader *self,
              LecTextCharset charset)
{
  if (charset == LEC_TEXT_CHARSET_UTF_8_DAMAGED)
    add_problem (self, 0, _ ("some letters are not valid UTF-8; they are shown as �"));
  else if (charset == LEC_TEXT_CHARSET_WINDOWS_1252)
    add_problem (self, 0, _ ("the text is not UTF-8; it was read as Windows-1252"));
}

static void
count_left_out_problems (Reader *self)
{
  g_autofree char *reason = NULL;
  guint n_more = self->n_problems - MIN (self->n_problems, MAX_PROBLEMS);

  if (n_more == 0)
    return;

  reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "there is %u more problem",
                                         "there are %u more problems", n_more),
                            n_more);
  self->n_problems = 0;
  add_problem (self, 0, reason);
}

static void
refuse_empty (const Reader *self,
              GError **error)
{
  const LecSubtitleProblem *problem = self->problems->len > 0 ? g_ptr_array_index (self->problems, 0) : NULL;
  g_autofree char *why = problem != NULL ? lec_subtitle_problem_describe (problem) : NULL;

  if (why != NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there are no subtitles in it that can be read: %s"), why);
  else
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there are no subtitles in it"));
}

/**
 * lec_subtitle_file_parse:
 * @data: untrusted
 * @problems: (out) (optional) (transfer full) (element-type LecSubtitleProblem): what was left out,
 *   in the order of lines, a hundred at most; also where %NULL is returned
 *
 * Cues are put in order, and what rolling captions repeat is there once. The language is that of
 * the file's header, if it has one; there is no origin.
 *
 * Returns: (transfer full) (nullable): at least one cue; %NULL with %LEC_ERROR_PROTOCOL
 */
LecTranscript *
lec_subtitle_file_parse (const char *data,
                         gsize length,
                         GPtrArray **problems,
                         GError **error)
{
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_subtitle_problem_free);
  Reader self = { .transcript = transcript, .problems = found };
  LecTextCharset charset = LEC_TEXT_CHARSET_UTF_8;
  g_autofree char *text = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length > MAX_FILE_BYTES)
    add_problem (&self, 0, _ ("it is too long"));
  else
    {
      text = lec_text_charset_decode (data, length, &charset);
      join_line_ends (text);
      name_charset (&self, charset);
      self.rest = text;
      read_all (&self);
    }
  g_ptr_array_sort (transcript->cues, compare_cues);
  lec_rolling_captions_remove (transcript->cues);
  count_left_out_problems (&self);
  if (transcript->cues->len == 0)
    refuse_empty (&self, error);
  if (problems != NULL)
    *problems = g_steal_pointer (&found);

  return transcript->cues->len > 0 ? g_steal_pointer (&transcript) : NULL;
}

/**
 * lec_subtitle_file_load:
 * @path: untrusted content
 * @problems: (out) (optional) (transfer full) (element-type LecSubtitleProblem) (nullable): as
 *   lec_subtitle_file_parse() has them; %NULL when the file could not be opened
 *
 * Returns: (transfer full) (nullable): its origin is the file's name; %NULL with
 *   %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL, whose message names @path
 */
LecTranscript *
lec_subtitle_file_load (const char *path,
                        GPtrArray **problems,
                        GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) reason = NULL;
  LecTranscript *transcript = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (problems != NULL)
    *problems = NULL;
  data = lec_bounded_file_read (path, MAX_FILE_BYTES, &length, &reason);
  if (data != NULL)
    transcript = lec_subtitle_file_parse (data, length, problems, &reason);
  if (transcript != NULL)
    {
      transcript->origin = g_filename_display_basename (path);
      return transcript;
    }

  shown = g_filename_display_name (path);
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL))
    g_prefix_error (&reason, "%s: ", shown);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}
