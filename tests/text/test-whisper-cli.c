/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No whisper-cli and no model are to be had for a test: a shell script stands in, which checks that
 * it is called as the real one has to be, and does what such a program may do.
 */
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "base/error.h"
#include "temporary-folder.h"
#include "text/whisper-cli.h"

/* The arguments, by name; then what each test adds. */
#define SCRIPT_HEAD                                                                                                   \
  "#!/bin/sh\n"                                                                                                       \
  "here=$(dirname \"$0\")\n"                                                                                          \
  "echo \"$@\" > \"$here/arguments\"\n"                                                                               \
  "while [ $# -gt 0 ]; do\n"                                                                                          \
  "  case $1 in -m) model=$2; shift;; -f) audio=$2; shift;; -l) language=$2; shift;; -of) base=$2; shift;;\n"         \
  "  -t) shift;; --prompt) shift;; -oj|-ojf|-pp|-np) ;; *) echo \"error: unknown argument: $1\" >&2; exit 1;; esac\n" \
  "  shift\n"                                                                                                         \
  "done\n"                                                                                                            \
  "[ -f \"$model\" ] && [ -f \"$audio\" ] && [ -n \"$language\" ] && [ -n \"$base\" ] || exit 9\n"
#define WORKS                                                                                     \
  "for n in 0 40 40 104; do echo \"whisper_print_progress_callback: progress = $n%\" >&2; done\n" \
  "cp \"$here/recorded.json\" \"$base.json\"\n"

typedef struct
{
  char *folder;
  char *program;
  char *model;
  char *audio;
  char *scratch;
  LecWhisperSettings settings;
  GArray *told; /* (element-type double) */
} Desk;

static void
desk_set_script (Desk *desk,
                 const char *body)
{
  g_autofree char *script = g_strconcat (SCRIPT_HEAD, body, NULL);

  put_text_file (desk->folder, "whisper-cli", script);
  g_assert_cmpint (g_chmod (desk->program, 0700), ==, 0);
}

static void
desk_set_up (Desk *desk,
             gconstpointer body)
{
  g_autofree char *recorded = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "whisper", "english.json", NULL);
  g_autofree char *json = NULL;

  desk->folder = g_dir_make_tmp ("lectern-speech-XXXXXX", NULL);
  desk->program = g_build_filename (desk->folder, "whisper-cli", NULL);
  desk->model = g_build_filename (desk->folder, "ggml-tiny.bin", NULL);
  desk->audio = g_build_filename (desk->folder, "audio.wav", NULL);
  desk->scratch = g_build_filename (desk->folder, "scratch", NULL);
  desk->told = g_array_new (FALSE, FALSE, sizeof (double));
  g_assert_cmpint (g_mkdir (desk->scratch, 0700), ==, 0);
  g_assert_true (g_file_get_contents (recorded, &json, NULL, NULL));
  put_text_file (desk->folder, "recorded.json", json);
  put_text_file (desk->folder, "ggml-tiny.bin", "model");
  put_text_file (desk->folder, "audio.wav", "audio");
  if (body != NULL)
    desk_set_script (desk, body);
  desk->settings.program = desk->program;
  desk->settings.model = desk->model;
}

/* Whatever happened, nothing is left behind. */
static void
desk_tear_down (Desk *desk,
                gconstpointer body)
{
  g_assert_cmpint (g_rmdir (desk->scratch), ==, 0);
  remove_all (desk->folder);
  g_free (desk->folder);
  g_free (desk->program);
  g_free (desk->model);
  g_free (desk->audio);
  g_free (desk->scratch);
  g_array_unref (desk->told);
}

static void
progress_cb (double fraction,
             gpointer user_data)
{
  g_array_append_val (user_data, fraction);
}

static LecTranscript *
run (Desk *desk,
     GCancellable *cancellable,
     GError **error)
{
  return lec_whisper_cli_run (&desk->settings, desk->audio, desk->scratch, progress_cb, desk->told, cancellable, error);
}

