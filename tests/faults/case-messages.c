/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others write into Redis, and what Redis brings too often or too slowly. Hints are believed
 * in nothing: the worst that they may do is to wake somebody in vain.
 */
#include "cases.h"
#include "programs.h"

#define STREAM      "lectern:queue:extraction"
#define LARGE_BYTES (5 * 1024 * 1024)
#define N_TIMES     5
#define DELAY_MS    150
/* Told of are twice the slots of all workers at a time, and what a submitter adds. */
#define MAX_HINTS 64

static void
tell_redis (Hall *hall,
            const char *const *words)
{
  hall_run_redis (hall, words);
  hall->n_kills++;
}

/* Fields that are not ours, numbers that are none, tasks that are not there, other keys. */
static void
send_rubbish (Hall *hall)
{
  tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "x", "y", NULL });
  tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "task", "", "generation", "", NULL });
  tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "task", "-1", "generation", "99999999999999999999", NULL });
  tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "task", "1; DROP TABLE tasks", "generation", "\xff", NULL });
  tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "task", "4000000000", "generation", "0", NULL });
  tell_redis (hall, (const char *[]){ "DEL", "lectern:queue:generation", NULL });
  tell_redis (hall, (const char *[]){ "SET", "lectern:queue:generation", "no stream", NULL });
  tell_redis (hall, (const char *[]){ "SET", "lectern:cache:job:1", "{\"status\":", NULL });
}

void
fault_corrupt_message (Hall *hall)
{
  hall_start_worker (hall, 0, NULL);
  hall_start_worker (hall, 1, NULL);
  for (guint i = 0; i < (hall->is_full ? 100 : 3); i++)
    {
      hall_add (hall, "quick", 5, NULL);
      send_rubbish (hall);
      hall_sleep (100);
    }
  hall_await_end (hall, 30);
  tell_redis (hall, (const char *[]){ "DEL", "lectern:queue:generation", NULL });
  hall_add (hall, "quick", 5, NULL);
}

/* Names that end lines, are a page long, are no text, or mean something to whoever prints them. */
static void
add_absurd (Hall *hall)
{
  static const char *const names[] = {
    "quick-\n\"'\\-1",
    "quick-%s%n%s-2",
    "quick-\xff\xfe\x80-3",
    "quick-; rm -rf *-4",
    "quick-<b>&amp;-5",
    "quick-\u202e4pm.-6",
  };
  g_autofree char *long_name = g_strnfill (240, 'x');
  g_autofree char *longest = g_strconcat (hall->folder, "/quick-", long_name, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *video = g_build_filename (hall->folder, names[i], NULL);

      hall_add_one (hall, video, "an\nowner'--", 0, 0);
    }
  hall_add_one (hall, longest, NULL, 0, 0);
}

void
fault_absurd_names (Hall *hall)
{
  g_autofree char *large = g_strnfill (LARGE_BYTES, 'x');

  hall_start_worker (hall, 0, NULL);
  for (guint i = 0; i < (hall->is_full ? 20 : 2); i++)
    {
      tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "task", large, "generation", "0", NULL });
      tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", large, "1", NULL });
      add_absurd (hall);
    }
}

/* All that is announced at all. */
void
fault_many_times (Hall *hall)
{
  guint n_jobs = hall->is_full ? 200 : 12;

  hall_add (hall, "quick", n_jobs, NULL);
  for (guint i = 0; i < N_TIMES; i++)
    for (guint task = 1; task <= 2 * n_jobs; task++)
      {
        g_autofree char *number = g_strdup_printf ("%u", task);

        tell_redis (hall, (const char *[]){ "XADD", STREAM, "*", "task", number, "generation", "0", NULL });
      }
  hall_start_worker (hall, 0, NULL);
  hall_start_worker (hall, 1, NULL);
}

/* One worker hears all late; the other one does not wait for it, and no more is told of than can be
 * of use. */
void
fault_slow_consumer (Hall *hall)
{
  guint n_jobs = hall->is_full ? 400 : 20;
  guint most = 0;
  HallWorker *slow = hall_start_worker (hall, 0, NULL);

  proxy_set_delay (slow->redis, DELAY_MS);
  proxy_set_delay (slow->postgres, hall->is_full ? DELAY_MS : DELAY_MS / 10);
  hall_add (hall, "slow-200", n_jobs, NULL);
  hall_start_worker (hall, 1, NULL);
  while (hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'queued'") > 0)
    {
      guint n = hall_count_hints (hall);

      most = MAX (most, n);
      hall_sleep (10);
    }
  hall_expect (hall, most > 0 && most <= MAX_HINTS, "few hints are out at a time");
  hall_remark (hall, "%u hints at most", most);
}
