/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture is looked at in cells of a few pixels. Even cells that touch and
 * hardly differ form regions, over gradients too; a large one with letters in
 * it is a ground. All other cells (letters, edges, what is too small) belong to
 * the ground next to them. A region of middling size without anything on it may
 * be a letter's stroke or a bar of a chart, and is ink like any other.
 *
 * Where two grounds meet, the blurred edge between them is no ink: a cell there
 * has the greys of both. Nor are the lit windows of a town that letters stand
 * on: a pattern of many even spots, pale beside the letters.
 */
#include "text/slide-ground.h"

#define CELL             LEC_GROUND_CELL
#define MAX_UNEVENNESS   20    /* brightest less darkest pixel of an even cell */
#define MAX_STEP         6     /* between neighbours of one region */
#define MIN_AREA_RATIO   0.002 /* of the picture; bounds the number of grounds, too */
#define MIN_FILL_RATIO   0.4   /* of the region's frame: letters are strokes and loops */
#define SURE_AREA_RATIO  0.05  /* so large a region is no letter, whatever its form */
#define MIN_INK_CONTRAST 40
#define MIN_INK_CELLS    6
#define BLOCK            8   /* cells a block is wide and high; letters are in the next one at most */
#define MAX_SPOT_RATIO   0.4 /* of the contrast of the letters near it */
#define MIN_SPOT         24  /* contrast; fainter ones are what compression leaves around all letters */
#define MIN_SPOTS        40  /* fewer are marks or a chart, or large pale letters */
#define LINE_REACH       4   /* cells around ink in which all else of its line is as pale */
#define SPACE_REACH      12  /* cells above and below in which there is space between lines */
#define MAX_NOISE        12  /* contrast in such a space */
#define MIN_PALE         24  /* contrast */
#define MAX_PALE         60

struct _LecSlideGround
{
  int n_columns;
  int n_rows;
  LecGround *grounds;
};

typedef struct
{
  guint8 mean;
  guint8 darkest;
  guint8 brightest;
  guint8 even;
} Cell;

/* @left to @bottom: the frame around it, in cells, inclusive */
typedef struct
{
  guint n_cells;
  guint n_ink;
  int left, top, right, bottom;
  gboolean dropped;
} Region;

typedef struct
{
  int n_columns;
  int n_rows;
  guint n_cells;
  Cell *cells;
  guint *roots;    /* a cell of the same region, itself for the first one */
  guint *numbers;  /* by root cell: of the region in @regions, from 1; 0 for the small ones */
  guint *owners;   /* number of the ground each cell belongs to */
  guint8 *greys;   /* of that ground, near each cell */
  guint8 *pattern; /* whether each cell is part of the ground's pattern */
  guint8 *pale;    /* whether each cell is ink of a pale line */
  guint *queue;
  GArray *regions; /* (element-type Region): those large enough */
} Finder;

static void
finder_clear (Finder *self)
{
  g_free (self->cells);
  g_free (self->roots);
  g_free (self->numbers);
  g_free (self->owners);
  g_free (self->greys);
  g_free (self->pattern);
  g_free (self->pale);
  g_free (self->queue);
  g_clear_pointer (&self->regions, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, finder_clear)

static void
finder_init (Finder *self,
             int width,
             int height)
{
  self->n_columns = (width + CELL - 1) / CELL;
  self->n_rows = (height + CELL - 1) / CELL;
  self->n_cells = (guint) self->n_columns * (guint) self->n_rows;
  self->cells = g_new0 (Cell, self->n_cells);
  self->roots = g_new (guint, self->n_cells);
  self->numbers = g_new0 (guint, self->n_cells);
  self->owners = g_new0 (guint, self->n_cells);
  self->greys = g_new0 (guint8, self->n_cells);
  self->pattern = g_new0 (guint8, self->n_cells);
  self->pale = g_new0 (guint8, self->n_cells);
  self->queue = g_new (guint, self->n_cells);
  self->regions = g_array_new (FALSE, TRUE, sizeof (Region));
}

static inline void
measure_cell (Cell *cell,
              const guint8 *luma,
              int width,
              int height,
              gsize stride)
{
  int sum = 0;
  int darkest = 255;
  int brightest = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int value = luma[y * stride + x];

        sum += value;
        darkest = MIN (darkest, value);
        brightest = MAX (brightest, value);
      }

  cell->mean = (guint8) (sum / (width * height));
  cell->darkest = (guint8) darkest;
  cell->brightest = (guint8) brightest;
  cell->even = brightest - darkest <= MAX_UNEVENNESS;
}

