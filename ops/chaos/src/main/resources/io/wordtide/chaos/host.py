#!/usr/bin/env python3
"""One more host for ops/two-hosts: a network namespace, and the link to it, whose delay and fate this program decides.

Usage: host.py NUMBER DELAY_MS
  NUMBER    1 to 254; tells hosts apart
  DELAY_MS  how long the link takes for a packet, in each direction

This process is the host: `nsenter --net --target PID COMMAND` runs a command there. Standard input takes `cut`, from which on
packets vanish without notice, and `restore`; when it ends, so does the host, and namespace and devices with it.
`ready` on standard output says that the link works.

The link is two TUN devices, one in the namespace that this program was started in and one in the host's, between which it
passes packets on. (`tc netem` would do the same, but many kernels are built without it.) The host has no loopback
device: 127.0.0.1 is the other end of the link, so programs find the servers that listen on the loopback address there.

Needs Linux, root, and the command ip. Only one thread: a namespace belongs to a thread.
"""
import collections
import ctypes
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import time

CLONE_NEWNET = 0x40000000  # sched.h
TUNSETIFF = 0x400454CA  # linux/if_tun.h
IFF_TUN_WITHOUT_HEADER = 0x1001
LARGEST_PACKET = 65536


class Direction:
    """Packets on their way from one end to the other."""

    def __init__(self, source, target, delay):
        self.source, self.target, self.delay = source, target, delay
        self.waiting = collections.deque()  # of (time of arrival, packet)

    def accept(self, is_cut):
        try:
            while True:
                packet = os.read(self.source, LARGEST_PACKET)
                if not is_cut:
                    self.waiting.append((time.monotonic() + self.delay, packet))
        except BlockingIOError:
            pass  # all read

    def deliver(self):
        while self.waiting and self.waiting[0][0] <= time.monotonic():
            try:
                os.write(self.target, self.waiting.popleft()[1])
            except BlockingIOError:
                pass  # a full queue drops packets, as a router would

    def seconds_to_next(self):
        return max(0.0, self.waiting[0][0] - time.monotonic()) if self.waiting else None


def open_tun(name):
    """A TUN device in the namespace of this thread, gone when the file is closed."""
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN_WITHOUT_HEADER))
    return device


def configure(name, own, peer):
    """Addresses of this end; packets from and to 127.0.0.1 are let through, which otherwise never leave a host."""
    ip("address", "add", own, "peer", peer, "dev", name)
    ip("link", "set", name, "up")
    with open(f"/proc/sys/net/ipv4/conf/{name}/route_localnet", "w", encoding="ascii") as setting:
        setting.write("1")


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def enter_new_namespace():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "expected to make a network namespace; run this as root")


def carry(near, far, delay):
    """Passes packets on, and obeys standard input, until that ends."""
    directions = [Direction(near, far, delay), Direction(far, near, delay)]
    is_cut = False
    while True:
        times = [seconds for seconds in (each.seconds_to_next() for each in directions) if seconds is not None]
        readable, _, _ = select.select([sys.stdin, near, far], [], [], min(times, default=None))
        if sys.stdin in readable:
            command = os.read(sys.stdin.fileno(), 64).decode().strip()
            if not command:
                return
            is_cut = command == "cut"
            if is_cut:
                for each in directions:
                    each.waiting.clear()
        for each in directions:
            if each.source in readable:
                each.accept(is_cut)
            each.deliver()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    # Ctrl-C at a terminal interrupts the harness too, which still needs its hosts to close what runs there
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    number, delay = int(sys.argv[1]), float(sys.argv[2]) / 1000
    name = f"host-{number}"
    near_address, far_address = f"10.231.{number}.1", f"10.231.{number}.2"
    near = open_tun(name)
    configure(name, near_address, far_address)
    enter_new_namespace()
    far = open_tun("uplink")
    configure("uplink", far_address, near_address)
    ip("route", "add", "127.0.0.1/32", "dev", "uplink", "src", far_address)
    print("ready", flush=True)
    carry(near, far, delay)


if __name__ == "__main__":
    main()
