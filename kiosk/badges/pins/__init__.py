"""PINs: what a delegate knows beside the badge he holds, if the meeting asks."""
