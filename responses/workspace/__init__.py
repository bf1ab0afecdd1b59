"""Where a local policing body writes its statutory response, has it signed, and records that it was sent."""
