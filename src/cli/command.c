/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands and the options that are theirs alone.
 */
#include "cli/command.h"

#include <glib/gi18n-lib.h>

#include "engine/server-settings.h"

/* How other programs of their kind are started; the commands have the same names. */
#define WORKER_FLAG "--worker"
#define SERVE_FLAG  "--serve"

static const char *const priorities[] = { "low", "normal", "high", NULL };
static const char *const statuses[] = {
  "queued",
  "processing",
  "paused",
  "completed",
  "failed",
  "cancelled",
  NULL,
};
static const char *const queues[] = {
  "extraction",
  "analysis",
  "generation",
  "maintenance",
  "default",
  NULL,
};
static const char *const papers[] = { "a4", "letter", NULL };
static const char *const qualities[] = { "low", "medium", "high", NULL };
static const char *const transcript_formats[] = { "vtt", "srt", "txt", "json", NULL };
static const char *const transcript_sources[] = { "auto", "embedded", "sidecar", "whisper", "service", NULL };
static const char *const token_scopes[] = { "read", "submit", "admin", NULL };
static const char *const term_actions[] = { "list", "apply", NULL };
static const char *const log_levels[] = { "error", "warning", "info", "debug", NULL };
static const char *const log_formats[] = { "text", "json", NULL };
static const char *const progress_modes[] = { "auto", "bar", "lines", "json", "none", NULL };

#define OUTPUT_OPTION                                                   \
  {                                                                     \
    "output", 'o', "PATH", NULL, NULL,                                  \
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

#define OWN_NETWORK_OPTION                                                                       \
  {                                                                                              \
    "own-network", 0, NULL, NULL, NULL,                                                          \
      N_ ("with an address: also from a machine of the own network, which is refused otherwise") \
  }

#define PRIORITY_OPTION                        \
  {                                            \
    "priority", 0, NULL, priorities, "normal", \
      N_ ("what comes first")                  \
  }
#define CONCURRENCY_OPTION                                          \
  {                                                                 \
    "concurrency", 0, "NUMBER", NULL, NULL,                         \
      N_ ("videos worked on at a time; chosen by cores and memory") \
  }
#define QUEUES_OPTION                                                          \
  {                                                                            \
    "queues", 0, "QUEUE,…", NULL, NULL,                                        \
      N_ ("only the tasks of these queues: extraction, analysis, generation, " \
          "maintenance, default")                                              \
  }
#define TASKS_PER_CHILD_OPTION                                       \
  {                                                                  \
    "max-tasks-per-child", 0, "NUMBER", NULL, "10",                  \
      N_ ("tasks after which a task process is replaced by another") \
  }
#define MEMORY_PER_CHILD_OPTION                                               \
  {                                                                           \
    "max-memory-per-child", 0, "SIZE", NULL, NULL,                            \
      N_ ("memory a task may take, such as 800M or 2G (a bare number counts " \
          "KiB); chosen by the machine's memory")                             \
  }

#define EXPIRE_OPTION                                                      \
  {                                                                        \
    "expire", 0, "DAYS", NULL, NULL,                                       \
      N_ ("meanwhile, forget what was read of videos and not used since; " \
          "never unless given")                                            \
  }
#define JOIN_OPTION                                                     \
  {                                                                     \
    "join", 'j', NULL, NULL, NULL,                                      \
      N_ ("the videos are parts of one talk: make one lecture of them") \
  }
#define CLUSTER_OPTION                                                      \
  {                                                                         \
    "cluster", 0, NULL, NULL, NULL,                                         \
      N_ ("of the cluster, not of this machine: see “lectern config show”") \
  }
#define LOG_LEVEL_OPTION                                                              \
  {                                                                                   \
    "log-level", 0, NULL, log_levels, "info", N_ ("what is logged to standard error") \
  }
#define LOG_FORMAT_OPTION                                                                          \
  {                                                                                                \
    "log-format", 0, NULL, log_formats, "text", N_ ("lines for people or JSON, one object a line") \
  }
#define JSON_OPTION                        \
  {                                        \
    "json", 0, NULL, NULL, NULL,           \
      N_ ("print JSON, one object a line") \
  }

static const LecCommandOption extract_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  JOIN_OPTION,
  OWN_NETWORK_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption resegment_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  PROGRESS_OPTION,
};

#define FORMATS                                                                            \
  "study-pdf, transcript-pdf, deck-pdf, html, markdown, json, anki, csv, pptx, chapters, " \
  "ffmetadata, vtt, srt, txt, chaptered-video"
#define COURSE_OPTION                                                               \
  {                                                                                 \
    "course", 0, "TITLE", NULL, NULL, N_ ("all lectures in one file of that title") \
  }
#define SYLLABUS_OPTION                                                     \
  {                                                                         \
    "syllabus", 0, "FILE", NULL, NULL,                                      \
      N_ ("the topics of the course, a line each: what of them is covered") \
  }
