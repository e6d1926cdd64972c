/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides of a lecture as rows, with when they were shown, how they were
 * built up and the words on them.
 */
#include "store/sql-store-private.h"

/* Numbers of rows count from 0. */
static gboolean
add_visits (LecSql *sql,
            gint64 id,
            const LecSlide *slide,
            GError **error)
{
  static const char insert[] = "INSERT INTO slide_visits (slide, number, start_time, end_time) VALUES (?, ?, ?, ?)";

  for (guint i = 0; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);

      if (!lec_sql_exec (sql, insert,
                         LEC_SQL_VALUES (LEC_SQL_INT (id), LEC_SQL_INT (i), LEC_SQL_REAL (visit->start_s),
                                         LEC_SQL_REAL (visit->end_s)),
                         error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_builds (LecSql *sql,
            gint64 id,
            const LecSlide *slide,
            GError **error)
{
  static const char insert[] = "INSERT INTO builds (slide, number, time) VALUES (?, ?, ?)";

  for (guint i = 0; i < slide->builds_s->len; i++)
    if (!lec_sql_exec (sql, insert,
                       LEC_SQL_VALUES (LEC_SQL_INT (id), LEC_SQL_INT (i),
                                       LEC_SQL_REAL (g_array_index (slide->builds_s, double, i))),
                       error))
      return FALSE;

  return TRUE;
}

/* Thousands of them. */
static gboolean
add_words (LecSql *sql,
           gint64 id,
           const LecSlide *slide,
           GError **error)
{
  static const char insert[] =
    "INSERT INTO words (slide, number, text, x, y, width, height, confidence, line, block, rtl)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (LecSqlValue));

  for (guint i = 0; i < slide->words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);
      const LecSqlValue row[] = {
        LEC_SQL_INT (id),
        LEC_SQL_INT (i),
        LEC_SQL_TEXT (word->text),
        LEC_SQL_INT (word->box.x),
        LEC_SQL_INT (word->box.y),
        LEC_SQL_INT (word->box.width),
        LEC_SQL_INT (word->box.height),
        LEC_SQL_REAL (word->confidence),
        LEC_SQL_INT (word->line),
        LEC_SQL_INT (word->block),
        LEC_SQL_INT (word->rtl),
        LEC_SQL_ROW_END,
      };

      g_array_append_vals (rows, row, G_N_ELEMENTS (row));
    }

  return slide->words->len == 0 ||
         lec_sql_exec_each (sql, insert, (const LecSqlValue *) (gpointer) rows->data, slide->words->len, error);
}

static double
get_mean_confidence (const LecSlide *slide)
{
  double sum = 0;

  for (guint i = 0; i < slide->words->len; i++)
    sum += ((const LecWord *) g_ptr_array_index (slide->words, i))->confidence;

  return slide->words->len > 0 ? sum / slide->words->len : 0;
}

static double
get_shown_s (const LecSlide *slide)
{
  double shown_s = 0;

  for (guint i = 0; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);

      shown_s += visit->end_s - visit->start_s;
    }

  return shown_s;
}

static gboolean
add_slide (LecStore *store,
           gint64 job,
           gint64 fence,
           const LecSlide *slide,
           GError **error)
{
  static const char insert[] =
    "INSERT INTO slides (job, number, picture, start, duration, title, text, ocr_confidence, fence)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
  const LecSqlDialect *dialect = lec_sql_store_get_dialect (store);
  LecSql *sql = lec_sql_store_get_sql (store);
  gint64 id = 0;

  if (!lec_sql_get_int (sql, insert,
                        LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_INT (slide->number), LEC_SQL_TEXT (slide->picture),
                                        LEC_SQL_REAL (lec_slide_get_start_s (slide)),
                                        LEC_SQL_REAL (get_shown_s (slide)), LEC_SQL_TEXT (slide->title),
                                        LEC_SQL_TEXT (slide->text), LEC_SQL_REAL (get_mean_confidence (slide)),
                                        LEC_SQL_INT (fence)),
                        &id, error))
    return FALSE;

  return add_visits (sql, id, slide, error) && add_builds (sql, id, slide, error) &&
         add_words (sql, id, slide, error) &&
         (dialect->index_slide == NULL || dialect->index_slide (sql, id, slide, error));
}

static guint
count_returns (const LecLecture *lecture)
{
  guint n = 0;

  for (guint i = 0; i < lecture->slides->len; i++)
    n += ((const LecSlide *) g_ptr_array_index (lecture->slides, i))->visits->len - 1;

  return n;
}

static gboolean
note_facts (LecSql *sql,
            gint64 job,
            const LecLecture *lecture,
            GError **error)
{
  static const char update_job[] = "UPDATE jobs SET slide_count = ? WHERE id = ?";
  static const char update_metrics[] =
    "UPDATE job_metrics SET video_duration = ?2, video_size = ?3, video_width = ?4, video_height = ?5,"
    "  video_fps = ?6, slides_extracted = ?7, duplicates_removed = ?8 WHERE job = ?1";
  const LecVideoInfo *video = lecture->video;
  guint n_slides = lecture->slides->len;

  return lec_sql_exec (sql, update_job, LEC_SQL_VALUES (LEC_SQL_INT (n_slides), LEC_SQL_INT (job)), error) &&
         lec_sql_exec (sql, update_metrics,
                       LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_REAL (video->duration_s),
                                       LEC_SQL_INT (video->size_bytes), LEC_SQL_INT (video->width),
                                       LEC_SQL_INT (video->height), LEC_SQL_REAL (video->fps),
                                       LEC_SQL_INT (n_slides), LEC_SQL_INT (count_returns (lecture))),
                       error);
}

