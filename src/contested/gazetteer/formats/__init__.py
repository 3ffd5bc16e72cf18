"""What a user brings, to places: files as records, columns as fields, records as entries that can be."""
