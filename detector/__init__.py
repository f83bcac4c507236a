"""Face mask detection: the pure core that server, converter and training share."""
