"""A line between browser and server that a test can cut at any byte."""

import socket
import struct
from threading import Event, Lock, Thread

_CHUNK_BYTES = 64
"""Small, so that a cut falls inside a frame as often as between two."""

# Closing sends a reset, as a broken line looks from both ends.
_NO_LINGER = struct.pack("ii", 1, 0)


class CuttableLine:
    """Listens on a port of its own and passes every byte on to the server's, and back."""

    def __init__(self) -> None:
        """Listen; the line leads nowhere until `target` is set."""
        self.target = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.cuts = 0
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._marks: list[tuple[int, Event]] = []
        self._passed = 0
        Thread(target=self._accept, daemon=True).start()

    def after(self, count: int) -> Event:
        """Return an event that is set once `count` more bytes have passed, in either direction."""
        event = Event()
        with self._lock:
            self._marks.append((self._passed + count, event))
        return event

    def cut_after(self, count: int) -> None:
        """Cut every connection once `count` more bytes have passed."""
        reached = self.after(count)
        Thread(target=lambda: (reached.wait(), self.cut()), daemon=True).start()

    def cut(self) -> None:
        """Cut every connection that is open."""
        with self._lock:
            cut, self._open = self._open, set()
        self.cuts += bool(cut)
        for end in cut:
            _reset(end)

    def close(self) -> None:
        """Stop listening and cut what is open."""
        self._listener.close()
        with self._lock:
            marks, self._marks = self._marks, []
        for _, event in marks:
            event.set()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                _reset(near)
                continue
            with self._lock:
                self._open |= {near, far}
            for source, sink in ((near, far), (far, near)):
                Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(_CHUNK_BYTES):
                sink.sendall(data)
                self._count(len(data))
            # One side has said all it had to say; the other may still be speaking.
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            with self._lock:
                self._open -= {source, sink}
            for end in (source, sink):
                _reset(end)

    def _count(self, number: int) -> None:
        with self._lock:
            self._passed += number
            reached = [event for mark, event in self._marks if mark <= self._passed]
            self._marks = [mark for mark in self._marks if mark[0] > self._passed]
        for event in reached:
            event.set()


def _reset(end: socket.socket) -> None:
    try:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()
