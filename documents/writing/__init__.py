"""Writes the response of a local policing body: one content, laid out as a letter or a form, in four file formats."""
