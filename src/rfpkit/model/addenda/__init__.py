"""What changes an RFP after it is issued: addenda, questions and answers."""
