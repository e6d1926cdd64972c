/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stages run for what, and what is left when they do not end well: the
 * program's own task process, with stages that follow a script.
 */
#include <string.h>

#include "engine/content-id.h"
#include "engine/kept-transcript.h"
#include "engine/review.h"
#include "model/study.h"
#include "studio.h"

typedef struct
{
  Studio studio;
  const char *last_stage; /* (nullable) */
  const char *maker;      /* (nullable) */
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  studio_set_up (&fixture->studio);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  studio_tear_down (&fixture->studio);
  g_clear_error (&fixture->error);
}

typedef gboolean (*RunFunc) (LecExtractor *extractor,
                             const LecExtractRequest *request,
                             const LecExtractListener *listener,
                             LecExtractResult *result,
                             GCancellable *cancellable,
                             GError **error);

/* Result and error go to @fixture; the log begins anew. */
static gboolean
run (Fixture *fixture,
     RunFunc func,
     const char *first,
     const char *second)
{
  const char *videos[] = { first, second };
  LecExtractRequest request = { videos, second != NULL ? 2 : 1, fixture->studio.options, fixture->studio.out, FALSE,
                                fixture->last_stage };

  request.maker = fixture->maker;

  studio_begin (&fixture->studio);
  g_clear_error (&fixture->error);
  return func (fixture->studio.extractor, &request, NULL, &fixture->studio.result, NULL, &fixture->error);
}

/* It works, by these stages. */
static void
assert_runs (Fixture *fixture,
             const char *first,
             const char *second,
             const char *stages)
{
  run (fixture, lec_extractor_extract, first, second);
  g_assert_no_error (fixture->error);
  assert_stages_ran (fixture->studio.log, stages);
}

static void
assert_fails (Fixture *fixture,
              const char *first,
              const char *second,
              LecError code,
              const char *stages)
{
  g_assert_false (run (fixture, lec_extractor_extract, first, second));
  g_assert_error (fixture->error, LEC_ERROR, (int) code);
  assert_stages_ran (fixture->studio.log, stages);
  g_assert_false (g_file_test (fixture->studio.out, G_FILE_TEST_EXISTS));
}

/* The path of a file in the only kept folder. */
static char *
find_kept (Fixture *fixture,
           const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->studio.root, 0, NULL);
  const char *id = g_dir_read_name (dir);

  /* Beside it is what a person has said of it. */
  while (!lec_content_id_is_valid (id))
    id = g_dir_read_name (dir);

  return g_build_filename (fixture->studio.root, id, name, NULL);
}

static void
test_whole (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  g_assert_true (g_str_has_suffix (fixture->studio.result.pdf, "/out/talk.pdf"));
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, 3);
  g_assert_cmpuint (fixture->studio.result.n_written, ==, 1);
  g_assert_cmpuint (fixture->studio.result.cuts->len, ==, 0);
  g_assert_false (fixture->studio.result.reused);
}

static void
test_again (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  assert_runs (fixture, video, NULL, "");
  g_assert_cmpuint (fixture->studio.result.n_written, ==, 0);
  g_assert_true (fixture->studio.result.reused);
}

/* The same content under another name needs another title; the first one's PDF is still right. */
static void
test_same_content (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *copy = make_video (fixture->studio.folder, "copy.mp4", GOOD);

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  assert_runs (fixture, copy, NULL, "generate");
  g_assert_true (g_str_has_suffix (fixture->studio.result.pdf, "/out/copy.pdf"));
  g_assert_true (fixture->studio.result.reused);
  assert_runs (fixture, video, NULL, "generate");
  g_assert_cmpuint (fixture->studio.result.n_written, ==, 0);
}

/* Links lead from where the PDF lies: in another folder it is another one. */
static void
test_other_folder (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *first = g_steal_pointer (&fixture->studio.out);
  g_autofree char *text = NULL;

  fixture->studio.out = g_build_filename (fixture->studio.folder, "other", NULL);
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  g_assert_true (g_file_get_contents (fixture->studio.result.pdf, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "talk\n"));
  g_assert_nonnull (strstr (text, "/other\n"));
  g_free (fixture->studio.out);
  fixture->studio.out = g_strdup (first);
  assert_runs (fixture, video, NULL, "generate");
}

