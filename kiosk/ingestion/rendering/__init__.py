"""Pages to images and text: the render child and the jobs that run it."""
