"""The user's own reviews of findings: a file that builds, checks and the app read."""
