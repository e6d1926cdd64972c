/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options of folders: which folder is taken for a video, what a value may be, JSON there and back.
 */
#include "base/error.h"
#include "base/json.h"
#include "model/folder-options.h"

/* @crop, @ignore: (nullable) */
static void
add_folder (GPtrArray *folders,
            const char *path,
            const char *crop,
            const char *ignore)
{
  LecFolderOptions *folder = lec_folder_options_new (path);

  if (crop != NULL)
    g_assert_true (lec_folder_options_set (folder, "crop", crop, NULL));
  if (ignore != NULL)
    g_assert_true (lec_folder_options_set (folder, "ignore", ignore, NULL));
  g_ptr_array_add (folders, folder);
}

static void
assert_options (const GPtrArray *folders,
                const char *video,
                const char *const *except,
                const char *crop,
                const char *ignore)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autofree char *found_crop = NULL;
  g_autofree char *found_ignore = NULL;

  g_autoptr (GPtrArray) taken = NULL;

  g_assert_true (lec_job_options_set (options, "ignore", "7,7,7,7", NULL));
  taken = lec_folder_options_apply (folders, video, except, options);
  found_crop = lec_job_options_dup_value (options, "crop");
  found_ignore = lec_job_options_dup_value (options, "ignore");
  g_assert_cmpstr (found_crop, ==, crop);
  g_assert_cmpstr (found_ignore, ==, ignore);
}

static void
test_nearest (void)
{
  static const char *const except[] = { "ignore", NULL };
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_folder_options_free);

  add_folder (folders, "/talks/algebra", "1,2,30,40", NULL);
  add_folder (folders, "/talks", "none", "0,0,10,10 20,20,5,5");
  add_folder (folders, "/talks/algebra/2", NULL, "");

  assert_options (folders, "/elsewhere/a.mp4", NULL, "auto", "7,7,7,7");
  assert_options (folders, "/talks/a.mp4", NULL, "none", "0,0,10,10 20,20,5,5");
  assert_options (folders, "/talks/a.mp4", except, "none", "7,7,7,7");
  /* Each option has its own nearest folder. */
  assert_options (folders, "/talks/algebra/a.mp4", NULL, "1,2,30,40", "0,0,10,10 20,20,5,5");
  assert_options (folders, "/talks/algebra/2/a.mp4", NULL, "1,2,30,40", "");
  /* A name that only begins so. */
  assert_options (folders, "/talks/algebra2/a.mp4", NULL, "none", "0,0,10,10 20,20,5,5");
  assert_options (folders, "/talks2/a.mp4", NULL, "auto", "7,7,7,7");

  add_folder (folders, "/", "5,6,7,8", NULL);
  assert_options (folders, "/a.mp4", NULL, "5,6,7,8", "7,7,7,7");
}

