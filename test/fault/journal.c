/*
 * Writes down what a process does to the database and its log, in order, into the file FAULT_JOURNAL: what a simulated
 * power cut is made of. An entry is a head, a name (for a rename two, with a zero between) and the bytes written. It is
 * written after the call it tells of, so that what was acknowledged is never ahead of it.
 */
#include "ours.h"
#include <pthread.h>
#include <stdint.h>
#include <sys/uio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;

struct head { uint32_t kind, names, bytes, unused; uint64_t at; };

static void note(char kind, const char *names, size_t length, const void *bytes, size_t size, uint64_t at) {
  int before = errno;
  pthread_mutex_lock(&lock);
  if (journal < 0) journal = REAL(open64, open_call)(getenv("FAULT_JOURNAL"), O_WRONLY | O_APPEND | O_CREAT, 0600);
  struct head head = { kind, length, size, 0, at };
  struct iovec parts[] = { { &head, sizeof head }, { (void *)names, length }, { (void *)bytes, size } };
  if (writev(journal, parts, 3) != (ssize_t)(sizeof head + length + size)) abort();
  pthread_mutex_unlock(&lock);
  errno = before;
}

static void note_handle(char kind, int handle, const void *bytes, size_t size, uint64_t at) {
  char path[PATH_MAX];
  path_of(handle, path);
  if (is_ours(path)) note(kind, path, strlen(path), bytes, size, at);
}

ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t at) {
  ssize_t done = REAL(pwrite64, pwrite_call)(handle, bytes, size, at);
  if (done > 0) note_handle('w', handle, bytes, done, at);
  return done;
}

/* A folder is written down too: what was made or deleted in it is only sure behind it. */
static void note_sync(int handle) {
  char path[PATH_MAX];
  path_of(handle, path);
  char whole[PATH_MAX + 16];
  snprintf(whole, sizeof whole, "%s/tagline.db", path);
  if (is_ours(path)) note('s', path, strlen(path), 0, 0, 0);
  else if (access(whole, F_OK) == 0) note('d', path, strlen(path), 0, 0, 0);
}

int fsync(int handle) {
  int done = REAL(fsync, handle_call)(handle);
  if (done == 0) note_sync(handle);
  return done;
}

int fdatasync(int handle) {
  int done = REAL(fdatasync, handle_call)(handle);
  if (done == 0) note_sync(handle);
  return done;
}

int ftruncate64(int handle, off64_t size) {
  int done = REAL(ftruncate64, truncate_call)(handle, size);
  if (done == 0) note_handle('t', handle, 0, 0, size);
  return done;
}

int unlink(const char *path) {
  int done = REAL(unlink, path_call)(path);
  if (done == 0 && is_ours(path)) note('u', path, strlen(path), 0, 0, 0);
  return done;
}

int rename(const char *from, const char *to) {
  int done = REAL(rename, rename_call)(from, to);
  if (done == 0 && (is_ours(from) || is_ours(to))) {
    char both[2 * PATH_MAX];
    size_t first = strlen(from) + 1, second = strlen(to);
    memcpy(both, from, first);
    memcpy(both + first, to, second);
    note('r', both, first + second, 0, 0, 0);
  }
  return done;
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  int is_new = (flags & O_CREAT) && is_ours(path) && access(path, F_OK) != 0;
  int handle = REAL(open64, open_call)(path, flags, mode);
  if (handle >= 0 && is_new) note('c', path, strlen(path), 0, 0, 0);
  return handle;
}
