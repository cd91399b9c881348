"""What people carry and sign on paper: badges, invitations, lists for the desk."""
