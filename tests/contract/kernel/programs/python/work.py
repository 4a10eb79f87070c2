scale = 2


def twice(value):
    return value * 2


def refuse(reason):
    raise LookupError(reason)
