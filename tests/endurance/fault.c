/* Preloaded into the program by the tests: makes calls on the product's file fail.
 *
 * FAULT_FILE   calls on files whose path contains this fail
 * FAULT_KIND   write, sync or truncate: which calls; folder: nothing can be created, written or removed
 * FAULT_AT     the number of the first call that fails, from 1 on
 * FAULT_LASTS  how many fail from then on; all of them if it is not set
 * FAULT_ERRNO  the error number
 * FAULT_HIT    a file that is created when a call fails
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int is_kind(const char *kind) {
    const char *asked = getenv("FAULT_KIND");
    return asked && strcmp(asked, kind) == 0;
}

static int is_concerned(const char *path) {
    const char *file = getenv("FAULT_FILE");
    return file && path && strstr(path, file) != NULL;
}

static int fails_now(void) {
    const char *at = getenv("FAULT_AT"), *lasts = getenv("FAULT_LASTS"), *number = getenv("FAULT_ERRNO");
    const char *hit = getenv("FAULT_HIT");
    long call = __sync_add_and_fetch(&calls, 1), first = at ? atol(at) : 1;
    if (call < first || (lasts && call >= first + atol(lasts))) return 0;
    if (hit) {
        long made = syscall(SYS_openat, AT_FDCWD, hit, O_CREAT | O_WRONLY, 0600);
        if (made >= 0) syscall(SYS_close, made);
    }
    errno = number ? atoi(number) : EIO;
    return 1;
}

static int fails(int fd, const char *kind) {
    char link[64], path[4096];
    ssize_t length;
    if (!is_kind(kind)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_concerned(path) && fails_now();
}

ssize_t write(int fd, const void *bytes, size_t count) {
    if (fails(fd, "write")) return -1;
    return syscall(SYS_write, fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    if (fails(fd, "write")) return -1;
    return syscall(SYS_pwrite64, fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) { return pwrite(fd, bytes, count, at); }

int fsync(int fd) {
    if (fails(fd, "sync")) return -1;
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    if (fails(fd, "sync")) return -1;
    return (int)syscall(SYS_fdatasync, fd);
}

int ftruncate(int fd, off_t length) {
    if (fails(fd, "truncate")) return -1;
    return (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

static int is_refused(const char *path, int flags) {
    if (!is_kind("folder") || !(flags & (O_CREAT | O_WRONLY | O_RDWR)) || !is_concerned(path)) return 0;
    return fails_now();
}

static int opened(int folder, const char *path, int flags, va_list rest) {
    int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0;
    if (is_refused(path, flags)) return -1;
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    int made;
    va_start(rest, flags);
    made = opened(AT_FDCWD, path, flags, rest);
    va_end(rest);
    return made;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    int made;
    va_start(rest, flags);
    made = opened(AT_FDCWD, path, flags, rest);
    va_end(rest);
    return made;
}

int unlink(const char *path) {
    if (is_refused(path, O_WRONLY)) return -1;
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int access(const char *path, int mode) {
    if (mode & W_OK && is_refused(path, O_WRONLY)) return -1;
    return (int)syscall(SYS_faccessat, AT_FDCWD, path, mode);
}
