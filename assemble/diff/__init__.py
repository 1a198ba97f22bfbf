"""What changed between two proofs of an issue, and the proof that was signed off."""
