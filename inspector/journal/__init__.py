"""What makes a fact undeniable, and its parcel: bytes in, bytes out."""
