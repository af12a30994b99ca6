"""What is said of ideas, to the one who sent them and to whoever has them."""
