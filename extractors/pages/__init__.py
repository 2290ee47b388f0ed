"""A page by position: runs, lines, rulings, grids and paragraphs, whether the page was printed, drawn or scanned."""
