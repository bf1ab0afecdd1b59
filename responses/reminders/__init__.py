"""People are written to of what is new to them.

`lines` says what there is, `log` what they were told, `letters` how it reads, and `sending` mails it.
"""
