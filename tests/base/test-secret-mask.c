/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is hidden of texts with passwords in them, whole and broken.
 */
#include <string.h>

#include "base/secret-mask.h"

typedef struct
{
  const char *text;
  const char *masked;
} Case;

static const Case texts[] = {
  { "", "" },
  { "slide 3 of talk.mp4", "slide 3 of talk.mp4" },
  { "postgresql://ann:secret@db.lab/lectern", "postgresql://ann:***@db.lab/lectern" },
  { "postgres://ann@db.lab/lectern", "postgres://ann@db.lab/lectern" },
  { "redis://:secret@127.0.0.1:6379/0", "redis://:***@127.0.0.1:6379/0" },
  { "redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0" },
  { "cannot reach redis://u:secret@h: refused", "cannot reach redis://u:***@h: refused" },
  { "“postgresql://u:secret@h/db” and", "“postgresql://u:***@h/db” and" },
  { "'redis://u:secret@h','redis://u:secret@i'", "'redis://u:***@i'" },
  { "a://u:secret@h b://v:secret@i", "a://u:***@h b://v:***@i" },
  /* Signs that a password should not hold. */
  { "redis://u:se@cret@h", "redis://u:***@h" },
  { "redis://u:secret/secret@h", "redis://u:***@h" },
  { "redis://u:secret?secret#secret@h", "redis://u:***@h" },
  { "redis://u:secret://secret@h", "redis://u:***@h" },
  { "redis://u:secret'secret€secret@h", "redis://u:***@h" },
  /* As libpq has it. */
  { "postgresql://h/db?user=u&password=secret&sslmode=require",
    "postgresql://h/db?user=u&password=***&sslmode=require" },
  { "postgresql://u:secret@h/db?sslpassword=secret", "postgresql://u:***@h/db?sslpassword=***" },
  { "host=h password=secret user=u", "host=h password=*** user=u" },
  { "host=h password = 'secret \\'secret' user=u", "host=h password = *** user=u" },
  { "PASSWORD=secret", "PASSWORD=***" },
  { "password=se://cret", "password=***" },
  { "password='secret secret", "password=***" },
  { "password=", "password=***" },
  { "the password is wrong", "the password is wrong" },
  { "password", "password" },
};

static const Case addresses[] = {
  { "postgresql://ann:secret@db.lab/lectern", "postgresql://ann:***@db.lab/lectern" },
  { "redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0" },
  { "redis://u:secret secret@h", "redis://u:***@h" },
  { "postgresql://h/db?password=secret", "postgresql://h/db?password=***" },
  { "secret", "***" },
  { "", "***" },
  { "u:secret@h://x", "***" },
  { "sec ret://h", "***" },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *masked = lec_secret_mask (texts[i].text);

      g_assert_cmpstr (masked, ==, texts[i].masked);
    }
}

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *masked = lec_secret_mask_address (addresses[i].text);

      g_assert_cmpstr (masked, ==, addresses[i].masked);
    }
}

/* Whatever is put together of such pieces, the secret is not there. */
static void
test_pieces (void)
{
  static const char *const pieces[] = { "://", ":", "@", "u", "/", "password=", "'", "&", "%40" };
  guint n = G_N_ELEMENTS (pieces);

  for (guint i = 0; i < n * n * n; i++)
    {
      g_autofree char *address = g_strconcat ("redis://", pieces[i % n], ":", pieces[i / n % n], "secret",
                                              pieces[i / n / n], "@h", NULL);
      g_autofree char *text = lec_secret_mask (address);
      g_autofree char *alone = lec_secret_mask_address (address);

      g_assert_null (strstr (text, "secret"));
      g_assert_null (strstr (alone, "secret"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret-mask/texts", test_texts);
  g_test_add_func ("/secret-mask/addresses", test_addresses);
  g_test_add_func ("/secret-mask/pieces", test_pieces);
  return g_test_run ();
}
