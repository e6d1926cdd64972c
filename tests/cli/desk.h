/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder to call the real program in, as a user does from a shell. A shop is what the tests of a
 * program share: the lecture, made when the first of them needs it, and what was read of it.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/wait.h>

G_BEGIN_DECLS

/* Makes a talk of three slides, at 0, 5 and 10.5 seconds. */
#define DESK_TALK "\"$LECTURE_VIDEO\" builds --seed 106 --size 640x360 --seconds 20 -o talk.mp4"

/* @make: shell command that makes talk.mp4 and talk.json; $LECTURE_VIDEO is the generator, which
 * keeps what it has made */
typedef struct
{
  const char *make;
  char *folder;
} DeskShop;

typedef struct
{
  char *folder;
  char *out;
  char *err;
  int exit_code;
} Desk;

/* Runs @command in the desk's folder; what it printed and how it ended is in @desk then. */
static inline void
desk_run (Desk *desk,
          const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strdup_printf ("cd '%s' && %s", desk->folder, command);
  const char *argv[] = { "/bin/sh", "-c", line, NULL };
  int status = 0;

  g_clear_pointer (&desk->out, g_free);
  g_clear_pointer (&desk->err, g_free);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &desk->out, &desk->err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  desk->exit_code = WEXITSTATUS (status);
  g_test_message ("%s: %d\n%s%s", command, desk->exit_code, desk->out, desk->err);
}

/* Runs @command, which is to succeed. */
static inline void
desk_shell (Desk *desk,
            const char *command)
{
  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, 0);
}

/* Runs "lectern @arguments" and expects the exit code. */
static inline void
desk_lectern (Desk *desk,
              const char *arguments,
              int exit_code)
{
  g_autofree char *command = g_strdup_printf ("\"$LECTERN\" %s", arguments);

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, exit_code);
}

/* Whether something can be typed: "script" is there, and so are pseudo-terminals. Skips the test
 * otherwise. */
static inline gboolean
desk_has_terminal (Desk *desk)
{
  desk_run (desk, "script -qec true /dev/null");
  if (desk->exit_code == 0)
    return TRUE;

  g_test_skip ("there is no terminal to type on");
  return FALSE;
}

static inline void
desk_shop_open (DeskShop *shop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  shop->folder = g_dir_make_tmp ("lectern-shop-XXXXXX", &error);
  g_assert_no_error (error);
  data = g_build_filename (shop->folder, "data", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", data, TRUE));
}

static inline void
desk_shop_close (DeskShop *shop)
{
  const char *argv[] = { "rm", "-rf", shop->folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_clear_pointer (&shop->folder, g_free);
}

/* @data is the shop. The lecture lies in the desk's folder, its truth as truth.json. */
static inline void
desk_set_up (Desk *desk,
             gconstpointer data)
{
  const DeskShop *shop = data;
  g_autofree char *command = NULL;

  desk->folder = g_strdup (shop->folder);
  command = g_strdup_printf ("[ -f talk.mp4 ] || { %s; }", shop->make);
  desk_shell (desk, command);
  desk_run (desk, "mktemp -d -p .");
  g_free (desk->folder);
  desk->folder = g_build_filename (shop->folder, g_strchomp (desk->out), NULL);
  desk_shell (desk, "cp ../talk.mp4 . && cp ../talk.json truth.json");
}

/* Likewise, with a data folder of the desk's own, "home". */
static inline void
desk_set_up_at_home (Desk *desk,
                     gconstpointer data)
{
  g_autofree char *home = NULL;

  desk_set_up (desk, data);
  home = g_build_filename (desk->folder, "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
}

static inline void
desk_tear_down (Desk *desk,
                gconstpointer data)
{
  desk_run (desk, "chmod -R u+rwx . && rm -rf \"$PWD\"");
  g_free (desk->folder);
  g_free (desk->out);
  g_free (desk->err);
}

typedef struct
{
  const char *path;
  void (*test) (Desk *desk, gconstpointer data);
} DeskCase;

/* Adds @cases and runs all tests. Returns: the exit code */
static inline int
desk_shop_run (DeskShop *shop,
               void (*set_up) (Desk *desk, gconstpointer data),
               const DeskCase *cases,
               gsize n_cases)
{
  int status = 0;

  desk_shop_open (shop);
  for (gsize i = 0; i < n_cases; i++)
    g_test_add (cases[i].path, Desk, shop, set_up, cases[i].test, desk_tear_down);
  status = g_test_run ();
  desk_shop_close (shop);

  return status;
}

static inline gboolean
desk_has (Desk *desk,
          const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The object in a JSON file of the desk's. Returns: (transfer full) */
static inline JsonObject *
desk_load_json (Desk *desk,
                const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static inline void
desk_assert_says (const char *text,
                  const char *part)
{
  g_test_message ("“%s” in “%s”?", part, text);
  g_assert_nonnull (strstr (text, part));
}

G_END_DECLS
