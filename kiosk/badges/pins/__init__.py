"""PINs that delegates enter beside the badge, if the meeting asks for them."""
