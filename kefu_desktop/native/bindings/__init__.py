"""How each system's own library is opened. No module here opens anything when it is imported."""
