"""What a careful counsel asks of an RFP before it is published: one file for each subject."""