static void
test_changed_options (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  remove_all (fixture->studio.out);
  fixture->studio.options->layout = LEC_LAYOUT_NOTES;
  assert_runs (fixture, video, NULL, "generate");
  remove_all (fixture->studio.out);
  fixture->studio.options->sensitivity = LEC_SENSITIVITY_HIGH;
  assert_runs (fixture, video, NULL, "segment recognise generate");
  remove_all (fixture->studio.out);
  fixture->studio.options->to_s = 50;
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
}

/* Known before any work, and nothing is touched. */
static void
test_output_is_there (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *pdf = g_build_filename (fixture->studio.out, "talk.pdf", NULL);
  g_autofree char *text = NULL;

  g_mkdir (fixture->studio.out, 0700);
  g_assert_true (g_file_set_contents (pdf, "mine", -1, NULL));
  g_assert_false (run (fixture, lec_extractor_extract, video, NULL));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_EXISTS);
  assert_stages_ran (fixture->studio.log, "");
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
}

/* Kept by another version, or damaged: as if it had never been read. */
static void
test_damaged_track (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *track = NULL;

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  track = find_kept (fixture, LEC_FILE_TRACK);
  g_assert_true (g_file_set_contents (track, "another version", -1, NULL));
  remove_all (fixture->studio.out);
  fixture->studio.options->sensitivity = LEC_SENSITIVITY_HIGH;
  assert_runs (fixture, video, NULL, "segment probe extract recognise generate");
}

static void
test_damaged_lecture (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *lecture = NULL;

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  lecture = find_kept (fixture, LEC_FILE_LECTURE);
  g_assert_true (g_file_set_contents (lecture, "{\"version\": 2}", -1, NULL));
  remove_all (fixture->studio.out);
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
}

/* However the decoder dies, what it had found is the result, and next time it is tried again. */
static void
test_dies_with_slides (Fixture *fixture,
                       gconstpointer data)
{
  static const char *const ends[] = { "crash", "kill", "exit" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *script = g_strdup_printf ("duration=100 read=40 slides=3 end=%s", ends[i]);
      g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", script);
      const LecExtractCut *cut = NULL;

      assert_runs (fixture, video, NULL, "probe extract recognise generate");
      g_assert_cmpuint (fixture->studio.result.n_slides, ==, 3);
      g_assert_cmpuint (fixture->studio.result.cuts->len, ==, 1);
      cut = g_ptr_array_index (fixture->studio.result.cuts, 0);
      g_assert_cmpstr (cut->video, ==, video);
      g_assert_cmpfloat (cut->read_s, ==, 40);
      g_assert_cmpfloat (cut->duration_s, ==, 100);
      g_assert_error (cut->reason, LEC_ERROR, LEC_ERROR_CRASHED);
      remove_all (fixture->studio.out);
      assert_runs (fixture, video, NULL, "probe extract recognise generate");
      remove_all (fixture->studio.out);
    }
}

/* A job that was killed when what could be read lay in its place already does it again; what
 * somebody has put there since, or is another job's, stays. */
static void
test_dies_and_placed (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *pdf = g_build_filename (fixture->studio.out, "talk.pdf", NULL);
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=3 end=crash");

  fixture->maker = "one";
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  fixture->maker = "two";
  g_assert_false (run (fixture, lec_extractor_extract, video, NULL));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_EXISTS);
  assert_stages_ran (fixture->studio.log, "");

  fixture->maker = "one";
  g_assert_true (g_file_set_contents (pdf, "mine", -1, NULL));
  g_assert_false (run (fixture, lec_extractor_extract, video, NULL));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_EXISTS);
}

static guint
count_half_written (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      n += g_str_has_suffix (name, ".tmp") + count_half_written (inner);
    }

  return n;
}

/* Nobody may open the folder again: what the process was writing goes now. */
static void
test_dies_while_writing (Fixture *fixture,
                         gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=3 end=kill");

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  g_assert_cmpuint (count_half_written (fixture->studio.root), ==, 0);
}

static void
test_dies_without_slides (Fixture *fixture,
                          gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=0 end=crash");

  assert_fails (fixture, video, NULL, LEC_ERROR_CRASHED, "probe extract");
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
}

static void
test_cut_short (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=3 end=well");

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  /* It will not get longer; but it is said again. */
  for (guint i = 0; i < 2; i++)
    {
      const LecExtractCut *cut = g_ptr_array_index (fixture->studio.result.cuts, 0);

      g_assert_cmpfloat (cut->read_s, ==, 40);
      g_assert_no_error (cut->reason);
      assert_runs (fixture, video, NULL, "");
    }
}

