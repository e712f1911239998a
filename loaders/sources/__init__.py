"""Articles from files, folders, standard input and the web."""
