"""Ideas as pages: whom a page is for, what it shows, and what its forms do."""
