/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands and the options that are theirs alone.
 */
#include "cli/command.h"

#include <glib/gi18n-lib.h>

static const char *const progress_modes[] = { "auto", "bar", "lines", "json", "none", NULL };

#define OUTPUT_OPTION                                                   \
  {                                                                     \
    "output", 'o', N_ ("PATH"), NULL, NULL,                             \
      N_ ("where to: a folder, or a file ending in .pdf for one video") \
  }
#define FORCE_OPTION                                \
  {                                                 \
    "force", 'f', NULL, NULL, NULL,                 \
      N_ ("replace outputs that are there already") \
  }
#define PROGRESS_OPTION                                                   \
  {                                                                       \
    "progress", 0, NULL, progress_modes, "auto",                          \
      N_ ("a bar, plain lines, JSON lines or nothing, on standard error") \
  }

static const LecCommandOption extract_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  { "join", 'j', NULL, NULL, NULL, N_ ("the videos are parts of one talk: make one lecture of them") },
  PROGRESS_OPTION,
};

static const LecCommandOption resegment_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption probe_options[] = {
  { "json", 0, NULL, NULL, NULL, N_ ("print JSON, one object a line for each video") },
};

static const LecCommand commands[] = {
  { "extract", N_ ("VIDEO…"), 1, G_MAXUINT,
    N_ ("make a searchable PDF of the slides in a lecture video"),
    N_ ("The PDF is written beside the video, or to the current folder when that one may not be "
        "written. Nothing is replaced without --force. The last line printed says where it is.\n\n"
        "What was read of a video is kept: the same video again costs nothing, and a changed "
        "setting repeats only what it must."),
    "lectern extract talk.mp4\n"
    "lectern extract *.mkv -o slides/ --images --json --layout notes\n"
    "lectern extract part1.mp4 part2.mp4 --join --language eng+deu",
    TRUE, 0, extract_options, G_N_ELEMENTS (extract_options), lec_command_run_extract },
  { "resegment", N_ ("VIDEO|LECTURE.json|FOLDER"), 1, 1,
    N_ ("find the slides anew with other settings, without reading the video again"),
    N_ ("Works on what “lectern extract” has kept. Settings that are not given stay as they were."),
    "lectern resegment talk.mp4 --sensitivity high --force\n"
    "lectern resegment slides/talk.json --crop none -o other.pdf",
    TRUE, LEC_AFFECTS_READING, resegment_options, G_N_ELEMENTS (resegment_options),
    lec_command_run_resegment },
  { "probe", N_ ("VIDEO…"), 1, G_MAXUINT,
    N_ ("print what is in a video file"), NULL, NULL,
    FALSE, 0, probe_options, G_N_ELEMENTS (probe_options), lec_command_run_probe },
  { "help", N_ ("[COMMAND|exit-codes]"), 0, 1,
    N_ ("print help"), NULL, NULL,
    FALSE, 0, NULL, 0, lec_command_run_help },
};

/* Returns: (transfer none) (array length=n_commands) */
const LecCommand *
lec_command_get_table (gsize *n_commands)
{
  g_return_val_if_fail (n_commands != NULL, NULL);

  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

/* Returns: (transfer none) (nullable) */
const LecCommand *
lec_command_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

gboolean
lec_command_takes (const LecCommand *command,
                   const LecOptionSpec *spec)
{
  g_return_val_if_fail (command != NULL && spec != NULL, FALSE);

  return command->takes_job_options && !(spec->affects & command->excluded);
}
