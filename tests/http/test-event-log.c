/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of a job when it changes, and to whom. A client that applies every event has to know
 * the same as one that asks anew, from wherever it goes on.
 */
#include <string.h>

#include "http/event-log.h"

#define N_STEPS 400
#define N_RUNS  40

/* --- Made up --- */

/* @slides: (array zero-terminated=1) */
static LecJobSnapshot *
make_snapshot (LecJobStatus status,
               double progress,
               const char *const *slides)
{
  g_autoptr (LecJob) job = lec_job_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; slides[i] != NULL; i++)
    g_ptr_array_add (texts, g_strdup (slides[i]));
  job->id = 7;
  job->job_id = g_strdup ("00000000-0000-4000-8000-000000000007");
  job->source = g_strdup ("/home/ann/talk.mp4");
  job->status = status;
  job->progress = progress;
  job->message = g_strdup ("two\nlines");
  job->n_slides = texts->len;
  return lec_job_snapshot_new (job, texts);
}

static gboolean
update (LecEventLog *log,
        LecJobStatus status,
        double progress,
        const char *const *slides)
{
  return lec_event_log_update (log, make_snapshot (status, progress, slides));
}

/* --- A client --- */

typedef struct
{
  GPtrArray *slides; /* (element-type utf8) */
  char *id;          /* (nullable) */
  char *names;       /* of all events, with spaces between them */
  guint64 position;
} Client;

static Client *
client_new (void)
{
  Client *self = g_new0 (Client, 1);

  self->slides = g_ptr_array_new_with_free_func (g_free);
  self->names = g_strdup ("");
  return self;
}

static void
client_free (Client *self)
{
  g_ptr_array_unref (self->slides);
  g_free (self->id);
  g_free (self->names);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

/* Returns: (transfer full): the value of that line, of which there is one */
static char *
get_line (char *const *lines,
          const char *name)
{
  char *value = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name))
      {
        g_assert_null (value);
        value = g_strdup (lines[i] + strlen (name));
      }
  g_assert_nonnull (value);
  return value;
}

static void
client_take (Client *self,
             GBytes *event)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (event, &length);
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *name = get_line (lines, "event: ");
  g_autofree char *value = get_line (lines, "data: ");
  g_autofree char *names = self->names;
  g_autoptr (JsonNode) node = json_from_string (value, NULL);

  /* Three lines, and an empty one that ends it. */
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_str_has_suffix (text, "\n\n"));
  g_assert_nonnull (node);
  g_free (self->id);
  self->id = get_line (lines, "id: ");
  self->names = g_strconcat (names, *names != '\0' ? " " : "", name, NULL);
  if (g_str_equal (name, "slides"))
    {
      gint64 n_kept = json_object_get_int_member (json_node_get_object (node), "keep");

      g_assert_cmpint (n_kept, <=, self->slides->len);
      g_ptr_array_set_size (self->slides, (int) n_kept);
    }
  else if (g_str_equal (name, "slide"))
    g_ptr_array_add (self->slides, g_steal_pointer (&value));
}

/* Returns: whether there was anything to begin with */
static gboolean
client_begin (Client *self,
              const LecEventLog *log)
{
  g_autoptr (GPtrArray) events = lec_event_log_begin (log, self->id, &self->position);

  for (guint i = 0; events != NULL && i < events->len; i++)
    client_take (self, g_ptr_array_index (events, i));
  return events != NULL;
}

static void
client_read (Client *self,
             const LecEventLog *log)
{
  GBytes *event = NULL;
  gboolean is_lost = FALSE;

  while ((event = lec_event_log_read (log, &self->position, &is_lost)) != NULL)
    client_take (self, event);
  g_assert_false (is_lost);
}

static void
assert_slides (const Client *client,
               const char *const *slides)
{
  g_assert_cmpuint (client->slides->len, ==, g_strv_length ((GStrv) slides));
  for (guint i = 0; slides[i] != NULL; i++)
    g_assert_cmpstr (g_ptr_array_index (client->slides, i), ==, slides[i]);
}

/* --- Tests --- */

#define SLIDES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const char *const no_slides[] = { NULL };

