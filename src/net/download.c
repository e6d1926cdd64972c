/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One file, as many requests as it takes: each goes on where the last one was
 * cut. A server that knows no parts, or has another file by now, sends it all,
 * and it begins anew. Nothing it says about sizes is relied on but to refuse.
 */
#include "net/download.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/time-format.h"
#include "net/disk-room.h"
#include "net/download-state.h"
#include "net/link-name.h"
#include "net/net-error.h"
#include "net/retry-rules.h"
#include "net/web-address.h"

#define MAX_FAILED       5   /* in a row, with nothing new, or next to nothing */
#define MAX_REQUESTS     200 /* of a server that gives a little each time */
#define MAX_NEW_STARTS   3
#define FIRST_WAIT_MS    1000
#define MAX_WAIT_MS      60000
#define TELL_INTERVAL_US (100 * 1000)
#define SPACE_STEP_BYTES (64 * 1024 * 1024)
#define MAX_VALUE_BYTES  1024
#define HEAD_BYTES       512
/* What has to come in one request, and within so many of the times in which something has to. */
#define PACE_BYTES (64 * 1024)
#define PACE_IDLES 10
#define IDLE_MS    60000

typedef struct
{
  const LecDownloadSettings *settings;
  const char *path;
  char *part;
  int fd;
  gint64 done_bytes;      /* of the part */
  gint64 space_bytes;     /* up to which there was room */
  LecDownloadState noted; /* of what the part is of */
  gboolean has_noted;
  gboolean is_other;     /* the answer does not go on where the part ends */
  gboolean is_vague;     /* asked for a part, the server does not say of how much */
  char head[HEAD_BYTES]; /* of the file */
  gsize n_head;
  gint64 pace_us; /* since when @pace_bytes were there; 0: since nothing has come */
  gint64 pace_bytes;
  gint64 told_us;
  LecDownloadFunc func;
  gpointer user_data;
} Run;

void
lec_link_facts_clear (LecLinkFacts *self)
{
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->media_type, g_free);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->modified, g_free);
}

static char *
dup_bounded (const char *text)
{
  return text != NULL && strlen (text) <= MAX_VALUE_BYTES ? g_strdup (text) : NULL;
}

/* A part of nobody knows how much: what comes after it would not be missed. */
static gboolean
is_vague (const LecHttpAnswer *answer)
{
  return answer->is_part && answer->whole_bytes < 0;
}

/* --- A look --- */

/* A weak tag does not promise the same bytes. */
static gboolean
can_be_told_again (const LecLinkFacts *facts)
{
  return facts->etag != NULL ? facts->etag[0] == '"' : facts->modified != NULL;
}

static gboolean
look_cb (const LecHttpAnswer *answer,
         gpointer user_data,
         GError **error)
{
  LecLinkFacts *facts = user_data;

  lec_link_facts_clear (facts);
  facts->host = lec_web_address_dup_shown_host (answer->uri);
  facts->name = lec_link_name_choose (answer->name, answer->uri, answer->media_type);
  facts->media_type = answer->media_type != NULL ? g_ascii_strdown (answer->media_type, -1) : NULL;
  facts->size_bytes = answer->whole_bytes;
  facts->etag = dup_bounded (answer->etag);
  facts->modified = dup_bounded (answer->modified);
  facts->can_resume = answer->takes_ranges && !is_vague (answer) && can_be_told_again (facts);
  return FALSE;
}

static gboolean
ignore_cb (const char *data,
           gsize length,
           gpointer user_data,
           GError **error)
{
  return TRUE;
}

static gboolean
ask (const LecDownloadSettings *settings,
     const char *address,
     LecLinkFacts *facts,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (LecHttpClient) client = lec_http_client_new (&settings->http);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (address);

  facts->size_bytes = -1;
  lec_http_request_set_start (request, 0, NULL);
  lec_http_request_set_answer_func (request, look_cb, facts);
  return lec_http_client_stream (client, request, ignore_cb, NULL, cancellable, error);
}

gboolean
lec_download_look (const LecDownloadSettings *settings,
                   const char *address,
                   LecLinkFacts *facts,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (settings != NULL && address != NULL && facts != NULL, FALSE);

  return ask (settings, address, facts, cancellable, error);
}

/* --- What is refused --- */

static void
set_page (GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("this is a page of the web and no video"));
}

