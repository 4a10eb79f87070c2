"""Version of PyTorch whose behaviour this package follows."""

__version__ = "2.13.0+numpy"
cuda = None
hip = None
git_version = "numpy"
debug = False
