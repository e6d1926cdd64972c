/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original deck, made from a shell: the pages that the program itself has made of the lecture,
 * and one among them that nobody has shown.
 */
#include "base/error.h"
#include "cli/desk.h"

#define EXISTS     lec_error_get_exit_code (LEC_ERROR_EXISTS)
#define USAGE      lec_error_get_exit_code (LEC_ERROR_USAGE)
#define NOT_FOUND  lec_error_get_exit_code (LEC_ERROR_NOT_FOUND)
#define UNREADABLE lec_error_get_exit_code (LEC_ERROR_UNREADABLE)

/* Over the first slide and over the last one. */
#define SPEECH                                                                      \
  "WEBVTT\n\n"                                                                      \
  "00:01.000 --> 00:03.000\nA parser is a program that reads a <i>grammar</i>.\n\n" \
  "00:17.000 --> 00:19.000\nGrammars & tokens are all that a parser needs.\n"

/* Readers find objects by themselves where a table of them is missing. */
#define OTHER_PAGE                                                                                                 \
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"       \
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"        \
  "/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 118>>stream\n"                                \
  "BT /F1 40 Tf 60 400 Td (Quarterly sales of shoes) Tj 0 -80 Td (Boots, sandals and slippers) Tj ET           \n" \
  "endstream endobj\ntrailer<</Root 1 0 R>>\n"

static void
write_file (Desk *desk,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* deck.pdf: both first slides, a page that is none, the last slide. */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk_set_up_at_home (desk, data);
  write_file (desk, "talk.vtt", SPEECH);
  write_file (desk, "shoes.pdf", OTHER_PAGE);
  if (g_getenv ("LECTERN_HAS_DECK") == NULL)
    return;
  desk_lectern (desk, "extract talk.mp4 --progress none -o made", 0);
  /* qpdf repairs the page, and says so. */
  desk_shell (desk, "qpdf --warning-exit-0 --empty --pages made/talk.pdf 1-2 shoes.pdf 1 made/talk.pdf 3 -- deck.pdf");
}

static gboolean
is_built_without (void)
{
  if (g_getenv ("LECTERN_HAS_DECK") != NULL)
    return FALSE;

  g_test_skip ("built without decks");
  return TRUE;
}

/* Which page was shown when, what was said over it, and the one that was not. */
static void
test_pages (Desk *desk,
            gconstpointer data)
{
  if (is_built_without ())
    return;

  desk_lectern (desk, "study talk.mp4 --deck deck.pdf --progress none --format deck-pdf,json", 0);
  desk_shell (desk, "qpdf --check talk.deck.pdf && pdfinfo talk.deck.pdf | grep -q '^Pages: *4$'");
  desk_shell (desk, "pdftotext -f 1 -l 1 talk.deck.pdf - | tr '\\n' ' '");
  desk_assert_says (desk->out, "A parser is a program that reads a grammar.");
  g_assert_null (strstr (desk->out, "Never shown"));
  desk_shell (desk, "pdftotext -f 3 -l 3 talk.deck.pdf - | tr '\\n' ' '");
  desk_assert_says (desk->out, "Quarterly sales of shoes");
  desk_assert_says (desk->out, "Never shown in the lecture");
  desk_shell (desk, "pdftotext -f 4 -l 4 talk.deck.pdf - | tr '\\n' ' '");
  desk_assert_says (desk->out, "Grammars & tokens are all that a parser needs.");
  desk_shell (desk, "qpdf --json talk.deck.pdf | grep -o 'talk.mp4#t=[0-9.]*' | sort -u | head -n 1");
  g_assert_cmpstr (desk->out, ==, "talk.mp4#t=0.0\n");
  desk_shell (desk, "python3 -c \"import json; d = json.load(open('talk.study.json'))['lectures'][0]['deck']; "
                    "print(d['version'], d['name'], d['pages'], d['never_shown'], "
                    "[(s['page'], s['slide']) for s in d['shown']])\"");
  g_assert_cmpstr (desk->out, ==, "1 deck.pdf 4 [3] [(1, 1), (2, 2), (4, 3)]\n");
}

/* What a person gave, in the window, is what was said. */
static void
test_given (Desk *desk,
            gconstpointer data)
{
  if (is_built_without ())
    return;

  desk_lectern (desk, "extract talk.mp4 --progress none -o more", 0);
  desk_shell (desk, "kept=$(dirname \"$(find home -name transcript.json)\"); given=home/lectern/lectures/transcripts; "
                    "id=$(cat \"$kept\"/*.json | grep -o 'content_id\": *\"[0-9a-f]*' | grep -o '[0-9a-f]*$'); "
                    "mkdir -p $given; sed s/Grammars/Corrections/ \"$kept/transcript.json\" > $given/$id.json");
  desk_lectern (desk, "study talk.mp4 --deck deck.pdf --progress none --format deck-pdf,markdown -o given", 0);
  desk_shell (desk, "cat given/talk.md");
  desk_assert_says (desk->out, "Corrections");
  desk_shell (desk, "pdftotext given/talk.deck.pdf -");
  desk_assert_says (desk->out, "Corrections & tokens");
}

