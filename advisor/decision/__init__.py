"""What do the answers come to? Points, gates, all that is still possible, what comes next."""
