/* Stands between a program and its disk (LD_PRELOAD): at the n-th call of a kind that concerns a path or a text, the call
 * fails, or does nothing and says that it did, or the program is killed before it, after it, or when it has written half. What and when stands in a file that both
 * sides map, so that it can change while the program runs. The program itself is the one that is shipped.
 *
 * The layout of `struct orders` is written by shim.rs. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, RENAME = 4, OPEN = 8, SEND = 16 };
enum { FAIL = 0, KILL_BEFORE = 1, KILL_AFTER = 2, KILL_HALFWAY = 3, LIE = 4 };
enum verdict { GO_ON, BREAK, PRETEND, DIE_AFTER, DIE_HALFWAY };

struct orders {
    uint32_t armed, kinds, action, error, lasting, unused;
    uint64_t nth, seen, struck;
    char about[256];
};

static struct orders *orders;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TRADEHALL_SHIM");
    if (!path) return;
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int fd = real(path, O_RDWR);
    if (fd < 0) abort();
    orders = mmap(NULL, sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (orders == MAP_FAILED) abort();
    close(fd);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int wanted(int kind) {
    return orders && __atomic_load_n(&orders->armed, __ATOMIC_SEQ_CST) && (orders->kinds & kind);
}

/* Counts a call that concerns us and says what becomes of it. */
static enum verdict judge(void) {
    uint64_t n = __atomic_add_fetch(&orders->seen, 1, __ATOMIC_SEQ_CST);
    if (n != orders->nth && !(orders->lasting && n > orders->nth)) return GO_ON;
    __atomic_add_fetch(&orders->struck, 1, __ATOMIC_SEQ_CST);
    switch (orders->action) {
    case KILL_BEFORE: die();
    case KILL_AFTER: return DIE_AFTER;
    case KILL_HALFWAY: return DIE_HALFWAY;
    case LIE: return PRETEND;
    }
    errno = (int)orders->error;
    return BREAK;
}

static enum verdict of_path(int kind, const char *path) {
    if (!wanted(kind) || !path || !strstr(path, orders->about)) return GO_ON;
    return judge();
}

static enum verdict of_fd(int kind, int fd) {
    if (!wanted(kind)) return GO_ON;
    char link[64], path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return GO_ON;
    path[length] = 0;
    return of_path(kind, path);
}

static enum verdict of_text(const void *bytes, size_t length) {
    if (!wanted(SEND) || !memmem(bytes, length, orders->about, strlen(orders->about))) return GO_ON;
    return judge();
}

static enum verdict of_texts(const struct iovec *parts, int count) {
    if (!wanted(SEND)) return GO_ON;
    for (int i = 0; i < count; i++)
        if (memmem(parts[i].iov_base, parts[i].iov_len, orders->about, strlen(orders->about))) return judge();
    return GO_ON;
}

static size_t total(const struct iovec *parts, int count) {
    size_t bytes = 0;
    for (int i = 0; i < count; i++) bytes += parts[i].iov_len;
    return bytes;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define AROUND(how, call) \
    enum verdict fate = (how); \
    if (fate == BREAK) return -1; \
    if (fate == PRETEND) return 0; \
    __typeof__(call) done = call; \
    if (fate != GO_ON) die(); \
    return done

/* As AROUND, for calls that can be done by half. */
#define AROUND_BYTES(how, length, call, half) \
    enum verdict fate = (how); \
    if (fate == BREAK) return -1; \
    if (fate == PRETEND) return (ssize_t)(length); \
    if (fate == DIE_HALFWAY) { if (half) {} die(); } \
    ssize_t done = call; \
    if (fate != GO_ON) die(); \
    return done

static enum verdict of_write(int fd, const void *bytes, size_t length) {
    enum verdict fate = of_fd(WRITE, fd);
    return fate == GO_ON ? of_text(bytes, length) : fate;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    AROUND_BYTES(of_write(fd, bytes, length), length, real(fd, bytes, length), real(fd, bytes, length / 2));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    REAL(pwrite);
    AROUND_BYTES(of_fd(WRITE, fd), length, real(fd, bytes, length, at), real(fd, bytes, length / 2, at));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    REAL(pwrite64);
    AROUND_BYTES(of_fd(WRITE, fd), length, real(fd, bytes, length, at), real(fd, bytes, length / 2, at));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    enum verdict about = of_fd(WRITE, fd);
    AROUND_BYTES(about == GO_ON ? of_texts(parts, count) : about, total(parts, count), real(fd, parts, count), real(fd, parts, count / 2));
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
    REAL(send);
    AROUND_BYTES(of_text(bytes, length), length, real(fd, bytes, length, flags), real(fd, bytes, length / 2, flags));
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    REAL(sendmsg);
    AROUND(of_texts(message->msg_iov, (int)message->msg_iovlen), real(fd, message, flags));
}

int ftruncate(int fd, off_t length) {
    REAL(ftruncate);
    AROUND(of_fd(WRITE, fd), real(fd, length));
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    AROUND(of_fd(WRITE, fd), real(fd, length));
}

int fsync(int fd) {
    REAL(fsync);
    AROUND(of_fd(SYNC, fd), real(fd));
}

int fdatasync(int fd) {
    REAL(fdatasync);
    AROUND(of_fd(SYNC, fd), real(fd));
}

int rename(const char *from, const char *to) {
    REAL(rename);
    AROUND(of_path(RENAME, to), real(from, to));
}

int renameat(int a, const char *from, int b, const char *to) {
    REAL(renameat);
    AROUND(of_path(RENAME, to), real(a, from, b, to));
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    AROUND(of_path(OPEN, path), real(path, mode));
}

#define OPENING(name, ...) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    REAL(name); \
    AROUND(of_path(OPEN, path), real(__VA_ARGS__, flags, mode))

int open(const char *path, int flags, ...) { OPENING(open, path); }
int open64(const char *path, int flags, ...) { OPENING(open64, path); }
int openat(int folder, const char *path, int flags, ...) { OPENING(openat, folder, path); }
int openat64(int folder, const char *path, int flags, ...) { OPENING(openat64, folder, path); }