static void
measure_cells (Finder *self,
               const guint8 *luma,
               int width,
               int height,
               gsize stride)
{
  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        const guint8 *corner = luma + (gsize) row * CELL * stride + column * CELL;
        Cell *cell = &self->cells[row * self->n_columns + column];
        int cell_width = MIN (CELL, width - column * CELL);
        int cell_height = MIN (CELL, height - row * CELL);

        /* Nearly all cells are whole; with constants the compiler unrolls the loops. */
        if (cell_width == CELL && cell_height == CELL)
          measure_cell (cell, corner, CELL, CELL, stride);
        else
          measure_cell (cell, corner, cell_width, cell_height, stride);
      }
}

static guint
find_root (guint *roots,
           guint cell)
{
  while (roots[cell] != cell)
    {
      roots[cell] = roots[roots[cell]];
      cell = roots[cell];
    }

  return cell;
}

static void
join_if_alike (Finder *self,
               guint cell,
               guint earlier)
{
  guint a, b;

  if (!self->cells[earlier].even || ABS (self->cells[cell].mean - self->cells[earlier].mean) > MAX_STEP)
    return;

  a = find_root (self->roots, cell);
  b = find_root (self->roots, earlier);
  self->roots[MAX (a, b)] = MIN (a, b);
}

static void
join_cells (Finder *self)
{
  guint n_columns = (guint) self->n_columns;

  for (guint i = 0; i < self->n_cells; i++)
    {
      self->roots[i] = i;
      if (!self->cells[i].even)
        continue;
      if (i % n_columns > 0)
        join_if_alike (self, i, i - 1);
      if (i >= n_columns)
        join_if_alike (self, i, i - n_columns);
    }
}

static Region *
get_region (const Finder *self,
            guint number)
{
  return &g_array_index (self->regions, Region, number - 1);
}

/* Returns: of the large region which the cell is part of, 0 for none */
static guint
get_number (const Finder *self,
            guint cell)
{
  return self->cells[cell].even ? self->numbers[self->roots[cell]] : 0;
}

static void
number_regions (Finder *self)
{
  guint min_cells = (guint) (MIN_AREA_RATIO * self->n_cells) + 1;

  for (guint i = 0; i < self->n_cells; i++)
    {
      self->roots[i] = find_root (self->roots, i);
      self->numbers[self->roots[i]]++;
    }

  for (guint i = 0; i < self->n_cells; i++)
    {
      Region region = { .n_cells = self->numbers[i], .left = G_MAXINT, .top = G_MAXINT };

      if (region.n_cells >= min_cells)
        g_array_append_val (self->regions, region);
      self->numbers[i] = region.n_cells >= min_cells ? self->regions->len : 0;
    }
}

static void
frame_regions (Finder *self)
{
  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        guint number = get_number (self, (guint) (row * self->n_columns + column));
        Region *region;

        if (number == 0)
          continue;
        region = get_region (self, number);
        region->left = MIN (region->left, column);
        region->top = MIN (region->top, row);
        region->right = MAX (region->right, column);
        region->bottom = row;
      }
}

static gboolean
is_sure (const Finder *self,
         const Region *region)
{
  return region->n_cells >= SURE_AREA_RATIO * self->n_cells;
}

static gboolean
is_panel (const Region *region)
{
  double frame = (double) (region->right - region->left + 1) * (region->bottom - region->top + 1);

  return region->n_cells >= MIN_FILL_RATIO * frame;
}

static void
give (Finder *self,
      guint from,
      guint to,
      guint *n_queued)
{
  if (self->owners[to] != 0)
    return;

  self->owners[to] = self->owners[from];
  self->greys[to] = self->greys[from];
  self->queue[(*n_queued)++] = to;
}

/* From the regions that were not dropped to all cells, the near ones first. */
static void
spread (Finder *self)
{
  guint n_columns = (guint) self->n_columns;
  guint n_queued = 0;

  for (guint i = 0; i < self->n_cells; i++)
    {
      self->owners[i] = get_number (self, i);
      if (self->owners[i] != 0 && get_region (self, self->owners[i])->dropped)
        self->owners[i] = 0;
      if (self->owners[i] == 0)
        continue;
      self->greys[i] = self->cells[i].mean;
      self->queue[n_queued++] = i;
    }

  for (guint i = 0; i < n_queued; i++)
    {
      guint cell = self->queue[i];
      guint column = cell % n_columns;

      if (column > 0)
        give (self, cell, cell - 1, &n_queued);
      if (column + 1 < n_columns)
        give (self, cell, cell + 1, &n_queued);
      if (cell >= n_columns)
        give (self, cell, cell - n_columns, &n_queued);
      if (cell + n_columns < self->n_cells)
        give (self, cell, cell + n_columns, &n_queued);
    }
}

