"""What makes a text harmless in each kind of file; HTML is escaped by the templates' own autoescape."""