#define SUBTITLES_OPTION                                         \
  {                                                              \
    "subtitles", 0, "FILE", NULL, NULL,                          \
      N_ ("take this .vtt or .srt file, whatever else there is") \
  }
#define DECK_OPTION                                                   \
  {                                                                   \
    "deck", 0, "FILE", NULL, NULL,                                    \
      N_ ("the PDF of the slides: which of its pages was shown when") \
  }

#define AGREE_OPTION                                                                             \
  {                                                                                              \
    "agree", 0, "HOST", NULL, NULL,                                                              \
      N_ ("from now on what is needed of lectures may be sent to this machine: asked otherwise") \
  }

#define PAPER_OPTION                                                      \
  {                                                                       \
    "paper", 0, NULL, papers, NULL,                                       \
      N_ ("of study-pdf and transcript-pdf, and of the notes of a pptx; " \
          "that of the lecture, mostly A4")                               \
  }
#define QUALITY_OPTION                                                                 \
  {                                                                                    \
    "picture-quality", 0, NULL, qualities, NULL,                                       \
      N_ ("of pictures in documents: as they were read, or smaller for smaller files") \
  }

static const LecCommandOption study_options[] = {
  { "output", 'o', "PATH", NULL, NULL,
    N_ ("where to: a folder, or the file where there is one format") },
  FORCE_OPTION,
  { "format", 0, "FORMAT,…", NULL, NULL, FORMATS },
  COURSE_OPTION,
  SYLLABUS_OPTION,
  SUBTITLES_OPTION,
  DECK_OPTION,
  { "language-model", 0, NULL, NULL, NULL,
    N_ ("have the language model that is set add notes, terms and questions: what is on the slides is sent to it") },
  AGREE_OPTION,
  PAPER_OPTION,
  QUALITY_OPTION,
  OWN_NETWORK_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption export_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  { "format", 0, "FORMAT,…", NULL, NULL, FORMATS },
  COURSE_OPTION,
  SYLLABUS_OPTION,
  SUBTITLES_OPTION,
  DECK_OPTION,
  { "lossless", 0, NULL, NULL, NULL,
    N_ ("pictures without compression loss (PNG); reads the video again unless it was read so") },
  PROGRESS_OPTION,
};

static const LecCommandOption edit_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  PROGRESS_OPTION,
  { "json", 0, NULL, NULL, NULL, N_ ("print the list or the log as JSON, one object a line") },
};

static const LecCommandAction edit_actions[] = {
  { "list", N_ ("slides with their numbers, and what was left out; also without an action") },
  { "remove N…", N_ ("these are no slides") },
  { "merge N M…", N_ ("these are one slide, with the picture of the last one") },
  { "add TIME", N_ ("what is shown then is a slide; what was left out comes back") },
  { "retitle N [TITLE]", N_ ("its title; none without TITLE") },
  { "crop N X,Y,W,H", N_ ("what is to be seen of the video's picture, as for extract") },
  { "adjust NAME=VALUE…", N_ ("how slides are found: sensitivity, shortest, keep-builds, crop, as for extract") },
  { "move N TIME", N_ ("a slide that comes back stands where it is shown then") },
  { "undo", N_ ("the last edit that counts; again for the one before") },
  { "redo", N_ ("what was undone last") },
  { "log", N_ ("all edits, and what became of them") },
  { "render", N_ ("make the outputs again") },
};

static const LecCommandOption transcribe_options[] = {
  { "output", 'o', "FILE", NULL, NULL, N_ ("where to; its ending says the format; standard output unless given") },
  FORCE_OPTION,
  { "format", 0, NULL, transcript_formats, "vtt", N_ ("subtitles, text with times, or JSON") },
  SUBTITLES_OPTION,
  { "language", 0, "LANG", NULL, NULL,
    N_ ("what is spoken, such as de or en-US; of several subtitles those in this language") },
  { "transcript", 0, NULL, transcript_sources, "auto",
    N_ ("only this source; “auto” is the first that has something") },
  { "terms", 0, NULL, term_actions, NULL,
    N_ ("words that may be a term on the slides, misheard: list them, or put the term there") },
  AGREE_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption probe_options[] = {
  { "json", 0, NULL, NULL, NULL, N_ ("print JSON, one object a line for each video") },
};

static const LecCommandOption test_link_options[] = {
  OWN_NETWORK_OPTION,
  { "json", 0, NULL, NULL, NULL, N_ ("print JSON, one object a line for each address") },
};

static const LecCommandOption add_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  JOIN_OPTION,
  OWN_NETWORK_OPTION,
  PRIORITY_OPTION,
  { "cluster", 0, NULL, NULL, NULL,
    N_ ("to the cluster: sends the videos that its workers cannot reach; see “lectern config show”") },
};

