/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The player on a screen, with videos whose frames tell which one they are.
 */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/video-place.h"
#include "media/gstreamer.h"
#include "media/made-video.h"
#include "ui/player.h"
#include "ui/scrubber.h"
#include "ui/video-paintable.h"
#include "ui/volume-control.h"
#include "widget-walk.h"

#define N_PAGES 50 /* a frame each, two seconds */

#define TAIL                                                                                         \
  "x264enc bframes=3 key-int-max=20 speed-preset=superfast pass=qual quantizer=18 ! h264parse ! m. " \
  "audiotestsrc num-buffers=88 wave=silence ! avenc_aac ! m. mp4mux name=m"

static const MadeVideo made = { .tail = TAIL, .n_pages = N_PAGES, .page_frames = 1 };

typedef struct
{
  char *folder;
  char *path;
  char *content_id;
  GtkWindow *window;
  LecPlayer *player;
  guint mark;
} Fixture;

/* --- The screen --- */

static void
mark_reached_cb (Fixture *fixture,
                 guint mark)
{
  fixture->mark = mark;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-player-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a & b.mp4", NULL);
  made_video_write (&made, fixture->path);
  fixture->content_id = lec_content_id_of_file (fixture->path, NULL, NULL);
  fixture->mark = G_MAXUINT;
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->player = lec_player_new ();
  g_signal_connect_swapped (fixture->player, "mark-reached", G_CALLBACK (mark_reached_cb), fixture);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->player));
  gtk_window_set_default_size (fixture->window, 480, 400);
  gtk_window_present (fixture->window);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->content_id);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
wait_for_page (Fixture *fixture,
               const char *name)
{
  g_test_message ("waiting for “%s”", name);
  while (g_strcmp0 (lec_player_get_shown (fixture->player), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_player (Fixture *fixture)
{
  while (!lec_player_is_idle (fixture->player))
    g_main_context_iteration (NULL, TRUE);
}

/* The frame that is on the screen. */
static guint
recognise (Fixture *fixture)
{
  GtkPicture *picture = GTK_PICTURE (walk_to_mapped (GTK_WIDGET (fixture->player), GTK_TYPE_PICTURE));
  GdkTexture *texture = lec_video_paintable_get_texture (LEC_VIDEO_PAINTABLE (gtk_picture_get_paintable (picture)));
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new0 (guint32, width * height);
  g_autofree guint8 *luma = g_malloc0 ((gsize) width * height);
  const LecPicture shown = { .width = width, .height = height, .planes = { luma }, .strides = { width } };

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * sizeof *pixels);
  for (int i = 0; i < width * height; i++)
    luma[i] = (guint8) (16.5 + (pixels[i] & 0xff) * 219.0 / 255);

  return made_video_recognise (&shown, N_PAGES);
}

static void
check_at (Fixture *fixture,
          guint page)
{
  wait_for_player (fixture);
  g_assert_cmpuint (recognise (fixture), ==, page);
}

static void
activate (Fixture *fixture,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->player), action, NULL));
}

static void
open (Fixture *fixture)
{
  lec_player_open_video (fixture->player, fixture->path, fixture->content_id);
  wait_for_page (fixture, "video");
  wait_for_player (fixture);
}

static gboolean
is_playing (Fixture *fixture)
{
  gboolean is_playing = FALSE;

  g_object_get (fixture->player, "is-playing", &is_playing, NULL);
  return is_playing;
}

/* --- Tests --- */

static void
test_seek (Fixture *fixture,
           gconstpointer data)
{
  open (fixture);
  check_at (fixture, 0);
  lec_player_seek (fixture->player, 31 / 25.0);
  check_at (fixture, 31);
  g_assert_cmpfloat_with_epsilon (lec_player_get_position (fixture->player), 31 / 25.0, 0.001);
  activate (fixture, "player.step-forward");
  check_at (fixture, 32);
  activate (fixture, "player.step-back");
  activate (fixture, "player.step-back");
  check_at (fixture, 30);
  gtk_widget_activate_action (GTK_WIDGET (fixture->player), "player.skip", "i", -1);
  check_at (fixture, 5);
  activate (fixture, "player.go-to-end");
  check_at (fixture, N_PAGES - 1);
  activate (fixture, "player.go-to-start");
  check_at (fixture, 0);
}

