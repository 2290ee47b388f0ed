"""What readers of marked-up formats share: paragraphs, cells and tables to blocks, bytes to text, printed text made clean."""
