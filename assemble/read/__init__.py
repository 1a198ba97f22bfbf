"""Issue folder, layout and fonts, read into the model with all findings. Lays nothing out."""