static void
test_life (void)
{
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  g_autoptr (Client) client = client_new ();

  g_assert_false (lec_event_log_is_begun (log));
  g_assert_true (update (log, LEC_JOB_QUEUED, 0, no_slides));
  g_assert_true (lec_event_log_is_begun (log));
  g_assert_true (client_begin (client, log));
  g_assert_cmpstr (client->names, ==, "job");
  g_assert_false (update (log, LEC_JOB_QUEUED, 0, no_slides));
  g_assert_true (update (log, LEC_JOB_PROCESSING, 0, no_slides));
  g_assert_true (update (log, LEC_JOB_PROCESSING, .5, no_slides));
  g_assert_true (update (log, LEC_JOB_PROCESSING, .5, SLIDES ("{\"number\":1}")));
  g_assert_true (update (log, LEC_JOB_COMPLETED, 1, SLIDES ("{\"number\":1}", "{\"number\":2}")));
  g_assert_true (lec_event_log_is_over (log));
  g_assert_false (update (log, LEC_JOB_QUEUED, 0, no_slides));
  client_read (client, log);
  g_assert_cmpstr (client->names, ==, "job job progress progress slide slide job end");
  assert_slides (client, SLIDES ("{\"number\":1}", "{\"number\":2}"));
}

/* What was found is found otherwise: only from there on it is told again. */
static void
test_changed_slides (void)
{
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  g_autoptr (Client) client = client_new ();

  update (log, LEC_JOB_PROCESSING, 0, SLIDES ("1", "2", "3"));
  client_begin (client, log);
  g_assert_cmpstr (client->names, ==, "job slide slide slide");
  update (log, LEC_JOB_PROCESSING, 0, SLIDES ("1", "20", "3", "4"));
  client_read (client, log);
  g_assert_cmpstr (client->names, ==, "job slide slide slide progress slides slide slide slide");
  assert_slides (client, SLIDES ("1", "20", "3", "4"));
  update (log, LEC_JOB_QUEUED, 0, no_slides);
  client_read (client, log);
  assert_slides (client, no_slides);
}

static void
test_gone (void)
{
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  g_autoptr (LecEventLog) never = lec_event_log_new ();
  g_autoptr (Client) client = client_new ();
  g_autoptr (Client) late = client_new ();

  update (log, LEC_JOB_PROCESSING, 0, SLIDES ("1"));
  client_begin (client, log);
  g_assert_true (lec_event_log_update (log, lec_job_snapshot_new_gone (7)));
  client_read (client, log);
  g_assert_cmpstr (client->names, ==, "job slide end");
  lec_event_log_update (never, lec_job_snapshot_new_gone (7));
  client_begin (late, never);
  g_assert_cmpstr (late->names, ==, "end");
}

/* Whoever goes on gets what is missing, from any process that knows the job. */
static void
test_resumed (void)
{
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  g_autoptr (LecEventLog) other = lec_event_log_new ();
  g_autoptr (Client) client = client_new ();

  update (log, LEC_JOB_PROCESSING, 0, SLIDES ("1", "2"));
  client_begin (client, log);
  update (other, LEC_JOB_PROCESSING, .2, SLIDES ("1", "2", "3"));
  g_clear_pointer (&client->names, g_free);
  client->names = g_strdup ("");
  g_assert_true (client_begin (client, other));
  g_assert_cmpstr (client->names, ==, "job slides slide");
  assert_slides (client, SLIDES ("1", "2", "3"));

  /* Over: all is told once more to who does not know that, and nothing to who does. */
  update (other, LEC_JOB_COMPLETED, 1, SLIDES ("1", "2", "3"));
  g_assert_true (client_begin (client, other));
  g_assert_true (g_str_has_suffix (client->names, " end"));
  g_assert_false (client_begin (client, other));
  client_read (client, other);
}

/* After each of the events that are told at the beginning, too. */
static void
test_cut_anywhere (void)
{
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  const char *const *slides = SLIDES ("1", "2", "3", "4");

  update (log, LEC_JOB_PROCESSING, 0, slides);
  for (guint n_got = 0; n_got <= 5; n_got++)
    {
      g_autoptr (Client) client = client_new ();
      g_autoptr (GPtrArray) events = lec_event_log_begin (log, NULL, &client->position);

      g_assert_cmpuint (events->len, ==, 5);
      for (guint i = 0; i < n_got; i++)
        client_take (client, g_ptr_array_index (events, i));
      client_begin (client, log);
      assert_slides (client, slides);
    }
}

static void
test_strange_ids (void)
{
  static const char *const strange[] = {
    "",
    "-",
    "0",
    "0-",
    "0-0-",
    "0-0-ove",
    "0-0-overt",
    "0--over",
    "1-0",
    "1-0000000000000000",
    "99-0",
    "-1-0",
    "+1-0",
    " 1-0",
    "18446744073709551616-0",
    "2-\xff\xff",
    "1-00000000000000000000000000000000000000000000000000",
  };
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  const char *const *slides = SLIDES ("1", "2");

  update (log, LEC_JOB_COMPLETED, 1, slides);
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (Client) client = client_new ();

      client->id = g_strdup (strange[i]);
      g_assert_true (client_begin (client, log));
      assert_slides (client, slides);
    }
}

