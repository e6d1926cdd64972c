/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something to study from, made from a shell: of a video that was not read yet, of one that is
 * kept, of several as a course.
 */
#include "base/error.h"
#include "cli/desk.h"

#define EXISTS     lec_error_get_exit_code (LEC_ERROR_EXISTS)
#define USAGE      lec_error_get_exit_code (LEC_ERROR_USAGE)
#define NO_SLIDES  lec_error_get_exit_code (LEC_ERROR_NO_SLIDES)
#define NOT_FOUND  lec_error_get_exit_code (LEC_ERROR_NOT_FOUND)
#define UNREADABLE lec_error_get_exit_code (LEC_ERROR_UNREADABLE)

/* Two sentences over the first slide and one over the last. */
#define SPEECH                                                                          \
  "WEBVTT\n\n"                                                                          \
  "00:01.000 --> 00:03.000\nA parser is a program that reads a <i>grammar</i>.\n\n"     \
  "00:03.000 --> 00:04.000\nA lexer is a program that makes tokens for the parser.\n\n" \
  "00:17.000 --> 00:19.000\nGrammars & tokens are all that a parser needs.\n"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  desk_set_up_at_home (desk, data);
  path = g_build_filename (desk->folder, "talk.vtt", NULL);
  g_file_set_contents (path, SPEECH, -1, &error);
  g_assert_no_error (error);
}

/* @names: of the files that were said to be written, without their folders, a line each */
static void
assert_written (Desk *desk,
                const char *names)
{
  g_auto (GStrv) lines = g_strsplit (desk->out, "\n", -1);
  g_autoptr (GString) found = g_string_new (NULL);

  for (char **line = lines; **line != '\0'; line++)
    {
      g_autofree char *name = g_path_get_basename (*line);

      g_string_append_printf (found, "%s\n", name);
    }
  g_assert_cmpstr (found->str, ==, names);
}

/* All that one studies from, of a video that nobody has read; nothing else is written. */
static void
test_usual (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "study talk.mp4 --progress none", 0);
  assert_written (desk, "talk.study.pdf\ntalk.html\ntalk.md\ntalk.apkg\ntalk.chapters.vtt\n");
  desk_shell (desk, "ls -d talk*");
  g_assert_cmpstr (desk->out, ==,
                   "talk-slides\ntalk.apkg\ntalk.chapters.vtt\ntalk.html\ntalk.md\ntalk.mp4\n"
                   "talk.study.pdf\ntalk.vtt\n");
  desk_shell (desk, "pdftotext talk.study.pdf - | tr '\\n' ' '");
  desk_assert_says (desk->out, "A lexer is a program that makes tokens");
  desk_shell (desk, "grep -c 'A parser is a program that reads a grammar' talk.html talk.md");
  desk_shell (desk, "grep -o 'talk-slides/[^>)]*' talk.md | sort -u | xargs ls");
  g_assert_cmpstr (desk->out, ==,
                   "talk-slides/slide-001.jpg\ntalk-slides/slide-002.jpg\ntalk-slides/slide-003.jpg\n");
  desk_shell (desk, "head -n 1 talk.chapters.vtt");
  g_assert_cmpstr (desk->out, ==, "WEBVTT\n");
}

