/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the module that speaks HTTP gives to http-module.c, and nothing else
 * needs.
 */
#pragma once

#include "net/http-client.h"

G_BEGIN_DECLS

#define LEC_HTTP_ENGINE_SYMBOL "lec_http_engine"

/* As the functions of http-client.h. */
typedef struct
{
  LecHttpClient *(*start) (const LecHttpSettings *settings);
  void (*free) (LecHttpClient *self);
  GBytes *(*send) (LecHttpClient *self, const LecHttpRequest *request, GCancellable *cancellable, GError **error);
  gboolean (*stream) (LecHttpClient *self,
                      const LecHttpRequest *request,
                      LecHttpDataFunc func,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error);
} LecHttpEngine;

extern const LecHttpEngine lec_http_engine;

G_END_DECLS
