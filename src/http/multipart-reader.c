/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts are between boundaries: a line that begins with "--" and a word that
 * their sender has chosen. What has come is looked through for it; all that
 * cannot be its beginning is handed on at once.
 */
#include "http/multipart-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "http/api-error.h"

#define FORM_TYPE    "multipart/form-data"
#define HEADERS_END  "\r\n\r\n"
#define MAX_BOUNDARY 70
/* RFC 2046: what a boundary is made of, but for the space. */
#define BOUNDARY_LETTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "'()+_,-./:=?"
/* Before the first boundary, and of the spaces behind one. */
#define MAX_BETWEEN 1024

typedef enum
{
  BEFORE,  /* the first boundary */
  BEHIND,  /* a boundary: what follows it in its line */
  HEADERS, /* of a part */
  CONTENT, /* of a part */
  AFTER,   /* the last boundary */
} State;

struct _LecMultipartReader
{
  const LecMultipartSink *sink; /* unowned */
  gpointer user_data;           /* unowned */
  char *mark;                   /* what ends a part: "\r\n--" and the boundary */
  gsize mark_length;
  GByteArray *pending; /* what was not handed on */
  State state;
  guint n_parts;
};

static gboolean
refuse (const char *message,
        GError **error)
{
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, message);
  return FALSE;
}

static gboolean
refuse_form (GError **error)
{
  return refuse (_ ("this form cannot be read (multipart/form-data)"), error);
}

/* --- NAME=VALUE; NAME="VALUE" --- */

static void
skip_spaces (const char **text)
{
  *text += strspn (*text, " \t");
}

/* Browsers write a quote as "%22", others put a "\" before it; before all else it is itself.
 *
 * Returns: (transfer full) (nullable): %NULL where the closing quote is missing */
static char *
read_quoted (const char **text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *p = *text + 1;

  while (*p != '\0' && *p != '"')
    {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      g_string_append_c (value, *p++);
    }
  if (*p != '"')
    return NULL;

  *text = p + 1;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* Returns: (transfer full) (nullable) */
static char *
read_value (const char **text)
{
  gsize length = 0;
  char *value = NULL;

  if (**text == '"')
    return read_quoted (text);

  length = strcspn (*text, "; \t");
  value = g_strndup (*text, length);
  *text += length;
  return value;
}

/* The next one of what follows a header's first word. @name, @value: (out) (transfer full)
   (nullable): %NULL at the end. Returns: %FALSE for what is none */
static gboolean
read_parameter (const char **text,
                char **name,
                char **value)
{
  gsize length = 0;

  *name = NULL;
  *value = NULL;
  skip_spaces (text);
  if (**text == '\0')
    return TRUE;
  if (**text != ';')
    return FALSE;

  ++*text;
  skip_spaces (text);
  if (**text == '\0')
    return TRUE;
  length = strcspn (*text, "=; \t\"");
  if (length == 0 || (*text)[length] != '=')
    return FALSE;

  *name = g_ascii_strdown (*text, (gssize) length);
  *text += length + 1;
  *value = read_value (text);
  return *value != NULL;
}

/* Of a header "WORD; NAME=VALUE; …". @wanted: twice is not at all.
 *
 * Returns: %FALSE when the header cannot be read */
static gboolean
find_parameter (const char *header,
                const char *wanted,
                char **found)
{
  const char *text = header + strcspn (header, "; \t");
  gboolean is_last = FALSE;

  *found = NULL;
  while (!is_last)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!read_parameter (&text, &name, &value) || (g_strcmp0 (name, wanted) == 0 && *found != NULL))
        {
          g_clear_pointer (found, g_free);
          return FALSE;
        }
      if (g_strcmp0 (name, wanted) == 0)
        *found = g_steal_pointer (&value);
      is_last = name == NULL;
    }

  return TRUE;
}

/* --- The beginning --- */

static gboolean
has_first_word (const char *header,
                const char *word)
{
  gsize length = strlen (word);

  return g_ascii_strncasecmp (header, word, length) == 0 && strchr ("; \t", header[length]) != NULL;
}

gboolean
lec_multipart_is_form (const char *content_type)
{
  return content_type != NULL && has_first_word (content_type, FORM_TYPE);
}

