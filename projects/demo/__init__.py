"""The demo: problems in every state, projects in three phases, focus years. All invented."""
