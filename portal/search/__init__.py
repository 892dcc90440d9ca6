"""The search over everything public: index, question, answer. Views see `find` only."""
