/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever is done to a list, those that watch it see a beginning of it, and all of it in the end.
 */
#include <gtk/gtk.h>

#include "ui/gradual-list.h"

#define N_ROUNDS 2000
#define MAX_SIZE 500

typedef struct
{
  GListStore *all;
  LecGradualList *list;
  GPtrArray *seen; /* (element-type GObject): what a list on the screen knows of */
  guint n_cuts;
} Fixture;

/* As a list on the screen does: only what is told has changed is looked at again. */
static void
items_changed_cb (GListModel *list,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  gpointer user_data)
{
  Fixture *fixture = user_data;

  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->seen, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (fixture->seen, (int) (position + i), g_list_model_get_item (list, position + i));
}

static void
cut_cb (LecGradualList *list,
        gpointer user_data)
{
  ((Fixture *) user_data)->n_cuts++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->all = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  fixture->list = lec_gradual_list_new (g_object_ref (G_LIST_MODEL (fixture->all)));
  fixture->seen = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect (fixture->list, "cut", G_CALLBACK (cut_cb), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->seen);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->all);
}

static void
splice (Fixture *fixture,
        guint position,
        guint n_removed,
        guint n_added)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_added; i++)
    g_ptr_array_add (added, gtk_string_object_new ("item"));
  g_list_store_splice (fixture->all, position, n_removed, added->pdata, n_added);
}

static guint
count_shown (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

static void
assert_shows_a_beginning (Fixture *fixture)
{
  g_assert_cmpuint (fixture->seen->len, ==, count_shown (fixture));
  g_assert_cmpuint (fixture->seen->len, <=, g_list_model_get_n_items (G_LIST_MODEL (fixture->all)));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), fixture->seen->len));
  for (guint i = 0; i < fixture->seen->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->all), i);

      g_assert_true (g_ptr_array_index (fixture->seen, i) == item);
    }
}

static void
grow_to_the_end (Fixture *fixture)
{
  while (lec_gradual_list_grow (fixture->list))
    assert_shows_a_beginning (fixture);

  assert_shows_a_beginning (fixture);
  g_assert_cmpuint (count_shown (fixture), ==, g_list_model_get_n_items (G_LIST_MODEL (fixture->all)));
}

static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  splice (fixture, 0, 0, 1000);
  g_assert_cmpuint (count_shown (fixture), ==, LEC_GRADUAL_LIST_AT_ONCE);
  g_assert_cmpuint (fixture->n_cuts, ==, 1);
  grow_to_the_end (fixture);
}

static void
test_few (Fixture *fixture,
          gconstpointer data)
{
  splice (fixture, 0, 0, LEC_GRADUAL_LIST_AT_ONCE);
  splice (fixture, 3, 2, 4);
  g_assert_cmpuint (count_shown (fixture), ==, LEC_GRADUAL_LIST_AT_ONCE + 2);
  g_assert_cmpuint (fixture->n_cuts, ==, 0);
}

/* Others in their place: as when another group is chosen. */
static void
test_others (Fixture *fixture,
             gconstpointer data)
{
  splice (fixture, 0, 0, 1000);
  grow_to_the_end (fixture);
  splice (fixture, 5, 900, 700);
  g_assert_cmpuint (count_shown (fixture), ==, 5 + LEC_GRADUAL_LIST_AT_ONCE);
  g_assert_cmpuint (fixture->n_cuts, ==, 2);
  grow_to_the_end (fixture);
}

/* Somebody may be looking at the five hundredth. */
static void
test_added (Fixture *fixture,
            gconstpointer data)
{
  splice (fixture, 0, 0, 1000);
  grow_to_the_end (fixture);
  splice (fixture, 0, 0, 300);
  g_assert_cmpuint (count_shown (fixture), ==, 1300);
  splice (fixture, 1300, 0, 300);
  g_assert_cmpuint (count_shown (fixture), ==, 1600);
  g_assert_cmpuint (fixture->n_cuts, ==, 1);
}

static void
test_anything (Fixture *fixture,
               gconstpointer data)
{
  for (int round = 0; round < N_ROUNDS; round++)
    {
      guint n_all = g_list_model_get_n_items (G_LIST_MODEL (fixture->all));
      guint position = (guint) g_test_rand_int_range (0, (int) n_all + 1);
      guint n_removed = (guint) g_test_rand_int_range (0, (int) (n_all - position) + 1);
      guint n_kept = n_all - n_removed;
      guint n_added = n_kept < MAX_SIZE ? (guint) g_test_rand_int_range (0, (int) (MAX_SIZE - n_kept)) : 0;

      splice (fixture, position, n_removed, round % 3 == 0 ? n_added : MIN (n_added, 3));
      assert_shows_a_beginning (fixture);
      if (round % 4 == 0)
        lec_gradual_list_grow (fixture->list);
      assert_shows_a_beginning (fixture);
    }
  grow_to_the_end (fixture);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/gradual-list/many", test_many },
    { "/gradual-list/few", test_few },
    { "/gradual-list/others", test_others },
    { "/gradual-list/added", test_added },
    { "/gradual-list/anything", test_anything },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
