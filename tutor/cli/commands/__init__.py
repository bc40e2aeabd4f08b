"""One command a file. A command declares its arguments, asks the tutor, and prints; it decides nothing itself."""
