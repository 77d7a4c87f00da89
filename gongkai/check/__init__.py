"""``gongkai check``: drafts read, checked and reported, without a warehouse."""
