"""What each command does; pipeline.cli holds their options and help, and imports these only when one is called."""