static gboolean
check_size (const Run *run,
            gint64 size_bytes,
            GError **error)
{
  gint64 max_bytes = run->settings->max_bytes > 0 ? run->settings->max_bytes : LEC_DOWNLOAD_MAX_BYTES;
  g_autofree char *size = lec_size_format ((guint64) MAX (size_bytes, 0));
  g_autofree char *limit = lec_size_format ((guint64) max_bytes);

  if (size_bytes <= max_bytes)
    return TRUE;

  /* Translators: both are sizes such as 1.2 GB */
  g_set_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TOO_LARGE, _ ("the video has %s, more than the %s that are allowed"),
               size, limit);
  return FALSE;
}

static gboolean
check_space (const Run *run,
             gint64 more_bytes,
             GError **error)
{
  g_autofree char *folder = g_path_get_dirname (run->path);
  gint64 spare_bytes = run->settings->spare_bytes > 0 ? run->settings->spare_bytes : LEC_DOWNLOAD_SPARE_BYTES;

  return lec_disk_room_check (folder, more_bytes, spare_bytes, error);
}

/* A page that says to be something else: a login, an error. */
static gboolean
is_page (const char *head,
         gsize length)
{
  static const char *const signs[] = { "<!doctype", "<html", "<head", "<?xml" };
  gsize at = length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (head[at]))
    at++;
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (length - at >= strlen (signs[i]) && g_ascii_strncasecmp (head + at, signs[i], strlen (signs[i])) == 0)
      return TRUE;

  return FALSE;
}

/* --- The part --- */

static gboolean
fail_to_write (const Run *run,
               int errnum,
               GError **error)
{
  lec_error_set_from_errno (error, errnum, "write", run->part);
  return FALSE;
}

/* Of what was written by somebody else there must be nothing to follow. */
static gboolean
open_part (Run *run,
           GError **error)
{
  struct stat facts = { 0 };

  run->fd = g_open (run->part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (run->fd < 0 || fstat (run->fd, &facts) != 0)
    return fail_to_write (run, errno, error);

  run->done_bytes = facts.st_size;
  run->has_noted = lec_download_state_load (&run->noted, run->part);
  return TRUE;
}

static gboolean
begin_anew (Run *run,
            GError **error)
{
  lec_download_state_clear (&run->noted);
  run->has_noted = FALSE;
  run->done_bytes = run->space_bytes = 0;
  run->n_head = 0;
  lec_download_state_remove (run->part);
  return ftruncate (run->fd, 0) == 0 || fail_to_write (run, errno, error);
}

static gboolean
note (Run *run,
      const LecHttpAnswer *answer,
      GError **error)
{
  run->noted.etag = dup_bounded (answer->etag);
  run->noted.modified = dup_bounded (answer->modified);
  run->noted.size_bytes = answer->whole_bytes;
  run->has_noted = TRUE;
  return lec_download_state_save (&run->noted, run->part, error);
}

static gboolean
is_going_on (const Run *run,
             const LecHttpAnswer *answer)
{
  return run->has_noted && answer->start_bytes == run->done_bytes &&
         lec_download_state_is_same (&run->noted, answer->etag, answer->modified, answer->whole_bytes);
}

static gboolean
answer_cb (const LecHttpAnswer *answer,
           gpointer user_data,
           GError **error)
{
  Run *run = user_data;
  gint64 more_bytes = 0;

  run->is_other = FALSE;
  if (lec_link_name_is_page_type (answer->media_type))
    {
      set_page (error);
      return FALSE;
    }
  if (is_vague (answer) || (answer->start_bytes != 0 && !is_going_on (run, answer)))
    {
      run->is_vague = run->is_vague || is_vague (answer);
      run->is_other = TRUE;
      return FALSE;
    }
  if (answer->start_bytes == 0 && (!begin_anew (run, error) || !note (run, answer, error)))
    return FALSE;

  more_bytes = answer->whole_bytes >= 0 ? MAX (answer->whole_bytes - run->done_bytes, 0) : SPACE_STEP_BYTES;
  run->space_bytes = run->done_bytes + more_bytes;
  return check_size (run, answer->whole_bytes, error) && check_space (run, more_bytes, error);
}

static void
tell (Run *run,
      gboolean is_last)
{
  gint64 now_us = g_get_monotonic_time ();

  if (run->func == NULL || (!is_last && now_us < run->told_us + TELL_INTERVAL_US))
    return;

  run->told_us = now_us;
  run->func (run->done_bytes, run->noted.size_bytes, run->user_data);
}

static gboolean
check_head (Run *run,
            const char *data,
            gsize length,
            GError **error)
{
  gsize n = MIN (length, HEAD_BYTES - run->n_head);

  if (run->done_bytes > (gint64) run->n_head || n == 0)
    return TRUE;

  memcpy (run->head + run->n_head, data, n);
  run->n_head += n;
  if (!is_page (run->head, run->n_head))
    return TRUE;

  set_page (error);
  return FALSE;
}

/* A server that sends a byte a minute is never idle, and never done. */
static gboolean
check_pace (Run *run,
            GError **error)
{
  guint idle_ms = run->settings->http.idle_timeout_ms > 0 ? run->settings->http.idle_timeout_ms : IDLE_MS;
  gint64 now_us = g_get_monotonic_time ();

  if (run->pace_us == 0 || run->done_bytes - run->pace_bytes >= PACE_BYTES)
    {
      run->pace_us = now_us;
      run->pace_bytes = run->done_bytes;
      return TRUE;
    }
  if (now_us - run->pace_us <= (gint64) idle_ms * 1000 * PACE_IDLES)
    return TRUE;

  g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_TIMED_OUT, _ ("the video comes too slowly"));
  return FALSE;
}