static void
test_cut_short_without_slides (Fixture *fixture,
                               gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=1 slides=0 end=well");

  assert_fails (fixture, video, NULL, LEC_ERROR_DAMAGED, "probe extract");
  g_assert_nonnull (strstr (fixture->error->message, "0:01 of 1:40"));
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
}

/* Reading it has cost as much as if there were slides: other settings may find some. */
static void
test_no_slides (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=100 slides=0 end=well");

  assert_fails (fixture, video, NULL, LEC_ERROR_NO_SLIDES, "probe extract");
  assert_fails (fixture, video, NULL, LEC_ERROR_NO_SLIDES, "");
  fixture->studio.options->sensitivity = LEC_SENSITIVITY_HIGH;
  assert_fails (fixture, video, NULL, LEC_ERROR_NO_SLIDES, "segment");
}

static void
test_full_disk (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=3 end=full");

  assert_fails (fixture, video, NULL, LEC_ERROR_NO_SPACE, "probe extract");
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
}

static void
test_not_a_video (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "text");

  assert_fails (fixture, video, NULL, LEC_ERROR_NOT_A_VIDEO, "probe");
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
}

static void
test_from_after_the_end (Fixture *fixture,
                         gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);

  fixture->studio.options->from_s = 100;
  assert_fails (fixture, video, NULL, LEC_ERROR_USAGE, "probe");
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
}

static void
slide_found_cb (const LecSlide *slide,
                gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=3 end=hang");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  LecExtractListener listener = { NULL, slide_found_cb, cancellable };
  const char *videos[] = { video };
  LecExtractRequest request = { videos, 1, fixture->studio.options, fixture->studio.out, FALSE,
                                fixture->last_stage };

  g_assert_false (lec_extractor_extract (fixture->studio.extractor, &request, &listener, &fixture->studio.result,
                                         cancellable, &fixture->error));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
  g_assert_false (g_file_test (fixture->studio.out, G_FILE_TEST_EXISTS));
}

static void
test_join (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *first = make_video (fixture->studio.folder, "a.mp4", "duration=100 read=40 slides=3 end=well");
  g_autofree char *second = make_video (fixture->studio.folder, "b.mp4", "duration=90 read=90 slides=2 end=well");

  assert_runs (fixture, first, second, "probe probe extract extract recognise generate");
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, 5);
  for (guint i = 0; i < 2; i++)
    {
      const LecExtractCut *cut = g_ptr_array_index (fixture->studio.result.cuts, 0);

      g_assert_cmpuint (fixture->studio.result.cuts->len, ==, 1);
      g_assert_cmpstr (cut->video, ==, first);
      g_assert_cmpfloat (cut->read_s, ==, 40);
      assert_runs (fixture, first, second, "");
    }
}

/* The parts that were read are used for the whole, and the other way round. */
static void
test_join_reuses (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *first = make_video (fixture->studio.folder, "a.mp4", GOOD);
  g_autofree char *second = make_video (fixture->studio.folder, "b.mp4", "duration=90 read=90 slides=2 end=well");

  assert_runs (fixture, first, NULL, "probe extract recognise generate");
  remove_all (fixture->studio.out);
  assert_runs (fixture, first, second, "probe extract recognise generate");
  remove_all (fixture->studio.out);
  fixture->studio.options->sensitivity = LEC_SENSITIVITY_HIGH;
  assert_runs (fixture, first, second, "segment segment recognise generate");
}

/* What is wrong with the last part is said before the first one is read. */
static void
test_join_looks_first (Fixture *fixture,
                       gconstpointer data)
{
  g_autofree char *first = make_video (fixture->studio.folder, "a.mp4", GOOD);
  g_autofree char *second = make_video (fixture->studio.folder, "b.mp4", "text");

  assert_fails (fixture, first, second, LEC_ERROR_NOT_A_VIDEO, "probe probe");
  g_assert_nonnull (strstr (fixture->error->message, "b.mp4"));
  g_assert_cmpuint (count_below (fixture->studio.root), ==, 0);
  assert_fails (fixture, first, first, LEC_ERROR_USAGE, "");
}

