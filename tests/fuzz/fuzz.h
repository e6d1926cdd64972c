/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every target is: one function that takes any bytes, and dies when a promise about them is
 * broken. libFuzzer calls it, or driver.c.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