/* What is kept is bounded; whoever is behind that is told so. */
static void
test_bounded (void)
{
  g_autoptr (LecEventLog) log = lec_event_log_new ();
  g_autoptr (Client) client = client_new ();
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *large = g_strdup_printf ("\"%s\"", filler);
  gboolean is_lost = FALSE;
  guint64 position = 0;

  update (log, LEC_JOB_PROCESSING, 0, no_slides);
  client_begin (client, log);
  for (guint i = 1; i <= LEC_EVENT_LOG_MAX_EVENTS; i++)
    update (log, LEC_JOB_PROCESSING, (double) i / (LEC_EVENT_LOG_MAX_EVENTS + 1), no_slides);
  position = client->position;
  g_assert_nonnull (lec_event_log_read (log, &position, &is_lost));
  update (log, LEC_JOB_PROCESSING, 1, no_slides);
  position = client->position;
  g_assert_null (lec_event_log_read (log, &position, &is_lost));
  g_assert_true (is_lost);

  client_begin (client, log);
  update (log, LEC_JOB_PROCESSING, 1, SLIDES (large, large, large, large, large, large));
  position = client->position;
  g_assert_null (lec_event_log_read (log, &position, &is_lost));
  g_assert_true (is_lost);
  client_begin (client, log);
  g_assert_cmpuint (client->slides->len, ==, 6);
}

/* A job of chance, followed by one who stays, and by one who leaves and comes again, to another
 * server each time. */
static void
test_chance (void)
{
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (run);
      g_autoptr (LecEventLog) one = lec_event_log_new ();
      g_autoptr (LecEventLog) other = lec_event_log_new ();
      LecEventLog *const logs[] = { one, other };
      g_autoptr (Client) stays = client_new ();
      g_autoptr (Client) roams = client_new ();
      g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func (g_free);
      guint at = 0;

      g_ptr_array_add (slides, NULL);
      for (guint step = 0; step < N_STEPS; step++)
        {
          int choice = g_rand_int_range (rand, 0, 20);
          int n_slides = (int) slides->len - 1;

          if (choice < 10)
            g_ptr_array_insert (slides, n_slides, g_strdup_printf ("%d", g_rand_int_range (rand, 0, 1000)));
          else if (choice < 12 && n_slides > 0)
            g_ptr_array_remove_index (slides, (guint) g_rand_int_range (rand, 0, n_slides));
          else if (choice == 12 && n_slides > 0)
            g_ptr_array_remove_range (slides, 0, (guint) n_slides);
          for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
            update (logs[i], LEC_JOB_PROCESSING, step / (double) N_STEPS, (const char *const *) slides->pdata);

          if (step == 0)
            client_begin (stays, logs[0]);
          client_read (stays, logs[0]);
          if (step == 0 || g_rand_int_range (rand, 0, 5) == 0)
            {
              at = 1 - at;
              client_begin (roams, logs[at]);
            }
          else
            client_read (roams, logs[at]);
          assert_slides (stays, (const char *const *) slides->pdata);
          assert_slides (roams, (const char *const *) slides->pdata);
          g_assert_cmpstr (stays->id, ==, roams->id);
        }
    }
}

/* Nothing of the machine is told; nor is all of a job again with each slide. */
static void
test_clean (void)
{
  g_autoptr (LecJobSnapshot) snapshot = make_snapshot (LEC_JOB_PROCESSING, .25, SLIDES ("1"));

  g_assert_null (strstr (snapshot->whole, "/home/ann"));
  g_assert_nonnull (strstr (snapshot->whole, "talk.mp4"));
  g_assert_null (strstr (snapshot->facts, "progress"));
  g_assert_null (strstr (snapshot->facts, "slide"));
  g_assert_nonnull (strstr (snapshot->advance, "0.25"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-log/life", test_life);
  g_test_add_func ("/event-log/changed-slides", test_changed_slides);
  g_test_add_func ("/event-log/gone", test_gone);
  g_test_add_func ("/event-log/resumed", test_resumed);
  g_test_add_func ("/event-log/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/event-log/strange-ids", test_strange_ids);
  g_test_add_func ("/event-log/bounded", test_bounded);
  g_test_add_func ("/event-log/chance", test_chance);
  g_test_add_func ("/event-log/clean", test_clean);
  return g_test_run ();
}
