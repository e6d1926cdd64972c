/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: fuzz-NAME CORPUS N
 *
 * Stands in for libFuzzer in ordinary tests: runs each file of the corpus, then N mutations of
 * them, always the same ones. The input at work is in a mapped file, fuzz-NAME.input in the
 * current folder, so that it is there however the program dies; put it into the corpus then.
 */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz.h"

#define MAX_BYTES (64 * 1024)

static const char *const words[] = {
  "\"",
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "-",
  ".",
  "0",
  "9",
  "=",
  "+",
  "\n",
  "\xff",
  "\xc3",
  "\xf0\x9f\x8e\x93",
  "null",
  "true",
  "1e999",
  "-1",
  "65536",
  "4294967296",
  "9223372036854775807",
  "\\u0000",
  "/../",
  "0.0000000001",
};

typedef struct
{
  GPtrArray *corpus; /* (element-type GBytes) owned */
  GRand *rand;
  char *path;
  int fd;        /* of that path */
  guint8 *input; /* the file, mapped */
} Driver;

static void
run (Driver *self,
     const GByteArray *bytes)
{
  /* A block of its own size: reading past its end shall be seen. */
  g_autofree guint8 *copy = g_malloc (MAX (bytes->len, 1));

  g_assert_cmpint (ftruncate (self->fd, bytes->len), ==, 0);
  if (bytes->len > 0)
    {
      memcpy (self->input, bytes->data, bytes->len);
      memcpy (copy, bytes->data, bytes->len);
    }
  LLVMFuzzerTestOneInput (copy, bytes->len);
}

static GByteArray *
copy_of_any (Driver *self)
{
  gsize length = 0;
  GBytes *chosen = g_ptr_array_index (self->corpus, g_rand_int_range (self->rand, 0, (gint32) self->corpus->len));
  const guint8 *data = g_bytes_get_data (chosen, &length);
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, data, (guint) length);
  return bytes;
}

static guint
choose (Driver *self,
        guint n)
{
  return n > 0 ? g_rand_int (self->rand) % n : 0;
}

static void
insert (GByteArray *bytes,
        guint position,
        const void *data,
        guint length)
{
  guint old = bytes->len;

  if (length == 0 || old + length > MAX_BYTES)
    return;

  g_byte_array_set_size (bytes, old + length);
  memmove (bytes->data + position + length, bytes->data + position, old - position);
  memcpy (bytes->data + position, data, length);
}

static void
insert_piece (Driver *self,
              GByteArray *bytes)
{
  g_autoptr (GByteArray) other = copy_of_any (self);
  guint start = choose (self, other->len);
  guint length = choose (self, other->len - start);

  if (length > 0)
    insert (bytes, choose (self, bytes->len), other->data + start, length);
}

static void
mutate (Driver *self,
        GByteArray *bytes)
{
  const char *word = words[choose (self, G_N_ELEMENTS (words))];
  guint position = choose (self, bytes->len);

  switch (choose (self, 6))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[position] ^= (guint8) (1u << choose (self, 8));
      break;
    case 1:
      if (bytes->len > 0)
        bytes->data[position] = (guint8) choose (self, 256);
      break;
    case 2:
      if (bytes->len > 0)
        g_byte_array_remove_range (bytes, position, 1 + choose (self, MIN (bytes->len - position, 32)));
      break;
    case 3:
      insert (bytes, position, word, (guint) strlen (word));
      break;
    case 4:
      insert_piece (self, bytes);
      break;
    default:
      if (bytes->len > 0 && choose (self, 8) == 0)
        g_byte_array_set_size (bytes, position);
      break;
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
load_corpus (Driver *self,
             const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *contents = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (g_ptr_array_index (names, i), &contents, &length, NULL));
      g_assert_cmpuint (length, <=, MAX_BYTES);
      g_ptr_array_add (self->corpus, g_bytes_new_take (contents, length));
    }
  g_assert_cmpuint (self->corpus->len, >, 0);
}

static void
map_input (Driver *self,
           const char *program)
{
  g_autofree char *name = g_path_get_basename (program);

  self->path = g_strconcat (name, ".input", NULL);
  self->fd = g_open (self->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (self->fd, >=, 0);
  self->input = mmap (NULL, MAX_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, 0);
  g_assert_true (self->input != MAP_FAILED);
}

int
main (int argc,
      char *argv[])
{
  Driver self = { .corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref) };
  g_autoptr (GPtrArray) corpus = self.corpus;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint64 n_mutations = 0;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[2], 10, 0, G_MAXUINT32, &n_mutations, NULL))
    {
      g_printerr ("usage: %s CORPUS N\n", argv[0]);
      return 2;
    }

  self.rand = rand;
  load_corpus (&self, argv[1]);
  map_input (&self, argv[0]);
  g_print ("1..2\n");
  for (guint i = 0; i < corpus->len; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      gsize length = 0;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (corpus, i), &length);

      g_byte_array_append (bytes, data, (guint) length);
      run (&self, bytes);
    }
  g_print ("ok 1 corpus of %u\n", corpus->len);

  for (guint64 i = 0; i < n_mutations; i++)
    {
      g_autoptr (GByteArray) bytes = copy_of_any (&self);
      guint n_steps = 1 + choose (&self, 6);

      for (guint j = 0; j < n_steps; j++)
        mutate (&self, bytes);
      run (&self, bytes);
    }
  g_print ("ok 2 %" G_GUINT64_FORMAT " mutations\n", n_mutations);

  munmap (self.input, MAX_BYTES);
  close (self.fd);
  g_unlink (self.path);
  g_free (self.path);
  return 0;
}
