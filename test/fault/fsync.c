/*
 * A disk whose fsync fails: while the file named by FAULT_FSYNC is there, fsync and fdatasync answer EIO, as they do once
 * and no more when a write behind them was lost. Built by the test, and loaded before everything by LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int fails(void) {
  const char *file = getenv("FAULT_FSYNC");
  return file && access(file, F_OK) == 0;
}

int fsync(int handle) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  if (fails()) { errno = EIO; return -1; }
  return real(handle);
}

int fdatasync(int handle) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  if (fails()) { errno = EIO; return -1; }
  return real(handle);
}
