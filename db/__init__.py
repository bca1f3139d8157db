"""What this device keeps."""
