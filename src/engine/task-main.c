/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Front ends see no room below the engine.
 */
#include "engine/task-main.h"

#include "worker/task-process.h"

int
lec_task_main (void)
{
  return lec_task_process_main ();
}