/* Inside a transaction; the job has metrics already. */
gboolean
lec_sql_store_replace_slides (LecStore *store,
                              gint64 job,
                              gint64 fence,
                              const LecLecture *lecture,
                              GError **error)
{
  LecSql *sql = lec_sql_store_get_sql (store);

  if (!lec_sql_exec (sql, "DELETE FROM slides WHERE job = ?", LEC_SQL_VALUES (LEC_SQL_INT (job)), error))
    return FALSE;
  for (guint i = 0; i < lecture->slides->len; i++)
    if (!add_slide (store, job, fence, g_ptr_array_index (lecture->slides, i), error))
      return FALSE;

  return note_facts (sql, job, lecture, error);
}

static gboolean
count_slides (LecSql *sql,
              gint64 job,
              GError **error)
{
  static const char update[] =
    "UPDATE jobs SET slide_count = (SELECT COUNT(*) FROM slides WHERE job = ?1) WHERE id = ?1";

  return lec_sql_exec (sql, update, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
}

/* Inside a transaction. @slides: (element-type LecSlide) */
gboolean
lec_sql_store_add_provisional_slides (LecStore *store,
                                      gint64 job,
                                      gint64 fence,
                                      const GPtrArray *slides,
                                      GError **error)
{
  static const char remove[] = "DELETE FROM slides WHERE job = ? AND (fence <> ? OR number = ?)";
  LecSql *sql = lec_sql_store_get_sql (store);

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);

      if (!lec_sql_exec (sql, remove,
                         LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_INT (fence), LEC_SQL_INT (slide->number)),
                         error) ||
          !add_slide (store, job, fence, slide, error))
        return FALSE;
    }

  return count_slides (sql, job, error);
}

/* Inside a transaction: what a try has found that came to nothing. */
gboolean
lec_sql_store_remove_provisional_slides (LecSql *sql,
                                         gint64 job,
                                         gint64 fence,
                                         GError **error)
{
  return lec_sql_exec (sql, "DELETE FROM slides WHERE job = ? AND fence = ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_INT (fence)), error) &&
         (sql->n_changed == 0 || count_slides (sql, job, error));
}

/* Of all slides of the job at once. @by_id: (element-type gint64 LecSlide) */
static gboolean
load_visits (LecSql *sql,
             gint64 job,
             GHashTable *by_id,
             GError **error)
{
  static const char query[] =
    "SELECT slide_visits.slide, slide_visits.start_time, slide_visits.end_time FROM slide_visits"
    "  JOIN slides ON slides.id = slide_visits.slide"
    " WHERE slides.job = ? ORDER BY slide_visits.slide, slide_visits.number";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      LecSlide *slide = NULL;
      gint64 id = 0;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      id = has_row ? lec_sql_rows_get_int (rows, 0) : 0;
      slide = g_hash_table_lookup (by_id, &id);
      if (slide != NULL)
        lec_slide_add_visit (slide, lec_sql_rows_get_real (rows, 1), lec_sql_rows_get_real (rows, 2));
    }

  return rows != NULL;
}

static LecSlide *
load_slide (LecSqlRows *row)
{
  LecSlide *slide = lec_slide_new ((guint) lec_sql_rows_get_int (row, 1));

  slide->picture = lec_sql_rows_dup_text (row, 2);
  slide->title = lec_sql_rows_dup_text (row, 3);
  slide->text = lec_sql_rows_dup_text (row, 4);
  return slide;
}

/* Without their visits. @by_id: gets them by the numbers of their rows */
static GPtrArray *
load_slides (LecSql *sql,
             gint64 job,
             GHashTable *by_id,
             GError **error)
{
  static const char query[] = "SELECT id, number, picture, title, text FROM slides WHERE job = ? ORDER BY number";
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      if (!lec_sql_rows_next (rows, &has_row, error))
        return NULL;
      if (has_row)
        {
          gint64 id = lec_sql_rows_get_int (rows, 0);

          g_ptr_array_add (slides, load_slide (rows));
          g_hash_table_insert (by_id, g_memdup2 (&id, sizeof id), g_ptr_array_index (slides, slides->len - 1));
        }
    }

  return rows != NULL ? g_steal_pointer (&slides) : NULL;
}

/* In two questions, however many slides there are: a server may be far away. */
GPtrArray *
lec_sql_store_list_slides (LecStore *store,
                           gint64 job,
                           GCancellable *cancellable,
                           GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) slides = load_slides (sql, job, by_id, error);

  if (slides == NULL || !load_visits (sql, job, by_id, error))
    return NULL;

  return g_steal_pointer (&slides);
}