/* Each format by its name. */
static void
test_format (Desk *desk,
             gconstpointer data)
{
  static const struct
  {
    const char *format;
    const char *file;
    const char *check; /* a shell command that ends well */
  } cases[] = {
    { "study-pdf", "talk.study.pdf", "qpdf --check talk.study.pdf" },
    { "transcript-pdf", "talk.transcript.pdf", "qpdf --check talk.transcript.pdf" },
    { "html", "talk.html", "grep -q '<html' talk.html" },
    { "markdown", "talk.md", "grep -q '^# ' talk.md" },
    { "json", "talk.study.json", "python3 -m json.tool talk.study.json" },
    { "anki", "talk.apkg", "python3 -m zipfile -t talk.apkg" },
    { "csv", "talk.cards.csv", "grep -q reads.a.grammar talk.cards.csv" },
    { "pptx", "talk.pptx", "python3 -m zipfile -t talk.pptx" },
    { "chapters", "talk.chapters.vtt", "grep -q -- '-->' talk.chapters.vtt" },
    { "ffmetadata", "talk.ffmetadata", "grep -q ';FFMETADATA1' talk.ffmetadata" },
    { "vtt", "talk.transcript.vtt", "grep -q 'Grammars &amp; tokens' talk.transcript.vtt" },
    { "srt", "talk.transcript.srt", "grep -q '00:00:17,000 --> 00:00:19,000' talk.transcript.srt" },
    { "chaptered-video", "talk.chapters.mkv", "\"$LECTERN\" probe talk.chapters.mkv" },
    { "txt", "talk.transcript.txt", "grep -q 'Grammars & tokens' talk.transcript.txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments =
        g_strdup_printf ("%s talk.mp4 --progress none --format %s", i % 2 == 0 ? "study" : "export", cases[i].format);
      g_autofree char *written = NULL;

      desk_lectern (desk, arguments, 0);
      written = g_strconcat (cases[i].file, "\n", NULL);
      assert_written (desk, written);
      desk_shell (desk, cases[i].check);
    }
  desk_lectern (desk, "study talk.mp4 --format html,odt", USAGE);
  desk_assert_says (desk->err, "there is no format “odt”; the formats are study-pdf, ");
  desk_lectern (desk, "export talk.mp4 --course X", USAGE);
  desk_assert_says (desk->err, "--course goes with --format");
  desk_lectern (desk, "export talk.mp4 other.mp4", USAGE);
}

/* What is there is replaced only when that was said, and nothing is written then. */
static void
test_force (Desk *desk,
            gconstpointer data)
{
  desk_shell (desk, "echo mine > talk.md");
  desk_lectern (desk, "study talk.mp4 --progress none", EXISTS);
  desk_assert_says (desk->err, "talk.md is there already");
  desk_shell (desk, "grep -qx mine talk.md; ls -d talk*");
  g_assert_cmpstr (desk->out, ==, "talk.md\ntalk.mp4\ntalk.vtt\n");
  desk_lectern (desk, "study talk.mp4 --progress none -f", 0);
  desk_shell (desk, "! grep -qx mine talk.md");
  /* Pictures that a person has changed, too. */
  desk_shell (desk, "rm talk.md && echo mine > talk-slides/slide-002.jpg");
  desk_lectern (desk, "study talk.mp4 --format markdown", EXISTS);
  desk_assert_says (desk->err, "slide-002.jpg is there already");
  desk_lectern (desk, "study talk.mp4 --format markdown --force", 0);
  desk_shell (desk, "! grep -qx mine talk-slides/slide-002.jpg");
}

static gboolean
has_program (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);
  g_autofree char *what = path == NULL ? g_strdup_printf ("%s is not installed", program) : NULL;

  if (what != NULL)
    g_test_skip (what);

  return path != NULL;
}

/* The same pictures, with the titles and times that are in the other formats, as corrected. */
static void
test_chaptered (Desk *desk,
                gconstpointer data)
{
  if (!has_program ("ffprobe") || !has_program ("ffmpeg"))
    return;

  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_lectern (desk, "edit talk.mp4 retitle 2 'Of <Parsers> & \"tokens\"'", 0);
  desk_lectern (desk, "export talk.mp4 --format chaptered-video --progress lines", 0);
  assert_written (desk, "talk.chapters.mkv\n");
  desk_assert_says (desk->err, "%, writing");
  desk_shell (desk, "ffprobe -v error -show_entries chapter=start_time:chapter_tags=title -of csv=p=0 "
                    "talk.chapters.mkv");
  desk_assert_says (desk->out, "Of <Parsers> & ");
  desk_shell (desk, "test $(ffprobe -v error -show_entries chapter=id -of csv=p=0 talk.chapters.mkv | wc -l) = 3");
  desk_shell (desk, "for video in talk.mp4 talk.chapters.mkv; do "
                    "ffmpeg -v error -i $video -map 0:v -f md5 -; done | uniq | wc -l");
  g_assert_cmpint (atoi (desk->out), ==, 1);
  /* The same lecture, as far as anybody can tell. */
  desk_lectern (desk, "export talk.mp4 --format ffmetadata", 0);
  desk_shell (desk, "ffprobe -v error -show_entries chapter=start_time -of csv=p=0 talk.chapters.mkv > copied; "
                    "ffprobe -v error -f ffmetadata -show_entries chapter=start_time -of csv=p=0 talk.ffmetadata "
                    "> told; "
                    "cmp copied told");
}

