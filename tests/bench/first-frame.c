/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There is no window manager on the screen of a bench: windows are children of the root. The server
 * tells of damage when a window is mapped, too, and paints it black: what counts is the first
 * damage after which something else is seen.
 */
#include "first-frame.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <signal.h>

#define PATIENCE_MS    20000
#define MIN_SIDE       100 /* GTK maps small windows of its own, too */
#define ENOUGH(a, all) ((a) *2 > (all))
#define MARGIN         20
#define RGB            0xffffff

typedef struct
{
  Display *display;
  int damage_event;
  Window window; /* None until it is mapped */
  int width;
  int height;
} Watch;

static gboolean
open_watch (Watch *watch,
            GError **error)
{
  int error_base = 0;

  watch->display = XOpenDisplay (NULL);
  if (watch->display != NULL && XDamageQueryExtension (watch->display, &watch->damage_event, &error_base))
    {
      XSelectInput (watch->display, DefaultRootWindow (watch->display), SubstructureNotifyMask);
      XSync (watch->display, False);
      return TRUE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "there is no screen that tells what is drawn");
  return FALSE;
}

static void
take_window (Watch *watch,
             Window window)
{
  XWindowAttributes attributes = { 0 };

  if (watch->window != None || !XGetWindowAttributes (watch->display, window, &attributes) ||
      attributes.override_redirect || attributes.width < MIN_SIDE || attributes.height < MIN_SIDE)
    return;

  watch->window = window;
  watch->width = attributes.width;
  watch->height = attributes.height;
  XDamageCreate (watch->display, window, XDamageReportRawRectangles);
  XSync (watch->display, False);
}

/* Near the lower edge, where a window has its background and nothing else. */
static gboolean
is_painted (Watch *watch)
{
  XImage *image = XGetImage (watch->display, watch->window, watch->width / 2, watch->height - MARGIN, 1, 1, AllPlanes,
                             ZPixmap);
  gboolean is_black = image == NULL || (XGetPixel (image, 0, 0) & RGB) == 0;

  if (image != NULL)
    XDestroyImage (image);
  return !is_black;
}

/* Returns: whether @event says that the window was drawn */
static gboolean
handle_event (Watch *watch,
              const XEvent *event)
{
  const XDamageNotifyEvent *damage = (const XDamageNotifyEvent *) event;

  if (event->type == MapNotify)
    take_window (watch, event->xmap.window);

  return event->type == watch->damage_event + XDamageNotify &&
         ENOUGH (damage->area.width * damage->area.height, watch->width * watch->height) && is_painted (watch);
}

static gboolean
wait_for_frame (Watch *watch,
                gint64 start_us,
                double *frame_ms,
                GError **error)
{
  struct pollfd fd = { ConnectionNumber (watch->display), POLLIN, 0 };

  while (g_get_monotonic_time () - start_us < PATIENCE_MS * 1000)
    {
      XEvent event = { 0 };

      if (XPending (watch->display) == 0)
        {
          poll (&fd, 1, PATIENCE_MS);
          continue;
        }
      XNextEvent (watch->display, &event);
      if (!handle_event (watch, &event))
        continue;

      *frame_ms = (double) (g_get_monotonic_time () - start_us) / 1e3;
      return TRUE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no window was drawn");
  return FALSE;
}

static void
close_window (Watch *watch)
{
  XEvent event = { .xclient = { .type = ClientMessage,
                                .window = watch->window,
                                .message_type = XInternAtom (watch->display, "WM_PROTOCOLS", False),
                                .format = 32 } };

  event.xclient.data.l[0] = (long) XInternAtom (watch->display, "WM_DELETE_WINDOW", False);
  XSendEvent (watch->display, watch->window, False, NoEventMask, &event);
  XSync (watch->display, False);
}

gboolean
first_frame_measure (const char *const *argv,
                     double *frame_ms,
                     GError **error)
{
  Watch watch = { 0 };
  g_autoptr (GSubprocess) program = NULL;
  gint64 start_us = 0;
  gboolean is_drawn = FALSE;

  if (!open_watch (&watch, error))
    return FALSE;

  start_us = g_get_monotonic_time ();
  program = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, error);
  is_drawn = program != NULL && wait_for_frame (&watch, start_us, frame_ms, error);
  if (is_drawn)
    close_window (&watch);
  else if (program != NULL)
    g_subprocess_force_exit (program);
  XCloseDisplay (watch.display);

  return is_drawn && g_subprocess_wait_check (program, NULL, error);
}
