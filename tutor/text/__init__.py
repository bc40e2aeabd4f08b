"""What both faces say: messages in a language, verdicts and lessons as plain text, the lines that a verdict points at.

Sentences stand in `tutor/locale`, never here. No room below imports it but for values.
"""
