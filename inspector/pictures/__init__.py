"""Pictures: foreign photos read with suspicion, and upright copies of them without metadata."""
