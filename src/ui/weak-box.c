/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GWeakRef may not be moved: it is on the heap from the question to the answer.
 */
#include "ui/weak-box.h"

GWeakRef *
lec_weak_box_new (gpointer object)
{
  GWeakRef *box = NULL;

  g_return_val_if_fail (G_IS_OBJECT (object), NULL);

  box = g_new0 (GWeakRef, 1);
  g_weak_ref_init (box, object);
  return box;
}

gpointer
lec_weak_box_open (GWeakRef *box)
{
  gpointer object = NULL;

  g_return_val_if_fail (box != NULL, NULL);

  object = g_weak_ref_get (box);
  g_weak_ref_clear (box);
  g_free (box);
  return object;
}
