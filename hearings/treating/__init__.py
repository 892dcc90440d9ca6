"""What the desk shows: the queue, the text with its points, and how far the treatment is."""