/* What is there stays, and the video always; what was begun leaves nothing. */
static void
test_chaptered_safe (Desk *desk,
                     gconstpointer data)
{
  static const char *const delays[] = { "0.02", "0.1", "0.3" };
  guint n_cancelled = 0;

  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_shell (desk, "cp talk.mp4 before.mp4 && echo mine > talk.chapters.mkv");
  desk_lectern (desk, "export talk.mp4 --format chaptered-video", EXISTS);
  desk_assert_says (desk->err, "talk.chapters.mkv is there already");
  desk_shell (desk, "grep -qx mine talk.chapters.mkv");
  desk_lectern (desk, "export talk.mp4 --format chaptered-video --force", 0);
  desk_shell (desk, "! grep -qx mine talk.chapters.mkv");

  desk_shell (desk, "ln -s talk.mp4 link.mkv");
  desk_lectern (desk, "export talk.mp4 --format chaptered-video --force -o link.mkv", EXISTS);
  desk_assert_says (desk->err, "link.mkv is the video itself");
  desk_shell (desk, "cmp before.mp4 talk.mp4");

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      g_autofree char *command =
        g_strdup_printf ("rm -f talk.chapters.mkv; timeout --preserve-status -s INT %s \"$LECTERN\" "
                         "export talk.mp4 --format chaptered-video --progress none",
                         delays[i]);

      desk_run (desk, command);
      n_cancelled += desk->exit_code == 130;
      g_assert_true (desk->exit_code == 0 || desk->exit_code == 130);
      desk_run (desk, "ls -A | grep -v -e '^home$' -e '^talk' -e truth.json -e link.mkv -e before.mp4");
      g_assert_cmpstr (desk->out, ==, "");
    }
  g_assert_cmpuint (n_cancelled, >, 0);

  desk_shell (desk, "rm -f talk.chapters.mkv && mv talk.mp4 gone.mp4");
  desk_lectern (desk, "export gone.mp4 --format chaptered-video -o out.mkv", 0);
  g_assert_cmpstr (desk->out, ==, "out.mkv\n");
  desk_lectern (desk, "study gone.mp4 --course C --format chaptered-video", USAGE);
}

/* In a folder that is made, or as a file. */
static void
test_output (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "study talk.mp4 --progress none --format html,vtt -o new/place", 0);
  g_assert_cmpstr (desk->out, ==, "new/place/talk.html\nnew/place/talk.transcript.vtt\n");
  desk_shell (desk, "grep -q '\\.\\./\\.\\./talk.mp4' new/place/talk.html");
  desk_lectern (desk, "study talk.mp4 --format html --output guide.html", 0);
  g_assert_cmpstr (desk->out, ==, "guide.html\n");
  desk_lectern (desk, "study talk.mp4 --format study-pdf --output guide.pdf", 0);
  g_assert_cmpstr (desk->out, ==, "guide.pdf\n");
}

/* Of each document that is printed, and of what a presentation has to print; a lecture that was
 * made for a paper stays with it. */
static void
test_paper (Desk *desk,
            gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *size;
  } cases[] = {
    { "study talk.mp4 -f --format study-pdf,transcript-pdf", "595.28 x 841.89 pts (A4)" },
    { "study talk.mp4 -f --format study-pdf,transcript-pdf --paper a4", "595.28 x 841.89 pts (A4)" },
    { "export talk.mp4 -f --format study-pdf,transcript-pdf --paper=letter", "612 x 792 pts (letter)" },
    { "study talk.mp4 -f --format study-pdf,transcript-pdf --paper letter", "612 x 792 pts (letter)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_lectern (desk, cases[i].arguments, 0);
      desk_shell (desk, "for pdf in talk.study.pdf talk.transcript.pdf; do pdfinfo -l 99 $pdf | "
                        "sed -n 's/^Page.*size: *//p'; done | sort -u");
      g_strchomp (desk->out);
      g_assert_cmpstr (desk->out, ==, cases[i].size);
    }
  desk_lectern (desk, "study talk.mp4 --paper a5", USAGE);
  desk_lectern (desk, "study talk.mp4 --format pptx --paper letter", 0);
  desk_shell (desk, "python3 -c 'import zipfile;"
                    " print(zipfile.ZipFile(\"talk.pptx\").read(\"ppt/presentation.xml\").decode())'");
  desk_assert_says (desk->out, "<p:notesSz cx=\"7772400\" cy=\"10058400\"/>");
}