static gboolean
is_boundary (const char *text)
{
  gsize length = strspn (text, BOUNDARY_LETTERS " ");

  return length > 0 && length <= MAX_BOUNDARY && text[length] == '\0' && text[length - 1] != ' ';
}

LecMultipartReader *
lec_multipart_reader_new (const char *content_type,
                          const LecMultipartSink *sink,
                          gpointer user_data,
                          GError **error)
{
  LecMultipartReader *self = NULL;
  g_autofree char *boundary = NULL;

  g_return_val_if_fail (content_type != NULL && sink != NULL, NULL);

  if (!lec_multipart_is_form (content_type) || !find_parameter (content_type, "boundary", &boundary) ||
      boundary == NULL || !is_boundary (boundary))
    {
      refuse_form (error);
      return NULL;
    }

  self = g_new0 (LecMultipartReader, 1);
  self->sink = sink;
  self->user_data = user_data;
  self->mark = g_strconcat ("\r\n--", boundary, NULL);
  self->mark_length = strlen (self->mark);
  self->pending = g_byte_array_new ();
  /* The first boundary may stand at the very beginning, with no line before it. */
  g_byte_array_append (self->pending, (const guint8 *) "\r\n", 2);
  return self;
}

void
lec_multipart_reader_free (LecMultipartReader *self)
{
  if (self == NULL)
    return;

  g_free (self->mark);
  g_byte_array_unref (self->pending);
  g_free (self);
}

/* --- A part's headers --- */

/* @value: (out) (transfer full) (nullable): what it says; %NULL where it is not there. Returns:
   %FALSE where it is there twice */
static gboolean
find_header (char **lines,
             const char *name,
             char **value)
{
  gsize length = strlen (name);

  *value = NULL;
  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strncasecmp (*line, name, length) == 0 && (*line)[length] == ':')
      {
        if (*value != NULL)
          {
            g_clear_pointer (value, g_free);
            return FALSE;
          }
        *value = g_strstrip (g_strdup (*line + length + 1));
      }

  return TRUE;
}

