/* Which calls a preload looks at: those on the database and its log. Its lock and its shared memory hold nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_ours(const char *path) {
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  if (strncmp(name, "tagline.db", 10) != 0) return 0;
  return !strstr(name, ".lock") && !strstr(name, "-shm") && !strstr(name, "(deleted)");
}

/* The path of an open file; no more than its beginning where it is long. */
static const char *path_of(int handle, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

__attribute__((unused)) static int handle_is_ours(int handle) {
  char path[PATH_MAX];
  return is_ours(path_of(handle, path));
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, #name))
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);
typedef int (*handle_call)(int);
typedef int (*truncate_call)(int, off64_t);
typedef int (*open_call)(const char *, int, ...);
typedef int (*path_call)(const char *);
typedef int (*rename_call)(const char *, const char *);
