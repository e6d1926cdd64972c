/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that is really spoken: espeak-ng says known words over its slides,
 * and subtitles in the video or beside it hold them. Exactly those words are
 * under the slides that they were said over, in all that one studies from.
 */
#include <gst/gst.h>

#include "desk.h"
#include "made-subtitles.h"

#define SAMPLE_RATE  22050 /* of espeak-ng */
#define HEADER_BYTES 44
#define PAUSE_S      0.2
#define TALK_S       20

/* @start_s: not before; the slides of the talk begin at 0, 5 and 10.5 s */
static const struct
{
  guint slide;
  double start_s;
  const char *words;
} sentences[] = {
  { 1, 0.5, "Welcome to everybody." },
  { 1, 2.0, "Today: parsers & tokens." },
  { 2, 5.3, "A lexer makes tokens, i.e. words." },
  { 3, 11, "The grammar says what \"follows\" what." },
  { 3, 13, "Zwei naïve Beispiele – 1 < 2." },
};

/* Where each sentence is really said: one after the other. */
typedef struct
{
  MadeCue cues[G_N_ELEMENTS (sentences) + 1];
  GByteArray *samples; /* 16 bits, of one channel */
} Speech;

static gsize
to_bytes (double time_s)
{
  return (gsize) (time_s * SAMPLE_RATE) * 2;
}

/* Of a file of little-endian numbers. */
static guint
read_number (const char *at,
             guint n_bytes)
{
  guint number = 0;

  for (guint i = n_bytes; i > 0; i--)
    number = number << 8 | (guint8) at[i - 1];

  return number;
}

/* Appends what espeak-ng makes of @words. */
static void
say (Desk *desk,
     Speech *speech,
     const char *words)
{
  g_autofree char *quoted = g_shell_quote (words);
  g_autofree char *command = g_strdup_printf ("espeak-ng -s 260 -w one.wav %s", quoted);
  g_autofree char *path = g_build_filename (desk->folder, "one.wav", NULL);
  g_autofree char *content = NULL;
  gsize length = 0;
  guint n_loud = 0;

  desk_shell (desk, command);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, HEADER_BYTES + to_bytes (0.3));
  g_assert_cmpuint (read_number (content + 24, 4), ==, SAMPLE_RATE);
  for (gsize i = HEADER_BYTES; i + 1 < length; i += 2)
    n_loud += ABS ((gint16) read_number (content + i, 2)) > 1000;
  g_assert_cmpuint (n_loud, >, SAMPLE_RATE / 20); /* it is no silence */
  g_byte_array_append (speech->samples, (const guint8 *) content + HEADER_BYTES, (guint) (length - HEADER_BYTES) & ~1u);
}

static void
append_number (GByteArray *bytes,
               guint32 number,
               guint n_bytes)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *) &little, n_bytes);
}

static void
save_sound (const Speech *speech,
            const char *path)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) "RIFF", 4);
  append_number (file, 36 + speech->samples->len, 4);
  g_byte_array_append (file, (const guint8 *) "WAVEfmt ", 8);
  append_number (file, 16, 4);
  append_number (file, 1, 2); /* linear */
  append_number (file, 1, 2); /* channel */
  append_number (file, SAMPLE_RATE, 4);
  append_number (file, SAMPLE_RATE * 2, 4);
  append_number (file, 2, 2);
  append_number (file, 16, 2);
  g_byte_array_append (file, (const guint8 *) "data", 4);
  append_number (file, speech->samples->len, 4);
  g_byte_array_append (file, speech->samples->data, speech->samples->len);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
}

/* spoken.wav, as long as the talk. */
static void
speak (Desk *desk,
       Speech *speech)
{
  g_autofree char *path = g_build_filename (desk->folder, "spoken.wav", NULL);

  speech->samples = g_byte_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      MadeCue *cue = &speech->cues[i];
      gsize start = MAX (to_bytes (sentences[i].start_s), speech->samples->len + to_bytes (PAUSE_S));
      guint before = speech->samples->len;

      g_byte_array_set_size (speech->samples, (guint) start);
      memset (speech->samples->data + before, 0, start - before);
      cue->text = sentences[i].words;
      cue->start_s = (double) start / 2 / SAMPLE_RATE;
      say (desk, speech, cue->text);
      cue->end_s = (double) speech->samples->len / 2 / SAMPLE_RATE;
    }
  /* Nothing is said while the slide changes. */
  g_assert_cmpfloat (speech->cues[1].end_s, <, 5);
  g_assert_cmpfloat (speech->cues[2].end_s, <, 10.5);
  g_assert_cmpfloat (speech->cues[4].end_s, <, TALK_S);
  save_sound (speech, path);
}