/* Whether all cells around belong to the same ground; cells at the picture's edge never do. */
static gboolean
is_inside (const Finder *self,
           int row,
           int column)
{
  guint owner = self->owners[row * self->n_columns + column];

  if (row == 0 || column == 0 || row + 1 == self->n_rows || column + 1 == self->n_columns)
    return FALSE;
  for (int y = row - 1; y <= row + 1; y++)
    for (int x = column - 1; x <= column + 1; x++)
      if (self->owners[y * self->n_columns + x] != owner)
        return FALSE;

  return TRUE;
}

/* How much the cell differs from its ground, at most. */
static int
get_contrast (const Finder *self,
              int i)
{
  const Cell *cell = &self->cells[i];

  return MAX (self->greys[i] - cell->darkest, cell->brightest - self->greys[i]);
}

static void
count_ink (Finder *self)
{
  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        int i = row * self->n_columns + column;

        if (!self->cells[i].even && self->owners[i] != 0 && get_contrast (self, i) >= MIN_INK_CONTRAST &&
            is_inside (self, row, column))
          get_region (self, self->owners[i])->n_ink++;
      }
}

/* Returns: whether a ground is left */
static gboolean
choose_grounds (Finder *self)
{
  guint n_left = 0;

  for (guint i = 0; i < self->regions->len; i++)
    {
      Region *region = &g_array_index (self->regions, Region, i);

      region->dropped = !is_sure (self, region) && !is_panel (region);
    }
  spread (self);
  count_ink (self);

  for (guint i = 0; i < self->regions->len; i++)
    {
      Region *region = &g_array_index (self->regions, Region, i);

      region->dropped |= !is_sure (self, region) && region->n_ink < MIN_INK_CELLS;
      n_left += !region->dropped;
    }

  return n_left > 0;
}

/* Returns: (transfer full): of each block, the contrast of its strongest ink */
static guint8 *
measure_blocks (const Finder *self,
                int n_block_columns,
                int n_block_rows)
{
  guint8 *blocks = g_new0 (guint8, (gsize) n_block_columns * n_block_rows);

  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        guint8 *block = &blocks[row / BLOCK * n_block_columns + column / BLOCK];
        int contrast = get_contrast (self, row * self->n_columns + column);

        if (contrast > *block && is_inside (self, row, column))
          *block = (guint8) contrast;
      }

  return blocks;
}

static int
find_contrast_near (const guint8 *blocks,
                    int n_block_columns,
                    int n_block_rows,
                    int row,
                    int column)
{
  int found = 0;

  for (int y = MAX (row - 1, 0); y <= MIN (row + 1, n_block_rows - 1); y++)
    for (int x = MAX (column - 1, 0); x <= MIN (column + 1, n_block_columns - 1); x++)
      found = MAX (found, blocks[y * n_block_columns + x]);

  return found;
}

/* Whether the cell is even, but too small a region for a ground. */
static gboolean
is_small (const Finder *self,
          guint cell)
{
  guint number = get_number (self, cell);

  return self->cells[cell].even && (number == 0 || get_region (self, number)->dropped);
}

/* Of small regions that are pale beside the letters near them. */
typedef struct
{
  guint n_spots;
  guint n_lit;  /* those that are more than what compression leaves */
  int contrast; /* the most they have */
} Spots;

static Spots
count_spots (const Finder *self)
{
  int n_block_columns = (self->n_columns + BLOCK - 1) / BLOCK;
  int n_block_rows = (self->n_rows + BLOCK - 1) / BLOCK;
  g_autofree guint8 *blocks = measure_blocks (self, n_block_columns, n_block_rows);
  Spots spots = { 0 };

  for (guint i = 0; i < self->n_cells; i++)
    {
      int row = (int) i / self->n_columns;
      int column = (int) i % self->n_columns;
      int contrast = get_contrast (self, (int) i);
      int strongest;

      if (!is_small (self, i))
        continue;
      strongest = find_contrast_near (blocks, n_block_columns, n_block_rows, row / BLOCK, column / BLOCK);
      if (contrast > MAX_SPOT_RATIO * strongest)
        continue;
      spots.contrast = MAX (spots.contrast, contrast);
      spots.n_spots += self->roots[i] == i;
      spots.n_lit += self->roots[i] == i && contrast >= MIN_SPOT;
    }

  return spots;
}

/*
 * The lit windows of a town that letters stand on: many even spots that differ from their ground,
 * but far less than the letters do.
 *
 * Returns: whether there is such a pattern
 */
