"""One file for each job a person does; it joins the rooms."""
