"""What a document says of the report as a whole: title, days, type and comments; and what does not add up."""