static gboolean
write_all (const Run *run,
           const char *data,
           gsize length,
           GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pwrite (run->fd, data + done, length - done, run->done_bytes + (gint64) done);

      if (n < 0 && errno != EINTR)
        return fail_to_write (run, errno, error);
      done += n > 0 ? (gsize) n : 0;
    }

  return TRUE;
}

static gboolean
data_cb (const char *data,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Run *run = user_data;

  if (!check_head (run, data, length, error) || !check_size (run, run->done_bytes + (gint64) length, error) ||
      !check_pace (run, error))
    return FALSE;
  if (run->done_bytes + (gint64) length > run->space_bytes)
    {
      run->space_bytes += SPACE_STEP_BYTES;
      if (!check_space (run, SPACE_STEP_BYTES, error))
        return FALSE;
    }
  if (!write_all (run, data, length, error))
    return FALSE;

  run->done_bytes += (gint64) length;
  tell (run, FALSE);
  return TRUE;
}

/* --- All of it --- */

/* Returns: whether the request came to its end, which may be that of another file (is_other) */
static gboolean
request_rest (Run *run,
              const char *address,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LecHttpClient) client = lec_http_client_new (&run->settings->http);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (address);
  const char *validator = run->has_noted ? lec_download_state_get_validator (&run->noted) : NULL;

  if (run->done_bytes > 0 && (validator == NULL || run->is_vague) && !begin_anew (run, error))
    return FALSE;

  if (!run->is_vague)
    lec_http_request_set_start (request, run->done_bytes, run->done_bytes > 0 ? validator : NULL);
  lec_http_request_set_max_bytes (request, G_MAXINT64);
  lec_http_request_set_answer_func (request, answer_cb, run);
  return lec_http_client_stream (client, request, data_cb, run, cancellable, error);
}

