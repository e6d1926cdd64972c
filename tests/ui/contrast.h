/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How well texts are told from what they stand on, measured on what is drawn: several times as
 * large, so that no stroke is thinner than a pixel and paler than its colour. What is wanted is
 * what WCAG 2.1 wants for level AA (success criterion 1.4.3), which is nothing of what cannot be
 * used at the moment.
 */
#pragma once

#include <adwaita.h>
#include <math.h>

#include "ui/job-line.h"

G_BEGIN_DECLS

#define CONTRAST_SCALE      4
#define CONTRAST_TEXT       4.5
#define CONTRAST_LARGE_TEXT 3.0
#define CONTRAST_LARGE_PX   24.0
#define CONTRAST_BOLD_PX    (CONTRAST_LARGE_PX * 14 / 18)
/* As many as a full stop has at that size. */
#define CONTRAST_MIN_PIXELS 16

typedef struct
{
  guint32 *pixels; /* as GDK downloads them, without transparency */
  int width;
  int height;
  guint n_texts;  /* that were measured */
  guint n_failed; /* of those */
  double lowest;  /* ratio of all */
} ContrastSheet;

static inline double
contrast_luminance (guint32 pixel)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 }; /* blue, green, red */
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      double value = (pixel >> (8 * i) & 0xff) / 255.0;

      sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4));
    }
  return sum;
}

/* Returns: 1 to 21 */
static inline double
contrast_ratio (guint32 one,
                guint32 other)
{
  double a = contrast_luminance (one);
  double b = contrast_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* Returns: how many pixels of a row are like the one at @x, from there on */
static inline int
contrast_get_run (const ContrastSheet *sheet,
                  const GdkRectangle *area,
                  int x,
                  int y)
{
  const guint32 *row = sheet->pixels + y * sheet->width;
  int end = x + 1;

  while (end < area->x + area->width && row[end] == row[x])
    end++;
  return end - x;
}

/* What there is most of is what a text stands on. */
static inline guint32
contrast_find_ground (const ContrastSheet *sheet,
                      const GdkRectangle *area)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 ground = 0;
  guint most = 0;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x, length = 0; x < area->x + area->width; x += length)
      {
        guint32 pixel = sheet->pixels[y * sheet->width + x];
        guint n = 0;

        length = contrast_get_run (sheet, area, x, y);
        n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (pixel))) + (guint) length;
        g_hash_table_insert (counts, GUINT_TO_POINTER (pixel), GUINT_TO_POINTER (n));
        if (n > most)
          {
            most = n;
            ground = pixel;
          }
      }

  return ground;
}

static inline int
contrast_compare (gconstpointer one,
                  gconstpointer other)
{
  double a = *(const double *) one;
  double b = *(const double *) other;

  return (a < b) - (a > b);
}

/* Returns: what the strongest pixels have at least; 1 where nothing is written */
static inline double
contrast_measure (const ContrastSheet *sheet,
                  const GdkRectangle *area)
{
  guint32 ground = contrast_find_ground (sheet, area);
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x, length = 0; x < area->x + area->width; x += length)
      {
        guint32 pixel = sheet->pixels[y * sheet->width + x];
        double ratio = pixel != ground ? contrast_ratio (pixel, ground) : 0;

        length = contrast_get_run (sheet, area, x, y);
        for (int i = 0; pixel != ground && i < length; i++)
          g_array_append_val (ratios, ratio);
      }
  g_array_sort (ratios, contrast_compare);

  return ratios->len > CONTRAST_MIN_PIXELS ? g_array_index (ratios, double, CONTRAST_MIN_PIXELS) : 1;
}