static gboolean
find_pattern (Finder *self)
{
  Spots spots = count_spots (self);

  if (spots.n_spots < MIN_SPOTS)
    return FALSE;

  for (guint i = 0; i < self->n_cells; i++)
    self->pattern[i] = is_small (self, i) && get_contrast (self, (int) i) <= spots.contrast;

  return spots.n_lit >= MIN_SPOTS;
}

/* Returns: (transfer full): of each cell, the highest contrast beside it, left and right */
static guint8 *
measure_lines (const Finder *self)
{
  guint8 *strongest = g_new0 (guint8, self->n_cells);

  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        guint8 *line = strongest + row * self->n_columns;
        int contrast = get_contrast (self, row * self->n_columns + column);

        for (int x = MAX (column - LINE_REACH, 0); x <= MIN (column + LINE_REACH, self->n_columns - 1); x++)
          line[x] = (guint8) MAX (line[x], contrast);
      }

  return strongest;
}

static int
find_strongest (const Finder *self,
                const guint8 *strongest,
                int row,
                int column)
{
  int found = 0;

  for (int y = MAX (row - LINE_REACH, 0); y <= MIN (row + LINE_REACH, self->n_rows - 1); y++)
    found = MAX (found, strongest[y * self->n_columns + column]);

  return found;
}

/* Whether nothing stands in one of the rows of cells from @row on, up (-1) or down (1). */
static gboolean
has_space (const Finder *self,
           const guint8 *strongest,
           int row,
           int column,
           int step)
{
  for (int i = 1; i <= SPACE_REACH; i++)
    {
      int y = row + i * step;

      if (y < 0 || y >= self->n_rows || strongest[y * self->n_columns + column] <= MAX_NOISE)
        return TRUE;
    }

  return FALSE;
}

/* Lines of captions that are hardly to be seen. Texture has no space above and below. */
static void
find_pale_lines (Finder *self)
{
  g_autofree guint8 *strongest = measure_lines (self);

  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        int i = row * self->n_columns + column;
        int contrast;

        if (get_contrast (self, i) <= MAX_NOISE || get_contrast (self, i) > MAX_PALE)
          continue;
        contrast = find_strongest (self, strongest, row, column);
        self->pale[i] = contrast >= MIN_PALE && contrast <= MAX_PALE && has_space (self, strongest, row, column, -1) &&
                        has_space (self, strongest, row, column, 1);
      }
}

/* The greys of the grounds in the cells around. */
static LecGround
measure_ground (const Finder *self,
                int row,
                int column)
{
  LecGround ground = { 255, 0, self->pale[row * self->n_columns + column] };

  for (int y = MAX (row - 1, 0); y <= MIN (row + 1, self->n_rows - 1); y++)
    for (int x = MAX (column - 1, 0); x <= MIN (column + 1, self->n_columns - 1); x++)
      {
        int i = y * self->n_columns + x;

        ground.low = MIN (ground.low, self->greys[i]);
        ground.high = MAX (ground.high, self->greys[i]);
        if (self->pattern[i] && !ground.pale)
          {
            ground.low = MIN (ground.low, self->cells[i].darkest);
            ground.high = MAX (ground.high, self->cells[i].brightest);
          }
      }

  return ground;
}

static LecSlideGround *
make_result (const Finder *finder)
{
  LecSlideGround *self = g_new0 (LecSlideGround, 1);

  self->n_columns = finder->n_columns;
  self->n_rows = finder->n_rows;
  self->grounds = g_new (LecGround, finder->n_cells);
  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      self->grounds[row * self->n_columns + column] = measure_ground (finder, row, column);

  return self;
}

LecSlideGround *
lec_slide_ground_find (const guint8 *luma,
                       int width,
                       int height,
                       gsize stride)
{
  g_auto (Finder) finder = { 0 };

  g_return_val_if_fail (luma != NULL && width > 0 && height > 0 && stride >= (gsize) width, NULL);

  finder_init (&finder, width, height);
  measure_cells (&finder, luma, width, height, stride);
  join_cells (&finder);
  number_regions (&finder);
  frame_regions (&finder);
  if (!choose_grounds (&finder))
    return NULL;
  spread (&finder);
  if (!find_pattern (&finder))
    find_pale_lines (&finder);

  return make_result (&finder);
}

void
lec_slide_ground_free (LecSlideGround *self)
{
  if (self == NULL)
    return;

  g_free (self->grounds);
  g_free (self);
}

const LecGround *
lec_slide_ground_get_row (const LecSlideGround *self,
                          int row)
{
  g_return_val_if_fail (self != NULL && row >= 0 && row < self->n_rows, NULL);

  return self->grounds + (gsize) row * self->n_columns;
}