static void
test_join_part_dies (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *first = make_video (fixture->studio.folder, "a.mp4", "duration=100 read=40 slides=3 end=kill");
  g_autofree char *second = make_video (fixture->studio.folder, "b.mp4", "duration=90 read=50 slides=2 end=crash");

  assert_runs (fixture, first, second, "probe probe extract extract recognise generate");
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, 5);
  g_assert_cmpuint (fixture->studio.result.cuts->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const LecExtractCut *cut = g_ptr_array_index (fixture->studio.result.cuts, i);

      g_assert_cmpfloat (cut->read_s, ==, i == 0 ? 40 : 50);
      g_assert_error (cut->reason, LEC_ERROR, LEC_ERROR_CRASHED);
    }
}

static void
test_join_part_without_slides (Fixture *fixture,
                               gconstpointer data)
{
  g_autofree char *first = make_video (fixture->studio.folder, "a.mp4", GOOD);
  g_autofree char *second = make_video (fixture->studio.folder, "b.mp4", "duration=90 read=90 slides=0 end=well");

  assert_runs (fixture, first, second, "probe probe extract extract recognise generate");
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, 3);
}

static void
test_resegment (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *lecture = NULL;
  g_autofree char *folder = NULL;

  g_assert_false (run (fixture, lec_extractor_resegment, video, NULL));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  fixture->studio.options->json = TRUE;
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  lecture = g_strdup (fixture->studio.result.json);
  folder = find_kept (fixture, "");

  for (guint i = 0; i < 3; i++)
    {
      const char *const sources[] = { video, lecture, folder };

      g_free (fixture->studio.out);
      fixture->studio.out = g_strdup_printf ("%s/again%u", fixture->studio.folder, i);
      fixture->studio.options->shortest_s = 3 + i;
      run (fixture, lec_extractor_resegment, sources[i], NULL);
      g_assert_no_error (fixture->error);
      assert_stages_ran (fixture->studio.log, "segment recognise generate");
      g_assert_true (g_str_has_suffix (fixture->studio.result.pdf, "/talk.pdf"));
    }
}

static void
test_resegment_needs_what_was_kept (Fixture *fixture,
                                    gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *track = NULL;
  g_autofree char *folder = NULL;

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  track = find_kept (fixture, LEC_FILE_TRACK);
  folder = find_kept (fixture, "");
  remove_all (fixture->studio.out);
  fixture->studio.options->sensitivity = LEC_SENSITIVITY_HIGH;
  g_assert_true (g_file_set_contents (track, "another version", -1, NULL));
  g_assert_false (run (fixture, lec_extractor_resegment, folder, NULL));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  /* The video itself is at hand here. */
  run (fixture, lec_extractor_resegment, video, NULL);
  g_assert_no_error (fixture->error);
  assert_stages_ran (fixture->studio.log, "segment probe extract recognise generate");
  /* Another beginning needs the video. */
  remove_all (fixture->studio.out);
  fixture->studio.options->from_s = 10;
  g_assert_false (run (fixture, lec_extractor_resegment, folder, NULL));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_USAGE);
}

/* A stage a request, as the queue asks for them. */
static void
test_by_stages (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *first = make_video (fixture->studio.folder, "a.mp4", GOOD);
  g_autofree char *second = make_video (fixture->studio.folder, "b.mp4", "duration=90 read=90 slides=2 end=well");

  for (guint i = 0; i < 2; i++)
    {
      const char *other = i == 0 ? NULL : second;

      fixture->last_stage = LEC_STAGE_EXTRACT;
      assert_runs (fixture, first, other, "probe extract");
      g_assert_null (fixture->studio.result.pdf);
      g_assert_cmpuint (fixture->studio.result.lecture->slides->len, ==, i == 0 ? 3 : 5);
      assert_runs (fixture, first, other, "");
      fixture->last_stage = LEC_STAGE_RECOGNISE;
      assert_runs (fixture, first, other, "recognise");
      g_assert_null (fixture->studio.result.pdf);
      g_assert_true (fixture->studio.result.reused);
      assert_runs (fixture, first, other, "");
      fixture->last_stage = NULL;
      g_assert_false (g_file_test (fixture->studio.out, G_FILE_TEST_EXISTS));
      assert_runs (fixture, first, other, "generate");
      g_assert_nonnull (fixture->studio.result.pdf);
      g_assert_cmpint (fixture->studio.result.kept_bytes, >, 1000);
      remove_all (fixture->studio.out);
    }
}

