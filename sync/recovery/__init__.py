"""What staff see and do after a restore: what tablets had seen, what differs from it, and how a recovery ends."""
