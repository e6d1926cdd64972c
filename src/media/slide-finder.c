/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three passes over the stretches:
 *   1. shots (media/shot.h): what each shows, and what kind of picture it is;
 *   2. runs (media/page-run.h): consecutive shots of one page;
 *   3. here: a run that is no slide is left out, with the reason; one that
 *      shows an earlier slide again is a visit of it.
 */
#include "media/slide-finder.h"

#include "media/never-pages.h"
#include "media/page-run.h"

/* A returning page must share as much of its ink. */
#define RETURN_RATIO 0.5
/* A glance, and how much of the page must be seen in it to know it again. */
#define GLANCE_S     1.2
#define GLANCE_RATIO 0.8
/* A visit that stood for less hardly shows the page at its best. */
#define GOOD_LOOK_S 1.0
/* A good look at the page shows so much of it at least, any other nearly all. */
#define GOOD_LOOK_RATIO 0.5
#define ANY_LOOK_RATIO  0.85
/* How near a decision must have been to be shown to the user. */
#define LEAST_DOUBT 0.6

/* A slide's newest run: @fullest and @final are shots, of this run or of a better earlier one. */
typedef struct
{
  guint slide;
  guint fullest;
  guint final;
} Known;

typedef struct
{
  const LecFinderOptions *options;
  GPtrArray *shots;
  LecPageComparer *comparer;
  GArray *known; /* (element-type Known): in order of time */
  LecSegments *segments;
  GPtrArray *stretches;       /* unowned */
  const LecNeverPages *never; /* unowned (nullable) */
} Finder;

static void
free_found_slide (gpointer data)
{
  LecFoundSlide *slide = data;

  g_array_unref (slide->visits);
  g_array_unref (slide->builds_s);
  g_free (slide);
}

static LecPageLimits
choose_limits (LecSensitivity sensitivity)
{
  switch (sensitivity)
    {
    case LEC_SENSITIVITY_LOW:
      return (LecPageLimits){ .threshold = 16, .smallest = 32, .lost_most = 0.25 };
    case LEC_SENSITIVITY_HIGH:
      return (LecPageLimits){ .threshold = 8, .smallest = 12, .lost_most = 0.08 };
    case LEC_SENSITIVITY_NORMAL:
    default:
      return (LecPageLimits){ .threshold = 10, .smallest = 22, .lost_most = 0.15 };
    }
}

static const LecShot *
get_shot (const Finder *self,
          guint index)
{
  return g_ptr_array_index (self->shots, index);
}

static LecFoundSlide *
get_slide (const Finder *self,
           const Known *known)
{
  return g_ptr_array_index (self->segments->slides, known->slide);
}

/* --- What is no slide --- */

static gboolean
is_slide (const Finder *self,
          const LecPageRun *run,
          LecLeftOutReason *reason)
{
  switch (get_shot (self, run->fullest)->kind)
    {
    case LEC_SHOT_BLANK:
      *reason = LEC_LEFT_OUT_BLANK;
      return FALSE;
    case LEC_SHOT_CAMERA:
      *reason = LEC_LEFT_OUT_SPEAKER;
      return FALSE;
    case LEC_SHOT_DESKTOP:
      *reason = LEC_LEFT_OUT_DESKTOP;
      return FALSE;
    case LEC_SHOT_NO_SIGNAL:
      *reason = LEC_LEFT_OUT_NO_SIGNAL;
      return FALSE;
    case LEC_SHOT_PAGE:
    case LEC_SHOT_MOVING:
    default:
      *reason = LEC_LEFT_OUT_SHORT;
      return run->end_s - run->start_s >= self->options->shortest_s - 0.001;
    }
}

static void
leave_out (Finder *self,
           const LecPageRun *run,
           LecLeftOutReason reason)
{
  const LecShot *shot = get_shot (self, run->fullest);
  LecFoundGap gap = {
    .start_s = run->start_s,
    .end_s = run->end_s,
    .reason = reason,
    .scores = shot->scores,
    .stretch = shot->index,
  };

  g_array_append_val (self->segments->gaps, gap);
}