/* What is asked for while it is opened is what is shown first. */
static void
test_seek_while_opening (Fixture *fixture,
                         gconstpointer data)
{
  lec_player_open_video (fixture->player, fixture->path, fixture->content_id);
  lec_player_seek (fixture->player, 17 / 25.0);
  wait_for_page (fixture, "video");
  check_at (fixture, 17);
}

static void
test_marks (Fixture *fixture,
            gconstpointer data)
{
  static const double times_s[] = { 0.4, 0.8, 1.2 };

  open (fixture);
  lec_player_set_marks (fixture->player, times_s, G_N_ELEMENTS (times_s));
  lec_player_seek (fixture->player, 0.8);
  check_at (fixture, 20);
  g_assert_cmpuint (fixture->mark, ==, 1);
  lec_player_seek (fixture->player, 1.9);
  wait_for_player (fixture);
  g_assert_cmpuint (fixture->mark, ==, 2);
  lec_player_seek (fixture->player, 0.1);
  wait_for_player (fixture);
  g_assert_cmpuint (fixture->mark, ==, G_MAXUINT);
}

static void
test_play (Fixture *fixture,
           gconstpointer data)
{
  open (fixture);
  lec_player_seek (fixture->player, 1.2);
  activate (fixture, "player.play");
  wait_for_player (fixture);
  g_assert_true (is_playing (fixture));
  while (is_playing (fixture))
    g_main_context_iteration (NULL, TRUE);
  check_at (fixture, N_PAGES - 1);
}

/* What is not seen is not heard. */
static void
test_hidden (Fixture *fixture,
             gconstpointer data)
{
  open (fixture);
  activate (fixture, "player.play");
  wait_for_player (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->player), FALSE);
  wait_for_player (fixture);
  g_assert_false (is_playing (fixture));
}

static void
test_scrubber (Fixture *fixture,
               gconstpointer data)
{
  GtkWidget *scrubber = NULL;
  GtkWidget *scale = NULL;
  gboolean is_handled = FALSE;

  open (fixture);
  scrubber = walk_to_mapped (GTK_WIDGET (fixture->player), LEC_TYPE_SCRUBBER);
  scale = walk_to_mapped (scrubber, GTK_TYPE_SCALE);
  g_signal_emit_by_name (scale, "change-value", GTK_SCROLL_JUMP, 1.0, &is_handled);
  g_assert_true (is_handled);
  check_at (fixture, 25);

  /* A hand goes over it and lets go. */
  for (guint page = 0; page < 40; page++)
    g_signal_emit_by_name (scrubber, "scrubbed", page / 25.0, FALSE);
  g_signal_emit_by_name (scrubber, "scrubbed", 37 / 25.0, TRUE);
  check_at (fixture, 37);
}

static void
test_volume (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.lectern.Lectern");
  LecVolumeControl *control = NULL;

  open (fixture);
  g_settings_set_double (settings, "player-volume", 0.25);
  lec_player_bind_settings (fixture->player, settings);
  control = LEC_VOLUME_CONTROL (walk_to_mapped (GTK_WIDGET (fixture->player), LEC_TYPE_VOLUME_CONTROL));
  g_assert_cmpfloat (lec_volume_control_get_volume (control), ==, 0.25);
  activate (fixture, "player.mute");
  g_assert_true (g_settings_get_boolean (settings, "player-muted"));
  activate (fixture, "player.mute");
  g_assert_false (g_settings_get_boolean (settings, "player-muted"));
  g_assert_cmpfloat (g_settings_get_double (settings, "player-volume"), ==, 0.25);
}

static void
test_missing (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_unlink (fixture->path);
  lec_player_open_video (fixture->player, fixture->path, fixture->content_id);
  wait_for_page (fixture, "missing");
  g_object_get (fixture->player, "error", &error, NULL);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_nonnull (walk_to_mapped (GTK_WIDGET (fixture->player), GTK_TYPE_BUTTON));
  lec_player_seek (fixture->player, 1);
  lec_player_close (fixture->player);
  g_assert_cmpstr (lec_player_get_shown (fixture->player), ==, "closed");
}

