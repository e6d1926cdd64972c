/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who listens hears the question when it comes and the answer when it is shown: the
 * focus goes to them, and keys work wherever it is on the page.
 */
#include "ui/practice-page.h"

#include <glib/gi18n-lib.h>

#include "ui/bin-focus.h"
#include "ui/practice-deck.h"
#include "ui/study-entry.h"
#include "ui/time-button.h"

struct _LecPracticePage
{
  AdwBin parent_instance;

  GPtrArray *questions;  /* (element-type LecQuestion) (nullable) */
  LecPracticeDeck *deck; /* (nullable): without questions */
  char *model;           /* (nullable) */
  gboolean is_revealed;
  GtkStack *stack;
  GtkLabel *count;
  GtkToggleButton *shuffle_button;
  GtkProgressBar *progress;
  GtkWidget *question_box;
  GtkLabel *question;
  GtkWidget *answer_box;
  GtkWidget *answer_text_box;
  GtkLabel *answer;
  GtkButton *time_button;
  GtkLabel *remark;
  GtkWidget *later_button;
  GtkWidget *reveal_button;
  GtkWidget *missed_button;
  GtkWidget *knew_button;
  AdwStatusPage *over_page;
  GtkWidget *missed_again_button;
  GtkWidget *over_button;
};

enum
{
  GRADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecPracticePage, lec_practice_page, ADW_TYPE_BIN)

/* Returns: (nullable): the one that is asked */
static const LecQuestion *
get_current (LecPracticePage *self)
{
  guint card = 0;

  if (self->deck == NULL || !lec_practice_deck_get_current (self->deck, &card))
    return NULL;

  return g_ptr_array_index (self->questions, card);
}

static void
enable_actions (LecPracticePage *self)
{
  gboolean is_asked = get_current (self) != NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "practice.reveal", is_asked && !self->is_revealed);
  gtk_widget_action_set_enabled (widget, "practice.later", is_asked);
  gtk_widget_action_set_enabled (widget, "practice.missed", is_asked && self->is_revealed);
  gtk_widget_action_set_enabled (widget, "practice.knew", is_asked && self->is_revealed);
  gtk_widget_action_set_enabled (widget, "practice.arrow", is_asked && self->is_revealed);
  gtk_widget_action_set_enabled (widget, "practice.start", self->deck != NULL);
}

static void
show_progress (LecPracticePage *self)
{
  guint n_known = lec_practice_deck_count_known (self->deck);
  guint n_all = lec_practice_deck_get_size (self->deck);
  guint n_asked = lec_practice_deck_get_n_asked (self->deck);
  guint n_in_round = lec_practice_deck_get_n_in_round (self->deck);
  /* Translators: the number of a question, of how many in this round; how many of all are known */
  g_autofree char *count = g_strdup_printf (_ ("Question %u of %u · you know %u of %u"), MIN (n_asked + 1, n_in_round),
                                            n_in_round, n_known, n_all);

  gtk_label_set_label (self->count, count);
  gtk_progress_bar_set_fraction (self->progress, (double) n_known / MAX (n_all, 1));
}

static void
show_remark (LecPracticePage *self,
             const LecQuestion *question)
{
  g_autofree char *remark = lec_study_entry_dup_generated (self->model);

  gtk_label_set_label (self->remark, remark);
  gtk_widget_set_visible (GTK_WIDGET (self->remark), question->source.is_generated);
}

static void
show_text (GtkLabel *label,
           GtkWidget *box,
           const char *text)
{
  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_card (LecPracticePage *self,
           const LecQuestion *question)
{
  show_text (self->question, self->question_box, question->question);
  show_text (self->answer, self->answer_text_box, question->answer);
  lec_time_button_show (self->time_button, question->source.time_s);
  show_remark (self, question);
  gtk_widget_set_visible (self->answer_box, self->is_revealed);
  gtk_widget_set_visible (self->reveal_button, !self->is_revealed);
  gtk_widget_set_visible (self->later_button, !self->is_revealed);
  gtk_widget_set_visible (self->missed_button, self->is_revealed);
  gtk_widget_set_visible (self->knew_button, self->is_revealed);
}

static void
show_end (LecPracticePage *self)
{
  guint n_all = lec_practice_deck_get_size (self->deck);
  guint n_known = lec_practice_deck_count_known (self->deck);
  g_autofree char *text = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "You know %u of %u question.", "You know %u of %u questions.", n_all), n_known,
    n_all);

  adw_status_page_set_title (self->over_page, n_known == n_all ? _ ("All Known") : _ ("End of the Round"));
  adw_status_page_set_description (self->over_page, text);
  gtk_widget_set_visible (self->missed_again_button, n_known < n_all);
}

/* What is asked now. */
static void
show_current (LecPracticePage *self)
{
  const LecQuestion *question = get_current (self);

  if (self->deck == NULL)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (question == NULL)
    {
      show_end (self);
      gtk_stack_set_visible_child_name (self->stack, "over");
    }
  else
    {
      show_card (self, question);
      show_progress (self);
      gtk_stack_set_visible_child_name (self->stack, "card");
    }
  enable_actions (self);
}

