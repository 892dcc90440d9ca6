"""What stands on a project's page beside the page itself: each part a panel."""
