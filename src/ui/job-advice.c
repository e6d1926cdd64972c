/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reasons are made where something went wrong, and say what; they are the same for the
 * command line. What to do depends on where one is, and is here, by the reason's code.
 */
#include "ui/job-advice.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

static const char advice_try_again[] = N_ ("Retry. If that fails, too, the log in the details says more.");

/* Short, for narrow rows: what can be chosen is in the preferences. What a person can do nothing
 * about has none. */
static const struct
{
  LecError code;
  const char *advice;
} advices[] = {
  { LEC_ERROR_NOT_FOUND, N_ ("Put the video back where it was and retry, or add it from where it is now.") },
  { LEC_ERROR_UNREADABLE, N_ ("Allow reading it, or ask its owner to, and retry.") },
  { LEC_ERROR_NOT_A_VIDEO, N_ ("Remove it from the list, and add the file that has the video.") },
  { LEC_ERROR_UNSUPPORTED, N_ ("Install what it needs, and retry; “lectern doctor” tells what is missing.") },
  { LEC_ERROR_DAMAGED, N_ ("If there is another copy of the video, add that one.") },
  { LEC_ERROR_NO_SLIDES, N_ ("Choose another sensitivity or a crop, and add it again.") },
  { LEC_ERROR_EXISTS, N_ ("Move that file away and retry, or choose another folder and add it again.") },
  { LEC_ERROR_NOT_WRITABLE, N_ ("Allow writing there and retry, or choose another folder and add it again.") },
  { LEC_ERROR_NO_SPACE, N_ ("Make room there (“lectern free” helps), or choose another folder and add it again.") },
  { LEC_ERROR_NO_LANGUAGE, N_ ("Install the language and retry, or choose another one and add it again.") },
  { LEC_ERROR_STALLED, advice_try_again },
  { LEC_ERROR_CRASHED, advice_try_again },
  { LEC_ERROR_LIMIT, advice_try_again },
  { LEC_ERROR_INCOMPLETE, N_ ("If there is a copy that is whole, add that one.") },
  { LEC_ERROR_WEB, N_ ("Look whether that machine can be reached from here, and retry.") },
  { LEC_ERROR_NOT_AGREED, N_ ("Retry, and agree to that machine when you are asked.") },
};

const char *
lec_job_advice_get (const LecJob *job)
{
  LecError code = LEC_ERROR_INTERNAL;

  g_return_val_if_fail (job != NULL, NULL);

  if (job->error_code == NULL || !lec_error_from_name (job->error_code, &code))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    if (advices[i].code == code)
      return _ (advices[i].advice);

  return NULL;
}
