"""Says which version of the program this is."""

NAME = "article-qa"


def installed_version() -> str:
    """Return the version of the program, "0" where it runs from a folder without being installed."""
    from importlib.metadata import PackageNotFoundError, version  # takes as long as all else that --help needs

    try:
        return version(NAME)
    except PackageNotFoundError:
        return "0"
