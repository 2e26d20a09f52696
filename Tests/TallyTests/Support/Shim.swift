import Foundation
import Testing

/// A small library that is loaded before the program's own, and gets between it and the system:
/// a commit takes long, or the clock is wrong.
struct Shim {
  private let path: String

  /// Compiles the library into a folder.
  init(in folder: TemporaryFolder) throws {
    path = folder.path + "/shim.so"
    let source = folder.path + "/shim.c"
    try Shim.source.write(toFile: source, atomically: false, encoding: .utf8)
    let compiler = "$(command -v clang || command -v cc)"
    let own = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let ending = try folder.shell(
      "PATH=$PATH:'\(own)'; \(compiler) -shared -fPIC -O1 -o '\(path)' '\(source)'")
    try #require(ending.status == 0, "\(ending.output)")
  }

  /// Variables under which every commit takes longer: SQLite commits by removing the journal.
  func slowingCommits(by milliseconds: Int) -> [String: String] {
    ["LD_PRELOAD": path, "SHIM_UNLINK_MS": "\(milliseconds)"]
  }

  /// Variables under which the program stops itself within a commit, before it counts; a signal
  /// then goes on with it, or ends it.
  func stoppingCommits(after count: Int = 0) -> [String: String] {
    ["LD_PRELOAD": path, "SHIM_STOP_COMMIT": "\(count + 1)"]
  }

  /// Variables under which the program stops itself before it syncs a file.
  func stoppingSync(after count: Int) -> [String: String] {
    ["LD_PRELOAD": path, "SHIM_STOP_SYNC": "\(count + 1)"]
  }

  /// Variables under which nothing below /proc can be opened.
  func hidingProc() -> [String: String] { ["LD_PRELOAD": path, "SHIM_NO_PROC": "1"] }

  /// Variables under which the clock is wrong.
  func movingClock(byDays days: Int) -> [String: String] {
    ["LD_PRELOAD": path, "SHIM_CLOCK_DAYS": "\(days)"]
  }

  /// Variables under which the disk is full after some bytes; no more is written to files.
  func fillingDisk(after bytes: Int) -> [String: String] {
    ["LD_PRELOAD": path, "SHIM_FULL_AFTER": "\(bytes)"]
  }

  /// Variables under which the disk cannot be synced after some files.
  func failingSync(after count: Int) -> [String: String] {
    ["LD_PRELOAD": path, "SHIM_SYNCS": "\(count)"]
  }

  private static let source = #"""
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <signal.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <sys/syscall.h>
    #include <time.h>
    #include <unistd.h>

    static long number(const char *name) {
      const char *text = getenv(name);
      return text ? atol(text) : 0;
    }

    int unlink(const char *path) {
      size_t length = strlen(path);
      if (length > 8 && strcmp(path + length - 8, "-journal") == 0) {
        static long commits;
        usleep(number("SHIM_UNLINK_MS") * 1000);
        if (++commits == number("SHIM_STOP_COMMIT")) raise(SIGSTOP);
      }
      return syscall(SYS_unlinkat, -100, path, 0);
    }

    ssize_t write(int file, const void *bytes, size_t count) {
      static long written;
      struct stat status;
      long limit = number("SHIM_FULL_AFTER");
      if (limit && file > 2 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        if (written + (long)count > limit) return errno = ENOSPC, -1;
        written += count;
      }
      return syscall(SYS_write, file, bytes, count);
    }

    int fsync(int file) {
      static long synced;
      long limit = number("SHIM_SYNCS");
      synced++;
      if (synced == number("SHIM_STOP_SYNC")) raise(SIGSTOP);
      if (limit && synced > limit) return errno = EIO, -1;
      return syscall(SYS_fsync, file);
    }

    static int is_hidden(const char *path) {
      return number("SHIM_NO_PROC") && strncmp(path, "/proc", 5) == 0;
    }

    int open(const char *path, int flags, ...) {
      va_list rest;
      va_start(rest, flags);
      mode_t mode = va_arg(rest, mode_t);
      va_end(rest);
      return is_hidden(path) ? (errno = ENOENT, -1) : syscall(SYS_openat, -100, path, flags, mode);
    }

    FILE *fopen(const char *path, const char *mode) {
      static FILE *(*next)(const char *, const char *);
      if (!next) next = dlsym(RTLD_NEXT, "fopen");
      return is_hidden(path) ? (errno = ENOENT, NULL) : next(path, mode);
    }

    int clock_gettime(clockid_t clock, struct timespec *time) {
      int code = syscall(SYS_clock_gettime, clock, time);
      if (code == 0 && clock == CLOCK_REALTIME) time->tv_sec += number("SHIM_CLOCK_DAYS") * 86400;
      return code;
    }
    """#
}