/* In all that shows pictures; words are the same. */
static void
test_picture_quality (Desk *desk,
                      gconstpointer data)
{
  static const char *const qualities[] = { "low", "medium", "high" };
  static const char *const files[] = { "talk.study.pdf", "talk.html", "talk.apkg", "talk.pptx",
                                       "talk-slides/slide-001.jpg" };

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      g_autofree char *arguments =
        g_strdup_printf ("%s talk.mp4 -o %s --format study-pdf,html,anki,pptx,markdown --picture-quality %s",
                         i % 2 == 0 ? "study" : "export", qualities[i], qualities[i]);

      desk_lectern (desk, arguments, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *command =
        g_strdup_printf ("for quality in low medium high; do stat -c %%s $quality/%s; done | sort -nc -u", files[i]);

      desk_shell (desk, command);
    }
  desk_shell (desk, "cmp low/talk.md high/talk.md && pdftotext low/talk.study.pdf low.txt && "
                    "pdftotext high/talk.study.pdf high.txt && cmp low.txt high.txt");
  /* One quality is not replaced by another without a word. */
  desk_shell (desk, "rm high/talk.md");
  desk_lectern (desk, "study talk.mp4 -o high --format markdown --picture-quality low", EXISTS);
  desk_assert_says (desk->err, "slide-001.jpg is there already");
  desk_lectern (desk, "study talk.mp4 --picture-quality best", USAGE);
}

/* In each way that progress is shown. */
static void
test_progress (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *mode;
    const char *says; /* (nullable): on standard error */
  } cases[] = {
    { "lines", "talk.mp4: " },
    { "json", "{\"event\"" },
    { "bar", NULL },
    { "auto", NULL },
    { "none", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("study talk.mp4 -f --format csv --progress=%s", cases[i].mode);

      desk_lectern (desk, arguments, 0);
      assert_written (desk, "talk.cards.csv\n");
      if (cases[i].says != NULL)
        desk_assert_says (desk->err, cases[i].says);
    }
}

/* Corrections, subtitles from elsewhere, and the topics of the course. */
static void
test_material (Desk *desk,
               gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_lectern (desk, "edit talk.mp4 retitle 1 'Of <Parsers>'", 0);
  desk_shell (desk, "printf 'WEBVTT\\n\\n00:01.000 --> 00:02.000\\nSomething else entirely.\\n' > s.vtt");
  desk_shell (desk, "printf 'Parsers\\nRegister allocation\\n' > topics.txt");
  desk_lectern (desk, "study talk.mp4 --format json --subtitles s.vtt --syllabus topics.txt", 0);
  desk_shell (desk, "grep -q 'Something else entirely' talk.study.json && ! grep -q lexer talk.study.json");
  desk_shell (desk, "grep -q 'Register allocation' talk.study.json");
  desk_shell (desk, "grep -q 'Of <Parsers>' talk.study.json");
  /* The lecture's own is as it was. */
  desk_lectern (desk, "study talk.mp4 --format html", 0);
  desk_shell (desk, "grep -q 'makes tokens' talk.html && grep -q 'Of &lt;Parsers&gt;' talk.html");
  desk_lectern (desk, "study talk.mp4 --format csv --syllabus nowhere.txt", NOT_FOUND);
  desk_shell (desk, "printf '%%PDF-1.7\\n\\0stream' > topics.pdf");
  desk_lectern (desk, "study talk.mp4 --format csv --syllabus topics.pdf", UNREADABLE);
  desk_assert_says (desk->err, "lectern: topics.pdf: a syllabus is Markdown or plain text");
  desk_lectern (desk, "study talk.mp4 other.mp4 --subtitles s.vtt", USAGE);
  desk_shell (desk, "echo nothing > bad.vtt");
  desk_lectern (desk, "study talk.mp4 --format txt --subtitles bad.vtt", UNREADABLE);
  desk_assert_says (desk->err, "lectern: bad.vtt: there are no subtitles in it");
  desk_lectern (desk, "study talk.mp4 --format txt --subtitles nowhere.vtt", NOT_FOUND);
}

