"""What is asked, question by question: each file holds a few screens, in the order of the talk."""
