/*
 * A disk that fails. While the file FAULT_DISK.fsync is there, fsync and fdatasync answer EIO, as they do once and no
 * more when a write behind them was lost; with FAULT_DISK.write every write answers EIO; with FAULT_DISK.full, ENOSPC;
 * with FAULT_DISK.readonly no file can be opened to be written. Loaded before everything by LD_PRELOAD.
 */
#include "ours.h"

static int has(const char *fault) {
  const char *disk = getenv("FAULT_DISK");
  char file[PATH_MAX];
  if (!disk) return 0;
  snprintf(file, sizeof file, "%s.%s", disk, fault);
  return access(file, F_OK) == 0;
}

static int refuses_write(int handle) {
  if (!handle_is_ours(handle)) return 0;
  if (has("write")) { errno = EIO; return 1; }
  if (has("full")) { errno = ENOSPC; return 1; }
  return 0;
}

ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t at) {
  return refuses_write(handle) ? -1 : REAL(pwrite64, pwrite_call)(handle, bytes, size, at);
}

int fsync(int handle) {
  if (has("fsync")) { errno = EIO; return -1; }
  return REAL(fsync, handle_call)(handle);
}

int fdatasync(int handle) {
  if (has("fsync")) { errno = EIO; return -1; }
  return REAL(fdatasync, handle_call)(handle);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && strstr(path, "tagline.db") && has("readonly")) {
    errno = EROFS;
    return -1;
  }
  return REAL(open64, open_call)(path, flags, mode);
}