static void
assert_refused (LecFolderOptions *folder,
                const char *name,
                const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_folder_options_set (folder, name, value, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

static void
test_values (void)
{
  g_autoptr (LecFolderOptions) folder = lec_folder_options_new ("/talks");

  g_assert_null (lec_folder_options_get_value (folder, "ignore"));
  g_assert_true (lec_folder_options_set (folder, "ignore", "1,2,3,4", NULL));
  g_assert_true (lec_folder_options_set (folder, "ignore", "5,6,7,8", NULL));
  assert_refused (folder, "ignore", "all");
  g_assert_cmpstr (lec_folder_options_get_value (folder, "ignore"), ==, "1,2,3,4 5,6,7,8");

  assert_refused (folder, "crop", "");
  assert_refused (folder, "crop", "1,2,3");
  assert_refused (folder, "layout", "notes");
  assert_refused (folder, "\xff", "1");
  g_assert_null (lec_folder_options_get_value (folder, "crop"));

  g_assert_false (lec_folder_options_is_empty (folder));
  lec_folder_options_unset (folder, "crop");
  g_assert_false (lec_folder_options_is_empty (folder));
  lec_folder_options_unset (folder, "ignore");
  g_assert_true (lec_folder_options_is_empty (folder));
}

/* What was taken is told of the folder that it is of, and nothing else of it. */
static void
test_taken (void)
{
  static const char *const except[] = { "ignore", NULL };
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_folder_options_free);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  const LecFolderOptions *folder = NULL;

  add_folder (folders, "/talks", "none", "0,0,10,10");
  taken = lec_folder_options_apply (folders, "/talks/a.mp4", except, options);
  g_assert_cmpuint (taken->len, ==, 1);
  folder = g_ptr_array_index (taken, 0);
  g_assert_cmpstr (lec_folder_options_get_folder (folder), ==, "/talks");
  g_assert_cmpstr (lec_folder_options_get_value (folder, "crop"), ==, "none");
  g_assert_null (lec_folder_options_get_value (folder, "ignore"));

  both = lec_folder_options_apply (folders, "/talks/a.mp4", NULL, options);
  g_assert_cmpuint (both->len, ==, 1);
  g_assert_cmpstr (lec_folder_options_get_value (g_ptr_array_index (both, 0), "ignore"), ==, "0,0,10,10");
}

static void
test_take_out (void)
{
  g_autoptr (LecFolderOptions) folder = lec_folder_options_new ("/talks");

  g_assert_true (lec_folder_options_set (folder, "crop", "none", NULL));
  g_assert_true (lec_folder_options_set (folder, "ignore", "1,2,3,4 5,6,7,8 9,9,9,9", NULL));
  lec_folder_options_take_out (folder, "ignore", "5,6,7,8");
  g_assert_cmpstr (lec_folder_options_get_value (folder, "ignore"), ==, "1,2,3,4 9,9,9,9");
  lec_folder_options_take_out (folder, "ignore", "5,6,7,8");
  lec_folder_options_take_out (folder, "crop", "auto");
  lec_folder_options_take_out (folder, "layout", "notes");
  g_assert_cmpstr (lec_folder_options_get_value (folder, "ignore"), ==, "1,2,3,4 9,9,9,9");
  g_assert_cmpstr (lec_folder_options_get_value (folder, "crop"), ==, "none");
  lec_folder_options_take_out (folder, "ignore", "1,2,3,4");
  lec_folder_options_take_out (folder, "ignore", "9,9,9,9");
  lec_folder_options_take_out (folder, "crop", "none");
  g_assert_true (lec_folder_options_is_empty (folder));

  /* An empty list is one, too. */
  g_assert_true (lec_folder_options_set (folder, "ignore", "", NULL));
  lec_folder_options_take_out (folder, "ignore", "");
  g_assert_true (lec_folder_options_is_empty (folder));
}

static void
test_json (void)
{
  g_autoptr (LecFolderOptions) folder = lec_folder_options_new ("/talks/\xff");
  g_autoptr (LecFolderOptions) read = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_true (lec_folder_options_set (folder, "ignore", "1,2,3,4 5,6,7,8", NULL));
  node = lec_folder_options_to_json (folder);
  read = lec_folder_options_from_json (node, NULL);
  g_assert_nonnull (read);
  g_assert_cmpstr (lec_folder_options_get_folder (read), ==, "/talks/\xff");
  g_assert_cmpstr (lec_folder_options_get_value (read, "ignore"), ==, "1,2,3,4 5,6,7,8");
  g_assert_null (lec_folder_options_get_value (read, "crop"));
}

static void
test_broken (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "{ \"folder\": \"talks\" }",
    "{ \"folder\": \"/talks\", \"crop\": 1 }",
    "{ \"folder\": \"/talks\", \"crop\": \"all\" }",
    "{ \"folder\": \"/talks\", \"ignore\": \"1,2,3,4 x\" }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = lec_json_parse (texts[i], -1, 1024, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (node);
      g_assert_null (lec_folder_options_from_json (node, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folder-options/nearest", test_nearest);
  g_test_add_func ("/folder-options/values", test_values);
  g_test_add_func ("/folder-options/taken", test_taken);
  g_test_add_func ("/folder-options/take-out", test_take_out);
  g_test_add_func ("/folder-options/json", test_json);
  g_test_add_func ("/folder-options/broken", test_broken);
  return g_test_run ();
}
