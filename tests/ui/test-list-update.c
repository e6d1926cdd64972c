/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list becomes the wanted one whatever both are, and what can stay is not touched.
 */
#include <gtk/gtk.h>

#include "ui/list-update.h"

/* "abc": an item a letter, known by it. */
static GPtrArray *
make_items (const char *letters)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *letters != '\0'; letters++)
    g_ptr_array_add (items, gtk_string_object_new ((const char[]){ *letters, '\0' }));
  return items;
}

static gint64
get_key (gpointer item)
{
  return *gtk_string_object_get_string (item);
}

static void
update (gpointer item,
        gpointer wanted)
{
  g_object_set_data (item, "updated", GINT_TO_POINTER (TRUE));
}

static GListStore *
make_list (const char *letters)
{
  g_autoptr (GPtrArray) items = make_items (letters);
  GListStore *list = g_list_store_new (GTK_TYPE_STRING_OBJECT);

  g_list_store_splice (list, 0, 0, items->pdata, items->len);
  return list;
}

static void
count_cb (GListModel *list,
          guint position,
          guint removed,
          guint added,
          gpointer user_data)
{
  guint *counts = user_data;

  counts[0]++;
  counts[1] += removed;
}

static void
assert_becomes (const char *before,
                const char *after,
                guint n_changes,
                guint n_removed)
{
  g_autoptr (GListStore) list = make_list (before);
  g_autoptr (GPtrArray) wanted = make_items (after);
  g_autoptr (GString) result = g_string_new (NULL);
  guint counts[2] = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), counts);
  lec_list_update (list, wanted, get_key, update);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (result, gtk_string_object_get_string (item));
    }
  g_assert_cmpstr (result->str, ==, after);
  g_assert_cmpuint (counts[0], ==, n_changes);
  g_assert_cmpuint (counts[1], ==, n_removed);
}

static void
test_changes (void)
{
  assert_becomes ("", "", 0, 0);
  assert_becomes ("", "abc", 1, 0);
  assert_becomes ("abc", "", 1, 3);
  assert_becomes ("abcd", "abcd", 0, 0);
  assert_becomes ("abcd", "abd", 1, 1);
  assert_becomes ("abcdef", "acdf", 2, 2);
  assert_becomes ("abd", "abcd", 1, 0);
  assert_becomes ("abcd", "xycd", 1, 2);
  /* Moved up and moved down: only that one is touched. */
  assert_becomes ("abcdef", "abfcde", 2, 1);
  assert_becomes ("afbcde", "abcdef", 2, 1);
}

static void
test_stays (void)
{
  g_autoptr (GListStore) list = make_list ("abc");
  g_autoptr (GPtrArray) wanted = make_items ("axc");
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autoptr (GObject) second = NULL;
  g_autoptr (GObject) still = NULL;

  lec_list_update (list, wanted, get_key, update);
  still = g_list_model_get_item (G_LIST_MODEL (list), 0);
  second = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_true (still == first);
  g_assert_nonnull (g_object_get_data (first, "updated"));
  g_assert_null (g_object_get_data (second, "updated"));
}

static char *
make_random (GRand *dice,
             gboolean unique)
{
  GString *letters = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (dice, 0, 12);

  for (guint i = 0; i < n; i++)
    {
      char letter = (char) ('a' + g_rand_int_range (dice, 0, 14));

      if (!unique || strchr (letters->str, letter) == NULL)
        g_string_append_c (letters, letter);
    }

  return g_string_free (letters, FALSE);
}

/* Also where a key is there more than once, which nobody should ask for. */
static void
test_random (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *before = make_random (dice, i % 2 == 0);
      g_autofree char *after = make_random (dice, i % 2 == 0);
      g_autoptr (GListStore) list = make_list (before);
      g_autoptr (GPtrArray) wanted = make_items (after);

      lec_list_update (list, wanted, get_key, update);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, wanted->len);
      for (guint k = 0; k < wanted->len; k++)
        {
          g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), k);

          g_assert_cmpint (get_key (item), ==, get_key (g_ptr_array_index (wanted, k)));
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-update/changes", test_changes);
  g_test_add_func ("/list-update/stays", test_stays);
  g_test_add_func ("/list-update/random", test_random);

  return g_test_run ();
}
