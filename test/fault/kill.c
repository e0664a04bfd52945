/*
 * A process that is killed at its n-th write, fsync, truncation or deletion of the database or its log: before it, or
 * with FAULT_TORN in the middle of it, when half of the bytes are written. FAULT_KILL is n.
 */
#include "ours.h"

static int count;

static int is_last(void) {
  const char *n = getenv("FAULT_KILL");
  return n && __sync_add_and_fetch(&count, 1) == atoi(n);
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t at) {
  if (handle_is_ours(handle) && is_last()) {
    if (getenv("FAULT_TORN")) REAL(pwrite64, pwrite_call)(handle, bytes, size / 2, at);
    end();
  }
  return REAL(pwrite64, pwrite_call)(handle, bytes, size, at);
}

int fsync(int handle) {
  if (handle_is_ours(handle) && is_last()) end();
  return REAL(fsync, handle_call)(handle);
}

int fdatasync(int handle) {
  if (handle_is_ours(handle) && is_last()) end();
  return REAL(fdatasync, handle_call)(handle);
}

int ftruncate64(int handle, off64_t size) {
  if (handle_is_ours(handle) && is_last()) end();
  return REAL(ftruncate64, truncate_call)(handle, size);
}

int unlink(const char *path) {
  if (is_ours(path) && is_last()) end();
  return REAL(unlink, path_call)(path);
}

int rename(const char *from, const char *to) {
  if (is_ours(from) && is_last()) end();
  return REAL(rename, rename_call)(from, to);
}