static void
save_subtitles (Desk *desk,
                const Speech *speech)
{
  g_autoptr (GString) text = g_string_new ("WEBVTT\n");
  g_autofree char *path = g_build_filename (desk->folder, "spoken.vtt", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *words = g_markup_escape_text (speech->cues[i].text, -1);

      g_string_append_printf (text, "\n00:%06.3f --> 00:%06.3f\n%s\n", speech->cues[i].start_s, speech->cues[i].end_s,
                              words);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

/* Exactly the words, each under its slide, in its order; and in each other format. */
static void
assert_said (Desk *desk)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    g_string_append_printf (expected, "%u: %s\n", sentences[i].slide, sentences[i].words);
  desk_lectern (desk, "study spoken.mkv --progress none --format json,txt,html,markdown,study-pdf", 0);
  desk_shell (desk, "python3 -I -c 'import json, sys\n"
                    "for over in json.load(open(\"spoken.study.json\"))[\"lectures\"][0][\"speech\"]:\n"
                    "  for cue in over[\"cues\"]: print(over[\"slide\"], cue[\"text\"], sep=\": \")'");
  g_assert_cmpstr (desk->out, ==, expected->str);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *quoted = g_shell_quote (sentences[i].words);
      g_autofree char *command = g_strdup_printf ("grep -qF -- %s spoken.transcript.txt", quoted);

      desk_shell (desk, command);
    }
  desk_shell (desk, "pdftotext spoken.study.pdf - | grep -q 'A lexer makes tokens, i.e. words.'");
  desk_shell (desk, "grep -q 'naïve Beispiele – 1 &lt; 2.' spoken.html && grep -q 'naïve Beispiele' spoken.md");
}

static void
make (Desk *desk,
      gboolean within)
{
  Speech speech = { 0 };
  const MadeTrack track = { MADE_TEXT, "language-code=en", speech.cues };
  g_autofree char *plain = g_build_filename (desk->folder, "talk.mp4", NULL);
  g_autofree char *sound = g_build_filename (desk->folder, "spoken.wav", NULL);
  g_autofree char *path = g_build_filename (desk->folder, "spoken.mkv", NULL);

  speak (desk, &speech);
  made_subtitles_mux_sound (plain, sound, "matroskamux", &track, within ? 1 : 0, path);
  if (!within)
    save_subtitles (desk, &speech);
  g_byte_array_unref (speech.samples);
  desk_lectern (desk, "probe spoken.mkv", 0);
  desk_assert_says (desk->out, "sound:       1 track");
}

static gboolean
has_voice (void)
{
  g_autofree char *path = g_find_program_in_path ("espeak-ng");

  if (path == NULL)
    g_test_skip ("espeak-ng is not installed");

  return path != NULL;
}

static void
test_embedded (Desk *desk,
               gconstpointer data)
{
  if (!has_voice ())
    return;

  make (desk, TRUE);
  assert_said (desk);
  desk_lectern (desk, "transcribe spoken.mkv --format json", 0);
  desk_assert_says (desk->out, "\"source\": \"embedded\"");
}

static void
test_sidecar (Desk *desk,
              gconstpointer data)
{
  if (!has_voice ())
    return;

  make (desk, FALSE);
  assert_said (desk);
  desk_lectern (desk, "transcribe spoken.mkv --format json", 0);
  desk_assert_says (desk->out, "\"source\": \"sidecar\"");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/spoken/embedded", test_embedded },
    { "/spoken/sidecar", test_sidecar },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  return desk_shop_run (&shop, desk_set_up_at_home, cases, G_N_ELEMENTS (cases));
}