/* It was said before where it is; then something else lies there. */
static void
test_moved (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *place = g_build_filename (fixture->folder, "moved.mp4", NULL);

  g_assert_cmpint (g_rename (fixture->path, place), ==, 0);
  g_assert_true (lec_video_place_save (NULL, fixture->content_id, fixture->path, place, NULL));
  lec_player_open_video (fixture->player, fixture->path, fixture->content_id);
  lec_player_seek (fixture->player, 1);
  wait_for_page (fixture, "video");
  check_at (fixture, 25);

  lec_player_close (fixture->player);
  g_assert_true (g_file_set_contents (place, "something else", -1, NULL));
  lec_player_open_video (fixture->player, fixture->path, fixture->content_id);
  wait_for_page (fixture, "missing");
}

static void
test_broken (Fixture *fixture,
             gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "<b>no video</b>", -1, NULL));
  lec_player_open_video (fixture->player, fixture->path, fixture->content_id);
  wait_for_page (fixture, "failed");
}

/* Two parts, the second of which begins where the first one's reading ended. */
static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_video_part_free);

  g_ptr_array_add (parts, lec_video_part_new (fixture->path, 0));
  g_ptr_array_add (parts, lec_video_part_new (fixture->path, 2));
  lec_player_open (fixture->player, parts, NULL);
  lec_player_seek (fixture->player, 3);
  wait_for_page (fixture, "video");
  check_at (fixture, 25);
  g_assert_cmpfloat_with_epsilon (lec_player_get_position (fixture->player), 3, 0.001);
  lec_player_seek (fixture->player, 1.6);
  check_at (fixture, 40);
  g_assert_cmpfloat_with_epsilon (lec_player_get_position (fixture->player), 1.6, 0.001);

  /* On into the second. */
  activate (fixture, "player.play");
  while (lec_player_get_position (fixture->player) < 2.2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_playing (fixture));
}

/* Activates what the player has for a key. */
static void
press (Fixture *fixture,
       guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->player));
  g_autoptr (GtkShortcutTrigger) trigger = gtk_keyval_trigger_new (key, 0);
  guint n_pressed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            n_pressed +=
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (fixture->player),
                                            gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_cmpuint (n_pressed, ==, 1);
}

static void
test_keys (Fixture *fixture,
           gconstpointer data)
{
  open (fixture);
  press (fixture, GDK_KEY_Right);
  check_at (fixture, 25);
  press (fixture, GDK_KEY_period);
  check_at (fixture, 26);
  press (fixture, GDK_KEY_comma);
  check_at (fixture, 25);
  press (fixture, GDK_KEY_Left);
  check_at (fixture, 0);
  press (fixture, GDK_KEY_End);
  check_at (fixture, N_PAGES - 1);
  press (fixture, GDK_KEY_Home);
  check_at (fixture, 0);
  press (fixture, GDK_KEY_space);
  wait_for_player (fixture);
  g_assert_true (is_playing (fixture));
  press (fixture, GDK_KEY_space);
  wait_for_player (fixture);
  g_assert_false (is_playing (fixture));
}

static gboolean
is_nameless (GtkWidget *widget,
             gconstpointer data)
{
  if (!GTK_IS_BUTTON (widget) || !gtk_widget_get_mapped (widget) ||
      gtk_button_get_label (GTK_BUTTON (widget)) != NULL ||
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      GTK_IS_SPIN_BUTTON (gtk_widget_get_parent (widget)))
    return FALSE;

  g_test_message ("%s has no name", G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  return TRUE;
}

/* Everything that can be pressed says what it is. */
static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  GtkWidget *scale = NULL;

  open (fixture);
  scale = walk_to_mapped (walk_to_mapped (GTK_WIDGET (fixture->player), LEC_TYPE_SCRUBBER), GTK_TYPE_SCALE);
  g_assert_true (gtk_test_accessible_has_role (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_ROLE_SLIDER));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
  g_assert_cmpuint (count_widgets (GTK_WIDGET (fixture->player), is_nameless, NULL), ==, 0);
  lec_player_start_crop (fixture->player, NULL, 160, 96, NULL, LEC_CROP_OFFERS_WHOLE | LEC_CROP_OFFERS_AUTO, NULL);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (fixture->player), is_nameless, NULL), ==, 0);
}

