/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file system without locks, as some network has it, for the program that includes this.
 */
#pragma once

#include <errno.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What flock() says: 0 for what the system says, or an errno. */
static int lock_errno;

/* In place of the C library's. */
int
flock (int fd,
       int operation)
{
  if (lock_errno == 0)
    return (int) syscall (SYS_flock, fd, operation);

  errno = lock_errno;
  return -1;
}
