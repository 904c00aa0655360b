"""What find and replace would change, reply by reply."""
