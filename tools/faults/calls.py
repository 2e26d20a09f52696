"""Faults at system calls: a run is traced, and run again with a fault at each call of the trace."""
import os
import re

#: Calls that reach no file: of the loader, of memory, threads and time. Nothing is injected there.
LEFT_OUT = set(
    "arch_prctl brk clock_gettime clock_nanosleep clone clone3 epoll_create1 epoll_ctl epoll_wait "
    "eventfd2 execve exit exit_group futex getegid geteuid getgid getpid getppid gettid gettimeofday getuid kill "
    "madvise mmap mprotect mremap munmap nanosleep prctl prlimit64 restart_syscall rseq "
    "rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn rt_sigtimedwait sched_getaffinity sched_yield "
    "set_robust_list set_tid_address setpriority sigaltstack sysinfo tgkill timerfd_create "
    "timerfd_settime uname vfork wait4 waitid".split())

#: Calls that may need room on the disk.
ALLOCATING = set(
    "fallocate fdatasync fsync ftruncate link linkat mkdir mkdirat openat pwrite64 rename "
    "renameat renameat2 symlink write writev".split())

#: Calls that a signal may interrupt. Locks that do not wait (fcntl F_SETLK) are none of them.
INTERRUPTIBLE = set(
    "close fallocate fdatasync flock fsync ftruncate getrandom openat pread64 pwrite64 read "
    "write writev".split())

#: What can be wrong with a call, and with which: the name, the error, the calls (None: all), and
#: when, for the n-th call. "on" is a disk that is gone for good: every call fails from there on.
FAULTS = {
    "EIO once": ("EIO", None, "{n}"),
    "EIO on": ("EIO", None, "on"),
    "ENOSPC once": ("ENOSPC", ALLOCATING, "{n}"),
    "ENOSPC on": ("ENOSPC", ALLOCATING, "on"),
    "EINTR once": ("EINTR", INTERRUPTIBLE, "{n}"),
    "EINTR 20 times": ("EINTR", INTERRUPTIBLE, "{n}..{last}"),
    "SIGKILL": ("KILL", None, "{n}"),
}

#: strace stops at the calls that it traces alone, which a signal cannot be put into.
STRACE = ["strace", "-f", "-qq"]
QUICK = [*STRACE, "--seccomp-bpf"]


class Call:
    """The `number`-th call of its name in a trace, with how many of each name came before it.

    An early one is made by the runtime, before the program touches anything of the scene.
    """

    def __init__(self, name, number, before):
        self.name, self.number, self.before = name, number, before
        self.early = True


def trace(scene, arguments, input):
    """Runs a command without a fault, and returns its run and the calls of its first thread."""
    path = scene.folder + ".trace"
    run = scene.run(*arguments, input=input, prefix=["strace", "-f", "-qq", "-s", "200", "-o", path])
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = file.read().split("\n")
    os.unlink(path)
    thread = lines[0].split()[0]
    counts, calls, begins, touched = {}, [], 0, len(lines)
    for line in lines:
        match = re.match(r"(\d+) +([a-z0-9_]+)\((.*)", line)
        if not match or match[1] != thread:
            continue
        name, text = match[2], match[3]
        counts[name] = counts.get(name, 0) + 1
        calls.append(Call(name, counts[name], dict(counts)))
        if name == "openat" and re.search(r'\.so(\.[0-9.]+)?"', text):
            begins = None  # the loader is at work
        elif begins is None and name == "munmap":
            begins = len(calls)  # it has put its list of libraries away
        if scene.folder + "/" in text and name not in ("execve", "readlink"):
            touched = min(touched, len(calls) - 1)
    for call in calls[touched:]:
        call.early = False
    return run, [call for call in calls[begins:] if call.name not in LEFT_OUT]


def prefix(call, fault):
    """The strace that puts a fault at a call; None where that call cannot have it."""
    error, names, when = FAULTS[fault]
    if call.name not in (names or (ALL if error == "EIO" else {call.name})):
        return None
    if error == "KILL":
        injected = [f"{call.name}:signal=KILL:when={call.number}"]
    elif when == "on":
        injected = [f"{name}:error={error}:when={call.before.get(name, 0) + (name != call.name)}+"
                    for name in sorted(names or ALL)]
    else:
        when = when.format(n=call.number, last=call.number + 19)
        injected = [f"{call.name}:error={error}:when={when}"]
    options = [f"--inject={text}" for text in injected]
    names = ",".join(text.split(":")[0] for text in injected)
    return [*(STRACE if error == "KILL" else QUICK), "-o", "/dev/null", f"--trace={names}", *options]


#: Every call that a broken disk makes fail: random numbers do not come from it.
ALL = (ALLOCATING | INTERRUPTIBLE | set(
    "access faccessat2 fcntl fchmod fchmodat fchown fstat getcwd getdents64 ioctl lseek lstat "
    "newfstatat readlink rmdir stat statx unlink unlinkat".split())) - {"getrandom"}
