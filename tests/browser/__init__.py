"""What a reader meets in three browser engines: each test drives the built site as it would be served."""
