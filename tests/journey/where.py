"""Where the controls are: asks the layout, through the program `where`."""
import re
import subprocess

from stage import StageError


class Where:
    """The controls of every page, looked up once they are asked for."""

    def __init__(self, stage):
        self.stage = stage
        self.center = stage.data / "center.ini"
        self.width_mm = re.search(r"(?m)^width-mm *= *(\d+)", self.center.read_text(encoding="utf-8")).group(1)
        self.pages = {}

    def _ask(self, page, language):
        told = subprocess.run([self.stage.helpers / "where", self.center, f"{self.stage.width}x{self.stage.height}",
                               self.width_mm, str(language), page],
                              env=self.stage.env, text=True, capture_output=True, check=False)
        if told.returncode != 0 or told.stderr:
            raise StageError(f"where {page}: {told.stderr.strip()}")
        rows = (line.split() for line in told.stdout.splitlines())
        return {(kind, int(index)): [int(n) for n in rect] for kind, index, *rect in rows}

    def rect(self, page, language, kind, index=0):
        """x, y, width, height of a control. `language` is its number in center.ini."""
        if (page, language) not in self.pages:
            self.pages[page, language] = self._ask(page, language)
        try:
            return self.pages[page, language][kind, index]
        except KeyError:
            raise StageError(f"page {page} has no {kind} {index}") from None

    def middle(self, page, language, kind, index=0):
        x, y, w, h = self.rect(page, language, kind, index)
        return x + w // 2, y + h // 2