/* Otherwise each later stage would read it, and die, again. */
static void
test_by_stages_damaged (Fixture *fixture,
                        gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", "duration=100 read=40 slides=3 end=crash");

  fixture->last_stage = LEC_STAGE_EXTRACT;
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  g_assert_nonnull (fixture->studio.result.pdf);
  g_assert_cmpuint (fixture->studio.result.cuts->len, ==, 1);
}

static void
cost_cb (const LecExtractCost *cost,
         gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", cost->stage);
  g_assert_cmpfloat (cost->wall_s, >=, 0);
  g_assert_cmpuint (cost->peak_memory_bytes, >, 0);
}

/* Told of each stage, of the one that fails, too. */
static void
test_costs (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *good = make_video (fixture->studio.folder, "a.mp4", GOOD);
  g_autofree char *full = make_video (fixture->studio.folder, "b.mp4", "duration=100 read=40 slides=3 end=full");
  const char *const videos[] = { good, full };
  static const char *const stages[] = { "probe extract recognise transcribe analyse generate ",
                                        "probe extract " };

  for (guint i = 0; i < 2; i++)
    {
      LecExtractRequest request = { &videos[i], 1, fixture->studio.options, fixture->studio.out };
      g_autoptr (GString) text = g_string_new (NULL);
      LecExtractListener listener = { .user_data = text, .cost = cost_cb };
      g_auto (LecExtractResult) result = { 0 };

      lec_extractor_extract (fixture->studio.extractor, &request, &listener, &result, NULL, NULL);
      g_assert_cmpstr (text->str, ==, stages[i]);
    }
}

/* The slides are there, with what is to be said of the rest. */
static void
test_mute (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "a.mp4", "duration=100 read=100 slides=3 end=mute");
  const char *const videos[] = { video };
  LecExtractRequest request = { videos, 1, fixture->studio.options, fixture->studio.out };
  g_auto (LecExtractResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_extractor_extract (fixture->studio.extractor, &request, NULL, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (result.pdf);
  g_assert_nonnull (result.transcript);
  g_assert_false (result.transcript->found);
  g_assert_cmpuint (result.transcript->notes->len, ==, 1);
}

/* Of the video in @path: what a person gives, or corrects, is said by @text. */
static void
give_transcript (Fixture *fixture,
                 const char *video,
                 const char *text)
{
  g_autofree char *id = lec_content_id_of_file (video, NULL, NULL);
  g_autofree char *path = lec_kept_transcript_build_given_path (fixture->studio.root, id);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_ptr_array_add (transcript->cues, lec_cue_new (1, 2, text));
  lec_transcript_save (transcript, path, &error);
  g_assert_no_error (error);
}

static gboolean
is_to_study (Fixture *fixture,
             const char *term)
{
  g_autofree char *path = find_kept (fixture, LEC_FILE_STUDY);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) study = lec_study_load (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < study->glossary->len; i++)
    if (g_str_equal (((const LecGlossaryEntry *) g_ptr_array_index (study->glossary, i))->term, term))
      return TRUE;

  return FALSE;
}

/* There is something to study from whenever a lecture is done, and it is made of what is there. */
static void
test_study (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *study = NULL;

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  g_assert_cmpuint (count_studied (), ==, 1);
  g_assert_false (is_to_study (fixture, "heap"));
  assert_runs (fixture, video, NULL, "");
  g_assert_cmpuint (count_studied (), ==, 0);

  /* As it is in libraries of before. */
  study = find_kept (fixture, LEC_FILE_STUDY);
  g_assert_cmpint (g_unlink (study), ==, 0);
  assert_runs (fixture, video, NULL, "generate");
  g_assert_cmpuint (count_studied (), ==, 1);
  g_assert_true (g_file_test (study, G_FILE_TEST_IS_REGULAR));

  /* What a document looks like is nothing to study. */
  g_assert_true (lec_job_options_set (fixture->studio.options, "layout", "notes", NULL));
  g_assert_cmpint (g_unlink (fixture->studio.result.pdf), ==, 0);
  assert_runs (fixture, video, NULL, "generate");
  assert_runs (fixture, video, NULL, "");
  g_assert_cmpuint (count_studied (), ==, 0);
}

