"""Which system calls a learner's code has no business with, and why: each group opens with its reason."""

from __future__ import annotations

from typing import Final

ALWAYS: Final = (
    # A program or a second process would have lives of their own, outside the parent's reach.
    *("fork", "vfork", "execve", "execveat", "setsid", "setpgid", "seccomp"),
    # Signals reach others by these; those by number of a process are let through to itself (see seccomp.py).
    *("rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_send_signal"),
    # The app's memory holds the learner's text and the model answers; its descriptors are its open files.
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp"),
    *("process_madvise", "process_mrelease", "migrate_pages", "move_pages"),
    # A lesson has nothing to say to the network, nor to the desktop's and the system's local sockets.
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4"),
    # Modes, owners, times and attributes are beyond Landlock: it would let them be changed on any file.
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "futimesat", "utimensat"),
    *("setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"),
    # Links would give a private file a second name; nodes are doors to devices; older Landlocks miss truncate.
    *("link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "truncate"),
    # As root these undo what was given up; for others they are refused by the kernel already.
    *("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid"),
    *("setgroups", "capset", "setrlimit"),
    # Priorities and processors: a busy loop must stay less urgent than the app that shows it.
    *("setpriority", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr", "ioprio_set"),
    # Memory that the address-space limit does not count, that outlives the process, or that cannot be swapped;
    # System V segments and queues of other programs can be joined by number alone.
    *("memfd_create", "memfd_secret", "mlock", "mlock2", "mlockall", "shmget", "shmat", "shmctl"),
    *("msgget", "msgsnd", "msgrcv", "msgctl", "semget", "semop", "semtimedop", "semctl"),
    *("mq_open", "mq_unlink"),
    # io_uring performs calls that no filter sees; the rest are wide doors where kernels have had their holes.
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "userfaultfd"),
    *("add_key", "request_key", "keyctl"),
    # Watching files tells what others do; handles open files past the walk along their path.
    *("inotify_init", "inotify_init1", "fanotify_init", "fanotify_mark"),
    *("name_to_handle_at", "open_by_handle_at"),
    # The machine itself. A fresh namespace would hand out the very privileges that were given up.
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "swapon", "swapoff", "reboot"),
    *("kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "acct"),
    *("quotactl", "quotactl_fd", "syslog", "vhangup", "settimeofday", "clock_settime", "clock_adjtime"),
    *("adjtimex", "sethostname", "setdomainname", "personality", "iopl", "ioperm", "modify_ldt"),
    *("uselib", "lookup_dcookie", "lsm_set_self_attr"),
    # Whoever saves a file waits while these write out everybody's.
    *("sync", "syncfs"),
)

WITHOUT_SCRATCH: Final = (
    # With no folder to write in there is no name to make, move or take away, whatever Landlock can do here.
    *("creat", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2"),
)

ABSENT: Final = (
    # "There is no such call here" makes the C library fall back to an older one whose flags a filter can read:
    # these take their flags in memory.
    *("clone3", "openat2"),
)