/* Whether what follows is as it will be, and not written in letters first. */
static gboolean
is_plain (const char *encoding)
{
  static const char *const plain[] = { "7bit", "8bit", "binary" };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_ascii_strcasecmp (encoding, plain[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Headers that go on in the next line were given up by RFC 7230. */
static gboolean
are_lines (char **lines)
{
  for (char **line = lines; *line != NULL; line++)
    if (strchr (*line, ':') == NULL || **line == ' ' || **line == '\t' || strpbrk (*line, "\r\n") != NULL)
      return FALSE;

  return TRUE;
}

static gboolean
begin_part (LecMultipartReader *self,
            const char *text,
            GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_autofree char *disposition = NULL;
  g_autofree char *encoding = NULL;
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;

  if (++self->n_parts > LEC_MULTIPART_MAX_PARTS)
    return refuse (_ ("this form has too many parts"), error);
  if (!are_lines (lines) || !find_header (lines, "content-disposition", &disposition) || disposition == NULL ||
      !has_first_word (disposition, "form-data") || !find_parameter (disposition, "name", &name) || name == NULL ||
      !find_parameter (disposition, "filename", &file) ||
      !find_header (lines, "content-transfer-encoding", &encoding) || (encoding != NULL && !is_plain (encoding)))
    return refuse_form (error);
  if (strlen (name) > LEC_MULTIPART_MAX_NAME || !g_utf8_validate (name, -1, NULL) ||
      (file != NULL && (strlen (file) > LEC_MULTIPART_MAX_FILE || !g_utf8_validate (file, -1, NULL))))
    return refuse (_ ("a name in this form is too long, or no valid UTF-8"), error);

  return self->sink->begin (name, file, self->user_data, error);
}

/* --- Step by step --- */

/* Returns: (nullable): where @text begins in what is pending */
static const guint8 *
find (const LecMultipartReader *self,
      const char *text,
      gsize length)
{
  return memmem (self->pending->data, self->pending->len, text, length);
}

static void
drop (LecMultipartReader *self,
      gsize length)
{
  g_byte_array_remove_range (self->pending, 0, (guint) length);
}

static gboolean
step_before (LecMultipartReader *self,
             gboolean *goes_on,
             GError **error)
{
  const guint8 *mark = find (self, self->mark, self->mark_length);

  *goes_on = mark != NULL;
  /* Some of it may have come. */
  if (mark == NULL)
    return self->pending->len < MAX_BETWEEN + self->mark_length || refuse_form (error);
  if (mark - self->pending->data > MAX_BETWEEN)
    return refuse_form (error);

  drop (self, (gsize) (mark - self->pending->data) + self->mark_length);
  self->state = BEHIND;
  return TRUE;
}

/* "--" is behind the last one. */
static gboolean
step_behind (LecMultipartReader *self,
             gboolean *goes_on,
             GError **error)
{
  gsize n_spaces = 0;

  *goes_on = FALSE;
  if (self->pending->len >= 2 && memcmp (self->pending->data, "--", 2) == 0)
    {
      self->state = AFTER;
      *goes_on = TRUE;
      return TRUE;
    }

  while (n_spaces < self->pending->len && strchr (" \t", self->pending->data[n_spaces]) != NULL &&
         self->pending->data[n_spaces] != '\0')
    n_spaces++;
  if (n_spaces > MAX_BETWEEN)
    return refuse_form (error);
  if (self->pending->len - n_spaces < 2)
    return TRUE;
  if (memcmp (self->pending->data + n_spaces, "\r\n", 2) != 0)
    return refuse_form (error);

  /* The end of this line stays: it may be that of empty headers, too. */
  drop (self, n_spaces);
  self->state = HEADERS;
  *goes_on = TRUE;
  return TRUE;
}

static gboolean
step_headers (LecMultipartReader *self,
              gboolean *goes_on,
              GError **error)
{
  const guint8 *end = find (self, HEADERS_END, strlen (HEADERS_END));
  gsize length = 0;
  g_autofree char *text = NULL;

  *goes_on = end != NULL;
  /* Some of it may have come. */
  if (end == NULL)
    return self->pending->len < LEC_MULTIPART_MAX_HEADER + strlen (HEADERS_END) || refuse_form (error);
  length = (gsize) (end - self->pending->data);
  if (length > LEC_MULTIPART_MAX_HEADER)
    return refuse_form (error);
  /* No headers are no name; nor is what has a zero in it. */
  if (length < 2 || memchr (self->pending->data, '\0', length) != NULL)
    return refuse_form (error);

  text = g_strndup ((const char *) self->pending->data + 2, length - 2);
  drop (self, length + strlen (HEADERS_END));
  self->state = CONTENT;
  if (!begin_part (self, text, error))
    return FALSE;

  return TRUE;
}

static gboolean
step_content (LecMultipartReader *self,
              gboolean *goes_on,
              GError **error)
{
  const guint8 *mark = find (self, self->mark, self->mark_length);
  gsize length = 0;

  *goes_on = mark != NULL;
  if (mark != NULL)
    length = (gsize) (mark - self->pending->data);
  else if (self->pending->len >= self->mark_length)
    length = self->pending->len - self->mark_length + 1;
  if (length > 0 && !self->sink->take (self->pending->data, length, self->user_data, error))
    return FALSE;

  drop (self, length);
  if (mark == NULL)
    return TRUE;

  drop (self, self->mark_length);
  self->state = BEHIND;
  return self->sink->end (self->user_data, error);
}

static gboolean
step (LecMultipartReader *self,
      gboolean *goes_on,
      GError **error)
{
  switch (self->state)
    {
    case BEFORE:
      return step_before (self, goes_on, error);
    case BEHIND:
      return step_behind (self, goes_on, error);
    case HEADERS:
      return step_headers (self, goes_on, error);
    case CONTENT:
      return step_content (self, goes_on, error);
    case AFTER:
    default:
      /* Whatever follows is nothing. */
      g_byte_array_set_size (self->pending, 0);
      *goes_on = FALSE;
      return TRUE;
    }
}

gboolean
lec_multipart_reader_feed (LecMultipartReader *self,
                           const void *data,
                           gsize length,
                           GError **error)
{
  gboolean goes_on = TRUE;

  g_return_val_if_fail (self != NULL && (data != NULL || length == 0) && length <= G_MAXINT, FALSE);

  g_byte_array_append (self->pending, data, (guint) length);
  while (goes_on)
    if (!step (self, &goes_on, error))
      return FALSE;

  return TRUE;
}

gboolean
lec_multipart_reader_finish (LecMultipartReader *self,
                             GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->state == AFTER || refuse (_ ("this form has no end: the last boundary is missing"), error);
}
