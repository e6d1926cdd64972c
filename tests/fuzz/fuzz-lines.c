/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream in pieces: the first byte is how long each piece is. All lines come out, in order, none
 * longer than allowed.
 */
#include <string.h>

#include "base/error.h"
#include "fuzz/fuzz.h"
#include "worker/line-splitter.h"

#define MAX_LINE 64

/* Takes out all lines. @position: where the next one begins in the stream */
static void
pop_all (LecLineSplitter *splitter,
         const char *stream,
         gsize *position)
{
  for (;;)
    {
      gsize length = 0;
      g_autofree char *line = lec_line_splitter_pop (splitter, &length);

      if (line == NULL)
        return;
      g_assert_cmpmem (line, length, stream + *position, length);
      g_assert_true (line[length] == '\0');
      g_assert_true (stream[*position + length] == '\n');
      *position += length + 1;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (LecLineSplitter) splitter = lec_line_splitter_new (MAX_LINE);
  const char *stream = (const char *) data + 1;
  gsize position = 0;

  if (size < 1)
    return 0;

  size--;
  for (size_t i = 0; i < size; i += data[0] + 1)
    {
      g_autoptr (GError) error = NULL;

      if (!lec_line_splitter_push (splitter, stream + i, MIN (size - i, (size_t) data[0] + 1), &error))
        {
          g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
          return 0;
        }
      pop_all (splitter, stream, &position);
    }
  g_assert_cmpint (lec_line_splitter_has_rest (splitter), ==, position < size);
  return 0;
}
