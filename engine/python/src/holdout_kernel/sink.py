"""Collects the output of a run: in order, in batches, within caps.

The sink runs in the worker, so a program that prints without end is cut here and costs the page nothing.
The caps are those of protocol/output.ts; the worker passes them in when the kernel starts.
"""

import io
import json
import time

from .pending import Pending

FLUSH_SECONDS = 0.05
# After so many items messages are spaced further, so that a run of ten minutes keeps within its items.
MANY_ITEMS = 1000
SLOW_FLUSH_SECONDS = 0.5
# This many batches may leave at once before they are spaced: a few prints before a long computation are seen before it.
CREDITS = 20


def clean(text):
    """Text that survives JSON and UTF-8: lone surrogates become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def units(text):
    """Length in UTF-16 code units, as JavaScript counts."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for c in text if c > "\uffff")


def cut(text, limit):
    """At most `limit` code units of cleaned text, with a mark where something was left out."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    text = clean(text)
    while units(text) > limit:
        text = text[: max(1, len(text) - 1 - (units(text) - limit) // 2) - 1] + "…"
    return text


class Sink:
    """Collects output items and sends them as a JSON array by `send(text)`."""

    def __init__(self, send, caps, clock=time.monotonic):
        self._send = send
        self.caps = caps
        self._clock = clock
        self.begin()

    def begin(self):
        """Starts a new run: nothing is pending, all counts begin at 0."""
        self._items = []
        self._pending = Pending()
        self._name = None
        # Characters of values, lines of values, and characters that were sent of streams.
        self._chars = 0
        self._lines = 0
        self._raw = 0
        # True once text was dropped because a cap is reached.
        self._shut = False
        self._count = {"table": 0, "image": 0}
        self._total = 0
        self.dropped_text = False
        self.dropped_lines = 0
        self.dropped_items = 0
        self._credits = CREDITS
        self._last = self._checked = self._clock()

    @property
    def full(self):
        """True when further text of this run is dropped."""
        return self._seen_chars >= self.caps["chars"] or self._seen_lines >= self.caps["lines"]

    @property
    def _seen_chars(self):
        return self._chars + self._pending.chars

    @property
    def _seen_lines(self):
        return self._lines + self._pending.lines

    @property
    def _crowded(self):
        """True when only errors and notices are still accepted."""
        return self._total >= self.caps["items"] - 40

    def write(self, name, text):
        """Appends text of the stream `name` ("stdout" or "stderr"); text beyond the caps is counted and dropped."""
        if not text:
            return
        if self._shut:
            # A program that prints without end: nothing but what overwrites text makes room again.
            if "\r" not in text and "\x08" not in text and "\x1b" not in text:
                self._drop(text)
                return
            self._shut = False
        if self._crowded and name != self._name:
            self._drop(text)
            return
        if name != self._name:
            self._close()
            self._name = name
            self._settle()
        for at, piece in enumerate(self._pending.pieces(clean(text))):
            if at % 2:
                self._pending.control(piece)
            elif self.full:
                self._shut = True
                self._drop(piece)
            else:
                self._pending.write(self._fit(piece, piece.count("\n")))
        if text.endswith("\n"):
            self.nudge()
        elif self._raw < self.caps["rawChars"] / 2:
            self._due()

    def _drop(self, text):
        if text:
            self.dropped_text = True
            self.dropped_lines += text.count("\n")

    def _settle(self):
        """What was written so far counts and is not overwritten any more: another stream or an item follows it."""
        self._chars, self._lines = self._seen_chars, self._seen_lines
        self._pending = Pending()

    def _fit(self, text, lines):
        room_lines = self.caps["lines"] - self._seen_lines
        if lines > room_lines:
            at = -1
            for _ in range(room_lines):
                at = text.index("\n", at + 1)
            self.dropped_text = True
            self.dropped_lines += lines - room_lines
            text, lines = text[: at + 1], room_lines
        room = self.caps["chars"] - self._seen_chars
        if units(text) > room:
            self._drop(text[room:])
            text = text[:room] if text.isascii() else text[: room // 2]
            self._chars += self.caps["chars"] - self._seen_chars - len(text)
        return text

    def value(self, text):
        """Appends the text of a displayed value; it counts towards the same caps as the streams."""
        if self.full:
            self.dropped_items += 1
            return
        text = self._fit(cut(text, self.caps["itemChars"]), text.count("\n", 0, self.caps["itemChars"]) + 1)
        self._chars += units(text)
        self._lines += text.count("\n") + 1
        self.item({"type": "value", "text": text})

    def item(self, item, always=False):
        """Appends an item of any kind. `always`: accept it even where the caps are reached (errors and notices)."""
        kind = item["type"]
        if not always:
            cap = self.caps.get(kind + "s") if kind in self._count else None
            if self._crowded or (cap is not None and self._count[kind] >= cap):
                self.dropped_items += 1
                return
        if kind in self._count:
            self._count[kind] += 1
        self._close()
        self._name = None
        self._settle()
        self._items.append(item)
        self._total += 1
        self.nudge()

    def has_room(self, kind):
        """Whether another "table" or "image" is accepted; where not, it is counted as dropped and need not be made."""
        if self._count[kind] < self.caps[kind + "s"]:
            return True
        self.dropped_items += 1
        return False

    def truncation(self):
        """The sentence about what was left out, None where nothing was."""
        if not self.dropped_text and not self.dropped_items:
            return None
        parts = []
        if self.dropped_text:
            parts.append(f"{self.dropped_lines:,} more lines" if self.dropped_lines else "more text")
        if self.dropped_items:
            parts.append(f"{self.dropped_items:,} more tables, images or values")
        return (
            f"Output was cut: {' and '.join(parts)} left out. A run shows {self.caps['lines']:,} lines, "
            f"{self.caps['chars']:,} characters, {self.caps['tables']} tables and {self.caps['images']} images."
        )

    def _close(self):
        text = self._pending.take()
        if not text:
            return
        self._raw += len(text)
        step = self.caps["itemChars"] if text.isascii() else self.caps["itemChars"] // 2
        for at in range(0, len(text), step):
            self._items.append({"type": "stream", "name": self._name, "text": text[at : at + step]})
            self._total += 1

    def nudge(self):
        """Sends what is pending if the rate allows: at once for the first few, then every 50 ms."""
        now = self._clock()
        self._credits = min(CREDITS, self._credits + (now - self._checked) / self._spacing)
        self._checked = now
        if self._credits >= 1:
            self._credits -= 1
            self.flush()

    @property
    def _spacing(self):
        return FLUSH_SECONDS if self._total < MANY_ITEMS else SLOW_FLUSH_SECONDS

    def _due(self):
        if self._clock() - self._last >= self._spacing:
            self.nudge()

    def flush(self):
        """Sends what is pending."""
        self._close()
        self._last = self._clock()
        if not self._items:
            return
        items, self._items = self._items, []
        self._send(json.dumps(items, allow_nan=False))


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of the candidate's program."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, sink, name):
        super().__init__()
        self._sink = sink
        self.name = f"<{name}>"
        self._stream = name

    def write(self, text):
        """Appends text and returns its length.

        :raises TypeError: where it is no text.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._sink.write(self._stream, text)
        return len(text)

    def flush(self):
        """Asks for what is pending to leave; a loop of flushes does not flood the page."""
        self._sink.nudge()

    def writable(self):
        """True: both streams can be written."""
        return True

    def isatty(self):
        """False, so that progress bars do not use control characters."""
        return False
