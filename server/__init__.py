"""The web server: the page, its files, and detection for browsers that cannot do it themselves."""

from server.app import create_app

__all__ = ["create_app"]