/* What a person gave, or corrected, goes before what was found, and is undone with it. */
static void
test_study_given (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *id = lec_content_id_of_file (video, NULL, NULL);
  g_autofree char *given = lec_kept_transcript_build_given_path (fixture->studio.root, id);

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  count_studied ();
  give_transcript (fixture, video, "A heap is defined as a tree whose root is the smallest item.");
  assert_runs (fixture, video, NULL, "generate");
  g_assert_cmpuint (count_studied (), ==, 1);
  g_assert_true (is_to_study (fixture, "heap"));
  assert_runs (fixture, video, NULL, "");
  g_assert_cmpuint (count_studied (), ==, 0);

  give_transcript (fixture, video, "A trie is defined as a tree whose edges are the letters of words.");
  assert_runs (fixture, video, NULL, "generate");
  g_assert_true (is_to_study (fixture, "trie"));
  g_assert_false (is_to_study (fixture, "heap"));
  g_assert_cmpint (g_unlink (given), ==, 0);
  assert_runs (fixture, video, NULL, "generate");
  g_assert_false (is_to_study (fixture, "trie"));
}

/* A slide that is taken away is none to study any more. */
static void
test_study_edited (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *path = NULL;
  g_autoptr (LecStudy) study = NULL;
  LecReview *review = NULL;
  const guint second = 2;

  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  count_studied ();
  review = lec_review_open (fixture->studio.extractor, video, NULL, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_true (lec_review_remove (review, &second, 1, NULL));
  lec_review_free (review);
  remove_all (fixture->studio.out);
  assert_runs (fixture, video, NULL, "edit generate");
  g_assert_cmpuint (count_studied (), ==, 1);
  path = find_kept (fixture, LEC_FILE_STUDY);
  study = lec_study_load (path, NULL);
  g_assert_cmpuint (study->slides->len, ==, 2);
}

/* The slides are there all the same, with why there is nothing to study; the next run tries again,
 * and what was studied before is not taken for it. */
static void
test_study_fails (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *deadly = make_video (fixture->studio.folder, "a.mp4", "duration=100 read=100 slides=3 end=deadly");
  g_autofree char *video = make_video (fixture->studio.folder, "b.mp4", GOOD);
  g_autofree char *study = NULL;
  g_autofree char *id = lec_content_id_of_file (video, NULL, NULL);
  g_autofree char *given = lec_kept_transcript_build_given_path (fixture->studio.root, id);
  const GPtrArray *notes = NULL;

  for (guint i = 0; i < 2; i++)
    {
      assert_runs (fixture, deadly, NULL, i == 0 ? "probe extract recognise generate" : "generate");
      g_assert_nonnull (fixture->studio.result.pdf);
      g_assert_cmpuint (count_studied (), ==, 1);
      notes = fixture->studio.result.transcript->notes;
      g_assert_cmpuint (notes->len, ==, 1);
      g_assert_nonnull (strstr (g_ptr_array_index (notes, 0), "nothing to study from"));
      fixture->studio.options->json = TRUE;
    }

  remove_all (fixture->studio.root);
  remove_all (fixture->studio.out);
  assert_runs (fixture, video, NULL, "probe extract recognise generate");
  study = find_kept (fixture, LEC_FILE_STUDY);
  give_transcript (fixture, video, "damaged");
  g_assert_true (g_file_set_contents (given, "damaged", -1, NULL));
  assert_runs (fixture, video, NULL, "generate");
  g_assert_false (g_file_test (study, G_FILE_TEST_EXISTS));
  notes = fixture->studio.result.transcript->notes;
  g_assert_cmpuint (notes->len, ==, 1);
}

static void
title_cb (const LecSlide *slide,
          gpointer user_data)
{
  if (slide->title != NULL)
    g_string_append_printf (user_data, "%u %s at %g, ", slide->number, slide->title, slide->picture_s);
}

static gboolean
answer (gpointer user_data)
{
  return GPOINTER_TO_INT (user_data);
}

/* What is read ahead of @script's slides, with so much room. */
static char *
read_ahead (Fixture *fixture,
            const char *script,
            gboolean has_room)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", script);
  const char *videos[] = { video };
  g_autoptr (GString) titles = g_string_new (NULL);
  LecExtractListener listener = { .user_data = titles, .slide = title_cb };
  LecExtractRequest request = { videos, 1, fixture->studio.options, fixture->studio.out, .may_read_ahead = answer,
                                .ahead_data = GINT_TO_POINTER (has_room) };

  lec_extractor_extract (fixture->studio.extractor, &request, &listener, &fixture->studio.result, NULL,
                         &fixture->error);
  g_assert_no_error (fixture->error);
  return g_strdup (titles->str);
}

