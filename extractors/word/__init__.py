"""What the readers of Word's formats share: lists and their numbers, symbols, rows from cell edges."""
