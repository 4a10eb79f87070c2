"""Text of a stream that has not been sent, with what a terminal would have overwritten folded away.

Progress bars write their line again and again: `\\r` begins it anew, `\\b` takes a character back, `ESC [ A` goes up a
line, `ESC [ K` clears. Only what is left to see counts, and only that is sent. The twin of protocol/foldedText.ts.
"""

import re

_CONTROL = re.compile(r"(\r|\x08|\x1b\[\d*[AK])")
_UP = "\x1b[A"
# Begins the line anew and clears it.
_CLEAR = "\r\x1b[K"
# So many lines above the last one can be reached again.
_REACH = 50


class Pending:
    """The unsent text of a run; `chars` and `lines` count what is to be seen of all of it, sent or not."""

    def __init__(self):
        self.chars = 0
        self.lines = 0
        self._parts = []
        self._line = ""
        # How much of the line has been sent, and whether that must be replaced.
        self._sent = 0
        self._stale = False
        self._fresh = False
        self._above = []

    def pieces(self, text):
        """Plain texts and controls in turn, beginning with a text; all but the texts go to `control`."""
        plain = "\r" not in text and "\x08" not in text and "\x1b" not in text
        return [text] if plain else _CONTROL.split(text.replace("\r\n", "\n"))

    def write(self, text):
        """Appends plain text, which may hold line feeds."""
        if not text:
            return
        if self._fresh and text[0] != "\n":
            self._replace("")
        self._fresh = False
        *done, last = text.split("\n")
        if done:
            self._parts.append(self._unsent() + done[0] + "\n")
            self._above.append(self._line + done[0])
            if len(done) > 1:
                self._parts.append("\n".join(done[1:]) + "\n")
                self._above.extend(done[1:][-_REACH:])
            del self._above[:-_REACH]
            self._line, self._sent, self._stale = last, 0, False
        else:
            self._line += last
        self.chars += len(text)
        self.lines += len(done)

    def control(self, code):
        """Does what a control character or sequence does."""
        if code == "\r":
            self._fresh = True
        elif code == "\x08":
            if not self._fresh:
                self._replace(self._line[:-1])
        elif code[-1] == "A":
            for _ in range(min(int(code[2:-1] or 1), len(self._above))):
                self._up()
        elif self._fresh or code[2:-1] in ("1", "2"):
            self._replace("")

    def take(self):
        """What is to be sent; it counts as sent from now on."""
        text = "".join(self._parts) + self._unsent()
        self._parts = []
        self._sent, self._stale = len(self._line), False
        return text

    def _unsent(self):
        if not self._stale:
            return self._line[self._sent :]
        return "\r" + self._line if self._line else _CLEAR

    def _replace(self, line):
        self.chars += len(line) - len(self._line)
        if self._sent > len(line):
            self._stale, self._sent = True, 0
        self._line = line

    def _up(self):
        line = self._above.pop()
        self.chars -= len(self._line) + 1
        self.lines -= 1
        text = "".join(self._parts)
        if text.endswith("\n"):
            up = text.rfind(_UP)
            at = max(text.rfind("\n", 0, -1) + 1, 0 if up == -1 else up + len(_UP))
            # Where the page has something of the line already, that is replaced.
            self._stale = text[at - 1] != "\n" if at > 0 else text[:-1] != line
            self._parts = [text[:at]]
        else:
            self._parts.append(_UP)
            self._stale = True
        self._line = line
        self._sent = 0
        self._fresh = True
