scale = 2


def twice(value):
    return value * 2