/* Slides are told again with their titles, as they were found: what else the process says of them,
 * and slides that nobody has found, do not count. */
static void
test_read_ahead (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *titles = read_ahead (fixture, "duration=100 read=100 slides=4 end=ahead", TRUE);
  g_autofree char *left = find_kept (fixture, LEC_FILE_AHEAD);
  g_autofree char *log = NULL;

  g_assert_true (g_str_has_prefix (titles, "1 Title 1 at 1, 2 Title 2 at 2, 3 Title 3 at 3, 4 Title 4 at 4, "));
  g_assert_null (strstr (titles, "100"));
  g_assert_true (g_file_get_contents (fixture->studio.log, &log, NULL, NULL));
  g_assert_true (g_str_has_prefix (log, "probe extract read-ahead "));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

/* Costs nothing but what would have been read. */
static void
test_read_ahead_dies (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *titles = read_ahead (fixture, "duration=100 read=100 slides=6 end=ahead", TRUE);

  g_assert_cmpuint (fixture->studio.result.n_slides, ==, 6);
  g_assert_cmpuint (fixture->studio.result.cuts->len, ==, 0);
}

static void
test_read_ahead_without_room (Fixture *fixture,
                              gconstpointer data)
{
  g_autofree char *titles = read_ahead (fixture, "duration=100 read=100 slides=5 end=well", FALSE);

  g_assert_cmpstr (titles, ==, "");
  assert_stages_ran (fixture->studio.log, "probe extract recognise generate");
}

static void
test_probe (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  g_autofree char *text = make_video (fixture->studio.folder, "text.mp4", "text");
  g_autoptr (LecVideoInfo) info = lec_extractor_probe (fixture->studio.extractor, video, NULL, &fixture->error);

  g_assert_no_error (fixture->error);
  g_assert_cmpfloat (info->duration_s, ==, 100);
  g_assert_null (lec_extractor_probe (fixture->studio.extractor, text, NULL, &fixture->error));
  g_assert_error (fixture->error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
  g_assert_false (g_file_test (fixture->studio.root, G_FILE_TEST_EXISTS));
}

typedef struct
{
  const char *path;
  void (*run) (Fixture *fixture, gconstpointer data);
} Case;

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "/extractor/whole", test_whole },
    { "/extractor/again", test_again },
    { "/extractor/same-content", test_same_content },
    { "/extractor/other-folder", test_other_folder },
    { "/extractor/changed-options", test_changed_options },
    { "/extractor/output-is-there", test_output_is_there },
    { "/extractor/damaged-track", test_damaged_track },
    { "/extractor/damaged-lecture", test_damaged_lecture },
    { "/extractor/dies-with-slides", test_dies_with_slides },
    { "/extractor/dies-without-slides", test_dies_without_slides },
    { "/extractor/dies-and-placed", test_dies_and_placed },
    { "/extractor/cut-short", test_cut_short },
    { "/extractor/cut-short-without-slides", test_cut_short_without_slides },
    { "/extractor/no-slides", test_no_slides },
    { "/extractor/full-disk", test_full_disk },
    { "/extractor/not-a-video", test_not_a_video },
    { "/extractor/from-after-the-end", test_from_after_the_end },
    { "/extractor/cancelled", test_cancelled },
    { "/extractor/join", test_join },
    { "/extractor/join-reuses", test_join_reuses },
    { "/extractor/join-looks-first", test_join_looks_first },
    { "/extractor/join-part-dies", test_join_part_dies },
    { "/extractor/join-part-without-slides", test_join_part_without_slides },
    { "/extractor/resegment", test_resegment },
    { "/extractor/resegment-needs-what-was-kept", test_resegment_needs_what_was_kept },
    { "/extractor/by-stages", test_by_stages },
    { "/extractor/dies-while-writing", test_dies_while_writing },
    { "/extractor/by-stages-damaged", test_by_stages_damaged },
    { "/extractor/costs", test_costs },
    { "/extractor/mute", test_mute },
    { "/extractor/study", test_study },
    { "/extractor/study-given", test_study_given },
    { "/extractor/study-edited", test_study_edited },
    { "/extractor/study-fails", test_study_fails },
    { "/extractor/read-ahead", test_read_ahead },
    { "/extractor/read-ahead-dies", test_read_ahead_dies },
    { "/extractor/read-ahead-without-room", test_read_ahead_without_room },
    { "/extractor/probe", test_probe },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
