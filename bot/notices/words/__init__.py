"""What each kind of notice says, a file each."""
