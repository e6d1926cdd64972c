/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WebVTT has an escape for each letter that means something. SubRip has none,
 * and players differ: there only what would be taken for a tag, an entity or
 * times is escaped, so that all other text is the same everywhere. Neither has
 * empty lines in a cue, nor a cue that ends when it begins.
 */
#include "documents/subtitle-text.h"

#include <math.h>
#include <string.h>

#include "base/time-format.h"

typedef enum
{
  VTT,
  SRT,
} Format;

static void
append_time (GString *text,
             gint64 time_ms,
             Format format)
{
  g_string_append_printf (text, "%02d:%02d:%02d%c%03d", (int) (time_ms / 3600000), (int) (time_ms / 60000 % 60),
                          (int) (time_ms / 1000 % 60), format == VTT ? '.' : ',', (int) (time_ms % 1000));
}

static gint64
to_ms (double time_s)
{
  return llround (time_s * 1000);
}

/* Whether a reader of SubRip would not show the < or & that is here: "<b>", "&lt;". */
static gboolean
means_something (const char *text)
{
  gsize name = strspn (text + 1, "#/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const char *rest = text + 1 + name;

  if (name == 0)
    return FALSE;
  if (*text == '&')
    return *rest == ';';

  return strchr (rest, '>') != NULL;
}

static void
append_letter (GString *text,
               const char *letter,
               Format format)
{
  gboolean is_escaped = format == VTT || means_something (letter);

  if (*letter == '&' && is_escaped)
    g_string_append (text, "&amp;");
  else if (*letter == '<' && is_escaped)
    g_string_append (text, "&lt;");
  else if (*letter == '>' && (format == VTT || (text->len > 0 && text->str[text->len - 1] == '-')))
    g_string_append (text, "&gt;");
  else if (*letter == '{' && letter[1] == '\\')
    g_string_append (text, "&#123;");
  else if (!g_unichar_iscntrl (g_utf8_get_char (letter)))
    g_string_append_len (text, letter, g_utf8_next_char (letter) - letter);
  else
    g_string_append_c (text, ' ');
}

/* @times: (nullable) (element-type gint64): before the letters at @offsets, in order */
static void
append_text (GString *text,
             const char *said,
             const GArray *offsets,
             const GArray *times,
             Format format)
{
  g_autofree char *stripped = g_strchomp (g_strdup (said));
  gboolean is_line_empty = TRUE;
  guint n = 0;

  for (const char *p = stripped; *p != '\0'; p = g_utf8_next_char (p))
    {
      for (; times != NULL && n < times->len && g_array_index (offsets, gsize, n) <= (gsize) (p - stripped); n++)
        {
          g_string_append_c (text, '<');
          append_time (text, g_array_index (times, gint64, n), format);
          g_string_append_c (text, '>');
        }
      if (*p == '\n' || *p == '\r')
        {
          if (!is_line_empty)
            g_string_append_c (text, '\n');
          is_line_empty = TRUE;
        }
      else if (!is_line_empty || (*p != ' ' && *p != '\t'))
        {
          append_letter (text, p, format);
          is_line_empty = FALSE;
        }
    }
}

/* The times of words that can be written: within the cue, and each after the one before. */
static void
list_times (const LecCue *cue,
            GArray *offsets,
            GArray *times)
{
  const char *rest = cue->text;
  gint64 last_ms = to_ms (cue->start_s);

  for (guint i = 0; i < cue->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);
      const char *found = strstr (rest, word->text);
      gsize offset = found != NULL ? (gsize) (found - cue->text) : 0;
      gint64 time_ms = to_ms (word->start_s);

      if (found == NULL)
        return;
      rest = found + strlen (word->text);
      if (time_ms <= last_ms || time_ms >= to_ms (cue->end_s))
        continue;
      g_array_append_val (offsets, offset);
      g_array_append_val (times, time_ms);
      last_ms = time_ms;
    }
}

static void
append_voice (GString *text,
              const char *speaker)
{
  g_string_append (text, "<v ");
  for (const char *p = speaker; *p != '\0'; p = g_utf8_next_char (p))
    append_letter (text, p, VTT);
  /* "-->" is not allowed anywhere in a cue. */
  g_string_append (text, g_str_has_suffix (speaker, "-") ? " >" : ">");
}

static void
append_vtt_text (GString *text,
                 const LecCue *cue)
{
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  list_times (cue, offsets, times);
  if (cue->speaker != NULL)
    append_voice (text, cue->speaker);
  append_text (text, cue->text, offsets, times, VTT);
}

static void
append_srt_text (GString *text,
                 const LecCue *cue)
{
  g_autofree char *all = NULL;

  if (cue->speaker != NULL)
    all = g_strconcat (cue->speaker, ": ", cue->text, NULL);
  append_text (text, all != NULL ? all : cue->text, NULL, NULL, SRT);
}

static void
append_cue (GString *text,
            const LecCue *cue,
            Format format)
{
  gint64 start_ms = to_ms (cue->start_s);

  append_time (text, start_ms, format);
  g_string_append (text, " --> ");
  append_time (text, MAX (to_ms (cue->end_s), start_ms + 1), format);
  g_string_append_c (text, '\n');
  if (format == VTT)
    append_vtt_text (text, cue);
  else
    append_srt_text (text, cue);
  g_string_append_c (text, '\n');
}

/* Without line ends and other control characters. */
static void
append_line (GString *text,
             const char *added)
{
  for (const char *p = added; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_c (text, ' ');
    else
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
}

/**
 * lec_subtitle_text_make_vtt:
 *
 * With speakers and the times of words.
 *
 * Returns: (transfer full): a WebVTT file
 */
char *
lec_subtitle_text_make_vtt (const LecTranscript *transcript)
{
  GString *text = NULL;

  g_return_val_if_fail (transcript != NULL, NULL);

  text = g_string_new ("WEBVTT\n");
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      g_string_append_c (text, '\n');
      append_cue (text, g_ptr_array_index (transcript->cues, i), VTT);
    }

  return g_string_free (text, FALSE);
}

/**
 * lec_subtitle_text_make_srt:
 *
 * Who speaks stands before the text, as people write it; SubRip has nothing else for it.
 *
 * Returns: (transfer full): a SubRip file
 */
char *
lec_subtitle_text_make_srt (const LecTranscript *transcript)
{
  GString *text = NULL;

  g_return_val_if_fail (transcript != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      g_string_append_printf (text, "%s%u\n", i > 0 ? "\n" : "", i + 1);
      append_cue (text, g_ptr_array_index (transcript->cues, i), SRT);
    }

  return g_string_free (text, FALSE);
}

/**
 * lec_subtitle_text_make_plain:
 *
 * Returns: (transfer full): "0:01 Name: text", a line each
 */
char *
lec_subtitle_text_make_plain (const LecTranscript *transcript)
{
  GString *text = NULL;

  g_return_val_if_fail (transcript != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);
      g_autofree char *time = lec_time_format (cue->start_s);

      g_string_append_printf (text, "%s ", time);
      if (cue->speaker != NULL)
        append_line (text, cue->speaker);
      g_string_append (text, cue->speaker != NULL ? ": " : "");
      append_line (text, cue->text);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
