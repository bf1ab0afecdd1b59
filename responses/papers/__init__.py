"""Papers for a meeting: what stands in each, from the lists that the pages show, in whatever form it is handed out."""
