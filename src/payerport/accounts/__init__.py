"""People who sign in, the organizations they act for, and what each role may do."""