/* What the only kept lecture is said to say, with scanners where parsers were heard: as the window
 * keeps what a person corrects. */
static const char correct[] = "python3 - <<'END'\n"
                              "import glob, json, os\n"
                              "[folder] = glob.glob('home/lectern/lectures/*/state.json')\n"
                              "folder = os.path.dirname(folder)\n"
                              "name = json.load(open(folder + '/state.json'))['content_id'] + '.json'\n"
                              "os.makedirs(folder + '/../transcripts')\n"
                              "said = open(folder + '/transcript.json').read()\n"
                              "open(folder + '/../transcripts/' + name, 'w').write(said.replace('parser', 'scanner'))\n"
                              "END\n";

/* What a person has corrected in the window is what is studied, whatever lies beside the video; a
 * file that is asked for goes before it. */
static void
test_corrected (Desk *desk,
                gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_shell (desk, "grep -q parser home/lectern/lectures/*/study.json");
  desk_shell (desk, correct);
  desk_lectern (desk, "study talk.mp4 --format json,txt,html", 0);
  desk_shell (desk, "grep -q 'A scanner is a program' talk.transcript.txt && ! grep -q parser talk.transcript.txt");
  desk_shell (desk, "grep -q scanner talk.study.json && ! grep -q parser talk.study.json");
  desk_lectern (desk, "study talk.mp4 --format srt --subtitles talk.vtt", 0);
  desk_shell (desk, "grep -q parser talk.transcript.srt && ! grep -q scanner talk.transcript.srt");
  /* So is what the lecture itself keeps. */
  desk_lectern (desk, "extract talk.mp4 --progress none --json -f", 0);
  desk_shell (desk, "grep -q scanner home/lectern/lectures/*/study.json");
  desk_shell (desk, "! grep -q parser home/lectern/lectures/*/study.json");
}

/* The lecture is known by what is in the video, and the rest by where that is now. */
static void
test_moved (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_shell (desk, "mkdir new && mv talk.mp4 new/moved.mp4 && mv talk.vtt new/moved.vtt");
  desk_lectern (desk, "study new/moved.mp4 --format html,txt", 0);
  assert_written (desk, "moved.html\nmoved.transcript.txt\n");
  desk_shell (desk, "grep -q 'makes tokens' new/moved.html && grep -q 'makes tokens' new/moved.transcript.txt");
  desk_shell (desk, "grep -q 'moved.mp4#t=' new/moved.html");
}

/* Of two files of one video it is the one that was named: its name, and what lies beside it. */
static void
test_copy (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --progress none", 0);
  desk_shell (desk, "mkdir new && cp talk.mp4 new/week1.mp4 && mv talk.vtt new/week1.vtt");
  desk_lectern (desk, "study new/week1.mp4 --format html,txt", 0);
  desk_shell (desk, "grep -q 'makes tokens' new/week1.html && grep -q 'makes tokens' new/week1.transcript.txt");
  desk_shell (desk, "grep -q 'week1.mp4#t=' new/week1.html && ! test -e talk.html && ! test -e new/talk.html");
  desk_lectern (desk, "export new/week1.mp4 --layout notes --progress none", 0);
  g_assert_true (desk_has (desk, "new/week1.pdf"));
}

/* Without a word said it is made of what is written, and that is told. */
static void
test_silent (Desk *desk,
             gconstpointer data)
{
  desk_shell (desk, "rm talk.vtt");
  desk_lectern (desk, "study talk.mp4 --progress none --format html", 0);
  desk_assert_says (desk->err, "no transcript: there are no subtitles in the video");
  desk_lectern (desk, "study talk.mp4 --format vtt", NOT_FOUND);
  desk_assert_says (desk->err, "nothing is known of what was said");
}

