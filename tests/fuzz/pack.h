/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For files that are compressed: few mutations of one get past its checksum.
 */
#pragma once

#include <gio/gio.h>

/* Returns: (transfer full): as gzip writes it */
static inline GBytes *
fuzz_pack (const void *data,
           gsize size)
{
  g_autoptr (GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (raw, zip);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