static const LecCommandOption watch_options[] = {
  { "output", 'o', "FOLDER", NULL, NULL, N_ ("where to; beside each video unless given") },
  FORCE_OPTION,
  { "existing", 0, NULL, NULL, NULL, N_ ("take what is there already, too") },
  PRIORITY_OPTION,
  CONCURRENCY_OPTION,
  QUEUES_OPTION,
  TASKS_PER_CHILD_OPTION,
  MEMORY_PER_CHILD_OPTION,
  EXPIRE_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption run_options[] = {
  CONCURRENCY_OPTION,
  QUEUES_OPTION,
  TASKS_PER_CHILD_OPTION,
  MEMORY_PER_CHILD_OPTION,
  EXPIRE_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption cluster_options[] = {
  { "watch", 0, NULL, NULL, NULL, N_ ("show the status anew every two seconds, until Ctrl-C") },
  { "undo", 0, NULL, NULL, NULL, N_ ("let a drained worker take tasks again") },
  { "status", 0, NULL, NULL, NULL, N_ ("with “migrate”: only say of which version the tables are") },
  { "dry-run", 0, NULL, NULL, NULL, N_ ("likewise; with “import-local”: only say what would be brought") },
  { "repair", 0, NULL, NULL, NULL, N_ ("with “migrate”: also bring back what was taken away of them") },
  JSON_OPTION,
};

static const LecCommandAction config_actions[] = {
  { "show", N_ ("all settings; also without an action") },
  { "set-key SERVICE", N_ ("keep a key in the keyring: typed, or from standard input; speech, language-model") },
  { "forget-key SERVICE", N_ ("take it out of the keyring") },
};

static const LecCommandAction cluster_actions[] = {
  { "init", N_ ("make the tables in the database, where they are not there") },
  { "migrate", N_ ("bring the tables up to date; prints of which version they were") },
  { "check", N_ ("whether all is there that work needs, and what to do") },
  { "ping", N_ ("how long the database and Redis take to answer") },
  { "status", N_ ("workers, jobs, times and queues at a glance") },
  { "workers", N_ ("who works, and when it was heard of last") },
  { "queues", N_ ("what waits, for how long, and who takes it") },
  { "pause QUEUE", N_ ("no more of its tasks are begun") },
  { "resume QUEUE", N_ ("they are begun again") },
  { "drain WORKER", N_ ("it takes no more tasks; what it works on goes on") },
  { "forget WORKER", N_ ("take one that does not come back off the list") },
  { "dead", N_ ("tasks that were given up, and why") },
  { "requeue JOB", N_ ("try such a job again, from where it stood") },
  { "schedule", N_ ("periodic work: how often, when last, when next, what became of it") },
  { "schedule run WORK", N_ ("do it now, here") },
  { "import-local", N_ ("bring what this desk did, and was to do, while the cluster was away") },
  { "scale", N_ ("how many slots there is work for: exit code 20 for more than there are, 21 for fewer") },
};

static const LecCommandOption worker_options[] = {
  { "queues", 'Q', "QUEUE,…", NULL, NULL,
    N_ ("only the tasks of these queues: extraction, analysis, generation, maintenance, default") },
  { "concurrency", 0, "NUMBER", NULL, NULL, N_ ("tasks worked on at a time; chosen by cores and memory") },
  { "autoscale", 0, "MIN,MAX", NULL, NULL,
    N_ ("as many tasks at a time as there is work for, within these limits") },
  TASKS_PER_CHILD_OPTION,
  MEMORY_PER_CHILD_OPTION,
  { "drain-timeout", 0, "SECONDS", NULL, "300", N_ ("how long tasks may go on when it is asked to end") },
  LOG_LEVEL_OPTION,
  LOG_FORMAT_OPTION,
};

static const LecCommandOption import_options[] = {
  { "from-url", 0, "ADDRESS", NULL, NULL, N_ ("where its database is, as DATABASE_URL says it") },
  { "cluster", 0, NULL, NULL, NULL, N_ ("to the jobs of the cluster, not of this machine: see “lectern config show”") },
  { "dry-run", 0, NULL, NULL, NULL, N_ ("only say what would be brought") },
  JSON_OPTION,
};

static const LecCommandOption follow_options[] = { PROGRESS_OPTION, CLUSTER_OPTION };

static const LecCommandOption fetch_options[] = {
  OUTPUT_OPTION,
  FORCE_OPTION,
  PROGRESS_OPTION,
};

static const LecCommandOption jobs_options[] = {
  { "status", 0, "STATE", statuses, NULL, N_ ("only jobs in that state") },
  { "watch", 0, NULL, NULL, NULL, N_ ("show them again whenever something has changed, until Ctrl-C") },
  JSON_OPTION,
  CLUSTER_OPTION,
};

static const LecCommandOption json_options[] = { JSON_OPTION };
static const LecCommandOption job_options[] = { JSON_OPTION, CLUSTER_OPTION };
static const LecCommandOption change_options[] = { CLUSTER_OPTION };

static const LecCommandOption search_options[] = {
  { "limit", 0, "NUMBER", NULL, "20", N_ ("slides listed at most") },
  JSON_OPTION,
  CLUSTER_OPTION,
};

static const LecCommandOption serve_options[] = {
  { "listen", 0, "ADDRESS:PORT", NULL, LEC_SERVER_DEFAULT_LISTEN,
    N_ ("where it can be asked; port 0 for any that is free") },
  { "own-network", 0, NULL, NULL, NULL,
    N_ ("videos may be had from machines of the own network, which is refused otherwise") },
  { "pages", 0, NULL, NULL, NULL,
    N_ ("videos may be had from pages, by yt-dlp, which asks whatever machines they name") },
  { "max-upload", 0, "MB", NULL, "8000", N_ ("how large a video that is sent to it may be") },
  { "allow-origin", 0, "ORIGIN", NULL, NULL,
    N_ ("web pages from there may ask, too, with a token: a scheme, a host and a port; several with commas between "
        "them, * for any") },
  { "requests-per-minute", 0, "NUMBER", NULL, "3000",
    N_ ("how often the bearer of one token may ask, 0 for no limit") },
  { "token-jobs-per-hour", 0, "NUMBER", NULL, "0",
    N_ ("jobs that may be added with one token, 0 for no limit") },
  CLUSTER_OPTION,
  LOG_LEVEL_OPTION,
  LOG_FORMAT_OPTION,
};

static const LecCommandOption token_options[] = {
  { "scope", 0, NULL, token_scopes, "read", N_ ("with add: what it is good for, each with what is before it") },
  { "owner", 0, "NAME", NULL, NULL, N_ ("with add: whose jobs it is about; yours unless given") },
  { "expires", 0, "DAYS", NULL, NULL, N_ ("with add: it is good for so long; without end unless given") },
  JSON_OPTION,
  CLUSTER_OPTION,
};

static const LecCommandAction token_actions[] = {
  { "list", N_ ("which there are") },
  { "add NAME", N_ ("make one; what its bearer has to show is printed, this once") },
  { "remove NAME", N_ ("nobody is let in by it any more") },
};

static const LecCommandOption free_options[] = {
  { "work", 0, NULL, NULL, NULL, N_ ("free what can be made again from the video") },
  { "videos", 0, NULL, NULL, NULL, N_ ("move videos whose slides are all kept to the trash") },
  { "older-than", 0, "DAYS", NULL, NULL, N_ ("only lectures that were not used for so long") },
  { "dry-run", 0, NULL, NULL, NULL, N_ ("only say what would be freed") },
  JSON_OPTION,
};

static const LecCommandOption pause_options[] = {
  { "queue", 0, "QUEUE", queues, NULL, N_ ("all tasks of that kind, of all jobs") },
  CLUSTER_OPTION,
};

static const LecCommandOption retry_options[] = {
  { "failed", 0, NULL, NULL, NULL, N_ ("all jobs that have failed") },
  CLUSTER_OPTION,
};

static const LecCommandOption clear_options[] = {
  { "done", 0, NULL, NULL, NULL, N_ ("forget all jobs that are completed") },
  CLUSTER_OPTION,
};

static const LecCommand commands[] = {
  { "extract", "VIDEO…", 1, G_MAXUINT,
    N_ ("make a searchable PDF of the slides in a lecture video"),
    N_ ("The PDF is written beside the video, or to the current folder when that one may not be "
        "written. Nothing is replaced without --force. The last line printed says where it is.\n\n"
        "What was read of a video is kept: the same video again costs nothing, and a changed "
        "setting repeats only what it must.\n\n"
        "VIDEO may be an address on the web (http or https): it is downloaded first, goes on where it was "
        "when that is stopped, and stays for 30 days; its PDF is written to the current folder. See “lectern "
        "test-link”."),
    "lectern extract talk.mp4\n"
    "lectern extract *.mkv -o slides/ --images --json --layout notes\n"
    "lectern extract part1.mp4 part2.mp4 --join --language eng+deu\n"
    "lectern extract https://example.org/talks/7.mp4",
    TRUE, 0, extract_options, G_N_ELEMENTS (extract_options), lec_command_run_extract },
  { "resegment", "VIDEO|LECTURE.json|FOLDER", 1, 1,
    N_ ("find the slides anew with other settings, without reading the video again"),
    N_ ("Works on what “lectern extract” has kept. Settings that are not given stay as they were."),
    "lectern resegment talk.mp4 --sensitivity high --force\n"
    "lectern resegment slides/talk.json --crop none -o other.pdf",
    TRUE, LEC_AFFECTS_READING | LEC_AFFECTS_TRANSCRIPT, resegment_options, G_N_ELEMENTS (resegment_options),
    lec_command_run_resegment },
  { "edit", "LECTURE [ACTION…]", 1, G_MAXUINT,
    N_ ("correct a lecture: remove, merge, add, retitle, crop and move slides, undo and redo"),
    N_ ("LECTURE is a video that “lectern extract” has read, a LECTURE.json, a kept folder, or a job.\n\n"
        "After an edit the outputs are made again in their places; a file that somebody else has changed "
        "is not replaced without --force. Edits are kept: whatever reads the same video again, in "
        "whatever way, applies them. One whose slide is no longer found does nothing until it is."),
    "lectern edit talk.mp4\n"
    "lectern edit talk.mp4 remove 3 17\n"
    "lectern edit talk.mp4 retitle 4 \"Parsing by hand\"\n"
    "lectern edit slides/talk.json undo",
    FALSE, 0, edit_options, G_N_ELEMENTS (edit_options), lec_command_run_edit,
    edit_actions, G_N_ELEMENTS (edit_actions) },
  { "study", "LECTURE…", 1, G_MAXUINT,
    N_ ("make something to study from: a guide with what was said, terms, questions and cards"),
    N_ ("LECTURE is a video, or named as for “lectern edit”; a video that was not read yet is read first. "
        "Unless --format says otherwise that is study-pdf, html, markdown, anki and chapters. What was said "
        "comes from the subtitles in the video or beside it (talk.vtt, talk.de.srt), or as “lectern "
        "transcribe” has it. The videos that a page of the web lists are a course of that page's title, unless a "
        "format is of one lecture. All of it is done on this machine; --language-model alone shows slides and words "
        "to the model of your choice, whose text is marked as such. “lectern config --help” tells how to set one."),
    "lectern study talk.mp4\n"
    "lectern study week*.mp4 --course \"Compilers\" -o course/ --format html,anki\n"
    "lectern study talk.mp4 --deck slides.pdf --format deck-pdf\n"
    "lectern study talk.mp4 --syllabus topics.txt --format study-pdf -o guide.study.pdf",
    FALSE, 0, study_options, G_N_ELEMENTS (study_options), lec_command_run_study },
  { "export", "LECTURE…", 1, G_MAXUINT,
    N_ ("write a lecture's documents once more, in another layout or to another place"),
    N_ ("LECTURE is named as for “lectern edit”. What the lecture is and where its own outputs are stays "
        "as it was, and later edits do not touch what was exported. With --format it is what “lectern study” "
        "makes, of one lecture or more."),
    "lectern export talk.mp4 -o talk-notes.pdf --layout notes\n"
    "lectern export talk.mp4 --format pptx,vtt -o ~/Slides\n"
    "lectern export 12 -o ~/Slides --layout handout --per-page 6 --images",
    TRUE, LEC_AFFECTS_READING | LEC_AFFECTS_SEGMENTS | LEC_AFFECTS_RECOGNITION | LEC_AFFECTS_TRANSCRIPT, export_options,
    G_N_ELEMENTS (export_options), lec_command_run_export },
  { "transcribe", "VIDEO", 1, 1,
    N_ ("write what was said in a video: from its subtitles, or as a speech model hears it"),
    N_ ("Subtitles are a track of text in the video, or a .vtt or .srt file of its name beside it: talk.vtt, "
        "talk.de.srt. What cannot be read of them is left out, and its line is named. Where there are none, "
        "whisper.cpp on this machine writes down what it hears, or a service that you have chosen; “lectern config "
        "--help” tells how to set one. “lectern extract” does all that by itself; see its --transcript."),
    "lectern transcribe talk.mp4 > talk.vtt\n"
    "lectern transcribe talk.mp4 --subtitles ~/Downloads/captions.srt -o talk.txt\n"
    "lectern transcribe talk.mp4 --transcript whisper --language de -o talk.srt\n"
    "lectern transcribe talk.mp4 --terms apply -o talk.vtt",
    FALSE, 0, transcribe_options, G_N_ELEMENTS (transcribe_options), lec_command_run_transcribe },
  { "never", "[list|add LECTURE N…|remove N…]", 0, G_MAXUINT,
    N_ ("never take a page again: a logo, the page of a break"),
    N_ ("Slides N of a lecture, named as for “lectern edit”, are put on a list; “add” prints their numbers "
        "in it. Wherever slides are found from then on, these pages are left out, in this lecture and in "
        "others; “lectern edit LECTURE add TIME” takes one back. “remove” takes them off the list."),
    "lectern never add talk.mp4 1 17\n"
    "lectern never\n"
    "lectern never remove 2",
    FALSE, 0, json_options, G_N_ELEMENTS (json_options), lec_command_run_never },
  { "folder", "[list|set FOLDER NAME=VALUE…|remove FOLDER…]", 0, G_MAXUINT,
    N_ ("set options once for all videos in a folder: crop, ignore"),
    N_ ("“set” says all that is set for a folder, and forgets what was; ignore= may be repeated. Each option of "
        "a video is that of the nearest folder above it that sets it, unless it is given on the command line; "
        "empty, ignore= is for nothing. It holds for what “extract”, “add” and “watch” begin with from then on."),
    "lectern folder set ~/Lectures/Algebra crop=0,0,1280,960 ignore=1600,20,300,120\n"
    "lectern folder\n"
    "lectern folder remove ~/Lectures/Algebra",
    FALSE, 0, json_options, G_N_ELEMENTS (json_options), lec_command_run_folder },
  { "probe", "VIDEO…", 1, G_MAXUINT,
    N_ ("print what is in a video file"), NULL, NULL,
    FALSE, 0, probe_options, G_N_ELEMENTS (probe_options), lec_command_run_probe },
  { "test-link", "ADDRESS…", 1, G_MAXUINT,
    N_ ("say whether the video at an address on the web can be had, before anything begins"),
    N_ ("Asks the server, and downloads nothing: what it is, how large, what it will be called, and whether a "
        "download that is cut goes on. For a page the program yt-dlp is asked which videos are on it. The exit "
        "code is 0 when it can be had, 2 for what is no address, 3 when nothing is there, 4 when it is refused, "
        "5 when it is no video, 6 when yt-dlp is missing, and 1 when nobody answers."),
    "lectern test-link https://example.org/talks/7.mp4",
    FALSE, 0, test_link_options, G_N_ELEMENTS (test_link_options), lec_command_run_test_link },
  { "add", "VIDEO…", 1, G_MAXUINT,
    N_ ("put videos in the queue, to be worked on by “lectern run”"),
    N_ ("Returns at once. Each video is a job; what is added survives whatever happens to the "
        "computer. The same video with the same settings is the same job. A VIDEO that is an address on the "
        "web is downloaded by its job, or at once for a cluster; the videos of a page are a job each."),
    "lectern add ~/Lectures/*.mp4\n"
    "lectern add talk.mkv --priority high --layout notes -o slides/",
    TRUE, 0, add_options, G_N_ELEMENTS (add_options), lec_command_run_add },
  { "run", NULL, 0, 0,
    N_ ("work on the queue until it is empty"),
    N_ ("Prints where each PDF is. What cannot be done is told and kept with its reason; the others go "
        "on. Stopped or killed at any moment it loses nothing: the next one goes on with what is "
        "not finished."),
    NULL, FALSE, 0, run_options, G_N_ELEMENTS (run_options), lec_command_run_run },
  { "watch", "FOLDER…", 1, G_MAXUINT,
    N_ ("add new recordings to the queue when they are complete, and work on it"),
    N_ ("For the folders that recording programs and capture boxes write to, with what is below "
        "them. A recording is complete when it has not changed for some seconds, nobody has it open "
        "for writing, and it can be read. The same recording is added only once. Works until Ctrl-C; "
        "what is not finished then goes on with the next “lectern watch” or “lectern run”. The exit "
        "code is that of the first job that failed."),
    "lectern watch ~/Videos --layout notes\n"
    "lectern watch ~/Zoom /mnt/capture --existing -o ~/Slides",
    TRUE, 0, watch_options, G_N_ELEMENTS (watch_options), lec_command_run_watch },
  { "cluster", "ACTION [NAME]", 1, 3,
    N_ ("set up a cluster, look at it and operate it"),
    N_ ("A cluster is any number of “lectern --worker” that share a database; “lectern config show” says which "
        "one. WORKER is its name, or how no other one's begins. The jobs themselves are looked at and changed "
        "with the usual commands and --cluster. With “check”, the exit code is that of the first problem."),
    "lectern cluster init\n"
    "lectern cluster status --watch\n"
    "lectern cluster drain lab-07",
    FALSE, 0, cluster_options, G_N_ELEMENTS (cluster_options), lec_command_run_cluster,
    cluster_actions, G_N_ELEMENTS (cluster_actions) },
  { "worker", NULL, 0, 0,
    N_ ("work on the tasks of a cluster until it is asked to end; also “lectern --worker”"),
    N_ ("Any number of such programs, on any number of machines, share the work; “lectern config show” says "
        "which cluster it is. Started and killed at will, no task is lost: after the time of its lease "
        "another one takes it. Long videos are read in parts, by several of them at the same time "
        "(LECTERN_PART_LENGTH).\n\n"
        "SIGTERM or Ctrl-C: it takes no more tasks and ends when those it has have ended, or the time for "
        "that is over; then they are given back, and that does not count as a try. A second one gives them "
        "back at once. The exit code is 0 after the first, 130 after the second. Under systemd: Type=notify, "
        "WatchdogSec and KillMode=mixed.\n\n"
        "With sqlite:///PATH as DATABASE_URL it is a cluster of the workers of one machine."),
    "lectern --worker\n"
    "lectern --worker --queues analysis --concurrency 2\n"
    "lectern --worker --autoscale 1,8 --log-format json",
    FALSE, 0, worker_options, G_N_ELEMENTS (worker_options), lec_command_run_worker },
  { "serve", NULL, 0, 0,
    N_ ("answer other programs over HTTP until it is asked to end; also “lectern --serve”"),
    N_ ("Prints the address. What is submitted is worked on: by the service itself, with --cluster by the workers of "
        "the cluster. Without a token (“lectern token”) only this machine may ask, and it listens nowhere else; "
        "with one, whoever asks shows it: “Authorization: Bearer TOKEN”.\n\n"
        "SIGTERM or Ctrl-C: it answers what it was asked and ends; what it works on goes on with the next one."),
    "lectern --serve\n"
    "lectern --serve --listen 0.0.0.0:5000 --cluster --log-format json",
    FALSE, 0, serve_options, G_N_ELEMENTS (serve_options), lec_command_run_serve },
  { "token", "[list|add NAME|remove NAME]", 0, 2,
    N_ ("make and withdraw tokens: who may ask the service, and for what"),
    N_ ("“read” is for looking at jobs and what came of them, “submit” for adding and changing them, “admin” for "
        "operating, and for everybody's jobs. Only a sum of a token is kept: one that is lost is made anew."),
    "lectern token add phone\n"
    "lectern token add moodle --scope submit --owner moodle --expires 365\n"
    "lectern token remove phone",
    FALSE, 0, token_options, G_N_ELEMENTS (token_options), lec_command_run_token,
    token_actions, G_N_ELEMENTS (token_actions) },
  { "import", NULL, 0, 0,
    N_ ("bring the jobs of the web service that came before this program"),
    N_ ("Reads its tables jobs, slides and job_metrics, in transactions that can only read: a replica, or a user who "
        "may do no more, will do. Jobs that are over come with their slides, texts and costs, and can be looked at, "
        "searched and counted like all others; pictures stay where they are. Each job is brought once, however often "
        "this is done; broken off it goes on where it was. A job that cannot be understood is told of by its name, "
        "and the others are brought; then the exit code is that of the first of them.\n\n"
        "Everybody on a machine can see a command line: keep the password in ~/.pgpass or in PGPASSWORD. It is never "
        "printed."),
    "lectern import --from-url postgresql://reader@db.example.org/slides --dry-run\n"
    "lectern import --cluster --from-url postgresql://reader@db.example.org/slides",
    FALSE, 0, import_options, G_N_ELEMENTS (import_options), lec_command_run_import },
  { "jobs", NULL, 0, 0,
    N_ ("list the jobs, how far they are and what went wrong"), NULL, NULL,
    FALSE, 0, jobs_options, G_N_ELEMENTS (jobs_options), lec_command_run_jobs },
  { "follow", "JOB", 1, 1,
    N_ ("watch a job until it is over"), NULL, NULL,
    FALSE, 0, follow_options, G_N_ELEMENTS (follow_options), lec_command_run_follow },
  { "fetch", "JOB…", 1, G_MAXUINT,
    N_ ("bring what a cluster has made of a video that was sent to it"),
    N_ ("The lecture comes to the library, and the PDF (pictures, JSON) to where “lectern add” was told to put "
        "it. Where the video still is what was sent, links lead to it. Nothing is replaced without --force. "
        "The last line printed says where it is."),
    "lectern fetch 3\n"
    "lectern fetch 3 4 -o slides/",
    FALSE, 0, fetch_options, G_N_ELEMENTS (fetch_options), lec_command_run_fetch },
  { "show", "JOB", 1, 1,
    N_ ("print all about a job, and its slides"), NULL, NULL,
    FALSE, 0, job_options, G_N_ELEMENTS (job_options), lec_command_run_show },
  { "log", "JOB", 1, 1,
    N_ ("print what was tried for a job, and how it ended"), NULL, NULL,
    FALSE, 0, job_options, G_N_ELEMENTS (job_options), lec_command_run_log },
  { "metrics", "JOB", 1, 1,
    N_ ("print what a job has cost"), NULL, NULL,
    FALSE, 0, job_options, G_N_ELEMENTS (job_options), lec_command_run_metrics },
  { "search", "WORD…", 1, G_MAXUINT,
    N_ ("find slides of any job by what is written on them"),
    N_ ("All words must be there, or begin so; case and accents do not matter."),
    "lectern search context-free grammar",
    FALSE, 0, search_options, G_N_ELEMENTS (search_options), lec_command_run_search },
  { "cancel", "JOB…", 1, G_MAXUINT,
    N_ ("stop jobs, and do not begin them again"), NULL, NULL,
    FALSE, 0, change_options, G_N_ELEMENTS (change_options), lec_command_run_cancel },
  { "pause", "[JOB…]", 0, G_MAXUINT,
    N_ ("let jobs wait"),
    N_ ("A stage that is being worked on is finished first."), NULL,
    FALSE, 0, pause_options, G_N_ELEMENTS (pause_options), lec_command_run_pause },
  { "resume", "[JOB…]", 0, G_MAXUINT,
    N_ ("let paused jobs go on"), NULL, NULL,
    FALSE, 0, pause_options, G_N_ELEMENTS (pause_options), lec_command_run_resume },
  { "retry", "[JOB…]", 0, G_MAXUINT,
    N_ ("try failed or cancelled jobs again, from where they stood"),
    N_ ("A completed job begins anew."), NULL,
    FALSE, 0, retry_options, G_N_ELEMENTS (retry_options), lec_command_run_retry },
  { "remove", "JOB…", 1, G_MAXUINT,
    N_ ("forget jobs; their files stay"), N_ ("Searching finds their slides no more."), NULL,
    FALSE, 0, change_options, G_N_ELEMENTS (change_options), lec_command_run_remove },
  { "clear", NULL, 0, 0,
    N_ ("forget jobs that are over; their files stay"), N_ ("Searching finds their slides no more."), NULL,
    FALSE, 0, clear_options, G_N_ELEMENTS (clear_options), lec_command_run_clear },
  { "free", "[LECTURE…]", 0, G_MAXUINT,
    N_ ("show what kept lectures take on the disk, and free it"),
    N_ ("A lecture is named by its video, its JSON or its folder; all of them unless named. Slides "
        "and what is written on them stay in any case. Without the work files, other settings for "
        "finding slides need the video once more. Videos go to the trash only when they are still "
        "what was read and no job needs them; their lectures still go by their names."),
    "lectern free\n"
    "lectern free --work --older-than 30\n"
    "lectern free --videos --dry-run",
    FALSE, 0, free_options, G_N_ELEMENTS (free_options), lec_command_run_free },
  { "library", "[move|back-up|use FOLDER]", 0, 2,
    N_ ("show where the library is; move it, copy it, or use another one"),
    N_ ("The library is what Lectern keeps: the database and what was read of videos. “move” takes it "
        "to another disk. “back-up” makes a copy, or brings one up to date. “use” takes such a copy, "
        "or a library that was moved by hand, as the library. Whatever happens meanwhile, there is one "
        "whole library, and the same command goes on."),
    "lectern library move /mnt/disk/lectern\n"
    "lectern library back-up /mnt/backup/lectern\n"
    "lectern library use /mnt/backup/lectern",
    FALSE, 0, json_options, G_N_ELEMENTS (json_options), lec_command_run_library },
  { "config", "[show|set-key SERVICE|…]", 0, 2,
    N_ ("show the settings of the cluster and of workers, and where each came from"),
    N_ ("A flag counts more than the environment, and that more than the file lectern/lectern.conf, of "
        "which the one in ~/.config counts more than the one in /etc/xdg. A file has the groups [cluster], "
        "[worker] and [log] with the names that are shown, and [routes] with STAGE=QUEUE. Passwords are "
        "never shown.\n\n"
        "[speech] and [language-model] have what makes words of sound, and what adds to study guides: "
        "whisper-model= is the file of a model for whisper.cpp, service= the address of a service that does as "
        "OpenAI's does (on this machine, in your house or on the web), service-model= and model= its model. "
        "A key is in the keyring of your desktop (set-key), in the environment (LECTERN_SPEECH_KEY, "
        "LECTERN_MODEL_KEY) or in a file that only you may read (key-file=), of which the last two count more. "
        "Nothing is sent before you have agreed to that machine, once: on the terminal, or with --agree HOST; "
        "the list is lectern/agreed-hosts in ~/.config."),
    "lectern config show\n"
    "lectern config set-key speech\n"
    "WORKER_CONCURRENCY=4 lectern config show --json",
    FALSE, 0, json_options, G_N_ELEMENTS (json_options), lec_command_run_config,
    config_actions, G_N_ELEMENTS (config_actions) },
  { "doctor", NULL, 0, 0,
    N_ ("check that all is there that work needs, and say what to do"),
    N_ ("Looks at codecs, languages, the database, disks and permissions. A warning does not keep "
        "most videos from being read. The exit code is 0 without a problem, else what work would "
        "fail with: see “lectern help exit-codes”."),
    NULL, FALSE, 0, json_options, G_N_ELEMENTS (json_options), lec_command_run_doctor },
  { "help", "[COMMAND|exit-codes]", 0, 1,
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

  if (g_str_equal (name, WORKER_FLAG))
    name = WORKER_FLAG + 2;
  else if (g_str_equal (name, SERVE_FLAG))
    name = SERVE_FLAG + 2;
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