/* Where there is nothing to ask, there is no deck for Anki, and all else. */
static void
test_empty (Desk *desk,
            gconstpointer data)
{
  desk_shell (desk, "\"$LECTURE_VIDEO\" cuts --seed 3 --size 640x360 --seconds 15 -o bare.mp4");
  desk_lectern (desk, "study bare.mp4 --progress none", 0);
  assert_written (desk, "bare.study.pdf\nbare.html\nbare.md\nbare.chapters.vtt\n");
  desk_assert_says (desk->err, "left out: there is no question and no term to make a card of");
  desk_shell (desk, "ls bare.apkg || echo none");
  g_assert_cmpstr (desk->out, ==, "none\n");
  /* Whoever asks for it gets it, or a reason. */
  desk_lectern (desk, "study bare.mp4 --force --format html,anki", NO_SLIDES);
  desk_assert_says (desk->err, "there is no question and no term to make a card of");
}

/* One file for all of them, named by its title. */
static void
test_course (Desk *desk,
             gconstpointer data)
{
  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 107 --size 640x360 --seconds 15 -o other.mp4");
  desk_lectern (desk, "study talk.mp4 other.mp4 --progress none --course 'Compilers 1/2' --format html,anki", 0);
  assert_written (desk, "Compilers 1-2.html\nCompilers 1-2.apkg\n");
  desk_shell (desk, "grep -o 'makes tokens' 'Compilers 1-2.html' | wc -l");
  g_assert_cmpint (atoi (desk->out), >=, 1);
  desk_shell (desk, "cp talk.mp4 again.mp4");
  desk_lectern (desk, "study talk.mp4 again.mp4 --course C --format html", USAGE);
  desk_assert_says (desk->err, "a lecture of the course is given twice");
  desk_lectern (desk, "study talk.mp4 other.mp4 --course C --format chapters", USAGE);
  desk_assert_says (desk->err, "“chapters” is of one lecture, not of a course");
  desk_lectern (desk, "study talk.mp4 --course ''", USAGE);
  desk_lectern (desk, "study talk.mp4 nothing.mp4 --course C", NOT_FOUND);
}

/* Two videos of one name: neither takes the place of the other, and each has its own pictures. */
static void
test_namesakes (Desk *desk,
                gconstpointer data)
{
  desk_shell (desk, "mkdir week2");
  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 107 --size 640x360 --seconds 15 -o week2/talk.mp4");
  desk_lectern (desk, "study talk.mp4 week2/talk.mp4 --format txt -o out --force", USAGE);
  desk_assert_says (desk->err, "what is made of talk.mp4 and week2/talk.mp4 would be called alike");
  desk_lectern (desk, "study talk.mp4 week2/talk.mp4 --format html -o guide.html --force", USAGE);
  desk_assert_says (desk->err, "name a folder, or use --course");
  desk_lectern (desk, "study talk.mp4 week2/talk.mp4 --progress none --course C --format markdown", 0);
  assert_written (desk, "C.md\n");
  desk_shell (desk, "grep -q 'talk-slides/slide-001.jpg' C.md && grep -q 'talk-slides-2/slide-001.jpg' C.md");
  desk_shell (desk, "! cmp talk-slides/slide-001.jpg talk-slides-2/slide-001.jpg");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/study-command/usual", test_usual },
    { "/study-command/format", test_format },
    { "/study-command/chaptered", test_chaptered },
    { "/study-command/chaptered-safe", test_chaptered_safe },
    { "/study-command/force", test_force },
    { "/study-command/output", test_output },
    { "/study-command/paper", test_paper },
    { "/study-command/picture-quality", test_picture_quality },
    { "/study-command/progress", test_progress },
    { "/study-command/material", test_material },
    { "/study-command/corrected", test_corrected },
    { "/study-command/moved", test_moved },
    { "/study-command/copy", test_copy },
    { "/study-command/silent", test_silent },
    { "/study-command/empty", test_empty },
    { "/study-command/course", test_course },
    { "/study-command/namesakes", test_namesakes },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));
}
