"""Runs a command as a background job of a terminal of its own. What comes on stdin is typed at that terminal;
the line FOREGROUND brings the job to the foreground instead, as a shell's fg does."""

import os
import pty
import select
import signal
import sys


def session(command):
    """The session's leader, in a shell's place."""
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        os.execvp(command[0], command)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, lambda *_: os.tcsetpgrp(0, job))
    _, status = os.waitpid(job, 0)
    os._exit(os.waitstatus_to_exitcode(status))


def relay(leader, terminal):
    """Between our stdin and stdout and the terminal, until the session ends."""
    sources = [0, terminal]
    while True:
        for source in select.select(sources, [], [])[0]:
            try:
                data = os.read(source, 65536)
            except OSError:
                data = b""
            if source == terminal and not data:
                return
            if source == terminal:
                os.write(1, data.replace(b"\r\n", b"\n"))
            elif not data:
                sources.remove(0)
            elif data == b"FOREGROUND\n":
                os.kill(leader, signal.SIGUSR1)
            else:
                os.write(terminal, data)


pid, fd = pty.fork()
if pid == 0:
    session(sys.argv[1:])
relay(pid, fd)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
