"""What breaks a build: damaged files, damaged tables, kills, readers, full disks."""