static gboolean
wait_before_more (const Run *run,
                  guint n_failed,
                  GCancellable *cancellable,
                  GError **error)
{
  const LecHttpSettings *http = &run->settings->http;
  guint ms = lec_retry_rules_get_wait_ms (n_failed, http->first_wait_ms > 0 ? http->first_wait_ms : FIRST_WAIT_MS, -1,
                                          http->max_wait_ms > 0 ? http->max_wait_ms : MAX_WAIT_MS, g_random_double ());
  gint64 end_us = g_get_monotonic_time () + (gint64) ms * 1000;
  GPollFD fd = { 0 };
  gboolean has_fd = g_cancellable_make_pollfd (cancellable, &fd);

  while (!g_cancellable_is_cancelled (cancellable) && g_get_monotonic_time () < end_us)
    g_poll (&fd, has_fd ? 1 : 0, (int) ((end_us - g_get_monotonic_time ()) / 1000 + 1));
  if (has_fd)
    g_cancellable_release_fd (cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
is_whole (const Run *run)
{
  return run->has_noted && !run->is_other && (run->noted.size_bytes < 0 || run->done_bytes == run->noted.size_bytes);
}

/* Whether asking from the beginning may go better: the server does not give what is missing. */
static gboolean
is_refused_part (const GError *error,
                 gint64 from_bytes)
{
  return from_bytes > 0 && g_error_matches (error, LEC_NET_ERROR, LEC_NET_ERROR_REJECTED);
}

typedef struct
{
  guint n_requests;
  guint n_failed;
  guint n_starts;
} Tally;

/* What is to be done about a request that did not bring it all. @reason: (nullable): taken.
 * Returns: whether to ask again */
static gboolean
go_on (Run *run,
       Tally *tally,
       gint64 from_bytes,
       GError *reason,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GError) own = reason;

  tally->n_requests++;
  tally->n_failed = run->done_bytes - from_bytes >= PACE_BYTES ? 1 : tally->n_failed + 1;
  if ((own == NULL && run->is_other) || (own != NULL && is_refused_part (own, from_bytes)))
    {
      if (++tally->n_starts <= MAX_NEW_STARTS)
        return begin_anew (run, error);
      g_clear_error (&own);
      g_set_error_literal (&own, LEC_NET_ERROR, LEC_NET_ERROR_PROTOCOL,
                           _ ("the server sends another part of the video than it was asked for"));
    }
  if (own == NULL)
    g_set_error_literal (&own, LEC_NET_ERROR, LEC_NET_ERROR_UNREACHABLE, _ ("the video was cut on its way"));
  if (lec_net_error_is_passing (own) && tally->n_failed < MAX_FAILED && tally->n_requests < MAX_REQUESTS)
    return wait_before_more (run, tally->n_failed, cancellable, error);

  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

static gboolean
bring (Run *run,
       const char *address,
       GCancellable *cancellable,
       GError **error)
{
  Tally tally = { 0 };

  while (TRUE)
    {
      GError *reason = NULL;
      gint64 from_bytes = run->done_bytes;

      /* All had come, but not its name. */
      if (from_bytes > 0 && run->noted.size_bytes >= 0 && is_whole (run))
        return TRUE;
      run->is_other = FALSE;
      run->pace_us = 0;
      if (request_rest (run, address, cancellable, &reason) && is_whole (run))
        return TRUE;
      if (!go_on (run, &tally, from_bytes, reason, cancellable, error))
        return FALSE;
    }
}

static gboolean
finish (Run *run,
        GError **error)
{
  tell (run, TRUE);
  if (run->done_bytes == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("the server sends an empty file"));
      return FALSE;
    }
  lec_download_state_remove (run->path);
  if (fsync (run->fd) != 0 || g_rename (run->part, run->path) != 0)
    return fail_to_write (run, errno, error);

  lec_download_state_rename (run->part, run->path);
  return TRUE;
}

/* Of a page, or an empty file, nothing is of use later on. */
static void
drop_useless (Run *run,
              const GError *reason)
{
  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO) && run->done_bytes > 0)
    return;

  g_unlink (run->part);
  lec_download_state_remove (run->part);
}

gboolean
lec_download_is_current (const char *path,
                         const LecLinkFacts *facts)
{
  g_auto (LecDownloadState) noted = { NULL };

  g_return_val_if_fail (path != NULL && facts != NULL, FALSE);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && lec_download_state_load (&noted, path) &&
         lec_download_state_is_same (&noted, facts->etag, facts->modified, facts->size_bytes);
}

/* @is_current: (out): whether what is there is what the server has */
static gboolean
look_again (const LecDownloadSettings *settings,
            const char *address,
            const char *path,
            gboolean *is_current,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (LecLinkFacts) facts = { NULL };

  *is_current = FALSE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!ask (settings, address, &facts, cancellable, error))
    return FALSE;

  *is_current = lec_download_is_current (path, &facts);
  return TRUE;
}

gboolean
lec_download_fetch (const LecDownloadSettings *settings,
                    const char *address,
                    const char *path,
                    LecDownloadFunc func,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  Run run = { .settings = settings, .path = path, .fd = -1, .func = func, .user_data = user_data };
  g_autoptr (GError) own = NULL;
  gboolean is_current = FALSE;

  g_return_val_if_fail (settings != NULL && address != NULL && path != NULL, FALSE);

  if (!look_again (settings, address, path, &is_current, cancellable, error))
    return FALSE;
  if (is_current)
    return TRUE;

  run.part = lec_download_state_build_part_path (path);
  run.noted.size_bytes = -1;
  if (open_part (&run, &own) && bring (&run, address, cancellable, &own))
    finish (&run, &own);
  if (own != NULL && run.fd >= 0)
    drop_useless (&run, own);
  if (run.fd >= 0)
    g_close (run.fd, NULL);
  lec_download_state_clear (&run.noted);
  g_free (run.part);
  if (own == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}