/* A sign between others is an ornament. */
static inline gboolean
contrast_has_words (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

static inline double
contrast_get_wanted (GtkWidget *widget)
{
  PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  double size_px = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  gboolean is_bold = pango_font_description_get_weight (font) >= PANGO_WEIGHT_BOLD;

  return size_px >= (is_bold ? CONTRAST_BOLD_PX : CONTRAST_LARGE_PX) ? CONTRAST_LARGE_TEXT : CONTRAST_TEXT;
}

/* Returns: (nullable): what @widget says itself */
static inline const char *
contrast_get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (LEC_IS_JOB_LINE (widget))
    return lec_job_line_get_text (LEC_JOB_LINE (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));

  return NULL;
}

/* What of @widget no parent cuts off. Returns: %FALSE when that is not all of its height */
static inline gboolean
contrast_find_area (GtkWidget *widget,
                    GtkWidget *root,
                    GdkRectangle *area)
{
  graphene_rect_t bounds, parent_bounds, seen;

  if (!gtk_widget_compute_bounds (widget, root, &bounds))
    return FALSE;

  seen = bounds;
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL; parent = gtk_widget_get_parent (parent))
    if (gtk_widget_get_overflow (parent) == GTK_OVERFLOW_HIDDEN || parent == root)
      if (!gtk_widget_compute_bounds (parent, root, &parent_bounds) ||
          !graphene_rect_intersection (&seen, &parent_bounds, &seen))
        return FALSE;
  area->x = (int) ceilf (seen.origin.x * CONTRAST_SCALE);
  area->y = (int) ceilf (seen.origin.y * CONTRAST_SCALE);
  area->width = (int) floorf (seen.size.width * CONTRAST_SCALE) - 1;
  area->height = (int) floorf (seen.size.height * CONTRAST_SCALE) - 1;

  return area->width > 0 && area->height > 0 && seen.size.height > bounds.size.height - 1;
}

static inline void
contrast_check_texts (ContrastSheet *sheet,
                      GtkWidget *root,
                      GtkWidget *widget,
                      const char *where)
{
  const char *text = contrast_get_text (widget);
  const GdkRectangle whole = { 0, 0, sheet->width, sheet->height };
  GdkRectangle area;
  double ratio = 0;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      contrast_check_texts (sheet, root, child, where);
  if (!contrast_has_words (text) || !contrast_find_area (widget, root, &area) ||
      !gdk_rectangle_intersect (&area, &whole, &area))
    return;

  ratio = contrast_measure (sheet, &area);
  sheet->n_texts++;
  sheet->lowest = MIN (sheet->lowest, ratio);
  if (ratio < contrast_get_wanted (widget))
    {
      sheet->n_failed++;
      g_printerr ("%s: %.2f, wanted %.1f: %s “%s”\n", where, ratio, contrast_get_wanted (widget),
                  G_OBJECT_TYPE_NAME (widget), text);
    }
}

/* Returns: (transfer full) (nullable): what @root looks like; %NULL while it is laid out */
static inline GskRenderNode *
contrast_draw (GtkWidget *root)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (root);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_free_to_node (snapshot);
}

/* @node: what @root, a window or a popover, looks like; @where: what is told of a text that is too
 * pale. Adds to @sheet, which begins as { .lowest = 21 }. */
static inline void
contrast_check (ContrastSheet *sheet,
                GtkWidget *root,
                GskRenderNode *node,
                const char *where)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) large = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t viewport;

  sheet->width = gtk_widget_get_width (root) * CONTRAST_SCALE;
  sheet->height = gtk_widget_get_height (root) * CONTRAST_SCALE;
  viewport = GRAPHENE_RECT_INIT (0, 0, (float) sheet->width, (float) sheet->height);
  gtk_snapshot_scale (snapshot, CONTRAST_SCALE, CONTRAST_SCALE);
  gtk_snapshot_append_node (snapshot, node);
  large = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (root)), large, &viewport);
  sheet->pixels = g_new (guint32, (gsize) sheet->width * (gsize) sheet->height);
  gdk_texture_download (texture, (guchar *) sheet->pixels, (gsize) sheet->width * sizeof (guint32));
  contrast_check_texts (sheet, root, root, where);
  g_clear_pointer (&sheet->pixels, g_free);
}

G_END_DECLS