/* Whether the page of @run is on the list of those that are never taken. */
static gboolean
is_unwanted (const Finder *self,
             const LecPageRun *run)
{
  const LecShot *shot = get_shot (self, run->final);

  return self->never != NULL && shot->kind == LEC_SHOT_PAGE &&
         lec_never_pages_have (self->never, g_ptr_array_index (self->stretches, shot->index), self->options->ignored);
}

/* --- Returns --- */

static gboolean
is_return (const Finder *self,
           const Known *known,
           const LecPageRun *run)
{
  LecPageChange change;
  LecPageRelation relation;

  if (get_shot (self, run->fullest)->kind != LEC_SHOT_PAGE)
    return FALSE;

  relation = lec_page_comparer_compare (self->comparer, known->fullest, run->fullest, &change);
  if (self->options->keep_builds)
    return relation == LEC_PAGES_SAME;
  if (relation == LEC_PAGES_DIFFERENT)
    return run->end_s - run->start_s < GLANCE_S && change.kept > 0 &&
           change.kept >= GLANCE_RATIO * MIN (change.n_before, change.n_after);

  return relation == LEC_PAGES_SAME ||
         change.kept >= RETURN_RATIO * MAX (change.n_before, change.n_after);
}

/* The newest run of a slide that @run shows again; NULL if it is new. */
static const Known *
find_known (const Finder *self,
            const LecPageRun *run)
{
  for (guint i = self->known->len; i-- > 0;)
    {
      const Known *known = &g_array_index (self->known, Known, i);

      if (is_return (self, known, run))
        return known;
    }

  return NULL;
}

/* A visit that follows on the last one is the same. */
static void
add_visit (LecFoundSlide *slide,
           const LecPageRun *run)
{
  LecVisit visit = { run->start_s, run->end_s };
  LecVisit *last = slide->visits->len > 0 ? &g_array_index (slide->visits, LecVisit, slide->visits->len - 1) : NULL;

  if (last != NULL && visit.start_s <= last->end_s + 0.001)
    last->end_s = visit.end_s;
  else
    g_array_append_val (slide->visits, visit);
  g_array_append_vals (slide->builds_s, run->builds_s->data, run->builds_s->len);
}

/* Whether the page is better seen in shot @b than in @a, which was earlier. */
static gboolean
shows_better (const Finder *self,
              guint a,
              guint b)
{
  double ink_a = get_shot (self, a)->page->n_ink, ink_b = get_shot (self, b)->page->n_ink;
  gboolean good_a = get_shot (self, a)->stood_s >= GOOD_LOOK_S;
  gboolean good_b = get_shot (self, b)->stood_s >= GOOD_LOOK_S;

  if (good_a != good_b)
    return good_b && ink_b >= GOOD_LOOK_RATIO * ink_a;

  return ink_b >= ANY_LOOK_RATIO * ink_a;
}

static Known
add_slide (Finder *self,
           const LecPageRun *run)
{
  LecFoundSlide *slide = g_new0 (LecFoundSlide, 1);

  slide->visits = g_array_new (FALSE, FALSE, sizeof (LecVisit));
  slide->builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  slide->stretch = get_shot (self, run->final)->index;
  g_ptr_array_add (self->segments->slides, slide);

  return (Known){ self->segments->slides->len - 1, run->fullest, run->final };
}

static Known
visit_again (Finder *self,
             const Known *known,
             const LecPageRun *run)
{
  if (!shows_better (self, known->final, run->final))
    return *known;

  get_slide (self, known)->stretch = get_shot (self, run->final)->index;

  return (Known){ known->slide, run->fullest, run->final };
}

/* --- What might have been decided otherwise --- */

