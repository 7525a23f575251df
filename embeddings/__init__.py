"""Texts to vectors, and vectors to the nearest passages; knows nothing of questions and answers."""
