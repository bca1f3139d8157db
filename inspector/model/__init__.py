"""The trade itself: frozen facts and the rules between them."""