static void
suggest (Finder *self,
         LecSuggestionKind kind,
         double time_s,
         guint slide,
         guint other_slide,
         double doubt)
{
  LecSuggestion suggestion = { kind, time_s, slide + 1, other_slide, doubt };

  g_array_append_val (self->segments->suggestions, suggestion);
}

/* @last: (nullable): the slide before */
static void
suggest_for_run (Finder *self,
                 const LecPageRun *run,
                 const Known *known,
                 const Known *last)
{
  if (run->doubt >= LEAST_DOUBT && last != NULL && last->slide != known->slide)
    suggest (self, LEC_SUGGESTION_MERGE, run->start_s, known->slide, last->slide + 1, run->doubt);
  for (guint i = 0; i < run->doubts->len; i++)
    {
      const LecPageDoubt *doubt = &g_array_index (run->doubts, LecPageDoubt, i);

      if (doubt->doubt >= LEAST_DOUBT)
        suggest (self, LEC_SUGGESTION_NEW_SLIDE, doubt->time_s, known->slide, 0, doubt->doubt);
    }
}

static void
sort_runs (Finder *self,
           GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const LecPageRun *run = g_ptr_array_index (runs, i);
      LecLeftOutReason reason;
      const Known *earlier, *last;
      Known known;

      if (!is_slide (self, run, &reason))
        {
          leave_out (self, run, reason);
          continue;
        }
      if (is_unwanted (self, run))
        {
          leave_out (self, run, LEC_LEFT_OUT_NEVER);
          continue;
        }
      earlier = find_known (self, run);
      known = earlier != NULL ? visit_again (self, earlier, run) : add_slide (self, run);
      add_visit (get_slide (self, &known), run);
      last = self->known->len > 0 ? &g_array_index (self->known, Known, self->known->len - 1) : NULL;
      suggest_for_run (self, run, &known, last);
      g_array_append_val (self->known, known);
    }
}

static void
list_faded (Finder *self)
{
  for (guint i = 0; i < self->shots->len; i++)
    {
      const LecShot *shot = get_shot (self, i);

      if (shot->fading)
        g_array_append_val (self->segments->faded, shot->index);
    }
}

static LecSegments *
new_segments (void)
{
  LecSegments *self = g_new0 (LecSegments, 1);

  self->slides = g_ptr_array_new_with_free_func (free_found_slide);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (LecFoundGap));
  self->suggestions = g_array_new (FALSE, FALSE, sizeof (LecSuggestion));
  self->faded = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * lec_slide_finder_find:
 *
 * Returns: (transfer full): the slides, what was left out, and what is doubtful
 */
LecSegments *
lec_slide_finder_find (GPtrArray *stretches,
                       const LecFinderOptions *options)
{
  LecPageLimits limits = choose_limits (options->sensitivity);
  g_autoptr (GPtrArray) shots = lec_shot_list_new (stretches, options->ignored, &limits);
  g_autoptr (LecPageComparer) comparer = lec_page_comparer_new (shots, &limits, options->ignored);
  g_autoptr (GPtrArray) runs = lec_page_run_list_new (comparer, options->keep_builds);
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (Known));
  Finder self = {
    .options = options,
    .shots = shots,
    .comparer = comparer,
    .known = known,
    .segments = new_segments (),
    .stretches = stretches,
  };
  g_autoptr (LecNeverPages) never = NULL;

  if (options->never != NULL && options->never->len > 0 && stretches->len > 0)
    never = lec_never_pages_new (options->never, ((const LecStretch *) stretches->pdata[0])->page, &limits);
  self.never = never;

  sort_runs (&self, runs);
  list_faded (&self);

  return self.segments;
}

void
lec_segments_free (LecSegments *self)
{
  g_ptr_array_unref (self->slides);
  g_array_unref (self->gaps);
  g_array_unref (self->suggestions);
  g_array_unref (self->faded);
  g_free (self);
}
