MISSING: dict = {}