/* Another lecture may be shown by the time that a program could not be started. */
static void
test_outside (Fixture *fixture,
              gconstpointer data)
{
  guint n_refs = 0;

  open (fixture);
  g_unlink (fixture->path);
  n_refs = G_OBJECT (fixture->player)->ref_count;
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->player), "player.open-outside", NULL));
  lec_player_close (fixture->player);
  g_assert_cmpuint (G_OBJECT (fixture->player)->ref_count, >, n_refs);
  while (G_OBJECT (fixture->player)->ref_count > n_refs)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (lec_player_get_shown (fixture->player), ==, "closed");
}

static void
chosen_cb (guint *choice,
           guint what,
           const LecRect *rect)
{
  g_assert_true ((what == LEC_CROP_REGION) == (rect != NULL));
  *choice = what;
}

static void
activate_crop (LecCropEditor *editor,
               const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), action, NULL));
}

/* The box is set by numbers, and kept within the frame; the video may be sought in meanwhile. */
static void
test_crop (Fixture *fixture,
           gconstpointer data)
{
  LecCropEditor *editor = lec_player_get_crop_editor (fixture->player);
  const LecRect start = { 20, 10, 100, 60 };
  GtkWidget *number = NULL;
  guint choice = G_MAXUINT;

  g_signal_connect_swapped (editor, "chosen", G_CALLBACK (chosen_cb), &choice);
  open (fixture);
  lec_player_start_crop (fixture->player, NULL, 160, 96, &start, LEC_CROP_OFFERS_WHOLE | LEC_CROP_OFFERS_AUTO, NULL);
  g_assert_cmpstr (lec_player_get_shown (fixture->player), ==, "crop");
  lec_player_seek (fixture->player, 1);
  wait_for_player (fixture);
  g_assert_cmpstr (lec_player_get_shown (fixture->player), ==, "crop");
  while (number == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      number = walk_to_mapped (GTK_WIDGET (editor), GTK_TYPE_SPIN_BUTTON);
    }
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (number)), ==, 20);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), 150);
  g_assert_cmpint (lec_crop_editor_get_rect (editor)->x, ==, 60);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (number)), ==, 60);
  activate_crop (editor, "crop.accept");
  g_assert_cmpuint (choice, ==, LEC_CROP_REGION);
  g_assert_cmpstr (lec_player_get_shown (fixture->player), ==, "video");
  activate_crop (editor, "crop.auto");
  g_assert_cmpuint (choice, ==, LEC_CROP_AUTO);
  activate_crop (editor, "crop.none");
  g_assert_cmpuint (choice, ==, LEC_CROP_NONE);

  choice = G_MAXUINT;
  lec_player_start_crop (fixture->player, NULL, 160, 96, NULL, 0, "Ignore");
  activate_crop (editor, "crop.cancel");
  g_assert_cmpuint (choice, ==, G_MAXUINT);
  g_assert_cmpstr (lec_player_get_shown (fixture->player), ==, "video");
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/player/seek", test_seek },
    { "/player/seek-while-opening", test_seek_while_opening },
    { "/player/marks", test_marks },
    { "/player/play", test_play },
    { "/player/hidden", test_hidden },
    { "/player/scrubber", test_scrubber },
    { "/player/volume", test_volume },
    { "/player/missing", test_missing },
    { "/player/moved", test_moved },
    { "/player/broken", test_broken },
    { "/player/parts", test_parts },
    { "/player/outside", test_outside },
    { "/player/crop", test_crop },
    { "/player/keys", test_keys },
    { "/player/names", test_names },
  };

  g_test_init (&argc, &argv, NULL);
  lec_gstreamer_init (NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
