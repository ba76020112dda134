"""Readers: one function a format, from what came back to what people wrote."""
