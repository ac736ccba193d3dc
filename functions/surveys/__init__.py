"""What customers say after they were helped: questionnaires, invitations, answers, and what follows from them."""
