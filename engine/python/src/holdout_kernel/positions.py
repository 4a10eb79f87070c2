"""Columns: Python counts code points, JavaScript UTF-16 units."""


def to_points(line, column):
    """The column in code points of a column in UTF-16 units, both 0-based."""
    if line.isascii():
        return min(column, len(line))
    return len(line.encode("utf-16-le", "surrogatepass")[: 2 * column].decode("utf-16-le", "ignore"))


def to_units(line, column):
    """The column in UTF-16 units of a column in code points, both 0-based."""
    return len(line[:column].encode("utf-16-le", "surrogatepass")) // 2