/* With all that one studies from; the second time it is the same, byte by byte. */
static void
test_usual (Desk *desk,
            gconstpointer data)
{
  if (is_built_without ())
    return;

  desk_lectern (desk, "study talk.mp4 --deck deck.pdf --progress none", 0);
  desk_shell (desk, "ls talk.*");
  g_assert_cmpstr (desk->out, ==,
                   "talk.apkg\ntalk.chapters.vtt\ntalk.deck.pdf\ntalk.html\ntalk.md\ntalk.mp4\ntalk.study.pdf\n"
                   "talk.vtt\n");
  desk_shell (desk, "grep -c '^[*]Page [124] of deck[\\]*.pdf[*]$' talk.md && "
                    "grep -c '^[*]A page of deck[\\]*.pdf that was never shown: 3[*]$' talk.md && "
                    "grep -o 'class=\"deck\"[^>]*>[^<]*' talk.html | sed 's/.*>//'");
  g_assert_cmpstr (desk->out, ==,
                   "3\n1\nA page of deck.pdf that was never shown: 3\nPage 1 of deck.pdf\nPage 2 of deck.pdf\n"
                   "Page 4 of deck.pdf\n");
  desk_lectern (desk, "export talk.mp4 --format deck-pdf --deck deck.pdf --progress none", EXISTS);
  desk_lectern (desk, "export talk.mp4 --format deck-pdf --deck deck.pdf --progress none --paper letter -o again", 0);
  desk_shell (desk, "pdfinfo again/talk.deck.pdf | grep -q '^Page size: *612 x 792'");
  desk_lectern (desk, "export talk.mp4 --format deck-pdf --deck deck.pdf --progress none -o more.deck.pdf", 0);
  desk_shell (desk, "cmp talk.deck.pdf more.deck.pdf && qpdf --check again/talk.deck.pdf");
}

/* Whatever else is given for a deck is told, and nothing is written. */
static void
test_refused (Desk *desk,
              gconstpointer data)
{
  if (is_built_without ())
    return;

  desk_shell (desk, "echo hello > text.pdf; : > empty.pdf; mkdir folder.pdf; "
                    "qpdf --encrypt secret secret 256 -- deck.pdf locked.pdf; head -c 20 deck.pdf > cut.pdf");
  desk_lectern (desk, "study talk.mp4 --format json --progress none --deck shoes.pdf", USAGE);
  desk_assert_says (desk->err, "shoes.pdf: this seems to be another deck: its pages are found on 0 %");
  desk_lectern (desk, "study talk.mp4 --format json --progress none --deck text.pdf", UNREADABLE);
  desk_assert_says (desk->err, "text.pdf: not a PDF, or damaged: ");
  desk_lectern (desk, "study talk.mp4 --format json --progress none --deck cut.pdf", UNREADABLE);
  desk_assert_says (desk->err, "cut.pdf: ");
  desk_lectern (desk, "study talk.mp4 --format json --progress none --deck empty.pdf", UNREADABLE);
  desk_assert_says (desk->err, "empty.pdf: not a PDF: the file is empty");
  desk_lectern (desk, "study talk.mp4 --format json --progress none --deck locked.pdf", UNREADABLE);
  desk_assert_says (desk->err, "locked.pdf: the PDF is encrypted");
  desk_lectern (desk, "study talk.mp4 --format json --progress none --deck folder.pdf", UNREADABLE);
  desk_assert_says (desk->err, "folder.pdf: ");
  desk_shell (desk, "! ls talk.study.json talk-slides");
}

/* What can be told without a look at the deck, also of a build that takes none. */
static void
test_usage (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "study talk.mp4 --deck none.pdf", NOT_FOUND);
  desk_assert_says (desk->err, "none.pdf");
  desk_lectern (desk, "study talk.mp4 --format deck-pdf --progress none", USAGE);
  desk_assert_says (desk->err, "--deck FILE");
  desk_lectern (desk, "study talk.mp4 other.mp4 --deck shoes.pdf", USAGE);
  desk_assert_says (desk->err, "--deck is of one lecture");
  desk_lectern (desk, "study talk.mp4 --course Shoes --deck shoes.pdf", USAGE);
  desk_assert_says (desk->err, "--deck is of one lecture");
  desk_lectern (desk, "export talk.mp4 --deck shoes.pdf", USAGE);
  desk_assert_says (desk->err, "--deck goes with --format");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/deck-command/pages", test_pages },
    { "/deck-command/given", test_given },
    { "/deck-command/usual", test_usual },
    { "/deck-command/refused", test_refused },
    { "/deck-command/usage", test_usage },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));
}