/* A label with the focus would take the arrows, so what it is in has it; a box takes none when it
 * is asked to. */
static gboolean
focus_box (LecPracticePage *self,
           GtkWidget *box)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, box);
  return root != NULL;
}

/* Where the next key is expected, and what is read aloud. */
static gboolean
lec_practice_page_grab_focus (GtkWidget *widget)
{
  LecPracticePage *self = LEC_PRACTICE_PAGE (widget);

  if (self->deck == NULL)
    return FALSE;
  if (get_current (self) != NULL)
    return focus_box (self, self->is_revealed ? self->answer_text_box : self->question_box);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->missed_again_button) ? self->missed_again_button
                                                                                   : self->over_button);
}

/* Something else is asked. */
static void
turn (LecPracticePage *self)
{
  self->is_revealed = FALSE;
  show_current (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* --- Actions --- */

static void
reveal_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecPracticePage *self = LEC_PRACTICE_PAGE (widget);

  self->is_revealed = TRUE;
  show_current (self);
  gtk_widget_grab_focus (widget);
}

static void
grade (LecPracticePage *self,
       gboolean knew)
{
  g_autofree char *key = lec_practice_dup_key (get_current (self));

  lec_practice_deck_grade (self->deck, knew);
  g_signal_emit (self, signals[GRADED], 0, key, knew);
  turn (self);
}

static void
grade_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  grade (LEC_PRACTICE_PAGE (widget), g_str_equal (name, "practice.knew"));
}

/* To the side of the button. */
static void
arrow_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  gboolean is_right = g_str_equal (g_variant_get_string (parameter, NULL), "right");
  gboolean is_turned = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  grade (LEC_PRACTICE_PAGE (widget), is_right != is_turned);
}

static void
later_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecPracticePage *self = LEC_PRACTICE_PAGE (widget);

  lec_practice_deck_put_off (self->deck);
  turn (self);
}

static void
start_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecPracticePage *self = LEC_PRACTICE_PAGE (widget);

  lec_practice_deck_start (self->deck, g_variant_get_boolean (parameter));
  turn (self);
}

static void
shuffled_cb (LecPracticePage *self)
{
  if (self->deck == NULL)
    return;

  lec_practice_deck_set_shuffled (self->deck, gtk_toggle_button_get_active (self->shuffle_button));
  self->is_revealed = FALSE;
  show_current (self);
}

/* --- Questions --- */

static gboolean
is_same (const GPtrArray *a,
         const GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const LecQuestion *first = g_ptr_array_index (a, i);
      const LecQuestion *second = g_ptr_array_index (b, i);

      if (!g_str_equal (first->question, second->question) || !g_str_equal (first->answer, second->answer))
        return FALSE;
    }

  return TRUE;
}

void
lec_practice_page_set_questions (LecPracticePage *self,
                                 GPtrArray *questions,
                                 const GArray *grades,
                                 const char *model)
{
  g_return_if_fail (LEC_IS_PRACTICE_PAGE (self) && (questions == NULL) == (grades == NULL));

  if (is_same (self->questions, questions))
    return;

  g_clear_pointer (&self->deck, lec_practice_deck_free);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self->model);
  self->model = g_strdup (model);
  self->is_revealed = FALSE;
  if (questions != NULL && questions->len > 0)
    {
      self->questions = g_ptr_array_ref (questions);
      self->deck = lec_practice_deck_new (grades, g_random_int ());
      lec_practice_deck_set_shuffled (self->deck, gtk_toggle_button_get_active (self->shuffle_button));
    }
  show_current (self);
}

/* --- The widget --- */

static void
lec_practice_page_finalize (GObject *object)
{
  LecPracticePage *self = LEC_PRACTICE_PAGE (object);

  g_clear_pointer (&self->deck, lec_practice_deck_free);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self->model);

  G_OBJECT_CLASS (lec_practice_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, count);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, shuffle_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, progress);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, question_box);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, question);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, answer_box);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, answer_text_box);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, answer);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, time_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, remark);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, later_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, missed_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, knew_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, over_page);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, missed_again_button);
  gtk_widget_class_bind_template_child (widget_class, LecPracticePage, over_button);
  gtk_widget_class_bind_template_callback (widget_class, shuffled_cb);
}

static void
lec_practice_page_class_init (LecPracticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lec_practice_page_finalize;
  widget_class->focus = lec_bin_focus;
  widget_class->grab_focus = lec_practice_page_grab_focus;
  signals[GRADED] = g_signal_new ("graded", LEC_TYPE_PRACTICE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/practice-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "practice.reveal", NULL, reveal_cb);
  gtk_widget_class_install_action (widget_class, "practice.missed", NULL, grade_cb);
  gtk_widget_class_install_action (widget_class, "practice.knew", NULL, grade_cb);
  gtk_widget_class_install_action (widget_class, "practice.arrow", "s", arrow_cb);
  gtk_widget_class_install_action (widget_class, "practice.later", NULL, later_cb);
  gtk_widget_class_install_action (widget_class, "practice.start", "b", start_cb);
}

static void
lec_practice_page_init (LecPracticePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_current (self);
}
