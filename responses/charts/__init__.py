"""Charts of compliance: what they show, drawn as SVG by the server, with the table that says the same."""