static void
assert_fails (Desk *desk,
              LecError code,
              const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (desk, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  if (strstr (error->message, said) == NULL)
    g_error ("“%s” is not in: %s", said, error->message);
}

static void
assert_called_with (Desk *desk,
                    const char *words)
{
  g_autofree char *path = g_build_filename (desk->folder, "arguments", NULL);
  g_autofree char *arguments = NULL;

  g_assert_true (g_file_get_contents (path, &arguments, NULL, NULL));
  g_assert_nonnull (strstr (arguments, words));
}

static void
test_works (Desk *desk,
            gconstpointer body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = run (desk, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (transcript->cues->len, ==, 2);
  g_assert_cmpstr (transcript->origin, ==, "ggml-tiny.bin");
  g_assert_cmpuint (desk->told->len, ==, 2);
  g_assert_cmpfloat (g_array_index (desk->told, double, 0), ==, 0.4);
  g_assert_cmpfloat (g_array_index (desk->told, double, 1), ==, 1);
  assert_called_with (desk, "-oj -ojf -pp -np -l auto -of ");
}

static void
test_language (Desk *desk,
               gconstpointer body)
{
  g_autoptr (LecTranscript) transcript = NULL;

  desk->settings.language = "pt-BR";
  desk->settings.n_threads = 3;
  transcript = run (desk, NULL, NULL);
  g_assert_nonnull (transcript);
  assert_called_with (desk, " -l pt -of ");
  assert_called_with (desk, " -t 3");
}

/* @lines: of what it does before it looks at anything else */
static void
desk_put_before (Desk *desk,
                 const char *lines)
{
  g_autofree char *script = g_strconcat ("#!/bin/sh\n", lines, SCRIPT_HEAD, WORKS, NULL);

  put_text_file (desk->folder, "whisper-cli", script);
  g_assert_cmpint (g_chmod (desk->program, 0700), ==, 0);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (500000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A program is told what it says that it takes, and whatever is in it is one word to it. */
static void
test_prompt (Desk *desk,
             gconstpointer body)
{
  gboolean is_taken = strstr (body, "--prompt") != NULL;
  g_autofree char *path = g_build_filename (desk->folder, "arguments", NULL);
  g_autofree char *arguments = NULL;
  g_autoptr (LecTranscript) transcript = NULL;

  desk_put_before (desk, body);
  desk->settings.prompt = "Lexer, $(reboot) -m x, Kleene.";
  transcript = run (desk, NULL, NULL);
  g_assert_nonnull (transcript);
  g_assert_true (g_file_get_contents (path, &arguments, NULL, NULL));
  g_assert_true ((strstr (arguments, " --prompt Lexer, $(reboot) -m x, Kleene.\n") != NULL) == is_taken);
  g_assert_true (is_taken || strstr (arguments, "prompt") == NULL);
}

/* One that hangs when it is asked for help is not waited for for long. */
static void
test_prompt_cancelled (Desk *desk,
                       gconstpointer body)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  desk_put_before (desk, body);
  desk->settings.prompt = "Lexer.";
  g_assert_null (run (desk, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 5 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

static void
test_missing_program (Desk *desk,
                      gconstpointer body)
{
  assert_fails (desk, LEC_ERROR_NOT_FOUND, "install whisper.cpp");
}

static void
test_missing_model (Desk *desk,
                    gconstpointer body)
{
  desk->settings.model = "/no/such/model.bin";
  assert_fails (desk, LEC_ERROR_NOT_FOUND, "/no/such/model.bin");
  desk->settings.model = NULL;
  assert_fails (desk, LEC_ERROR_NOT_FOUND, "ggml-base.bin");
}

static void
test_failing (Desk *desk,
              gconstpointer body)
{
  assert_fails (desk, LEC_ERROR_CRASHED, "(3): failed to read \"audio\"   here");
}

static void
test_dying (Desk *desk,
            gconstpointer body)
{
  assert_fails (desk, LEC_ERROR_CRASHED, "on the way");
}

static void
test_writing_nothing (Desk *desk,
                      gconstpointer body)
{
  assert_fails (desk, LEC_ERROR_CRASHED, "no transcript");
}

static void
test_writing_nonsense (Desk *desk,
                       gconstpointer body)
{
  assert_fails (desk, LEC_ERROR_PROTOCOL, "cannot be read");
}

/* However much it says. */
static void
test_talkative (Desk *desk,
                gconstpointer body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = run (desk, NULL, &error);

  g_assert_no_error (error);
}

static void
test_stalled (Desk *desk,
              gconstpointer body)
{
  desk->settings.stall_timeout_ms = 500;
  assert_fails (desk, LEC_ERROR_STALLED, "get on");
}

/* It says more than can be read in time. */
static void
test_cancelled_in_a_flood (Desk *desk,
                           gconstpointer body)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_null (run (desk, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* What it has started ends with it. */
static void
test_cancelled (Desk *desk,
                gconstpointer body)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (desk->folder, "grandchild", NULL);
  g_autofree char *number = NULL;
  gint64 end_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  pid_t grandchild = 0;

  g_assert_null (run (desk, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time (), <, end_us);
  g_thread_join (thread);
  g_assert_true (g_file_get_contents (path, &number, NULL, NULL));
  grandchild = (pid_t) g_ascii_strtoll (number, NULL, 10);
  g_assert_cmpint (grandchild, >, 1);
  while (kill (grandchild, 0) == 0 && g_get_monotonic_time () < end_us)
    {
      g_autofree char *status_path = g_strdup_printf ("/proc/%d/status", (int) grandchild);
      g_autofree char *status = NULL;

      /* Dead, and nobody is there to reap it. */
      if (g_file_get_contents (status_path, &status, NULL, NULL) && strstr (status, "State:\tZ") != NULL)
        return;
      g_usleep (10000);
    }
  g_assert_cmpint (kill (grandchild, 0), ==, -1);
}

/* It is done, though what it has started holds the pipe. */
static void
test_lingering_child (Desk *desk,
                      gconstpointer body)
{
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = run (desk, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 10 * G_USEC_PER_SEC);
}

static void
add (const char *name,
     const char *body,
     void (*func) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/whisper-cli/", name, NULL);

  g_test_add (path, Desk, body, desk_set_up, func, desk_tear_down);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("works", WORKS, test_works);
  add ("language", WORKS, test_language);
  add ("prompt", "case $1 in --help) echo '  --prompt PROMPT [ ] initial prompt' >&2; exit 0;; esac\n", test_prompt);
  add ("prompt-not-taken", "case $1 in --help) echo '  -pp, --print-progress'; exit 0;; esac\n", test_prompt);
  add ("prompt-without-help", "", test_prompt);
  add ("prompt-cancelled", "case $1 in --help) exec sleep 60;; esac\n", test_prompt_cancelled);
  add ("missing-program", NULL, test_missing_program);
  add ("missing-model", WORKS, test_missing_model);
  add ("failing", "echo first >&2\nprintf 'failed to read \"audio\" \\007 here\\n\\n' >&2\nexit 3\n", test_failing);
  add ("dying", "echo on the way\nkill -SEGV $$\n", test_dying);
  add ("writing-nothing", "", test_writing_nothing);
  add ("writing-nonsense", "echo '{\"transcription\": 1}' > \"$base.json\"\n", test_writing_nonsense);
  add ("talkative", "head -c 3000000 /dev/zero | tr '\\000' x >&2\nyes | head -c 3000000\n" WORKS, test_talkative);
  add ("stalled", "exec sleep 60\n", test_stalled);
  add ("cancelled", "sleep 60 &\necho $! > \"$here/grandchild\"\nwait\n", test_cancelled);
  add ("cancelled-in-a-flood", "exec yes\n", test_cancelled_in_a_flood);
  add ("lingering-child", WORKS "sleep 60 &\n", test_lingering_child);
  return g_test_run ();
}
