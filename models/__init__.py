"""What things are: tables, wire shapes, the find's fields, marking key and position. No I/O."""
