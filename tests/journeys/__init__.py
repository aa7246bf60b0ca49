"""People's ways through the product, in a real browser, on a real server with a real worker."""
