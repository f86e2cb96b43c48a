"""What people decide: conflicts they settle, finds they edit, duplicates they judge, refused mutations they release.

Each decision is a job of `exchange` and an entry of the log; maps, events and files may import this room.
"""
