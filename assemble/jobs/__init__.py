"""What the printer's commands do, step by step, over the stages of a build."""
